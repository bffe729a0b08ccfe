#include "conversation/http_completions.hpp"

#include "conversation/sql_guest_turns.hpp"
#include "conversation/turn_fakes.hpp"
#include "identity/fake_directory.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

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

/// Works away on a loop until the task is done.
template <class T>
T finished(asio::io_context& loop, Task<T> task)
{
    auto done = asio::co_spawn(loop, std::move(task), asio::use_future);
    while (done.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        loop.restart();
        loop.run_one_for(std::chrono::milliseconds{50});
    }
    return done.get();
}

class Completions : public testing::Test {
protected:
    TurnParts parts()
    {
        auto all = world.parts(true);
        // What makes a guest: its store, and no visits to note.
        return {
            .store = store,
            .judge = all.judge,
            .read_mood = all.read_mood,
            .mentor = all.mentor,
            .lines_for = all.lines_for,
            .clock = all.clock,
            .observer = all.observer,
            .on_alert = all.on_alert,
            .note_visit = {},
            .models = all.models
        };
    }
    void call(FakeExchange& one, std::string_view operation)
    {
        one.principal = {
            .kind = http::Principal::Kind::ApiKey, .api_key = ApiKeyId{"k1"}, .scopes = scopes
        };
        const auto routes = pages.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        ASSERT_NE(route, routes.end());
        finished(loops.context(0), route->handler(one));
    }
    json::object say(const std::string& text, const std::string& more = "")
    {
        exchange.with_body(
            R"({"model":"buddy-10-12","messages":[{"role":"user","content":")" + text + R"("}])" +
            more + "}"
        );
        call(exchange, "createChatCompletion");
        if (exchange.streamed) return {};
        return json::parse(exchange.answer.body).as_object();
    }
    static std::string content_of(const json::object& answer)
    {
        return std::string{answer.at("choices").at(0).at("message").at("content").as_string()};
    }
    static std::string finish_of(const json::object& answer)
    {
        return std::string{answer.at("choices").at(0).at("finish_reason").as_string()};
    }
    /// "kind reason" of every safety event.
    std::vector<std::string> safety_events()
    {
        static constexpr std::string_view text = "SELECT kind, reason FROM safety_events";
        const auto rows = sql::wait_for(temporary->read([](sql::Connection& db) {
            return db.run(sql::Statement{.name = "test", .sqlite = text, .postgres = text});
        }));
        std::vector<std::string> out;
        for (std::size_t row = 0; row < rows.size(); ++row)
            out.push_back(rows.get<std::string>(row, 0) + " " + rows.get<std::string>(row, 1));
        return out;
    }

    std::string scopes = "chat third-party";
    TurnWorld world;
    sql::TemporaryDatabase temporary{sql::Engine::Sqlite};
    identity::FakeDirectory directory;
    std::vector<notify::AlertMail> mails;
    SqlGuestTurns store{
        *temporary,
        directory,
        [this](sql::Transaction&, const notify::AlertMail& mail) { mails.push_back(mail); }
    };
    events::Bus bus;
    log::Log log{log::Level::Error, [](std::string_view) {}};
    EventLoops loops{1, [](std::string_view, std::exception_ptr) {}};
    BlockingPool recollecting{1};
    TurnPipeline pipeline{parts()};
    LiveTurns turns{
        {.pipeline = pipeline, .bus = bus, .log = log}, {.linger = std::chrono::milliseconds{0}}
    };
    CompletionsHttp pages{
        {.turns = turns,
         .loops = loops,
         .recollecting = recollecting,
         .clock = world.clock,
         .judge = judge_by_marks,
         .read_mood = [](const safety::Message&) { return emotion::Reading{}; },
         .mentor = world.mentor,
         .lines_for = [](std::string_view,
                         std::string_view) { return std::vector<advisors::HelpLine>{}; },
         .name_for_models = [](const ChildId& child) { return "named " + child.text(); }}
    };
    FakeExchange exchange{"POST", "/v1/chat/completions"};
};

TEST_F(Completions, AnswerInTheShapeThatClientsKnow)
{
    world.model.pieces = {"That sounds ", "hard. Tell me more."};
    const auto answer = say("bad day");
    EXPECT_EQ(exchange.status, 200U);
    EXPECT_TRUE(exchange.watched);
    EXPECT_EQ(answer.at("object"), "chat.completion");
    EXPECT_EQ(answer.at("model"), "buddy-10-12");
    EXPECT_TRUE(answer.at("id").as_string().starts_with("chatcmpl-"));
    EXPECT_EQ(content_of(answer), "That sounds hard. Tell me more.");
    EXPECT_EQ(finish_of(answer), "stop");
    EXPECT_EQ(answer.at("usage").at("total_tokens"), 15);
    EXPECT_EQ(answer.at("buddy").at("action"), "allow");
    EXPECT_EQ(answer.at("buddy").at("notices").at(0).at("kind"), "ai");
    EXPECT_EQ(safety_events(), std::vector<std::string>{});
}

TEST_F(Completions, StreamChunksWithOneFaceAndAnEnd)
{
    world.model.pieces = {"One. ", "Two."};
    static_cast<void>(say("hi", R"(,"stream":true,"stream_options":{"include_usage":true})"));
    EXPECT_TRUE(exchange.ended);
    std::string content;
    std::string id;
    std::vector<json::object> chunks;
    std::string_view rest = exchange.events;
    while (!rest.empty()) {
        const auto end = rest.find("\n\n");
        const auto event = rest.substr(0, end);
        rest.remove_prefix(end + 2);
        ASSERT_TRUE(event.starts_with("data: "));
        if (event == "data: [DONE]") break;
        chunks.push_back(json::parse(event.substr(6)).as_object());
    }
    EXPECT_TRUE(rest.empty());
    ASSERT_GE(chunks.size(), 5U);
    for (const auto& chunk : chunks) {
        EXPECT_EQ(chunk.at("object"), "chat.completion.chunk");
        EXPECT_EQ(chunk.at("id"), chunks.front().at("id"));
        EXPECT_EQ(chunk.at("created"), chunks.front().at("created"));
        const auto& choices = chunk.at("choices").as_array();
        if (choices.empty()) continue;
        if (const auto* piece = choices[0].at("delta").as_object().if_contains("content"))
            content += std::string_view{piece->as_string()};
    }
    EXPECT_EQ(content, "One. Two.");
    EXPECT_TRUE(chunks.back().at("choices").as_array().empty());
    EXPECT_EQ(chunks.back().at("usage").at("completion_tokens"), 5);
    const auto& last = chunks[chunks.size() - 2];
    EXPECT_EQ(last.at("choices").at(0).at("finish_reason"), "stop");
    EXPECT_TRUE(last.at("usage").is_null());
    EXPECT_EQ(last.at("buddy").at("reason"), "answered");
}

TEST_F(Completions, EndWithContentFilterWhereAnAnswerIsReplaced)
{
    EXPECT_EQ(finish_of(say("!block")), "content_filter");
    EXPECT_EQ(
        content_of(json::parse(exchange.answer.body).as_object()), "I cannot help with that."
    );
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(Completions, StopAReplyThatMustNotBeShown)
{
    world.model.pieces = {"All fine. ", "And now !block this."};
    const auto answer = say("hi");
    EXPECT_EQ(finish_of(answer), "content_filter");
    EXPECT_EQ(content_of(answer), "All fine. I lost my thread.");
    EXPECT_EQ(safety_events().size(), 1U);
}

TEST_F(Completions, AnswerACrisisAndTellModeratorsBeforeAWord)
{
    directory.staff = {{.id = StaffId{"s"}, .email = "mo@example.test"}};
    const auto answer = say("!escalate");
    EXPECT_EQ(finish_of(answer), "stop") << "a client that hides filtered answers must show this";
    EXPECT_EQ(content_of(answer), "I am glad you told me. Are you safe?");
    EXPECT_EQ(answer.at("buddy").at("action"), "escalate");
    EXPECT_EQ(answer.at("buddy").at("notify"), (json::array{"guardian", "moderator"}));
    EXPECT_EQ(world.model.calls, 0);
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].to, "mo@example.test");
    EXPECT_EQ(mails[0].urgency, notify::Urgency::Critical);
    EXPECT_EQ(mails[0].reference, std::string{answer.at("id").as_string()} + " (key k1)");
    EXPECT_EQ(safety_events(), std::vector<std::string>{"guest_in_danger self_harm 4, key k1"});
    EXPECT_FALSE(world.mentor.told.anyone()) << "nobody near the child is told by Buddy";
}

TEST_F(Completions, KeepACrisisOpenThatTheEarlierMessagesTellOf)
{
    exchange.with_body(
        R"({"model":"buddy","messages":[{"role":"user","content":"!escalate"},
            {"role":"assistant","content":"Are you safe?"},{"role":"user","content":"jk"}]})"
    );
    call(exchange, "createChatCompletion");
    const auto answer = json::parse(exchange.answer.body).as_object();
    EXPECT_EQ(content_of(answer), "I am glad you told me. Are you safe?");
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(Completions, ShowWordsToAModelOutsideOnlyWhereTheKeyAllowsIt)
{
    scopes = "chat";
    EXPECT_EQ(content_of(say("hi")), world.mentor.guided_words);
    EXPECT_EQ(world.model.calls, 0);
    scopes = "chat third-party";
    world.model.pieces = {"Hello."};
    EXPECT_EQ(content_of(say("hi", R"(,"safety_identifier":"u7")")), "Hello.");
    EXPECT_EQ(world.model.last_request.end_user, "named key/k1/u7");
}

TEST_F(Completions, ScreenWhatComesTooFastAndAnswerOnlyACrisis)
{
    exchange.over_chat_budget = true;
    exchange.retry_after = std::chrono::seconds{7};
    EXPECT_EQ(say("hi").at("error").at("code"), "rate_limit_exceeded");
    EXPECT_EQ(exchange.status, 429U);
    EXPECT_EQ(exchange.answer_header("Retry-After"), "7");
    static_cast<void>(say("!escalate", R"(,"stream":true)"));
    EXPECT_TRUE(exchange.streamed);
    EXPECT_TRUE(exchange.events.contains("Are you safe?"));
}

TEST_F(Completions, EndTheModelsWorkWhenTheReaderIsGone)
{
    world.model.pieces = {"One. "};
    world.model.end = FakeModel::End::Silence;
    exchange.reader_is_gone = true;
    static_cast<void>(say("hi", R"(,"stream":true)"));
    EXPECT_FALSE(exchange.ended);
    auto& loop = loops.context(0);
    while (world.observer.reasons.empty()) {
        loop.restart();
        loop.run_one_for(std::chrono::milliseconds{50});
    }
    EXPECT_EQ(world.observer.reasons, std::vector{FinishReason::ReadersLeft});
}

TEST_F(Completions, TellInTheStreamWhenSomethingBreaks)
{
    world.mentor.is_broken = true;
    world.model.refuses = true;
    static_cast<void>(say("hi", R"(,"stream":true)"));
    EXPECT_TRUE(exchange.events.contains(R"(data: {"error":)"));
    EXPECT_FALSE(exchange.events.contains("[DONE]"));
}

TEST_F(Completions, RefuseInOpenAiWords)
{
    const auto answer = say("hi", R"(,"n":2)");
    EXPECT_EQ(exchange.status, 400U);
    EXPECT_EQ(answer.at("error").at("param"), "n");
    EXPECT_EQ(answer.at("error").at("type"), "invalid_request_error");
    EXPECT_EQ(exchange.answer_header("X-Should-Retry"), "false");
}

TEST_F(Completions, ListTheModels)
{
    FakeExchange list{"GET", "/v1/models"};
    call(list, "listModels");
    EXPECT_EQ(json::parse(list.answer.body).at("data").as_array().size(), 4U);
    FakeExchange one{"GET", "/v1/models/buddy-7-9"};
    one.params = {{"model", "buddy-7-9"}};
    call(one, "getModel");
    EXPECT_EQ(json::parse(one.answer.body).at("id"), "buddy-7-9");
    FakeExchange none{"GET", "/v1/models/gpt-5"};
    none.params = {{"model", "gpt-5"}};
    call(none, "getModel");
    EXPECT_EQ(none.status, 404U);
}

}  // namespace
}  // namespace buddy::conversation
