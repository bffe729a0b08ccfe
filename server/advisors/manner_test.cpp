// What Buddy takes up as a tutor, and which ways are barred where a law bars them; nothing changes where none does.
#include "advisors/manner.hpp"

#include "advisors/advisors_fixture.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buddy::advisors {
namespace {

using testing::assessed;
using testing::mentor;

struct Asked {
    std::string text;
    Manner manner;
    std::string locale = "en";
};

struct Heard {
    Choice choice;
    PreparedReply reply;
    bool is_taken_up = false;
    std::string told;
};

Heard hear(const Asked& asked)
{
    const auto assessment = assessed(safety::Action::Allow);
    const TurnView turn{
        .text = asked.text,
        .locale = asked.locale,
        .assessment = &assessment,
        .seed = 7,
        .manner = asked.manner
    };
    Heard heard{.choice = mentor().choose(turn), .reply = {}};
    heard.reply = mentor().guided_reply(turn, heard.choice, "");
    heard.is_taken_up = mentor().may_take_up(turn, heard.choice);
    heard.told = mentor().system_prompt(turn, heard.choice).whole();
    return heard;
}

constexpr Manner tutor{.persona = Persona::Tutor};

TEST(Manner, LetsATutorTeach)
{
    for (const auto* text :
         {"can you help me with my homework", "why is the sky blue", "what is 7 x 8"})
        EXPECT_TRUE(hear({text, tutor}).is_taken_up) << text;
}

TEST(Manner, LeavesTheRestToPeople)
{
    for (const auto* text :
         {"my friend was mean to me today", "tell me a joke", "i am so bored", "my cat is so cute"})
        EXPECT_FALSE(hear({text, tutor}).is_taken_up) << text;
}

TEST(Manner, AlwaysAnswersWhatMustBeAnswered)
{
    for (const auto* text :
         {"are you real?", "who can see what i write", "bye", "will you keep a secret"})
        EXPECT_TRUE(hear({text, tutor}).is_taken_up) << text;
}

TEST(Manner, OfAMentorTakesEverythingUp)
{
    for (const auto* text :
         {"my friend was mean to me today", "tell me a joke", "why is the sky blue"})
        EXPECT_TRUE(hear({text, {.persona = Persona::Mentor}}).is_taken_up) << text;
}

TEST(Manner, ChangesNothingWhereNothingIsTaken)
{
    const auto plain = hear({"my friend was mean to me today", {}});
    EXPECT_FALSE(plain.told.contains("tutor here"));
    EXPECT_FALSE(plain.told.contains("Do not praise"));
    EXPECT_FALSE(plain.told.contains("{{"));
    EXPECT_FALSE(plain.told.ends_with("\n\n"));
}

TEST(Manner, IsToldToAModel)
{
    const auto told = hear({"why is the sky blue",
                            {.persona = Persona::Tutor,
                             .praises = false,
                             .asks_about_feelings = false,
                             .gives_opinions = false}}
    ).told;
    for (const auto* line :
         {"- You are a tutor here",
          "- Do not praise",
          "- Do not ask about feelings",
          "- Give no opinions"})
        EXPECT_TRUE(told.contains(line)) << line;
    EXPECT_TRUE(hear({"hi", {.persona = Persona::Mentor}}).told.contains("- You are a mentor here")
    );
}

TEST(Manner, SaysWithWhomToTalkInEveryLanguage)
{
    const auto assessment = assessed(safety::Action::Allow);
    for (const auto locale : languages)
        for (const auto band :
             {safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17
             }) {
            const TurnView turn{.age_band = band, .locale = locale, .assessment = &assessment};
            EXPECT_GT(mentor().kind_words(turn, Mentor::Kindness::BeyondTutor).text.size(), 40U)
                << locale;
        }
}

struct BarredCase {
    const char* locale;
    const char* praise;
    const char* feelings;
    const char* opinion;
    const char* innocent;
};

std::optional<Critic> stopped(
    const BarredCase& one, std::string_view clause, const BarredWays& barred
)
{
    static const auto critics =
        Critics::load(std::filesystem::path{BUDDY_SOURCE_DIR} / "data/mentor/critics");
    ReviewSetting setting{.locale = one.locale};
    setting.barred = barred;
    return critics->review(setting).stops(clause);
}

TEST(Manner, BarsPraiseFeelingsAndOpinionsOnlyWhereALawDoes)
{
    constexpr std::array cases{
        BarredCase{
            "en",
            "Well done!",
            "How do you feel about it?",
            "I think it is the best book.",
            "The moon is round."
        },
        BarredCase{
            "es", "¡Muy bien!", "¿Cómo te sientes?", "Creo que es mejor.", "La luna es redonda."
        },
        BarredCase{
            "fr",
            "Bravo !",
            "Comment te sens-tu ?",
            "Je pense que c'est mieux.",
            "La lune est ronde."
        },
        BarredCase{
            "de", "Gut gemacht!", "Wie geht es dir?", "Ich finde das besser.", "Der Mond ist rund."
        },
        BarredCase{
            "pt", "Muito bem!", "Como você se sente?", "Acho que é melhor.", "A lua é redonda."
        },
    };
    for (const auto& one : cases) {
        EXPECT_EQ(stopped(one, one.praise, {.praise = true}), Critic::Praise) << one.locale;
        EXPECT_EQ(stopped(one, one.feelings, {.feelings = true}), Critic::Feelings) << one.locale;
        EXPECT_EQ(stopped(one, one.opinion, {.opinions = true}), Critic::Opinions) << one.locale;
        const BarredWays all{.praise = true, .feelings = true, .opinions = true};
        EXPECT_EQ(stopped(one, one.innocent, all), std::nullopt) << one.locale;
        for (const auto* said : {one.praise, one.feelings, one.opinion})
            EXPECT_EQ(stopped(one, said, {}), std::nullopt) << said;
    }
}

TEST(Manner, BarsNoWayFromAChildThatNeedsComfort)
{
    const Manner manner{.praises = false, .asks_about_feelings = false, .gives_opinions = false};
    const auto assessment = assessed(safety::Action::Support);
    const TurnView turn{.text = "everybody laughed", .assessment = &assessment, .manner = manner};
    EXPECT_FALSE(barred_ways(testing::content(), turn).any());
}

TEST(Manner, AsksAboutFeelingsOfWhichTheChildHasSpoken)
{
    const Manner manner{.asks_about_feelings = false};
    const auto& content = testing::content();
    const auto assessment = assessed(safety::Action::Allow);
    const TurnView quiet{.text = "we had maths today", .assessment = &assessment, .manner = manner};
    const TurnView open{.text = "i am so sad today", .assessment = &assessment, .manner = manner};
    EXPECT_TRUE(barred_ways(content, quiet).feelings);
    EXPECT_FALSE(barred_ways(content, open).feelings);
    const std::array before{
        safety::Turn{.role = safety::Role::Child, .text = "i feel lonely"},
        safety::Turn{.role = safety::Role::Mentor, .text = "Tell me more."}
    };
    auto later = quiet;
    later.context = before;
    EXPECT_FALSE(barred_ways(content, later).feelings);
}

TEST(Manner, TakesBarredSentencesOutOfWhatPeopleWrote)
{
    const auto critics =
        Critics::load(std::filesystem::path{BUDDY_SOURCE_DIR} / "data/mentor/critics");
    const BarredWays all{.praise = true, .feelings = true, .opinions = true};
    const auto kept = [&](std::string text) {
        return critics->without_barred(std::move(text), "en", all);
    };
    EXPECT_EQ(kept("Well done! Now the tens. How do you feel?"), "Now the tens.");
    EXPECT_EQ(kept("The moon is round.\nAnd far."), "The moon is round.\nAnd far.") << "as it was";
    EXPECT_EQ(kept("Good job!"), "Tell me more, or ask me something.");
}

}  // namespace
}  // namespace buddy::advisors
