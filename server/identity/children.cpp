#include "identity/children.hpp"

#include "platform/crypto/random.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::identity {
namespace {

crypto::Place nickname_place(const ChildId& child)
{
    return {.table = "children", .column = "nickname", .row = child.text()};
}
crypto::Place interests_place(const ChildId& child)
{
    return {.table = "children", .column = "interests", .row = child.text()};
}

std::string interests_text(const std::vector<std::string>& interests)
{
    boost::json::array list;
    for (const auto& interest : interests) list.emplace_back(interest);
    return boost::json::serialize(list);
}

Result<std::vector<std::string>> interests_from(const std::string& text)
{
    boost::system::error_code error;
    const auto value = boost::json::parse(text, error);
    if (error || !value.is_array()) return failed(ErrorCode::Invalid, "interests are damaged");
    std::vector<std::string> interests;
    for (const auto& interest : value.get_array())
        if (interest.is_string()) interests.emplace_back(interest.get_string());
    return interests;
}

std::optional<Reason> mistake_in_birth(const BirthMonth& birth, Time now)
{
    if (birth.month < 1 || birth.month > 12 || birth.year < 1900 || birth.year > 2200)
        return Reason::BirthInvalid;
    switch (judge_age(birth, now)) {
        case AgeVerdict::NotBorn: return Reason::NotBorn;
        case AgeVerdict::TooYoung: return Reason::TooYoung;
        case AgeVerdict::GrownUp: return Reason::GrownUp;
        case AgeVerdict::Child: break;
    }
    return std::nullopt;
}

std::optional<Reason> mistake_in(const ChildChange& change)
{
    if (change.avatar && !is_avatar(*change.avatar)) return Reason::AvatarUnknown;
    if (change.language && !is_language(*change.language)) return Reason::LanguageUnknown;
    if (change.country && !is_country(*change.country)) return Reason::CountryUnknown;
    if (change.pin && !is_pin(*change.pin)) return Reason::PinInvalid;
    return std::nullopt;
}

/// Which, never into what.
audit::Detail what_changes(const ChildChange& change)
{
    audit::Detail detail;
    if (change.nickname) detail.add({"nickname", true});
    if (change.avatar) detail.add({"avatar", true});
    if (change.interests) detail.add({"interests", true});
    if (change.language) detail.add({"language", true});
    if (change.country) detail.add({"country", true});
    if (change.pin) detail.add({"pin", true});
    return detail;
}

}  // namespace

// Everything but the PIN, whose hash takes a while.
std::optional<Reason> Children::apply(
    const crypto::Sealer& sealer, const ChildChange& change, ChildRecord& record
)
{
    if (const auto mistake = mistake_in(change)) return mistake;
    if (change.nickname) {
        const auto nickname = clean_line(*change.nickname, nickname_length);
        if (!nickname) return Reason::NameInvalid;
        record.nickname = sealer.seal(*nickname, nickname_place(record.id));
    }
    if (change.interests) {
        if (change.interests->size() > most_interests) return Reason::TooManyInterests;
        std::vector<std::string> interests;
        for (const auto& text : *change.interests) {
            auto interest = clean_line(text, interest_length);
            if (!interest) return Reason::InterestInvalid;
            interests.push_back(std::move(*interest));
        }
        record.interests = sealer.seal(interests_text(interests), interests_place(record.id));
    }
    record.avatar = change.avatar.value_or(record.avatar);
    record.language = change.language.value_or(record.language);
    record.country = change.country.value_or(record.country);
    return std::nullopt;
}

Result<OpenedChild> Children::open(const crypto::Sealer& sealer, const ChildRecord& record) const
{
    auto nickname = sealer.open(record.nickname, nickname_place(record.id));
    if (!nickname) return std::unexpected(nickname.error());
    const auto sealed_interests = sealer.open(record.interests, interests_place(record.id));
    if (!sealed_interests) return std::unexpected(sealed_interests.error());
    auto interests = interests_from(*sealed_interests);
    if (!interests) return std::unexpected(interests.error());
    return OpenedChild{
        .id = record.id,
        .family = record.family,
        .nickname = std::move(*nickname),
        .interests = std::move(*interests),
        .birth = record.birth,
        .age_band = age_band_at(record.birth, parts_.clock.now()),
        .age = age_at(record.birth, parts_.clock.now()),
        .avatar = record.avatar,
        .language = record.language,
        .country = record.country,
        .devices = record.devices,
        .last_active_at = record.last_active_at
    };
}

Task<Answer<OpenedChild>> Children::create(FamilyId family, NewChild form, audit::Actor by)
{
    const auto now = parts_.clock.now();
    if (const auto mistake = mistake_in_birth(form.birth, now)) co_return refused(*mistake);
    ChildRecord record;
    record.id = crypto::new_id<ChildId>(now);
    record.family = std::move(family);
    record.birth = form.birth;
    record.created_at = now;
    const ChildChange whole{
        .nickname = std::move(form.nickname),
        .avatar = std::move(form.avatar),
        .interests = std::move(form.interests),
        .language = std::move(form.language),
        .country = std::move(form.country),
        .pin = form.pin
    };
    // Looked at first: a form with a mistake leaves no keys behind.
    const crypto::Sealer nobodys{crypto::SecretKey::random()};
    if (const auto mistake = apply(nobodys, whole, record)) co_return refused(*mistake);
    auto hash = co_await parts_.hasher.hash(std::move(form.pin));
    if (!hash) co_return refused(Reason::Busy);
    const auto sealer = co_await parts_.keys.of(record.family, record.id);
    if (!sealer) co_return refused(Reason::Busy);
    static_cast<void>(apply(*sealer, whole, record));
    record.pin_hash = std::move(*hash);
    audit::Entry entry{
        .actor = std::move(by),
        .action = audit::Action::ChildAdded,
        .family = record.family,
        .child = record.id
    };
    co_await parts_.store.add_child(record, std::move(entry));
    auto opened = open(*sealer, record);
    if (!opened) co_return refused(Reason::Busy);
    co_return std::move(*opened);
}

Task<Answer<OpenedChild>> Children::change(
    FamilyId family, ChildId child, ChildChange change, audit::Actor by
)
{
    auto record = co_await parts_.store.find_child(std::move(child));
    if (!record || record->family != family) co_return refused(Reason::NoSuchChild);
    const auto sealer = co_await parts_.keys.of(std::move(family), record->id);
    if (!sealer) co_return refused(Reason::Busy);
    if (const auto mistake = apply(*sealer, change, *record)) co_return refused(*mistake);
    audit::Entry entry{
        .actor = std::move(by),
        .action = audit::Action::ChildChanged,
        .family = record->family,
        .child = record->id,
        .detail = what_changes(change)
    };
    if (change.pin) {
        auto hash = co_await parts_.hasher.hash(std::move(*change.pin));
        if (!hash) co_return refused(Reason::Busy);
        record->pin_hash = std::move(*hash);
    }
    co_await parts_.store.change_child(*record, std::move(entry));
    auto opened = open(*sealer, *record);
    if (!opened) co_return refused(Reason::Busy);
    co_return std::move(*opened);
}

Task<Result<OpenedChild>> Children::find(ChildId child)
{
    const auto record = co_await parts_.store.find_child(std::move(child));
    if (!record) co_return failed(ErrorCode::NotFound, "no such child");
    const auto sealer = co_await parts_.keys.of(record->family, record->id);
    if (!sealer) co_return std::unexpected(sealer.error());
    co_return open(*sealer, *record);
}

Task<Result<std::vector<OpenedChild>>> Children::of_family(FamilyId family)
{
    std::vector<OpenedChild> children;
    const auto records = co_await parts_.store.children_of(family);
    if (records.empty()) co_return children;
    const auto whole = co_await parts_.keys.of(family);
    if (!whole) co_return std::unexpected(whole.error());
    for (const auto& record : records) {
        const auto sealer = co_await parts_.keys.of(family, record.id);
        if (!sealer && sealer.error().code != ErrorCode::NotFound)
            co_return std::unexpected(sealer.error());
        if (!sealer) continue;  // being erased: its siblings stay
        auto child = open(*sealer, record);
        if (!child) co_return std::unexpected(child.error());
        children.push_back(std::move(*child));
    }
    co_return children;
}

}  // namespace buddy::identity
