// Asking a vendor's server for a streamed reply: what is the same for every vendor. Inside of llm, and for who sets providers up.
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
#include "llm/reply_chunk.hpp"
#include "platform/http/client.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::llm {

struct ProviderSettings {
    std::string name;  ///< For records and metrics: "openai".
    std::string base_url;
    std::string api_key;  ///< Empty: none is sent (a server at home).
    std::string model;
    http::ClientTimeouts timeouts{};  ///< Connect 5 s, between two pieces 20 s, in all 120 s.
    std::chrono::milliseconds first_word{20'000};  ///< From asking to the first word, each time.
    /// May instructions stand between messages? Many a server takes a single one, at the beginning.
    bool takes_late_instructions = false;
    int retries = 2;  ///< Repetitions before the first byte.
    std::chrono::milliseconds first_backoff{500};
    std::chrono::milliseconds longest_wait{5'000
    };  ///< A vendor that asks for more is given up at once.
    CircuitBreaker::Settings breaker{};
};

/// One question, in a vendor's words.
struct VendorQuestion {
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;  ///< Beside content type and accept.
    std::string body;                                          ///< JSON.
    std::string_view request_id;  ///< The header of an answer that names the call. A literal.
    ReadEvent read;               ///< Untouched: each attempt takes a copy.
    std::int64_t prompt_bytes = 0;
    std::function<void()> was_perhaps_billed;  ///< As in ChatRequest.
};

class ReplyStream;

class VendorCalls {
public:
    VendorCalls(ProviderSettings settings, const http::Client& client, const Clock& clock);

    [[nodiscard]] const ProviderSettings& settings() const noexcept { return settings_; }
    [[nodiscard]] bool is_resting() const { return breaker_->is_open(); }
    /// As ModelProvider::start().
    [[nodiscard]] Task<Result<std::unique_ptr<TokenStream>>> ask(VendorQuestion question);

private:
    struct Attempt;
    [[nodiscard]] static Attempt unanswered(const VendorQuestion& question, Error error);
    [[nodiscard]] Task<Result<std::unique_ptr<ReplyStream>>> ask_patiently(VendorQuestion question);
    [[nodiscard]] Task<Attempt> try_once(VendorQuestion question);
    [[nodiscard]] Attempt refusal(
        const http::ClientHead& head, std::string_view request_id, std::string_view body
    ) const;

    ProviderSettings settings_;
    const http::Client& client_;
    const Clock& clock_;
    std::shared_ptr<CircuitBreaker>
        breaker_;  // streams report to it, also after the provider is gone
};

/// How long the words of a request are, in bytes.
[[nodiscard]] std::int64_t bytes_in(const ChatRequest& request);

}  // namespace buddy::llm
