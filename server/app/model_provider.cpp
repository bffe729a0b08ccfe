#include "app/model_provider.hpp"

#include "llm/anthropic_provider.hpp"
#include "llm/openai_provider.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <utility>

namespace buddy::app {

namespace {

constexpr std::string_view openai = "openai";

bool is_configured(const Config::Model& config, std::string_view name)
{
    return !(name == openai ? config.openai_base_url : config.anthropic_base_url).empty();
}

llm::ProviderSettings settings_for(const Config::Model& config, std::string_view name)
{
    const bool is_openai = name == openai;
    llm::ProviderSettings settings{
        .name = std::string{name},
        .base_url = is_openai ? config.openai_base_url : config.anthropic_base_url,
        .api_key = is_openai ? config.openai_key : config.anthropic_key,
        .model = is_openai ? config.openai_model : config.anthropic_model,
        .first_word = std::chrono::seconds{config.first_word_seconds},
        // Only of the vendor's own service is it known.
        .takes_late_instructions = config.openai_base_url.starts_with("https://api.openai.com/")
    };
    settings.timeouts.idle = std::chrono::seconds{config.idle_seconds};
    settings.timeouts.total = std::chrono::seconds{config.total_seconds};
    settings.breaker.rest = std::chrono::seconds{config.rest_seconds};
    if (config.rest_seconds == 0) settings.breaker.failures = std::numeric_limits<int>::max();
    return settings;
}

/// Of a window, in tokens counted as llm::tokens_at_most() does: the longest instructions (advisors holds them below
/// 6,000 bytes), what vendors put around messages, and a short message.
constexpr std::int64_t least_room = 6'500;

/// A model with one try that gives up a little before `deadline_ms`, so that its circuit breaker learns of silence.
std::unique_ptr<llm::ModelProvider> make_hasty(
    llm::ProviderSettings settings,
    long long deadline_ms,
    const http::Client& client,
    const Clock& clock
)
{
    const std::chrono::milliseconds patience{deadline_ms * 95 / 100};
    settings.retries = 0;
    settings.first_word = patience;
    settings.timeouts = {.connect = patience, .idle = patience, .total = patience};
    return std::make_unique<llm::OpenAiProvider>(std::move(settings), client, clock);
}

}  // namespace

std::vector<std::string> configured_models(const Config::Model& config)
{
    auto names = config.order;
    std::erase_if(names, [&config](const auto& name) { return !is_configured(config, name); });
    return names;
}

llm::Window window_of(
    const Config::Model& config, const std::string& vendor, const spending::PriceBook& prices
)
{
    const bool is_openai = vendor == openai;
    const auto asked = is_openai ? config.openai_window : config.anthropic_window;
    const auto& model = is_openai ? config.openai_model : config.anthropic_model;
    llm::Window window{.answer = config.max_tokens};
    if (const auto known = prices.window_of(vendor, model))
        window = {
            .context = known->context,
            .answer = std::min<std::int64_t>(known->answer, config.max_tokens)
        };
    if (asked != 0) window.context = asked;
    return window;
}

MentorModels make_models(
    const Config::Model& config,
    const spending::PriceBook& prices,
    const http::Client& client,
    const Clock& clock
)
{
    const auto names = configured_models(config);
    MentorModels models;
    for (const auto& name : names) {
        auto settings = settings_for(config, name);
        // Somebody else can answer at once: no child waits for this one to get its breath back.
        if (name != names.back()) settings.retries = 0;
        MentorModel model{.window = window_of(config, name, prices)};
        if (name == openai) {
            model.provider =
                std::make_unique<llm::OpenAiProvider>(std::move(settings), client, clock);
            model.is_local = config.is_local;
        } else {
            model.provider =
                std::make_unique<llm::AnthropicProvider>(std::move(settings), client, clock);
        }
        models.push_back(std::move(model));
    }
    return models;
}

std::vector<conversation::ModelVoice> voices_of(const MentorModels& models)
{
    std::vector<conversation::ModelVoice> voices;
    for (const auto& model : models)
        voices.push_back(
            {.provider = *model.provider, .is_local = model.is_local, .window = model.window}
        );
    return voices;
}

std::string names_of(const MentorModels& models)
{
    std::string names;
    for (const auto& [provider, is_local, window] : models) {
        if (!names.empty()) names += "/";
        names += std::string{provider->name()} + ":" + std::string{provider->model()};
    }
    return names.empty() ? "guided" : names;
}

std::unique_ptr<llm::ModelProvider> make_judge_provider(
    const Config& config, const http::Client& client, const Clock& clock
)
{
    if (!config.has_judge()) return nullptr;
    return make_hasty(
        {.name = "judge",
         .base_url = config.judge.url,
         .api_key = config.judge.key,
         .model = config.judge.model},
        config.judge.deadline_ms,
        client,
        clock
    );
}

std::unique_ptr<llm::ModelProvider> make_helper_provider(
    std::string name,
    bool is_on,
    const Config::Helper& config,
    const http::Client& client,
    const Clock& clock
)
{
    if (!is_on) return nullptr;
    return make_hasty(
        {.name = std::move(name),
         .base_url = config.url,
         .api_key = config.key,
         .model = config.model},
        config.deadline_ms,
        client,
        clock
    );
}

llm::Window window_of(const Config::Helper& config, const spending::PriceBook& prices)
{
    llm::Window window{.answer = config.max_tokens};
    if (const auto known = prices.window_of(std::string{openai}, config.model))
        window = {
            .context = known->context,
            .answer = std::min<std::int64_t>(known->answer, config.max_tokens)
        };
    return window;
}

std::string window_mistake(const Config::Model& config, const spending::PriceBook& prices)
{
    for (const auto& name : configured_models(config)) {
        const auto window = window_of(config, name, prices);
        const auto left = window.context - window.answer;
        if (left >= least_room) continue;
        const auto& model = name == openai ? config.openai_model : config.anthropic_model;
        const auto* const variable =
            name == openai ? "BUDDY_MODEL_WINDOW" : "BUDDY_ANTHROPIC_WINDOW";
        return "BUDDY_MODEL_MAX_TOKENS leaves " + std::to_string(left) + " of the " +
               std::to_string(window.context) + " tokens that " + model +
               " takes in; instructions and a message need " + std::to_string(least_room) +
               ": give less, or the model's true size in " + variable;
    }
    return {};
}

conversation::Supporters::Settings supporter_settings(
    const Config::Helper& config, const spending::PriceBook& prices
)
{
    return {
        .deadline = std::chrono::milliseconds{config.deadline_ms},
        .is_local = config.is_local,
        .window = window_of(config, prices),
        .reasoning_effort = config.effort
    };
}

conversation::Summaries::Settings summary_settings(
    const Config::Helper& config, const spending::PriceBook& prices
)
{
    return {
        .patience = std::chrono::milliseconds{config.deadline_ms},
        .is_local = config.is_local,
        .window = window_of(config, prices),
        .reasoning_effort = config.effort
    };
}

conversation::SecondOpinion::Settings judge_settings(
    const Config::Judge& config, std::string policy_version
)
{
    constexpr double percent = 100;
    return {
        .style = config.style == "guard" ? conversation::JudgeStyle::Guard
                                         : conversation::JudgeStyle::Json,
        .zone =
            {.from = static_cast<double>(config.from_percent) / percent,
             .to = static_cast<double>(config.to_percent) / percent},
        .deadline = std::chrono::milliseconds{config.deadline_ms},
        .cached = static_cast<std::size_t>(config.cached),
        .is_local = config.is_local,
        .reasoning_effort = config.effort,
        .policy_version = std::move(policy_version)
    };
}

}  // namespace buddy::app
