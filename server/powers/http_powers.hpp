// What holds for a child and why, over HTTP: for its guardians, for itself, for staff who try a case, and the public
// figures of the crisis protocol. api/openapi.yaml describes all.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "powers/powers_desk.hpp"
#include "powers/referrals.hpp"

#include "platform/http/route.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace buddy::powers {

/// How often a child is reminded, Buddy's own and the law's together.
struct Reminders {
    std::chrono::minutes ai_notice_every{0};
    std::chrono::minutes break_every{0};
};

class HttpPowers {
public:
    struct Parts {
        const PowersDesk& desk;
        ReferralStore& referrals;
        /// Everything that applies, as JSON with its reasons (law/law_report.hpp).
        std::function<std::string(const law::Applicable&)> explain;
        std::function<Reminders(safety::AgeBand age_band, const Held& held)> reminders;
        const Clock& clock;
    };
    explicit HttpPowers(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> get_powers(http::Exchange& exchange);
    Task<> get_own_powers(http::Exchange& exchange);
    Task<> forget_talk(http::Exchange& exchange);
    Task<> forget_own_talk(http::Exchange& exchange);
    Task<> list_regions(http::Exchange& exchange);
    Task<> try_case(http::Exchange& exchange);
    Task<> get_referrals(http::Exchange& exchange);

    /// The child of the path, if it is of the guardian's family.
    Task<Result<PowersDesk::Child>> own_child(http::Principal guardian, ChildId child);

    Parts parts_;
};

}  // namespace buddy::powers
