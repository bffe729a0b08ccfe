// The ledger on every database that is here.
#include "spending/sql_ledger.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/spending.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace buddy::spending {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

const Time noon{std::chrono::sys_days{2026y / 11 / 22} + 12h};
constexpr std::chrono::sys_days today{2026y / 11 / 22};

class LedgerTest : public testing::TestWithParam<sql::Engine> {
public:
    [[nodiscard]] SqlLedger ledger(Limits limits = {}) { return {*temporary, limits}; }

    static Reservation call(const std::string& id, std::int64_t worst_case)
    {
        return {
            .id = id,
            .family = FamilyId{"f1"},
            .vendor = "openai",
            .model = "m",
            .worst_case = Money{worst_case},
            .at = noon,
            .expires_at = noon + 5min
        };
    }
    static Settlement end(const std::string& id, std::int64_t cost)
    {
        return {
            .id = id,
            .at = noon + 1s,
            .tokens = {.input = 10, .cached_input = 4, .output = 5},
            .cost = Money{cost},
            .saved_by_cache = Money{1}
        };
    }
    /// What stands on a line, by a booking of nothing.
    Standing standing(const std::string& family, const std::string& period)
    {
        const auto rows =
            wait_for(temporary->write(sql::Durability::Full, [=](sql::Transaction& tx) {
                return tx.run(sql::spending::book, family, period, 0, 0);
            }));
        return {Money{rows.get<std::int64_t>(0, 0)}, Money{rows.get<std::int64_t>(0, 1)}};
    }
    void expect_everywhere(std::int64_t held, std::int64_t spent)
    {
        for (const auto* family : {"f1", ""})
            for (const auto* period : {"2026-11-22", "2026-11"}) {
                const auto now = standing(family, period);
                EXPECT_EQ(now.held, Money{held}) << family << period;
                EXPECT_EQ(now.spent, Money{spent}) << family << period;
            }
    }

    sql::TemporaryDatabase temporary{GetParam()};
};

TEST_P(LedgerTest, HoldsTheWorstCaseAndThenCountsTheCost)
{
    auto books = ledger();
    EXPECT_EQ(wait_for(books.reserve(call("c1", 100))), std::nullopt);
    expect_everywhere(100, 0);
    wait_for(books.settle(end("c1", 30)));
    expect_everywhere(0, 30);
    wait_for(books.settle(end("c1", 30)));  // a second settlement is none
    wait_for(books.release("c1", noon));
    wait_for(books.settle(end("unknown", 5)));
    expect_everywhere(0, 30);
}

TEST_P(LedgerTest, GivesBackWhatACallThatFailedHeld)
{
    auto books = ledger();
    wait_for(books.reserve(call("c1", 100)));
    wait_for(books.release("c1", noon + 1s));
    expect_everywhere(0, 0);
    EXPECT_TRUE(wait_for(books.sums_since(today)).empty());
}

TEST_P(LedgerTest, ForgetsWhatIsOldButNoCallThatRuns)
{
    auto books = ledger();
    for (const auto* id : {"ended", "runs"}) wait_for(books.reserve(call(id, 100)));
    wait_for(books.settle(end("ended", 30)));
    EXPECT_EQ(wait_for(books.forget_before(today)), 0);
    EXPECT_EQ(wait_for(books.sums_since(today)).at(0).calls, 2);
    EXPECT_EQ(wait_for(books.forget_before(today + std::chrono::days{1})), 1);
    EXPECT_EQ(wait_for(books.forget_before(today + std::chrono::days{1})), 0);
    EXPECT_EQ(wait_for(books.sums_since(today)).at(0).held, Money{100});
    expect_everywhere(100, 30);
    wait_for(books.settle(end("runs", 40)));
    EXPECT_EQ(wait_for(books.forget_before(today + std::chrono::days{40})), 1);
    EXPECT_TRUE(wait_for(books.sums_since(today)).empty());
    expect_everywhere(0, 0);
}

TEST_P(LedgerTest, RefusesWhatWouldGoBeyondABudgetAndHoldsNothingForIt)
{
    auto books = ledger({.family_day = Money{150}, .month = Money{1000}});
    EXPECT_EQ(wait_for(books.reserve(call("c1", 100))), std::nullopt);
    EXPECT_EQ(wait_for(books.reserve(call("c2", 51))), Budget::FamilyDay);
    EXPECT_EQ(wait_for(books.reserve(call("c3", 50))), std::nullopt);
    expect_everywhere(150, 0);
    wait_for(books.settle(end("c1", 10)));
    EXPECT_EQ(wait_for(books.reserve(call("c4", 90))), std::nullopt);
    // Another family has a budget of its own; the server's holds for both.
    auto other = call("c5", 150);
    other.family = FamilyId{"f2"};
    EXPECT_EQ(wait_for(books.reserve(other)), std::nullopt);
    other.id = "c6";
    other.family = {};
    other.worst_case = Money{1000};
    EXPECT_EQ(wait_for(books.reserve(other)), Budget::Month);
}

TEST_P(LedgerTest, NeverRefusesWhatKeepsAChildSafe)
{
    auto books = ledger({.family_day = Money{}, .day = Money{}});
    auto judge = call("c1", 100);
    judge.role = CallRole::Judge;
    judge.may_be_refused = false;
    EXPECT_EQ(wait_for(books.reserve(judge)), std::nullopt);
    expect_everywhere(100, 0);
}

TEST_P(LedgerTest, CountsACallOfAProcessThatDiedAtItsWorstCaseAfterTheLease)
{
    auto books = ledger();
    wait_for(books.reserve(call("c1", 100)));
    temporary.reopen();  // the process is gone
    auto after = ledger();
    EXPECT_EQ(wait_for(after.settle_lost(noon + 4min)), 0U);
    expect_everywhere(100, 0);
    EXPECT_EQ(wait_for(after.settle_lost(noon + 5min)), 1U);
    expect_everywhere(0, 100);
    EXPECT_EQ(wait_for(after.settle_lost(noon + 6min)), 0U);
    const auto sums = wait_for(after.sums_since(today));
    ASSERT_EQ(sums.size(), 1U);
    EXPECT_EQ(sums[0].lost, 1);
    EXPECT_EQ(sums[0].cost, Money{100});
}

TEST_P(LedgerTest, CorrectsALostCallWhoseSettlementComesLate)
{
    auto books = ledger();
    for (const auto* id : {"c1", "c2"}) wait_for(books.reserve(call(id, 100)));
    wait_for(books.settle_lost(noon + 5min));
    wait_for(books.settle(end("c1", 30)));
    wait_for(books.release("c2", noon + 6min));
    expect_everywhere(0, 30);
    EXPECT_EQ(wait_for(books.sums_since(today)).at(0).lost, 0);
}

TEST_P(LedgerTest, SumsByDayRoleAndModel)
{
    auto books = ledger();
    wait_for(books.reserve(call("c1", 100)));
    wait_for(books.settle(end("c1", 30)));
    auto second = call("c2", 100);
    second.family = FamilyId{"f2"};
    wait_for(books.reserve(second));
    auto judged = end("c3", 7);
    judged.is_estimated = true;
    auto judge = call("c3", 50);
    judge.role = CallRole::Judge;
    judge.family = {};
    judge.is_priced = false;
    judge.at = noon + 24h;
    wait_for(books.reserve(judge));
    wait_for(books.settle(judged));

    const auto sums = wait_for(books.sums_since(today));
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].day, "2026-11-22");
    EXPECT_EQ(sums[0].role, "lead");
    EXPECT_EQ(sums[0].calls, 2);
    EXPECT_EQ(sums[0].families, 2);
    EXPECT_EQ(sums[0].tokens, (Tokens{.input = 10, .cached_input = 4, .output = 5}));
    EXPECT_EQ(sums[0].cost, Money{30});
    EXPECT_EQ(sums[0].held, Money{100});
    EXPECT_EQ(sums[0].saved_by_cache, Money{1});
    EXPECT_EQ(sums[1].role, "judge");
    EXPECT_EQ(sums[1].families, 0);
    EXPECT_EQ(sums[1].estimated, 1);
    EXPECT_EQ(sums[1].without_price, 1);
    EXPECT_EQ(wait_for(books.families_since(today)), 2);
    EXPECT_EQ(wait_for(books.sums_since(today + std::chrono::days{1})).size(), 1U);
}

Task<> spend(SqlLedger& books, Reservation reservation, std::int64_t cost, int& granted)
{
    auto id = reservation.id;
    if (co_await books.reserve(std::move(reservation))) co_return;
    ++granted;
    co_await books.settle(LedgerTest::end(id, cost));
}

TEST_P(LedgerTest, IsExactWhenTwoHundredCallsComeAtOnce)
{
    auto books = ledger({.day = Money{150 * 7}});
    int granted = 0;
    asio::io_context loop{1};
    for (int i = 0; i < 200; ++i) {
        auto one = call("c" + std::to_string(i), 7);
        one.family = FamilyId{"f" + std::to_string(i % 5)};
        asio::co_spawn(loop, spend(books, std::move(one), 7, granted), asio::detached);
    }
    loop.run();
    EXPECT_EQ(granted, 150) << "every call costs its worst case: the budget is spent to the end";
    const auto server = standing("", "2026-11-22");
    EXPECT_EQ(server.held, Money{});
    EXPECT_EQ(server.spent, Money{150 * 7});
    Money families;
    for (int i = 0; i < 5; ++i)
        families = families + standing("f" + std::to_string(i), "2026-11").spent;
    EXPECT_EQ(families, Money{150 * 7});
    EXPECT_EQ(wait_for(books.sums_since(today)).at(0).cost, Money{150 * 7});
}

TEST_P(LedgerTest, KeepsTheAmountsOfAFamilyThatIsErased)
{
    auto books = ledger();
    wait_for(books.reserve(call("c1", 100)));
    SqlSpendingData kept{*temporary};
    EXPECT_EQ(kept.erase_family(FamilyId{"f1"}), 3);
    EXPECT_EQ(kept.erase_family(FamilyId{"f1"}), 0);
    EXPECT_EQ(kept.export_family(FamilyId{"f1"}), "[]");
    wait_for(books.settle(end("c1", 30)));  // the call ends after the family is gone
    EXPECT_EQ(standing("f1", "2026-11").spent, Money{});
    EXPECT_EQ(standing("", "2026-11").spent, Money{30});
    EXPECT_EQ(wait_for(books.families_since(today)), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Engines,
    LedgerTest,
    testing::ValuesIn(sql::engines_here()),
    [](const auto& test) { return sql::name_of_engine(test); }
);

}  // namespace
}  // namespace buddy::spending
