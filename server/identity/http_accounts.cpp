#include "identity/caller.hpp"
#include "identity/http_answers.hpp"
#include "identity/http_identity.hpp"
#include "platform/http/cookies.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace buddy::identity {
namespace {

struct CredentialsForm {
    std::string email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(CredentialsForm, (), (email, password))

struct SignUpForm {
    std::string email;
    std::string password;
    std::string country;
    std::string language;
    std::optional<std::string> time_zone;
};
BOOST_DESCRIBE_STRUCT(SignUpForm, (), (email, password, country, language, time_zone))

struct TokenForm {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenForm, (), (token))

std::string session_cookie_header(const http::Exchange& exchange, const OpenedSession& opened)
{
    const bool secure = exchange.is_secure();
    return http::set_cookie(
        {.name = http::cookie_name(session_cookie, secure),
         .value = opened.token,
         .max_age = life_of(opened.session.kind).whole,
         .same_site = http::SameSite::Strict},
        secure
    );
}

http::Response no_content()
{
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    return response;
}

}  // namespace

http::Routes HttpIdentity::routes()
{
    using http::Access;
    using http::Limit;
    using http::Verb;
    using Self = HttpIdentity;
    const auto child = "/api/children/{child}";
    const auto devices = "/api/children/{child}/devices";
    const auto device = "/api/children/{child}/devices/{device}";
    const auto codes = "/api/children/{child}/pairing-codes";
    const auto resend = "/api/email-verifications/resend";
    // clang-format off
    return {
        {"getSession",         Verb::Get,    "/api/session",             Access::Public,   Limit::Uncounted, http::to(&Self::get_session, this)},
        {"signIn",             Verb::Post,   "/api/session",             Access::Public,   Limit::SignIn,    http::to(&Self::sign_in, this)},
        {"signOut",            Verb::Delete, "/api/session",             Access::Person,   Limit::Api,       http::to(&Self::sign_out, this)},
        {"signInStaff",        Verb::Post,   "/api/staff-session",       Access::Public,   Limit::SignIn,    http::to(&Self::sign_in_staff, this)},
        {"signOutStaff",       Verb::Delete, "/api/staff-session",       Access::Staff,    Limit::Api,       http::to(&Self::sign_out, this)},
        {"giveStaffCode",      Verb::Post,   "/api/staff-session/code",  Access::Public,   Limit::Api,       http::to(&Self::give_staff_code, this)},
        {"setUpFactor",        Verb::Post,   "/api/staff-factor",        Access::Public,   Limit::Api,       http::to(&Self::set_up_factor, this)},
        {"confirmFactor",      Verb::Post,   "/api/staff-factor/code",   Access::Public,   Limit::Api,       http::to(&Self::confirm_factor, this)},
        {"signUp",             Verb::Post,   "/api/guardians",           Access::Public,   Limit::SignIn,    http::to(&Self::sign_up, this)},
        {"verifyEmail",        Verb::Post,   "/api/email-verifications", Access::Public,   Limit::SignIn,    http::to(&Self::verify_email, this)},
        {"resendVerification", Verb::Post,   resend,                     Access::Guardian, Limit::SignIn,    http::to(&Self::resend_verification, this)},
        {"getFamily",          Verb::Get,    "/api/family",              Access::Guardian, Limit::Api,       http::to(&Self::get_family, this)},
        {"changeFamily",       Verb::Patch,  "/api/family",              Access::Guardian, Limit::Api,       http::to(&Self::change_family, this)},
        {"listChildren",       Verb::Get,    "/api/children",            Access::Guardian, Limit::Api,       http::to(&Self::list_children, this)},
        {"createChild",        Verb::Post,   "/api/children",            Access::Guardian, Limit::Api,       http::to(&Self::create_child, this)},
        {"changeChild",        Verb::Patch,  child,                      Access::Guardian, Limit::Api,       http::to(&Self::change_child, this)},
        {"createPairingCode",  Verb::Post,   codes,                      Access::Guardian, Limit::Api,       http::to(&Self::create_pairing_code, this)},
        {"listDevices",        Verb::Get,    devices,                    Access::Guardian, Limit::Api,       http::to(&Self::list_devices, this)},
        {"removeDevice",       Verb::Delete, device,                     Access::Guardian, Limit::Api,       http::to(&Self::remove_device, this)},
        {"pairDevice",         Verb::Post,   "/api/pairings",            Access::Public,   Limit::SignIn,    http::to(&Self::pair_device, this)},
        {"getDevice",          Verb::Get,    "/api/device",              Access::Public,   Limit::Uncounted, http::to(&Self::get_device, this)},
        {"signInChild",        Verb::Post,   "/api/child-session",       Access::Device,   Limit::SignIn,    http::to(&Self::sign_in_child, this)},
    };
    // clang-format on
}

Task<> HttpIdentity::refuse(http::Exchange& exchange, Refusal refusal)
{
    co_await identity::refuse(exchange, refusal, parts_.clock.now());
}

Task<boost::json::object> HttpIdentity::describe(Whom whom)
{
    boost::json::object out;
    out["kind"] = "anonymous";
    if (whom.kind == SessionKind::Guardian) {
        const auto found = co_await parts_.family_store.find_guardian(whom.guardian);
        if (!found) co_return out;
        out["kind"] = "guardian";
        boost::json::object face{
            {"email", found->email},
            {"email_verified", found->email_verified_at.has_value()},
            {"language", found->language}
        };
        co_await describe_families(face, std::move(whom.guardian), std::move(whom.family));
        out["guardian"] = std::move(face);
    }
    if (whom.kind == SessionKind::Child) {
        auto face = co_await child_face(std::move(whom.child));
        if (!face) co_return out;
        out["kind"] = "child";
        out["child"] = std::move(*face);
    }
    if (whom.kind == SessionKind::Staff) {
        auto face = co_await staff_face(std::move(whom.staff));
        if (!face) co_return out;
        out["kind"] = "staff";
        out["staff"] = std::move(*face);
    }
    co_return out;
}

Task<> HttpIdentity::describe_families(
    boost::json::object& out, GuardianId guardian, FamilyId family
)
{
    out["role"] = "guardian";
    boost::json::array families;
    if (parts_.families_of)
        for (const auto& own : co_await parts_.families_of(std::move(guardian))) {
            if (own.family == family) out["role"] = id_of(own.role);
            families.push_back(
                {{"id", own.family.text()},
                 {"role", id_of(own.role)},
                 {"held_by", own.held_by},
                 {"is_open", own.family == family}}
            );
        }
    out["families"] = std::move(families);
}

Task<std::optional<boost::json::object>> HttpIdentity::child_face(ChildId child)
{
    const auto found = co_await parts_.children.find(std::move(child));
    if (!found) co_return std::nullopt;
    auto face = face_of(*found);
    boost::json::array adults;
    const auto family = co_await parts_.families.find(found->family);
    if (family && family->trusted_adult) adults.emplace_back(family->trusted_adult->name);
    face["trusted_adults"] = std::move(adults);
    co_return face;
}

Task<> HttpIdentity::get_session(http::Exchange& exchange)
{
    const auto& who = exchange.principal;
    boost::json::object out{{"kind", "anonymous"}};
    Whom whom{
        .kind = SessionKind::Guardian,
        .family = who.family,
        .guardian = who.guardian,
        .child = who.child,
        .staff = who.staff
    };
    using Kind = http::Principal::Kind;
    if (who.kind == Kind::Child) whom.kind = SessionKind::Child;
    if (who.kind == Kind::Staff) whom.kind = SessionKind::Staff;
    if (who.kind == Kind::Guardian || who.kind == Kind::TrustedAdult || who.kind == Kind::Child ||
        who.kind == Kind::Staff)
        out = co_await describe(std::move(whom));
    if (out["kind"] != "anonymous") out["csrf"] = who.csrf;
    co_await exchange.respond(json_response(200, out));
}

Task<> HttpIdentity::welcome(
    http::Exchange& exchange, unsigned status, OpenedSession opened, boost::json::object more
)
{
    if (!exchange.principal.session.empty())
        co_await parts_.sessions.close(exchange.principal.session);
    auto out = co_await describe(
        {.kind = opened.session.kind,
         .family = opened.session.family,
         .guardian = opened.session.guardian,
         .child = opened.session.child,
         .staff = opened.session.staff}
    );
    out["csrf"] = opened.csrf;
    for (const auto& member : more) out[member.key()] = member.value();
    auto response = json_response(status, out);
    response.headers.emplace_back("Set-Cookie", session_cookie_header(exchange, opened));
    co_await exchange.respond(std::move(response));
}

Task<> HttpIdentity::sign_in(http::Exchange& exchange)
{
    auto form = http::read_json<CredentialsForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto opened =
        co_await parts_.accounts.sign_in(std::move(form->email), std::move(form->password));
    if (!opened) co_return co_await refuse(exchange, opened.error());
    co_await welcome(exchange, 200, std::move(*opened));
}

Task<> HttpIdentity::sign_out(http::Exchange& exchange)
{
    co_await parts_.sessions.close(exchange.principal.session);
    const bool secure = exchange.is_secure();
    auto response = no_content();
    response.headers.emplace_back(
        "Set-Cookie", http::clear_cookie(http::cookie_name(session_cookie, secure), secure)
    );
    co_await exchange.respond(std::move(response));
}

Task<> HttpIdentity::sign_up(http::Exchange& exchange)
{
    auto form = http::read_json<SignUpForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    SignUp wanted{
        .email = std::move(form->email),
        .password = std::move(form->password),
        .country = std::move(form->country),
        .language = std::move(form->language),
        .time_zone = std::move(form->time_zone).value_or("UTC")
    };
    auto opened = co_await parts_.accounts.sign_up(std::move(wanted));
    if (!opened) co_return co_await refuse(exchange, opened.error());
    co_await welcome(exchange, 201, std::move(*opened));
}

Task<> HttpIdentity::verify_email(http::Exchange& exchange)
{
    auto form = http::read_json<TokenForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto guardian = co_await parts_.accounts.verify_email(std::move(form->token));
    if (!guardian) co_return co_await refuse(exchange, guardian.error());
    co_await exchange.respond(no_content());
}

Task<> HttpIdentity::resend_verification(http::Exchange& exchange)
{
    const auto sent = co_await parts_.accounts.resend_verification(exchange.principal.guardian);
    if (!sent) co_return co_await refuse(exchange, sent.error());
    auto response = no_content();
    response.status = 202;
    co_await exchange.respond(std::move(response));
}

}  // namespace buddy::identity
