#include "spending/accounted_provider.hpp"

#include "platform/async/wakeup.hpp"
#include "platform/crypto/random.hpp"
#include "platform/sql/database.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace buddy::spending {
namespace {

std::int64_t prompt_bytes(const llm::ChatRequest& request)
{
    std::size_t bytes = 0;
    for (const auto& message : request.messages) bytes += message.content.size();
    if (request.answer) bytes += request.answer->name.size() + request.answer->schema.size();
    return static_cast<std::int64_t>(bytes);
}

/// What the prompt of a call comes to that was dropped before the vendor counted.
llm::Usage prompt_alone(std::int64_t bytes)
{
    constexpr std::int64_t bytes_a_token = 4;
    return {
        .prompt_tokens = (bytes + bytes_a_token - 1) / bytes_a_token,
        .completion_tokens = 0,
        .estimated = true
    };
}

Tokens tokens_of(const llm::Usage& usage)
{
    return plausible(
        {.input = usage.prompt_tokens,
         .cached_input = usage.cached_tokens,
         .cache_written = usage.cache_write_tokens,
         .output = usage.completion_tokens}
    );
}

}  // namespace

Money worst_case_of(const Price& price, const llm::ChatRequest& request)
{
    const auto input = llm::tokens_at_most(request) - request.max_tokens;
    return std::max(price.input, price.cache_write) * input + price.output * request.max_tokens;
}

/// One call, shared by whoever makes it and the task that keeps its account.
struct AccountedProvider::Call {
    Call(const asio::any_io_executor& executor, Reservation asked, std::optional<Price> at_price)
        : reservation{std::move(asked)}, price{at_price}, answered{executor}, ended{executor}
    {
    }
    Reservation reservation;
    std::optional<Price> price;
    Wakeup answered;               // the ledger has spoken, or cannot
    std::optional<Error> refusal;  // valid then
    Wakeup ended;
    std::optional<llm::Usage> usage;  // valid then; empty: it costs nothing
    bool was_perhaps_billed = false;  // valid then: it counts as reserved, whatever usage says
};

/// What the ledger says to the caller. Dropped without a word, as when the server stops, it says no.
class AccountedProvider::Answer {
public:
    explicit Answer(std::shared_ptr<Call> call) : call_{std::move(call)} {}
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;
    Answer(Answer&&) noexcept = default;
    Answer& operator=(Answer&&) = delete;
    ~Answer()
    {
        if (call_) no({.code = ErrorCode::Conflict, .detail = "the ledger cannot be asked"});
    }
    void yes() { std::exchange(call_, nullptr)->answered.notify(); }
    void no(Error why)
    {
        const auto call = std::exchange(call_, nullptr);
        call->refusal = std::move(why);
        call->answered.notify();
    }

private:
    std::shared_ptr<Call> call_;
};

/// The caller's end of a call. Letting it go ends the call in the books.
class AccountedProvider::Hold {
public:
    explicit Hold(std::shared_ptr<Call> call) : call_{std::move(call)} {}
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    Hold(Hold&&) noexcept = default;
    Hold& operator=(Hold&&) = delete;
    ~Hold()
    {
        if (call_) call_->ended.notify();
    }
    void used(llm::Usage usage) { call_->usage = usage; }
    void used_nothing() { call_->usage.reset(); }

private:
    std::shared_ptr<Call> call_;
};

class AccountedProvider::Stream final : public llm::TokenStream {
public:
    Stream(std::unique_ptr<llm::TokenStream> source, Hold hold)
        : source_{std::move(source)}, hold_{std::move(hold)}
    {
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    Stream(Stream&&) = delete;
    Stream& operator=(Stream&&) = delete;
    ~Stream() override { hold_.used(source_->usage()); }

    Task<Result<std::optional<std::string>>> next() override { return source_->next(); }
    [[nodiscard]] llm::Finish finish() const override { return source_->finish(); }
    [[nodiscard]] llm::Usage usage() const override { return source_->usage(); }

private:
    std::unique_ptr<llm::TokenStream> source_;
    Hold hold_;
};

AccountedProvider::AccountedProvider(
    std::unique_ptr<llm::ModelProvider> model, Parts parts, Terms terms
)
    : model_{std::move(model)}, parts_{std::move(parts)}, terms_{std::move(terms)}
{
}

AccountedProvider::~AccountedProvider() = default;

Reservation AccountedProvider::reservation_for(
    const llm::ChatRequest& request, const std::optional<Price>& price
) const
{
    const auto now = parts_.clock.now();
    return {
        .id = crypto::new_id_text(now),
        .family = request.account.family,
        .time_zone = request.account.time_zone,
        .role = terms_.role,
        .vendor = terms_.vendor,
        .model = std::string{model_->model()},
        .worst_case = price ? worst_case_of(*price, request) : Money{},
        .is_priced = price.has_value(),
        .may_be_refused = terms_.may_be_refused,
        .at = now,
        .expires_at = now + terms_.lease
    };
}

Task<Result<std::unique_ptr<llm::TokenStream>>> AccountedProvider::start(llm::ChatRequest request)
{
    if (model_->is_resting())
        co_return failed(
            ErrorCode::Unavailable, std::string{model_->name()} + " rests after several failures"
        );
    const auto price = terms_.price(parts_.clock.now());
    const auto call = std::make_shared<Call>(
        co_await asio::this_coro::executor, reservation_for(request, price), price
    );
    Hold hold{call};
    parts_.beside(keep_account(parts_, call, Answer{call}));
    if (terms_.may_be_refused) {
        co_await call->answered.wait();
        if (call->refusal) co_return std::unexpected(*call->refusal);
    }
    hold.used(prompt_alone(prompt_bytes(request)));  // stands if we are dropped now
    request.was_perhaps_billed = [call] { call->was_perhaps_billed = true; };
    auto stream = co_await model_->start(std::move(request));
    if (!stream) {
        hold.used_nothing();
        co_return std::unexpected(stream.error());
    }
    co_return std::make_unique<Stream>(std::move(*stream), std::move(hold));
}

Task<> AccountedProvider::keep_account(Parts parts, std::shared_ptr<Call> call, Answer answer)
{
    // A server that stops lets what has begun be written.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    const auto role = call->reservation.role;
    std::optional<Budget> exceeded;
    bool is_booked = true;
    try {
        exceeded = co_await parts.ledger.reserve(call->reservation);
    } catch (const sql::DatabaseError&) {
        is_booked = false;  // told to the observer, and to the caller by the answer that never came
    }
    if (!is_booked) {
        parts.observer.ledger_failed(role);
        co_return;
    }
    if (exceeded) {
        parts.observer.refused(role, *exceeded);
        answer.no({.code = ErrorCode::NotAllowed, .detail = "a budget is used up"});
        co_return;
    }
    answer.yes();
    co_await call->ended.wait();
    co_await book_end(std::move(parts), std::move(call));
}

Task<> AccountedProvider::book_end(Parts parts, std::shared_ptr<Call> call)
{
    const auto& reserved = call->reservation;
    const auto end = end_of(*call);
    const auto now = parts.clock.now();
    bool is_booked = co_await write_end(parts, *call, end, now);
    for (const auto wait : parts.retries) {
        if (is_booked) break;
        asio::steady_timer timer{co_await asio::this_coro::executor, wait};
        co_await timer.async_wait(asio::use_awaitable);
        is_booked = co_await write_end(parts, *call, end, now);
    }
    // Not booked: the reservation stands until its lease ends, then counts at its worst case.
    if (is_booked)
        parts.observer.ended(end);
    else
        parts.observer.ledger_failed(reserved.role);
}

CallEnd AccountedProvider::end_of(const Call& call)
{
    const auto& reserved = call.reservation;
    CallEnd end{.role = reserved.role, .vendor = reserved.vendor, .model = reserved.model};
    if (call.was_perhaps_billed) {
        end.is_worst_case = true;
        end.cost = reserved.worst_case;
    } else if (call.usage) {
        end.was_answered = true;
        end.tokens = tokens_of(*call.usage);
        if (call.price) end.cost = cost_of(*call.price, end.tokens);
    }
    return end;
}

Task<bool> AccountedProvider::write_end(
    const Parts& parts, const Call& call, const CallEnd& end, Time now
)
{
    Settlement settlement{
        .id = call.reservation.id,
        .at = now,
        .tokens = end.tokens,
        .cost = end.cost,
        .is_estimated = end.is_worst_case || (call.usage && call.usage->estimated)
    };
    if (call.price) settlement.saved_by_cache = saved_by_cache(*call.price, end.tokens);
    try {
        if (end.was_answered || end.is_worst_case)
            co_await parts.ledger.settle(std::move(settlement));
        else
            co_await parts.ledger.release(settlement.id, now);
    } catch (const sql::DatabaseError&) {
        co_return false;  // the caller tries again, and tells the observer
    }
    co_return true;
}

}  // namespace buddy::spending
