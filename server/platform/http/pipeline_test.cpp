#include "platform/http/pipeline.hpp"

#include "platform/async/run_to_end.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

// Whoever brings the cookie "guardian" is a guardian with the token "t"; "child" likewise; a bearer is a key.
class FakeAuthenticator final : public Authenticator {
public:
    Task<Principal> authenticate(Exchange& exchange) override
    {
        Principal who;
        const auto session = exchange.cookie("s");
        if (session.starts_with("guardian")) who.kind = Principal::Kind::Guardian;
        if (session.starts_with("child")) who.kind = Principal::Kind::Child;
        if (who.kind != Principal::Kind::Anonymous) {
            who.session = SessionId{std::string{session}};
            who.csrf = "t";
        } else if (exchange.header("authorization") == "Bearer key") {
            who.kind = Principal::Kind::ApiKey;
            who.api_key = ApiKeyId{"k"};
            who.scopes = "chat safety";
        }
        co_return who;
    }
};

Task<> say_ok(Exchange& exchange)
{
    co_await exchange.respond({.body = exchange.over_chat_budget ? "over" : "ok"});
}
Task<> fail_with_words(Exchange& /*exchange*/)
{
    throw std::runtime_error{"the child said: hello"};
    co_return;
}
Task<> fail_in_database(Exchange& /*exchange*/)
{
    throw sql::DatabaseError{"identity.find_child", "23505"};
    co_return;
}
Task<> say_nothing(Exchange& /*exchange*/)
{
    co_return;
}

class PipelineTest : public testing::Test {
protected:
    static Routes routes()
    {
        return {
            {"open", Verb::Get, "/api/open", Access::Public, Limit::Uncounted, say_ok},
            {"list", Verb::Get, "/api/list", Access::Guardian, Limit::Api, say_ok},
            {"save", Verb::Post, "/api/save", Access::Guardian, Limit::Api, say_ok},
            {"chat", Verb::Post, "/api/chat", Access::Child, Limit::Chat, say_ok},
            {"signIn", Verb::Post, "/api/sign-in", Access::Public, Limit::SignIn, say_ok},
            {"classify", Verb::Post, "/api/classify", Access::ApiKeySafety, Limit::Api, say_ok},
            {"metrics", Verb::Get, "/metrics", Access::Operator, Limit::Uncounted, say_ok},
            {"words", Verb::Get, "/api/words", Access::Public, Limit::Uncounted, fail_with_words},
            {"database",
             Verb::Get,
             "/api/database",
             Access::Public,
             Limit::Uncounted,
             fail_in_database},
            {"nothing", Verb::Get, "/api/nothing", Access::Public, Limit::Uncounted, say_nothing},
            {"link", Verb::Post, "/api/link", Access::Link, Limit::Api, say_ok},
        };
    }

    FakeExchange& send(FakeExchange& exchange)
    {
        run_to_end(pipeline_.handle(exchange));
        return exchange;
    }
    unsigned ask(std::string verb, std::string path, std::string session = {})
    {
        FakeExchange exchange{std::move(verb), std::move(path)};
        exchange.with_header("sec-fetch-site", "same-origin");
        if (!session.empty())
            exchange.with_header("cookie", "s=" + session).with_header("x-csrf-token", "t");
        return send(exchange).answer.status;
    }

    FakeAuthenticator authenticator_;
    FakeClock clock_{from_millis(1'000'000)};
    LocalRateLimiter limiter_{clock_};
    std::vector<std::string> lines_;
    log::Log log_{log::Level::Info, [this](std::string_view line) { lines_.emplace_back(line); }};
    metrics::Metrics metrics_;
    PipelineSettings settings_{.operator_token = "ops"};
    Pipeline pipeline_{
        {.authenticator = authenticator_, .limiter = limiter_, .log = log_, .metrics = metrics_},
        Router{routes()},
        settings_,
        [](Exchange& exchange) -> Task<> {
            co_await exchange.respond({.content_type = "text/html", .body = "page"});
        }
    };
};

TEST_F(PipelineTest, GivesAReasonForEveryPosition)
{
    EXPECT_TRUE(std::ranges::all_of(Pipeline::steps, [](const auto& step) {
        return !step.name.empty() && !step.reason.empty();
    }));
}

TEST_F(PipelineTest, TakesALinkFromMailServersWithAnyBody)
{
    FakeExchange linked{"POST", "/api/link"};
    linked.with_header("sec-fetch-site", "cross-site")
        .with_header("content-type", "application/x-www-form-urlencoded")
        .with_body("List-Unsubscribe=One-Click");
    EXPECT_EQ(send(linked).answer.status, 200U);
}

TEST_F(PipelineTest, AddsTheHeadersOfEveryAnswer)
{
    FakeExchange plain{"GET", "/api/open"};
    send(plain);
    EXPECT_EQ(plain.answer_header("X-Frame-Options"), "DENY");
    EXPECT_EQ(plain.answer_header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(
        plain.answer_header("Content-Security-Policy"), testing::StartsWith("default-src 'self';")
    );
    EXPECT_THAT(plain.answer_header("Content-Security-Policy"), Not(HasSubstr("unsafe-inline")));
    EXPECT_EQ(plain.answer_header("X-Request-Id"), plain.request_id);
    EXPECT_EQ(plain.answer_header("Strict-Transport-Security"), "");
    FakeExchange secure{"GET", "/nowhere.txt"};
    send(secure.over_tls());
    EXPECT_EQ(secure.answer_header("Strict-Transport-Security"), "max-age=31536000");
}

TEST_F(PipelineTest, SaysWhatIsNotThereAndWhatIsNotAllowed)
{
    EXPECT_EQ(ask("GET", "/api/none"), 404U);
    EXPECT_EQ(ask("POST", "/about"), 404U);
    EXPECT_EQ(ask("GET", "/about"), 200U);
    FakeExchange wrong{"DELETE", "/api/list"};
    EXPECT_EQ(send(wrong).answer.status, 405U);
    EXPECT_EQ(wrong.answer_header("Allow"), "GET, HEAD");
}

TEST_F(PipelineTest, LetsInOnlyThoseTheRowNames)
{
    EXPECT_EQ(ask("GET", "/api/list"), 401U);
    EXPECT_EQ(ask("GET", "/api/list", "child"), 403U);
    EXPECT_EQ(ask("GET", "/api/list", "guardian"), 200U);
    EXPECT_EQ(ask("POST", "/api/chat", "guardian"), 403U);
    EXPECT_EQ(ask("POST", "/api/chat", "child"), 200U);
}

TEST_F(PipelineTest, KnowsAKeyByItsScope)
{
    FakeExchange exchange{"POST", "/api/classify"};
    EXPECT_EQ(send(exchange.with_header("authorization", "Bearer key")).answer.status, 200U);
    FakeExchange without{"POST", "/api/classify"};
    EXPECT_EQ(send(without).answer.status, 401U);
    EXPECT_EQ(without.answer_header("WWW-Authenticate"), "Bearer");
}

TEST_F(PipelineTest, ShowsMetricsToOperatorsOnly)
{
    FakeExchange stranger{"GET", "/metrics"};
    EXPECT_EQ(send(stranger).answer.status, 401U);
    FakeExchange local{"GET", "/metrics"};
    EXPECT_EQ(send(local.from("127.0.0.1")).answer.status, 200U);
    FakeExchange proxied{"GET", "/metrics"};
    EXPECT_EQ(
        send(proxied.from("127.0.0.1").with_header("x-forwarded-for", "1.2.3.4")).answer.status,
        401U
    );
    FakeExchange token{"GET", "/metrics"};
    EXPECT_EQ(send(token.with_header("authorization", "Bearer ops")).answer.status, 200U);
}

TEST_F(PipelineTest, RefusesUnsafeCallsThatOurPageDidNotMake)
{
    FakeExchange cross{"POST", "/api/save"};
    cross.with_header("cookie", "s=guardian").with_header("x-csrf-token", "t");
    EXPECT_EQ(send(cross).answer.status, 403U);  // no proof at all
    cross.with_header("sec-fetch-site", "cross-site");
    EXPECT_EQ(send(cross).answer.status, 403U);
    cross.with_header("sec-fetch-site", "same-origin");
    EXPECT_EQ(send(cross).answer.status, 200U);
}

TEST_F(PipelineTest, ComparesTheOriginWithTheHost)
{
    FakeExchange exchange{"POST", "/api/sign-in"};
    exchange.with_header("host", "Buddy.example:8080")
        .with_header("origin", "http://buddy.example:8080");
    EXPECT_EQ(send(exchange).answer.status, 200U);
    EXPECT_EQ(send(exchange.with_header("origin", "http://evil.example")).answer.status, 403U);
    EXPECT_EQ(send(exchange.with_header("origin", "null")).answer.status, 403U);
}

TEST_F(PipelineTest, WantsTheSessionsTokenForUnsafeCalls)
{
    FakeExchange exchange{"POST", "/api/save"};
    exchange.with_header("cookie", "s=guardian").with_header("sec-fetch-site", "same-origin");
    EXPECT_EQ(send(exchange).answer.status, 403U);
    EXPECT_EQ(send(exchange.with_header("x-csrf-token", "x")).answer.status, 403U);
    EXPECT_EQ(send(exchange.with_header("x-csrf-token", "t")).answer.status, 200U);
    EXPECT_THAT(exchange.answer.body, "ok");
}

TEST_F(PipelineTest, RefusesTheHundredAndFirstCall)
{
    for (int i = 0; i < 100; ++i) ASSERT_EQ(ask("GET", "/api/list", "guardian"), 200U);
    FakeExchange more{"GET", "/api/list"};
    send(more.with_header("cookie", "s=guardian"));
    EXPECT_EQ(more.answer.status, 429U);
    EXPECT_EQ(more.answer_header("Retry-After"), "900");
    EXPECT_EQ(more.answer_header("RateLimit-Limit"), "100");
    EXPECT_EQ(more.answer_header("RateLimit-Remaining"), "0");
    EXPECT_EQ(ask("GET", "/api/list", "guardian-two"), 200U);  // another session has its own
    clock_.advance(15min);
    EXPECT_EQ(ask("GET", "/api/list", "guardian"), 200U);
}

TEST_F(PipelineTest, MarksTheThirtyFirstMessageButLetsItThrough)
{
    for (int i = 0; i < 30; ++i) ASSERT_EQ(ask("POST", "/api/chat", "child"), 200U);
    FakeExchange more{"POST", "/api/chat"};
    more.with_header("cookie", "s=child")
        .with_header("x-csrf-token", "t")
        .with_header("sec-fetch-site", "same-origin");
    EXPECT_EQ(send(more).answer.body, "over");
    EXPECT_EQ(more.retry_after, 60s);
}

TEST_F(PipelineTest, RefusesTheSixthSignInFromOneNetwork)
{
    const auto sign_in = [this](std::string address) {
        FakeExchange exchange{"POST", "/api/sign-in"};
        exchange.with_header("sec-fetch-site", "same-origin").from(std::move(address));
        return send(exchange).answer.status;
    };
    for (int i = 0; i < 5; ++i) ASSERT_EQ(sign_in("2001:db8::" + std::to_string(i)), 200U);
    EXPECT_EQ(sign_in("2001:db8::9"), 429U);
    EXPECT_EQ(sign_in("2001:db8:0:1::9"), 200U);
}

TEST_F(PipelineTest, TakesOnlyJson)
{
    FakeExchange exchange{"POST", "/api/sign-in"};
    exchange.with_header("sec-fetch-site", "same-origin").with_body("{}");
    EXPECT_EQ(send(exchange).answer.status, 415U);
    EXPECT_EQ(send(exchange.with_header("content-type", "text/plain")).answer.status, 415U);
    EXPECT_EQ(
        send(exchange.with_header("content-type", "Application/JSON; charset=utf-8")).answer.status,
        200U
    );
}

TEST_F(PipelineTest, AnswersWhatDidNotArriveWhole)
{
    FakeExchange large{"POST", "/api/sign-in"};
    large.with_header("sec-fetch-site", "same-origin").arrival = Arrival::BodyTooLarge;
    EXPECT_EQ(send(large).answer.status, 413U);
    FakeExchange broken{"", ""};
    broken.arrival = Arrival::Malformed;
    EXPECT_EQ(send(broken).answer.status, 400U);
}

TEST_F(PipelineTest, TurnsAFailureIntoAProblemWithoutItsWords)
{
    FakeExchange exchange{"GET", "/api/words"};
    send(exchange);
    EXPECT_EQ(exchange.answer.status, 500U);
    EXPECT_THAT(exchange.answer.body, Not(HasSubstr("hello")));
    ASSERT_EQ(lines_.size(), 1U);
    EXPECT_THAT(lines_[0], HasSubstr(exchange.request_id));
    EXPECT_THAT(lines_[0], HasSubstr("runtime_error"));
    EXPECT_THAT(lines_[0], Not(HasSubstr("hello")));
}

TEST_F(PipelineTest, NamesTheStatementThatFailed)
{
    EXPECT_EQ(ask("GET", "/api/database"), 500U);
    EXPECT_THAT(lines_.at(0), HasSubstr(R"("statement":"identity.find_child","code":"23505")"));
}

TEST_F(PipelineTest, TakesAHandlerWithoutAnAnswerForAFailure)
{
    EXPECT_EQ(ask("GET", "/api/nothing"), 500U);
}

TEST_F(PipelineTest, CountsWhatItAnswers)
{
    ask("GET", "/api/open");
    ask("GET", "/api/list");
    ask("GET", "/api/none");
    const auto text = metrics_.text();
    EXPECT_THAT(text, HasSubstr(R"(buddy_http_requests_total{operation="open",status="2xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(buddy_http_requests_total{operation="list",status="4xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(buddy_http_requests_total{operation="none",status="4xx"} 1)"));
}

TEST(RateLimiter, ForgetsCallsOneByOne)
{
    FakeClock clock{from_millis(0)};
    LocalRateLimiter limiter{clock};
    const Budget budget{.name = "b", .calls = 2, .window = 10s};
    const auto take = [&] { return run_to_end(limiter.take(budget, "k")); };
    EXPECT_TRUE(take().allowed);
    clock.advance(4s);
    EXPECT_TRUE(take().allowed);
    const auto refused = take();
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.reset, 6s);
    clock.advance(6s);
    EXPECT_TRUE(take().allowed);
    EXPECT_FALSE(take().allowed);
}

TEST(RateLimiter, DropsTheLeastUsedKeyWhenFull)
{
    FakeClock clock{from_millis(0)};
    LocalRateLimiter limiter{clock, 16};  // one key a shard
    const Budget budget{.name = "b", .calls = 1, .window = 10s};
    for (int i = 0; i < 200; ++i)
        EXPECT_TRUE(run_to_end(limiter.take(budget, std::to_string(i))).allowed);
}

}  // namespace
}  // namespace buddy::http
