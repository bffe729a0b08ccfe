#include "conversation/known_answers.hpp"

#include "conversation/memory_response_cache.hpp"
#include "conversation/turn_fakes.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace buddy::conversation {
namespace {

using Names = std::vector<std::string>;

class ListKnownObserver final : public KnownObserver {
public:
    void looked(KnownOutcome outcome) override { heard.emplace_back(id_of(outcome)); }
    void left_alone(Unshared reason) override { heard.emplace_back(id_of(reason)); }
    void saved(const llm::Usage& cost) override { tokens_saved += cost.completion_tokens; }
    Names heard;
    std::int64_t tokens_saved = 0;
};

/// A cache that cannot be reached.
class LostCache final : public ResponseCache {
public:
    Task<Result<std::optional<crypto::Sealed>>> find(std::string /*name*/, Time /*now*/) override
    {
        co_return failed(ErrorCode::Unavailable, "lost");
    }
    Task<Result<void>> keep(std::string, crypto::Sealed, Time) override
    {
        co_return failed(ErrorCode::Unavailable, "lost");
    }
    Task<Result<void>> drop(std::string /*name*/) override
    {
        co_return failed(ErrorCode::Unavailable, "lost");
    }
    Task<Result<std::int64_t>> forget_expired(Time /*now*/) override
    {
        co_return failed(ErrorCode::Unavailable, "lost");
    }
};

/// Every turn is the first message of a talk of its own, unless a test goes on with one.
class KnownAnswersInATurn : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        auto loaded = QuestionReader::load(
            std::filesystem::path{BUDDY_SOURCE_DIR} / "data/models/safety.bdm"
        );
        ASSERT_TRUE(loaded);
        reader = std::make_unique<QuestionReader>(std::move(*loaded));
    }
    static void TearDownTestSuite() { reader.reset(); }
    KnownAnswersInATurn()
    {
        world.mentor.lead = advisors::Advisor::Explorer;
        world.model.pieces = {
            "Mars is about half ", "as wide as the Earth. ", "Red dust covers it."
        };
    }
    Result<TurnReport> ask(TurnRequest request)
    {
        const KnownAnswers answers{
            {.cache = *cache, .reader = *reader, .clock = world.clock, .observer = observer},
            {.judged_by = judged_by},
            root
        };
        auto parts = world.parts(true);
        parts.known_answers = &answers;
        parts.read_mood = [this](const auto&) { return mood; };
        parts.judge = [this](const auto& message, const auto& before, auto& after) {
            auto seen = judge_by_marks(message, before, after);
            if (seen.action == safety::Action::Allow && seen.score == 1.0) seen.score = 0.01;
            const bool is_reply = message.direction == safety::Direction::Output;
            if (is_reply && blocks_red_dust && message.text.contains("Red dust"))
                seen.action = safety::Action::Block;
            if (is_reply && cannot_judge_red_dust && message.text.contains("Red dust"))
                seen = safety::Assessment::unavailable("test");
            return seen;
        };
        sink.events.clear();
        const TurnPipeline pipeline{parts};
        StopSignal stop;
        return run_to_end(pipeline.run(std::move(request), sink, stop));
    }
    TurnRequest first_message(std::string text)
    {
        world.conversation = ConversationId{"conversation-" + std::to_string(++talks)};
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
        return world.request(std::move(text));
    }
    Result<TurnReport> begin(std::string text) { return ask(first_message(std::move(text))); }

    static std::unique_ptr<QuestionReader> reader;
    TurnWorld world;
    ListSink sink;
    ListKnownObserver observer;
    emotion::Reading mood{.mood = emotion::Mood::Curiosity, .intensity = 0.5, .certainty = 0.8};
    bool blocks_red_dust = false;
    bool cannot_judge_red_dust = false;
    MemoryResponseCache memory{8};
    LostCache lost;
    ResponseCache* cache = &memory;
    crypto::SecretKey root = crypto::SecretKey::random();
    std::string judged_by = "test";
    int talks = 0;
};
std::unique_ptr<QuestionReader> KnownAnswersInATurn::reader;

TEST_F(KnownAnswersInATurn, AreGivenAgainWithoutAskingAModel)
{
    const auto first = begin("how big is mars?");
    const auto second = begin("Can you tell me how big Mars is");
    EXPECT_EQ(world.model.calls, 1);
    EXPECT_EQ(second->reply, first->reply);
    EXPECT_EQ(second->reason, FinishReason::Answered);
    EXPECT_EQ(observer.heard, (Names{"miss", "kept", "hit"}));
    EXPECT_EQ(observer.tokens_saved, 5);
    EXPECT_FALSE(std::get<Done>(sink.events.back().event).usage);
}

TEST_F(KnownAnswersInATurn, PassTheGuardAgainAndAreForgottenWhenItRefuses)
{
    ASSERT_TRUE(begin("how big is mars"));
    blocks_red_dust = true;
    world.model.pieces = {"I would look that up with you."};
    const auto second = begin("how big is mars");
    EXPECT_EQ(second->reply, "I would look that up with you.");
    EXPECT_EQ(world.model.calls, 2);
    EXPECT_EQ(observer.heard, (Names{"miss", "kept", "blocked", "kept"}));
    EXPECT_EQ(begin("how big is mars")->reply, second->reply);
}

TEST_F(KnownAnswersInATurn, StayWhenSafetyCannotJudgeThem)
{
    ASSERT_TRUE(begin("how big is mars"));
    cannot_judge_red_dust = true;
    world.model.pieces = {"I would look that up with you."};
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_EQ(observer.heard, (Names{"miss", "kept", "not_judged", "kept"}));
    EXPECT_EQ(world.model.calls, 2);
}

TEST_F(KnownAnswersInATurn, KeepNoChildWaiting)
{
    bool was_done = false;
    sink.on_event = [&](const NumberedEvent& event) {
        if (std::holds_alternative<Done>(event.event)) was_done = observer.heard == Names{"miss"};
    };
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_TRUE(was_done) << "the answer is kept after the turn has ended";
    EXPECT_EQ(observer.heard, (Names{"miss", "kept"}));
}

TEST_F(KnownAnswersInATurn, AnswerTheFirstMessageOfATalkOnly)
{
    ASSERT_TRUE(begin("how big is mars"));
    ASSERT_TRUE(begin("why is the sky blue"));
    ASSERT_TRUE(ask(world.request("how big is mars")));
    EXPECT_EQ(world.model.calls, 3);
    EXPECT_EQ(observer.heard.back(), "later_message");
}

TEST_F(KnownAnswersInATurn, AreLeftAloneWhenAnythingIsHeavyPrivateOrDoubted)
{
    const auto why = [this](std::string text) {
        static_cast<void>(begin(std::move(text)));
        return std::exchange(observer.heard, {});
    };
    EXPECT_EQ(why("how big is mars !grey"), Names{"doubted"});
    EXPECT_EQ(why("how big is mars !lonely"), Names{"doubted"});
    EXPECT_EQ(why("how big is SECRET"), Names{"private"});
    EXPECT_TRUE(why("how big is mars !escalate").empty());
    EXPECT_TRUE(why("how big is mars !block").empty());
    mood.mood = emotion::Mood::Sadness;
    EXPECT_EQ(why("how big is mars"), Names{"mood"});
    mood.mood = emotion::Mood::Curiosity;
    world.mentor.lead = advisors::Advisor::StudyCoach;
    EXPECT_EQ(why("how big is mars"), Names{"topic"});
}

TEST_F(KnownAnswersInATurn, AreNotKeptFromTurnsThatWereLeftAlone)
{
    mood.mood = emotion::Mood::Sadness;
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_EQ(memory.size(), 0U);
}

TEST_F(KnownAnswersInATurn, AreNotFoundUnderOtherCircumstances)
{
    ASSERT_TRUE(begin("how big is mars"));
    auto older = first_message("how big is mars");
    older.speaker.age_band = safety::AgeBand::From13To17;
    ASSERT_TRUE(ask(older));
    world.mentor.prompt = "You are kind, and brief.";
    ASSERT_TRUE(begin("how big is mars"));
    judged_by = "another policy";
    ASSERT_TRUE(begin("how big is mars"));
    root = crypto::SecretKey::random();
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_EQ(world.model.calls, 5);
}

TEST_F(KnownAnswersInATurn, AreNeverAVendorsForAFamilyThatAllowsNone)
{
    ASSERT_TRUE(begin("how big is mars"));
    auto inside = first_message("how big is mars");
    inside.speaker.may_reach = {};
    EXPECT_EQ(ask(inside)->reply, world.mentor.guided_words);
    EXPECT_EQ(observer.heard, (Names{"miss", "kept"}));
}

TEST_F(KnownAnswersInATurn, AreKeptWholeOrNotAtAll)
{
    world.model.end = FakeModel::End::Cut;
    ASSERT_TRUE(begin("how big is mars"));
    world.model.end = FakeModel::End::Stop;
    world.model.pieces = {"Today it is far away."};
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_EQ(memory.size(), 0U);
    EXPECT_EQ(observer.heard, (Names{"miss", "miss", "reply_changes"}));
}

TEST_F(KnownAnswersInATurn, AreForgottenInTime)
{
    ASSERT_TRUE(begin("how big is mars"));
    world.clock.advance(std::chrono::days{8});
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_EQ(world.model.calls, 2);
}

TEST_F(KnownAnswersInATurn, StopNothingWhenTheCacheCannotBeReached)
{
    cache = &lost;
    const auto report = begin("how big is mars");
    EXPECT_EQ(report->reason, FinishReason::Answered);
    EXPECT_EQ(observer.heard, (Names{"failed", "failed"}));
}

TEST_F(KnownAnswersInATurn, StandUnderNamesAndSealsThatShowNoWord)
{
    class Spy final : public ResponseCache {
    public:
        Task<Result<std::optional<crypto::Sealed>>> find(std::string, Time) override
        {
            co_return std::optional<crypto::Sealed>{};
        }
        Task<Result<void>> keep(std::string name, crypto::Sealed reply, Time) override
        {
            seen = std::move(name);
            seen += reply.bytes;
            co_return Result<void>{};
        }
        Task<Result<void>> drop(std::string) override { co_return Result<void>{}; }
        Task<Result<std::int64_t>> forget_expired(Time) override { co_return 0; }
        std::string seen;
    } spy;
    cache = &spy;
    ASSERT_TRUE(begin("how big is mars"));
    EXPECT_GT(spy.seen.size(), 64U);
    EXPECT_FALSE(spy.seen.contains("mars"));
    EXPECT_FALSE(spy.seen.contains("Earth"));
}

}  // namespace
}  // namespace buddy::conversation
