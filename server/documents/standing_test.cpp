#include "documents/standing.hpp"

#include <gtest/gtest.h>

namespace buddy::documents {
namespace {

const Version first{.text = "1.a", .binding = "1.m"};
const Version with_a_letter_more{.text = "2.b", .binding = "1.m"};
const Version with_more_in_it{.text = "3.c", .binding = "3.m"};

Answer answer(const Version& version, Reply reply, std::string kind = "terms")
{
    return {
        .family = FamilyId{"f"},
        .guardian = GuardianId{"g"},
        .kind = std::move(kind),
        .version = version,
        .reply = reply,
        .at = from_millis(0)
    };
}

State after(std::vector<Answer> answers, const Version& now)
{
    return state_of(answers, "terms", now);
}

TEST(Standing, AsksWhereNothingWasAcceptedAndAgainWhenSomethingMaterialIsNew)
{
    EXPECT_EQ(after({}, first), State::Never);
    EXPECT_EQ(after({answer(first, Reply::Accepted, "privacy")}, first), State::Never);
    EXPECT_EQ(after({answer(first, Reply::Accepted)}, first), State::Accepted);
    EXPECT_EQ(after({answer(first, Reply::Accepted)}, with_more_in_it), State::Asked);
}

TEST(Standing, TellsSmallChangesOnce)
{
    const std::vector answers{answer(first, Reply::Accepted)};
    EXPECT_EQ(after(answers, with_a_letter_more), State::Changed);
    auto read = answers;
    read.push_back(answer(with_a_letter_more, Reply::Read));
    EXPECT_EQ(after(read, with_a_letter_more), State::Accepted);
    EXPECT_EQ(after(read, with_more_in_it), State::Asked);
}

TEST(Standing, TakesReadingForNoAgreement)
{
    EXPECT_EQ(after({answer(first, Reply::Read)}, first), State::Never);
    const std::vector read{answer(first, Reply::Accepted), answer(with_more_in_it, Reply::Read)};
    EXPECT_EQ(after(read, with_more_in_it), State::Asked);
}

TEST(Standing, RemembersANoUntilItIsTakenBackOrTheTextIsAnother)
{
    std::vector answers{answer(first, Reply::Accepted), answer(with_more_in_it, Reply::Declined)};
    EXPECT_EQ(after(answers, with_more_in_it), State::Declined);
    EXPECT_EQ(after(answers, first), State::Accepted);
    answers.push_back(answer(with_more_in_it, Reply::Accepted));
    EXPECT_EQ(after(answers, with_more_in_it), State::Accepted);
}

}  // namespace
}  // namespace buddy::documents
