// One contract for the stores of what staff opened: in memory, on SQLite, on PostgreSQL.
#include "oversight/opening_store.hpp"

#include "oversight/fake_opening_store.hpp"
#include "oversight/sql_opening_store.hpp"
#include "oversight/sql_oversight_store.hpp"

#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <set>
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
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    audit::Trail trail{*temporary, clock};
    SqlOpeningStore store{*temporary, keys, trail};
    SqlOversightStore data{*temporary, trail};
};

class OpeningStores : public testing::TestWithParam<Kind> {
protected:
    OpeningStores()
    {
        if (GetParam() == Kind::Fake) {
            fake = std::make_unique<FakeOpeningStore>();
            return;
        }
        real = std::make_unique<SqlWorld>(
            GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
        );
        EXPECT_TRUE(wait_for(real->keys.create(child.family)));
    }
    OpeningStore& store() { return fake ? static_cast<OpeningStore&>(*fake) : real->store; }
    [[nodiscard]] Opening opening(const std::string& id, std::chrono::minutes later = 0min) const
    {
        return {
            .id = id,
            .child = child,
            .conversation = ConversationId{"talk"},
            .staff = StaffId{"mo"},
            .purpose = Purpose::Safety,
            .reason = "a note from the school",
            .begun_at = start + later,
            .ends_at = start + later + 30min,
            .ended_at = std::nullopt
        };
    }
    static Opening without_reason(Opening one)
    {
        one.reason.clear();
        return one;
    }

    const ChildRef child{.family = FamilyId{"f"}, .child = ChildId{"c"}};
    const StaffId mo{"mo"};
    std::unique_ptr<FakeOpeningStore> fake;
    std::unique_ptr<SqlWorld> real;
};
INSTANTIATE_TEST_SUITE_P(Kinds, OpeningStores, testing::ValuesIn(kinds_here()));

TEST_P(OpeningStores, KeepWhatWasOpenedAndWhatFor)
{
    const auto first = opening("1");
    auto all = opening("2", 1min);
    all.conversation = std::nullopt;
    all.staff = StaffId{"bo"};
    all.purpose = Purpose::Request;
    ASSERT_TRUE(wait_for(store().begin(first)));
    ASSERT_TRUE(wait_for(store().begin(all)));
    EXPECT_EQ(wait_for(store().find("1")), without_reason(first));
    EXPECT_EQ(wait_for(store().find("3")), std::nullopt);
    EXPECT_EQ(wait_for(store().of_staff(mo, start)), std::vector{first});
    EXPECT_TRUE(wait_for(store().of_staff(mo, start + 1s)).empty());
    const std::vector both{without_reason(all), without_reason(first)};
    EXPECT_EQ(wait_for(store().of_child(child)), both);
    EXPECT_EQ(wait_for(store().told_to(child.family, start)), both);
    EXPECT_TRUE(wait_for(store().told_to(FamilyId{"x"}, start)).empty());
}

TEST_P(OpeningStores, TellNoGuardianOfAQuietOne)
{
    auto quiet = opening("1");
    quiet.is_quiet = true;
    ASSERT_TRUE(wait_for(store().begin(quiet)));
    EXPECT_TRUE(wait_for(store().told_to(child.family, start)).empty());
    EXPECT_EQ(wait_for(store().of_child(child)).size(), 1U);
}

TEST_P(OpeningStores, EndOnceAndByWhoBegan)
{
    ASSERT_TRUE(wait_for(store().begin(opening("1"))));
    EXPECT_FALSE(wait_for(store().end("1", StaffId{"bo"}, start + 1min)));
    EXPECT_TRUE(wait_for(store().end("1", mo, start + 1min)));
    EXPECT_FALSE(wait_for(store().end("1", mo, start + 2min)));
    const auto ended = wait_for(store().find("1"));
    EXPECT_EQ(ended->end(), start + 1min);
    EXPECT_FALSE(ended->is_open(start + 1min));
    ASSERT_TRUE(wait_for(store().begin(opening("2"))));
    EXPECT_FALSE(wait_for(store().end("2", mo, start + 30min))) << "it was over by itself";
}

TEST_P(OpeningStores, FindAnAlertThatModeratorsWereToldOf)
{
    if (fake) {
        fake->alerts[AlertId{"told"}] = {
            .child = child, .conversation = ConversationId{"talk"}, .is_protected = true
        };
        fake->guarded.insert(child.child);
    } else {
        const auto alert = [](const std::string& id, bool for_guardian, bool told) {
            return "INSERT INTO alerts (id, family_id, child_id, turn_id, raised_at, severity, "
                   "for_guardian, told_trusted_adult, told_moderator, facts, was_nothing) VALUES "
                   "('" +
                   id + "', 'f', 'c', 't', 1, 1, " + (for_guardian ? "TRUE" : "FALSE") +
                   ", FALSE, " + (told ? "TRUE" : "FALSE") + ", '', FALSE);";
        };
        const std::string text =
            "INSERT INTO conversations (id, family_id, child_id, started_at, turns) "
            "VALUES ('talk', 'f', 'c', 1, 1);"
            "INSERT INTO turns (id, conversation_id, family_id, child_id, number, "
            "idempotency_key, is_protected, locale, started_at, message, assessment) "
            "VALUES ('t', 'talk', 'f', 'c', 1, 'k', FALSE, 'en', 1, '', '');" +
            alert("told", false, true) + alert("untold", true, false);
        wait_for(real->temporary->write(sql::Durability::Full, [&text](sql::Transaction& tx) {
            tx.run_script("test.alert", text);
        }));
    }
    const auto found = wait_for(store().find_alert(AlertId{"told"}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->child, child);
    EXPECT_EQ(found->conversation, ConversationId{"talk"});
    EXPECT_TRUE(found->is_protected);
    EXPECT_FALSE(wait_for(store().find_alert(AlertId{"untold"})));
    EXPECT_TRUE(wait_for(store().has_kept_back(child)));
    const ChildRef sibling{.family = child.family, .child = ChildId{"d"}};
    EXPECT_FALSE(wait_for(store().has_kept_back(sibling)));
}

TEST_P(OpeningStores, KnowOfWhatAChildAskedForItself)
{
    if (fake) GTEST_SKIP() << "the store in memory is told of it";
    const auto wish = [this](const std::string& id, const std::string& whose, bool is_protected) {
        const auto text =
            "INSERT INTO rights_requests (id, family_id, child_id, is_protected, kind, state, "
            "urgency, country, rule, opened_at, due_at) VALUES ('" +
            id + "', 'f', '" + whose + "', " + (is_protected ? "TRUE" : "FALSE") +
            ", 'complain', 'open', 'usual', 'DE', 'gdpr', 1, 2);";
        wait_for(real->temporary->write(sql::Durability::Full, [&text](sql::Transaction& tx) {
            tx.run_script("test.wish", text);
        }));
    };
    wish("of-guardians", "c", false);
    wish("of-sibling", "d", true);
    EXPECT_FALSE(wait_for(store().has_kept_back(child)));
    wish("own", "c", true);
    EXPECT_TRUE(wait_for(store().has_kept_back(child)));
}

TEST_P(OpeningStores, AccountForEveryStepAndKeepWhatWasReadFromTheFamily)
{
    if (fake) GTEST_SKIP() << "the store in memory keeps no audit log";
    auto one = opening("1");
    one.purpose = Purpose::Request;
    ASSERT_TRUE(wait_for(store().begin(one)));
    wait_for(store().note_view(one, std::nullopt));
    wait_for(store().note_view(one, ConversationId{"talk"}));
    EXPECT_TRUE(wait_for(store().end("1", mo, start + 1min)));
    std::vector<std::string> actions;
    std::vector<std::string> told;
    for (const auto& entry : wait_for(real->trail.after(0, 100))) {
        EXPECT_EQ(entry.actor_id, "mo");
        EXPECT_EQ(entry.child, "c");
        actions.push_back(entry.action);
        if (!entry.is_protected) told.push_back(entry.action);
    }
    EXPECT_EQ(
        actions,
        (std::vector<std::string>{"words.opened", "words.listed", "words.read", "words.closed"})
    );
    EXPECT_EQ(told, (std::vector<std::string>{"words.opened", "words.closed"}));

    const auto shown = real->data.export_family(child.family).value();
    EXPECT_TRUE(shown.contains(R"("purpose":"care")"));
    for (const auto* hidden : {"request", "school", "talk"}) EXPECT_FALSE(shown.contains(hidden));
    EXPECT_EQ(real->data.erase_child(child.family, ChildId{"d"}).value(), 0);
    EXPECT_EQ(real->data.erase_child(child.family, child.child).value(), 1);
    EXPECT_TRUE(wait_for(store().of_child(child)).empty());
}

TEST_P(OpeningStores, OpenNothingOfAFamilyWithoutKeys)
{
    if (fake) GTEST_SKIP() << "the store in memory seals nothing";
    wait_for(real->keys.destroy(child.family));
    EXPECT_EQ(wait_for(store().begin(opening("1"))).error().code, ErrorCode::NotFound);
}

TEST(Purposes, AreToldToFamiliesWithoutASignOfDanger)
{
    EXPECT_EQ(told_as(Purpose::Safety), told_as(Purpose::Quality));
    EXPECT_EQ(told_as(Purpose::Request), told_as(Purpose::Quality)) << "the child may have asked";
    EXPECT_EQ(told_as(Purpose::Report), told_as(Purpose::Quality));
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        EXPECT_EQ(
            told_to_child(Purpose::Safety, language), told_to_child(Purpose::Quality, language)
        );
        std::set<std::string_view> sentences;
        for (const auto purpose : purposes) sentences.insert(told_to_child(purpose, language));
        EXPECT_EQ(sentences.size(), 3U) << language;
    }
    EXPECT_EQ(told_to_child(Purpose::Law, "tlh"), told_to_child(Purpose::Law, "en"));
    for (const auto purpose : purposes) EXPECT_EQ(purpose_from(id_of(purpose)), purpose);
    EXPECT_FALSE(purpose_from("curiosity"));
}

}  // namespace
}  // namespace buddy::oversight
