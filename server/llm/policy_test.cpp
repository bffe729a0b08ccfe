// What is decided without a connection: chunks, retries, the circuit breaker.
#include "llm/circuit_breaker.hpp"
#include "llm/completion_chunk.hpp"
#include "llm/retry_policy.hpp"

#include <gtest/gtest.h>

namespace buddy::llm {
namespace {

using namespace std::chrono_literals;

TEST(CompletionChunk, CarriesTextFinishAndUsage)
{
    const auto text = read_completion(
        R"({"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":null}],"usage":null,"obfuscation":"x"})"
    );
    EXPECT_EQ(text->text, "hi");
    EXPECT_FALSE(text->finish);
    const auto end =
        read_completion(R"({"choices":[{"index":0,"delta":{},"finish_reason":"length"}]})");
    EXPECT_EQ(end->finish, Finish::Length);
    const auto usage = read_completion(
        R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}})"
    );
    EXPECT_EQ(usage->usage->prompt_tokens, 9);
    EXPECT_EQ(usage->usage->completion_tokens, 4);
    EXPECT_EQ(usage->usage->cached_tokens, 0);
    const auto cached = read_completion(
        R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":6}}})"
    );
    ASSERT_TRUE(cached && cached->usage);
    EXPECT_EQ(cached->usage->cached_tokens, 6);
    EXPECT_TRUE(read_completion("[DONE]")->is_end);
}

TEST(CompletionChunk, TakesNoWordsOfARefusal)
{
    const auto chunk = read_completion(R"({"choices":[{"delta":{"refusal":"I cannot"}}]})");
    EXPECT_EQ(chunk->text, "");
    EXPECT_EQ(chunk->finish, Finish::Filtered);
}

TEST(CompletionChunk, DoesNotVouchForAnUnknownEnd)
{
    EXPECT_EQ(
        read_completion(R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})")->finish,
        Finish::Truncated
    );
}

TEST(CompletionChunk, ReportsAnErrorByItsCode)
{
    const auto chunk = read_completion(
        R"({"error":{"message":"secret words","type":"server_error","param":null,"code":null}})"
    );
    ASSERT_FALSE(chunk);
    EXPECT_EQ(chunk.error().detail, "the stream reports an error: server_error");
}

TEST(CompletionChunk, SurvivesEveryShape)
{
    for (const auto* data :
         {"",
          "1",
          "[]",
          "null",
          R"({"choices":[]})",
          R"({"choices":[1]})",
          R"({"choices":{}})",
          R"({"choices":[{"delta":4,"finish_reason":4}]})",
          R"({"usage":{}})"})
        EXPECT_TRUE(
            read_completion(data) || read_completion(data).error().code == ErrorCode::Unavailable
        ) << data;
    EXPECT_EQ(error_code_in("not json"), "");
    EXPECT_EQ(error_code_in(R"({"error":{"type":"a b","code":null}})"), "a?b");
}

http::ClientHead head(int status, std::vector<std::pair<std::string, std::string>> headers = {})
{
    return {.status = status, .headers = std::move(headers)};
}

TEST(Retry, HappensOnlyWhereItMayHelp)
{
    const Time now{};
    for (const int status : {408, 409, 429, 500, 503, 529})
        EXPECT_EQ(wait_asked_for(head(status), "", now), 0ms) << status;
    for (const int status : {400, 401, 403, 404, 422})
        EXPECT_FALSE(wait_asked_for(head(status), "", now)) << status;
    EXPECT_FALSE(wait_asked_for(head(429), "credit_balance_exhausted", now));
    EXPECT_FALSE(wait_asked_for(head(429), "insufficient_quota", now));
    EXPECT_FALSE(wait_asked_for(head(500, {{"x-should-retry", "false"}}), "", now));
    EXPECT_TRUE(wait_asked_for(head(400, {{"x-should-retry", "true"}}), "", now));
}

TEST(Retry, WaitsAsLongAsItIsTold)
{
    const auto now = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
    EXPECT_EQ(
        wait_asked_for(head(429, {{"retry-after-ms", "25"}, {"retry-after", "9"}}), "", now), 25ms
    );
    EXPECT_EQ(wait_asked_for(head(429, {{"retry-after", "1.5"}}), "", now), 1500ms);
    EXPECT_EQ(
        wait_asked_for(head(503, {{"retry-after", "Sat, 21 Nov 2026 00:00:07 GMT"}}), "", now), 7s
    );
    EXPECT_EQ(
        wait_asked_for(head(503, {{"retry-after", "Sat, 21 Nov 2020 00:00:07 GMT"}}), "", now), 0ms
    );
    EXPECT_EQ(wait_asked_for(head(429, {{"retry-after", "999999"}}), "", now), 60s);
    EXPECT_EQ(wait_asked_for(head(429, {{"retry-after", "soon"}}), "", now), 0ms);
}

TEST(Retry, BacksOffWithinBounds)
{
    for (int i = 0; i < 50; ++i) {
        EXPECT_LE(backoff(1, 100ms), 100ms);
        EXPECT_LE(backoff(3, 100ms), 400ms);
        EXPECT_LE(backoff(99, 100ms), 6400ms);
    }
}

using Trial = CircuitBreaker::Trial;

TEST(CircuitBreaker, RestsAfterFailuresInARowAndTriesOnce)
{
    FakeClock clock{from_millis(0)};
    const auto breaker = std::make_shared<CircuitBreaker>(
        clock, CircuitBreaker::Settings{.failures = 2, .rest = 10s}
    );
    Trial::of(breaker)->failed();
    EXPECT_FALSE(breaker->is_open());
    Trial::of(breaker)->failed();
    EXPECT_TRUE(breaker->is_open());
    EXPECT_FALSE(Trial::of(breaker));
    clock.advance(10s);
    {
        auto trial = Trial::of(breaker);
        ASSERT_TRUE(trial);
        EXPECT_FALSE(Trial::of(breaker)) << "one at a time";
        trial->failed();
    }
    EXPECT_FALSE(Trial::of(breaker));
    clock.advance(10s);
    EXPECT_TRUE(Trial::of(breaker)) << "cancelled: it says nothing";
    Trial::of(breaker)->succeeded();
    EXPECT_FALSE(breaker->is_open());
}

TEST(CircuitBreaker, CountsTheFirstWordOfATrialOnly)
{
    FakeClock clock{from_millis(0)};
    const auto breaker = std::make_shared<CircuitBreaker>(
        clock, CircuitBreaker::Settings{.failures = 2, .rest = 10s}
    );
    auto trial = Trial::of(breaker);
    trial->succeeded();
    trial->failed();
    trial->failed();
    EXPECT_FALSE(breaker->is_open());
}

TEST(CircuitBreaker, LetsOneTryWhateverWasBegunBefore)
{
    FakeClock clock{from_millis(0)};
    const auto breaker = std::make_shared<CircuitBreaker>(
        clock, CircuitBreaker::Settings{.failures = 1, .rest = 10s}
    );
    std::optional<Trial> old{Trial::of(breaker)};
    Trial::of(breaker)->failed();
    clock.advance(10s);
    const auto after_rest = Trial::of(breaker);
    ASSERT_TRUE(after_rest);
    old.reset();
    EXPECT_FALSE(Trial::of(breaker)) << "the one try is still under way";
}

}  // namespace
}  // namespace buddy::llm
