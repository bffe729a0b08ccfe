#include "noise.hpp"

#include "text/disguise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace buddy::train {
namespace {

constexpr std::ptrdiff_t longest_small_talk = 12;  // words
constexpr std::ptrdiff_t longest_answer = 5;       // words
constexpr std::string_view mentors_author = "buddy";
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
    if (one.author == mentors_author) mentors_[one.lang].push_back(one.text);
    const bool harmless = one.speaker == text::Speaker::Child && one.context.empty() &&
                          one.categories.empty() && one.severity == 0 && one.frame == real &&
                          one.actions == std::vector{allow};
    if (harmless && std::ranges::count(one.text, ' ') < longest_small_talk)
        by_language_[one.lang].push_back(one.text);
}

const std::string* SmallTalk::any(std::string_view lang, std::mt19937_64& random) const
{
    return one_of(by_language_, lang, random);
}

const std::string* SmallTalk::mentors(std::string_view lang, std::mt19937_64& random) const
{
    return one_of(mentors_, lang, random);
}

const std::string* SmallTalk::one_of(
    const Lines& lines, std::string_view lang, std::mt19937_64& random
)
{
    const auto found = lines.find(lang);
    if (found == lines.end()) return nullptr;
    return &found->second.at(random() % found->second.size());
}

namespace {

/// The guided mentor in the place of the mentor who was there.
void recast_mentor(Case& one, const SmallTalk& small_talk, std::mt19937_64& random)
{
    const bool may_be_an_answer =
        one.needs_action() && std::ranges::count(one.text, ' ') < longest_answer;
    for (std::size_t i = 0; i < one.context.size(); ++i) {
        Turn& turn = one.context[i];
        if (turn.speaker != text::Speaker::Mentor) continue;
        const std::string* const line = small_talk.mentors(one.lang, random);
        if (line == nullptr) return;
        const bool is_last = i + 1 == one.context.size();
        turn.text = is_last && may_be_an_answer ? *line + " " + turn.text : *line;
    }
}

}  // namespace

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
    if (random() % 3 == 0) recast_mentor(copy, small_talk, random);
    copy.text = text::misspelt(copy.text, random);
    return copy;
}

}  // namespace buddy::train
