#include "literal_filter.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace buddy::safety {

namespace {

using Strings = std::vector<std::string>;

/// Shorter pieces occur in every message and would tell nothing; also what a bucket is chosen by.
constexpr std::size_t shortest_atom = 4;
/// More spellings of one stretch than this are cut in two.
constexpr std::size_t most_spellings = 96;
constexpr std::size_t most_alternatives = 1024;
constexpr std::size_t most_clauses = 3;
constexpr int deepest_nesting = 200;
constexpr std::size_t bucket_bits = 13;

/// What is known of everything a part of a pattern can match.
struct Knowledge {
    bool exact = true;             ///< `spellings` are all there are.
    Strings spellings{""};         ///< Of an exact part only.
    std::vector<Strings> clauses;  ///< Of each, one occurs in every match. Of an inexact part only.

    static Knowledge nothing() { return {.exact = false, .spellings = {}, .clauses = {}}; }
    static Knowledge of(std::string text)
    {
        return {.exact = true, .spellings = {std::move(text)}, .clauses = {}};
    }
};

std::size_t shortest(const Strings& strings) noexcept
{
    std::size_t length = strings.empty() ? 0 : strings.front().size();
    for (const auto& text : strings) length = std::min(length, text.size());
    return length;
}

bool tells_more(const Strings& left, const Strings& right) noexcept
{
    const auto worth = [](const Strings& s) {
        return std::pair{
            std::min<std::size_t>(shortest(s), 8), -static_cast<std::ptrdiff_t>(s.size())
        };
    };
    return worth(left) > worth(right);
}

void add_clause(std::vector<Strings>& clauses, Strings strings)
{
    if (shortest(strings) >= shortest_atom) clauses.push_back(std::move(strings));
}

/// Turns exact knowledge into the clause it implies.
std::vector<Strings> clauses_of(Knowledge part)
{
    if (part.exact) add_clause(part.clauses, std::move(part.spellings));
    return std::move(part.clauses);
}

/// Joins the parts of a sequence.
class Sequence {
public:
    void add(Knowledge part)
    {
        if (!part.exact) {
            cut();
            std::ranges::move(part.clauses, std::back_inserter(clauses_));
            return;
        }
        if (part.spellings.size() == 1) {
            for (auto& text : run_) text += part.spellings.front();
            return;
        }
        if (run_.size() * part.spellings.size() > most_spellings) cut();
        Strings joined;
        joined.reserve(run_.size() * part.spellings.size());
        for (const auto& before : run_) {
            for (const auto& after : part.spellings) joined.push_back(before + after);
        }
        run_ = std::move(joined);
    }
    Knowledge result()
    {
        if (!cut_) return {.exact = true, .spellings = std::move(run_), .clauses = {}};
        add_clause(clauses_, std::move(run_));
        return {.exact = false, .spellings = {}, .clauses = std::move(clauses_)};
    }

private:
    void cut()
    {
        cut_ = true;
        add_clause(clauses_, std::exchange(run_, Strings{""}));
    }

    Strings run_{""};
    std::vector<Strings> clauses_;
    bool cut_ = false;
};

Knowledge either(std::vector<Knowledge> choices)
{
    if (choices.size() == 1) return std::move(choices.front());
    const bool exact = std::ranges::all_of(choices, &Knowledge::exact);
    Strings together;
    for (auto& choice : choices) {
        Strings best;
        if (exact) {
            best = std::move(choice.spellings);
        } else {
            auto clauses = clauses_of(std::move(choice));
            if (clauses.empty()) return Knowledge::nothing();
            best = std::move(*std::ranges::max_element(clauses, [](const auto& a, const auto& b) {
                return tells_more(b, a);
            }));
        }
        std::ranges::move(best, std::back_inserter(together));
        if (together.size() > most_alternatives) return Knowledge::nothing();
    }
    if (exact) return {.exact = true, .spellings = std::move(together), .clauses = {}};
    return {.exact = false, .spellings = {}, .clauses = {std::move(together)}};
}

struct Repeat {
    bool may_lack = false;
    bool may_recur = false;
};

Knowledge repeated(Knowledge part, Repeat repeat)
{
    if (repeat.may_recur) {
        if (repeat.may_lack) return Knowledge::nothing();
        return {.exact = false, .spellings = {}, .clauses = clauses_of(std::move(part))};
    }
    if (!repeat.may_lack) return part;
    if (!part.exact) return Knowledge::nothing();
    part.spellings.emplace_back();
    return part;
}

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Reads a pattern of RE2 syntax. What it does not know makes `lost()`.
class PatternReader {
public:
    PatternReader(std::string_view pattern, LetterCase letters) noexcept
        : rest_{pattern}, letters_{letters}
    {
    }
    Knowledge read()
    {
        Knowledge all = choices(0);
        if (!rest_.empty()) lost_ = true;
        return lost_ ? Knowledge::nothing() : std::move(all);
    }

private:
    bool take(std::string_view expected) noexcept
    {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    char next() noexcept
    {
        if (rest_.empty()) {
            lost_ = true;
            return '\0';
        }
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    Knowledge choices(int depth)
    {
        if (depth > deepest_nesting) lost_ = true;
        std::vector<Knowledge> found;
        do {
            Sequence sequence;
            while (!lost_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
                Knowledge part = one(depth);
                while (const auto repeat = quantifier()) part = repeated(std::move(part), *repeat);
                sequence.add(std::move(part));
            }
            found.push_back(sequence.result());
        } while (!lost_ && take("|"));
        return either(std::move(found));
    }

    Knowledge one(int depth)
    {
        const char c = next();
        switch (c) {
            case '(': return group(depth);
            case '[': return one_of_class();
            case '\\': return escaped();
            case '.': return Knowledge::nothing();
            case '^':
            case '$': return {};
            default: return literal(c);
        }
    }

    Knowledge group(int depth)
    {
        if (take("?") && !take_flags()) {
            lost_ = true;
            return Knowledge::nothing();
        }
        Knowledge inside = choices(depth + 1);
        if (!take(")")) lost_ = true;
        return inside;
    }

    /// What stands between "(?" and the group's content. False where it is not understood: flags to
    /// the end of the group around it, or letters whose case is suddenly ignored.
    bool take_flags()
    {
        const auto end = rest_.find_first_of(rest_.starts_with("P<") ? ">" : ":)");
        if (end == std::string_view::npos || rest_[end] == ')') return false;
        const auto flags = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        const bool named = flags.starts_with("P<");
        const bool folds = !named && flags.substr(0, flags.find('-')).contains('i');
        return !folds || letters_ == LetterCase::Ignored;
    }

    /// A few plain characters are as many spellings; anything else is any character.
    Knowledge one_of_class()
    {
        Knowledge found{.exact = true, .spellings = {}, .clauses = {}};
        bool plain = !rest_.starts_with("^");
        take("^");
        for (bool first = true; !lost_; first = false) {
            const bool named = take_named_class();
            plain = plain && !named;
            const char c = next();
            if (c == ']' && (named || !first)) break;
            if (c == '\\') (void)next();
            const auto byte = static_cast<unsigned char>(c);
            plain = plain && c != '\\' && c != '-' && byte < 0x80 && found.spellings.size() < 8;
            if (plain) found.spellings.emplace_back(1, lowered(c));
        }
        return plain ? found : Knowledge::nothing();
    }

    /// [:alpha:] and the like.
    bool take_named_class()
    {
        bool any = false;
        while (!lost_ && take("[:")) {
            any = true;
            const auto end = rest_.find(":]");
            if (end == std::string_view::npos) lost_ = true;
            if (!lost_) rest_.remove_prefix(end + 2);
        }
        return any;
    }

    Knowledge escaped()
    {
        const char c = next();
        switch (c) {
            case 'b':
            case 'B':
            case 'A':
            case 'z': return {};
            case 'p':
            case 'P':
            case 'x':
                if (c == 'x' && !rest_.starts_with("{")) (void)next();
                if (take("{")) {
                    while (!lost_ && next() != '}') {
                    }
                } else {
                    (void)next();
                }
                return Knowledge::nothing();
            case 'd':
            case 'D':
            case 'w':
            case 'W':
            case 's':
            case 'S':
            case 'n':
            case 't':
            case 'r': return Knowledge::nothing();
            default: break;
        }
        const bool sign = static_cast<unsigned char>(c) < 0x80 && !is_digit(c) &&
                          (lowered(c) < 'a' || lowered(c) > 'z');
        if (sign) return literal(c);
        lost_ = true;
        return Knowledge::nothing();
    }

    Knowledge literal(char first)
    {
        std::string text(1, lowered(first));
        if (static_cast<unsigned char>(first) >= 0x80) {
            while (!rest_.empty() && (static_cast<unsigned char>(rest_.front()) & 0xC0U) == 0x80U) {
                text.push_back(next());
            }
            // Folding the case of such letters takes tables; the other pieces have to do.
            if (letters_ == LetterCase::Ignored) return Knowledge::nothing();
        }
        return Knowledge::of(std::move(text));
    }

    std::optional<Repeat> quantifier()
    {
        Repeat repeat;
        if (take("?")) {
            repeat = {.may_lack = true, .may_recur = false};
        } else if (take("*")) {
            repeat = {.may_lack = true, .may_recur = true};
        } else if (take("+")) {
            repeat = {.may_lack = false, .may_recur = true};
        } else if (const auto counted = counted_repeat()) {
            repeat = *counted;
        } else {
            return std::nullopt;
        }
        take("?");  // fewest first; matches the same
        return repeat;
    }

    /// {n}, {n,} or {n,m}; anything else after a brace is plain text.
    std::optional<Repeat> counted_repeat()
    {
        if (!rest_.starts_with("{")) return std::nullopt;
        const auto end = rest_.find('}');
        if (end == std::string_view::npos || end < 2) return std::nullopt;
        const auto inside = rest_.substr(1, end - 1);
        const auto comma = inside.find(',');
        const auto least = inside.substr(0, comma);
        const auto most = comma == std::string_view::npos ? least : inside.substr(comma + 1);
        if (least.empty() || !std::ranges::all_of(least, is_digit) ||
            !std::ranges::all_of(most, is_digit)) {
            return std::nullopt;
        }
        rest_.remove_prefix(end + 1);
        const bool none = std::ranges::all_of(least, [](char c) { return c == '0'; });
        return Repeat{.may_lack = none, .may_recur = most != "1"};
    }

    [[nodiscard]] char lowered(char c) const noexcept
    {
        const bool upper = letters_ == LetterCase::Ignored && c >= 'A' && c <= 'Z';
        return upper ? static_cast<char>(c + ('a' - 'A')) : c;
    }

    std::string_view rest_;
    LetterCase letters_;
    bool lost_ = false;
};

std::size_t bucket_of(std::string_view text) noexcept
{
    std::uint32_t four = 0;
    std::memcpy(&four, text.data(), sizeof four);
    return (four * 2'654'435'761U) >> (32U - bucket_bits);
}

/// Lower case in the ASCII range; the two signs that Unicode folds into it (the long s and the
/// sign for Kelvin) with them.
std::string without_capitals(std::string_view text)
{
    std::string lowered;
    lowered.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= 'A' && c <= 'Z') {
            lowered.push_back(static_cast<char>(c + ('a' - 'A')));
        } else if (text.substr(i).starts_with("\u017F")) {
            lowered.push_back('s');
            i += 1;
        } else if (text.substr(i).starts_with("\u212A")) {
            lowered.push_back('k');
            i += 2;
        } else {
            lowered.push_back(c);
        }
    }
    return lowered;
}

}  // namespace

void LiteralFilter::add(std::string_view pattern)
{
    const auto number = static_cast<std::uint32_t>(needed_.size());
    auto clauses = clauses_of(PatternReader{pattern, letters_}.read());
    std::ranges::sort(clauses, tells_more);
    clauses.resize(std::min(clauses.size(), most_clauses));
    std::uint8_t bit = 1;
    std::uint8_t needed = 0;
    for (auto& clause : clauses) {
        for (auto& text : clause) {
            added_.emplace_back(std::move(text), Use{.pattern = number, .clause = bit});
        }
        needed = static_cast<std::uint8_t>(needed | bit);
        bit = static_cast<std::uint8_t>(bit << 1U);
    }
    needed_.push_back(needed);
}

void LiteralFilter::finish()
{
    std::ranges::sort(added_, {}, [](const auto& added) {
        return std::tuple<std::size_t, std::string_view>{bucket_of(added.first), added.first};
    });
    buckets_.assign((std::size_t{1} << bucket_bits) + 1, 0);
    uses_.reserve(added_.size());
    for (auto& [text, use] : added_) {
        if (atoms_.empty() || atoms_.back().text != text) {
            ++buckets_.at(bucket_of(text) + 1);
            const auto here = static_cast<std::uint32_t>(uses_.size());
            atoms_.push_back({.text = std::move(text), .first_use = here, .last_use = here});
        }
        uses_.push_back(use);
        ++atoms_.back().last_use;
    }
    for (std::size_t i = 1; i < buckets_.size(); ++i) buckets_[i] += buckets_[i - 1];
    added_ = {};
}

void LiteralFilter::mark(std::string_view text, std::vector<std::uint8_t>& met) const
{
    for (std::size_t at = 0; at + shortest_atom <= text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const std::size_t bucket = bucket_of(rest);
        const std::size_t end = buckets_[bucket + 1];
        for (std::size_t i = buckets_[bucket]; i < end; ++i) {
            const Atom& atom = atoms_[i];
            if (!rest.starts_with(atom.text)) continue;
            for (std::size_t use = atom.first_use; use < atom.last_use; ++use) {
                auto& known = met[uses_[use].pattern];
                known = static_cast<std::uint8_t>(known | uses_[use].clause);
            }
        }
    }
}

std::vector<std::size_t> LiteralFilter::candidates(std::string_view text) const
{
    std::vector<std::uint8_t> met(needed_.size());
    if (letters_ == LetterCase::Ignored) {
        mark(without_capitals(text), met);
    } else {
        mark(text, met);
    }
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < met.size(); ++i) {
        if (met[i] == needed_[i]) found.push_back(i);
    }
    return found;
}

}  // namespace buddy::safety
