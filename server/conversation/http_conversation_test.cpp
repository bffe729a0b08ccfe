#include "conversation/http_conversation.hpp"

#include "conversation/turn_fakes.hpp"
#include "identity/fake_directory.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/http/fake_exchange.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace buddy::conversation {
namespace {

namespace json = boost::json;
using http::FakeExchange;

class ConversationPages : public testing::Test {
protected:
    ConversationPages()
    {
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
        directory.children[world.child.child] = {
            .id = world.child.child,
            .family = world.child.family,
            .nickname = "Mia",
            .language = "en",
            .country = "US",
            .time_zone = "Europe/Berlin"
        };
        directory.contacts[world.child.family] = {};
    }
    /// Calls the handler of `operation` on loop 0, as the child unless the test has set somebody.
    void call(FakeExchange& one, std::string_view operation, const std::string& turn = "")
    {
        if (one.principal.child.empty())
            one.principal = {
                .kind = http::Principal::Kind::Child,
                .family = world.child.family,
                .child = world.child.child
            };
        one.params = {{"conversation", "conversation"}, {"turn", turn}};
        const auto routes = pages.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        ASSERT_NE(route, routes.end());
        auto& loop = loops.context(0);
        auto done = asio::co_spawn(loop, route->handler(one), asio::use_future);
        while (done.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            loop.restart();
            loop.run_one_for(std::chrono::milliseconds{100});
        }
        done.get();
    }
    void say(FakeExchange& one, std::string body, std::string key = "key-of-a-test")
    {
        one.with_header("idempotency-key", std::move(key)).with_body(std::move(body));
        call(one, "startTurn");
    }
    static std::string id_of_turn(const FakeExchange& one)
    {
        constexpr std::string_view mark = R"("turn":")";
        const auto begin = one.events.find(mark) + mark.size();
        return one.events.substr(begin, one.events.find('"', begin) - begin);
    }

    TurnWorld world;
    identity::FakeDirectory directory;
    events::Bus bus;
    log::Log log{log::Level::Error, [](std::string_view) {}};
    EventLoops loops{1, [](std::string_view, std::exception_ptr) {}};
    TurnPipeline pipeline{world.parts(true)};
    LiveTurns turns{{.pipeline = pipeline, .bus = bus, .log = log}};
    ConversationHttp pages{
        {.store = world.store,
         .turns = turns,
         .directory = directory,
         .bus = bus,
         .loops = loops,
         .clock = world.clock,
         .name_for_models = {},
         .may_reach = [](FamilyId, std::string) { return answered(true); },
         .may_keep = [this](ChildRef) { return answered(may_keep); }}
    };
    bool may_keep = true;
    FakeExchange exchange{"POST", "/api/conversations/conversation/turns"};
    FakeExchange second{"POST", "/api/conversations/conversation/turns"};
};

TEST_F(ConversationPages, AnswerAMessageWithItsEventsNumberedFromOne)
{
    world.model.pieces = {"That sounds hard."};
    say(exchange, R"({"text":"bad day"})");
    EXPECT_TRUE(exchange.streamed);
    EXPECT_TRUE(exchange.ended);
    EXPECT_TRUE(exchange.events.starts_with("id: 1\nevent: turn\n"));
    EXPECT_TRUE(exchange.events.contains(R"(data: {"text":"That sounds hard."})"));
    EXPECT_TRUE(exchange.events.contains(R"("finish":"complete")"));
}

TEST_F(ConversationPages, GiveTheSameTurnForTheSameKey)
{
    say(exchange, R"({"text":"hi"})");
    say(second, R"({"text":"hi"})");
    EXPECT_EQ(second.events, exchange.events);
    EXPECT_EQ(run_to_end(world.store.open(world.child, world.conversation))->turns.size(), 1U);
}

TEST_F(ConversationPages, ResumeAfterTheLastEventThatArrived)
{
    say(exchange, R"({"text":"hi"})");
    FakeExchange resumed{"GET", "/events"};
    resumed.with_header("last-event-id", "2");
    call(resumed, "resumeTurn", id_of_turn(exchange));
    EXPECT_TRUE(resumed.events.starts_with("id: 3\n"));
    EXPECT_TRUE(exchange.events.ends_with(resumed.events));
}

TEST_F(ConversationPages, SayWhatIsWrongWithAMessage)
{
    for (const auto* body :
         {R"({"text":""})", R"({"text":"  "})", R"({"text":"a\u0000b"})", R"({"words":"hi"})"}) {
        FakeExchange refused{"POST", "/"};
        say(refused, body);
        EXPECT_EQ(refused.status, 422U) << body;
    }
    FakeExchange broken{"POST", "/"};
    say(broken, "{");
    EXPECT_EQ(broken.status, 400U);
    FakeExchange too_long{"POST", "/"};
    say(too_long, R"({"text":")" + std::string(4001, 'a') + R"("})");
    EXPECT_EQ(too_long.status, 422U);
    FakeExchange without_key{"POST", "/"};
    say(without_key, R"({"text":"hi"})", "");
    EXPECT_EQ(without_key.status, 422U);
    EXPECT_EQ(world.store.find(TurnId{"turn-1"}), nullptr);
}

TEST_F(ConversationPages, HideAConversationFromEveryOtherChild)
{
    say(exchange, R"({"text":"hi"})");
    const ChildRef stranger{.family = FamilyId{"others"}, .child = ChildId{"stranger"}};
    directory.children[stranger.child] = {.id = stranger.child, .family = stranger.family};
    directory.contacts[stranger.family] = {};
    for (const auto* operation :
         {"getConversation",
          "watchConversation",
          "startTurn",
          "resumeTurn",
          "stopReply",
          "correctMood"}) {
        FakeExchange theirs{"GET", "/"};
        theirs.principal = {
            .kind = http::Principal::Kind::Child, .family = stranger.family, .child = stranger.child
        };
        const std::string body =
            operation == std::string_view{"startTurn"} ? R"({"text":"x"})" : R"({"mood":"joy"})";
        theirs.with_header("idempotency-key", "key-of-theirs").with_body(body);
        call(theirs, operation, id_of_turn(exchange));
        EXPECT_EQ(theirs.status, 404U) << operation;
    }
}

TEST_F(ConversationPages, RefuseKindlyOverTheLimitButRecordTheMessage)
{
    exchange.over_chat_budget = true;
    exchange.retry_after = std::chrono::seconds{7};
    say(exchange, R"({"text":"again"})");
    EXPECT_EQ(exchange.status, 429U);
    EXPECT_TRUE(exchange.answer.body.contains("Slow down a little."));
    EXPECT_EQ(
        run_to_end(world.store.open(world.child, world.conversation))->turns.at(0).text, "again"
    );
}

TEST_F(ConversationPages, AskBeforeEachTurnWhetherItMayBeKept)
{
    say(exchange, R"({"text":"first"})");
    may_keep = false;
    say(second, R"({"text":"second"})", "another-key");
    EXPECT_TRUE(second.events.contains("stopped our talks")) << second.events;
    const auto talk = run_to_end(world.store.open(world.child, world.conversation));
    ASSERT_EQ(talk->turns.size(), 1U);
    EXPECT_EQ(talk->turns.front().text, "first");
    FakeExchange crisis{"POST", "/api/conversations/conversation/turns"};
    say(crisis, R"({"text":"!escalate"})", "a-third-key");
    EXPECT_TRUE(crisis.events.contains("I am glad you told me."));
    EXPECT_EQ(run_to_end(world.store.open(world.child, world.conversation))->turns.size(), 1U);
}

TEST_F(ConversationPages, AnswerACrisisOverTheLimit)
{
    exchange.over_chat_budget = true;
    say(exchange, R"({"text":"!escalate"})");
    EXPECT_TRUE(exchange.streamed);
    EXPECT_TRUE(exchange.events.contains("I am glad you told me."));
}

TEST_F(ConversationPages, ShowAConversationByTopicAndDayNeverByItsWords)
{
    say(exchange, R"({"text":"a particular thing"})");
    FakeExchange list{"GET", "/api/conversations"};
    call(list, "listConversations");
    EXPECT_TRUE(list.answer.body.contains("School · 14 November")) << list.answer.body;
    EXPECT_FALSE(list.answer.body.contains("particular"));
    FakeExchange whole{"GET", "/"};
    call(whole, "getConversation");
    const auto turn = json::parse(whole.answer.body).at("turns").at(0);
    EXPECT_EQ(turn.at("text").as_string(), "a particular thing");
    EXPECT_EQ(turn.at("mood").at("mood").as_string(), "sadness");
}

TEST_F(ConversationPages, LetTheChildCorrectTheMood)
{
    say(exchange, R"({"text":"hi"})");
    FakeExchange change{"PUT", "/"};
    change.with_body(R"({"mood":"anger"})");
    call(change, "correctMood", id_of_turn(exchange));
    EXPECT_TRUE(json::parse(change.answer.body).at("corrected").as_bool());
    FakeExchange wrong{"PUT", "/"};
    wrong.with_body(R"({"mood":"hunger"})");
    call(wrong, "correctMood", id_of_turn(exchange));
    EXPECT_EQ(wrong.status, 422U);
}

TEST_F(ConversationPages, StopAReplyThatHasEndedWithoutComplaint)
{
    say(exchange, R"({"text":"hi"})");
    FakeExchange stop{"DELETE", "/"};
    call(stop, "stopReply", id_of_turn(exchange));
    EXPECT_EQ(stop.status, 204U);
}

}  // namespace
}  // namespace buddy::conversation
