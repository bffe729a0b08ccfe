// Signed-in guardians, children and staff: opening, finding and closing their sessions.
//
//     auto opened = co_await sessions.open_guardian(guardian);
//     set_cookie(opened.token);
//     …
//     const auto session = co_await sessions.find(cookie);
//
// The token is known to the browser alone; the store keeps its hash.
//
// Threads  From any event loop.
#pragma once

#include "core/clock.hpp"
#include "identity/records.hpp"
#include "identity/session_store.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/secret_key.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::identity {

/// How long a session may be idle, and how long it may last at all.
struct SessionLife {
    std::chrono::seconds idle;
    std::chrono::seconds whole;
};
[[nodiscard]] SessionLife life_of(SessionKind kind) noexcept;

struct OpenedSession {
    std::string token;  ///< For the cookie.
    std::string csrf;   ///< For X-CSRF-Token.
    SessionRecord session;
};

class Sessions {
public:
    /// How long a child's session lasts once its family has taken back its agreement. Nothing is kept
    /// meanwhile (conversation/http_conversation.hpp); what is said is screened, and a crisis answered.
    static constexpr std::chrono::hours talk_end{1};

    /// `store` and `clock` outlive this. `signing_key` signs every token: one that was not made here
    /// is refused without asking the store, and changing the key ends every session.
    Sessions(SessionStore& store, const Clock& clock, const crypto::SecretKey& signing_key)
        : store_{store}, clock_{clock}, signing_key_{signing_key}
    {
    }

    Task<OpenedSession> open_guardian(GuardianRecord guardian);
    Task<OpenedSession> open_child(DeviceRecord device);
    Task<OpenedSession> open_staff(StaffRecord staff);
    /// The session behind a cookie, if it still holds; being used keeps it from idling.
    Task<std::optional<SessionRecord>> find(std::string token);
    Task<> close(SessionId session);
    /// Ends the sessions of a family's children, each within talk_end: nobody is cut off in a sentence.
    Task<> close_children(FamilyId family);

    /// The token that unsafe verbs must carry beside the cookie.
    [[nodiscard]] static std::string csrf_of(std::string_view token);

private:
    Task<OpenedSession> open(SessionRecord session);

    SessionStore& store_;
    const Clock& clock_;
    crypto::SecretKey signing_key_;
};

}  // namespace buddy::identity
