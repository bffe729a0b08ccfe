// The tokens of one running chat completion. Inside of llm only.
#pragma once

#include "llm/circuit_breaker.hpp"
#include "llm/completion_chunk.hpp"
#include "llm/llm.hpp"
#include "llm/sse_parser.hpp"
#include "platform/http/client.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace buddy::llm {

class OpenAiStream final : public TokenStream {
public:
    /// `prompt_bytes` serves to estimate usage when the vendor sends none.
    OpenAiStream(
        std::unique_ptr<http::ClientStream> source,
        std::shared_ptr<CircuitBreaker> breaker,
        std::int64_t prompt_bytes
    );
    /// Waits for the first bytes of the body.
    [[nodiscard]] Task<Result<void>> begin();

    Task<Result<std::optional<std::string>>> next() override;
    [[nodiscard]] Finish finish() const override { return finish_.value_or(Finish::Truncated); }
    [[nodiscard]] Usage usage() const override;

private:
    void take(std::string_view bytes);
    void take_chunk(CompletionChunk chunk);
    [[nodiscard]] Task<> read_to_end();

    std::unique_ptr<http::ClientStream> source_;
    std::shared_ptr<CircuitBreaker> breaker_;
    SseParser parser_;
    std::string waiting_;           // said, but not taken yet
    std::optional<Error> failure_;  // reported once what waits has been taken
    std::optional<Finish> finish_;
    std::optional<Usage> usage_;
    std::int64_t prompt_bytes_;
    std::int64_t said_bytes_ = 0;
    bool ended_ = false;
};

}  // namespace buddy::llm
