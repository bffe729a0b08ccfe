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
#include <vector>

namespace buddy::identity {
namespace {

struct TrustedAdultForm {
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(TrustedAdultForm, (), (name, email))

struct FamilyForm {
    std::optional<std::string> country;
    std::optional<std::string> region;
    std::optional<std::string> language;
    std::optional<std::string> time_zone;
    std::optional<bool> alert_emails;
    std::optional<boost::json::value> trusted_adult;
};
BOOST_DESCRIBE_STRUCT(
    FamilyForm, (), (country, region, language, time_zone, alert_emails, trusted_adult)
)

struct NewChildForm {
    std::string nickname;
    int birth_year = 0;
    int birth_month = 0;
    std::string avatar;
    std::optional<std::vector<std::string>> interests;
    std::string language;
    std::string country;
    std::string pin;
};
BOOST_DESCRIBE_STRUCT(
    NewChildForm, (), (nickname, birth_year, birth_month, avatar, interests, language, country, pin)
)

struct ChildForm {
    std::optional<std::string> nickname;
    std::optional<std::string> avatar;
    std::optional<std::vector<std::string>> interests;
    std::optional<std::string> language;
    std::optional<std::string> country;
    std::optional<std::string> pin;
};
BOOST_DESCRIBE_STRUCT(ChildForm, (), (nickname, avatar, interests, language, country, pin))

struct PairingForm {
    std::string code;
    std::optional<std::string> device_name;
};
BOOST_DESCRIBE_STRUCT(PairingForm, (), (code, device_name))

struct PinForm {
    std::string pin;
};
BOOST_DESCRIBE_STRUCT(PinForm, (), (pin))

ChildId child_of(const http::Exchange& exchange)
{
    return ChildId{std::string{exchange.param("child")}};
}

// null removes the adult, an absent member changes nothing: the reader of structs cannot tell them
// apart, so this member is looked at in the document itself.
std::expected<std::optional<std::optional<TrustedAdult>>, http::Mistake> trusted_adult_in(
    const std::string& body
)
{
    boost::system::error_code error;
    const auto document = boost::json::parse(body, error);
    const auto* member = error || !document.is_object()
                             ? nullptr
                             : document.get_object().if_contains("trusted_adult");
    if (member == nullptr) return std::nullopt;
    if (member->is_null()) return std::optional<std::optional<TrustedAdult>>{std::in_place};
    auto form = http::from_json<TrustedAdultForm>(*member);
    if (!form) {
        form.error().path = ".trusted_adult" + form.error().path;
        return std::unexpected(std::move(form.error()));
    }
    return std::optional{
        TrustedAdult{.name = std::move(form->name), .email = std::move(form->email)}
    };
}

audit::Actor guardian_of(const http::Exchange& exchange)
{
    return audit::Actor::of(exchange.principal.guardian);
}

}  // namespace

Task<> HttpIdentity::get_family(http::Exchange& exchange)
{
    const auto family = co_await parts_.families.find(exchange.principal.family);
    if (!family) co_return co_await http::refuse(exchange, family.error());
    co_await exchange.respond(json_response(200, json_of(*family)));
}

Task<> HttpIdentity::change_family(http::Exchange& exchange)
{
    auto form = http::read_json<FamilyForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto adult = trusted_adult_in(exchange.body());
    if (!adult) co_return co_await http::refuse(exchange, std::move(adult.error()));
    // Who hears of a child in danger is not for one of two in dispute to take away.
    bool is_held = adult->has_value() || form->alert_emails == false;
    // Nor which laws hold.
    if (!is_held && (form->country || form->region)) {
        const auto family = co_await parts_.families.find(exchange.principal.family);
        if (!family) co_return co_await http::refuse(exchange, family.error());
        is_held = form->country.value_or(family->settings.country) != family->settings.country ||
                  form->region.value_or(family->settings.region) != family->settings.region;
    }
    if (is_held && parts_.is_disputed && co_await parts_.is_disputed(exchange.principal.family))
        co_return co_await refuse_disputed(exchange, parts_.clock.now());
    FamilyChange change{
        .country = std::move(form->country),
        .region = std::move(form->region),
        .language = std::move(form->language),
        .time_zone = std::move(form->time_zone),
        .alert_emails = form->alert_emails,
        .trusted_adult = std::move(*adult)
    };
    const auto family = co_await parts_.families.change(
        exchange.principal.family, std::move(change), guardian_of(exchange)
    );
    if (!family) co_return co_await refuse(exchange, family.error());
    co_await exchange.respond(json_response(200, json_of(*family)));
}

Task<> HttpIdentity::list_children(http::Exchange& exchange)
{
    const auto children = co_await parts_.children.of_family(exchange.principal.family);
    if (!children) co_return co_await http::refuse(exchange, children.error());
    boost::json::array list;
    for (const auto& child : *children) list.push_back(json_of(child));
    co_await exchange.respond(json_response(200, {{"children", std::move(list)}}));
}

Task<Collecting> HttpIdentity::collecting(FamilyId family)
{
    if (!parts_.collecting) co_return Collecting::Agreed;
    co_return co_await parts_.collecting(std::move(family));
}

Task<> HttpIdentity::create_child(http::Exchange& exchange)
{
    const auto agreed = co_await collecting(exchange.principal.family);
    if (agreed != Collecting::Agreed)
        co_return co_await refuse(exchange, {.reason = Reason::ConsentNeeded, .until = {}});
    auto form = http::read_json<NewChildForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    NewChild wanted{
        .nickname = std::move(form->nickname),
        .birth = {.year = form->birth_year, .month = form->birth_month},
        .avatar = std::move(form->avatar),
        .interests = std::move(form->interests).value_or(std::vector<std::string>{}),
        .language = std::move(form->language),
        .country = std::move(form->country),
        .pin = std::move(form->pin)
    };
    const auto child = co_await parts_.children.create(
        exchange.principal.family, std::move(wanted), guardian_of(exchange)
    );
    if (!child) co_return co_await refuse(exchange, child.error());
    co_await exchange.respond(json_response(201, json_of(*child)));
}

Task<> HttpIdentity::change_child(http::Exchange& exchange)
{
    auto form = http::read_json<ChildForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (form->country && parts_.is_disputed &&
        co_await parts_.is_disputed(exchange.principal.family)) {
        const auto child = co_await parts_.children.find(child_of(exchange));
        if (child && child->family == exchange.principal.family && child->country != *form->country)
            co_return co_await refuse_disputed(exchange, parts_.clock.now());
    }
    ChildChange change{
        .nickname = std::move(form->nickname),
        .avatar = std::move(form->avatar),
        .interests = std::move(form->interests),
        .language = std::move(form->language),
        .country = std::move(form->country),
        .pin = std::move(form->pin)
    };
    const auto child = co_await parts_.children.change(
        exchange.principal.family, child_of(exchange), std::move(change), guardian_of(exchange)
    );
    if (!child) co_return co_await refuse(exchange, child.error());
    co_await exchange.respond(json_response(200, json_of(*child)));
}

Task<> HttpIdentity::create_pairing_code(http::Exchange& exchange)
{
    const auto code =
        co_await parts_.devices.make_code(exchange.principal.family, child_of(exchange));
    if (!code) co_return co_await refuse(exchange, code.error());
    co_await exchange.respond(json_response(
        201, {{"code", code->code}, {"expires_at", json_of(std::optional{code->expires_at})}}
    ));
}

Task<> HttpIdentity::list_devices(http::Exchange& exchange)
{
    const auto devices =
        co_await parts_.devices.of_child(exchange.principal.family, child_of(exchange));
    if (!devices) co_return co_await refuse(exchange, devices.error());
    boost::json::array list;
    for (const auto& device : *devices) list.push_back(json_of(device));
    co_await exchange.respond(json_response(200, {{"devices", std::move(list)}}));
}

Task<> HttpIdentity::remove_device(http::Exchange& exchange)
{
    DeviceId device{std::string{exchange.param("device")}};
    const auto removed = co_await parts_.devices.remove(
        exchange.principal.family, child_of(exchange), std::move(device), guardian_of(exchange)
    );
    if (!removed) co_return co_await refuse(exchange, removed.error());
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    co_await exchange.respond(std::move(response));
}

Task<> HttpIdentity::answer_device(
    http::Exchange& exchange, unsigned status, DeviceRecord device, std::optional<std::string> token
)
{
    boost::json::object out{{"paired", false}};
    const auto child = co_await parts_.children.find(device.child);
    if (child) {
        out["paired"] = true;
        out["nickname"] = child->nickname;
        out["avatar"] = child->avatar;
        out["language"] = child->language;
        out["country"] = child->country;
        out["locked_until"] = json_of(co_await parts_.devices.locked_until(device.id));
    }
    auto response = json_response(status, out);
    if (token) {
        const bool secure = exchange.is_secure();
        // As long as browsers keep a cookie; the guardian ends it in the list of devices.
        response.headers.emplace_back(
            "Set-Cookie",
            http::set_cookie(
                {.name = http::cookie_name(device_cookie, secure),
                 .value = *token,
                 .max_age = std::chrono::days{400},
                 .same_site = http::SameSite::Strict},
                secure
            )
        );
    }
    co_await exchange.respond(std::move(response));
}

Task<> HttpIdentity::pair_device(http::Exchange& exchange)
{
    auto form = http::read_json<PairingForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto paired = co_await parts_.devices.pair(
        std::move(form->code),
        std::move(form->device_name).value_or(""),
        std::string{exchange.client_address()}
    );
    if (!paired) co_return co_await refuse(exchange, paired.error());
    co_await answer_device(exchange, 201, std::move(paired->device), std::move(paired->token));
}

Task<> HttpIdentity::get_device(http::Exchange& exchange)
{
    auto token = exchange.cookie(http::cookie_name(device_cookie, exchange.is_secure()));
    std::optional<DeviceRecord> device;
    if (!token.empty()) device = co_await parts_.devices.find(std::string{token});
    if (!device) co_return co_await exchange.respond(json_response(200, {{"paired", false}}));
    co_await answer_device(exchange, 200, std::move(*device), std::nullopt);
}

Task<> HttpIdentity::sign_in_child(http::Exchange& exchange)
{
    auto form = http::read_json<PinForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto token = exchange.cookie(http::cookie_name(device_cookie, exchange.is_secure()));
    auto device = co_await parts_.devices.find(std::string{token});
    if (!device) co_return co_await refuse(exchange, {.reason = Reason::NoSuchDevice, .until = {}});
    const auto agreed = co_await collecting(device->family);
    if (agreed == Collecting::Stopped)
        co_return co_await refuse(exchange, {.reason = Reason::ConsentStopped, .until = {}});
    const bool is_leaving =
        parts_.is_leaving && co_await parts_.is_leaving(device->family, device->child);
    if (is_leaving)
        co_return co_await refuse(exchange, {.reason = Reason::NoSuchDevice, .until = {}});
    auto opened = co_await parts_.devices.sign_in_child(std::move(*device), std::move(form->pin));
    if (!opened) co_return co_await refuse(exchange, opened.error());
    co_await welcome(exchange, 200, std::move(*opened));
}

}  // namespace buddy::identity
