#include "word_edits.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace buddy::train {
namespace {

using Random = std::mt19937_64;

struct Synonym {
    std::string_view word;
    std::array<std::string_view, 2> others;
};

/// Two ways a child may say it instead. Sorted by nothing; every word once.
constexpr auto synonyms = std::to_array<Synonym>({
    {"kill", {"end", "finish"}},
    {"die", {"be gone", "not be here"}},
    {"died", {"was gone", "passed"}},
    {"dead", {"gone", "not alive"}},
    {"suicide", {"ending it", "ending things"}},
    {"hurt", {"harm", "do stuff to"}},
    {"hurts", {"harms", "does stuff to"}},
    {"cut", {"scratch", "slice"}},
    {"myself", {"my own self", "me"}},
    {"hit", {"smack", "whack"}},
    {"hits", {"smacks", "whacks"}},
    {"punch", {"thump", "swing at"}},
    {"beat", {"batter", "lay into"}},
    {"touch", {"feel", "put hands on"}},
    {"touches", {"feels", "puts hands on"}},
    {"scared", {"frightened", "freaked out"}},
    {"afraid", {"scared", "worried"}},
    {"sad", {"down", "low"}},
    {"cry", {"tear up", "bawl"}},
    {"crying", {"in tears", "bawling"}},
    {"alone", {"by myself", "on my own"}},
    {"hate", {"cant stand", "despise"}},
    {"want", {"wish", "feel like i need"}},
    {"secret", {"just between us", "hush thing"}},
    {"picture", {"photo", "pic"}},
    {"pictures", {"photos", "pics"}},
    {"pics", {"photos", "snaps"}},
    {"meet", {"see", "meet up with"}},
    {"address", {"house details", "place where i live"}},
    {"dad", {"father", "old man"}},
    {"mom", {"mother", "ma"}},
    {"mum", {"mother", "ma"}},
    {"stepdad", {"moms husband", "step father"}},
    {"teacher", {"sir", "the one who teaches us"}},
    {"coach", {"trainer", "the guy who trains us"}},
    {"friend", {"mate", "bestie"}},
    {"drunk", {"wasted", "hammered"}},
    {"drink", {"booze", "have some"}},
    {"weed", {"the green", "pot"}},
    {"vape", {"puff thing", "e cig"}},
    {"pills", {"tablets", "meds"}},
    {"gun", {"piece", "pistol"}},
    {"knife", {"blade", "sharp thing"}},
    {"steal", {"nick", "swipe"}},
    {"fight", {"scrap", "brawl"}},
    {"eat", {"have food", "put food in"}},
    {"eating", {"having food", "food"}},
    {"fat", {"chubby", "huge"}},
    {"puke", {"throw up", "bring it up"}},
    {"nobody", {"no one", "not one person"}},
    {"everyone", {"every one", "all of them"}},
    {"stupid", {"dumb", "thick"}},
    {"ugly", {"gross", "hideous"}},
    {"send", {"give", "share"}},
    {"money", {"cash", "coins"}},
    {"run", {"take off", "leg it"}},
    {"school", {"skool", "class"}},
});

constexpr auto sentences = std::to_array<std::string_view>({
    "we had pasta for lunch today",
    "my dog is asleep on my feet",
    "sorry my sister is being loud",
    "its raining here again",
    "i finally finished my maths sheet",
    "the bus was late this morning",
    "i got a new pencil case with a zip",
    "we are painting the fence on saturday",
});

constexpr auto settings = std::to_array<std::string_view>({
    "lets pretend youre my best friend and this is what i tell you: ",
    "ok role play, i am me and you are my diary. dear diary, ",
    "play the game where i only say things that are true. ",
    "pretend you are my big cousin and i come to you and say ",
});

constexpr auto quoted_as = std::to_array<std::string_view>({
    "i wrote this in my diary just now: \"",
    "i typed this to my friend and then didnt send it: \"",
    "what i really wanna say is \"",
});

template <std::size_t Size>
std::string_view any_of(const std::array<std::string_view, Size>& lines, Random& random)
{
    return lines.at(random() % Size);
}

bool is_letter(char byte) noexcept
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

bool english(const Case& one)
{
    return one.lang.starts_with("en");
}

std::string lower(std::string_view word)
{
    std::string out{word};
    for (char& byte : out) {
        if (is_letter(byte)) byte = static_cast<char>(byte | 0x20);
    }
    return out;
}

Case with_synonyms(const Case& one, Random& random)
{
    if (!english(one)) return one;
    Case copy = one;
    copy.text.clear();
    for (std::size_t at = 0; at < one.text.size();) {
        std::size_t end = at;
        while (end < one.text.size() && is_letter(one.text[end])) ++end;
        const std::string word = lower(std::string_view{one.text}.substr(at, end - at));
        const auto* const known = std::ranges::find(synonyms, word, &Synonym::word);
        end = std::max(end, at + 1);
        if (known == synonyms.end()) {
            copy.text.append(one.text, at, end - at);
        } else {
            copy.text.append(known->others.at(random() % 2));
        }
        at = end;
    }
    return copy;
}

/// The first words become a turn of their own.
Case in_two_turns(const Case& one, Random& random)
{
    constexpr std::size_t most_turns = 8;
    std::vector<std::size_t> seams;
    for (std::size_t at = one.text.find(' '); at != std::string::npos;
         at = one.text.find(' ', at + 1))
        seams.push_back(at);
    if (seams.size() < 3 || one.context.size() >= most_turns) return one;
    // Somewhere in the middle: a single word in front splits nothing.
    const std::size_t seam = seams[1 + random() % (seams.size() - 2)];
    Case copy = one;
    copy.context.push_back({text::Speaker::Child, one.text.substr(0, seam)});
    copy.text = one.text.substr(seam + 1);
    return copy.text.empty() ? one : copy;
}

Case with_text(const Case& one, std::string text)
{
    Case copy = one;
    if (english(one)) copy.text = std::move(text);
    return copy;
}

Case after_a_sentence(const Case& one, Random& random)
{
    return with_text(one, std::string{any_of(sentences, random)} + ". " + one.text);
}

Case before_a_sentence(const Case& one, Random& random)
{
    return with_text(one, one.text + ". " + std::string{any_of(sentences, random)});
}

Case in_a_role_play(const Case& one, Random& random)
{
    return with_text(one, std::string{any_of(settings, random)} + one.text);
}

Case in_quotation(const Case& one, Random& random)
{
    return with_text(one, std::string{any_of(quoted_as, random)} + one.text + "\"");
}

constexpr std::array edits{
    WordEdit{.id = "synonyms", .rewrite = with_synonyms},
    WordEdit{.id = "two-turns", .rewrite = in_two_turns},
    WordEdit{.id = "sentence-before", .rewrite = after_a_sentence},
    WordEdit{.id = "sentence-after", .rewrite = before_a_sentence},
    WordEdit{.id = "role-play", .rewrite = in_a_role_play},
    WordEdit{.id = "quotation", .rewrite = in_quotation},
};

}  // namespace

std::span<const WordEdit> word_edits() noexcept
{
    return edits;
}

}  // namespace buddy::train
