// The models that the configuration asks, what they cost, and how they are put behind the ledger.
//
// Threads  The functions are pure; see spending/accounted_provider.hpp for what they make.
#pragma once

#include "spending/accounted_provider.hpp"
#include "spending/prices.hpp"

#include "app/config.hpp"
#include "app/model_provider.hpp"
#include "core/clock.hpp"
#include "llm/llm.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace buddy::app {

/// A configured model in its role.
struct PricedModel {
    spending::CallRole role = spending::CallRole::Lead;
    std::string vendor;  ///< As in data/prices.
    std::string model;
    bool is_free = false;  ///< It runs on the operator's own machine.
    std::chrono::seconds longest{120};
};

/// The mentor's, in the order in which they are asked.
[[nodiscard]] std::vector<PricedModel> lead_models(const Config& config);
[[nodiscard]] PricedModel judge_model(const Config& config);
[[nodiscard]] PricedModel supporter_model(const Config& config);
[[nodiscard]] PricedModel summary_model(const Config& config);
/// Those that are switched on.
[[nodiscard]] std::vector<PricedModel> models_of(const Config& config);

/// Free models cost nothing; empty: nobody knows.
[[nodiscard]] std::optional<spending::Price> price_of(
    const PricedModel& model, const spending::PriceBook& prices, std::chrono::sys_days day
);

/// A sentence on the first model that is to stay within a budget, but has no price; empty: all is well.
[[nodiscard]] std::string budget_mistake(
    const Config& config, const spending::PriceBook& prices, Time now
);

/// `model` behind the ledger; null stays null. `prices` and the parts outlive it.
[[nodiscard]] std::unique_ptr<llm::ModelProvider> accounted(
    std::unique_ptr<llm::ModelProvider> model,
    PricedModel terms,
    const spending::PriceBook& prices,
    spending::AccountedProvider::Parts parts
);
/// Each of the mentor's models behind the ledger, at its own price.
[[nodiscard]] MentorModels accounted(
    MentorModels models,
    const Config& config,
    const spending::PriceBook& prices,
    const spending::AccountedProvider::Parts& parts
);

}  // namespace buddy::app
