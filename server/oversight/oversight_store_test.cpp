// One contract for the stores of oversight: in memory, on SQLite, on PostgreSQL.
#include "oversight/oversight_store.hpp"

#include "oversight/fake_oversight_store.hpp"
#include "oversight/sql_oversight_store.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

namespace buddy::oversight {
namespace {

using namespace std::chrono_literals;
using conversation::ChildRef;
using sql::wait_for;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

constexpr Time start = from_millis(1'795'300'000'000);

struct SqlWorld {
    explicit SqlWorld(sql::Engine engine) : temporary{engine} {}
    sql::TemporaryDatabase temporary;
    FakeClock clock{start};
    audit::Trail trail{*temporary, clock};
    SqlOversightStore store{*temporary, trail};
};

class Stores : public testing::TestWithParam<Kind> {
protected:
    Stores()
    {
        if (GetParam() == Kind::Fake)
            fake = std::make_unique<FakeOversightStore>();
        else
            real = std::make_unique<SqlWorld>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    OversightStore& store() { return fake ? static_cast<OversightStore&>(*fake) : real->store; }
    void insert_alert(const std::string& id, bool for_guardian)
    {
        if (fake) {
            if (for_guardian)
                fake->alerts[AlertId{id}] = {
                    child.family, {.child = child.child, .turn = TurnId{"t"}, .at = start}
                };
            return;
        }
        const std::string text =
            "INSERT INTO alerts (id, family_id, child_id, turn_id, raised_at, severity, "
            "for_guardian, told_trusted_adult, told_moderator, facts, was_nothing) VALUES ('" +
            id + "', 'f', 'c', 't', " + std::to_string(to_millis(start)) + ", 1, " +
            (for_guardian ? "TRUE" : "FALSE") + ", FALSE, FALSE, '', FALSE)";
        wait_for(real->temporary->write(sql::Durability::Full, [&text](sql::Transaction& tx) {
            tx.run_script("test.alert", text);
        }));
    }

    const ChildRef child{.family = FamilyId{"f"}, .child = ChildId{"c"}};
    const ChildRef sibling{.family = FamilyId{"f"}, .child = ChildId{"d"}};
    const ChildRef stranger{.family = FamilyId{"x"}, .child = ChildId{"c"}};
    const GuardianId guardian{"g"};
    const Change wider{
        .level = Level::Transcript,
        .before = Level::Summary,
        .band = safety::AgeBand::From10To12,
        .changed_at = start,
        .told_at = std::nullopt
    };
    std::unique_ptr<FakeOversightStore> fake;
    std::unique_ptr<SqlWorld> real;
};
INSTANTIATE_TEST_SUITE_P(Kinds, Stores, testing::ValuesIn(kinds_here()));

TEST_P(Stores, RememberChangesAndWhenTheChildWasTold)
{
    wait_for(store().add_change(child, wider, guardian));
    EXPECT_EQ(wait_for(store().changes_of(child)), std::vector{wider});
    wait_for(store().tell(child, start - 1s, start + 30min));
    EXPECT_EQ(wait_for(store().changes_of(child)), std::vector{wider})
        << "made after what was shown";
    wait_for(store().tell(child, start, start + 1h));
    auto later = wider;
    later.before = Level::Transcript;
    later.level = Level::Titles;
    later.changed_at = start + 2h;
    wait_for(store().add_change(child, later, guardian));
    auto told = wider;
    told.told_at = start + 1h;
    EXPECT_EQ(wait_for(store().changes_of(child)), (std::vector{told, later}));
    EXPECT_TRUE(wait_for(store().changes_of(sibling)).empty());
    EXPECT_TRUE(wait_for(store().changes_of(stranger)).empty());
}

TEST_P(Stores, ListLooksNewestFirst)
{
    const Look first{.by = guardian, .what = Level::Titles, .at = start};
    const Look second{.by = guardian, .what = Level::Transcript, .at = start + 1s};
    wait_for(store().add_look(child, first, ""));
    wait_for(store().add_look(child, second, "conversation"));
    wait_for(store().add_look(sibling, first, ""));
    EXPECT_EQ(wait_for(store().looks_of(child)), (std::vector{second, first}));
    EXPECT_TRUE(wait_for(store().looks_of(stranger)).empty());
}

TEST_P(Stores, FindTheTurnOfAnAlertThatGuardiansMayKnowOf)
{
    insert_alert("open", true);
    insert_alert("hidden", false);
    const auto found = wait_for(store().find_alerted_turn(child.family, AlertId{"open"}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->child, child.child);
    EXPECT_EQ(found->turn, TurnId{"t"});
    EXPECT_EQ(found->at, start);
    EXPECT_FALSE(wait_for(store().find_alerted_turn(child.family, AlertId{"hidden"})));
    EXPECT_FALSE(wait_for(store().find_alerted_turn(stranger.family, AlertId{"open"})));
}

TEST_P(Stores, AccountForChangesAndLooksAndForgetAFamily)
{
    if (fake) GTEST_SKIP() << "the store in memory keeps no audit log";
    wait_for(store().add_change(child, wider, guardian));
    for (const auto level : {Level::Titles, Level::Summary, Level::Excerpts, Level::Transcript})
        wait_for(store().add_look(child, {.by = guardian, .what = level, .at = start}, "o"));
    std::vector<std::string> actions;
    for (const auto& entry : wait_for(real->trail.after(0, 100))) {
        actions.push_back(entry.action);
        EXPECT_EQ(entry.actor_id, "g");
        EXPECT_EQ(entry.child, "c");
    }
    EXPECT_EQ(
        actions,
        (std::vector<std::string>{
            "oversight.changed",
            "conversations.listed",
            "summary.read",
            "excerpt.read",
            "transcript.read"
        })
    );
    const auto shown = real->store.export_family(child.family).value();
    EXPECT_TRUE(shown.contains("transcript"));
    EXPECT_EQ(real->store.erase_child(child.family, ChildId{"somebody else"}).value(), 0);
    EXPECT_EQ(real->store.erase_family(child.family).value(), 5);
    EXPECT_EQ(real->store.erase_family(child.family).value(), 0);
    EXPECT_TRUE(wait_for(store().looks_of(child)).empty());
}

}  // namespace
}  // namespace buddy::oversight
