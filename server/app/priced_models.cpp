#include "app/priced_models.hpp"

#include <chrono>
#include <utility>

namespace buddy::app {
namespace {

/// Added to the longest call, so that no call outlives its lease.
constexpr std::chrono::minutes margin{2};

std::chrono::sys_days day_of(Time at)
{
    return std::chrono::floor<std::chrono::days>(at);
}

/// `vendor`: one of configured_models().
PricedModel lead_model(const Config::Model& config, const std::string& vendor)
{
    const bool is_openai = vendor == "openai";
    // The last one is asked anew twice before it speaks.
    const auto seconds = config.total_seconds + (2 * config.first_word_seconds);
    return {
        .role = spending::CallRole::Lead,
        .vendor = vendor,
        .model = is_openai ? config.openai_model : config.anthropic_model,
        .is_free = is_openai && config.is_local,
        .longest = std::chrono::seconds{seconds}
    };
}

PricedModel helper_model(spending::CallRole role, const Config::Helper& config)
{
    const std::chrono::milliseconds deadline{config.deadline_ms};
    return {
        .role = role,
        .vendor = "openai",
        .model = config.model,
        .is_free = config.is_local,
        .longest = std::chrono::ceil<std::chrono::seconds>(deadline)
    };
}

}  // namespace

std::vector<PricedModel> lead_models(const Config& config)
{
    std::vector<PricedModel> models;
    for (const auto& vendor : configured_models(config.model))
        models.push_back(lead_model(config.model, vendor));
    return models;
}

PricedModel judge_model(const Config& config)
{
    const std::chrono::milliseconds deadline{config.judge.deadline_ms};
    return {
        .role = spending::CallRole::Judge,
        .vendor = "openai",
        .model = config.judge.model,
        .is_free = config.judge.is_local,
        .longest = std::chrono::ceil<std::chrono::seconds>(deadline)
    };
}

PricedModel supporter_model(const Config& config)
{
    return helper_model(spending::CallRole::Supporter, config.supporter);
}

PricedModel summary_model(const Config& config)
{
    return helper_model(spending::CallRole::Summary, config.summary);
}

std::vector<PricedModel> models_of(const Config& config)
{
    auto models = lead_models(config);
    if (config.has_judge()) models.push_back(judge_model(config));
    if (config.has_supporters()) models.push_back(supporter_model(config));
    if (config.has_summaries()) models.push_back(summary_model(config));
    return models;
}

std::optional<spending::Price> price_of(
    const PricedModel& model, const spending::PriceBook& prices, std::chrono::sys_days day
)
{
    if (model.is_free) return spending::Price{};
    return prices.find(model.vendor, model.model, day);
}

std::string budget_mistake(const Config& config, const spending::PriceBook& prices, Time now)
{
    if (!config.budget.limits.any()) return {};
    for (const auto& model : models_of(config))
        if (!price_of(model, prices, day_of(now)))
            return "a budget is set, but nobody knows the price of " + model.model +
                   ": give it in BUDDY_PRICES, or say that the model is your own "
                   "(BUDDY_MODEL_LOCAL, BUDDY_JUDGE_LOCAL, BUDDY_SUPPORTER_LOCAL, "
                   "BUDDY_SUMMARY_LOCAL)";
    return {};
}

std::unique_ptr<llm::ModelProvider> accounted(
    std::unique_ptr<llm::ModelProvider> model,
    PricedModel terms,
    const spending::PriceBook& prices,
    spending::AccountedProvider::Parts parts
)
{
    if (!model) return nullptr;
    spending::AccountedProvider::Terms made{
        .role = terms.role,
        .vendor = terms.vendor,
        .price = {},
        .lease = terms.longest + margin,
        // The judge is part of keeping a child safe: it is counted, but no budget silences it.
        .may_be_refused = terms.role != spending::CallRole::Judge
    };
    made.price = [terms = std::move(terms), &prices](Time at) {
        return price_of(terms, prices, day_of(at));
    };
    return std::make_unique<spending::AccountedProvider>(
        std::move(model), std::move(parts), std::move(made)
    );
}

MentorModels accounted(
    MentorModels models,
    const Config& config,
    const spending::PriceBook& prices,
    const spending::AccountedProvider::Parts& parts
)
{
    for (auto& model : models) {
        const std::string vendor{model.provider->name()};
        model.provider =
            accounted(std::move(model.provider), lead_model(config.model, vendor), prices, parts);
    }
    return models;
}

}  // namespace buddy::app
