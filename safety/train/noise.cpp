#include "noise.hpp"

#include "text/disguise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace buddy::train {
namespace {

constexpr std::ptrdiff_t longest_small_talk = 12;  // words
constexpr std::array<std::string_view, 4> joints = {" ", ". ", "\n", ", "};

void put_beside(std::string& text, const std::string& small_talk, std::mt19937_64& random)
{
    const std::string_view joint = joints.at(random() % joints.size());
    if (random() % 2 == 0)
        text = small_talk + std::string{joint} + text;
    else
        text.append(joint).append(small_talk);
}

}  // namespace

SmallTalk::SmallTalk(std::span<const Case* const> cases)
{
    for (const Case* const one : cases) keep(*one);
}

void SmallTalk::keep(const Case& one)
{
    constexpr std::size_t allow = 0;
    constexpr std::size_t real = 0;
    const bool harmless = one.speaker == text::Speaker::Child && one.context.empty() &&
                          one.categories.empty() && one.severity == 0 && one.frame == real &&
                          one.actions == std::vector{allow};
    if (harmless && std::ranges::count(one.text, ' ') < longest_small_talk)
        by_language_[one.lang].push_back(one.text);
}

const std::string* SmallTalk::any(std::string_view lang, std::mt19937_64& random) const
{
    const auto found = by_language_.find(lang);
    if (found == by_language_.end()) return nullptr;
    return &found->second.at(random() % found->second.size());
}

Case noisy(const Case& one, const SmallTalk& small_talk, std::mt19937_64& random)
{
    Case copy = one;
    for (Turn& turn : copy.context) {
        if (turn.speaker == text::Speaker::Child) turn.text = text::misspelt(turn.text, random);
    }
    if (one.speaker != text::Speaker::Child) return copy;
    if (random() % 3 == 0) {
        const std::string* const beside = small_talk.any(one.lang, random);
        if (beside != nullptr) put_beside(copy.text, *beside, random);
    }
    copy.text = text::misspelt(copy.text, random);
    return copy;
}

}  // namespace buddy::train
