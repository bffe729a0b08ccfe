#include "moderation/alert_store.hpp"

#include <algorithm>
#include <array>

namespace buddy::moderation {
namespace {

constexpr std::array<std::string_view, 3> verdict_names{"right", "nothing", "unsure"};

}  // namespace

std::string_view id_of(Verdict verdict) noexcept
{
    return verdict_names.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdict_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(verdict_names, id);
    if (found == verdict_names.end()) return std::nullopt;
    return static_cast<Verdict>(found - verdict_names.begin());
}

}  // namespace buddy::moderation
