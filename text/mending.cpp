#include "text/mending.hpp"

#include "text/common_words.hpp"
#include "text/keyboard.hpp"
#include "text/leet.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace buddy::text {
namespace {

constexpr std::size_t longest_word = 20;
constexpr std::size_t longest_joined = 48;
constexpr std::uint32_t no_rank = std::numeric_limits<std::uint32_t>::max();

bool is_small_letter(char byte) noexcept
{
    return byte >= 'a' && byte <= 'z';
}

bool is_vowel(char byte) noexcept
{
    return std::string_view{"aeiou"}.contains(byte);
}

bool hides_letter(char byte) noexcept
{
    return byte == '*' || byte == '#';
}

bool all_letters(std::string_view word) noexcept
{
    return std::ranges::all_of(word, is_small_letter);
}

std::string without_vowels(std::string_view word)
{
    std::string bones(1, word.front());
    for (const char letter : word.substr(1)) {
        if (!is_vowel(letter)) bones.push_back(letter);
    }
    return bones;
}

/// "1st", "5am", "10min": the figures are meant.
bool counts_something(std::string_view word)
{
    constexpr std::string_view units =
        " th am pm x h hr hrs m min mins s sec secs k g p kg mg km cm mm ml ft yo yr yrs ers er e "
        "eme ";
    const std::size_t figures = std::min(word.find_first_not_of("0123456789"), word.size());
    if (figures == 0) return false;
    const std::string_view rest = word.substr(figures);
    const char last = word[figures - 1];
    const bool ordinal = (last == '1' && rest == "st") || (last == '2' && rest == "nd") ||
                         (last == '3' && rest == "rd");
    return ordinal || units.contains(" " + std::string{rest} + " ");
}

template <class Each>
void for_each_word(std::string_view list, Each each)
{
    constexpr std::string_view white = " \n";
    for (std::size_t at = list.find_first_not_of(white); at != std::string_view::npos;) {
        const std::size_t end = std::min(list.find_first_of(white, at), list.size());
        each(list.substr(at, end - at));
        at = list.find_first_not_of(white, end);
    }
}

}  // namespace

struct Mender::Words {
    /// One language: ranks of the frequent words, what they look like without vowels, and lists by
    /// first letter and length.
    struct Known {
        std::unordered_map<std::string_view, std::uint32_t> ranks;
        std::unordered_map<std::string, std::string_view> bones;
        std::unordered_map<std::size_t, std::vector<std::string_view>> shapes;
    };
    std::unordered_set<std::string_view> all;  ///< Of every language: children mix them.
    std::array<Known, language_count> languages;

    [[nodiscard]] static std::size_t shape(char first, std::size_t length) noexcept
    {
        return length * 256 + static_cast<unsigned char>(first);
    }
};

namespace {

/// The most frequent of the words that were proposed.
template <class Ranks>
class Best {
public:
    /// Only words that are among the first `limit` may be proposed.
    explicit Best(const Ranks& ranks, std::uint32_t limit = no_rank) : ranks_{&ranks}, rank_{limit}
    {
    }
    void propose(const std::string& word)
    {
        const auto found = ranks_->find(word);
        if (found == ranks_->end() || found->second >= rank_) return;
        rank_ = found->second;
        word_ = word;
    }
    [[nodiscard]] std::string word() && { return std::move(word_); }

private:
    const Ranks* ranks_;
    std::uint32_t rank_;
    std::string word_;
};

/// "k*ll": the most frequent word of that shape, one with a vowel in the place before others.
template <class Known, class Shape>
std::string unstarred(std::string_view word, const Known& known, Shape shape)
{
    const auto signs = std::ranges::count_if(word, hides_letter);
    if (signs > 2 || !is_small_letter(word.front())) return {};
    if (word.size() < static_cast<std::size_t>(signs) + 2) return {};
    const auto listed = known.shapes.find(shape(word.front(), word.size()));
    if (listed == known.shapes.end()) return {};
    std::string_view other;
    for (const std::string_view candidate : listed->second) {
        bool vowels = true;
        bool fits = true;
        for (std::size_t i = 0; fits && i < word.size(); ++i) {
            fits = hides_letter(word[i]) || word[i] == candidate[i];
            if (hides_letter(word[i])) vowels = vowels && is_vowel(candidate[i]);
        }
        if (fits && vowels) return std::string{candidate};
        if (fits && other.empty()) other = candidate;
    }
    return std::string{other};
}

/// "57op": every reading of its figures; at most three may be read in two ways.
template <class Known>
std::string without_leet(std::string_view word, const Known& known)
{
    std::vector<std::string> readings{""};
    constexpr std::size_t most_readings = 8;
    for (const char byte : word) {
        const std::string_view letters = is_small_letter(byte)
                                             ? std::string_view{&byte, 1}
                                             : leet_letters(static_cast<unsigned char>(byte));
        if (letters.empty() || readings.size() * letters.size() > most_readings) return {};
        std::vector<std::string> longer;
        for (const std::string& reading : readings) {
            for (const char letter : letters) longer.push_back(reading + letter);
        }
        readings = std::move(longer);
    }
    Best best{known.ranks};
    for (const std::string& reading : readings) best.propose(reading);
    return std::move(best).word();
}

/// "kili" for "ki11": an i may have been an l.
template <class Known>
std::string with_l_for_i(std::string word, const Known& known)
{
    Best best{known.ranks};
    for (std::size_t first = 0; first < word.size(); ++first) {
        if (word[first] != 'i') continue;
        word[first] = 'l';
        best.propose(word);
        for (std::size_t second = first + 1; second < word.size(); ++second) {
            if (word[second] != 'i') continue;
            word[second] = 'l';
            best.propose(word);
            word[second] = 'i';
        }
        word[first] = 'i';
    }
    return std::move(best).word();
}

/// "klil" and "myaelf": two letters in turn, or the key beside. The first letter of a word of four is
/// believed, since "jill" is a name; one of three may be a very common word only.
template <class Known>
std::string without_slip(std::string word, const Known& known)
{
    constexpr std::uint32_t very_common = 150;
    const bool brief = word.size() == 3;
    Best best{known.ranks, brief ? very_common : no_rank};
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        std::swap(word[i], word[i + 1]);
        best.propose(word);
        std::swap(word[i], word[i + 1]);
    }
    for (std::size_t i = word.size() == 4 ? 1 : 0; i < word.size(); ++i) {
        const char typed = word[i];
        for (const char meant : keys_beside.at(static_cast<std::size_t>(typed - 'a'))) {
            word[i] = meant;
            best.propose(word);
        }
        word[i] = typed;
    }
    return std::move(best).word();
}

/// "felings" for "feeeelings".
template <class Known>
std::string with_a_double_letter(std::string_view word, const Known& known)
{
    Best best{known.ranks};
    for (std::size_t i = 0; i < word.size(); ++i)
        best.propose(std::string{word.substr(0, i)} + word[i] + std::string{word.substr(i)});
    return std::move(best).word();
}

/// What may have become of a word of nothing but letters.
template <class Known>
std::string respelt(std::string_view word, const Known& known, const MendingHints& hints)
{
    if (const auto bones = known.bones.find(std::string{word}); bones != known.bones.end())
        return std::string{bones->second};
    std::string meant = hints.leet ? with_l_for_i(std::string{word}, known) : std::string{};
    if (meant.empty() && hints.stretched) meant = with_a_double_letter(word, known);
    return meant.empty() ? without_slip(std::string{word}, known) : meant;
}

/// "killmyself" from letters that were spaced out: the fewest frequent words that make it up.
template <class Known>
std::string cut_apart(std::string_view word, const Known& known)
{
    constexpr std::size_t never = longest_joined + 1;
    struct Cut {
        std::size_t words = never;
        std::uint64_t ranks = 0;
        std::size_t from = 0;
    };
    std::vector<Cut> best(word.size() + 1);
    best[0].words = 0;
    for (std::size_t end = 1; end <= word.size(); ++end) {
        for (std::size_t from = end > longest_word ? end - longest_word : 0; from < end; ++from) {
            if (best[from].words == never) continue;
            const auto found = known.ranks.find(word.substr(from, end - from));
            const bool letter = end - from == 1 && (word[from] == 'i' || word[from] == 'a');
            if (found == known.ranks.end() && !letter) continue;
            const std::uint64_t rank = found == known.ranks.end() ? 0 : found->second;
            const Cut here{
                .words = best[from].words + 1, .ranks = best[from].ranks + rank, .from = from
            };
            if (std::pair{here.words, here.ranks} < std::pair{best[end].words, best[end].ranks})
                best[end] = here;
        }
    }
    if (best.back().words == never) return {};
    std::string out;
    for (std::size_t end = word.size(); end != 0; end = best[end].from) {
        const std::size_t from = best[end].from;
        out.insert(0, std::string{word.substr(from, end - from)} + (out.empty() ? "" : " "));
    }
    return out;
}

}  // namespace

Mender::Mender()
{
    auto words = std::make_shared<Words>();
    for (std::size_t i = 0; i < language_count; ++i) {
        auto& known = words->languages.at(i);
        const CommonWords common = common_words(static_cast<Language>(i));
        for_each_word(common.rare, [&](std::string_view word) { words->all.insert(word); });
        for_each_word(common.frequent, [&](std::string_view word) {
            words->all.insert(word);
            known.ranks.emplace(word, static_cast<std::uint32_t>(known.ranks.size()));
            known.shapes[Words::shape(word.front(), word.size())].push_back(word);
            std::string bones = without_vowels(word);
            if (word.size() >= 4 && bones.size() >= 3) known.bones.emplace(std::move(bones), word);
        });
    }
    words_ = std::move(words);
}

const Mender& Mender::shared()
{
    static const Mender mender;
    return mender;
}

bool Mender::knows(std::string_view word) const
{
    return words_->all.contains(word);
}

std::string Mender::mend(std::string_view word, Language language, const MendingHints& hints) const
{
    if (word.size() < 3 || word.size() > longest_joined || knows(word)) return {};
    const auto& known = words_->languages.at(static_cast<std::size_t>(language));
    const bool letters = all_letters(word);
    if (letters && hints.letters_were_spaced) {
        if (std::string parts = cut_apart(word, known); !parts.empty()) return parts;
    }
    if (word.size() > longest_word) return {};
    if (letters) return respelt(word, known, hints);
    if (std::ranges::any_of(word, hides_letter)) return unstarred(word, known, Words::shape);
    const std::size_t stem = word.find_last_not_of("0123456789") + 1;
    const bool numbered = stem >= 3 && knows(word.substr(0, stem));
    const bool number = stem == 0 || counts_something(word);
    return numbered || number ? std::string{} : without_leet(word, known);
}

}  // namespace buddy::text
