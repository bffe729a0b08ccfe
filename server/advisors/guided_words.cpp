// How the guided mentor says something: small words, and lines that were not said lately.
#include "advisors/guided_mentor.hpp"

#include <algorithm>
#include <array>

namespace buddy::advisors {

void GuidedTurn::acknowledge()
{
    struct Kind {
        std::string_view answer;
        std::string_view words;
    };
    for (const auto& [answer, words] : std::array{
             Kind{"idk", "ack_idk"},
             Kind{"heavy", "ack_heavy"},
             Kind{"good", "ack_good"},
             Kind{"no", "ack_no"},
             Kind{"maybe", "ack_idk"},
             Kind{"yes", "ack_yes"},
             Kind{"partly", "ack_yes"}
         })
        if (heard_.says(answer)) {
            static_cast<void>(say_small(words));
            return;
        }
    if (!heard_.words.empty()) static_cast<void>(say_small("ack_plain"));
}

Listener GuidedTurn::listener(bool may_repeat) const
{
    return {
        .band = turn_.age_band,
        .mood = heard_.mood,
        .facts = &memory_.facts,
        .said = may_repeat ? nullptr : &memory_.said,
        .seed = mixed(turn_.seed, (memory_.turn * 16ULL) + parts_.size())
    };
}

bool GuidedTurn::say(const Lines& lines, bool may_repeat)
{
    const auto* line = pick(lines, listener(may_repeat));
    if (line == nullptr) return false;
    say_line(*line);
    return true;
}

bool GuidedTurn::say_small(std::string_view group)
{
    const auto found = language_.small.find(group);
    return found != language_.small.end() && say(found->second);
}

void GuidedTurn::say_line(const Line& line)
{
    parts_.push_back(filled(line.text, memory_.facts));
    memory_.said.say(memory_.turn, line.sentences);
}

void GuidedTurn::suggest(const Lines& lines)
{
    for (const auto& line : lines)
        if (line.fits(turn_.age_band) && reply_.suggestions.size() < 3)
            reply_.suggestions.push_back(filled(line.text, memory_.facts));
}

std::string GuidedTurn::text() const
{
    std::string out;
    for (const auto& part : parts_) {
        if (!out.empty()) out += ' ';
        out += part;
    }
    return out;
}

}  // namespace buddy::advisors
