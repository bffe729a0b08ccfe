// The provider against the strict fake of tests/peers/anthropic, over a real socket.
#include "llm/anthropic_provider.hpp"

#include "llm/provider_fixture.hpp"

#include <gmock/gmock.h>

namespace buddy::llm {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class AnthropicProviderTest : public ProviderFixture<AnthropicProvider> {
protected:
    static void SetUpTestSuite() { start_fake("anthropic"); }
    static ProviderSettings settings(std::string fault)
    {
        auto chosen = settings_at("", std::move(fault));
        chosen.name = "anthropic";
        return chosen;
    }
    using ProviderFixture::ask;
    Story ask(std::string fault) { return ask(settings(std::move(fault))); }
};

TEST_F(AnthropicProviderTest, StreamsAWholeAnswerAndTakesTotalsForTotals)
{
    const auto story = ask("");
    EXPECT_EQ(story.text, ten_words);
    EXPECT_EQ(story.finish, Finish::Stop);
    EXPECT_EQ(story.usage.prompt_tokens, 10);
    EXPECT_EQ(story.usage.completion_tokens, 10);
    EXPECT_FALSE(story.usage.estimated);
}

TEST_F(AnthropicProviderTest, AsksAsTheContractSays)
{
    EXPECT_FALSE(ask("").refused) << "version and key were right";
    const auto request = last_request();
    EXPECT_EQ(request.at("system").as_array().size(), 1U);
    EXPECT_EQ(request.at("system").at(0).at("text"), "Be kind.");
    EXPECT_FALSE(request.at("system").at(0).as_object().contains("cache_control"));
    EXPECT_EQ(request.at("max_tokens"), 50);
    EXPECT_EQ(request.at("metadata").at("user_id"), "h4sh");
    EXPECT_EQ(request.at("messages").as_array().size(), 1U);
    EXPECT_EQ(request.at("messages").at(0).at("role"), "user");
    EXPECT_FALSE(request.as_object().contains("temperature"));
    EXPECT_FALSE(request.as_object().contains("output_config"));
}

TEST_F(AnthropicProviderTest, MarksWhatCallsShareAndCountsWhatTheVendorKept)
{
    switch_fake(R"({"cacheFrom":2})");
    auto shared = hello();
    shared.messages[0].is_shared = true;
    shared.messages.insert(
        shared.messages.begin() + 1, {.role = Role::System, .content = "Just now: be brief."}
    );
    const auto first = ask(settings(""), shared);
    EXPECT_FALSE(first.refused);
    EXPECT_EQ(first.usage.cache_write_tokens, 2);
    EXPECT_EQ(first.usage.cached_tokens, 0);
    const auto system = last_request().at("system");
    EXPECT_EQ(system.at(0).at("cache_control").at("type"), "ephemeral");
    EXPECT_FALSE(system.at(1).as_object().contains("cache_control"));
    const auto second = ask(settings(""), shared);
    EXPECT_EQ(second.usage.cached_tokens, 2);
    EXPECT_EQ(second.usage.prompt_tokens, 12);
}

TEST_F(AnthropicProviderTest, AsksForAShapeAndAnEffort)
{
    auto shaped = hello();
    shaped.answer = AnswerShape{
        .name = "verdict",
        .schema = R"({"type":"object","additionalProperties":false,"required":["ok"],)"
                  R"("properties":{"ok":{"type":"boolean"}}})"
    };
    shaped.reasoning_effort = "minimal";
    EXPECT_FALSE(ask(settings(""), shaped).refused);
    const auto output = last_request().at("output_config");
    EXPECT_EQ(output.at("effort"), "low");
    EXPECT_EQ(output.at("format").at("type"), "json_schema");
    EXPECT_EQ(output.at("format").at("schema").at("required").at(0), "ok");
    shaped.answer.reset();
    shaped.reasoning_effort = "none";
    EXPECT_FALSE(ask(settings(""), shaped).refused);
    EXPECT_FALSE(last_request().as_object().contains("output_config"));
}

TEST_F(AnthropicProviderTest, BeginsWithTheUserWhateverTheMemoryBeginsWith)
{
    auto cut = hello();
    cut.messages.insert(
        cut.messages.begin() + 1, {.role = Role::Assistant, .content = "Long ago."}
    );
    cut.messages.push_back({.role = Role::Assistant, .content = ""});
    cut.messages.push_back({.role = Role::User, .content = "again"});
    EXPECT_FALSE(ask(settings(""), cut).refused);
    const auto messages = last_request().at("messages");
    ASSERT_EQ(messages.as_array().size(), 2U);
    EXPECT_EQ(messages.at(0).at("content"), "hello");
    EXPECT_EQ(messages.at(1).at("content"), "again");
}

class EveryMessageFraming : public AnthropicProviderTest,
                            public testing::WithParamInterface<const char*> {};

TEST_P(EveryMessageFraming, GivesTheSameText)
{
    const auto story = ask(GetParam());
    EXPECT_EQ(story.text, ten_words);
    EXPECT_EQ(story.finish, Finish::Stop);
}

INSTANTIATE_TEST_SUITE_P(
    AnthropicProvider,
    EveryMessageFraming,
    testing::Values("ok", "crlf", "slow-first", "strangers", "529-once")
);

TEST_F(AnthropicProviderTest, CountsWhatCameOutOfTheVendorsCache)
{
    EXPECT_EQ(ask("strangers").usage.prompt_tokens, 20);
}

TEST_F(AnthropicProviderTest, JoinsCharactersThatWereSplit)
{
    EXPECT_EQ(ask("split-utf8").text, "Schön, 日本 👩‍👩‍👧 ok.");
}

TEST_F(AnthropicProviderTest, TakesAnEndBeforeMessageStopForACut)
{
    for (const auto* fault : {"no-stop", "quiet@end", "tool-use"}) {
        const auto story = ask(fault);
        EXPECT_EQ(story.text, ten_words) << fault;
        EXPECT_EQ(story.finish, Finish::Truncated) << fault;
        EXPECT_FALSE(story.broke) << fault;
    }
    EXPECT_TRUE(ask("quiet@end").usage.estimated);
}

TEST_F(AnthropicProviderTest, ReportsWhatBreaksInTheMiddle)
{
    for (const auto* fault : {"error@released", "cut@released"}) {
        const auto story = ask(fault);
        EXPECT_EQ(story.text, ten_words.substr(0, ten_words.find("like"))) << fault;
        ASSERT_TRUE(story.broke) << fault;
        EXPECT_EQ(story.broke->code, ErrorCode::Unavailable) << fault;
        EXPECT_THAT(story.broke->detail, Not(HasSubstr("children"))) << "the vendor's words";
    }
    EXPECT_EQ(calls(), 2) << "nothing was asked twice";
}

TEST_F(AnthropicProviderTest, RefusesWhenNothingWasSaidYet)
{
    EXPECT_THAT(ask("error@token").refused->detail, HasSubstr("overloaded_error"));
    EXPECT_EQ(ask("quiet@token").refused->code, ErrorCode::Unavailable);
    EXPECT_EQ(ask("no-stream").refused->code, ErrorCode::Invalid);
    EXPECT_EQ(ask("not-json").refused->code, ErrorCode::Unavailable);
}

TEST_F(AnthropicProviderTest, IsNotFooledByPings)
{
    auto chosen = settings("pings");
    chosen.first_word = 60ms;
    EXPECT_THAT(ask(std::move(chosen)).refused->detail, HasSubstr("no word in time"));
}

TEST_F(AnthropicProviderTest, RepeatsOnlyWhatMayHelp)
{
    EXPECT_EQ(ask("529").refused->code, ErrorCode::Unavailable);
    EXPECT_EQ(calls(), 3);
    control("DELETE", "/control");
    EXPECT_THAT(
        ask("529-no-retry").refused->detail, HasSubstr("529 (overloaded_error), request req_")
    );
    EXPECT_EQ(ask("429-slow").refused->code, ErrorCode::TooMany);
    EXPECT_THAT(ask("429-spend").refused->detail, HasSubstr("enforced_spend_limit_reached"));
    EXPECT_EQ(ask("402").refused->code, ErrorCode::TooMany);
    EXPECT_EQ(ask("413").refused->code, ErrorCode::Invalid);
    EXPECT_EQ(ask("400").refused->code, ErrorCode::Invalid);
    EXPECT_EQ(calls(), 6);
}

TEST_F(AnthropicProviderTest, SaysThatTheKeyIsWrong)
{
    auto chosen = settings("");
    chosen.api_key = "sk-wrong";
    const auto story = ask(std::move(chosen));
    EXPECT_EQ(story.refused->code, ErrorCode::Invalid);
    EXPECT_THAT(story.refused->detail, HasSubstr("401 (authentication_error)"));
}

TEST_F(AnthropicProviderTest, TakesARefusalForWhatItIs)
{
    const auto refusal = ask("refusal");
    EXPECT_EQ(refusal.text, "");
    EXPECT_EQ(refusal.finish, Finish::Filtered);
    EXPECT_EQ(ask("refusal@released").finish, Finish::Filtered);
    EXPECT_EQ(ask("length").finish, Finish::Length);
    EXPECT_EQ(ask("context-window").finish, Finish::Length);
}

TEST_F(AnthropicProviderTest, RestsAfterSeveralFailures)
{
    auto chosen = settings("529");
    chosen.retries = 0;
    chosen.breaker.failures = 2;
    AnthropicProvider provider{std::move(chosen), client_, clock_};
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(run_to_end(tell(provider)).refused);
    EXPECT_TRUE(provider.is_resting());
    EXPECT_EQ(calls(), 2);
}

}  // namespace
}  // namespace buddy::llm
