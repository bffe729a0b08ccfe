#include "advisors/maths_tutor.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace buddy::advisors {
namespace {

using Number = std::int64_t;

class LessonMaker {
public:
    explicit LessonMaker(const Problem& problem) : problem_{problem}
    {
        put("a", problem.left);
        put("b", problem.right);
        lesson_.numbers["problem"] = shown(problem);
        lesson_.numbers["answer"] = shown(answer_of(problem).value_or(Fraction{}), problem.decimal);
    }

    Lesson make()
    {
        if (problem_.percent)
            percent();
        else if (problem_.decimal)
            lesson_.way = "decimal";
        else if (problem_.left.whole() && problem_.right.whole())
            whole_numbers();
        else
            fractions();
        return std::move(lesson_);
    }

private:
    void put(const std::string& name, const Fraction& value)
    {
        lesson_.numbers[name] = shown(value, problem_.decimal);
    }
    void put(const std::string& name, Number value)
    {
        lesson_.numbers[name] = std::to_string(value);
    }

    void whole_numbers()
    {
        switch (problem_.operation) {
            case Operation::Add: return adding();
            case Operation::Subtract: return subtracting();
            case Operation::Multiply: return multiplying();
            case Operation::Divide: return dividing();
        }
    }

    void adding()
    {
        const auto big = std::max(problem_.left.top, problem_.right.top);
        const auto small = std::min(problem_.left.top, problem_.right.top);
        put("a", big);
        put("b", small);
        const auto to_ten = (10 - (big % 10)) % 10;
        if (small < 10 && to_ten > 0 && to_ten < small) {  // 8 + 5: first up to the ten
            lesson_.way = "add_ten";
            put("c", to_ten);
            put("d", big + to_ten);
            put("e", small - to_ten);
        } else if (small < 10) {
            lesson_.way = "add_count";
        } else {
            lesson_.way = "add_tens";
            put("c", small / 10 * 10);
            put("d", small % 10);
            put("e", big + (small / 10 * 10));
        }
    }

    void subtracting()
    {
        const auto from = problem_.left.top;
        const auto taken = problem_.right.top;
        if (taken > from) {
            lesson_.way = "sub_below";
            put("c", taken - from);
            return;
        }
        if (taken < 10) {
            lesson_.way = "sub_back";
            return;
        }
        lesson_.way = "sub_up";  // count up from the smaller number
        const auto ten = (taken + 9) / 10 * 10;
        put("c", ten);
        put("d", ten - taken);
        put("e", from - ten);
        if (ten > from || ten == taken) lesson_.way = "sub_tens";
        put("f", taken / 10 * 10);
        put("g", from - (taken / 10 * 10));
        put("h", taken % 10);
    }

    void multiplying()
    {
        const auto a = problem_.left.top;
        const auto b = problem_.right.top;
        const auto big = std::max(a, b);
        const auto small = std::min(a, b);
        put("a", small);
        put("b", big);
        if (small <= 1) {
            lesson_.way = small == 0 ? "mul_zero" : "mul_one";
        } else if (big == 10 || small == 10) {
            lesson_.way = "mul_ten";
            put("a", big == 10 ? small : big);
        } else if (big > 12) {
            multiplying_big(small, big);
        } else if (small == 2) {
            lesson_.way = "mul_two";
        } else if (big == 9 || small == 9) {
            const auto other = big == 9 ? small : big;
            lesson_.way = "mul_nine";
            put("a", other);
            put("c", other * 10);
        } else if (big > 5) {  // 7 × 8 is 7 × 5 and 7 × 3
            lesson_.way = "mul_split";
            put("c", big - 5);
            put("d", small * 5);
            put("e", small * (big - 5));
        } else {
            lesson_.way = "mul_count";
        }
    }

    void multiplying_big(Number small, Number big)
    {
        const auto ten = big / 10 * 10;
        lesson_.way = big % 10 == 0 ? "mul_tens" : "mul_big";
        put("c", ten);
        put("d", big % 10);
        put("e", small * ten);
        put("f", small * (big % 10));
        put("g", big / 10);
        put("h", small * (big / 10));
    }

    void dividing()
    {
        const auto a = problem_.left.top;
        const auto b = problem_.right.top;
        if (b == 0) {
            lesson_.way = "div_zero";
            return;
        }
        const auto times = a / b;
        put("d", times);
        put("e", times * b);
        put("f", a - (times * b));
        const Number start = times >= 10 ? 10 : std::max<Number>(2, times / 2);
        put("c", start);
        put("g", start * b);
        lesson_.way = a % b == 0 ? (times >= 2 ? "div" : "div_once") : "div_rest";
        if (a < b) lesson_.way = "div_less";
    }

    void fractions()
    {
        lesson_.numbers["sign"] = problem_.operation == Operation::Add ? "+" : "−";
        lesson_.numbers["verb"] = problem_.operation == Operation::Add ? "add" : "take away";
        switch (problem_.operation) {
            case Operation::Add:
            case Operation::Subtract: return same_pieces();
            case Operation::Multiply: return part_of();
            case Operation::Divide:
                lesson_.way = problem_.right.top == 0 ? "div_zero" : "frac_div";
                put("c",
                    fraction(problem_.right.bottom, std::max<Number>(1, problem_.right.top))
                        .value_or(Fraction{}));
                return;
        }
    }

    void same_pieces()
    {
        const auto left = problem_.left.bottom;
        const auto right = problem_.right.bottom;
        const auto both = std::lcm(left, right);
        lesson_.way = left == right ? "frac_same" : "frac_pieces";
        put("c", left);
        put("d", right);
        put("e", both);
        lesson_.numbers["f"] = over(problem_.left.top * (both / left), both);
        lesson_.numbers["g"] = over(problem_.right.top * (both / right), both);
    }

    static std::string over(Number top, Number bottom)
    {
        return std::to_string(top) + "/" + std::to_string(bottom);
    }

    void part_of()
    {
        const auto& part = problem_.left.whole() ? problem_.right : problem_.left;
        const auto& whole = problem_.left.whole() ? problem_.left : problem_.right;
        put("a", part);
        put("b", whole);
        put("c", part.bottom);
        put("d", part.top);
        put("e", fraction(whole.top, whole.bottom * part.bottom).value_or(Fraction{}));
        if (!whole.whole()) {
            lesson_.way = "frac_mul";
            lesson_.numbers["c"] = over(
                problem_.left.top * problem_.right.top, problem_.left.bottom * problem_.right.bottom
            );
        } else {
            lesson_.way = part.top == 1 ? "part_one" : "part_many";
        }
    }

    void percent()
    {
        lesson_.way = "percent";
        put("c", fraction(problem_.right.top, problem_.right.bottom * 10).value_or(Fraction{}));
        put("d", fraction(problem_.right.top, problem_.right.bottom * 100).value_or(Fraction{}));
        const auto hundred = fraction(problem_.left.top * 100, problem_.left.bottom);
        lesson_.numbers["a"] = shown(hundred.value_or(Fraction{}), true);
    }

    const Problem& problem_;
    Lesson lesson_;
};

}  // namespace

bool teachable(const Problem& problem) noexcept
{
    constexpr Number most = 1'000'000;
    const auto small = [](const Fraction& value) {
        return value.top <= most && value.top >= -most && value.bottom <= most;
    };
    if (!small(problem.left) || !small(problem.right)) return false;
    const bool pieces = !problem.decimal && !problem.percent;
    return !pieces || (problem.left.bottom <= 1000 && problem.right.bottom <= 1000);
}

Lesson lesson_for(const Problem& problem)
{
    return LessonMaker{problem}.make();
}

const std::vector<std::string>& lesson_ways()
{
    static const std::vector<std::string> ways = {
        "add_ten",   "add_count", "add_tens",  "sub_below", "sub_back",    "sub_up",
        "sub_tens",  "mul_zero",  "mul_one",   "mul_ten",   "mul_two",     "mul_nine",
        "mul_split", "mul_count", "mul_tens",  "mul_big",   "div_zero",    "div",
        "div_once",  "div_rest",  "div_less",  "frac_same", "frac_pieces", "frac_div",
        "frac_mul",  "part_one",  "part_many", "percent",   "decimal"
    };
    return ways;
}

}  // namespace buddy::advisors
