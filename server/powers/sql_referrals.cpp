#include "powers/sql_referrals.hpp"

#include "sql/powers.hpp"

#include <fmt/format.h>

#include <utility>

namespace buddy::powers {

Task<std::vector<ReferralCount>> SqlReferralStore::counts_of(ReferralQuestion question)
{
    co_return co_await database_.read([asked = std::move(question)](sql::Connection& db) {
        const auto year = fmt::format("{:04}", asked.year);
        const auto rows =
            asked.place.empty()
                ? db.run(sql::powers::sum_all_referrals, year)
                : db.run(sql::powers::sum_referrals, year, asked.place, asked.place + "-%");
        std::vector<ReferralCount> counts;
        for (std::size_t row = 0; row < rows.size(); ++row)
            counts.push_back(
                {.kind = rows.get<std::string>(row, 0), .shown = rows.get<std::int64_t>(row, 1)}
            );
        return counts;
    });
}

}  // namespace buddy::powers
