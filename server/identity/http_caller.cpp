#include "identity/caller.hpp"
#include "platform/crypto/random.hpp"
#include "platform/http/cookies.hpp"

#include <string>
#include <utility>

namespace buddy::identity {
namespace {

std::string cookie_of(const http::Exchange& exchange, std::string_view name)
{
    return std::string{exchange.cookie(http::cookie_name(name, exchange.is_secure()))};
}

http::Principal principal_of(SessionRecord session, std::string csrf)
{
    http::Principal who;
    switch (session.kind) {
        case SessionKind::Guardian:
            who.kind = session.role == GrownUpRole::Guardian ? http::Principal::Kind::Guardian
                                                             : http::Principal::Kind::TrustedAdult;
            break;
        case SessionKind::Child: who.kind = http::Principal::Kind::Child; break;
        case SessionKind::Staff: who.kind = http::Principal::Kind::Staff; break;
    }
    who.session = std::move(session.id);
    who.family = std::move(session.family);
    who.guardian = std::move(session.guardian);
    who.child = std::move(session.child);
    who.device = std::move(session.device);
    who.staff = std::move(session.staff);
    who.csrf = std::move(csrf);
    return who;
}

}  // namespace

Task<http::Principal> Caller::by_api_key(std::string key)
{
    http::Principal who;
    auto found = co_await staff_.find_api_key(crypto::hash_token(key));
    if (found) {
        who.kind = http::Principal::Kind::ApiKey;
        who.api_key = std::move(found->id);
        who.scopes = std::move(found->scopes);
    }
    co_return who;
}

Task<http::Principal> Caller::authenticate(http::Exchange& exchange)
{
    constexpr std::string_view bearer = "Bearer bk_";
    const auto authorization = exchange.header("authorization");
    if (authorization.starts_with(bearer))
        co_return co_await by_api_key(std::string{authorization.substr(7)});

    auto session_token = cookie_of(exchange, session_cookie);
    auto device_token = cookie_of(exchange, device_cookie);
    http::Principal who;
    if (!session_token.empty()) {
        auto session = co_await sessions_.find(session_token);
        if (session) who = principal_of(std::move(*session), Sessions::csrf_of(session_token));
    }
    // A child's session names its device already.
    if (device_token.empty() || who.kind == http::Principal::Kind::Child) co_return who;
    auto device = co_await devices_.find(std::move(device_token));
    if (!device) co_return who;
    who.device = std::move(device->id);
    if (who.kind == http::Principal::Kind::Anonymous) {
        who.kind = http::Principal::Kind::Device;
        who.family = std::move(device->family);
    }
    co_return who;
}

}  // namespace buddy::identity
