#include "identity/family_data.hpp"

#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::identity {
namespace {

boost::json::value json_of_child(const OpenedChild& child)
{
    boost::json::array interests;
    for (const auto& interest : child.interests) interests.emplace_back(interest);
    return {
        {"id", child.id.text()},
        {"nickname", child.nickname},
        {"birth_year", child.birth.year},
        {"birth_month", child.birth.month},
        {"avatar", child.avatar},
        {"interests", std::move(interests)},
        {"language", child.language},
        {"country", child.country}
    };
}

}  // namespace

std::vector<std::string_view> FamilyData::tables() const
{
    return {
        "families",
        "guardians",
        "email_verifications",
        "trusted_adults",
        "children",
        "pairing_codes",
        "devices",
        "sessions"
    };
}

Result<std::string> FamilyData::export_family(const FamilyId& family)
{
    const auto found = sql::wait_for(families_.find(family));
    if (!found) return std::unexpected(found.error());
    const auto children = sql::wait_for(children_.of_family(family));
    if (!children) return std::unexpected(children.error());
    boost::json::array guardians;
    for (const auto& guardian : found->guardians)
        guardians.push_back(
            {{"email", guardian.email},
             {"language", guardian.language},
             {"since", http::to_json(guardian.created_at)}}
        );
    boost::json::array profiles;
    for (const auto& child : *children) profiles.push_back(json_of_child(child));
    boost::json::object out{
        {"country", found->settings.country},
        {"region", found->settings.region},
        {"language", found->settings.language},
        {"time_zone", found->settings.time_zone},
        {"guardians", std::move(guardians)},
        {"children", std::move(profiles)}
    };
    if (found->trusted_adult)
        out["trusted_adult"] = {
            {"name", found->trusted_adult->name}, {"email", found->trusted_adult->email}
        };
    return boost::json::serialize(out);
}

Result<std::int64_t> FamilyData::erase_family(const FamilyId& family)
{
    return sql::wait_for(store_.erase_family(family));
}

Result<std::int64_t> FamilyData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(child_store_.erase_child(family, child));
}

Result<std::vector<Amount>> FamilyData::amounts_of(const FamilyId& family, const ChildId& child)
{
    const auto found = sql::wait_for(children_.find(child));
    if (!found || found->family != family) return std::vector<Amount>{};
    return std::vector<Amount>{
        {.what = "profile", .count = 1},
        {.what = "interests", .count = static_cast<std::int64_t>(found->interests.size())},
        {.what = "devices", .count = found->devices}
    };
}

}  // namespace buddy::identity
