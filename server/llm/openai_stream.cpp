#include "llm/openai_stream.hpp"

#include "platform/async/deadline.hpp"

#include <utility>

namespace buddy::llm {

namespace {

// A token of ordinary text is about four bytes long.
std::int64_t estimated_tokens(std::int64_t bytes)
{
    constexpr std::int64_t bytes_a_token = 4;
    return (bytes + bytes_a_token - 1) / bytes_a_token;
}

}  // namespace

OpenAiStream::OpenAiStream(
    std::unique_ptr<http::ClientStream> source,
    std::shared_ptr<CircuitBreaker> breaker,
    std::int64_t prompt_bytes
)
    : source_{std::move(source)}, breaker_{std::move(breaker)}, prompt_bytes_{prompt_bytes}
{
}

Task<Result<void>> OpenAiStream::begin()
{
    auto piece = co_await source_->next();
    if (!piece) co_return std::unexpected(piece.error());
    if (!*piece) co_return failed(ErrorCode::Unavailable, "the stream ended before its first word");
    take(**piece);
    // An error that comes before the first word leaves the answer free for another voice.
    if (failure_ && waiting_.empty()) co_return std::unexpected(*failure_);
    co_return Result<void>{};
}

Task<Result<std::optional<std::string>>> OpenAiStream::next()
{
    while (waiting_.empty() && !ended_ && !failure_) {
        auto piece = co_await source_->next();
        if (!piece)
            failure_ = piece.error();
        else if (*piece)
            take(**piece);
        else
            ended_ = true;
    }
    if (!waiting_.empty()) {
        said_bytes_ += static_cast<std::int64_t>(waiting_.size());
        co_return std::exchange(waiting_, {});
    }
    if (failure_) {
        breaker_->failed();
        co_return std::unexpected(*failure_);
    }
    if (source_) co_await read_to_end();
    co_return std::nullopt;
}

// Taking the last bytes off the connection leaves it fit for the next turn. Nobody waits long for them.
Task<> OpenAiStream::read_to_end()
{
    constexpr std::chrono::milliseconds patience{100};
    const auto source = std::exchange(source_, nullptr);
    while (true) {
        auto piece = co_await with_deadline(patience, source->next());
        const bool more = piece && *piece && **piece;
        if (!more) co_return;
    }
}

void OpenAiStream::take(std::string_view bytes)
{
    for (const auto& event : parser_.feed(bytes)) {
        if (ended_ || failure_) return;
        auto chunk = read_chunk(event.data);
        if (chunk)
            take_chunk(std::move(*chunk));
        else
            failure_ = chunk.error();
    }
    if (parser_.is_broken())
        failure_ =
            Error{.code = ErrorCode::Unavailable, .detail = "an event of the stream is too long"};
}

void OpenAiStream::take_chunk(CompletionChunk chunk)
{
    if (chunk.is_end) ended_ = true;
    waiting_ += chunk.text;
    if (chunk.usage) usage_ = chunk.usage;
    // Once refused, always refused: a later "stop" does not make the vendor's words ours.
    if (chunk.finish && finish_ != Finish::Filtered) finish_ = chunk.finish;
}

Usage OpenAiStream::usage() const
{
    if (usage_) return *usage_;
    return {
        .prompt_tokens = estimated_tokens(prompt_bytes_),
        .completion_tokens = estimated_tokens(said_bytes_),
        .estimated = true
    };
}

}  // namespace buddy::llm
