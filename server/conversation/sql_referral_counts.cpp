#include "conversation/sql_referral_counts.hpp"

#include "sql/conversation.hpp"

#include <fmt/format.h>

#include <chrono>

namespace buddy::conversation {
namespace {

/// "2026-11", UTC: with no day and no hour a figure points at nobody.
std::string month_of(Time at)
{
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
    return fmt::format(
        "{:04}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month())
    );
}

}  // namespace

void count_referral(sql::Transaction& tx, const Referral& referral)
{
    tx.run(sql::conversation::count_referral, month_of(referral.at), referral.place, referral.kind);
}

}  // namespace buddy::conversation
