#include "advisors/advisors_fixture.hpp"

namespace buddy::advisors {
namespace {

using testing::assessed;
using testing::mentor;

Choice chosen(
    std::string_view text,
    const safety::Assessment& assessment,
    std::string_view mood = {},
    std::span<const safety::Turn> context = {}
)
{
    return mentor().choose(
        {.text = text, .context = context, .mood = mood, .assessment = &assessment}
    );
}

TEST(Council, PicksTheLeadByTopic)
{
    const auto calm = assessed(safety::Action::Allow);
    EXPECT_EQ(chosen("i had a fight with my best friend", calm).lead, Advisor::SocialGuide);
    EXPECT_EQ(chosen("what is 7x8", calm).lead, Advisor::StudyCoach);
    EXPECT_EQ(chosen("i cant sleep", calm).lead, Advisor::WellbeingGuide);
    EXPECT_EQ(chosen("why is the sky blue", calm).lead, Advisor::Explorer);
    EXPECT_EQ(chosen("i had a bad day at school", calm).lead, Advisor::Listener);
    EXPECT_EQ(chosen("hmm", calm).lead, Advisor::Listener);
}

TEST(Council, LetsTheStewardLeadInDanger)
{
    const auto choice = chosen("x", assessed(safety::Action::Escalate, safety::Category::SelfHarm));
    EXPECT_EQ(choice.lead, Advisor::SafetySteward);
    EXPECT_EQ(chosen("hi", safety::Assessment::unavailable("model")).lead, Advisor::SafetySteward);
}

TEST(Council, TakesUpARiskBeforeTheWords)
{
    const auto assessment = assessed(safety::Action::Support, safety::Category::Bullying);
    EXPECT_EQ(chosen("we play football", assessment).topic, "bullying");
}

safety::Assessment heard_by_the_model(safety::Category category, double probability)
{
    auto assessment = assessed(safety::Action::Support, category);
    assessment.probability.at(static_cast<std::size_t>(category)) = probability;
    assessment.evidence.push_back({.category = category, .source = "model"});
    return assessment;
}

TEST(Council, LetsTheWordsGoFirstWhereTheModelIsUnsureOfTheRisk)
{
    const auto unsure = heard_by_the_model(safety::Category::SelfHarm, 0.2);
    const auto choice = chosen("my hamster died", unsure);
    EXPECT_EQ(choice.topic, "grief");
    EXPECT_EQ(choice.supporters.back(), Advisor::SafetySteward);
    EXPECT_EQ(chosen("hmm", unsure).topic, "heavy_past");
    const auto sure = heard_by_the_model(safety::Category::SelfHarm, 0.6);
    EXPECT_EQ(chosen("my hamster died", sure).topic, "heavy_past");
}

TEST(Council, TakesUpARiskThatARuleNamesHoweverUnsureTheModelIs)
{
    auto assessment = heard_by_the_model(safety::Category::Bullying, 0.1);
    assessment.evidence.push_back(
        {.category = safety::Category::Bullying, .source = "rule:bu.victim.01"}
    );
    EXPECT_EQ(chosen("my hamster died", assessment).topic, "bullying");
}

TEST(Council, ChoosesTheLeadByTheFieldWhereNoTopicIsNamed)
{
    const auto calm = assessed(safety::Action::Allow);
    const auto german =
        mentor().choose({.text = "wir haben morgen ein diktat", .locale = "de", .assessment = &calm}
        );
    EXPECT_EQ(german.lead, Advisor::StudyCoach);
    EXPECT_EQ(german.topic, "open");
    EXPECT_TRUE(german.reason.ends_with("."));
}

TEST(Council, StaysWithTheThreadWhenAnAnswerNamesSomethingInPassing)
{
    const std::array<safety::Turn, 2> context = {{
        {.role = safety::Role::Child, .text = "i had a fight with my best friend"},
        {.role = safety::Role::Mentor, .text = "What was it about?"},
    }};
    const auto calm = assessed(safety::Action::Allow);
    EXPECT_EQ(chosen("we play minecraft", calm).topic, "video_games");
    EXPECT_EQ(chosen("we play minecraft", calm, {}, context).topic, "friend_fight");
}

TEST(Council, AddsTheListenerForAHeavyMoodAndKeepsTwoSupporters)
{
    const auto choice = chosen(
        "they bully me", assessed(safety::Action::Support, safety::Category::Bullying), "fear"
    );
    EXPECT_LE(choice.supporters.size(), 2U);
    EXPECT_EQ(choice.supporters.front(), Advisor::Listener);
}

TEST(Council, RemembersTheTopicOfEarlierTurns)
{
    const std::array<safety::Turn, 2> context = {{
        {.role = safety::Role::Child, .text = "i had a fight with my best friend"},
        {.role = safety::Role::Mentor, .text = "How did it start?"},
    }};
    EXPECT_EQ(chosen("dunno", assessed(safety::Action::Allow), {}, context).topic, "friend_fight");
}

TEST(Council, LetsALaughLeaveTheTopicAlone)
{
    const std::array<safety::Turn, 1> context = {
        {{.role = safety::Role::Child, .text = "i had a fight with my best friend"}}
    };
    const auto calm = assessed(safety::Action::Allow);
    EXPECT_EQ(chosen("lol", calm, {}, context).topic, "friend_fight");
    EXPECT_EQ(chosen("lol", calm).topic, "laughing");
}

TEST(Council, GivesItsReasonInOneOrTwoPlainSentences)
{
    for (const auto* const text : {"hi", "i cant sleep", "what is 7x8", "are you real", "xyz?"}) {
        const auto choice = chosen(text, assessed(safety::Action::Allow), "sadness");
        EXPECT_TRUE(choice.reason.ends_with(".")) << choice.reason;
        EXPECT_LE(choice.reason.size(), 180U) << choice.reason;
    }
}

TEST(Council, NamesEveryAdvisorInEveryLanguage)
{
    for (const auto* const locale : {"en", "es-MX", "fr", "de_AT", "pt-BR", "xx", ""})
        for (int i = 0; i < 6; ++i) EXPECT_FALSE(name_of(static_cast<Advisor>(i), locale).empty());
    EXPECT_EQ(name_of(Advisor::StudyCoach, "de-DE"), "Lerncoach");
    EXPECT_EQ(name_of(Advisor::StudyCoach, "it"), "Study coach");
    EXPECT_EQ(id_of(Advisor::SafetySteward), "safety_steward");
}

}  // namespace
}  // namespace buddy::advisors
