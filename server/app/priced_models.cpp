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

}  // namespace

PricedModel lead_model(const Config& config)
{
    return {
        .role = spending::CallRole::Lead,
        .vendor = "openai",
        .model = config.model.openai_model,
        .is_free = config.model.is_local,
        .longest = std::chrono::seconds{config.model.total_seconds}
    };
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

std::vector<PricedModel> models_of(const Config& config)
{
    std::vector<PricedModel> models;
    if (!config.model.openai_base_url.empty()) models.push_back(lead_model(config));
    if (config.has_judge()) models.push_back(judge_model(config));
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
                   "(BUDDY_MODEL_LOCAL, BUDDY_JUDGE_LOCAL)";
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

}  // namespace buddy::app
