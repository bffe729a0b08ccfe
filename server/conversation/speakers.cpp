#include "conversation/speakers.hpp"

#include <utility>

namespace buddy::conversation {
namespace {

/// Guardians with a confirmed address, the other trusted adult, moderators.
std::vector<notify::AlertMail> mails_to(
    const identity::ChildProfile& child,
    const identity::FamilyContacts& contacts,
    const std::vector<identity::ModeratorContact>& moderators
)
{
    std::vector<notify::AlertMail> mails;
    const auto add = [&](const std::string& to, const std::string& language, auto reader) {
        mails.push_back(
            {.family = child.family,
             .child = child.id,
             .to = to,
             .language = language,
             .reader = reader,
             .urgency = notify::Urgency::High,
             .nickname = child.nickname}
        );
    };
    for (const auto& guardian : contacts.guardians) {
        if (!guardian.email_verified) continue;
        add(guardian.email, guardian.language, notify::AlertReader::Guardian);
        mails.back().guardian = guardian.id;
        mails.back().is_wanted = contacts.alert_emails;
    }
    if (contacts.trusted_adult && !contacts.trusted_adult->email.empty())
        add(contacts.trusted_adult->email, contacts.language, notify::AlertReader::TrustedAdult);
    for (const auto& moderator : moderators)
        add(moderator.email, "en", notify::AlertReader::Moderator);
    return mails;
}

}  // namespace

Task<Result<Speaker>> speaker_of(
    identity::Directory& directory,
    ChildRef child,
    NameForModels name_for_models,
    MayReach may_reach
)
{
    const auto profile = co_await directory.find_child(child.child);
    if (!profile) co_return std::unexpected(profile.error());
    if (profile->family != child.family)
        co_return failed(ErrorCode::NotFound, "the child is of another family");
    const auto contacts = co_await directory.contacts_of(child.family);
    if (!contacts) co_return std::unexpected(contacts.error());
    const auto moderators = co_await directory.moderators();
    std::function<Task<bool>(std::string)> reaches;
    if (may_reach)
        reaches = [ask = std::move(may_reach), family = child.family](std::string model) {
            return ask(family, std::move(model));
        };
    co_return Speaker{
        .child = child,
        .age_band = profile->age_band,
        .locale = profile->language,
        .country = profile->country,
        .region = profile->region,
        .age = profile->age,
        .nickname = profile->nickname,
        .time_zone = profile->time_zone,
        .trusted_adults = profile->trusted_adults,
        .alert_mails = mails_to(*profile, *contacts, moderators),
        .trusted_adult_reachable = contacts->trusted_adult.has_value(),
        .moderator_reachable = !moderators.empty(),
        .may_reach = std::move(reaches),
        .model_user = name_for_models ? name_for_models(child.child) : std::string{}
    };
}

}  // namespace buddy::conversation
