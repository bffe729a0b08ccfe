// Who is signed in, and who has tried too often.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "identity/records.hpp"
#include "platform/async/task.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace buddy::identity {

class SessionStore {
public:
    /// Failures older than this are forgotten.
    static constexpr std::chrono::hours attempts_kept{24};

    SessionStore() = default;
    SessionStore(const SessionStore&) = delete;
    SessionStore& operator=(const SessionStore&) = delete;
    SessionStore(SessionStore&&) = delete;
    SessionStore& operator=(SessionStore&&) = delete;
    virtual ~SessionStore() = default;

    virtual Task<> add(SessionRecord session) = 0;
    /// A session that has not expired.
    virtual Task<std::optional<SessionRecord>> find(std::string token_hash, Time now) = 0;
    virtual Task<> touch(SessionId session, Time now, Time idle_expires_at) = 0;
    virtual Task<> remove(SessionId session) = 0;
    /// Sessions of the family's children end at `at`, unless they end earlier.
    virtual Task<> end_children(FamilyId family, Time at) = 0;
    /// Removes sessions, links and codes that have expired. Returns how many sessions.
    virtual Task<std::int64_t> remove_expired(Time now) = 0;

    /// Counts an attempt as failed before it is made, so that many at once cannot slip through;
    /// a success clears the count. After block_after() the subject is shut for a while: an attempt
    /// made then is not allowed and not counted.
    virtual Task<AttemptOutcome> take_attempt(std::string subject, Time now) = 0;
    virtual Task<> clear_attempts(std::string subject) = 0;
    /// Until when the subject is shut; nothing when it is open.
    virtual Task<std::optional<Time>> find_block(std::string subject, Time now) = 0;
};

}  // namespace buddy::identity
