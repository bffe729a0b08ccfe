// What the turns before do to a message, through the whole engine.
#include "test_files.hpp"

#include "buddy/safety/engine.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace buddy::safety {
namespace {

/// What the child says last, after what both said before.
Assessment after(
    const std::vector<Turn>& before, std::string_view text, std::string_view locale = "en"
)
{
    RiskState state;
    return testing::shipped_engine().assess(
        {.text = text, .locale = locale, .context = before}, {}, state
    );
}

Turn child(std::string_view text)
{
    return {.role = Role::Child, .text = text};
}
Turn mentor(std::string_view text)
{
    return {.role = Role::Mentor, .text = text};
}

TEST(Conversation, APlainNoIsMetWithCareAndNoAlarm)
{
    const std::vector<Turn> asked{
        child("everything is a lot at the moment"),
        mentor("Do you ever think about killing yourself when it is like that?")
    };
    for (const std::string_view text : {"no im just tired", "nope i promise", "no just stressed"})
        EXPECT_LE(after(asked, text).action, Action::Support) << text;
    for (const std::string_view text : {"yes", "sometimes", "no not tonight", "no i already tried"})
        EXPECT_GE(after(asked, text).action, Action::Support) << text;
}

TEST(Conversation, ANoClosesNothingThatIsOpen)
{
    const std::vector<Turn> open{
        child("i want to kill myself"), mentor("Are you thinking of killing yourself tonight?")
    };
    EXPECT_EQ(after(open, "no im just tired").action, Action::Escalate);
}

TEST(Conversation, ADayNamedAsTheLastMealIsTooLongAgo)
{
    const std::vector<Turn> meal{child("i felt dizzy in PE"), mentor("When did you last eat?")};
    EXPECT_GE(after(meal, "sunday").action, Action::Support);
    EXPECT_GE(after(meal, "cant remember").action, Action::Support);
    const std::vector<Turn> sport{child("i love judo"), mentor("When did you last have judo?")};
    EXPECT_EQ(after(sport, "sunday").action, Action::Allow);
}

TEST(Conversation, ABareAnswerStaysInTheFrameOfWhatItAnswers)
{
    EXPECT_EQ(
        after({child("vou pintar o cabelo"), mentor("Quando?")}, "hoje", "pt").action, Action::Allow
    );
    EXPECT_GE(
        after({child("quero morrer"), mentor("Quando?")}, "hoje", "pt").action, Action::Support
    );
}

TEST(Conversation, WhoInsistsIsNotReadInAFrame)
{
    const std::vector<Turn> game{
        child("lol this level is killing me"), mentor("What do you do now?")
    };
    EXPECT_EQ(after(game, "try again").action, Action::Allow);
    EXPECT_EQ(after(game, "play").action, Action::Allow);
    const auto frame = after(game, "i mean it").frame;
    EXPECT_EQ(frame, Frame::Real);
}

TEST(Conversation, AStoryThatIsLikeHomeIsNoStory)
{
    const std::vector<Turn> book{
        child("our book is about a girl who wants to kill herself"), mentor("How is it so far?")
    };
    EXPECT_GE(
        after(book, "my sister says exactly the same as the girl in the book").action,
        Action::Support
    );
    EXPECT_EQ(after(book, "its ok. the cover is nice").action, Action::Allow);
}

TEST(Conversation, ASettledDayIsVeiledOnlyWhereNothingWasSaidBefore)
{
    constexpr std::string_view day = "i decided on sunday because nobody is home";
    EXPECT_EQ(after({}, day).action, Action::Escalate);
    EXPECT_LT(
        after({child("when shall i film my baking video"), mentor("Which day is best?")}, day)
            .action,
        Action::Escalate
    );
}

}  // namespace
}  // namespace buddy::safety
