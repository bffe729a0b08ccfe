// Finds out who is calling: from the session cookie, the device cookie, or an API key.
//
// Threads  From any event loop.
#pragma once

#include "identity/devices.hpp"
#include "identity/sessions.hpp"
#include "identity/staff_store.hpp"
#include "platform/http/pipeline.hpp"

#include <string_view>

namespace buddy::identity {

inline constexpr std::string_view session_cookie = "buddy_session";
inline constexpr std::string_view device_cookie = "buddy_device";

/// http::Authenticator over identity's sessions. A guardian's or child's principal also names the
/// device when the browser is paired.
class Caller final : public http::Authenticator {
public:
    /// All outlive this.
    Caller(Sessions& sessions, Devices& devices, StaffStore& staff)
        : sessions_{sessions}, devices_{devices}, staff_{staff}
    {
    }
    Task<http::Principal> authenticate(http::Exchange& exchange) override;

private:
    Task<http::Principal> by_api_key(std::string key);

    Sessions& sessions_;
    Devices& devices_;
    StaffStore& staff_;
};

}  // namespace buddy::identity
