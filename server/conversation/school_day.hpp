// What a school class asks in a day, for measuring the response cache: made up, and the same for the same seed.
//
//     const auto day = school_day({.repeats_in_hundred = 30, .messages_in_talk = 3});
//     for (const auto& message : day) …      // message.matter tells which two mean the same
//
// A repeat asks what a classmate asked before: in the same words, with other capitals, courtesy or a slip of the finger, or put
// quite differently. Near misses look like another question and are none. The rest is what children say all day: sums, homework,
// feelings, the weather, and going on with what was said before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::conversation {

struct SchoolDay {
    std::size_t repeats_in_hundred = 0;  ///< Of the plain questions.
    std::size_t messages_in_talk = 1;
    std::size_t pupils = 28;
    std::size_t talks_of_each = 6;
};

struct PupilSays {
    std::size_t pupil = 0;
    std::size_t place_in_talk = 0;  ///< 0: the first message of a talk.
    std::string text;
    /// What is asked. Equal for two messages exactly when one answer does for both; empty: no plain question.
    std::string matter;
    bool is_repeat = false;
};

namespace school_day_detail {

/// Numbers that are the same everywhere.
class Dice {
public:
    std::size_t below(std::size_t count)
    {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state_ >> 33U) % count;
    }

private:
    std::uint64_t state_ = 20260907;
};

struct Asked {
    std::string text;
    std::string matter;
    std::string put_differently;
};

inline constexpr std::array<std::string_view, 24> animals{
    "sharks",  "penguins", "spiders", "dolphins",  "owls",      "frogs",
    "bees",    "ants",     "wolves",  "camels",    "whales",    "snails",
    "bats",    "horses",   "turtles", "octopuses", "squirrels", "lions",
    "parrots", "foxes",    "beavers", "kangaroos", "crabs",     "butterflies"
};
inline constexpr std::array<std::string_view, 16> things{
    "glass",
    "paper",
    "chocolate",
    "a rainbow",
    "thunder",
    "a volcano",
    "an island",
    "a magnet",
    "a battery",
    "plastic",
    "honey",
    "soap",
    "ice",
    "a pearl",
    "a diamond",
    "cheese"
};
struct Pair {
    std::string_view one;
    std::string_view other;
};
/// The second looks like the first and asks something else.
inline constexpr std::array<Pair, 24> near_misses{{
    {"how big is mars", "how big is a mars bar"},
    {"how big is turkey", "how big is a turkey"},
    {"do cats eat mice", "do mice eat cats"},
    {"why is the sky blue", "why is the sea blue"},
    {"what is the biggest planet", "what is the smallest planet"},
    {"how hot is mercury", "how hot is a mercury lamp"},
    {"how fast is a jaguar", "how fast is jaguar"},
    {"why do stars twinkle", "why do planets not twinkle"},
    {"how far is the moon", "how far is the sun"},
    {"what is a black hole", "what is a black whale"},
    {"how do planes fly", "how do flies fly"},
    {"why do leaves fall", "why do leaves grow"},
    {"how is glass made", "how is grass made"},
    {"how old is the moon", "how old is the sun"},
    {"can fish sleep", "do fish sleep"},
    {"what eats rabbits", "what do rabbits eat"},
    {"how did dinosaurs sleep", "how do dinosaurs sleep"},
    {"how many teeth do sharks have", "how many teeth do snails have"},
    {"what is a crane", "what is a crater"},
    {"why is snow white", "why was snow white asleep"},
    {"what is the deepest ocean", "what is the deepest lake"},
    {"how does a radio work", "how does a radar work"},
    {"what are clouds made of", "what are clowns made of"},
    {"how do plants drink", "how do planets spin"},
}};
inline constexpr std::array<std::string_view, 20> of_the_child{
    "i had a fight with my friend at break",
    "what is 7 x 8",
    "can you help me with my homework",
    "what is the weather today",
    "why does my tummy hurt before tests",
    "who won the match yesterday",
    "my hamster is called pebble",
    "i am bored",
    "can you tell me a riddle",
    "how tall will i be",
    "what should i get my sister for her birthday",
    "is it normal to be nervous before a play",
    "what is half of 48",
    "when is the next holiday",
    "do you like football",
    "i got a good mark in science",
    "how do i say sorry",
    "what time is it in japan",
    "my brother keeps taking my stuff",
    "what is your favourite animal"
};
inline constexpr std::array<std::string_view, 5> goes_on{
    "tell me more", "why is that", "really", "and what else", "how do you know"
};

/// Every plain question once, the near misses' two sides next to each other.
inline std::vector<Asked> all_questions()
{
    std::vector<Asked> out;
    const auto add = [&out](std::string text, std::string put_differently) {
        out.push_back({.text = text, .matter = text, .put_differently = std::move(put_differently)}
        );
    };
    for (const auto& [one, other] : near_misses) {
        add(std::string{one}, "tell me something about this: " + std::string{one});
        add(std::string{other}, "tell me something about this: " + std::string{other});
    }
    for (const auto animal : animals) {
        const std::string name{animal};
        add("what do " + name + " like to eat", name + ", what kind of food is theirs");
        add("where do " + name + " sleep", "in which places do " + name + " sleep");
        add("how do " + name + " talk to each other", "how " + name + " speak with one another");
        add("how long do " + name + " live", "to what age can " + name + " live");
    }
    for (const auto thing : things) {
        const std::string name{thing};
        add("what is " + name + " made of", "what goes into " + name);
        add("why is " + name + " so special", "what makes " + name + " special");
    }
    return out;
}

inline std::string slipped(std::string text, Dice& dice)
{
    // Two letters changed round inside a longer word.
    for (int tries = 0; tries < 20; ++tries) {
        const auto at = 1 + dice.below(text.size() - 3);
        const auto is_letter = [&text](std::size_t place) {
            return text[place] >= 'a' && text[place] <= 'z';
        };
        if (is_letter(at - 1) && is_letter(at) && is_letter(at + 1) && is_letter(at + 2)) {
            std::swap(text[at], text[at + 1]);
            break;
        }
    }
    return text;
}

inline std::string said_again(const Asked& asked, Dice& dice)
{
    std::string capital = asked.text;
    capital.front() = static_cast<char>(capital.front() - 'a' + 'A');
    switch (dice.below(6)) {
        case 0: return asked.text;
        case 1: return capital + "?";
        case 2: return "hey buddy, " + asked.text + " please?";
        case 3: return "Can you tell me " + asked.text + "??";
        case 4: return slipped(asked.text, dice);
        default: return asked.put_differently;
    }
}

}  // namespace school_day_detail

[[nodiscard]] inline std::vector<PupilSays> school_day(const SchoolDay& shape)
{
    using namespace school_day_detail;
    Dice dice;
    const auto questions = all_questions();
    std::vector<std::size_t> order(questions.size());
    for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
    for (std::size_t at = order.size() - 1; at > 0; --at)
        std::swap(order[at], order[dice.below(at + 1)]);
    std::size_t asked = 0;
    std::vector<PupilSays> day;
    for (std::size_t talk = 0; talk < shape.talks_of_each; ++talk)
        for (std::size_t pupil = 0; pupil < shape.pupils; ++pupil)
            for (std::size_t place = 0; place < shape.messages_in_talk; ++place) {
                PupilSays says{.pupil = pupil, .place_in_talk = place, .text = {}, .matter = {}};
                const auto kind = dice.below(10);
                if (kind < 3 && place > 0) {
                    says.text = goes_on.at(dice.below(goes_on.size()));
                } else if (kind < 3 || asked == order.size()) {
                    says.text = of_the_child.at(dice.below(of_the_child.size()));
                } else if (asked > 0 && dice.below(100) < shape.repeats_in_hundred) {
                    const auto& again = questions.at(order.at(dice.below(asked)));
                    says.text = said_again(again, dice);
                    says.matter = again.matter;
                    says.is_repeat = true;
                } else {
                    const auto& first = questions.at(order.at(asked++));
                    says.text = first.text;
                    says.matter = first.matter;
                }
                day.push_back(std::move(says));
            }
    return day;
}

}  // namespace buddy::conversation
