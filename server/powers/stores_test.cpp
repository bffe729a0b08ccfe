// The stores of powers, on SQLite and PostgreSQL: forgetting with its entry in the audit log, and figures by year and place.
#include "powers/sql_forgetting.hpp"
#include "powers/sql_referrals.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

namespace buddy::powers {
namespace {

using sql::wait_for;

const conversation::ChildRef child{.family = FamilyId{"family"}, .child = ChildId{"child"}};
const conversation::ChildRef other{.family = FamilyId{"family"}, .child = ChildId{"other"}};

class Stores : public testing::TestWithParam<sql::Engine> {
protected:
    static Time at(int second) { return from_millis(1'700'000'000'000 + (second * 1000)); }
    void forget(const conversation::ChildRef& whom, int second)
    {
        wait_for(forgetting.forget(whom, at(second), audit::Actor::of(whom.child)));
    }
    void forget_for(const conversation::ChildRef& whom, int second)
    {
        clock.advance(at(second) - clock.now());
        wait_for(forgetting.forget(whom, at(second), audit::Actor::of(GuardianId{"guardian"})));
    }
    void count(std::string month, std::string place, std::string kind, std::int64_t shown)
    {
        constexpr std::string_view text =
            "INSERT INTO referral_counts (month, place, kind, shown) VALUES ($1, $2, $3, $4)";
        const sql::Statement statement{"test.count", text, text};
        wait_for(temporary->write(sql::Durability::Full, [&](sql::Transaction& tx) {
            tx.run(statement, month, place, kind, shown);
        }));
    }
    FakeClock clock{at(0)};
    sql::TemporaryDatabase temporary{GetParam()};
    audit::Trail trail{*temporary, clock};
    SqlForgetting forgetting{*temporary, trail};
    SqlReferralStore referrals{*temporary};
};

TEST_P(Stores, ForgetForOneChildAndNeverBack)
{
    EXPECT_EQ(wait_for(forgetting.last(child)), std::nullopt);
    forget(child, 5);
    forget(child, 3);
    EXPECT_EQ(wait_for(forgetting.last(child)), at(5));
    EXPECT_EQ(wait_for(forgetting.last(other)), std::nullopt);
    forget(child, 9);
    EXPECT_EQ(wait_for(forgetting.last(child)), at(9));
}

TEST_P(Stores, ShowAndEraseWhatIsKept)
{
    forget_for(child, 1);
    forget_for(other, 2);
    EXPECT_TRUE(forgetting.export_family(child.family)->contains("\"child\":\"other\""));
    EXPECT_EQ(forgetting.erase_child(child.family, child.child), 1);
    EXPECT_EQ(wait_for(forgetting.last(child)), std::nullopt);
    EXPECT_EQ(forgetting.erase_family(child.family), 1);
    EXPECT_EQ(forgetting.erase_family(child.family), 0);
    EXPECT_EQ(forgetting.export_family(child.family), "[]");
}

TEST_P(Stores, TellGuardiansNothingOfWhatTheChildForgotItself)
{
    forget(child, 1);
    EXPECT_EQ(wait_for(forgetting.last_by_guardians(child)), std::nullopt);
    EXPECT_EQ(forgetting.export_family(child.family), "[]");
    forget_for(child, 5);
    const auto before = forgetting.export_family(child.family).value();
    const auto log = trail.personal_data().export_family(child.family).value();
    forget(child, 9);
    EXPECT_EQ(wait_for(forgetting.last(child)), at(9)) << "the child's own page tells";
    EXPECT_EQ(wait_for(forgetting.last_by_guardians(child)), at(5));
    EXPECT_EQ(forgetting.export_family(child.family).value(), before);
    EXPECT_EQ(trail.personal_data().export_family(child.family).value(), log);
}

TEST_P(Stores, AddFiguresUpByYearAndPlace)
{
    count("2026-11", "US-CA", "self_harm", 3);
    count("2026-12", "US-CA", "self_harm", 4);
    count("2026-12", "US-WA", "abuse", 2);
    count("2026-12", "USX", "abuse", 9);
    count("2025-12", "US-CA", "self_harm", 7);
    using Counts = std::vector<ReferralCount>;
    EXPECT_EQ(wait_for(referrals.counts_of({2026, "US-CA"})), (Counts{{"self_harm", 7}}));
    EXPECT_EQ(
        wait_for(referrals.counts_of({2026, "US"})), (Counts{{"abuse", 2}, {"self_harm", 7}})
    );
    EXPECT_EQ(wait_for(referrals.counts_of({2026, ""})), (Counts{{"abuse", 11}, {"self_harm", 7}}));
    EXPECT_TRUE(wait_for(referrals.counts_of({2024, ""})).empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, Stores, testing::ValuesIn(sql::engines_here()));

}  // namespace
}  // namespace buddy::powers
