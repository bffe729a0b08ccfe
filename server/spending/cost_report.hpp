// What models have cost, for an operator: pure logic and text.
//
//     std::cout << as_text(report);
//
// Threads  Pure functions.
#pragma once

#include "spending/spending.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace buddy::spending {

struct CostReport {
    std::chrono::sys_days since;
    std::chrono::sys_days until;  ///< Today, inclusive.
    std::string currency;
    std::int64_t families = 0;
    std::vector<CallSum> sums;
    Money saved_by_cheaper_roles;  ///< Estimated.
};

/// All sums in one; its day, role and model are empty, its families are zero: a family counts once only.
[[nodiscard]] CallSum total_of(const std::vector<CallSum>& sums);

/// What the lead's model would have cost more in the place of the cheaper ones that other roles have,
/// for the same tokens. `lead_price` knows it by day; nothing is saved against a price nobody knows.
[[nodiscard]] Money saved_by_cheaper_roles(
    const std::vector<CallSum>& sums,
    const std::function<std::optional<Price>(std::chrono::sys_days day)>& lead_price
);

/// What thirty days like the reported ones cost, rounded down to a trillionth.
[[nodiscard]] Money thirty_days_like(const CostReport& report);

[[nodiscard]] std::string as_text(const CostReport& report);
/// One JSON object on one line; amounts are text, for a number would lose them.
[[nodiscard]] std::string as_json(const CostReport& report);

}  // namespace buddy::spending
