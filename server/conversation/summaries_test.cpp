#include "conversation/summaries.hpp"

#include "conversation/turn_fakes.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;

/// A store that says what it is told to.
class ScriptedStore final : public SummaryStore {
public:
    std::optional<Summary> kept;
    TalkPart part{
        .said =
            {{.text = "we moved to SECRET", .private_spans = {{.begin = 12, .end = 18}}},
             {.role = safety::Role::Mentor, .text = "Write to robin.reed@example.org."}},
        .oldest = from_millis(1'000)
    };
    TurnRange asked;
    int forgotten = 0;

    Task<std::optional<Summary>> find(ChildRef /*child*/, ConversationId /*id*/) override
    {
        co_return kept;
    }
    Task<TalkPart> part_of(ChildRef /*child*/, ConversationId /*id*/, TurnRange range) override
    {
        asked = range;
        co_return part;
    }
    Task<> keep(ChildRef /*child*/, ConversationId /*id*/, Summary summary) override
    {
        kept = std::move(summary);
        co_return;
    }
    Task<> forget(ChildRef /*child*/, ConversationId /*id*/) override
    {
        ++forgotten;
        kept.reset();
        co_return;
    }
};

class SummariesTest : public testing::Test {
protected:
    [[nodiscard]] Summaries::Parts parts()
    {
        return {
            .store = store,
            .model = model,
            .judge = judge_by_marks,
            .instructions = [](safety::AgeBand) { return std::string{"Sum it up."}; },
            .clock = clock,
            .beside = [](Task<> task) { run_to_end(std::move(task)); },
            .observer = observer
        };
    }
    SummaryOutcome sum_up(int turns, Summaries::Settings settings = {}, bool allows = true)
    {
        const Summaries summaries{parts(), std::move(settings)};
        SummaryCase one{
            .child = {.family = FamilyId{"family"}, .child = ChildId{"child"}},
            .conversation = ConversationId{"talk"},
            .turns = turns,
            .allows_third_party = allows,
            .limit = limit
        };
        summaries.after_turn(std::move(one));
        return observer.calls.empty() ? SummaryOutcome::NothingNew : observer.calls.back().outcome;
    }
    ScriptedStore store;
    FakeModel model;
    FakeClock clock{from_millis(100'000)};
    ListSummaryObserver observer;
    MemoryLimit limit;
};

TEST_F(SummariesTest, AreDueWhenEveryFewTurnsHaveLeft)
{
    std::vector<int> due;
    for (int turns = 0; turns < 20; ++turns)
        if (Summaries::is_due(turns)) due.push_back(turns);
    EXPECT_EQ(due, (std::vector{8, 12, 16}));
    static_cast<void>(sum_up(9));
    EXPECT_TRUE(observer.calls.empty());
}

TEST_F(SummariesTest, AreMadeOfTheOneBeforeAndOfMaskedWords)
{
    model.pieces = {"They moved house."};
    store.kept = Summary{.text = "They spoke of cats.", .until = 4, .oldest = from_millis(500)};
    EXPECT_EQ(sum_up(12), SummaryOutcome::Kept);
    EXPECT_EQ(store.asked.after, 4);
    EXPECT_EQ(store.asked.until, 8);
    const auto& sent = model.last_request.messages.back().content;
    EXPECT_TRUE(sent.starts_with("<earlier_talk>\nThey spoke of cats.\n</earlier_talk>\n<talk>\n"));
    EXPECT_TRUE(sent.contains(R"({"who":"child","said":"we moved to […]"})")) << sent;
    EXPECT_TRUE(sent.contains(R"({"who":"buddy","said":"Write to [email]."})")) << sent;
    EXPECT_EQ(
        store.kept, (Summary{.text = "They moved house.", .until = 8, .oldest = from_millis(500)})
    );
}

TEST_F(SummariesTest, AreBoundedMaskedAndOnOneLine)
{
    model.pieces = {"Mail robin.reed@example.org\n", std::string(3'000, 'x')};
    EXPECT_EQ(sum_up(8), SummaryOutcome::Kept);
    EXPECT_TRUE(store.kept->text.starts_with("Mail [email]")) << store.kept->text;
    EXPECT_LE(store.kept->text.size(), Summaries::longest);
    EXPECT_FALSE(store.kept->text.contains('\n'));
}

TEST_F(SummariesTest, AreDroppedWhenAChildCouldNotBeToldThem)
{
    for (const auto* const words : {"!block", "!escalate", "!unavailable", "!throw"}) {
        model.pieces = {words};
        EXPECT_EQ(sum_up(8), SummaryOutcome::Dropped) << words;
        EXPECT_FALSE(store.kept);
    }
}

TEST_F(SummariesTest, LeaveWhatIsKeptWhenTheModelFails)
{
    store.kept = Summary{.text = "They spoke of cats.", .until = 4, .oldest = from_millis(500)};
    const auto before = store.kept;
    model.refuses = true;
    EXPECT_EQ(sum_up(12), SummaryOutcome::Failed);
    model.refuses = false;
    EXPECT_EQ(sum_up(12), SummaryOutcome::Failed) << "it said nothing";
    model.is_used_up = true;
    EXPECT_EQ(sum_up(12), SummaryOutcome::OverBudget);
    model.is_used_up = false;
    model.end = FakeModel::End::Silence;
    EXPECT_EQ(sum_up(12, {.patience = 20ms}), SummaryOutcome::Late);
    model.rests = true;
    EXPECT_EQ(sum_up(12), SummaryOutcome::Resting);
    EXPECT_EQ(store.kept, before);
}

TEST_F(SummariesTest, AreNotAskedForWithoutLeaveOrWithoutWords)
{
    model.pieces = {"They moved house."};
    EXPECT_EQ(sum_up(8, {}, false), SummaryOutcome::NotAllowed);
    EXPECT_EQ(sum_up(8, {.is_local = true}, false), SummaryOutcome::Kept);
    store.part = {};
    const auto calls = model.calls;
    EXPECT_EQ(sum_up(12), SummaryOutcome::NothingNew);
    EXPECT_EQ(model.calls, calls);
}

TEST_F(SummariesTest, TellOfNothingOlderThanTheLawAllows)
{
    model.pieces = {"They moved house."};
    clock.advance(24h);
    limit.window = 12h;
    store.kept = Summary{.text = "They spoke of cats.", .until = 4, .oldest = from_millis(500)};
    store.part.oldest = clock.now() - 1h;
    EXPECT_EQ(sum_up(12), SummaryOutcome::Kept);
    EXPECT_EQ(store.forgotten, 1);
    EXPECT_EQ(store.asked.since, clock.now() - 12h);
    EXPECT_FALSE(model.last_request.messages.back().content.contains("cats"));
    const Summaries summaries{parts(), {}};
    const auto told = [&](Time now) {
        return run_to_end(summaries.find({}, ConversationId{"talk"}, limit, now)).has_value();
    };
    EXPECT_TRUE(told(clock.now()));
    EXPECT_FALSE(told(clock.now() + 12h));
    limit.ends_with_session = true;
    EXPECT_FALSE(told(clock.now()));
}

TEST_F(SummariesTest, LeaveOutTheOldestThingsSaidWhereTheWindowIsSmall)
{
    model.pieces = {"They moved house."};
    store.part.said.clear();
    for (int i = 0; i < 6; ++i)
        store.part.said.push_back({.text = std::to_string(i) + std::string(2'000, 'x')});
    EXPECT_EQ(sum_up(8, {.window = {.context = 2'000, .answer = 100}}), SummaryOutcome::Kept);
    const auto& sent = model.last_request.messages.back().content;
    EXPECT_FALSE(sent.contains(R"("0x)"));
    EXPECT_TRUE(sent.contains(R"("5x)"));
    EXPECT_LE(llm::tokens_at_most(model.last_request), 2'000);
}

}  // namespace
}  // namespace buddy::conversation
