// The language model that the configuration switches on, or none.
#pragma once

#include "app/config.hpp"
#include "llm/llm.hpp"
#include "platform/http/client.hpp"

#include <memory>

namespace buddy::app {

/// Null when no model is configured. `client` outlives the provider.
[[nodiscard]] std::unique_ptr<llm::ModelProvider> make_provider(
    const Config::Model& config, http::Client& client
);

}  // namespace buddy::app
