// The words of one running reply, whoever the vendor is. Inside of llm only.
#pragma once

#include "llm/circuit_breaker.hpp"
#include "llm/llm.hpp"
#include "llm/reply_chunk.hpp"
#include "llm/sse_parser.hpp"
#include "platform/http/client.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace buddy::llm {

class ReplyStream final : public TokenStream {
public:
    /// `prompt_bytes` serves to estimate usage when the vendor sends none.
    ReplyStream(
        std::unique_ptr<http::ClientStream> source, ReadEvent read, std::int64_t prompt_bytes
    );
    /// Waits for the first word, or for the end of a reply without any.
    /// Unavailable  it broke before.
    [[nodiscard]] Task<Result<void>> begin();
    /// After a begin() that failed: the connection broke or fell silent, where a vendor that cannot answer says
    /// so.
    [[nodiscard]] bool was_cut() const { return was_cut_; }
    /// How the reply ends, is how the trial ended.
    void settle_at_end(CircuitBreaker::Trial trial) { trial_.emplace(std::move(trial)); }

    Task<Result<std::optional<std::string>>> next() override;
    [[nodiscard]] Finish finish() const override { return finish_.value_or(Finish::Truncated); }
    [[nodiscard]] Usage usage() const override;

private:
    [[nodiscard]] bool is_waiting() const { return waiting_.empty() && !ended_ && !failure_; }
    [[nodiscard]] Task<> take_more();
    void take(std::string_view bytes);
    void take_chunk(ReplyChunk chunk);
    void settle();
    [[nodiscard]] Task<> read_to_end();

    std::unique_ptr<http::ClientStream> source_;
    ReadEvent read_;
    std::optional<CircuitBreaker::Trial> trial_;
    SseParser parser_;
    std::string waiting_;           // said, but not taken yet
    std::optional<Error> failure_;  // reported once what waits has been taken
    std::optional<Finish> finish_;
    std::optional<Usage> usage_;
    std::int64_t prompt_bytes_;
    std::int64_t said_bytes_ = 0;
    bool ended_ = false;
    bool was_cut_ = false;  // by the connection, or without a reason
};

}  // namespace buddy::llm
