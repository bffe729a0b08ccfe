// Erasure on every database that is here: asked for, undone, broken off at every step, proved, and replayed after a
// restore.
#include "compliance/erasures.hpp"

#include "compliance/rights_fixture.hpp"

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace buddy::compliance {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;
using std::chrono::days;

const GuardianId guardian{"guardian-of-f"};

class ErasureTest : public testing::TestWithParam<sql::Engine> {
public:
    ErasureTest()
    {
        family = house.add_family("f");
        child = house.add_child(family, "c");
        sibling = house.add_child(family, "s");
        other = house.add_child(house.add_family("g"), "d");
        house.talk(child, "talk-c");
        house.talk(sibling, "talk-s");
        house.talk(other, "talk-d");
    }
    Erasure ask(std::optional<ChildId> of = std::nullopt)
    {
        auto asked = wait_for(house.erasures().ask(family, std::move(of), guardian));
        EXPECT_TRUE(asked);
        return *asked;
    }
    [[nodiscard]] Erasure found(const std::string& id)
    {
        return wait_for(house.wishes.find(id)).value_or(Erasure{});
    }

    House house{GetParam()};
    FamilyId family;
    conversation::ChildRef child;
    conversation::ChildRef sibling;
    conversation::ChildRef other;
};

INSTANTIATE_TEST_SUITE_P(Engines, ErasureTest, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(ErasureTest, WaitsForItsGraceAndCanBeUndoneUntilThen)
{
    const auto wish = ask();
    EXPECT_EQ(wish.due_at, house.clock.now() + days{7});
    ASSERT_EQ(house.mails.size(), 1U);
    EXPECT_EQ(house.mails.front().to, "f@example.test");
    EXPECT_FALSE(house.mails.front().day.empty());
    EXPECT_EQ(
        wait_for(house.erasures().ask(family, std::nullopt, guardian)).error().code,
        ErrorCode::Conflict
    );
    EXPECT_EQ(wait_for(house.wishes.due_of_child(family, child.child)), wish.due_at);

    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));  // too early
    EXPECT_EQ(house.count("conversations"), 3);
    EXPECT_FALSE(wait_for(house.erasures().undo(FamilyId{"g"}, wish.id, guardian)));
    ASSERT_TRUE(wait_for(house.erasures().undo(family, wish.id, guardian)));
    house.clock.advance(days{8});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_EQ(house.count("conversations"), 3);
    EXPECT_FALSE(wait_for(house.erasures().undo(family, wish.id, guardian)));
    EXPECT_FALSE(wait_for(house.wishes.due_of_child(family, child.child)));
}

TEST_P(ErasureTest, WaitsWhileGuardiansAreInDispute)
{
    const auto wish = ask();
    house.write([&](sql::Transaction& tx) {
        tx.run(
            sql::identity::insert_dispute,
            "dispute",
            family.text(),
            "",
            "staff",
            "safety",
            "",
            to_millis(house.clock.now())
        );
    });
    house.clock.advance(days{8});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_TRUE(wait_for(house.keys.of(family)));
    EXPECT_EQ(house.count("conversations"), 3);
    house.write([&](sql::Transaction& tx) {
        const auto now = to_millis(house.clock.now());
        tx.run(sql::identity::resolve_dispute, "dispute", now, "staff", "stays");
    });
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_FALSE(wait_for(house.keys.of(family)));
}

TEST_P(ErasureTest, DestroysTheKeysOfAFamilyAndEveryRowOfIt)
{
    const auto wish = ask();
    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_FALSE(wait_for(house.keys.of(family)));
    EXPECT_TRUE(wait_for(house.keys.of(other.family)));
    EXPECT_EQ(house.count("conversations"), 1);
    EXPECT_EQ(house.count("turns"), 1);
    EXPECT_EQ(house.count("children"), 1);
    EXPECT_EQ(house.count("families"), 1);

    const auto done = found(wish.id);
    EXPECT_EQ(done.state, ErasureState::Done);
    EXPECT_FALSE(done.family);
    EXPECT_EQ(done.receipt.find("f@example"), std::string::npos);
    const auto entry = wait_for(house.ledger.find(wish.id));
    ASSERT_TRUE(entry);
    EXPECT_TRUE(is_same_receipt(entry->receipt, done.receipt));
    EXPECT_NE(done.receipt.find("\"removed\":\"all\""), std::string::npos) << done.receipt;
    ASSERT_EQ(house.mails.size(), 2U);
    EXPECT_EQ(house.mails.back().receipt, done.receipt);
    EXPECT_TRUE(house.mails.back().family.empty());
    ASSERT_EQ(wait_for(house.wishes.open_requests()).size(), 1U);
    ASSERT_TRUE(wait_for(house.wishes.settle_request(wish.id, "openai", house.clock.now())));
    EXPECT_TRUE(wait_for(house.wishes.open_requests()).empty());
}

TEST_P(ErasureTest, OfOneChildLeavesTheOthersTheirWords)
{
    const auto wish = ask(child.child);
    EXPECT_EQ(wait_for(house.wishes.due_of_child(family, sibling.child)), std::nullopt);
    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_EQ(house.count("conversations"), 2);
    EXPECT_EQ(house.count("children"), 2);
    ASSERT_TRUE(wait_for(house.conversations.open(sibling, ConversationId{"talk-s"})));
    EXPECT_FALSE(wait_for(house.conversations.open(child, ConversationId{"talk-c"})));
    EXPECT_FALSE(wait_for(house.keys.of(family, child.child)));
    EXPECT_TRUE(wait_for(house.keys.of(family, sibling.child)));
    EXPECT_TRUE(wait_for(house.keys.of(family)));
    const auto listed = wait_for(house.wishes.of_family(family));
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_FALSE(listed.front().child);
    EXPECT_FALSE(listed.front().receipt.empty());
}

TEST_P(ErasureTest, GoesOnAfterACrashBetweenAnyTwoSteps)
{
    const auto wish = ask();
    house.clock.advance(days{7});
    int crashes = 0;
    for (const std::string last :
         {"begun",
          "keys",
          "conversations",
          "trajectories",
          "compliance",
          "identity",
          "ledger",
          "finished"}) {
        auto crashing = house.erasures([&last](std::string_view step) {
            if (step == last) throw std::runtime_error{"the power goes"};
        });
        try {
            static_cast<void>(wait_for(crashing.carry_out(wish.id)));
        } catch (const std::runtime_error&) {
            ++crashes;
        }
    }
    EXPECT_EQ(crashes, 8);
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    const auto done = found(wish.id);
    EXPECT_EQ(done.state, ErasureState::Done);
    EXPECT_TRUE(is_same_receipt(wait_for(house.ledger.find(wish.id))->receipt, done.receipt));
    EXPECT_EQ(house.count("conversations"), 1);
    EXPECT_EQ(house.count("families"), 1);
    EXPECT_EQ(house.mails.size(), 2U);  // one that it was asked for, one that it was done
}

TEST_P(ErasureTest, BrokenOffAnywhereIsFinishedByAReplayAndItsJob)
{
    // A house for each step: the power goes there, the server starts again and replays, then the job runs.
    const std::vector<std::pair<Scope, std::string>> breaks{
        {Scope::Family, "keys"},
        {Scope::Family, "conversations"},
        {Scope::Family, "ledger"},
        {Scope::Child, "keys"},
        {Scope::Child, "identity"}
    };
    for (const auto& [scope, last] : breaks) {
        SCOPED_TRACE(last);
        House fresh{GetParam()};
        const auto home = fresh.add_family("f");
        const auto leaver = fresh.add_child(home, "c");
        const auto stayer = fresh.add_child(fresh.add_family("g"), "d");
        fresh.talk(leaver, "talk-c");
        fresh.talk(stayer, "talk-d");
        const auto wish = wait_for(fresh.erasures().ask(
            home, scope == Scope::Child ? std::optional{leaver.child} : std::nullopt, guardian
        ));
        ASSERT_TRUE(wish);
        fresh.clock.advance(days{7});
        auto crashing = fresh.erasures([last](std::string_view step) {
            if (step == last) throw std::runtime_error{"the power goes"};
        });
        EXPECT_THROW(static_cast<void>(wait_for(crashing.carry_out(wish->id))), std::runtime_error);
        static_cast<void>(wait_for(fresh.erasures().replay()));
        ASSERT_TRUE(wait_for(fresh.erasures().carry_out(wish->id)));
        const auto done = wait_for(fresh.wishes.find(wish->id)).value_or(Erasure{});
        EXPECT_EQ(done.state, ErasureState::Done);
        EXPECT_TRUE(is_same_receipt(
            wait_for(fresh.ledger.find(wish->id)).value_or(LedgerEntry{}).receipt, done.receipt
        ));
        EXPECT_EQ(fresh.mails.size(), 2U) << "one when it was asked for, one when it was done";
        EXPECT_EQ(fresh.count("conversations"), 1);
        EXPECT_EQ(fresh.count("children"), 1);
        EXPECT_TRUE(wait_for(fresh.conversations.open(stayer, ConversationId{"talk-d"})));
    }
}

TEST_P(ErasureTest, FindsWhatWasWrittenWhileItRan)
{
    const auto wish = ask(child.child);
    house.clock.advance(days{7});
    bool wrote = false;
    auto erasing = house.erasures([&](std::string_view step) {
        if (step != "conversations" || std::exchange(wrote, true)) return;
        EXPECT_TRUE(wait_for(house.wishes.is_erasing(family, child.child)));
        EXPECT_FALSE(wait_for(house.wishes.is_erasing(family, sibling.child)));
        // A request that was let in before begins one more talk.
        static_cast<void>(
            wait_for(house.conversations.start(child, ConversationId{"late"}, house.clock.now()))
        );
    });
    ASSERT_TRUE(wait_for(erasing.carry_out(wish.id)));
    EXPECT_TRUE(wrote);
    EXPECT_EQ(house.count("conversations"), 2) << "the sibling's and the other family's";
    EXPECT_FALSE(wait_for(house.wishes.is_erasing(family, child.child)));
}

TEST_P(ErasureTest, WaitsForTheEndOfAHold)
{
    const auto wish = ask();
    ASSERT_TRUE(wait_for(house.kept.add_hold({.family = family, .reference = "1", .placed_at = {}}))
    );
    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_EQ(found(wish.id).state, ErasureState::Waiting);
    EXPECT_EQ(house.count("conversations"), 3);
    EXPECT_TRUE(wait_for(house.wishes.late(found(wish.id).due_at)).empty());
    EXPECT_EQ(wait_for(house.wishes.late(house.clock.now() + 1s)).size(), 1U);
    ASSERT_TRUE(wait_for(house.kept.remove_hold(family)));
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    EXPECT_EQ(found(wish.id).state, ErasureState::Done);
}

TEST_P(ErasureTest, AReceiptThatWasChangedIsNotTheSame)
{
    const auto wish = ask();
    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    const auto receipt = found(wish.id).receipt;
    EXPECT_EQ(erasure_in(receipt).value_or(""), wish.id);
    auto changed = receipt;
    changed.replace(changed.find("true"), 4, "false");
    EXPECT_FALSE(is_same_receipt(receipt, changed));
    EXPECT_TRUE(is_same_receipt(receipt, " " + receipt + "\n"));
    EXPECT_FALSE(erasure_in("{}"));
    EXPECT_FALSE(erasure_in("my receipt"));
}

/// The data of a house as a backup had it, beside the keys as they are now.
struct Restored {
    Restored(House& house, sql::Database& restored)
        : conversations{restored, house.keys, [](sql::Transaction&, const conversation::FiledAlert&) {}},
          conversation_data{restored, house.keys},
          family_rows{restored},
          trail{restored, house.clock},
          wishes{
              restored,
              trail,
              crypto::Sealer{crypto::SecretKey::random()},
              [](sql::Transaction&, const notify::ErasureMail&) {}
          },
          erasures{
              {.store = wishes,
               .ledger = house.ledger,
               .keys = house.keys,
               .data = {&conversation_data, &family_rows},
               .pool = house.pool,
               .clock = house.clock,
               .processors = {},
               .after_step = {}}
          }
    {
    }
    conversation::SqlConversationStore conversations;
    conversation::SqlConversationData conversation_data;
    FamilyRows family_rows;
    audit::Trail trail;
    SqlErasureStore wishes;
    Erasures erasures;
};

std::int64_t rows_in(sql::Database& database, const std::string& table)
{
    const auto text = "SELECT count(*) FROM " + table;
    const sql::Statement statement{"test.count", text, text};
    return wait_for(database.read([&](sql::Connection& db) {
        return db.run(statement).get<std::int64_t>(0, 0);
    }));
}

TEST_P(ErasureTest, AnOldBackupGivesNothingBack)
{
    if (GetParam() != sql::Engine::Sqlite) GTEST_SKIP() << "a file is copied";
    const auto wish = ask();
    const auto of_child = wait_for(house.erasures().ask(other.family, other.child, guardian));
    ASSERT_TRUE(of_child);
    const auto path = std::filesystem::temp_directory_path() / ("buddy_backup_" + wish.id);
    wait_for(house.data->checkpoint());
    std::filesystem::copy_file(house.data.url().substr(std::string{"sqlite://"}.size()), path);

    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    ASSERT_TRUE(wait_for(house.erasures().carry_out(of_child->id)));
    {
        const auto opened = sql::open_database("sqlite://" + path.string());
        ASSERT_TRUE(opened);
        Restored restored{house, **opened};
        // The rows are back, and nobody can read them: the keys are in no backup.
        EXPECT_EQ(rows_in(**opened, "turns"), 3);
        EXPECT_FALSE(wait_for(restored.conversations.open(child, ConversationId{"talk-c"})));
        EXPECT_FALSE(restored.conversation_data.export_family(family));
        EXPECT_FALSE(wait_for(restored.conversations.open(other, ConversationId{"talk-d"})));
        const auto of_other = restored.conversation_data.export_family(other.family).value();
        EXPECT_EQ(of_other.find("Pretzel"), std::string::npos)
            << "not by its family's keys, either";

        const auto replayed = wait_for(restored.erasures.replay());
        EXPECT_EQ(replayed.families, 1);
        EXPECT_EQ(replayed.children, 1);
        EXPECT_EQ(rows_in(**opened, "turns"), 0);
        EXPECT_EQ(rows_in(**opened, "families"), 1);
        EXPECT_EQ(wait_for(restored.wishes.find(wish.id))->state, ErasureState::Done);
        EXPECT_EQ(wait_for(restored.erasures.replay()).families, 0);
    }
    std::filesystem::remove(path);
}

TEST_P(ErasureTest, AnOldCopyOfTheKeysGivesNothingBackEither)
{
    const auto wish = ask();
    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(wish.id)));
    // A copy of the keys from before the erasure: the key lives, and the ledger knows of nothing.
    sql::TemporaryDatabase old_keys{GetParam()};
    crypto::SqlFamilyKeyStore store{*old_keys};
    crypto::FamilyKeys keys{store, crypto::SecretKey::random(), house.clock};
    ASSERT_TRUE(wait_for(keys.create(family)));
    SqlErasureLedger ledger{*old_keys};
    Erasures erasures{
        {.store = house.wishes,
         .ledger = ledger,
         .keys = keys,
         .data = house.everything,
         .pool = house.pool,
         .clock = house.clock,
         .processors = {},
         .after_step = {}}
    };
    EXPECT_EQ(wait_for(erasures.replay()).keys, 1);
    EXPECT_FALSE(wait_for(keys.of(family)));
    EXPECT_EQ(wait_for(ledger.all()).size(), 1U);

    const auto of_child = wait_for(house.erasures().ask(other.family, other.child, guardian));
    house.clock.advance(days{7});
    ASSERT_TRUE(wait_for(house.erasures().carry_out(of_child->id)));
    ASSERT_TRUE(wait_for(keys.create(other.family)));
    ASSERT_TRUE(wait_for(keys.of(other.family, other.child)));
    EXPECT_EQ(wait_for(erasures.replay()).keys, 1) << "one child's, and not its family's";
    EXPECT_FALSE(wait_for(keys.of(other.family, other.child)));
    EXPECT_TRUE(wait_for(keys.of(other.family)));
}

}  // namespace
}  // namespace buddy::compliance
