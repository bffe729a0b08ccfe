#include "app/config.hpp"

#include "app/model_provider.hpp"
#include "platform/http/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace buddy::app {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

LoadedConfig loaded(config::Environment given)
{
    return load_config(given, Needs::Nothing);
}

spending::PriceBook shipped_prices()
{
    auto book =
        spending::PriceBook::load({std::filesystem::path{BUDDY_SOURCE_DIR} / "data/prices"});
    EXPECT_TRUE(book);
    return std::move(*book);
}

std::string names(const config::Environment& given)
{
    const http::Client client;
    const SystemClock clock;
    return names_of(make_models(loaded(given).config.model, shipped_prices(), client, clock));
}

TEST(ModelConfig, AsksThoseThatAreConfiguredInTheirOrder)
{
    EXPECT_EQ(names({}), "guided");
    EXPECT_EQ(names({{"OPENAI_API_KEY", "sk-1"}}), "openai:gpt-5-mini");
    EXPECT_EQ(
        names({{"ANTHROPIC_API_KEY", "sk-2"}, {"BUDDY_ANTHROPIC_MODEL", "claude"}}),
        "anthropic:claude"
    );
    const config::Environment both{
        {"OPENAI_API_KEY", "sk-1"},
        {"BUDDY_MODEL", "gpt"},
        {"ANTHROPIC_BASE_URL", "http://127.0.0.1:9"},
        {"BUDDY_ANTHROPIC_MODEL", "claude"}
    };
    EXPECT_EQ(names(both), "openai:gpt/anthropic:claude");
    auto other_way = both;
    other_way["BUDDY_MODELS"] = "anthropic, openai";
    EXPECT_EQ(names(other_way), "anthropic:claude/openai:gpt");
    other_way["BUDDY_MODELS"] = "anthropic";
    EXPECT_EQ(names(other_way), "anthropic:claude");
}

TEST(ModelConfig, TrustsOnlyTheOperatorsOwnServer)
{
    const http::Client client;
    const SystemClock clock;
    const auto config = loaded(
        {{"OPENAI_BASE_URL", "http://127.0.0.1:9/v1"},
         {"BUDDY_MODEL_LOCAL", "on"},
         {"ANTHROPIC_API_KEY", "sk-2"}}
    );
    const auto models = make_models(config.config.model, shipped_prices(), client, clock);
    ASSERT_EQ(models.size(), 2U);
    EXPECT_TRUE(models[0].is_local);
    EXPECT_FALSE(models[1].is_local);
}

TEST(ModelConfig, KnowsTheWindowOfAModelOrTakesASmallOneForGranted)
{
    const auto window = [](const config::Environment& given, const char* vendor) {
        return window_of(loaded(given).config.model, vendor, shipped_prices());
    };
    EXPECT_EQ(window({}, "openai"), (llm::Window{.context = 400'000, .answer = 400}));
    EXPECT_EQ(
        window({{"BUDDY_MODEL_MAX_TOKENS", "900"}}, "anthropic"),
        (llm::Window{.context = 1'000'000, .answer = 900})
    );
    EXPECT_EQ(window({{"BUDDY_MODEL", "mine"}}, "openai").context, 8192);
    EXPECT_EQ(
        window({{"BUDDY_MODEL", "mine"}, {"BUDDY_MODEL_WINDOW", "32768"}}, "openai").context, 32768
    );
    EXPECT_THAT(
        loaded({{"BUDDY_ANTHROPIC_WINDOW", "4100"}}).mistakes,
        Contains(HasSubstr("BUDDY_ANTHROPIC_WINDOW must be 0, or 8192"))
    );
}

TEST(ModelConfig, RefusesAnAnswerThatLeavesNoRoomForATurn)
{
    const auto mistake = [](const config::Environment& given) {
        return window_mistake(loaded(given).config.model, shipped_prices());
    };
    EXPECT_EQ(mistake({{"OPENAI_API_KEY", "sk-1"}, {"BUDDY_MODEL_MAX_TOKENS", "4000"}}), "");
    config::Environment own{
        {"OPENAI_API_KEY", "sk-1"}, {"BUDDY_MODEL", "mine"}, {"BUDDY_MODEL_MAX_TOKENS", "1600"}
    };
    EXPECT_EQ(mistake(own), "");
    own["BUDDY_MODEL_MAX_TOKENS"] = "2000";
    EXPECT_THAT(mistake(own), HasSubstr("BUDDY_MODEL_MAX_TOKENS leaves 6192 of the 8192 tokens"));
    EXPECT_THAT(mistake(own), HasSubstr("that mine takes in"));
    own["BUDDY_MODEL_WINDOW"] = "16384";
    EXPECT_EQ(mistake(own), "");
    own.erase("OPENAI_API_KEY");
    own.erase("BUDDY_MODEL_WINDOW");
    EXPECT_EQ(mistake(own), "") << "a model that is not asked needs no room";
}

TEST(ModelConfig, NamesEveryMistakeInTheOrder)
{
    const auto wrong = loaded({{"BUDDY_MODELS", "openai, oracle, openai"}});
    EXPECT_THAT(wrong.mistakes, Contains(HasSubstr("names 'oracle'")));
    EXPECT_THAT(wrong.mistakes, Contains(HasSubstr("names 'openai' twice")));
    EXPECT_EQ(wrong.mistakes.size(), 2U);
}

TEST(ResponseCacheConfig, IsOffByDefaultAndWithoutAModel)
{
    const auto plain = loaded({{"OPENAI_API_KEY", "sk-1"}});
    EXPECT_THAT(plain.mistakes, IsEmpty());
    EXPECT_FALSE(plain.config.has_response_cache());
    EXPECT_FALSE(loaded({{"BUDDY_RESPONSE_CACHE", "memory"}}).config.has_response_cache());
    const auto on = loaded(
        {{"OPENAI_API_KEY", "sk-1"},
         {"BUDDY_RESPONSE_CACHE", "database"},
         {"BUDDY_RESPONSE_CACHE_SIZE", "5"},
         {"BUDDY_RESPONSE_CACHE_DAYS", "2"}}
    );
    EXPECT_THAT(on.mistakes, IsEmpty());
    EXPECT_TRUE(on.config.has_response_cache());
    EXPECT_EQ(on.config.response_cache.size, 5);
    EXPECT_EQ(on.config.response_cache.days, 2);
}

TEST(ResponseCacheConfig, NamesEveryMistake)
{
    EXPECT_THAT(
        loaded({{"BUDDY_RESPONSE_CACHE", "redis"}}).mistakes,
        Contains(HasSubstr("off, memory or database"))
    );
    EXPECT_EQ(
        loaded({{"BUDDY_RESPONSE_CACHE_SIZE", "0"}, {"BUDDY_RESPONSE_CACHE_DAYS", "91"}})
            .mistakes.size(),
        2U
    );
}

TEST(HelperConfig, IsOffByDefaultAndWithoutAModelThatSpeaks)
{
    const auto off = loaded({{"OPENAI_API_KEY", "sk-1"}});
    EXPECT_FALSE(off.config.has_supporters() || off.config.has_summaries());
    const auto alone =
        loaded({{"BUDDY_SUPPORTER_MODEL", "small"}, {"BUDDY_SUMMARY_MODEL", "small"}});
    EXPECT_FALSE(alone.config.has_supporters() || alone.config.has_summaries());
    EXPECT_THAT(alone.mistakes, Contains(HasSubstr("BUDDY_SUPPORTER_MODEL helps a model")));
    EXPECT_THAT(alone.mistakes, Contains(HasSubstr("BUDDY_SUMMARY_MODEL helps a model")));
}

TEST(HelperConfig, TakesTheMentorsServerAndKeyWhenItHasNoneOfItsOwn)
{
    const auto same = loaded(
        {{"OPENAI_BASE_URL", "http://127.0.0.1:9/v1"},
         {"OPENAI_API_KEY", "sk-1"},
         {"BUDDY_MODEL_LOCAL", "on"},
         {"BUDDY_SUPPORTER_MODEL", "small"},
         {"BUDDY_SUMMARY_MODEL", "small"},
         {"BUDDY_SUMMARY_BASE_URL", "http://127.0.0.1:10/v1"}}
    );
    EXPECT_THAT(same.mistakes, IsEmpty());
    EXPECT_TRUE(same.config.has_supporters() && same.config.has_summaries());
    EXPECT_EQ(same.config.supporter.url, "http://127.0.0.1:9/v1");
    EXPECT_EQ(same.config.supporter.key, "sk-1");
    EXPECT_TRUE(same.config.supporter.is_local);
    EXPECT_EQ(same.config.summary.key, "") << "a key stays with its server";
    EXPECT_FALSE(same.config.summary.is_local);
}

TEST(HelperConfig, NamesEveryMistake)
{
    const auto wrong = loaded(
        {{"ANTHROPIC_API_KEY", "sk-2"},
         {"BUDDY_SUPPORTER_MODEL", "small"},
         {"BUDDY_SUPPORTER_EFFORT", "heroic"},
         {"BUDDY_SUPPORTER_DEADLINE_MS", "49"},
         {"BUDDY_SUMMARY_MAX_TOKENS", "5"}}
    );
    EXPECT_THAT(wrong.mistakes, Contains(HasSubstr("BUDDY_SUPPORTER_MODEL needs an OpenAI-")));
    EXPECT_THAT(wrong.mistakes, Contains(HasSubstr("BUDDY_SUPPORTER_EFFORT must be")));
    EXPECT_THAT(wrong.mistakes, Contains(HasSubstr("BUDDY_SUPPORTER_DEADLINE_MS")));
    EXPECT_THAT(wrong.mistakes, Contains(HasSubstr("BUDDY_SUMMARY_MAX_TOKENS")));
    EXPECT_EQ(wrong.mistakes.size(), 4U);
}

TEST(HelperConfig, BecomesTheHelpersSettings)
{
    const auto config = loaded({{"OPENAI_API_KEY", "sk-1"},
                                {"BUDDY_SUPPORTER_MODEL", "gpt-5-nano"},
                                {"BUDDY_SUPPORTER_LOCAL", "on"},
                                {"BUDDY_SUPPORTER_EFFORT", "low"},
                                {"BUDDY_SUMMARY_MODEL", "mine"},
                                {"BUDDY_SUMMARY_DEADLINE_MS", "9000"}})
                            .config;
    const auto notes = supporter_settings(config.supporter, shipped_prices());
    EXPECT_EQ(notes.deadline, std::chrono::milliseconds{700});
    EXPECT_EQ(notes.window, (llm::Window{.context = 400'000, .answer = 200}));
    EXPECT_TRUE(notes.is_local);
    EXPECT_EQ(notes.reasoning_effort, "low");
    const auto summaries = summary_settings(config.summary, shipped_prices());
    EXPECT_EQ(summaries.patience, std::chrono::milliseconds{9000});
    EXPECT_EQ(summaries.window, (llm::Window{.context = 8192, .answer = 400}));
    EXPECT_FALSE(summaries.is_local);
}

TEST(JudgeConfig, IsOffByDefault)
{
    const auto config = loaded({{"OPENAI_API_KEY", "sk-1"}});
    EXPECT_THAT(config.mistakes, IsEmpty());
    EXPECT_FALSE(config.config.has_judge());
    const http::Client client;
    const SystemClock clock;
    EXPECT_EQ(make_judge_provider(config.config, client, clock), nullptr);
}

TEST(JudgeConfig, TakesTheMentorsModelWhenItHasNoneOfItsOwn)
{
    const auto config = loaded(
        {{"BUDDY_JUDGE", "on"},
         {"OPENAI_API_KEY", "sk-1"},
         {"BUDDY_MODEL", "big"},
         {"BUDDY_MODEL_LOCAL", "on"}}
    );
    EXPECT_THAT(config.mistakes, IsEmpty());
    const auto& judge = config.config.judge;
    EXPECT_TRUE(config.config.has_judge());
    EXPECT_EQ(judge.url, "https://api.openai.com/v1");
    EXPECT_EQ(judge.key, "sk-1");
    EXPECT_EQ(judge.model, "big");
    EXPECT_TRUE(judge.is_local);
}

TEST(JudgeConfig, NeverSendsTheMentorsKeyToTheJudgesServer)
{
    const auto config = loaded(
        {{"BUDDY_JUDGE", "on"},
         {"OPENAI_API_KEY", "sk-1"},
         {"BUDDY_MODEL_LOCAL", "on"},
         {"BUDDY_JUDGE_BASE_URL", "http://127.0.0.1:9000/v1"}}
    );
    EXPECT_THAT(config.mistakes, IsEmpty());
    EXPECT_EQ(config.config.judge.url, "http://127.0.0.1:9000/v1");
    EXPECT_EQ(config.config.judge.key, "");
    EXPECT_FALSE(config.config.judge.is_local);
}

TEST(JudgeConfig, NeedsNoMentorsModel)
{
    const auto config = loaded(
        {{"BUDDY_JUDGE", "on"},
         {"BUDDY_JUDGE_BASE_URL", "http://127.0.0.1:9000/v1"},
         {"BUDDY_JUDGE_MODEL", "llama-guard-3-1b"},
         {"BUDDY_JUDGE_STYLE", "guard"}}
    );
    EXPECT_THAT(config.mistakes, IsEmpty());
    EXPECT_TRUE(config.config.has_judge());
    EXPECT_FALSE(config.config.has_model());
}

TEST(JudgeConfig, NamesEveryMistake)
{
    const auto off = loaded(
        {{"BUDDY_JUDGE_STYLE", "oracle"},
         {"BUDDY_JUDGE_EFFORT", "heroic"},
         {"BUDDY_JUDGE_FROM_PERCENT", "60"},
         {"BUDDY_JUDGE_TO_PERCENT", "60"},
         {"BUDDY_JUDGE_DEADLINE_MS", "99"}}
    );
    EXPECT_THAT(off.mistakes, Contains(HasSubstr("BUDDY_JUDGE_STYLE")));
    EXPECT_THAT(off.mistakes, Contains(HasSubstr("BUDDY_JUDGE_EFFORT")));
    EXPECT_THAT(off.mistakes, Contains(HasSubstr("BUDDY_JUDGE_FROM_PERCENT must be below")));
    EXPECT_THAT(off.mistakes, Contains(HasSubstr("BUDDY_JUDGE_DEADLINE_MS")));
    EXPECT_EQ(off.mistakes.size(), 4U);
}

TEST(JudgeConfig, RefusesAJudgeWithoutAModel)
{
    EXPECT_THAT(
        loaded({{"BUDDY_JUDGE", "on"}}).mistakes, Contains(HasSubstr("no model is configured"))
    );
    EXPECT_THAT(
        loaded({{"BUDDY_JUDGE", "on"}, {"OPENAI_API_KEY", "sk-1"}, {"BUDDY_JUDGE_STYLE", "guard"}})
            .mistakes,
        Contains(HasSubstr("BUDDY_JUDGE_MODEL"))
    );
}

TEST(JudgeConfig, BecomesTheJudgesSettings)
{
    const auto config = loaded(
        {{"BUDDY_JUDGE_FROM_PERCENT", "5"},
         {"BUDDY_JUDGE_TO_PERCENT", "70"},
         {"BUDDY_JUDGE_DEADLINE_MS", "800"},
         {"BUDDY_JUDGE_CACHE", "9"}}
    );
    const auto settings = judge_settings(config.config.judge, "policy");
    EXPECT_DOUBLE_EQ(settings.zone.from, 0.05);
    EXPECT_DOUBLE_EQ(settings.zone.to, 0.7);
    EXPECT_EQ(settings.deadline, std::chrono::milliseconds{800});
    EXPECT_EQ(settings.cached, 9U);
    EXPECT_EQ(settings.style, conversation::JudgeStyle::Json);
    EXPECT_EQ(settings.policy_version, "policy");
}

TEST(RetentionConfig, KeepsTheTableUnlessToldOtherwise)
{
    using compliance::DataClass;
    const auto days = [](const config::Environment& given, DataClass data_class) {
        return loaded(given).config.keeping_times().of(data_class).count();
    };
    for (const auto& rule : compliance::schedule()) {
        EXPECT_EQ(days({}, rule.data_class), rule.fallback.count()) << rule.id;
        EXPECT_EQ(Config{}.keeping_times().of(DataClass::Conversations), std::chrono::days{90});
    }
    EXPECT_EQ(days({{"BUDDY_RETENTION_CONVERSATIONS", "30"}}, DataClass::Conversations), 30);
    EXPECT_EQ(days({{"BUDDY_LEDGER_DAYS", "62"}}, DataClass::ModelCalls), 62);
    EXPECT_FALSE(loaded({{"BUDDY_RETENTION_CONVERSATIONS", "0"}}).mistakes.empty());
    EXPECT_FALSE(loaded({{"BUDDY_ERASURE_DAYS", "31"}}).mistakes.empty());
}

}  // namespace
}  // namespace buddy::app
