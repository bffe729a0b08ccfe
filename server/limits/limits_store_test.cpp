// One contract for the stores of limits: in memory, on SQLite, on PostgreSQL; and what is shown and forgotten.
#include "limits/fake_limits_store.hpp"
#include "limits/sql_limits.hpp"

#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/limits.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace buddy::limits {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

const FamilyId family{"family-1"};
const FamilyId stranger{"family-2"};
const ChildId child{"child"};

struct SqlWorld {
    explicit SqlWorld(sql::Engine engine) : temporary{engine}
    {
        EXPECT_TRUE(wait_for(keys.create(family)));
        EXPECT_TRUE(wait_for(keys.create(stranger)));
    }
    FakeClock clock{from_millis(1'000)};
    sql::TemporaryDatabase temporary;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    audit::Trail trail{*temporary, clock};
    SqlLimitsStore store{*temporary, keys, trail};
    SqlLimitsData data{*temporary, keys};
};

const Rules rules{
    .daily = 45min,
    .school_nights = QuietHours{.from = 20h + 30min, .until = 7h},
    .weekend = std::nullopt,
    .topics_off = {"games"},
    .words_off = {"Pokémon \"cards\""},
    .models = false,
    .moods = false,
    .memory = Memory::Sitting,
    .only_tutor = true
};

class LimitsStores : public testing::TestWithParam<Kind> {
protected:
    LimitsStores()
    {
        if (GetParam() != Kind::Fake)
            real = std::make_unique<SqlWorld>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    LimitsStore& store()
    {
        if (real) return real->store;
        return fake;
    }
    Result<Kept> change(std::int64_t version, const Rules& to)
    {
        return wait_for(store().change(
            {.family = family,
             .child = child,
             .version = version,
             .rules = to,
             .at = at,
             .by = GuardianId{"ann"}}
        ));
    }
    Kept find() { return wait_for(store().find(family, child)).value(); }

    Time at = from_millis(1'700'000'000'000);
    FakeLimitsStore fake;
    std::unique_ptr<SqlWorld> real;
};

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    LimitsStores,
    testing::ValuesIn(kinds_here()),
    [](const auto& test) {
        return std::string{
            test.param == Kind::Fake ? "Fake" : (test.param == Kind::Sqlite ? "Sqlite" : "Postgres")
        };
    }
);

TEST_P(LimitsStores, KnowNoLimitsAtFirst)
{
    const auto kept = find();
    EXPECT_EQ(kept.rules, Rules{});
    EXPECT_EQ(kept.version, 0);
    EXPECT_FALSE(kept.changed_at);
}

TEST_P(LimitsStores, KeepWhatWasSettled)
{
    const auto changed = change(0, rules);
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->version, 1);
    const auto kept = find();
    EXPECT_EQ(kept.rules, rules);
    EXPECT_EQ(kept.version, 1);
    EXPECT_EQ(kept.seen_version, 0);
    EXPECT_EQ(kept.changed_at, at);
    ASSERT_TRUE(change(1, {}));
    EXPECT_EQ(find().rules, Rules{});
    EXPECT_EQ(find().version, 2);
}

TEST_P(LimitsStores, LoseNoUpdateOfAnotherGuardian)
{
    ASSERT_TRUE(change(0, rules));
    EXPECT_EQ(change(0, {}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(change(7, {}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(find().rules, rules);
}

TEST_P(LimitsStores, AreClosedToAnotherFamily)
{
    ASSERT_TRUE(change(0, rules));
    EXPECT_EQ(wait_for(store().find(stranger, child))->version, 0);
}

TEST_P(LimitsStores, RememberWhatTheChildWasToldOf)
{
    ASSERT_TRUE(change(0, rules));
    wait_for(store().note_seen(family, child, 5));
    EXPECT_EQ(find().seen_version, 0) << "there is no fifth yet";
    wait_for(store().note_seen(family, child, 1));
    EXPECT_EQ(find().seen_version, 1);
    ASSERT_TRUE(change(1, {}));
    EXPECT_EQ(find().seen_version, 1);
    wait_for(store().note_seen(family, child, 2));
    wait_for(store().note_seen(family, child, 1));
    EXPECT_EQ(find().seen_version, 2) << "never back";
}

class SqlLimits : public testing::TestWithParam<sql::Engine> {
protected:
    SqlWorld world{GetParam()};
    void settle()
    {
        ASSERT_TRUE(wait_for(world.store.change(
            {.family = family,
             .child = child,
             .version = 0,
             .rules = rules,
             .at = from_millis(5),
             .by = GuardianId{"ann"}}
        )));
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, SqlLimits, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(SqlLimits, AreShownToTheFamilyAndForgotten)
{
    settle();
    const auto shown = world.data.export_family(family).value();
    EXPECT_TRUE(shown.contains("20:30")) << shown;
    EXPECT_TRUE(shown.contains("cards")) << shown;
    EXPECT_EQ(world.data.export_family(stranger).value(), "[]");
    EXPECT_EQ(world.data.erase_family(family).value(), 1);
    EXPECT_EQ(world.data.erase_family(family).value(), 0);
    EXPECT_EQ(wait_for(world.store.find(family, child))->version, 0);
}

TEST_P(SqlLimits, AreInTheAuditLogWithTheGuardianWhoChangedThem)
{
    settle();
    EXPECT_FALSE(wait_for(world.store.change(
        {.family = family,
         .child = child,
         .version = 7,
         .at = from_millis(6),
         .by = GuardianId{"bob"}}
    )));
    const auto entries = wait_for(world.trail.after(0, 10));
    ASSERT_EQ(entries.size(), 1U) << "what was refused changed nothing";
    EXPECT_EQ(entries[0].action, "child.changed");
    EXPECT_EQ(entries[0].actor_id, "ann");
    EXPECT_EQ(entries[0].child, child.text());
    EXPECT_EQ(entries[0].detail, R"({"part":"limits"})");
}

TEST_P(SqlLimits, HoldNoWordsOfAFamilyInTheOpen)
{
    settle();
    const auto rows = wait_for(world.temporary->read([](sql::Connection& db) {
        return db.run(sql::limits::list_family_limits, family.text());
    }));
    const auto sealed = rows.get<sql::Blob>(0, 3);
    const auto& bytes = sealed.bytes;
    EXPECT_FALSE(bytes.contains("cards"));
    EXPECT_FALSE(bytes.contains("20:30"));
}

TEST_P(SqlLimits, AreUnreadableRatherThanAbsentWhenTheKeyIsGone)
{
    settle();
    wait_for(world.keys.destroy(family));
    EXPECT_FALSE(wait_for(world.store.find(family, child)));
    EXPECT_FALSE(world.data.export_family(family));
}

}  // namespace
}  // namespace buddy::limits
