#include "llm/reply_stream.hpp"

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

ReplyStream::ReplyStream(
    std::unique_ptr<http::ClientStream> source, ReadEvent read, std::int64_t prompt_bytes
)
    : source_{std::move(source)}, read_{std::move(read)}, prompt_bytes_{prompt_bytes}
{
}

Task<Result<void>> ReplyStream::begin()
{
    while (is_waiting()) co_await take_more();
    // What breaks before the first word leaves the answer free for another voice.
    if (waiting_.empty() && failure_) co_return std::unexpected(*failure_);
    if (waiting_.empty() && !finish_) {
        was_cut_ = true;
        co_return failed(ErrorCode::Unavailable, "the stream ended before its first word");
    }
    co_return Result<void>{};
}

Task<Result<std::optional<std::string>>> ReplyStream::next()
{
    while (is_waiting()) co_await take_more();
    if (!waiting_.empty()) {
        said_bytes_ += static_cast<std::int64_t>(waiting_.size());
        co_return std::exchange(waiting_, {});
    }
    settle();
    if (failure_) co_return std::unexpected(*failure_);
    if (source_) co_await read_to_end();
    co_return std::nullopt;
}

Task<> ReplyStream::take_more()
{
    auto piece = co_await source_->next();
    if (!piece) {
        failure_ = piece.error();
        was_cut_ = true;
    } else if (*piece) {
        take(**piece);
    } else {
        ended_ = true;
    }
    // What comes after a refusal changes nothing: it ends well or breaks off, refused it is.
    if (finish_ == Finish::Filtered && failure_) {
        failure_.reset();
        ended_ = true;
    }
}

void ReplyStream::settle()
{
    if (!trial_) return;
    if (failure_ || finish() == Finish::Truncated)
        trial_->failed();
    else
        trial_->succeeded();
}

// Taking the last bytes off the connection leaves it fit for the next turn. Nobody waits long for them.
Task<> ReplyStream::read_to_end()
{
    constexpr std::chrono::milliseconds patience{100};
    const auto source = std::exchange(source_, nullptr);
    while (true) {
        auto piece = co_await with_deadline(patience, source->next());
        const bool more = piece && *piece && **piece;
        if (!more) co_return;
    }
}

void ReplyStream::take(std::string_view bytes)
{
    for (const auto& event : parser_.feed(bytes)) {
        if (ended_ || failure_) return;
        auto chunk = read_(event);
        if (chunk)
            take_chunk(std::move(*chunk));
        else
            failure_ = chunk.error();
    }
    if (parser_.is_broken())
        failure_ =
            Error{.code = ErrorCode::Unavailable, .detail = "an event of the stream is too long"};
}

void ReplyStream::take_chunk(ReplyChunk chunk)
{
    if (chunk.is_end) ended_ = true;
    waiting_ += chunk.text;
    if (chunk.usage) usage_ = chunk.usage;
    // Once refused, always refused: a later "stop" does not make the vendor's words ours.
    if (chunk.finish && finish_ != Finish::Filtered) finish_ = chunk.finish;
}

Usage ReplyStream::usage() const
{
    if (usage_) return *usage_;
    return {
        .prompt_tokens = estimated_tokens(prompt_bytes_),
        .completion_tokens = estimated_tokens(said_bytes_),
        .estimated = true
    };
}

}  // namespace buddy::llm
