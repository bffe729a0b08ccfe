// The language models that the configuration switches on: the mentor's, in their order, the judge's and the helpers'.
#pragma once

#include "spending/prices.hpp"

#include "app/config.hpp"
#include "conversation/model_voice.hpp"
#include "conversation/second_opinion.hpp"
#include "conversation/summaries.hpp"
#include "conversation/supporters.hpp"
#include "core/clock.hpp"
#include "llm/llm.hpp"
#include "platform/http/client.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::app {

/// One of the mentor's models.
struct MentorModel {
    std::unique_ptr<llm::ModelProvider> provider;
    bool is_local = false;  ///< As conversation::ModelVoice::is_local.
    llm::Window window;     ///< As conversation::ModelVoice::window.
};
using MentorModels = std::vector<MentorModel>;

/// The names of those that are configured, "openai" or "anthropic", in the order of BUDDY_MODELS; perhaps none.
[[nodiscard]] std::vector<std::string> configured_models(const Config::Model& config);
/// What a model takes in, and how long its answers may be: as configured, else as `prices` has it of its vendor.
[[nodiscard]] llm::Window window_of(
    const Config::Model& config, const std::string& vendor, const spending::PriceBook& prices
);
/// Those models, in that order. `client` and `clock` outlive
/// them. While another one stands behind it, a model gets one try.
[[nodiscard]] MentorModels make_models(
    const Config::Model& config,
    const spending::PriceBook& prices,
    const http::Client& client,
    const Clock& clock
);
/// For a turn; the models outlive it.
[[nodiscard]] std::vector<conversation::ModelVoice> voices_of(const MentorModels& models);
/// "openai:gpt-5-mini/anthropic:claude-haiku-5-5", or "guided" when there is none: for the log.
[[nodiscard]] std::string names_of(const MentorModels& models);

/// The judge's model, with one try and its own patience: it gives up a little before the deadline, so
/// that its circuit breaker learns of silence. Null when no judge is configured.
[[nodiscard]] std::unique_ptr<llm::ModelProvider> make_judge_provider(
    const Config& config, const http::Client& client, const Clock& clock
);

/// The model of a helper, likewise; null when it is off. `name` stands in its errors.
[[nodiscard]] std::unique_ptr<llm::ModelProvider> make_helper_provider(
    std::string name,
    bool is_on,
    const Config::Helper& config,
    const http::Client& client,
    const Clock& clock
);
/// What a helper takes in.
[[nodiscard]] llm::Window window_of(
    const Config::Helper& config, const spending::PriceBook& prices
);
/// A sentence on the first of the mentor's models into whose window no turn would fit: what it may answer leaves
/// too little for instructions and a message; empty: all is well.
[[nodiscard]] std::string window_mistake(
    const Config::Model& config, const spending::PriceBook& prices
);
[[nodiscard]] conversation::Supporters::Settings supporter_settings(
    const Config::Helper& config, const spending::PriceBook& prices
);
[[nodiscard]] conversation::Summaries::Settings summary_settings(
    const Config::Helper& config, const spending::PriceBook& prices
);

/// How the judge is asked, as configured. `policy_version` names the policy of the engine.
[[nodiscard]] conversation::SecondOpinion::Settings judge_settings(
    const Config::Judge& config, std::string policy_version
);

}  // namespace buddy::app
