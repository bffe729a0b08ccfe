// Whom this installation hands data to, as configured: what the direct notice names.
#pragma once

#include "consent/notice.hpp"

#include "app/config.hpp"

#include <string>
#include <string_view>

namespace buddy::app {

/// Host and port of a URL as a processor is known by: "api.openai.com".
[[nodiscard]] std::string host_of(std::string_view url);

/// Everything that is switched on, and nothing else.
[[nodiscard]] consent::Notice notice_of(const Config& config);

/// Which use a call of that model is (llm::ModelProvider::name): "openai", "anthropic" or "judge".
[[nodiscard]] consent::Scope scope_of_model(const Config& config, std::string_view model);

}  // namespace buddy::app
