// One contract for the stores of summaries: in memory, on SQLite, on PostgreSQL.
#include "conversation/summary_store.hpp"

#include "conversation/fake_summary_store.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/sql_summary_store.hpp"
#include "conversation/stream_guard.hpp"
#include "conversation/turn_fakes.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace buddy::conversation {
namespace {

using sql::wait_for;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

struct FakeHouse {
    FakeConversationStore talks;
    FakeSummaryStore summaries{talks};
};

struct SqlHouse {
    explicit SqlHouse(sql::Engine engine) : temporary{engine} {}
    FakeClock clock{from_millis(1'700'000'000'000)};
    sql::TemporaryDatabase temporary;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    SqlConversationStore talks{*temporary, keys, [](sql::Transaction&, const FiledAlert&) {}};
    SqlSummaryStore summaries{*temporary, keys};
    SqlSummaryData data{*temporary, keys};
};

class SummaryStores : public testing::TestWithParam<Kind> {
protected:
    SummaryStores()
    {
        if (GetParam() == Kind::Fake) {
            fake = std::make_unique<FakeHouse>();
        } else {
            real = std::make_unique<SqlHouse>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
            EXPECT_TRUE(wait_for(real->keys.create(child.family)));
        }
        static_cast<void>(wait_for(talks().start(child, talk, at(0))));
    }
    ConversationStore& talks()
    {
        if (fake) return fake->talks;
        return real->talks;
    }
    SummaryStore& store()
    {
        if (fake) return fake->summaries;
        return real->summaries;
    }
    static Time at(int second) { return from_millis(1'700'000'000'000 + (second * 1000)); }
    static std::vector<ClearedText> cleared(const std::string& text)
    {
        const Judge judge = judge_by_marks;
        StreamGuard guard{judge, {}};
        auto clauses = guard.feed(text);
        std::ranges::move(guard.finish(), std::back_inserter(clauses));
        return clauses;
    }
    /// One turn of two words and an answer of two clauses.
    void say(FinishReason reason = FinishReason::Answered, bool is_protected = false)
    {
        const auto name = std::to_string(++turns);
        const TurnRef ref{
            .family = child.family,
            .turn = TurnId{"turn-" + name},
            .is_protected = is_protected,
            .child = child.child
        };
        EXPECT_TRUE(wait_for(talks().begin_turn(
            {.ref = ref,
             .conversation = talk,
             .child = child.child,
             .idempotency_key = "key-" + name,
             .text = "words " + name,
             .locale = "en",
             .at = at(turns),
             .turns_before = turns - 1,
             .assessment = "{}",
             .private_spans = {{.begin = 0, .end = 5}}}
        )));
        std::vector<NumberedEvent> told;
        for (auto& clause : cleared("answer. " + name))
            told.push_back(
                {.number = static_cast<int>(told.size()) + 2, .event = Delta{std::move(clause)}}
            );
        EXPECT_EQ(told.size(), 2U) << "two clauses are one answer";
        wait_for(talks().append_events(ref, told, std::nullopt));
        wait_for(talks().finish_turn(
            {.ref = ref,
             .conversation = talk,
             .at = at(turns),
             .reason = reason,
             .events = {{.number = 4, .event = Done{}}}}
        ));
    }
    std::vector<std::string> said(TurnRange range)
    {
        std::vector<std::string> out;
        for (const auto& one : wait_for(store().part_of(child, talk, range)).said)
            out.push_back(one.text);
        return out;
    }

    ChildRef child{.family = FamilyId{"family-1"}, .child = ChildId{"child-1"}};
    ChildRef stranger{.family = FamilyId{"family-1"}, .child = ChildId{"child-2"}};
    ConversationId talk{"conversation-1"};
    int turns = 0;
    std::unique_ptr<FakeHouse> fake;
    std::unique_ptr<SqlHouse> real;
};
INSTANTIATE_TEST_SUITE_P(
    Kinds,
    SummaryStores,
    testing::ValuesIn(kinds_here()),
    [](const testing::TestParamInfo<Kind>& one) {
        switch (one.param) {
            case Kind::Fake: return std::string{"Fake"};
            case Kind::Sqlite: return std::string{"Sqlite"};
            case Kind::Postgres: break;
        }
        return std::string{"Postgres"};
    }
);

using Words = std::vector<std::string>;

TEST_P(SummaryStores, TellOfAnsweredTurnsInTheirOrder)
{
    for (int i = 0; i < 4; ++i) say();
    EXPECT_EQ(
        said({.after = 1, .until = 3}), (Words{"words 2", "answer. 2", "words 3", "answer. 3"})
    );
    EXPECT_EQ(said({.after = 1, .until = 3, .since = at(3)}), (Words{"words 3", "answer. 3"}));
    const auto part = wait_for(store().part_of(child, talk, {.after = 1, .until = 3}));
    EXPECT_EQ(part.oldest, at(2));
    EXPECT_EQ(part.said.at(0).private_spans, (std::vector{PrivateSpan{.begin = 0, .end = 5}}));
    EXPECT_EQ(part.said.at(1).role, safety::Role::Mentor);
    EXPECT_TRUE(said({.after = 4, .until = 9}).empty());
}

TEST_P(SummaryStores, NeverTellOfAProtectedTurnACrisisOrARefusal)
{
    say();
    say(FinishReason::Answered, true);
    say(FinishReason::CrisisAnswered);
    say(FinishReason::InputRefused);
    say(FinishReason::ModelRefused);
    EXPECT_EQ(said({.after = 0, .until = 9}), (Words{"words 1", "answer. 1"}));
    EXPECT_FALSE(wait_for(store().part_of(child, talk, {.after = 1, .until = 9})).oldest);
}

TEST_P(SummaryStores, ShowAFamilyNoneThatTellsOfWhatFollowedAProtectedTurn)
{
    if (!real) GTEST_SKIP() << "exports are made of rows";
    say();
    say(FinishReason::Answered, true);
    say();
    wait_for(store().keep(child, talk, {.text = "before", .until = 1, .oldest = at(1)}));
    EXPECT_TRUE(real->data.export_family(child.family).value().contains("before"));
    wait_for(store().keep(child, talk, {.text = "afterwards", .until = 3, .oldest = at(1)}));
    EXPECT_EQ(real->data.export_family(child.family).value(), "[]");
}

TEST_P(SummaryStores, KeepTheOneThatTellsOfMost)
{
    EXPECT_FALSE(wait_for(store().find(child, talk)));
    const Summary first{.text = "They spoke of cats.", .until = 4, .oldest = at(1)};
    const Summary second{.text = "They spoke of dogs.", .until = 8, .oldest = at(2)};
    wait_for(store().keep(child, talk, first));
    EXPECT_EQ(wait_for(store().find(child, talk)), first);
    wait_for(store().keep(child, talk, second));
    wait_for(store().keep(child, talk, first));
    EXPECT_EQ(wait_for(store().find(child, talk)), second);
    wait_for(store().forget(child, talk));
    EXPECT_FALSE(wait_for(store().find(child, talk)));
}

TEST_P(SummaryStores, ShowNothingToAnotherChildAndKeepNothingForIt)
{
    say();
    wait_for(store().keep(child, talk, {.text = "They spoke of cats.", .until = 4}));
    EXPECT_FALSE(wait_for(store().find(stranger, talk)));
    EXPECT_TRUE(wait_for(store().part_of(stranger, talk, {.after = 0, .until = 9})).said.empty());
    wait_for(store().keep(stranger, talk, {.text = "They spoke of dogs.", .until = 8}));
    wait_for(store().forget(stranger, talk));
    EXPECT_EQ(wait_for(store().find(child, talk))->until, 4);
    const ConversationId gone{"gone"};
    wait_for(store().keep(child, gone, {.text = "They spoke of cats.", .until = 4}));
    EXPECT_FALSE(wait_for(store().find(child, gone)));
}

TEST_P(SummaryStores, LieSealedAndGoWithTheFamily)
{
    if (fake) GTEST_SKIP() << "there is nothing to seal in memory";
    wait_for(store().keep(child, talk, {.text = "a particular sentence", .until = 4}));
    const auto rows = wait_for((*real->temporary).read([this](sql::Connection& db) {
        return db.run(
            sql::conversation::find_summary, talk.text(), child.family.text(), child.child.text()
        );
    }));
    EXPECT_FALSE(rows.get<sql::Blob>(0, 2).bytes.contains("particular"));
    EXPECT_EQ(
        real->data.export_family(child.family).value(),
        R"([{"conversation":"conversation-1","summary":"a particular sentence"}])"
    );
    EXPECT_EQ(real->data.erase_family(FamilyId{"another"}).value(), 0);
    EXPECT_EQ(real->data.erase_family(child.family).value(), 1);
    EXPECT_FALSE(wait_for(store().find(child, talk)));
    EXPECT_EQ(real->data.export_family(child.family).value(), "[]");
}

}  // namespace
}  // namespace buddy::conversation
