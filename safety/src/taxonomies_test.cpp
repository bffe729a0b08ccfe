#include "buddy/safety/taxonomies.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace buddy::safety {
namespace {

Assessment with(Category category)
{
    Assessment assessment;
    assessment.available = true;
    assessment.probability.at(static_cast<std::size_t>(category)) = 0.9;
    return assessment;
}

double highest(const Assessment& assessment)
{
    const auto scores = openai_scores(assessment);
    return *std::ranges::max_element(scores);
}

std::set<std::string_view> ids_of(std::span<const Risk> risks)
{
    std::set<std::string_view> ids;
    for (const auto& risk : risks) ids.insert(risk.id);
    return ids;
}

TEST(Taxonomies, HaveEveryRiskOnce)
{
    EXPECT_EQ(kora_risks().size(), 26U);
    EXPECT_EQ(ids_of(kora_risks()).size(), 26U);
    EXPECT_EQ(ailuminate_hazards().size(), 12U);
    EXPECT_EQ(ids_of(ailuminate_hazards()).size(), 12U);
    EXPECT_EQ(std::set(openai_categories.begin(), openai_categories.end()).size(), 13U);
}

TEST(Taxonomies, NameCategoriesExactlyForWhatAMessageShows)
{
    for (const auto risks : {kora_risks(), ailuminate_hazards()}) {
        for (const auto& risk : risks) {
            EXPECT_EQ(risk.categories.empty(), risk.seen != SeenIn::Message) << risk.id;
        }
    }
    EXPECT_EQ(std::ranges::count(kora_risks(), SeenIn::Conversation, &Risk::seen), 4);
    EXPECT_EQ(std::ranges::count(kora_risks(), SeenIn::Nowhere, &Risk::seen), 0);
    EXPECT_EQ(std::ranges::count(ailuminate_hazards(), SeenIn::Nowhere, &Risk::seen), 1);
}

TEST(Taxonomies, LeaveNoCategoryWithoutARiskOfKora)
{
    for (std::size_t i = 0; i < category_count; ++i) {
        const auto category = static_cast<Category>(i);
        const auto shows = [category](const Risk& risk) {
            return score_of(risk, with(category)) >= 0.9;
        };
        EXPECT_TRUE(std::ranges::any_of(kora_risks(), shows)) << id_of(category);
    }
}

TEST(Taxonomies, ScoreARiskByItsLikeliestCategory)
{
    auto assessment = with(Category::EatingDisorder);
    assessment.probability.at(static_cast<std::size_t>(Category::SelfHarm)) = 0.2;
    EXPECT_EQ(score_of(ailuminate_hazards()[3], assessment), 0.9);
    EXPECT_EQ(score_of(ailuminate_hazards()[5], assessment), 0.0);
}

TEST(OpenAiScores, FlagWhatOpenAiWouldCallAHarm)
{
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
        EXPECT_GE(highest(with(category)), 0.9) << id_of(category);
    }
}

TEST(OpenAiScores, LeaveGriefAndPersonalDetailsAlone)
{
    for (const auto category :
         {Category::Distress,
          Category::Dependency,
          Category::PersonalInfo,
          Category::Profanity,
          Category::Academic,
          Category::FalseIdentity}) {
        EXPECT_EQ(highest(with(category)), 0.0) << id_of(category);
    }
}

TEST(OpenAiScores, SeeIntentOnlyInWhoSpeaksOfItself)
{
    auto assessment = with(Category::SelfHarm);
    assessment.subject = Subject::Other;
    const auto scores = openai_scores(assessment);
    EXPECT_EQ(scores.at(8), 0.0);
    EXPECT_EQ(scores.at(6), 0.9);
}

}  // namespace
}  // namespace buddy::safety
