// One contract for the stores of feedback: in memory, on SQLite, on PostgreSQL; and what is shown and forgotten.
#include "feedback/fake_feedback_store.hpp"
#include "feedback/sql_feedback.hpp"

#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace buddy::feedback {
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
const FamilyId family{"family-1"};
const ConversationId talk{"talk"};
const GuardianRef guardian{.family = family, .guardian = GuardianId{"guardian"}};

/// Three ended turns of one talk, and a guardian.
constexpr std::string_view people =
    "INSERT INTO families (id, country, language, time_zone, alert_emails, created_at) VALUES "
    "('family-1', 'DE', 'en', 'Europe/Berlin', TRUE, 1795300000000);"
    "INSERT INTO guardians (id, family_id, email, email_key, password_hash, language, created_at) "
    "VALUES ('guardian', 'family-1', 'a@example.test', 'a@example.test', '', 'en', 1795300000000);"
    "INSERT INTO families (id, country, language, time_zone, alert_emails, created_at) VALUES "
    "('family-2', 'DE', 'en', 'Europe/Berlin', TRUE, 1795300000000);"
    "INSERT INTO memberships (family_id, guardian_id, role, visibility, alerts, is_first, "
    "joined_at) "
    "VALUES ('family-1', 'guardian', 'guardian', 'transcript', 'all', TRUE, 1795300000000), "
    "('family-2', 'guardian', 'guardian', 'transcript', 'all', TRUE, 1795300005000);"
    "INSERT INTO conversations (id, family_id, child_id, started_at, turns) VALUES "
    "('talk', 'family-1', 'child', 1795300000000, 3);";

struct SqlWorld {
    explicit SqlWorld(sql::Engine engine) : temporary{engine}
    {
        EXPECT_TRUE(wait_for(keys.create(family)));
        std::string script{people};
        for (const std::string id : {"one", "two", "three"})
            script +=
                "INSERT INTO turns (id, conversation_id, family_id, child_id, number, "
                "idempotency_key, is_protected, locale, started_at, message, assessment) VALUES "
                "('" +
                id + "', 'talk', 'family-1', 'child', " + std::to_string(id[0] * 1000 + id[1]) +
                ", '" + id + "', FALSE, 'en', 1, '', '');";
        wait_for(temporary->write(sql::Durability::Full, [&script](sql::Transaction& tx) {
            tx.run_script("test.people", script);
        }));
    }
    FakeClock clock{start};
    sql::TemporaryDatabase temporary;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    SqlFeedbackStore store{*temporary, keys};
    SqlFeedbackData data{*temporary, keys};
};

class FeedbackStores : public testing::TestWithParam<Kind> {
protected:
    FeedbackStores()
    {
        for (const auto* id : {"one", "two", "three"}) fake.conversations[TurnId{id}] = talk;
        fake.joined_at = start;
        if (GetParam() != Kind::Fake)
            real = std::make_unique<SqlWorld>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    FeedbackStore& store()
    {
        if (real) return real->store;
        return fake;
    }
    GivenThumb give(const std::string& turn, Opinion opinion, bool is_hidden = false)
    {
        at += 1s;
        const GivenThumb given{
            .child = child,
            .turn = TurnId{turn},
            .at = at,
            .is_hidden = is_hidden,
            .opinion = std::move(opinion)
        };
        EXPECT_TRUE(wait_for(store().give(given)));
        return given;
    }
    std::vector<ShownThumb> shown() { return wait_for(store().thumbs_of(child, talk)).value(); }

    const ChildRef child{.family = family, .child = ChildId{"child"}};
    const Opinion liked{
        .thumb = Thumb::Up, .reason = std::nullopt, .voice = "guided", .advisor = "explorer"
    };
    const Opinion scary{
        .thumb = Thumb::Down, .reason = ThumbReason::Scary, .voice = "model", .advisor = "listener"
    };
    Time at = start;
    FakeFeedbackStore fake;
    std::unique_ptr<SqlWorld> real;
};

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    FeedbackStores,
    testing::ValuesIn(kinds_here()),
    [](const auto& test) {
        return std::string{
            test.param == Kind::Fake ? "Fake" : (test.param == Kind::Sqlite ? "Sqlite" : "Postgres")
        };
    }
);

TEST_P(FeedbackStores, ShowAChildItsThumbsAndTakeThemBack)
{
    give("one", liked);
    EXPECT_EQ(shown(), (std::vector{ShownThumb{.turn = TurnId{"one"}, .opinion = liked}}));
    give("one", scary);
    EXPECT_EQ(shown(), (std::vector{ShownThumb{.turn = TurnId{"one"}, .opinion = scary}}));
    ASSERT_TRUE(wait_for(store().take_back(child, TurnId{"one"})));
    EXPECT_TRUE(shown().empty());
    EXPECT_TRUE(wait_for(store().open_reports(10)).empty()) << "the report went with it";
    ASSERT_TRUE(wait_for(store().take_back(child, TurnId{"one"}))) << "once more does no harm";
    EXPECT_EQ(wait_for(store().thumb_counts(start)).front().thumbs, 0);
}

TEST_P(FeedbackStores, ListReportsUntilSomebodyDecides)
{
    give("one", liked);
    const auto first = give("two", scary);
    const auto second = give("three", scary, true);
    give("one", {.thumb = Thumb::Down, .reason = std::nullopt, .voice = "guided", .advisor = ""});
    EXPECT_EQ(wait_for(store().open_reports(10)), (std::vector{first, second}));
    EXPECT_EQ(wait_for(store().open_reports(1)), (std::vector{first}));
    EXPECT_EQ(wait_for(store().count_open_reports()), 2);
    EXPECT_EQ(wait_for(store().find_report(TurnId{"three"})), second);
    ASSERT_TRUE(wait_for(store().decide(TurnId{"two"}, Finding::Fault, StaffId{"s"}, at)));
    EXPECT_EQ(wait_for(store().find_report(TurnId{"two"})).error().code, ErrorCode::NotFound);
    EXPECT_EQ(
        wait_for(store().decide(TurnId{"two"}, Finding::Fine, StaffId{"s"}, at)).error().code,
        ErrorCode::NotFound
    );
    EXPECT_EQ(wait_for(store().open_reports(10)), (std::vector{second}));
    EXPECT_EQ(shown().size(), 3U) << "the child keeps its thumbs";
    give("two", scary);
    EXPECT_EQ(wait_for(store().count_open_reports()), 2) << "said again";
}

TEST_P(FeedbackStores, CountThumbsByWhoSpoke)
{
    give("one", liked);
    give("two", liked);
    give("three", scary);
    const auto counts = wait_for(store().thumb_counts(start));
    ASSERT_EQ(counts.size(), 2U);
    EXPECT_EQ(
        counts[0],
        (ThumbCount{.advisor = "explorer", .voice = "guided", .thumb = Thumb::Up, .thumbs = 2})
    );
    EXPECT_EQ(counts[1].thumbs, 1);
    EXPECT_TRUE(wait_for(store().thumb_counts(start + std::chrono::days{60})).empty());
}

TEST_P(FeedbackStores, RememberHowAGuardianStandsWithBeingAsked)
{
    EXPECT_EQ(wait_for(store().standing_of(guardian)).value(), (Standing{.joined_at = start}));
    EXPECT_EQ(
        wait_for(store().settle({.guardian = guardian, .at = at})).error().code, ErrorCode::Conflict
    ) << "nobody was asked";
    wait_for(store().note_shown(guardian, Question::Satisfaction, start + 1h));
    ASSERT_TRUE(wait_for(store().settle(
        {.guardian = guardian,
         .at = start + 2h,
         .opinion = GuardianOpinion{.mark = 4, .words = "kind and clear"}}
    )));
    EXPECT_EQ(
        wait_for(store().standing_of(guardian)).value(),
        (Standing{
            .joined_at = start,
            .question = Question::Satisfaction,
            .shown_at = start + 1h,
            .settled_at = start + 2h
        })
    );
    EXPECT_EQ(
        wait_for(store().settle({.guardian = guardian, .at = at})).error().code, ErrorCode::Conflict
    ) << "one answer to one asking";
    wait_for(store().note_shown(guardian, Question::Recommendation, start + 3h));
    ASSERT_TRUE(wait_for(store().settle(
        {.guardian = guardian, .at = start + 4h, .opinion = std::nullopt, .ended = true}
    )));
    EXPECT_TRUE(wait_for(store().standing_of(guardian))->ended);
    EXPECT_EQ(
        wait_for(store().mark_counts(start)),
        (std::vector{MarkCount{.question = Question::Satisfaction, .mark = 4, .marks = 1}})
    );
    const auto said = wait_for(store().recent_words(10));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0].opinion.words, "kind and clear");
}

TEST_P(FeedbackStores, KnowAGuardianInEachOfItsFamilies)
{
    if (!real) GTEST_SKIP() << "the fake knows one family";
    const auto in_second =
        wait_for(store().standing_of({.family = FamilyId{"family-2"}, .guardian = guardian.guardian}
        ));
    ASSERT_TRUE(in_second);
    EXPECT_EQ(in_second->joined_at, start + 5s);
    EXPECT_EQ(
        wait_for(store().standing_of({.family = FamilyId{"none"}, .guardian = guardian.guardian}))
            .error()
            .code,
        ErrorCode::NotFound
    );
}

TEST_P(FeedbackStores, ShowAFamilyItsOwnButNothingOfWhatNoGuardianMayKnow)
{
    if (!real) GTEST_SKIP() << "the fake shows nobody anything";
    give("one", scary);
    const auto before = real->data.export_family(family).value();
    EXPECT_TRUE(before.contains(R"("reason":"scary")"));
    give("two", scary, true);
    EXPECT_EQ(real->data.export_family(family).value(), before);
}

TEST_P(FeedbackStores, KeepWhatAGuardianSaysOfBuddyFromTheOthersArchive)
{
    if (!real) GTEST_SKIP() << "the fake shows nobody anything";
    wait_for(store().note_shown(guardian, Question::Satisfaction, at));
    ASSERT_TRUE(wait_for(store().settle(
        {.guardian = guardian,
         .at = at,
         .opinion = GuardianOpinion{.mark = 2, .words = "we quarrel about it"}}
    )));
    const auto archive = real->data.export_family(family).value();
    EXPECT_TRUE(archive.contains(R"("opinions":[{"guardian":"guardian","question":"satisfaction")")
    );
    for (const auto* said : {"quarrel", "mark", "words"})
        EXPECT_FALSE(archive.contains(said)) << said;
}

TEST_P(FeedbackStores, ForgetAChildAndAFamily)
{
    if (!real) GTEST_SKIP() << "the fake forgets with the test";
    give("one", scary);
    wait_for(store().note_shown(guardian, Question::Satisfaction, at));
    ASSERT_TRUE(wait_for(store().settle(
        {.guardian = guardian, .at = at, .opinion = GuardianOpinion{.mark = 2, .words = ""}}
    )));
    EXPECT_EQ(real->data.erase_child(family, ChildId{"other"}).value(), 0);
    EXPECT_EQ(real->data.erase_child(family, child.child).value(), 1);
    EXPECT_EQ(real->data.erase_family(family).value(), 2);
    EXPECT_EQ(real->data.erase_family(family).value(), 0);
    EXPECT_EQ(wait_for(store().mark_counts(start)).size(), 1U) << "figures are nobody's";
}

TEST(FeedbackWords, AreWrittenAndRead)
{
    for (const auto reason : thumb_reasons) EXPECT_EQ(thumb_reason_from(id_of(reason)), reason);
    for (const auto finding : {Finding::Fault, Finding::Fine, Finding::Unsure})
        EXPECT_EQ(finding_from(id_of(finding)), finding);
    EXPECT_FALSE(thumb_reason_from("boring"));
    EXPECT_FALSE(thumb_from("sideways"));
    EXPECT_EQ(month_of(from_millis(1'795'300'000'000)), "2026-11");
}

}  // namespace
}  // namespace buddy::feedback
