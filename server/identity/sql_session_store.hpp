// SessionStore with SQL. `database` and `trail` outlive it.
#pragma once

#include "identity/session_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlSessionStore final : public SessionStore {
public:
    SqlSessionStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<> add(SessionRecord session) override;
    Task<std::optional<SessionRecord>> find(std::string token_hash, Time now) override;
    Task<> touch(SessionId session, Time now, Time idle_expires_at) override;
    Task<> remove(SessionId session) override;
    Task<> end_children(FamilyId family, Time at) override;
    Task<std::int64_t> remove_expired(Time now) override;
    Task<AttemptOutcome> take_attempt(std::string subject, Time now) override;
    Task<> clear_attempts(std::string subject) override;
    Task<std::optional<Time>> find_block(std::string subject, Time now) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::identity
