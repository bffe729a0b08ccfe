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
