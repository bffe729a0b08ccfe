#include "conversation/live_turns.hpp"

#include "conversation/turn_fakes.hpp"
#include "platform/async/run_to_end.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;

class Live : public testing::Test {
protected:
    Live()
    {
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
    }
    std::unique_ptr<TurnReader> start(std::string text)
    {
        return turns.start(world.request(std::move(text)), loop.get_executor(), tasks);
    }
    /// Runs what is ready; nothing waits for a clock.
    void settle()
    {
        loop.restart();
        loop.poll();
    }
    /// What the reader hears when nothing more is coming for now.
    TurnNews hear(TurnReader& reader)
    {
        auto result = asio::co_spawn(loop, reader.next(0ms), asio::use_future);
        while (result.wait_for(0ms) != std::future_status::ready) {
            loop.restart();
            loop.run_one_for(100ms);
        }
        return result.get();
    }
    std::vector<NumberedEvent> hear_all(TurnReader& reader)
    {
        std::vector<NumberedEvent> all;
        for (auto news = hear(reader); news.kind == TurnNews::Kind::Events; news = hear(reader))
            std::ranges::move(news.events, std::back_inserter(all));
        return all;
    }
    void be_silent_after(std::vector<std::string> pieces)
    {
        world.model.pieces = std::move(pieces);
        world.model.end = FakeModel::End::Silence;
    }
    Finish finish_of_turn(const std::string& id)
    {
        const auto* stored = world.store.find(TurnId{id});
        return std::get<Done>(stored->events.back().event).finish;
    }

    TurnWorld world;
    asio::io_context loop{1};
    std::optional<std::string> failed_task;
    TaskGroup tasks{loop.get_executor(), [this](std::string_view name, std::exception_ptr) {
                        failed_task = std::string{name};
                    }};
    events::Bus bus;
    log::Log log{log::Level::Error, [](std::string_view) {}};
    TurnPipeline pipeline{world.parts(true)};
    LiveTurns turns{
        {.pipeline = pipeline, .bus = bus, .log = log}, {.linger = std::chrono::milliseconds{1}}
    };
};

TEST_F(Live, TellsAReaderEverythingOnceAndInOrder)
{
    world.model.pieces = {"One clause.", " Two clauses."};
    const auto reader = start("hi");
    settle();
    const auto heard = hear_all(*reader);
    EXPECT_EQ(reply_of(heard), "One clause. Two clauses.");
    for (std::size_t index = 0; index < heard.size(); ++index)
        EXPECT_EQ(heard.at(index).number, static_cast<int>(index) + 1);
    const auto end = hear(*reader);
    EXPECT_EQ(end.kind, TurnNews::Kind::Ended);
    EXPECT_EQ(end.reason, FinishReason::Answered);
    EXPECT_FALSE(failed_task);
}

TEST_F(Live, LetsASecondReaderJoinAnywhere)
{
    be_silent_after({"One clause.", " Two clauses."});
    const auto first = start("hi");
    settle();
    const auto second = turns.join(TurnId{"turn-1"}, loop.get_executor(), 5);
    ASSERT_TRUE(second);
    EXPECT_EQ(reply_of(hear_all(*second)), " Two clauses.");
    EXPECT_EQ(reply_of(hear_all(*first)), "One clause. Two clauses.");
    turns.stop(TurnId{"turn-1"});
    settle();
    EXPECT_EQ(hear_all(*first).size(), 1U) << "done";
    EXPECT_EQ(hear_all(*second).size(), 1U);
}

TEST_F(Live, StopsAtOnceAndKeepsTheRecord)
{
    be_silent_after({"One clause. and"});
    const auto reader = start("hi");
    settle();
    turns.stop(TurnId{"turn-1"});
    settle();
    EXPECT_EQ(finish_of_turn("turn-1"), Finish::Stopped);
    EXPECT_FALSE(turns.running_in(world.conversation));
    turns.stop(TurnId{"turn-1"});
}

TEST_F(Live, GoesOnForAWhileWithoutReadersThenEndsAsARecordedPartial)
{
    be_silent_after({"One clause. and"});
    auto reader = start("hi");
    settle();
    reader.reset();
    loop.restart();
    while (turns.running_in(world.conversation)) loop.run_one_for(100ms);
    EXPECT_EQ(finish_of_turn("turn-1"), Finish::Interrupted);
    EXPECT_EQ(world.observer.reasons.back(), FinishReason::ReadersLeft);
}

TEST_F(Live, LosesNoWordWhenAReaderComesBack)
{
    be_silent_after({"One clause.", " Two clauses."});
    auto reader = start("hi");
    settle();
    const auto before = hear_all(*reader);
    const auto again = turns.join(TurnId{"turn-1"}, loop.get_executor(), before.back().number);
    reader.reset();
    turns.stop(TurnId{"turn-1"});
    settle();
    const auto after = hear_all(*again);
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].number, before.back().number + 1);
}

TEST_F(Live, StopsTheOldReplyWhenTheChildSaysSomethingNew)
{
    be_silent_after({"One clause. and"});
    const auto first = start("hi");
    settle();
    world.model.end = FakeModel::End::Stop;
    world.model.pieces = {"New answer."};
    const auto second = start("wait");
    settle();
    settle();
    EXPECT_EQ(finish_of_turn("turn-1"), Finish::Stopped);
    EXPECT_EQ(reply_of(hear_all(*second)), "New answer.");
    EXPECT_TRUE(std::ranges::any_of(world.model.last_request.messages, [](const auto& message) {
        return message.content == "One clause.";
    })) << "what was said before is known";
}

TEST_F(Live, TellsTheConversationOfEachNewTurn)
{
    const auto news = bus.subscribe(topic_of(world.conversation), loop.get_executor());
    const auto reader = start("hi");
    settle();
    auto heard = asio::co_spawn(loop, news->next(1s), asio::use_future);
    settle();
    EXPECT_EQ(heard.get().body, "turn-1");
}

TEST_F(Live, SaysWhyATurnNeverBegan)
{
    auto request = world.request("hi");
    request.conversation = ConversationId{"unknown"};
    const auto reader = turns.start(std::move(request), loop.get_executor(), tasks);
    settle();
    const auto news = hear(*reader);
    EXPECT_EQ(news.kind, TurnNews::Kind::Refused);
    EXPECT_EQ(news.error.code, ErrorCode::NotFound);
}

TEST_F(Live, ClosesATurnKindlyWhenSomethingOfOursBreaks)
{
    world.mentor.is_broken = true;
    const TurnPipeline broken{world.parts(false)};
    LiveTurns others{{.pipeline = broken, .bus = bus, .log = log}};
    const auto reader = others.start(world.request("hi"), loop.get_executor(), tasks);
    settle();
    static_cast<void>(hear_all(*reader));
    EXPECT_EQ(hear(*reader).kind, TurnNews::Kind::Broken);
    EXPECT_EQ(finish_of_turn("turn-1"), Finish::Interrupted);
}

TEST_F(Live, FinishesRunningTurnsBeforeTheServerStops)
{
    be_silent_after({"One clause. and"});
    const auto reader = start("hi");
    settle();
    bool had_time = true;
    std::thread other{[&] { had_time = turns.finish_all(0ms); }};
    loop.restart();
    while (turns.running_in(world.conversation)) loop.run_one_for(100ms);
    other.join();
    EXPECT_FALSE(had_time);
    EXPECT_EQ(finish_of_turn("turn-1"), Finish::Interrupted);
    EXPECT_TRUE(
        reply_of(world.store.find(TurnId{"turn-1"})->events).ends_with("I have to stop here.")
    );
    EXPECT_FALSE(start("too late"));
}

}  // namespace
}  // namespace buddy::conversation
