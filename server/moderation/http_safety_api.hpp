// The safety engine over HTTP, for developers: POST /v1/moderations as OpenAI's endpoint, so that its SDKs work by changing
// the base URL, and POST /v1/safety/assess with the full assessment. Both need an API key with scope "safety".
//
// Threads  Any event loop.
#pragma once

#include "buddy/safety/engine.hpp"
#include "platform/http/route.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace buddy::moderation {

/// OpenAI's moderation categories, in the order of its documentation.
inline constexpr std::array<std::string_view, 13> openai_categories{
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic"
};

/// How likely each of OpenAI's categories applies, 0 to 1, read from our own. What is no risk in OpenAI's sense (distress,
/// dependency, personal details …) maps to none of them: grief is not flagged.
[[nodiscard]] std::array<double, openai_categories.size()> openai_scores(
    const safety::Assessment& assessment
);

class HttpSafetyApi {
public:
    /// Texts in one call of /v1/moderations, inclusive.
    static constexpr std::size_t most_inputs = 32;

    explicit HttpSafetyApi(safety::Engine engine) : engine_{std::move(engine)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> moderate(http::Exchange& exchange);
    Task<> assess(http::Exchange& exchange);

    safety::Engine engine_;
};

}  // namespace buddy::moderation
