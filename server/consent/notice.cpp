#include "consent/notice.hpp"

#include "platform/crypto/random.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::consent {
namespace {

constexpr std::array<std::string_view, 4> ids{"account", "answers", "second_opinion", "mail"};

// Every part with its length before it: no two different lists read the same.
void add_part(std::string& text, std::string_view part)
{
    text += std::to_string(part.size());
    text += ':';
    text += part;
}

}  // namespace

std::string_view id_of(Purpose purpose) noexcept
{
    return ids.at(static_cast<std::size_t>(purpose));
}

std::optional<Purpose> purpose_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(ids, id);
    if (found == ids.end()) return std::nullopt;
    return static_cast<Purpose>(found - ids.begin());
}

Notice::Notice(std::vector<Use> others)
{
    uses_.push_back({.purpose = Purpose::Account, .processor = std::string{here}});
    std::ranges::move(others, std::back_inserter(uses_));
    std::string all;
    for (const auto& use : uses_) add_part(all, terms_of(use));
    version_ = crypto::hash_token(all).substr(0, 16);
}

const Use* Notice::find(const Scope& scope) const noexcept
{
    const auto found = std::ranges::find(uses_, scope, &Use::scope);
    return found == uses_.end() ? nullptr : &*found;
}

std::string Notice::terms_of(const Use& use)
{
    std::string text;
    add_part(text, std::to_string(wording));
    add_part(text, id_of(use.purpose));
    add_part(text, use.processor);
    add_part(text, use.name);
    add_part(text, use.country);
    add_part(text, use.is_outside ? "outside" : "inside");
    return crypto::hash_token(text).substr(0, 16);
}

bool Notice::discloses() const noexcept
{
    return std::ranges::any_of(uses_, &Use::discloses);
}

}  // namespace buddy::consent
