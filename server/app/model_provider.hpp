// The language model that the configuration switches on, or none.
#pragma once

#include "app/config.hpp"
#include "core/clock.hpp"
#include "llm/llm.hpp"
#include "platform/http/client.hpp"

#include <memory>

namespace buddy::app {

/// Null when no model is configured. `client` and `clock` outlive the provider.
[[nodiscard]] std::unique_ptr<llm::ModelProvider> make_provider(
    const Config::Model& config, const http::Client& client, const Clock& clock
);

}  // namespace buddy::app
