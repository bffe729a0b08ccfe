#include "identity/families.hpp"

#include "identity/rules.hpp"

#include <algorithm>
#include <utility>

namespace buddy::identity {
namespace {

crypto::Place name_place(const FamilyId& family)
{
    return {.table = "trusted_adults", .column = "name", .row = family.text()};
}
crypto::Place email_place(const FamilyId& family)
{
    return {.table = "trusted_adults", .column = "email", .row = family.text()};
}

std::optional<Reason> mistake_in(const FamilyChange& change)
{
    if (change.country && !is_country(*change.country)) return Reason::CountryUnknown;
    if (change.language && !is_language(*change.language)) return Reason::LanguageUnknown;
    if (change.time_zone && !is_time_zone(*change.time_zone)) return Reason::TimeZoneUnknown;
    return std::nullopt;
}

/// Which settings have changed.
audit::Entry entry_of(const FamilyRecord& before, const FamilyRecord& after, const audit::Actor& by)
{
    audit::Detail detail;
    if (before.country != after.country) detail.add({"country", true});
    if (before.region != after.region) detail.add({"region", !after.region.empty()});
    if (before.language != after.language) detail.add({"language", true});
    if (before.time_zone != after.time_zone) detail.add({"time_zone", true});
    if (before.alert_emails != after.alert_emails) detail.add({"alert_emails", after.alert_emails});
    return {
        .actor = by,
        .action = audit::Action::FamilyChanged,
        .family = after.id,
        .detail = std::move(detail)
    };
}

}  // namespace

Task<Result<std::optional<TrustedAdult>>> Families::find_trusted_adult(FamilyId family)
{
    const auto sealed = co_await store_.find_trusted_adult(family);
    if (!sealed) co_return std::nullopt;
    const auto sealer = co_await keys_.of(family);
    if (!sealer) co_return std::unexpected(sealer.error());
    auto name = sealer->open(sealed->name, name_place(family));
    if (!name) co_return std::unexpected(name.error());
    auto email = sealer->open(sealed->email, email_place(family));
    if (!email) co_return std::unexpected(email.error());
    co_return TrustedAdult{.name = std::move(*name), .email = std::move(*email)};
}

Task<Result<Family>> Families::find(FamilyId family)
{
    auto settings = co_await store_.find_family(family);
    if (!settings) co_return failed(ErrorCode::NotFound, "no such family");
    auto adult = co_await find_trusted_adult(family);
    if (!adult) co_return std::unexpected(adult.error());
    auto guardians = co_await store_.guardians_of(std::move(family));
    co_return Family{
        .settings = std::move(*settings),
        .guardians = std::move(guardians),
        .trusted_adult = std::move(*adult)
    };
}

Task<Answer<void>> Families::set_trusted_adult(
    FamilyId family,
    std::vector<GuardianRecord> guardians,
    std::optional<TrustedAdult> adult,
    audit::Actor by
)
{
    std::optional<TrustedAdultRecord> record;
    if (adult) {
        const auto name = clean_line(adult->name, 60);
        if (!name) co_return refused(Reason::NameInvalid);
        const auto key = email_key(adult->email);
        if (!key) co_return refused(Reason::EmailInvalid);
        if (std::ranges::find(guardians, *key, &GuardianRecord::email_key) != guardians.end())
            co_return refused(Reason::AdultIsGuardian);
        const auto sealer = co_await keys_.of(family);
        if (!sealer) co_return refused(Reason::Busy);
        record = TrustedAdultRecord{
            .name = sealer->seal(*name, name_place(family)),
            .email = sealer->seal(*clean_line(adult->email, 254), email_place(family))
        };
    }
    audit::Entry entry{
        .actor = std::move(by),
        .action = record ? audit::Action::TrustedAdultSet : audit::Action::TrustedAdultRemoved,
        .family = family
    };
    co_await store_.set_trusted_adult(
        std::move(family), std::move(record), clock_.now(), std::move(entry)
    );
    co_return Answer<void>{};
}

Task<Answer<Family>> Families::change(FamilyId family, FamilyChange change, audit::Actor by)
{
    if (const auto mistake = mistake_in(change)) co_return refused(*mistake);
    auto before = co_await find(family);
    if (!before) co_return refused(Reason::Busy);
    auto settings = before->settings;
    const auto country = std::exchange(settings.country, change.country.value_or(settings.country));
    if (settings.country != country) settings.region.clear();
    settings.region = change.region.value_or(settings.region);
    const bool is_known =
        settings.region.empty() || (is_region_ && is_region_(settings.country, settings.region));
    if (!is_known) co_return refused(Reason::RegionUnknown);
    if (change.trusted_adult) {
        const auto set = co_await set_trusted_adult(
            family, before->guardians, std::move(*change.trusted_adult), by
        );
        if (!set) co_return std::unexpected(set.error());
    }
    settings.language = change.language.value_or(settings.language);
    settings.time_zone = change.time_zone.value_or(settings.time_zone);
    settings.alert_emails = change.alert_emails.value_or(settings.alert_emails);
    if (settings != before->settings) {
        auto entry = entry_of(before->settings, settings, by);
        co_await store_.change_family(std::move(settings), std::move(entry));
    }
    auto after = co_await find(std::move(family));
    if (!after) co_return refused(Reason::Busy);
    co_return std::move(*after);
}

}  // namespace buddy::identity
