// One contract for the stores of alerts: in memory, on SQLite, on PostgreSQL. Alerts are raised by the
// conversation's own store.
#include "moderation/alert_store.hpp"

#include "moderation/fake_alert_store.hpp"
#include "moderation/sql_alert_store.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"
#include "sql/moderation.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace buddy::moderation {
namespace {

using conversation::AlertFacts;
using sql::wait_for;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

struct SqlWorld {
    explicit SqlWorld(sql::Engine engine) : temporary{engine} {}
    FakeClock clock{from_millis(1'000)};
    sql::TemporaryDatabase temporary;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    audit::Trail trail{*temporary, clock};
    SqlAlertStore store{*temporary, keys, trail};
};

class AlertStores : public testing::TestWithParam<Kind> {
protected:
    AlertStores()
    {
        if (GetParam() == Kind::Fake) {
            fake = std::make_unique<FakeAlertStore>();
            return;
        }
        real = std::make_unique<SqlWorld>(
            GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
        );
        EXPECT_TRUE(wait_for(real->keys.create(family)));
        EXPECT_TRUE(wait_for(real->keys.create(stranger)));
    }
    AlertStore& store()
    {
        if (fake) return *fake;
        return real->store;
    }
    void raise(
        const std::string& id, int second, bool for_guardian = true, std::string child = "child"
    )
    {
        const AlertFacts facts{
            .category = safety::Category::SelfHarm,
            .notify = {.guardian = for_guardian, .moderator = true},
            .sources = {"model"}
        };
        const auto at = from_millis(second * 1000LL);
        if (fake) {
            fake->alerts[family].push_back(
                {.id = AlertId{id}, .child = ChildId{child}, .raised_at = at, .facts = facts}
            );
            return;
        }
        const auto sealer =
            for_guardian
                ? wait_for(real->keys.of(family, ChildId{child}))
                : wait_for(real->keys.protected_words(family, crypto::ProtectedReader::Conversation)
                  );
        wait_for(real->temporary->write(sql::Durability::Full, [&](sql::Transaction& tx) {
            tx.run(
                sql::conversation::insert_alert,
                id,
                family.text(),
                child,
                std::string{"turn"},
                to_millis(at),
                std::int64_t{3},
                for_guardian,
                false,
                true,
                sealer->seal(to_json(facts), {"alerts", "facts", id}),
                false
            );
        }));
    }
    std::vector<std::string> ids()
    {
        std::vector<std::string> out;
        for (const auto& alert : *wait_for(store().list(family))) out.push_back(alert.id.text());
        return out;
    }
    Acknowledgement seen(const std::string& id, int second, Verdict verdict)
    {
        return {
            .alert = AlertId{id},
            .family = family,
            .by = GuardianId{"guardian"},
            .at = from_millis(second * 1000LL),
            .verdict = verdict
        };
    }

    FamilyId family{"family-1"};
    FamilyId stranger{"family-2"};
    std::unique_ptr<FakeAlertStore> fake;
    std::unique_ptr<SqlWorld> real;
};

INSTANTIATE_TEST_SUITE_P(Kinds, AlertStores, testing::ValuesIn(kinds_here()), [](const auto& test) {
    return std::string{
        test.param == Kind::Fake     ? "Fake"
        : test.param == Kind::Sqlite ? "Sqlite"
                                     : "Postgres"
    };
});

TEST_P(AlertStores, ListOpenOnesFirstAndEachNewestFirst)
{
    raise("old", 1);
    raise("seen", 2);
    raise("new", 3);
    ASSERT_TRUE(wait_for(store().acknowledge(seen("seen", 4, Verdict::Right))));
    EXPECT_EQ(ids(), (std::vector<std::string>{"new", "old", "seen"}));
}

TEST_P(AlertStores, ListThoseOfASiblingWhileAChildIsErased)
{
    if (fake) GTEST_SKIP() << "it has no keys";
    raise("a", 1);
    raise("b", 2, true, "sibling");
    wait_for(real->keys.destroy(family, ChildId{"child"}));
    EXPECT_EQ(ids(), (std::vector<std::string>{"b"}));
}

TEST_P(AlertStores, KeepTheTimeOfTheFirstAcknowledgementAndTheLastVerdict)
{
    raise("a", 1);
    ASSERT_TRUE(wait_for(store().acknowledge(seen("a", 5, Verdict::Right))));
    const auto again = wait_for(store().acknowledge(seen("a", 9, Verdict::Nothing)));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->acknowledged_at, from_millis(5'000));
    EXPECT_EQ(again->verdict, Verdict::Nothing);
    EXPECT_EQ(again->facts.sources, std::vector<std::string>{"model"});
}

TEST_P(AlertStores, KeepTheTimeOfTheFirstSightingApartFromTheAnswer)
{
    raise("a", 1);
    const auto look = [this](const std::string& who, int second) {
        return wait_for(store().note_sighting(
            {.alert = AlertId{"a"},
             .family = family,
             .by = GuardianId{who},
             .at = from_millis(second * 1000LL)}
        ));
    };
    EXPECT_EQ(look("mother", 3)->first_seen_at, from_millis(3'000));
    EXPECT_EQ(look("father", 5)->first_seen_at, from_millis(3'000));
    EXPECT_EQ(look("mother", 7)->first_seen_at, from_millis(3'000));
    const auto alert = wait_for(store().find(family, AlertId{"a"}));
    EXPECT_FALSE(alert->acknowledged_at);
    EXPECT_FALSE(alert->verdict);
}

// Regression: moderators were reminded of alerts that guardians may know of, too, and had no list with them.
TEST_P(AlertStores, ShowStaffWhatModeratorsAreToldOf)
{
    raise("open", 1, false);
    raise("taken", 2, false);
    raise("guardians'", 3);
    if (real)
        wait_for(real->temporary->write(sql::Durability::Full, [this](sql::Transaction& tx) {
            tx.run(
                sql::moderation::insert_clock,
                std::string{"guardians'"},
                family.text(),
                std::int64_t{1},
                std::int64_t{1},
                std::optional<std::int64_t>{}
            );
        }));
    const auto at = from_millis(9'000);
    EXPECT_TRUE(wait_for(store().take_case(AlertId{"taken"}, StaffId{"mo"}, at)));
    EXPECT_TRUE(wait_for(store().take_case(AlertId{"taken"}, StaffId{"mo"}, from_millis(9'999))));
    EXPECT_FALSE(wait_for(store().take_case(AlertId{"none"}, StaffId{"mo"}, at)));
    auto cases = wait_for(store().cases());
    ASSERT_EQ(cases.size(), 3U);
    EXPECT_EQ(cases[0].id.text(), "guardians'");
    EXPECT_TRUE(cases[0].is_for_guardian);
    EXPECT_EQ(cases[1].id.text(), "open");
    EXPECT_FALSE(cases[1].is_for_guardian);
    EXPECT_EQ(cases[2].acknowledged_at, at);

    EXPECT_TRUE(wait_for(store().take_case(AlertId{"guardians'"}, StaffId{"mo"}, at)));
    cases = wait_for(store().cases());
    EXPECT_EQ(cases[0].id.text(), "open");
    const auto alert = wait_for(store().find(family, AlertId{"guardians'"}));
    ASSERT_TRUE(alert);
    EXPECT_FALSE(alert->acknowledged_at) << "staff answers nothing in a guardian's place";
}

TEST_P(AlertStores, TellAGuardianNothingOfAProtectedTurn)
{
    raise("hidden", 1, false);
    EXPECT_EQ(
        wait_for(store().note_sighting(
                     {.alert = AlertId{"hidden"},
                      .family = family,
                      .by = GuardianId{"guardian"},
                      .at = from_millis(2'000)}
                 ))
            .error()
            .code,
        ErrorCode::NotFound
    );
    EXPECT_TRUE(ids().empty());
    EXPECT_EQ(wait_for(store().find(family, AlertId{"hidden"})).error().code, ErrorCode::NotFound);
    EXPECT_EQ(
        wait_for(store().acknowledge(seen("hidden", 2, Verdict::Right))).error().code,
        ErrorCode::NotFound
    );
}

TEST_P(AlertStores, TellNothingToAnotherFamily)
{
    raise("a", 1);
    EXPECT_TRUE(wait_for(store().list(stranger))->empty());
    EXPECT_EQ(wait_for(store().find(stranger, AlertId{"a"})).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::moderation
