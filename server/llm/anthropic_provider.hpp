// A model behind Anthropic's messages: Anthropic itself, or any server that speaks the same.
//
//     AnthropicProvider provider{{.name = "anthropic", .base_url = "https://api.anthropic.com", .api_key = key,
//                                 .model = "claude-haiku-5-5"}, client, clock};
//     auto stream = co_await provider.start({.messages = …, .max_tokens = 300, .end_user = hash});
//
// The version of the vendor's interface is pinned. It knows no temperature and no prefilled answer, so none is sent.
// Repetitions, threads and errors as in vendor_calls.hpp.
#pragma once

#include "llm/llm.hpp"
#include "llm/vendor_calls.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::llm {

class AnthropicProvider final : public ModelProvider {
public:
    /// `client` and `clock` outlive it.
    AnthropicProvider(ProviderSettings settings, const http::Client& client, const Clock& clock);

    [[nodiscard]] std::string_view name() const override { return calls_.settings().name; }
    [[nodiscard]] std::string_view model() const override { return calls_.settings().model; }
    [[nodiscard]] bool is_resting() const override { return calls_.is_resting(); }
    Task<Result<std::unique_ptr<TokenStream>>> start(ChatRequest request) override;

    /// What every call must carry: version and key.
    [[nodiscard]] static std::vector<std::pair<std::string, std::string>> headers_with(
        const std::string& api_key
    );

private:
    VendorCalls calls_;
};

}  // namespace buddy::llm
