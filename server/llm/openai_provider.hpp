// A model behind OpenAI's chat completions: OpenAI itself, or any server that speaks the same.
//
//     OpenAiProvider provider{{.base_url = "https://api.openai.com/v1", .api_key = key, .model = "gpt-5-mini"}, client, clock};
//     auto stream = co_await provider.start({.messages = …, .max_tokens = 300, .end_user = hash});
//
// A call is repeated only while nothing has come: on a lost connection, 408, 409, 429 and 5xx, as the vendor's headers ask,
// and never when the wait would be longer than a child should wait. A stream that ends without saying why is Truncated.
//
// Threads  Any loop; a stream lives on the loop that started it.
// Errors   As in llm.hpp. Details hold statuses and machine words, never what was said.
#pragma once

#include "core/clock.hpp"
#include "llm/circuit_breaker.hpp"
#include "llm/llm.hpp"
#include "platform/http/client.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::llm {

struct ProviderSettings {
    std::string name = "openai";  ///< For records and metrics.
    std::string base_url = "https://api.openai.com/v1";
    std::string api_key;  ///< Empty: no Authorization header (a server at home).
    std::string model;
    http::ClientTimeouts timeouts{};  ///< Connect 5 s, between two pieces 20 s, in all 120 s.
    int retries = 2;                  ///< Repetitions before the first byte.
    std::chrono::milliseconds first_backoff{500};
    std::chrono::milliseconds longest_wait{5'000
    };  ///< A vendor that asks for more is given up at once.
    CircuitBreaker::Settings breaker{};
};

class OpenAiProvider final : public ModelProvider {
public:
    OpenAiProvider(ProviderSettings settings, const http::Client& client, const Clock& clock);
    ~OpenAiProvider() override;
    OpenAiProvider(const OpenAiProvider&) = delete;
    OpenAiProvider& operator=(const OpenAiProvider&) = delete;
    OpenAiProvider(OpenAiProvider&&) = delete;
    OpenAiProvider& operator=(OpenAiProvider&&) = delete;

    [[nodiscard]] std::string_view name() const override { return settings_.name; }
    [[nodiscard]] std::string_view model() const override { return settings_.model; }
    Task<Result<std::unique_ptr<TokenStream>>> start(ChatRequest request) override;

private:
    struct Attempt;
    [[nodiscard]] Task<Result<std::unique_ptr<TokenStream>>> ask(ChatRequest request);
    [[nodiscard]] Task<Attempt> try_once(std::string body, std::int64_t prompt_bytes);
    [[nodiscard]] http::ClientRequest request_with(std::string body) const;

    ProviderSettings settings_;
    const http::Client& client_;
    const Clock& clock_;
    std::shared_ptr<CircuitBreaker>
        breaker_;  // streams report to it, also after the provider is gone
};

}  // namespace buddy::llm
