#include "moderation/http_safety_api.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::moderation {
namespace {

safety::Assessment with(safety::Category category)
{
    safety::Assessment assessment;
    assessment.available = true;
    assessment.probability.at(static_cast<std::size_t>(category)) = 0.9;
    return assessment;
}

double highest(const safety::Assessment& assessment)
{
    const auto scores = openai_scores(assessment);
    return *std::ranges::max_element(scores);
}

TEST(OpenAiScores, FlagWhatOpenAiWouldCallAHarm)
{
    using safety::Category;
    for (const auto category :
         {Category::SelfHarm,
          Category::EatingDisorder,
          Category::Violence,
          Category::Weapons,
          Category::Sexual,
          Category::Exploitation,
          Category::Bullying,
          Category::Hate,
          Category::Substances,
          Category::Crime,
          Category::Extremism}) {
        EXPECT_GE(highest(with(category)), 0.9) << safety::id_of(category);
    }
}

TEST(OpenAiScores, LeaveGriefAndPersonalDetailsAlone)
{
    using safety::Category;
    for (const auto category :
         {Category::Distress,
          Category::Dependency,
          Category::PersonalInfo,
          Category::Profanity,
          Category::Academic,
          Category::FalseIdentity}) {
        EXPECT_EQ(highest(with(category)), 0.0) << safety::id_of(category);
    }
}

TEST(OpenAiScores, SeeIntentOnlyInWhoSpeaksOfItself)
{
    auto assessment = with(safety::Category::SelfHarm);
    assessment.subject = safety::Subject::Other;
    const auto scores = openai_scores(assessment);
    EXPECT_EQ(scores.at(8), 0.0);
    EXPECT_EQ(scores.at(6), 0.9);
}

}  // namespace
}  // namespace buddy::moderation
