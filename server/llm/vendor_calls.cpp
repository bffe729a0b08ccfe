#include "llm/vendor_calls.hpp"

#include "llm/reply_stream.hpp"
#include "llm/retry_policy.hpp"
#include "platform/async/deadline.hpp"
#include "platform/log/log.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>

namespace buddy::llm {

namespace {

ErrorCode code_for(int status)
{
    if (status == 429 || status == 402) return ErrorCode::TooMany;
    const bool is_ours = status >= 400 && status < 500 && status != 408 && status != 409;
    return is_ours ? ErrorCode::Invalid : ErrorCode::Unavailable;
}

// The body of an answer that is no stream, as far as it is worth reading.
Task<std::string> read_fault(http::ClientStream& stream)
{
    constexpr std::size_t enough = 16UL * 1024;
    std::string body;
    while (body.size() < enough) {
        auto piece = co_await stream.next();
        if (!piece || !*piece) break;
        body += **piece;
    }
    co_return body;
}

Task<> pause(std::chrono::milliseconds span)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

http::ClientRequest request_for(VendorQuestion question, const http::ClientTimeouts& timeouts)
{
    http::ClientRequest request{
        .method = "POST",
        .url = std::move(question.url),
        .headers = std::move(question.headers),
        .body = std::move(question.body),
        .timeouts = timeouts
    };
    request.headers.emplace_back("Content-Type", "application/json");
    request.headers.emplace_back("Accept", "text/event-stream");
    return request;
}

}  // namespace

// How one try ended: with a stream, or with an error and the word on whether to try again.
struct VendorCalls::Attempt {
    std::unique_ptr<ReplyStream> stream;
    Error error;
    std::optional<std::chrono::milliseconds> wait;  // empty: do not try again. Zero: as we like

    static Attempt fatal(Error error)
    {
        return {.stream = {}, .error = std::move(error), .wait = {}};
    }
    static Attempt again(Error error)
    {
        return {.stream = {}, .error = std::move(error), .wait = std::chrono::milliseconds{0}};
    }
};

VendorCalls::VendorCalls(ProviderSettings settings, const http::Client& client, const Clock& clock)
    : settings_{std::move(settings)},
      client_{client},
      clock_{clock},
      breaker_{std::make_shared<CircuitBreaker>(clock, settings_.breaker)}
{
}

Task<Result<std::unique_ptr<TokenStream>>> VendorCalls::ask(VendorQuestion question)
{
    auto trial = CircuitBreaker::Trial::of(breaker_);
    if (!trial)
        co_return failed(ErrorCode::Unavailable, settings_.name + " rests after several failures");
    auto stream = co_await ask_patiently(std::move(question));
    if (!stream) {
        // A wrong key or request of ours says nothing of the provider's health.
        if (stream.error().code != ErrorCode::Invalid) trial->failed();
        co_return std::unexpected(stream.error());
    }
    (*stream)->settle_at_end(std::move(*trial));
    co_return std::unique_ptr<TokenStream>{std::move(*stream)};
}

Task<Result<std::unique_ptr<ReplyStream>>> VendorCalls::ask_patiently(VendorQuestion question)
{
    for (int attempt = 1;; ++attempt) {
        auto outcome = co_await with_deadline(settings_.first_word, try_once(question));
        if (!outcome)
            co_return std::unexpected(unanswered(
                                          question,
                                          {.code = ErrorCode::Unavailable,
                                           .detail = settings_.name + " says no word in time"}
            )
                                          .error);
        if (outcome->stream) co_return std::move(outcome->stream);
        const bool again = outcome->wait && attempt <= settings_.retries &&
                           *outcome->wait <= settings_.longest_wait;
        if (!again) co_return std::unexpected(std::move(outcome->error));
        const bool is_named = *outcome->wait > std::chrono::milliseconds{0};
        co_await pause(is_named ? *outcome->wait : backoff(attempt, settings_.first_backoff));
    }
}

Task<VendorCalls::Attempt> VendorCalls::try_once(VendorQuestion question)
{
    auto request = request_for(question, settings_.timeouts);
    auto source = client_.open(co_await asio::this_coro::executor, std::move(request));
    const auto asked_at = std::chrono::steady_clock::now();
    auto head = co_await source->head();
    if (!head) {
        // A refused connection fails fast and may be repeated; silence has cost the child enough time already.
        const bool was_fast =
            std::chrono::steady_clock::now() - asked_at < settings_.timeouts.connect;
        const bool again = was_fast && head.error().code == ErrorCode::Unavailable;
        co_return again ? Attempt::again(head.error()) : unanswered(question, head.error());
    }
    if (head->status != 200)
        co_return refusal(*head, question.request_id, co_await read_fault(*source));
    if (!head->header("content-type").starts_with("text/event-stream"))
        co_return Attempt::fatal(
            {.code = ErrorCode::Invalid, .detail = settings_.name + " does not stream"}
        );
    auto stream =
        std::make_unique<ReplyStream>(std::move(source), question.read, question.prompt_bytes);
    if (auto begun = co_await stream->begin(); !begun)
        co_return stream->was_cut() ? unanswered(question, begun.error())
                                    : Attempt::fatal(begun.error());
    co_return Attempt{.stream = std::move(stream), .error = {}, .wait = {}};
}

// It had the question: whether it worked on it, and bills that, nobody here can know.
VendorCalls::Attempt VendorCalls::unanswered(const VendorQuestion& question, Error error)
{
    if (question.was_perhaps_billed) question.was_perhaps_billed();
    return Attempt::fatal(std::move(error));
}

VendorCalls::Attempt VendorCalls::refusal(
    const http::ClientHead& head, std::string_view request_id, std::string_view body
) const
{
    const auto word = error_code_in(body);
    std::string detail = settings_.name + " answered " + std::to_string(head.status);
    if (!word.empty()) detail += " (" + word + ")";
    detail += ", request " + log::Code{head.header(request_id)}.text();
    return {
        .stream = {},
        .error = {.code = code_for(head.status), .detail = std::move(detail)},
        .wait = wait_asked_for(head, word, clock_.now())
    };
}

std::int64_t bytes_in(const ChatRequest& request)
{
    std::size_t bytes = 0;
    for (const auto& message : request.messages) bytes += message.content.size();
    return static_cast<std::int64_t>(bytes);
}

}  // namespace buddy::llm
