#include "advisors/arithmetic.hpp"

#include "advisors/phrase_match.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <span>
#include <vector>

namespace buddy::advisors {
namespace {

constexpr std::int64_t largest = 1'000'000'000'000;
using Wide = __int128;

std::optional<Fraction> reduced(Wide top, Wide bottom)
{
    if (bottom == 0) return std::nullopt;
    if (bottom < 0) {
        top = -top;
        bottom = -bottom;
    }
    Wide a = top < 0 ? -top : top;
    Wide b = bottom;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    top /= a == 0 ? 1 : a;
    bottom /= a == 0 ? 1 : a;
    if (top > largest || top < -largest || bottom > largest) return std::nullopt;
    return Fraction{
        .top = static_cast<std::int64_t>(top), .bottom = static_cast<std::int64_t>(bottom)
    };
}

enum class Piece : std::uint8_t { Number, Sign, Of, Word, Equals };

struct Part {
    Piece piece = Piece::Word;
    Fraction value{};
    Operation operation = Operation::Add;
    bool decimal = false;
    bool percent = false;
    bool slashed = false;   ///< A number written as 3/4 without spaces.
    bool plain = false;     ///< A sign that is nothing else: ×, "divided by".
    bool doubtful = false;  ///< A sign that is as often part of a score, a date or a time.
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct WordSign {
    std::string_view word;
    Operation operation;
    bool plain = false;  ///< "3 times 2 days ago" is no sum, "divided" always is.
};
constexpr std::array<WordSign, 11> word_signs = {{
    {"plus", Operation::Add},
    {"add", Operation::Add},
    {"minus", Operation::Subtract},
    {"takeaway", Operation::Subtract, true},
    {"take", Operation::Subtract},
    {"times", Operation::Multiply},
    {"multiplied", Operation::Multiply, true},
    {"divided", Operation::Divide, true},
    {"x", Operation::Multiply},
    {"mal", Operation::Multiply},
    {"por", Operation::Multiply},
}};

struct WordPart {
    std::string_view word;
    std::int64_t bottom;
};
constexpr std::array<WordPart, 4> word_parts = {
    {{"half", 2}, {"third", 3}, {"quarter", 4}, {"fifth", 5}}
};

class SumReader {
public:
    explicit SumReader(std::string_view text) : text_{text} {}

    std::vector<Part> read()
    {
        while (at_ < text_.size() && parts_.size() < 400) step();
        return std::move(parts_);
    }

private:
    void step()
    {
        const char c = text_[at_];
        if (is_digit(c)) {
            number();
        } else if (is_letter(c)) {
            word();
        } else if (text_.substr(at_).starts_with("×") || text_.substr(at_).starts_with("·")) {
            sign({.operation = Operation::Multiply, .plain = true}, 2);
        } else if (text_.substr(at_).starts_with("÷")) {
            sign({.operation = Operation::Divide, .plain = true}, 2);
        } else if (text_.substr(at_).starts_with("−")) {
            sign({.operation = Operation::Subtract, .plain = true}, 3);
        } else {
            symbol(c);
        }
    }

    void symbol(char c)
    {
        switch (c) {
            case '+': return sign({.operation = Operation::Add}, 1);
            case '*': return sign({.operation = Operation::Multiply, .plain = true}, 1);
            case '-': return sign({.operation = Operation::Subtract, .doubtful = is_tight()}, 1);
            case '/': return sign({.operation = Operation::Divide, .doubtful = is_tight()}, 1);
            case ':': return sign({.operation = Operation::Divide, .doubtful = is_tight()}, 1);
            case '=': parts_.push_back({.piece = Piece::Equals}); break;
            default: break;
        }
        ++at_;
    }

    void sign(Part part, std::size_t length)
    {
        part.piece = Piece::Sign;
        parts_.push_back(part);
        at_ += length;
    }

    /// Written without a space, as in "5-0".
    [[nodiscard]] bool is_tight() const
    {
        const bool before = at_ > 0 && text_[at_ - 1] != ' ';
        return before && at_ + 1 < text_.size() && text_[at_ + 1] != ' ';
    }

    std::optional<std::int64_t> digits()
    {
        std::int64_t value = 0;
        const auto start = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) {
            if (at_ - start < 12) value = value * 10 + (text_[at_] - '0');
            ++at_;
        }
        if (at_ - start > 9) return std::nullopt;
        return value;
    }

    void number()
    {
        const auto whole = digits();
        Part part{.piece = Piece::Number};
        auto value = whole ? fraction(*whole) : std::nullopt;
        if (value && next_is('.')) value = decimals(*whole, part);
        if (value && !part.decimal && next_is('/')) {
            ++at_;
            const auto bottom = digits();
            value = bottom && *bottom != 0 ? fraction(*whole, *bottom) : std::nullopt;
            part.slashed = true;
        }
        if (at_ < text_.size() && text_[at_] == '%') {
            ++at_;
            part.percent = true;
        }
        if (!value) {
            parts_.push_back({.piece = Piece::Word});
            return;
        }
        part.value = *value;
        add_number(part);
    }

    [[nodiscard]] bool next_is(char c) const
    {
        return at_ + 1 < text_.size() && text_[at_] == c && is_digit(text_[at_ + 1]);
    }

    std::optional<Fraction> decimals(std::int64_t whole, Part& part)
    {
        const auto start = ++at_;
        const auto behind = digits();
        const auto places = at_ - start;
        if (!behind || places > 6) return std::nullopt;
        std::int64_t ten = 1;
        for (std::size_t i = 0; i < places; ++i) ten *= 10;
        part.decimal = true;
        return reduced((Wide{whole} * ten) + *behind, ten);
    }

    /// "1 1/2" is one number.
    void add_number(const Part& part)
    {
        const bool mixed = part.slashed && !parts_.empty() && part.value.top < part.value.bottom &&
                           parts_.back().piece == Piece::Number && parts_.back().value.whole() &&
                           !parts_.back().slashed;
        if (!mixed) {
            parts_.push_back(part);
            return;
        }
        auto& before = parts_.back();
        before.value.top = (before.value.top * part.value.bottom) + part.value.top;
        before.value.bottom = part.value.bottom;
        before.slashed = true;
    }

    void word()
    {
        const auto start = at_;
        while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
        const auto word = text_.substr(start, at_ - start);
        std::string low;
        for (const char c : word) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (low == "of") {
            parts_.push_back({.piece = Piece::Of});
            return;
        }
        if (low == "percent" && !parts_.empty() && parts_.back().piece == Piece::Number) {
            parts_.back().percent = true;
            return;
        }
        const auto* part = std::ranges::find(word_parts, low, &WordPart::word);
        if (part != word_parts.end()) {
            parts_.push_back(
                {.piece = Piece::Number,
                 .value = {.top = 1, .bottom = part->bottom},
                 .slashed = true}
            );
            return;
        }
        const auto* sign = std::ranges::find(word_signs, low, &WordSign::word);
        const bool after_number = !parts_.empty() && parts_.back().piece == Piece::Number;
        if (sign != word_signs.end() && after_number) {
            parts_.push_back(
                {.piece = Piece::Sign, .operation = sign->operation, .plain = sign->plain}
            );
            return;
        }
        const bool joins = (low == "by" || low == "away" || low == "durch") && !parts_.empty() &&
                           parts_.back().piece == Piece::Sign;
        if (!joins) parts_.push_back({.piece = Piece::Word});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Part> parts_;
};

bool is_sum_at(const std::vector<Part>& parts, std::size_t i)
{
    if (i + 2 >= parts.size()) return false;
    const bool numbers = parts[i].piece == Piece::Number && parts[i + 2].piece == Piece::Number;
    if (!numbers) return false;
    if (parts[i + 1].piece == Piece::Of) return parts[i].percent || parts[i].slashed;
    return parts[i + 1].piece == Piece::Sign;
}

bool goes_on(const std::vector<Part>& parts, std::size_t i)
{
    const bool before = i > 0 && parts[i - 1].piece == Piece::Sign;
    const bool after = i + 3 < parts.size() && parts[i + 3].piece == Piece::Sign;
    return before || after;
}

PhraseSet phrases_of(std::span<const std::string_view> phrases)
{
    PhraseSet set;
    for (const auto phrase : phrases) set.add(phrase, 0);
    return set;
}

constexpr std::array<std::string_view, 14> asking = {
    "what is",
    "whats",
    "what does",
    "how much is",
    "how do i do",
    "solve",
    "calculate",
    "work out",
    "answer to",
    "cuanto es",
    "combien f*",
    "wie viel ist",
    "was ist",
    "quanto e"
};
constexpr std::array<std::string_view, 31> at_work = {
    "homework", "math*",   "sum",     "sums",     "times table*", "equals",   "pls",     "please",
    "help",     "hard",    "easy",    "dont get", "i have to do", "stuck on", "can you", "how do",
    "is what",  "i think", "^is",     "^do",      "ayuda*",       "deberes",  "tarea",   "aide*",
    "devoirs",  "hilf*",   "rechne*", "aufgabe*", "hausaufgabe*", "ajuda*",   "licao"
};

/// A question that shows that a sum is meant, whatever its sign.
bool asks_for_a_sum(std::string_view text, const std::vector<Part>& parts)
{
    static const auto cues = phrases_of(asking);
    return std::ranges::count(parts, Piece::Equals, &Part::piece) > 0 || cues.any(words_of(text));
}

/// Whether the sum with this sign is one, and no score, date, time or "2 + 1 assists".
bool is_meant(std::string_view text, const std::vector<Part>& parts, const Part& sign)
{
    if (sign.plain || asks_for_a_sum(text, parts)) return true;
    if (sign.doubtful) return false;
    static const auto cues = phrases_of(at_work);
    const bool alone = std::ranges::count(parts, Piece::Word, &Part::piece) == 0;
    const bool dash = sign.operation == Operation::Subtract || sign.operation == Operation::Divide;
    return alone || (!dash && cues.any(words_of(text)));
}

/// "24/6" by itself is a division as often as a fraction.
std::optional<Problem> lone_division(std::string_view text, const std::vector<Part>& parts)
{
    if (std::ranges::count(parts, Piece::Number, &Part::piece) != 1) return std::nullopt;
    const bool asked = asks_for_a_sum(text, parts);
    if (!asked && parts.size() > 1) return std::nullopt;
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    auto start = slash;
    while (start > 0 && is_digit(text[start - 1])) --start;
    std::int64_t top = 0;
    std::int64_t bottom = 0;
    std::from_chars(text.data() + start, text.data() + slash, top);
    std::from_chars(text.data() + slash + 1, text.data() + text.size(), bottom);
    if (bottom < 2 || top <= bottom) return std::nullopt;
    if (!asked && top % bottom != 0) return std::nullopt;
    return Problem{.left = {.top = top}, .right = {.top = bottom}, .operation = Operation::Divide};
}

Problem problem_of(const Part& left, const Part& sign, const Part& right)
{
    Problem problem{.left = left.value, .right = right.value};
    problem.decimal = left.decimal || right.decimal;
    problem.operation = sign.piece == Piece::Of ? Operation::Multiply : sign.operation;
    if (left.percent && sign.piece == Piece::Of) {
        problem.percent = true;
        problem.left = reduced(left.value.top, Wide{left.value.bottom} * 100).value_or(Fraction{});
    }
    return problem;
}

constexpr std::array<std::string_view, 20> small_numbers = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"
};
constexpr std::array<std::string_view, 8> tens = {
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
};

std::optional<Fraction> number_in_words(std::string_view text)
{
    std::optional<std::int64_t> value;
    for (const auto& word : words_of(text)) {
        const auto* ten = std::ranges::find(tens, word.folded);
        if (ten != tens.end()) {
            value = 10 * (2 + (ten - tens.begin()));
            continue;
        }
        const auto* small = std::ranges::find(small_numbers, word.folded);
        if (small == small_numbers.end()) continue;
        const auto number = small - small_numbers.begin();
        const bool joins = value && *value >= 20 && *value % 10 == 0 && number > 0 && number < 10;
        value = joins ? *value + number : number;
    }
    if (!value) return std::nullopt;
    return fraction(*value);
}

std::string_view sign_of(Operation operation)
{
    switch (operation) {
        case Operation::Add: return "+";
        case Operation::Subtract: return "−";
        case Operation::Multiply: return "×";
        case Operation::Divide: return "÷";
    }
    return "+";
}

std::string decimal_text(const Fraction& value)
{
    std::int64_t ten = 1;
    int places = 0;
    while (places <= 6 && ten % value.bottom != 0) {
        ten *= 10;
        ++places;
    }
    if (places > 6) return {};
    const auto scaled = value.top * (ten / value.bottom);
    auto digits = std::to_string(scaled < 0 ? -scaled : scaled);
    const auto wanted = static_cast<std::size_t>(places) + 1;
    if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
    return (scaled < 0 ? "-" : "") + digits;
}

}  // namespace

std::optional<Fraction> fraction(std::int64_t top, std::int64_t bottom)
{
    return reduced(top, bottom);
}

std::optional<Problem> problem_in(std::string_view text)
{
    const auto parts = SumReader{text}.read();
    for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
        if (!is_sum_at(parts, i) || goes_on(parts, i)) continue;
        if (!is_meant(text, parts, parts[i + 1])) continue;
        return problem_of(parts[i], parts[i + 1], parts[i + 2]);
    }
    return lone_division(text, parts);
}

std::optional<Problem> expected_problem_in(std::string_view text)
{
    return problem_in(std::string{text} + " =");
}

int sums_in(std::string_view text)
{
    const auto parts = SumReader{text}.read();
    int count = 0;
    for (std::size_t i = 0; i + 2 < parts.size(); ++i)
        if (is_sum_at(parts, i)) ++count;
    return count;
}

std::optional<Fraction> answer_of(const Problem& problem)
{
    const Wide a = problem.left.top;
    const Wide b = problem.left.bottom;
    const Wide c = problem.right.top;
    const Wide d = problem.right.bottom;
    switch (problem.operation) {
        case Operation::Add: return reduced((a * d) + (c * b), b * d);
        case Operation::Subtract: return reduced((a * d) - (c * b), b * d);
        case Operation::Multiply: return reduced(a * c, b * d);
        case Operation::Divide: return reduced(a * d, b * c);
    }
    return std::nullopt;
}

std::optional<Fraction> number_in(std::string_view text)
{
    const auto parts = SumReader{text}.read();
    const Part* last = nullptr;
    for (const auto& part : parts)
        if (part.piece == Piece::Number) last = &part;
    if (last == nullptr) return number_in_words(text);
    auto value = last->value;
    const bool negative = last != parts.data() && (last - 1)->piece == Piece::Sign &&
                          (last - 1)->operation == Operation::Subtract &&
                          (last - 1 == parts.data() || (last - 2)->piece != Piece::Number);
    if (negative) value.top = -value.top;
    return value;
}

std::string shown(const Fraction& value, bool decimal)
{
    if (value.whole()) return std::to_string(value.top);
    if (decimal)
        if (auto text = decimal_text(value); !text.empty()) return text;
    const auto size = value.top < 0 ? -value.top : value.top;
    const auto part = std::to_string(size % value.bottom) + "/" + std::to_string(value.bottom);
    const auto whole = size / value.bottom;
    return (value.top < 0 ? "-" : "") + (whole == 0 ? part : std::to_string(whole) + " " + part);
}

std::string shown(const Problem& problem)
{
    if (problem.percent) {
        const auto percent = reduced(Wide{problem.left.top} * 100, problem.left.bottom);
        return shown(percent.value_or(Fraction{}), true) + "% of " +
               shown(problem.right, problem.decimal);
    }
    return shown(problem.left, problem.decimal) + " " + std::string{sign_of(problem.operation)} +
           " " + shown(problem.right, problem.decimal);
}

std::string encoded(const Problem& problem)
{
    constexpr std::string_view letters = "asmd";
    std::string out;
    for (const auto number :
         {problem.left.top, problem.left.bottom, problem.right.top, problem.right.bottom})
        out += std::to_string(number) + ",";
    out += letters[static_cast<std::size_t>(problem.operation)];
    if (problem.decimal) out += '.';
    if (problem.percent) out += '%';
    return out;
}

std::optional<Problem> decoded_problem(std::string_view text)
{
    std::array<std::int64_t, 4> numbers{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (auto& number : numbers) {
        const auto read = std::from_chars(at, end, number);
        if (read.ec != std::errc{} || read.ptr == end || *read.ptr != ',') return std::nullopt;
        at = read.ptr + 1;
    }
    const auto left = fraction(numbers[0], numbers[1]);
    const auto right = fraction(numbers[2], numbers[3]);
    const std::string_view rest{at, static_cast<std::size_t>(end - at)};
    const auto operation = std::string_view{"asmd"}.find(rest.substr(0, 1));
    if (!left || !right || rest.empty() || operation == std::string_view::npos) return std::nullopt;
    return Problem{
        .left = *left,
        .right = *right,
        .operation = static_cast<Operation>(operation),
        .decimal = rest.contains('.'),
        .percent = rest.contains('%')
    };
}

}  // namespace buddy::advisors
