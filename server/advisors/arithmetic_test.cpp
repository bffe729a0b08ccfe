#include "advisors/arithmetic.hpp"

#include "advisors/maths_tutor.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace buddy::advisors {
namespace {

std::string solved(std::string_view text)
{
    const auto problem = problem_in(text);
    if (!problem) return "none";
    const auto answer = answer_of(*problem);
    return shown(*problem) + " = " + (answer ? shown(*answer, problem->decimal) : "nothing");
}

TEST(Arithmetic, ReadsSumsAsChildrenWriteThem)
{
    EXPECT_EQ(solved("what is 7x8"), "7 × 8 = 56");
    EXPECT_EQ(solved("7 times 8 pls"), "7 × 8 = 56");
    EXPECT_EQ(solved("3/4 + 1/8"), "3/4 + 1/8 = 7/8");
    EXPECT_EQ(solved("i have to do 24 divided by 6"), "24 ÷ 6 = 4");
    EXPECT_EQ(solved("24/6"), "24 ÷ 6 = 4");
    EXPECT_EQ(solved("whats 100-37"), "100 − 37 = 63");
    EXPECT_EQ(solved("12 take away 5"), "12 − 5 = 7");
    EXPECT_EQ(solved("1 1/2 - 3/4"), "1 1/2 − 3/4 = 3/4");
    EXPECT_EQ(solved("half of 30"), "1/2 × 30 = 15");
    EXPECT_EQ(solved("20% of 60"), "20% of 60 = 12");
    EXPECT_EQ(solved("2.5 + 1.25"), "2.5 + 1.25 = 3.75");
    EXPECT_EQ(solved("7×8="), "7 × 8 = 56");
    EXPECT_EQ(solved("5 / 0"), "5 ÷ 0 = nothing");
}

TEST(Arithmetic, LeavesScoresDatesTimesAndAlgebraAlone)
{
    EXPECT_EQ(solved("we won 3-1 yesterday"), "none");
    EXPECT_EQ(solved("i got up at 7:30 today"), "none");
    EXPECT_EQ(solved("call me 555-0100 ok"), "none");
    EXPECT_EQ(solved("solve 2x + 3 = 7"), "none");
    EXPECT_EQ(solved("2 + 3 + 4"), "none");
    EXPECT_EQ(solved("i am 9 and my brother is 12"), "none");
    EXPECT_EQ(solved("99999999999999 + 1"), "none");
    EXPECT_EQ(solved(""), "none");
}

TEST(Arithmetic, AnswersASumOnlyWhereOneIsMeant)
{
    for (const auto* const said :
         {"5-0",
          "we won 3-1",
          "3-1 to us",
          "it ended 2:2",
          "2/10 day",
          "7/10",
          "my day was like 6/10 - 7/10",
          "on 12/5",
          "12/5",
          "my birthday is 24/12",
          "24/12/2025",
          "my party is 12-5 on saturday",
          "we are 24/7 online",
          "open 9-5",
          "i like 3x3 cubes",
          "the 4x4 got stuck",
          "a 1920x1080 screen",
          "half of 30 kids were sick",
          "i scored 2 + 1 assist",
          "me + 2 friends",
          "im 11-12 years old",
          "he is 5/6 years old",
          "i did it 3 times 2 days ago",
          "we lost 3-1 it was hard"})
        EXPECT_EQ(solved(said), "none") << said;
    EXPECT_EQ(solved("whats 5-0"), "5 − 0 = 5");
    EXPECT_EQ(solved("5 - 3"), "5 − 3 = 2");
    EXPECT_EQ(solved("10-4="), "10 − 4 = 6");
    EXPECT_EQ(solved("24/6="), "24 ÷ 6 = 4");
    EXPECT_EQ(solved("how do i do 24/6"), "24 ÷ 6 = 4");
    EXPECT_EQ(solved("what is half of 30"), "1/2 × 30 = 15");
    EXPECT_EQ(solved("7x8"), "7 × 8 = 56");
    EXPECT_EQ(solved("7x8 is hard"), "7 × 8 = 56");
    EXPECT_EQ(solved("i dont get 12 + 9"), "12 + 9 = 21");
    EXPECT_EQ(solved("was ist 12-5"), "12 − 5 = 7");
    EXPECT_EQ(expected_problem_in("12-5"), problem_in("what is 12-5"));
}

TEST(Arithmetic, FindsTheAnswerThatAChildOffers)
{
    EXPECT_EQ(number_in("is it 56?"), fraction(56));
    EXPECT_EQ(number_in("i think 7/8"), fraction(7, 8));
    EXPECT_EQ(number_in("fifty six"), fraction(56));
    EXPECT_EQ(number_in("-4"), fraction(-4));
    EXPECT_EQ(number_in("1 1/2"), fraction(3, 2));
    EXPECT_EQ(number_in("no idea"), std::nullopt);
}

TEST(Arithmetic, AgreesWithWholeNumbers)
{
    std::mt19937 random{20};
    std::uniform_int_distribution<std::int64_t> number{0, 100000};
    for (int i = 0; i < 2000; ++i) {
        const auto a = number(random);
        const auto b = number(random) + 1;
        const Problem sum{.left = {.top = a}, .right = {.top = b}};
        auto problem = sum;
        EXPECT_EQ(answer_of(problem), fraction(a + b));
        problem.operation = Operation::Subtract;
        EXPECT_EQ(answer_of(problem), fraction(a - b));
        problem.operation = Operation::Multiply;
        EXPECT_EQ(answer_of(problem), fraction(a * b));
        problem.operation = Operation::Divide;
        const auto quotient = answer_of(problem);
        ASSERT_TRUE(quotient);
        EXPECT_EQ(quotient->top * b, a * quotient->bottom);
    }
}

TEST(Arithmetic, KeepsTheLawsOfFractions)
{
    std::mt19937 random{21};
    std::uniform_int_distribution<std::int64_t> number{1, 400};
    for (int i = 0; i < 2000; ++i) {
        const auto a = *fraction(number(random), number(random));
        const auto b = *fraction(number(random), number(random));
        const auto sum = *answer_of({.left = a, .right = b});
        EXPECT_EQ(answer_of({.left = b, .right = a}), sum);
        EXPECT_EQ(answer_of({.left = sum, .right = b, .operation = Operation::Subtract}), a);
        const auto product = *answer_of({.left = a, .right = b, .operation = Operation::Multiply});
        EXPECT_EQ(answer_of({.left = product, .right = b, .operation = Operation::Divide}), a);
    }
}

TEST(Arithmetic, SurvivesItsOwnState)
{
    std::mt19937 random{22};
    std::uniform_int_distribution<std::int64_t> number{-900, 900};
    for (int i = 0; i < 500; ++i) {
        const Problem problem{
            .left = *fraction(number(random), 7),
            .right = *fraction(number(random), 12),
            .operation = static_cast<Operation>(i % 4),
            .decimal = i % 3 == 0,
            .percent = i % 5 == 0
        };
        EXPECT_EQ(decoded_problem(encoded(problem)), problem);
    }
    EXPECT_EQ(decoded_problem("rubbish"), std::nullopt);
    EXPECT_EQ(decoded_problem("1,0,1,1,a"), std::nullopt);
    EXPECT_EQ(decoded_problem(""), std::nullopt);
}

TEST(Arithmetic, NeverOverflows)
{
    for (const auto top : {std::int64_t{1'000'000'000'000}, std::int64_t{999'999'999}}) {
        const auto big = fraction(top, 999'999'937);
        ASSERT_TRUE(big);
        for (const auto operation : {Operation::Add, Operation::Multiply, Operation::Divide}) {
            const auto answer = answer_of({.left = *big, .right = *big, .operation = operation});
            if (answer) EXPECT_LE(answer->bottom, 1'000'000'000'000);
        }
    }
    EXPECT_EQ(fraction(1, 0), std::nullopt);
}

TEST(MathsTutor, ChoosesAWayForEverySumThatChildrenMeet)
{
    const auto& ways = lesson_ways();
    for (std::int64_t a = 0; a <= 130; ++a)
        for (std::int64_t b = 0; b <= 130; ++b)
            for (int operation = 0; operation < 4; ++operation) {
                const Problem problem{
                    .left = {.top = a},
                    .right = {.top = b},
                    .operation = static_cast<Operation>(operation)
                };
                ASSERT_TRUE(teachable(problem));
                EXPECT_NE(std::ranges::find(ways, lesson_for(problem).way), ways.end());
            }
}

}  // namespace
}  // namespace buddy::advisors
