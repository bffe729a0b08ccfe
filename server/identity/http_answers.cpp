#include "identity/http_answers.hpp"

#include "identity/words.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace buddy::identity {
namespace {

http::Fault fault_of(Reason reason)
{
    switch (reason) {
        case Reason::EmailTaken: return http::Fault::Conflict;
        case Reason::AlreadyVerified: return http::Fault::Conflict;
        case Reason::ConsentNeeded: return http::Fault::Conflict;
        case Reason::ConsentStopped: return http::Fault::Conflict;
        case Reason::WrongCredentials: return http::Fault::NotSignedIn;
        case Reason::PinWrong: return http::Fault::NotSignedIn;
        case Reason::FactorCodeWrong: return http::Fault::NotSignedIn;
        case Reason::SignInOver: return http::Fault::NotSignedIn;
        case Reason::FactorMissing: return http::Fault::Conflict;
        case Reason::FactorStands: return http::Fault::Conflict;
        case Reason::TooManyAttempts: return http::Fault::TooMany;
        case Reason::MailJustSent: return http::Fault::TooMany;
        case Reason::PinLocked: return http::Fault::TooMany;
        case Reason::LinkInvalid: return http::Fault::NotFound;
        case Reason::NoSuchChild: return http::Fault::NotFound;
        case Reason::NoSuchDevice: return http::Fault::NotFound;
        case Reason::CodeWrong: return http::Fault::NotFound;
        case Reason::InvitationInvalid:
        case Reason::NoSuchGrownUp:
        case Reason::NoSuchRequest: return http::Fault::NotFound;
        case Reason::InvitationForOther:
        case Reason::AlreadyGrownUp:
        case Reason::TooManyGrownUps:
        case Reason::EmailUnverified:
        case Reason::LastGuardian:
        case Reason::FirstGuardian:
        case Reason::RequestStands:
        case Reason::RemovalWaits:
        case Reason::VisibilityRefused:
        case Reason::FamilyDisputed: return http::Fault::Conflict;
        case Reason::VisibilityLimited: return http::Fault::NotAllowed;
        case Reason::Busy: return http::Fault::Unavailable;
        default: return http::Fault::Invalid;
    }
}

std::string_view field_of(Reason reason)
{
    switch (reason) {
        case Reason::EmailInvalid: return ".email";
        case Reason::PasswordTooShort:
        case Reason::PasswordTooLong:
        case Reason::PasswordTooSimple:
        case Reason::PasswordIsTheEmail: return ".password";
        case Reason::CountryUnknown: return ".country";
        case Reason::RegionUnknown: return ".region";
        case Reason::LanguageUnknown: return ".language";
        case Reason::TimeZoneUnknown: return ".time_zone";
        case Reason::NameInvalid: return ".nickname";
        case Reason::InterestInvalid:
        case Reason::TooManyInterests: return ".interests";
        case Reason::AvatarUnknown: return ".avatar";
        case Reason::PinInvalid: return ".pin";
        case Reason::TooYoung:
        case Reason::GrownUp:
        case Reason::NotBorn:
        case Reason::BirthInvalid: return ".birth_year";
        case Reason::AdultIsGuardian: return ".trusted_adult.email";
        case Reason::FactorCodeWrong: return ".code";
        default: return {};
    }
}

boost::json::array list_of(const std::vector<std::string>& texts)
{
    boost::json::array list;
    for (const auto& text : texts) list.emplace_back(text);
    return list;
}

}  // namespace

Task<> refuse(http::Exchange& exchange, Refusal refusal, Time now)
{
    const auto language = http::language_for(exchange.header("accept-language"));
    http::ProblemNotes notes;
    notes.code = id_of(refusal.reason);
    notes.detail = words_for(refusal.reason, language);
    if (const auto field = field_of(refusal.reason); !field.empty())
        notes.mistakes.push_back({.path = std::string{field}, .reason = notes.code});
    if (refusal.until)
        notes.retry_after = std::max(
            std::chrono::ceil<std::chrono::seconds>(*refusal.until - now), std::chrono::seconds{1}
        );
    co_await http::refuse(exchange, fault_of(refusal.reason), std::move(notes));
}

Task<> refuse_limited(http::Exchange& exchange, Time now)
{
    co_await refuse(exchange, {.reason = Reason::VisibilityLimited, .until = {}}, now);
}

Task<> refuse_disputed(http::Exchange& exchange, Time now)
{
    co_await refuse(exchange, {.reason = Reason::FamilyDisputed, .until = {}}, now);
}

boost::json::value json_of(const std::optional<Time>& time)
{
    if (!time) return nullptr;
    return http::to_json(*time);
}

boost::json::value json_of(const OpenedChild& child)
{
    return {
        {"id", child.id.text()},
        {"nickname", child.nickname},
        {"birth_year", child.birth.year},
        {"birth_month", child.birth.month},
        {"age_band", safety::id_of(child.age_band)},
        {"avatar", child.avatar},
        {"interests", list_of(child.interests)},
        {"language", child.language},
        {"country", child.country},
        {"devices", child.devices},
        {"last_active", json_of(child.last_active_at)}
    };
}

boost::json::object face_of(const OpenedChild& child)
{
    boost::json::object face;
    face["nickname"] = child.nickname;
    face["avatar"] = child.avatar;
    face["age_band"] = safety::id_of(child.age_band);
    face["language"] = child.language;
    face["country"] = child.country;
    return face;
}

boost::json::value json_of(const Family& family)
{
    boost::json::array guardians;
    for (const auto& guardian : family.guardians)
        guardians.push_back(
            {{"email", guardian.email}, {"email_verified", guardian.email_verified_at.has_value()}}
        );
    boost::json::value adult = nullptr;
    if (family.trusted_adult)
        adult = {{"name", family.trusted_adult->name}, {"email", family.trusted_adult->email}};
    return {
        {"guardians", std::move(guardians)},
        {"country", family.settings.country},
        {"region", family.settings.region},
        {"language", family.settings.language},
        {"time_zone", family.settings.time_zone},
        {"alert_emails", family.settings.alert_emails},
        {"trusted_adult", std::move(adult)}
    };
}

boost::json::value json_of(const OpenedDevice& device)
{
    return {
        {"id", device.id.text()},
        {"name", device.name},
        {"paired_at", json_of(std::optional{device.paired_at})},
        {"last_seen", json_of(device.last_seen_at)}
    };
}

http::Response json_response(unsigned status, const boost::json::value& body)
{
    http::Response response;
    response.status = status;
    response.body = boost::json::serialize(body);
    return response;
}

}  // namespace buddy::identity
