#include "compliance/erasure.hpp"

#include "platform/crypto/random.hpp"
#include "platform/http/json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace buddy::compliance {
namespace {

namespace json = boost::json;

constexpr std::string_view receipt_schema = "buddy-erasure-receipt/1";
constexpr std::array<std::string_view, 3> scopes{"family", "child", "unfinished"};
constexpr std::array<std::string_view, 4> states{"waiting", "erasing", "done", "undone"};

template <class Enum, std::size_t N>
Enum named(const std::array<std::string_view, N>& names, std::string_view id) noexcept
{
    const auto found = std::ranges::find(names, id);
    return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

std::optional<json::object> object_in(std::string_view text)
{
    boost::system::error_code error;
    auto value = json::parse(text, error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

}  // namespace

std::string_view id_of(Scope scope) noexcept
{
    return scopes.at(static_cast<std::size_t>(scope));
}
Scope scope_from(std::string_view id) noexcept
{
    return named<Scope>(scopes, id);
}
std::string_view id_of(ErasureState state) noexcept
{
    return states.at(static_cast<std::size_t>(state));
}
ErasureState erasure_state_from(std::string_view id) noexcept
{
    return named<ErasureState>(states, id);
}

std::string subject_of(const FamilyId& family)
{
    return crypto::hash_token("erased family " + family.text());
}

std::string subject_of(const FamilyId& family, const ChildId& child)
{
    return crypto::hash_token("erased child " + family.text() + " " + child.text());
}

std::string receipt_of(
    const Erasure& erasure, Time done_at, const std::vector<std::string>& processors
)
{
    json::array told;
    for (const auto& processor : processors) told.emplace_back(processor);
    return json::serialize(json::object{
        {"schema", receipt_schema},
        {"id", erasure.id},
        {"subject", erasure.subject},
        {"scope", id_of(erasure.scope)},
        {"asked_at", http::to_json(erasure.asked_at)},
        {"done_at", http::to_json(done_at)},
        {"keys_destroyed", true},
        {"removed", "all"},  // a number would tell of protected turns
        {"processors_asked", std::move(told)}
    });
}

Result<std::string> erasure_in(std::string_view receipt)
{
    const auto object = object_in(receipt);
    if (!object) return failed(ErrorCode::Invalid, "this is not JSON");
    const auto* schema = object->if_contains("schema");
    const auto* id = object->if_contains("id");
    if (schema == nullptr || !schema->is_string() || schema->get_string() != receipt_schema ||
        id == nullptr || !id->is_string())
        return failed(ErrorCode::Invalid, "this is no receipt of an erasure");
    return std::string{std::string_view{id->get_string()}};
}

bool is_same_receipt(std::string_view left, std::string_view right)
{
    const auto one = object_in(left);
    const auto other = object_in(right);
    return one && other && *one == *other;
}

std::string to_json(const Removed& removed)
{
    json::object out;
    for (const auto& [name, count] : removed) out[name] = count;
    return json::serialize(out);
}

Removed removed_from(std::string_view text)
{
    Removed removed;
    if (const auto object = object_in(text))
        for (const auto& [name, count] : *object)
            if (count.is_int64()) removed[std::string{name}] = count.get_int64();
    return removed;
}

}  // namespace buddy::compliance
