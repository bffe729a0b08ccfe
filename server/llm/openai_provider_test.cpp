// The provider against the strict fake of tests/peers/openai, over a real socket.
#include "llm/openai_provider.hpp"

#include "llm/provider_fixture.hpp"

#include <gmock/gmock.h>

namespace buddy::llm {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

class OpenAiProviderTest : public ProviderFixture<OpenAiProvider> {
protected:
    static void SetUpTestSuite() { start_fake("openai"); }
    static ProviderSettings settings(std::string fault)
    {
        return settings_at("/v1", std::move(fault));
    }
    using ProviderFixture::ask;
    Story ask(std::string fault) { return ask(settings(std::move(fault))); }
};

TEST_F(OpenAiProviderTest, StreamsAWholeAnswerWithItsUsage)
{
    const auto story = ask("");
    EXPECT_EQ(story.text, ten_words);
    EXPECT_EQ(story.finish, Finish::Stop);
    EXPECT_EQ(story.usage.prompt_tokens, 20);
    EXPECT_EQ(story.usage.completion_tokens, 10);
    EXPECT_FALSE(story.usage.estimated);
}

TEST_F(OpenAiProviderTest, AsksAsTheContractSays)
{
    ask("");
    const auto request = last_request();
    EXPECT_EQ(request.at("store"), false);
    EXPECT_EQ(request.at("safety_identifier"), "h4sh");
    EXPECT_EQ(request.at("max_completion_tokens"), 50);
    EXPECT_EQ(request.at("messages").at(0).at("role"), "system");
    EXPECT_FALSE(request.as_object().contains("response_format"));
    EXPECT_FALSE(request.as_object().contains("reasoning_effort"));
}

TEST_F(OpenAiProviderTest, NamesWhatCallsShareAndCountsWhatTheVendorKept)
{
    switch_fake(R"({"cacheFrom":2})");
    const auto asked = [](std::string of_turn) {
        auto shared = hello();
        shared.messages[0].is_shared = true;
        shared.messages.insert(
            shared.messages.begin() + 1, {.role = Role::System, .content = std::move(of_turn)}
        );
        return shared;
    };
    OpenAiProvider provider{settings(""), client_, clock_};
    EXPECT_EQ(run_to_end(tell(provider, asked("Be brief."))).usage.cached_tokens, 0);
    const auto first = last_request();
    EXPECT_EQ(first.at("messages").as_array().size(), 2U) << "many servers take one system message";
    EXPECT_EQ(first.at("messages").at(0).at("content"), "Be kind.\n\nBe brief.");
    const auto again = run_to_end(tell(provider, asked("Ask back.")));
    EXPECT_EQ(again.usage.cached_tokens, 2);
    EXPECT_EQ(again.usage.prompt_tokens, 22);
    EXPECT_EQ(last_request().at("prompt_cache_key"), first.at("prompt_cache_key"));
    EXPECT_FALSE(run_to_end(tell(provider)).refused);
    EXPECT_FALSE(last_request().as_object().contains("prompt_cache_key"));
}

TEST_F(OpenAiProviderTest, LetsInstructionsComeLateWhereTheyMay)
{
    auto talk = hello();
    talk.messages.insert(
        talk.messages.end() - 1,
        {{.role = Role::Assistant, .content = "Hello."},
         {.role = Role::System, .content = "Ask back."},
         {.role = Role::System, .content = "Be brief."}}
    );
    auto chosen = settings("");
    ask(chosen, talk);
    EXPECT_EQ(last_request().at("messages").as_array().size(), 3U) << "all at the beginning";
    chosen.takes_late_instructions = true;
    ask(chosen, talk);
    const auto messages = last_request().at("messages").as_array();
    ASSERT_EQ(messages.size(), 4U);
    EXPECT_EQ(messages.at(0).at("content"), "Be kind.");
    EXPECT_EQ(messages.at(2).at("content"), "Ask back.\n\nBe brief.");
}

TEST_F(OpenAiProviderTest, SaysWhenAVendorThatSaidNoWordMayBillTheCall)
{
    const auto perhaps_billed = [this](std::string fault) {
        int times = 0;
        auto request = hello();
        request.was_perhaps_billed = [&times] { ++times; };
        auto chosen = settings(std::move(fault));
        chosen.first_word = 100ms;
        OpenAiProvider provider{chosen, client_, clock_};
        EXPECT_TRUE(run_to_end(tell(provider, request)).refused);
        return times;
    };
    for (const auto* fault : {"silent", "silence@headers", "cut@token", "quiet@token"})
        EXPECT_EQ(perhaps_billed(fault), 1) << fault;
    for (const auto* fault : {"500-no-retry", "429-exhausted", "400", "error-first"})
        EXPECT_EQ(perhaps_billed(fault), 0) << fault;
}

TEST_F(OpenAiProviderTest, AsksStrictlyForAShape)
{
    auto shaped = hello();
    shaped.answer = AnswerShape{
        .name = "verdict",
        .schema = R"({"type":"object","additionalProperties":false,"required":["ok"],)"
                  R"("properties":{"ok":{"type":"boolean"}}})"
    };
    shaped.reasoning_effort = "minimal";
    OpenAiProvider provider{settings(""), client_, clock_};
    EXPECT_FALSE(run_to_end(tell(provider, shaped)).refused);
    const auto request = last_request();
    const auto& format = request.at("response_format");
    EXPECT_EQ(format.at("type"), "json_schema");
    EXPECT_EQ(format.at("json_schema").at("strict"), true);
    EXPECT_EQ(format.at("json_schema").at("schema").at("required").at(0), "ok");
    EXPECT_EQ(request.at("reasoning_effort"), "minimal");
}

class EveryFraming : public OpenAiProviderTest, public testing::WithParamInterface<const char*> {};

TEST_P(EveryFraming, GivesTheSameText)
{
    const auto story = ask(GetParam());
    EXPECT_EQ(story.text, ten_words);
    EXPECT_EQ(story.finish, Finish::Stop);
}

INSTANTIATE_TEST_SUITE_P(
    OpenAiProvider,
    EveryFraming,
    testing::Values("ok", "crlf", "cr", "comments", "slow-first", "429-once")
);

TEST_F(OpenAiProviderTest, JoinsCharactersThatWereSplit)
{
    EXPECT_EQ(ask("split-utf8").text, "Schön, 日本 👩‍👩‍👧 ok.");
}

TEST_F(OpenAiProviderTest, TakesAnEndWithoutAReasonForACut)
{
    for (const auto* fault : {"no-end", "no-finish"}) {
        const auto story = ask(fault);
        EXPECT_EQ(story.text, ten_words) << fault;
        EXPECT_EQ(story.finish, Finish::Truncated) << fault;
        EXPECT_FALSE(story.broke) << fault;
        EXPECT_TRUE(story.usage.estimated) << fault;
        EXPECT_GT(story.usage.completion_tokens, 0) << fault;
    }
}

TEST_F(OpenAiProviderTest, ReportsWhatBreaksInTheMiddle)
{
    for (const auto* fault : {"error-midway", "cut"}) {
        const auto story = ask(fault);
        EXPECT_EQ(story.text, five_words) << fault;
        ASSERT_TRUE(story.broke) << fault;
        EXPECT_EQ(story.broke->code, ErrorCode::Unavailable) << fault;
    }
    EXPECT_EQ(calls(), 2);  // nothing was asked twice
}

TEST_F(OpenAiProviderTest, DoesNotWaitForAStreamThatStalls)
{
    auto chosen = settings("stall");
    chosen.timeouts.idle = 50ms;
    const auto story = ask(std::move(chosen));
    EXPECT_EQ(story.text, five_words);
    ASSERT_TRUE(story.broke);
    EXPECT_EQ(story.broke->detail, "nothing came for too long");
}

TEST_F(OpenAiProviderTest, DoesNotWaitForAServerThatKeepsSilent)
{
    auto chosen = settings("silent");
    chosen.timeouts.idle = 50ms;
    chosen.timeouts.connect = 40ms;
    EXPECT_EQ(ask(std::move(chosen)).refused->code, ErrorCode::Unavailable);
    EXPECT_EQ(calls(), 1);
}

TEST_F(OpenAiProviderTest, RefusesWhenNothingWasSaidYet)
{
    EXPECT_THAT(ask("error-first").refused->detail, HasSubstr("overloaded"));
    EXPECT_EQ(ask("no-stream").refused->code, ErrorCode::Invalid);
}

TEST_F(OpenAiProviderTest, EndsAStreamThatIsNotJson)
{
    const auto story = ask("not-json");
    const auto& error = story.refused ? story.refused : story.broke;  // as the pieces arrived
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, ErrorCode::Unavailable);
}

TEST_F(OpenAiProviderTest, RepeatsOnlyWhatMayHelp)
{
    EXPECT_EQ(ask("500").refused->code, ErrorCode::Unavailable);
    EXPECT_EQ(calls(), 3);
    control("DELETE", "/control");
    EXPECT_EQ(ask("429-exhausted").refused->code, ErrorCode::TooMany);
    EXPECT_EQ(ask("429-slow").refused->code, ErrorCode::TooMany);
    EXPECT_EQ(ask("500-no-retry").refused->code, ErrorCode::Unavailable);
    EXPECT_EQ(ask("400").refused->code, ErrorCode::Invalid);
    EXPECT_EQ(calls(), 4);
}

TEST_F(OpenAiProviderTest, SaysThatTheKeyIsWrong)
{
    auto chosen = settings("");
    chosen.api_key = "sk-wrong";
    const auto story = ask(std::move(chosen));
    EXPECT_EQ(story.refused->code, ErrorCode::Invalid);
    EXPECT_THAT(story.refused->detail, HasSubstr("401 (invalid_api_key)"));
}

TEST_F(OpenAiProviderTest, SaysThatNobodyListens)
{
    auto chosen = settings("");
    chosen.base_url = "http://127.0.0.1:9/v1";
    EXPECT_EQ(ask(std::move(chosen)).refused->code, ErrorCode::Unavailable);
}

TEST_F(OpenAiProviderTest, KeepsWordsOfTheVendorOut)
{
    const auto refusal = ask("refusal");
    EXPECT_EQ(refusal.text, "");
    EXPECT_EQ(refusal.finish, Finish::Filtered);
    EXPECT_EQ(ask("filtered").finish, Finish::Filtered);
    EXPECT_EQ(ask("length").finish, Finish::Length);
}

TEST_F(OpenAiProviderTest, WaitsForTheFirstWordOnlySoLong)
{
    for (const auto* fault : {"silence@headers", "silence@token"}) {
        auto chosen = settings(fault);
        chosen.first_word = 50ms;
        const auto story = ask(std::move(chosen));
        ASSERT_TRUE(story.refused) << fault;
        EXPECT_THAT(story.refused->detail, HasSubstr("no word in time")) << fault;
    }
    EXPECT_EQ(calls(), 2);
}

TEST_F(OpenAiProviderTest, RestsWhenRepliesBreakInTheMiddleAgainAndAgain)
{
    for (const auto* fault : {"error-midway", "no-end"}) {
        control("DELETE", "/control");
        auto chosen = settings(fault);
        chosen.breaker.failures = 2;
        OpenAiProvider provider{std::move(chosen), client_, clock_};
        for (int i = 0; i < 4; ++i) static_cast<void>(run_to_end(tell(provider)));
        EXPECT_TRUE(provider.is_resting()) << fault;
        EXPECT_EQ(calls(), 2) << fault;
    }
}

TEST_F(OpenAiProviderTest, DoesNotRestForARefusalOrAWrongKey)
{
    for (const auto* fault : {"refusal", "400"}) {
        auto chosen = settings(fault);
        chosen.breaker.failures = 1;
        OpenAiProvider provider{std::move(chosen), client_, clock_};
        static_cast<void>(run_to_end(tell(provider)));
        EXPECT_FALSE(provider.is_resting()) << fault;
    }
}

TEST_F(OpenAiProviderTest, RestsAfterSeveralFailures)
{
    auto chosen = settings("500");
    chosen.retries = 0;
    chosen.breaker.failures = 2;
    OpenAiProvider provider{std::move(chosen), client_, clock_};
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(run_to_end(tell(provider)).refused);
    EXPECT_EQ(calls(), 2);
}

}  // namespace
}  // namespace buddy::llm
