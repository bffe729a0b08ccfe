#include "identity/family_data.hpp"

#include "platform/crypto/seal_apart.hpp"
#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/identity.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace buddy::identity {
namespace {

namespace statements = sql::identity;

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

constexpr std::array<std::string_view, 2> columns_of_children{"nickname", "interests"};
constexpr std::array<std::string_view, 1> columns_of_devices{"name"};
boost::json::array json_of_members(const Household& house)
{
    boost::json::array out;
    for (const auto& member : house.members)
        out.push_back(
            {{"email", member.email},
             {"language", member.language},
             {"role", id_of(member.role)},
             {"visibility", member.visibility},
             {"since", http::to_json(member.joined_at)}}
        );
    return out;
}

boost::json::array json_of_invitations(const OpenedHousehold& opened)
{
    boost::json::array out;
    for (std::size_t i = 0; i < opened.invited.size(); ++i)
        out.push_back(
            {{"email", opened.invited[i]},
             {"role", id_of(opened.house.invitations[i].role)},
             {"sent_at", http::to_json(opened.house.invitations[i].sent_at)}}
        );
    return out;
}

boost::json::array json_of_requests(const Household& house)
{
    boost::json::array out;
    for (const auto& request : house.requests)
        out.push_back(
            {{"kind", id_of(request.kind)},
             {"asked_by", request.asked_by.text()},
             {"about", request.about.text()},
             {"asked_at", http::to_json(request.asked_at)}}
        );
    return out;
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
        "sessions",
        "memberships",
        "invitations",
        "family_requests",
        "disputes",
        "grown_up_news"
    };
}

Result<std::string> FamilyData::export_family(const FamilyId& family)
{
    const auto found = sql::wait_for(parts_.families.find(family));
    if (!found) return std::unexpected(found.error());
    const auto children = sql::wait_for(parts_.children.of_family(family));
    if (!children) return std::unexpected(children.error());
    const auto grown_ups = sql::wait_for(parts_.grown_ups.find(family));
    if (!grown_ups) return std::unexpected(grown_ups.error());
    boost::json::array profiles;
    for (const auto& child : *children) profiles.push_back(json_of_child(child));
    boost::json::object out{
        {"country", found->settings.country},
        {"region", found->settings.region},
        {"language", found->settings.language},
        {"time_zone", found->settings.time_zone},
        {"grown_ups", json_of_members(grown_ups->house)},
        {"invitations", json_of_invitations(*grown_ups)},
        {"requests", json_of_requests(grown_ups->house)},
        {"in_dispute", grown_ups->house.dispute.has_value()},
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
    return sql::wait_for(parts_.store.erase_family(family));
}

Result<std::int64_t> FamilyData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(parts_.child_store.erase_child(family, child));
}

Result<std::vector<Amount>> FamilyData::amounts_of(const FamilyId& family, const ChildId& child)
{
    const auto found = sql::wait_for(parts_.children.find(child));
    if (!found || found->family != family) return std::vector<Amount>{};
    return std::vector<Amount>{
        {.what = "profile", .count = 1},
        {.what = "interests", .count = static_cast<std::int64_t>(found->interests.size())},
        {.what = "devices", .count = found->devices}
    };
}

Result<std::int64_t> FamilyData::seal_apart(const FamilyId& family, const ChildId& child)
{
    const std::array tables{
        crypto::SealedTable{
            .name = "children",
            .columns = columns_of_children,
            .list = statements::list_sealed_children,
            .replace = statements::replace_sealed_children
        },
        crypto::SealedTable{
            .name = "devices",
            .columns = columns_of_devices,
            .list = statements::list_sealed_devices,
            .replace = statements::replace_sealed_devices
        }
    };
    return crypto::seal_apart(parts_.database, parts_.keys, family, child, tables);
}

}  // namespace buddy::identity
