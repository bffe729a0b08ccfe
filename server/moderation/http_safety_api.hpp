// The safety engine over HTTP, for developers: POST /v1/moderations as OpenAI's endpoint, so that its SDKs work by changing
// the base URL, and POST /v1/safety/assess with the full assessment. Both need an API key with scope "safety".
//
// Threads  Any event loop.
#pragma once

#include "buddy/safety/engine.hpp"
#include "platform/http/route.hpp"

#include <cstddef>
#include <utility>

namespace buddy::moderation {

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
