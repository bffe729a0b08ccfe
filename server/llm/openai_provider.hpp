// A model behind OpenAI's chat completions: OpenAI itself, or any server that speaks the same.
//
//     OpenAiProvider provider{{.name = "openai", .base_url = "https://api.openai.com/v1", .api_key = key, .model = "gpt-5-mini"},
//                             client, clock};
//     auto stream = co_await provider.start({.messages = …, .max_tokens = 300, .end_user = hash});
//
// Repetitions, threads and errors as in vendor_calls.hpp.
#pragma once

#include "llm/llm.hpp"
#include "llm/vendor_calls.hpp"

#include <memory>
#include <string_view>

namespace buddy::llm {

class OpenAiProvider final : public ModelProvider {
public:
    /// `client` and `clock` outlive it.
    OpenAiProvider(ProviderSettings settings, const http::Client& client, const Clock& clock);

    [[nodiscard]] std::string_view name() const override { return calls_.settings().name; }
    [[nodiscard]] std::string_view model() const override { return calls_.settings().model; }
    [[nodiscard]] bool is_resting() const override { return calls_.is_resting(); }
    Task<Result<std::unique_ptr<TokenStream>>> start(ChatRequest request) override;

private:
    VendorCalls calls_;
};

}  // namespace buddy::llm
