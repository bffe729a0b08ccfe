// A model whose every call goes through the ledger: reserved before, settled with what was used after.
//
//     AccountedProvider lead{std::move(openai), {ledger, clock, beside, metrics}, terms};
//     auto stream = co_await lead.start(request);       // NotAllowed: a budget is used up
//
// Each call has a small task of its own beside the turn. It writes the reservation, waits for the call
// to end, and writes the settlement: neither a child that presses stop nor a turn that breaks leaves a
// reservation behind, and no turn waits for a settlement. Only a call that may be refused waits for its
// reservation; the judge's goes out at once, whatever the ledger does.
//
// A model that rests is not asked, and nothing is held for it. A call that was refused is released. One that
// the vendor took and left without a word counts as it was reserved: what it did meanwhile, thoughts among it,
// nobody here can know, and a budget must hold all the same. One that the caller dropped while the vendor worked
// on it counts its prompt. An end that cannot be written is tried again; at last the lease counts it.
//
// Threads  As the model behind it. `beside` runs a task on the caller's own loop.
// Errors   As the model's, and NotAllowed; Conflict when the ledger cannot be asked.
// Lifetime The parts outlive every stream.
#pragma once

#include "spending/spending.hpp"

#include "llm/llm.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::spending {

/// How a call ended, without its words.
struct CallEnd {
    CallRole role = CallRole::Lead;
    std::string_view vendor;
    std::string_view model;
    bool was_answered = false;
    bool is_worst_case = false;  ///< Not answered, but the vendor may bill it. Neither: released.
    Tokens tokens;
    Money cost;
};

/// Watches calls for metrics and the log.
class CallObserver {
public:
    CallObserver() = default;
    CallObserver(const CallObserver&) = delete;
    CallObserver& operator=(const CallObserver&) = delete;
    CallObserver(CallObserver&&) = delete;
    CallObserver& operator=(CallObserver&&) = delete;
    virtual ~CallObserver() = default;
    /// After it was written to the ledger.
    virtual void ended(const CallEnd& call) = 0;
    virtual void refused(CallRole role, Budget budget) = 0;
    /// The ledger's database failed: a call that may be refused was not made, or the end of one is not
    /// written and counts at its worst case once its lease has ended.
    virtual void ledger_failed(CallRole role) = 0;
};

/// What a model costs at a moment; empty: nobody knows.
using PriceAt = std::function<std::optional<Price>(Time at)>;

/// The most that a request can cost: a token is a byte at least, and the answer as long as it may be.
[[nodiscard]] Money worst_case_of(const Price& price, const llm::ChatRequest& request);

class AccountedProvider final : public llm::ModelProvider {
public:
    struct Parts {
        Ledger& ledger;
        const Clock& clock;
        std::function<void(Task<>)> beside;
        CallObserver& observer;
        /// Waits before an end that could not be written is written again. Short ones: a server that
        /// stops waits for them.
        std::vector<std::chrono::milliseconds> retries{
            std::chrono::milliseconds{200}, std::chrono::seconds{1}, std::chrono::seconds{4}
        };
    };
    struct Terms {
        CallRole role = CallRole::Lead;
        std::string vendor;  ///< As in the prices.
        PriceAt price;
        std::chrono::seconds lease{300};  ///< Longer than any call.
        bool may_be_refused = true;
    };

    AccountedProvider(std::unique_ptr<llm::ModelProvider> model, Parts parts, Terms terms);
    ~AccountedProvider() override;
    AccountedProvider(const AccountedProvider&) = delete;
    AccountedProvider& operator=(const AccountedProvider&) = delete;
    AccountedProvider(AccountedProvider&&) = delete;
    AccountedProvider& operator=(AccountedProvider&&) = delete;

    [[nodiscard]] std::string_view name() const override { return model_->name(); }
    [[nodiscard]] std::string_view model() const override { return model_->model(); }
    [[nodiscard]] bool is_resting() const override { return model_->is_resting(); }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest request) override;

private:
    struct Call;
    class Answer;
    class Hold;
    class Stream;
    [[nodiscard]] Reservation reservation_for(
        const llm::ChatRequest& request, const std::optional<Price>& price
    ) const;
    static Task<> keep_account(Parts parts, std::shared_ptr<Call> call, Answer answer);
    static Task<> book_end(Parts parts, std::shared_ptr<Call> call);
    [[nodiscard]] static CallEnd end_of(const Call& call);
    /// false: the database failed.
    static Task<bool> write_end(const Parts& parts, const Call& call, const CallEnd& end, Time now);

    std::unique_ptr<llm::ModelProvider> model_;
    Parts parts_;
    Terms terms_;
};

}  // namespace buddy::spending
