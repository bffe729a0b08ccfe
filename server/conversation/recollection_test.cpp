#include "conversation/recollection.hpp"

#include "conversation/turn_fakes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buddy::conversation {
namespace {

class Recollecting : public testing::Test {
protected:
    Memory after(std::vector<Said> said)
    {
        return recollect(
            {.judge = judge, .read_mood = read_mood, .mentor = mentor, .lines_for = lines_for},
            speaker,
            std::move(said),
            "variation"
        );
    }
    static Said child(std::string text)
    {
        return {.role = safety::Role::Child, .text = std::move(text), .private_spans = {}};
    }
    static Said answer(std::string text)
    {
        return {.role = safety::Role::Mentor, .text = std::move(text), .private_spans = {}};
    }

    FakeMentor mentor;
    Judge judge = judge_by_marks;
    ReadMood read_mood = [](const safety::Message&) { return emotion::Reading{}; };
    LinesFor lines_for = [](std::string_view, std::string_view) {
        return std::vector<advisors::HelpLine>{};
    };
    Speaker speaker{.guardian_reachable = false};
};

TEST_F(Recollecting, OfNothingIsAConversationThatBegins)
{
    const auto memory = after({});
    EXPECT_EQ(memory.turns, 0);
    EXPECT_TRUE(memory.said.empty());
    EXPECT_TRUE(memory.crisis_state.empty());
}

TEST_F(Recollecting, KeepsACrisisOpenAndTellsNobodyWhoIsNotThere)
{
    const auto memory =
        after({child("!escalate"), answer("Are you safe?"), child("jk"), answer("…")});
    EXPECT_EQ(memory.crisis_state, "openopen");
    EXPECT_EQ(memory.risk.bytes, "crisis");
    EXPECT_EQ(memory.turns, 2);
    EXPECT_FALSE(mentor.told.anyone());
}

TEST_F(Recollecting, GoesOnWithTheMentorWhereTheCrisisPathHandedOver)
{
    mentor.beside = "Help stays there.";
    const auto memory =
        after({child("!escalate"), answer(mentor.guided_words + "\n\nHelp stays there.")});
    EXPECT_EQ(memory.crisis_state, "open");
    EXPECT_EQ(memory.guided_state, "g");
}

TEST_F(Recollecting, MasksWhatGivesAChildAwayAndAllThatCannotBeJudged)
{
    const auto memory =
        after({child("my SECRET"), answer("Careful."), child("!throw"), answer("…")});
    ASSERT_EQ(memory.said.size(), 4U);
    EXPECT_EQ(memory.said[0].private_spans, (std::vector<PrivateSpan>{{.begin = 3, .end = 9}}));
    EXPECT_EQ(memory.said[2].private_spans, (std::vector<PrivateSpan>{{.begin = 0, .end = 6}}));
}

TEST_F(Recollecting, FindsTheGuidedMentorsStateWhereItsWordsWereSaid)
{
    EXPECT_EQ(after({child("hi"), answer(mentor.guided_words + "\n")}).guided_state, "g");
    EXPECT_EQ(after({child("hi"), answer("A model said this.")}).guided_state, "");
    EXPECT_EQ(after({child("hi")}).guided_state, "");
}

TEST_F(Recollecting, NotesWhatIsNotSentAnyMoreButNoCrisis)
{
    std::vector<Said> said;
    for (int turn = 0; turn < 6; ++turn) {
        said.push_back(child(turn == 0 ? "!redirect" : "child"));
        said.push_back(answer("answer"));
    }
    const auto notes = after(said).notes;
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0], (TurnNote{.number = 2, .topic = "school", .mood = std::nullopt}));
    said.front() = child("!escalate");
    EXPECT_TRUE(after(said).notes.empty());
}

TEST_F(Recollecting, RemembersAsMuchAsAStoreDoes)
{
    std::vector<Said> said;
    for (int turn = 0; turn < 150; ++turn) {
        said.push_back(child("child " + std::to_string(turn)));
        said.push_back(answer("answer " + std::to_string(turn)));
    }
    const auto memory = after(std::move(said));
    ASSERT_EQ(memory.said.size(), static_cast<std::size_t>(Memory::most_said));
    EXPECT_EQ(memory.said.back().text, "answer 149");
    EXPECT_EQ(memory.turns, static_cast<int>(most_recollected) / 2);
}

}  // namespace
}  // namespace buddy::conversation
