// What language models may cost, and what they did: the ledger.
//
//     const auto exceeded = co_await ledger.reserve({.id = …, .worst_case = …});
//     if (exceeded) …                      // a budget is used up: another voice answers
//     … the call …
//     co_await ledger.settle({.id = …, .tokens = …, .cost = …});
//
// A call is reserved at its worst case before it is made and settled at its price after, so that many
// at once can never spend more than a budget together. The reservation has a lease, longer than any
// call: a process that was killed leaves it behind, and when the lease is over the call counts at its
// worst case as *lost*, for nobody knows what the vendor has billed. Until then the reservation itself
// counts against every budget. A settlement that comes late after all corrects a lost call.
//
// Threads  Any event loop.
// Errors   A broken database throws sql::DatabaseError. What is refused is a value.
#pragma once

#include "spending/budget.hpp"
#include "spending/money.hpp"
#include "spending/prices.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "platform/async/task.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::spending {

/// What a model is called for.
enum class CallRole : std::uint8_t {
    Lead,       ///< Speaks with the child.
    Judge,      ///< Second opinion on a child's message: part of keeping it safe, so never refused.
    Supporter,  ///< Writes a note for the one who speaks.
    Summary     ///< Sums up what was said too long ago to be sent again.
};
/// "lead", "judge" …: in the database, metrics and reports.
[[nodiscard]] std::string_view id_of(CallRole role) noexcept;

/// A call that is about to be made.
struct Reservation {
    std::string id;
    FamilyId family;                ///< Empty: nobody's but the server's.
    std::string time_zone = "UTC";  ///< The family's: when its day and its month begin.
    CallRole role = CallRole::Lead;
    std::string vendor;
    std::string model;
    Money worst_case;
    bool is_priced = true;  ///< false: nobody knows the price, all amounts are zero.
    bool may_be_refused = true;
    Time at;
    Time expires_at;  ///< The end of the lease.
};

/// What it came to.
struct Settlement {
    std::string id;
    Time at;
    Tokens tokens;
    Money cost;
    Money saved_by_cache;
    bool is_estimated = false;  ///< The vendor sent no counts: they are ours.
};

/// The calls of one day, role and model, for reports.
struct CallSum {
    std::string day;  ///< Of the reservation, in UTC.
    std::string role;
    std::string vendor;
    std::string model;
    std::int64_t calls = 0;
    std::int64_t families = 0;
    Tokens tokens;
    Money cost;
    Money saved_by_cache;
    Money held;                  ///< Of calls that still run.
    std::int64_t lost = 0;       ///< Counted at their worst case.
    std::int64_t estimated = 0;  ///< With our own token counts, lost ones not among them.
    std::int64_t without_price = 0;
};

class Ledger {
public:
    Ledger() = default;
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;
    Ledger(Ledger&&) = delete;
    Ledger& operator=(Ledger&&) = delete;
    virtual ~Ledger() = default;

    /// Holds the worst case against all budgets it touches, or against none. Empty: held.
    virtual Task<std::optional<Budget>> reserve(Reservation reservation) = 0;
    /// Puts the cost in the place of what was held, also if the call counted as lost meanwhile. A call
    /// that is not known, or was settled or released before, changes nothing.
    virtual Task<> settle(Settlement settlement) = 0;
    /// The call was never made, or failed before an answer: it costs nothing.
    virtual Task<> release(std::string id, Time at) = 0;
    /// Counts calls whose lease is over at their worst case, a hundred at most. Returns how many; 0: none
    /// is left.
    virtual Task<std::size_t> settle_lost(Time now) = 0;
    /// Forgets what was booked before that day (UTC), a thousand calls at most; one that still runs stays.
    /// Returns how many calls; 0: none is left.
    virtual Task<std::int64_t> forget_before(std::chrono::sys_days day) = 0;
    /// From that day (UTC) on, in the order of day, role, vendor and model; released calls left out.
    virtual Task<std::vector<CallSum>> sums_since(std::chrono::sys_days day) = 0;
    /// How many families have called a model since.
    virtual Task<std::int64_t> families_since(std::chrono::sys_days day) = 0;
};

}  // namespace buddy::spending
