// One contract for the stores of conversations: in memory, on SQLite, on PostgreSQL.
#include "conversation/conversation_store.hpp"

#include "conversation/fake_conversation_store.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/sql_talk_diary.hpp"
#include "conversation/sql_trajectory_data.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/crypto/random.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

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

struct SqlWorld {
    explicit SqlWorld(sql::Engine engine) : temporary{engine} {}
    FakeClock clock{from_millis(1'700'000'000'000)};
    sql::TemporaryDatabase temporary;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    std::vector<notify::AlertMail> mails;
    SqlConversationStore store{
        *temporary,
        keys,
        [this](sql::Transaction&, const FiledAlert& alert) {
            mails.insert(mails.end(), alert.mails.begin(), alert.mails.end());
        }
    };
};

class Stores : public testing::TestWithParam<Kind> {
protected:
    Stores()
    {
        if (GetParam() == Kind::Fake) {
            fake = std::make_unique<FakeConversationStore>();
        } else {
            real = std::make_unique<SqlWorld>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
            EXPECT_TRUE(wait_for(real->keys.create(child.family)));
            EXPECT_TRUE(wait_for(real->keys.create(stranger.family)));
        }
        static_cast<void>(wait_for(store().start(child, conversation, at(0))));
    }
    ConversationStore& store()
    {
        if (fake) return *fake;
        return real->store;
    }
    static Time at(int second) { return from_millis(1'700'000'000'000 + (second * 1000)); }
    NewTurn turn(const std::string& name, int before, bool is_protected = false)
    {
        return {
            .ref =
                {.family = child.family,
                 .turn = TurnId{name},
                 .is_protected = is_protected,
                 .child = child.child},
            .conversation = conversation,
            .child = child.child,
            .idempotency_key = "key-" + name,
            .text = "words of " + name,
            .locale = "en",
            .at = at(10 + before),
            .turns_before = before,
            .assessment = "{}",
            .private_spans = {{.begin = 0, .end = 5}},
            .risk_after = {.bytes = std::string{"risk\0\x01", 6}},
            .crisis_state = "crisis",
            .live_on =
                [name](const ChildDays& kept) {
                    return DaysOutcome{
                        .after = {.course = kept.course + name, .guard = guard_of_days},
                        .alert = std::nullopt,
                        .notice = std::nullopt
                    };
                }
        };
    }
    FinishedTurn finished(const NewTurn& begun, int last_event)
    {
        return {
            .ref = begun.ref,
            .conversation = conversation,
            .at = at(60),
            .reason = FinishReason::Answered,
            .events = {{.number = last_event, .event = Done{.suggestions = {"More"}}}},
            .guided_state = "guided",
            .topic = "school",
            .learning = advisors::Learning::Found,
            .mood = {.mood = emotion::Mood::Fear, .intensity = 0.3, .certainty = 0.7},
            .voice = "guided",
            .usage = llm::Usage{.prompt_tokens = 3, .completion_tokens = 4}
        };
    }
    std::int64_t referrals()
    {
        if (fake) return static_cast<std::int64_t>(fake->referrals.size());
        constexpr std::string_view text =
            "SELECT CAST(coalesce(sum(shown), 0) AS BIGINT) FROM referral_counts "
            "WHERE month = '2023-11' AND place = 'US-CA' AND kind = 'self_harm'";
        const sql::Statement statement{"test.referrals", text, text};
        const auto rows = wait_for(real->temporary->read([&statement](sql::Connection& db) {
            return db.run(statement);
        }));
        return rows.get<std::int64_t>(0, 0);
    }
    EventPage events(const std::string& name, int after)
    {
        auto page = wait_for(store().events_after(child, conversation, TurnId{name}, after));
        EXPECT_TRUE(page);
        return *page;
    }

    static constexpr std::chrono::sys_days guard_of_days{std::chrono::days{20'500}};
    ChildRef child{.family = FamilyId{"family-1"}, .child = ChildId{"child-1"}};
    ChildRef stranger{.family = FamilyId{"family-2"}, .child = ChildId{"child-2"}};
    ConversationId conversation{"conversation-1"};
    std::unique_ptr<FakeConversationStore> fake;
    std::unique_ptr<SqlWorld> real;
};

INSTANTIATE_TEST_SUITE_P(Kinds, Stores, testing::ValuesIn(kinds_here()), [](const auto& test) {
    return std::string{
        test.param == Kind::Fake     ? "Fake"
        : test.param == Kind::Sqlite ? "Sqlite"
                                     : "Postgres"
    };
});

TEST_P(Stores, TellWhenTheChildsTurnsBeganInWhicheverConversation)
{
    const ConversationId another{"conversation-2"};
    static_cast<void>(wait_for(store().start(child, another, at(0))));
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    auto second = turn("b", 0);
    second.conversation = another;
    second.at = at(300);
    ASSERT_TRUE(wait_for(store().begin_turn(second)));
    const auto memory = wait_for(store().recall(child, conversation, "k"));
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->turn_times, (std::vector<Time>{turn("a", 0).at, at(300)}));
    EXPECT_EQ(memory->turns, 1);
}

TEST_P(Stores, TellNothingOfOneChildToAnother)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    EXPECT_TRUE(wait_for(store().list(stranger)).empty());
    EXPECT_EQ(wait_for(store().open(stranger, conversation)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(
        wait_for(store().recall(stranger, conversation, "k")).error().code, ErrorCode::NotFound
    );
    EXPECT_EQ(
        wait_for(store().events_after(stranger, conversation, TurnId{"a"}, 0)).error().code,
        ErrorCode::NotFound
    );
    EXPECT_EQ(
        wait_for(store().correct_mood(stranger, conversation, TurnId{"a"}, emotion::Mood::Joy))
            .error()
            .code,
        ErrorCode::NotFound
    );
    auto theirs = turn("b", 1);
    theirs.ref.family = stranger.family;
    theirs.child = stranger.child;
    EXPECT_EQ(wait_for(store().begin_turn(theirs)).error().code, ErrorCode::NotFound);
}

TEST_P(Stores, RememberWhatANewTurnMustKnow)
{
    const auto begun = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(begun)));
    wait_for(store().finish_turn(finished(begun, 2)));
    const auto memory = wait_for(store().recall(child, conversation, "another-key"));
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->turns, 1);
    ASSERT_EQ(memory->said.size(), 1U);
    EXPECT_EQ(memory->said[0].text, "words of a");
    EXPECT_EQ(memory->said[0].private_spans, begun.private_spans);
    EXPECT_EQ(memory->risk.bytes, begun.risk_after.bytes);
    EXPECT_EQ(memory->crisis_state, "crisis");
    EXPECT_EQ(memory->guided_state, "guided");
    EXPECT_EQ(memory->topic, "school");
    EXPECT_FALSE(memory->same_key);
    EXPECT_EQ(wait_for(store().recall(child, conversation, "key-a"))->same_key, TurnId{"a"});
}

TEST_P(Stores, RememberTheLastEightThingsSaid)
{
    for (int number = 0; number < 10; ++number)
        ASSERT_TRUE(wait_for(store().begin_turn(turn("t" + std::to_string(number), number))));
    const auto memory = wait_for(store().recall(child, conversation, "k"));
    ASSERT_EQ(memory->said.size(), 8U);
    EXPECT_EQ(memory->said.front().text, "words of t2");
    EXPECT_EQ(memory->said.back().text, "words of t9");
}

TEST_P(Stores, NoteTurnsWhoseWordsAreNotSentAnyMoreButNoProtectedOneAndNoCrisis)
{
    for (int number = 0; number < 12; ++number) {
        const auto name = "t" + std::to_string(number);
        const auto begun = turn(name, number, number == 1);
        ASSERT_TRUE(wait_for(store().begin_turn(begun)));
        auto end = finished(begun, 2);
        end.turn_topic = number == 0 ? "" : name;
        if (number == 2) end.reason = FinishReason::CrisisAnswered;
        wait_for(store().finish_turn(std::move(end)));
    }
    const auto memory = wait_for(store().recall(child, conversation, "k"));
    ASSERT_EQ(memory->said.size(), 8U)
        << "no turn was answered here: twelve messages, the last eight";
    const auto fear = emotion::Mood::Fear;
    EXPECT_EQ(
        memory->notes,
        (std::vector<TurnNote>{
            {.number = 1, .topic = "", .mood = fear, .at = at(10)},
            {.number = 4, .topic = "t3", .mood = fear, .at = at(13)}
        })
    );
}

TEST_P(Stores, RememberWhatAVendorRefusedToAnswer)
{
    const auto refused = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(refused)));
    auto end = finished(refused, 2);
    end.reason = FinishReason::ModelRefused;
    wait_for(store().finish_turn(std::move(end)));
    ASSERT_TRUE(wait_for(store().begin_turn(turn("b", 1))));
    const auto memory = wait_for(store().recall(child, conversation, "k"));
    ASSERT_EQ(memory->said.size(), 2U);
    EXPECT_TRUE(memory->said[0].was_refused);
    EXPECT_FALSE(memory->said[1].was_refused);
}

TEST_P(Stores, BeginATurnOnceForEachKey)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    auto again = turn("b", 1);
    again.idempotency_key = "key-a";
    again.text = "words of a";
    const auto repeated = wait_for(store().begin_turn(again));
    ASSERT_TRUE(repeated);
    EXPECT_TRUE(repeated->repeated);
    EXPECT_EQ(repeated->turn, TurnId{"a"});
    again.text = "other words";
    EXPECT_EQ(wait_for(store().begin_turn(again)).error().code, ErrorCode::Invalid);
    EXPECT_EQ(wait_for(store().recall(child, conversation, "k"))->turns, 1);
}

TEST_P(Stores, RefuseATurnThatWasJudgedOnOldKnowledge)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    EXPECT_EQ(wait_for(store().begin_turn(turn("b", 0))).error().code, ErrorCode::Conflict);
    EXPECT_TRUE(wait_for(store().begin_turn(turn("b", 1))));
}

TEST_P(Stores, HandEventsOutInOrderAndFromAnyPlace)
{
    const auto begun = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(begun)));
    wait_for(store().append_events(
        begun.ref,
        {{.number = 2, .event = MoodShown{.mood = emotion::Mood::Fear, .word = "worried"}},
         {.number = 3, .event = AdvisorSpeaks{.id = "listener", .name = "Ear", .reason = "fits"}}},
        std::nullopt
    ));
    EXPECT_FALSE(events("a", 0).ended);
    wait_for(store().finish_turn(finished(begun, 4)));
    const auto page = events("a", 1);
    EXPECT_TRUE(page.ended);
    ASSERT_EQ(page.events.size(), 3U);
    EXPECT_EQ(std::get<MoodShown>(page.events[0].event).word, "worried");
    EXPECT_EQ(std::get<AdvisorSpeaks>(page.events[1].event).name, "Ear");
    EXPECT_EQ(std::get<Done>(page.events[2].event).suggestions, std::vector<std::string>{"More"});
    EXPECT_EQ(name_of(events("a", 0).events[0].event), "turn");
}

TEST_P(Stores, LetAClosedTurnStayAsItIs)
{
    const auto begun = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(begun)));
    wait_for(store().finish_turn(finished(begun, 2)));
    wait_for(store().finish_turn(finished(begun, 3)));
    wait_for(store().append_events(begun.ref, {{.number = 9, .event = Done{}}}, std::nullopt));
    EXPECT_EQ(events("a", 0).events.size(), 2U);
}

TEST_P(Stores, KnowWhichTurnsWereLeftOpen)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0, true))));
    const auto open = wait_for(store().open_turns());
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].ref.turn, TurnId{"a"});
    EXPECT_TRUE(open[0].ref.is_protected);
    EXPECT_EQ(open[0].last_event, 1);
    EXPECT_EQ(open[0].locale, "en");
}

TEST_P(Stores, ShowAConversationAsItHappened)
{
    const auto begun = turn("a", 0, true);
    ASSERT_TRUE(wait_for(store().begin_turn(begun)));
    wait_for(store().append_events(
        begun.ref,
        {{.number = 2,
          .event =
              Notice{
                  .kind = NoticeKind::Help,
                  .text = "Help",
                  .lines = {{.service = "Line", .dial = "1", .sms_keyword = "HI", .verified = true}
                  },
                  .people = {"Aunt Jo"}
              }}},
        std::nullopt
    ));
    wait_for(store().finish_turn(finished(begun, 3)));
    const auto transcript = wait_for(store().open(child, conversation));
    ASSERT_TRUE(transcript);
    ASSERT_EQ(transcript->turns.size(), 1U);
    const auto& shown = transcript->turns[0];
    EXPECT_EQ(shown.text, "words of a");
    EXPECT_EQ(shown.state, TurnState::Complete);
    EXPECT_EQ(shown.notices.at(0).lines.at(0).sms_keyword, "HI");
    EXPECT_EQ(shown.notices.at(0).people.at(0), "Aunt Jo");
    EXPECT_EQ(transcript->conversation.turns, 1);
    EXPECT_EQ(wait_for(store().list(child)).at(0).last_turn_at, begun.at);
}

TEST_P(Stores, LetTheChildCorrectTheMoodBeforeAndAfterTheEnd)
{
    const auto begun = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(begun)));
    ASSERT_TRUE(
        wait_for(store().correct_mood(child, conversation, TurnId{"a"}, emotion::Mood::Anger))
    );
    wait_for(store().finish_turn(finished(begun, 2)));
    auto marks = wait_for(store().moods_between(child, at(0), at(100)));
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_EQ(marks[0].mood, emotion::Mood::Anger);
    EXPECT_TRUE(marks[0].corrected);
    ASSERT_TRUE(wait_for(store().correct_mood(child, conversation, TurnId{"a"}, emotion::Mood::Joy))
    );
    marks = wait_for(store().moods_between(child, at(0), at(100)));
    EXPECT_EQ(marks.at(0).mood, emotion::Mood::Joy);
    EXPECT_EQ(
        wait_for(store().open(child, conversation))->turns.at(0).mood->mood, emotion::Mood::Joy
    );
}

TEST_P(Stores, KeepProtectedTurnsOutOfTheMoodDiary)
{
    const auto open = turn("a", 0);
    const auto hidden = turn("b", 1, true);
    ASSERT_TRUE(wait_for(store().begin_turn(open)));
    wait_for(store().finish_turn(finished(open, 2)));
    ASSERT_TRUE(wait_for(store().begin_turn(hidden)));
    wait_for(store().finish_turn(finished(hidden, 2)));
    const auto after = turn("c", 2);
    ASSERT_TRUE(wait_for(store().begin_turn(after)));
    wait_for(store().finish_turn(finished(after, 2)));
    const auto marks = wait_for(store().moods_between(child, at(0), at(100)));
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_EQ(marks[0].mood, emotion::Mood::Fear);
    EXPECT_TRUE(wait_for(store().moods_between(child, at(11), at(100))).empty());
}

TEST_P(Stores, TellGuardiansWhatASumCameToAndHowSureAMoodIs)
{
    if (!real) GTEST_SKIP() << "guardians read from databases";
    SqlTalkDiary diary{*real->temporary, real->keys};
    const auto first = turn("a", 0);
    const auto closed = turn("b", 1);
    const auto hidden = turn("c", 2, true);
    ASSERT_TRUE(wait_for(store().begin_turn(first)));
    wait_for(store().finish_turn(finished(first, 2)));
    ASSERT_TRUE(wait_for(store().begin_turn(closed)));
    auto end = finished(closed, 2);
    end.reason = FinishReason::OverTime;
    end.learning = advisors::Learning::None;
    wait_for(store().finish_turn(std::move(end)));
    ASSERT_TRUE(wait_for(store().correct_mood(child, conversation, TurnId{"b"}, emotion::Mood::Joy))
    );
    ASSERT_TRUE(wait_for(store().begin_turn(hidden)));
    wait_for(store().finish_turn(finished(hidden, 2)));
    for (const auto& turns :
         {wait_for(diary.turns_between(child, at(0), at(100))),
          wait_for(diary.turns_of(child, conversation))}) {
        ASSERT_TRUE(turns);
        ASSERT_EQ(turns->size(), 2U) << "a protected turn is absent";
        EXPECT_EQ(turns->at(0).learning, advisors::Learning::Found);
        EXPECT_EQ(turns->at(0).certainty, 0.7);
        EXPECT_FALSE(turns->at(0).corrected);
        EXPECT_FALSE(turns->at(0).was_closed);
        EXPECT_EQ(turns->at(1).learning, advisors::Learning::None);
        EXPECT_TRUE(turns->at(1).corrected);
        EXPECT_TRUE(turns->at(1).was_closed);
    }
}

TEST_P(Stores, RememberTheChildsDaysOverAllItsConversations)
{
    const ConversationId other{"conversation-2"};
    static_cast<void>(wait_for(store().start(child, other, at(1))));
    EXPECT_EQ(wait_for(store().recall(child, other, "k"))->days, ChildDays{});
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    auto elsewhere = turn("b", 0);
    elsewhere.conversation = other;
    ASSERT_TRUE(wait_for(store().begin_turn(elsewhere)));
    const auto days = wait_for(store().recall(child, conversation, "k"))->days;
    EXPECT_EQ(days.course, "ab");
    EXPECT_EQ(days.guard, guard_of_days);
}

TEST_P(Stores, AddATurnToTheDaysOnceAndOnlyWhenItBegins)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    EXPECT_TRUE(wait_for(store().begin_turn(turn("a", 0)))->repeated);
    EXPECT_FALSE(wait_for(store().begin_turn(turn("b", 0)))) << "judged on old knowledge";
    EXPECT_EQ(wait_for(store().recall(child, conversation, "k"))->days.course, "a");
}

TEST_P(Stores, AnswerWithTheAlertThatTheDaysRaise)
{
    auto begun = turn("a", 0);
    begun.live_on = [](const ChildDays&) {
        return DaysOutcome{
            .after = {},
            .alert = NewAlert{.id = AlertId{"of-days"}, .mails = {{.to = "guardian@example.org"}}},
            .notice = Notice{.kind = NoticeKind::Told, .text = "They know."}
        };
    };
    const auto answer = wait_for(store().begin_turn(begun));
    ASSERT_TRUE(answer);
    ASSERT_TRUE(answer->alert_of_days);
    EXPECT_EQ(answer->alert_of_days->id, AlertId{"of-days"});
    // The server dies here, and is started again: the child was told all the same.
    const auto open = wait_for(store().open_turns());
    EXPECT_EQ(open.at(0).last_event, 2);
    const auto shown = wait_for(store().open(child, conversation));
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->turns.at(0).notices.size(), 1U);
    EXPECT_EQ(shown->turns.at(0).notices.at(0).text, "They know.");
    if (real) EXPECT_EQ(real->mails.size(), 1U);
}

TEST_P(Stores, KnowHowLongAChildTalkedAsItsFamilyMayKnowIt)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    auto closed = turn("c", 1);
    closed.at = at(30);
    ASSERT_TRUE(wait_for(store().begin_turn(closed)));
    FinishedTurn finished{
        .ref = closed.ref,
        .conversation = conversation,
        .at = at(31),
        .reason = FinishReason::OverTime,
        .events = {{.number = 2, .event = Done{}}},
        .voice = "kind"
    };
    wait_for(store().finish_turn(finished));
    auto last = turn("d", 2);
    last.at = at(40);
    ASSERT_TRUE(wait_for(store().begin_turn(last)));
    auto hidden = turn("e", 3);
    hidden.ref.is_protected = true;
    hidden.at = at(50);
    ASSERT_TRUE(wait_for(store().begin_turn(hidden)));
    auto after = turn("f", 4);
    after.at = at(60);
    ASSERT_TRUE(wait_for(store().begin_turn(after)));
    EXPECT_EQ(wait_for(store().turn_times(child, at(0))), (std::vector{at(10), at(40)}));
    EXPECT_EQ(wait_for(store().turn_times(child, at(11))), std::vector{at(40)});
    EXPECT_TRUE(
        wait_for(store().turn_times({.family = FamilyId{"x"}, .child = child.child}, at(0))).empty()
    );
}

TEST_P(Stores, ForgetTheDaysOfAChildWhoDoesNotComeBack)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    EXPECT_EQ(wait_for(store().forget_days(at(10))), 0);
    EXPECT_EQ(wait_for(store().forget_days(at(11))), 1);
    EXPECT_EQ(wait_for(store().recall(child, conversation, "k"))->days, ChildDays{});
}

class DamagedDays : public testing::TestWithParam<sql::Engine> {
protected:
    DamagedDays()
    {
        EXPECT_TRUE(wait_for(world.keys.create(child.family)));
        static_cast<void>(wait_for(world.store.start(child, conversation, at)));
    }
    Begun begin(const std::string& name, int before, bool is_protected)
    {
        const NewTurn turn{
            .ref =
                {.family = child.family,
                 .turn = TurnId{name},
                 .is_protected = is_protected,
                 .child = child.child},
            .conversation = conversation,
            .child = child.child,
            .idempotency_key = "key-" + name,
            .at = at,
            .turns_before = before,
            .live_on =
                [this](const ChildDays& kept) {
                    seen = kept;
                    return DaysOutcome{.after = {.course = "course", .guard = kept.guard}};
                }
        };
        const auto begun = wait_for(world.store.begin_turn(turn));
        EXPECT_TRUE(begun);
        return begun.value_or(Begun{});
    }
    void damage()
    {
        wait_for(world.temporary->write(sql::Durability::Full, [this](sql::Transaction& tx) {
            const sql::Blob noise{"noise"};
            tx.run(sql::conversation::keep_trajectory, child.child.text(), noise, noise);
        }));
    }
    std::vector<std::string> events()
    {
        static constexpr std::string_view text = "SELECT kind, reason FROM safety_events";
        const auto rows = wait_for(world.temporary->read([](sql::Connection& db) {
            return db.run(sql::Statement{.name = "test", .sqlite = text, .postgres = text});
        }));
        std::vector<std::string> out;
        for (std::size_t row = 0; row < rows.size(); ++row)
            out.push_back(rows.get<std::string>(row, 0) + ": " + rows.get<std::string>(row, 1));
        return out;
    }

    SqlWorld world{GetParam()};
    ChildRef child{.family = FamilyId{"family"}, .child = ChildId{"child"}};
    ConversationId conversation{"conversation"};
    Time at = from_millis(1'700'000'000'000);
    ChildDays seen;
};
TEST_P(Stores, TellWhenWhatTheyRememberBegan)
{
    auto first = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(first)));
    auto done = finished(first, 2);
    done.turn_topic = "school";
    done.guided_since = at(10);
    wait_for(store().finish_turn(done));
    const auto memory = wait_for(store().recall(child, conversation, "none"));
    ASSERT_TRUE(memory);
    ASSERT_FALSE(memory->said.empty());
    EXPECT_EQ(memory->said.front().at, at(10));
    EXPECT_EQ(memory->guided_since, at(10));
    EXPECT_EQ(memory->forgotten, std::nullopt);
}

TEST_P(Stores, CountHelpLinesOnceWithTheEventThatShowsThem)
{
    auto first = turn("a", 0);
    ASSERT_TRUE(wait_for(store().begin_turn(first)));
    const Referral referral{.place = "US-CA", .kind = "self_harm", .at = at(11)};
    const std::vector<NumberedEvent> help{{.number = 2, .event = Notice{.kind = NoticeKind::Help}}};
    wait_for(store().append_events(
        first.ref, {{.number = 9, .event = Notice{.kind = NoticeKind::Ai}}}, referral
    ));
    EXPECT_EQ(referrals(), 0) << "no help lines among them";
    for (int again = 0; again < 2; ++again)
        wait_for(store().append_events(first.ref, help, referral));
    EXPECT_EQ(referrals(), 1) << "an event that is there already";
    wait_for(store().finish_turn(finished(first, 3)));
    wait_for(store().append_events(
        first.ref, {{.number = 4, .event = Notice{.kind = NoticeKind::Help}}}, referral
    ));
    EXPECT_EQ(referrals(), 1) << "a closed turn shows nothing more";
}

INSTANTIATE_TEST_SUITE_P(Engines, DamagedDays, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(DamagedDays, AreUnknownAndBeginAnew)
{
    static_cast<void>(begin("a", 0, false));
    damage();
    const auto memory = wait_for(world.store.recall(child, conversation, "k"));
    ASSERT_TRUE(memory) << "the conversation goes on";
    EXPECT_EQ(memory->days, (ChildDays{.course = std::string{unknown_course}, .guard = {}}));
    EXPECT_TRUE(begin("b", 1, false).days_were_damaged);
    EXPECT_EQ(seen.course, unknown_course);
    EXPECT_EQ(events(), std::vector<std::string>{"days_damaged: course guard"});
    EXPECT_FALSE(begin("c", 2, false).days_were_damaged);
    EXPECT_EQ(seen.course, "course");
    EXPECT_EQ(events().size(), 1U);
}

TEST_P(DamagedDays, AreNamedInAFamilysExportAndDoNotFailIt)
{
    static_cast<void>(begin("a", 0, false));
    damage();
    SqlTrajectoryData kept{*world.temporary, world.keys};
    EXPECT_EQ(kept.export_family(child.family).value(), R"([{"child":"child","unreadable":true}])");
}

TEST_P(DamagedDays, DropNoGuard)
{
    static_cast<void>(begin("a", 0, true));
    damage();
    const auto memory = wait_for(world.store.recall(child, conversation, "k"));
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->days.guard, guard_after(at));
    static_cast<void>(begin("b", 1, false));
    EXPECT_EQ(seen.guard, guard_after(at));
    EXPECT_EQ(wait_for(world.store.recall(child, conversation, "k"))->days.guard, guard_after(at));
}

TEST(SqlTrajectoryData, ShowsAFamilyItsDaysAndForgetsThem)
{
    SqlWorld world{sql::Engine::Sqlite};
    const ChildRef child{.family = FamilyId{"family"}, .child = ChildId{"child"}};
    const ConversationId conversation{"conversation"};
    ASSERT_TRUE(wait_for(world.keys.create(child.family)));
    static_cast<void>(wait_for(world.store.start(child, conversation, from_millis(1))));
    safety::Trajectory course;
    static_cast<void>(course.note({.strength = {1.0}}, std::chrono::sys_days{}, {}));
    const NewTurn turn{
        .ref = {.family = child.family, .turn = TurnId{"turn"}, .child = child.child},
        .conversation = conversation,
        .child = child.child,
        .idempotency_key = "key-12345",
        .at = from_millis(2),
        .live_on =
            [&course](const ChildDays&) {
                return DaysOutcome{
                    .after =
                        {.course = course.kept(),
                         .guard = std::chrono::sys_days{std::chrono::days{90}}}
                };
            }
    };
    ASSERT_TRUE(wait_for(world.store.begin_turn(turn)));
    SqlTrajectoryData kept{*world.temporary, world.keys};
    const auto shown = kept.export_family(child.family);
    ASSERT_TRUE(shown);
    EXPECT_TRUE(shown->contains(R"("day":"1970-01-01")")) << *shown;
    EXPECT_TRUE(shown->contains(R"("heaviness":1)")) << *shown;
    EXPECT_FALSE(shown->contains("guard")) << "a protected turn leaves no trace";
    EXPECT_EQ(kept.erase_family(FamilyId{"another"}).value(), 0);
    EXPECT_EQ(kept.erase_family(child.family).value(), 1);
    EXPECT_EQ(kept.erase_family(child.family).value(), 0);
    EXPECT_EQ(kept.export_family(child.family).value(), "[]");
}

TEST(SqlConversationStore, QueuesAlertMailsWithTheTurnAndKeepsNoWordInTheOpen)
{
    SqlWorld world{sql::Engine::Sqlite};
    const ChildRef child{.family = FamilyId{"family"}, .child = ChildId{"child"}};
    const ConversationId conversation{"conversation"};
    ASSERT_TRUE(wait_for(world.keys.create(child.family)));
    static_cast<void>(wait_for(world.store.start(child, conversation, from_millis(1))));
    NewTurn turn{
        .ref = {.family = child.family, .turn = TurnId{"turn"}, .child = child.child},
        .conversation = conversation,
        .child = child.child,
        .idempotency_key = "key-12345",
        .text = "a very particular sentence",
        .locale = "en",
        .at = from_millis(2),
        .assessment = "{}",
        .alert = NewAlert{.id = AlertId{"alert"}, .mails = {{.to = "guardian@example.org"}}}
    };
    ASSERT_TRUE(wait_for(world.store.begin_turn(turn)));
    EXPECT_EQ(world.mails.size(), 1U);
    const auto rows = wait_for(world.temporary->read([](sql::Connection& db) {
        return db.run(
            sql::conversation::find_turn_by_key,
            std::string{"conversation"},
            std::string{"key-12345"}
        );
    }));
    EXPECT_FALSE(rows.get<sql::Blob>(0, 2).bytes.contains("particular"));
}

TEST_P(Stores, KeepTheAlertAloneOfATurnThatMayNotBeKept)
{
    auto unkept = turn("a", 0);
    unkept.ref.is_kept = false;
    unkept.alert = NewAlert{
        .id = AlertId{"alert"},
        .facts = {.notify = {.guardian = true}},
        .mails = {{.to = "g@example.test"}},
        .told = {.guardian = true}
    };
    const auto begun = wait_for(store().begin_turn(unkept));
    ASSERT_TRUE(begun);
    EXPECT_EQ(begun->turn, TurnId{"a"});
    auto again = unkept;
    again.ref.turn = TurnId{"b"};
    again.alert->id = AlertId{"alert-again"};
    ASSERT_TRUE(wait_for(store().begin_turn(again)));
    wait_for(store().append_events(unkept.ref, {{.number = 2, .event = Done{}}}, std::nullopt));
    wait_for(store().finish_turn(finished(unkept, 3)));
    EXPECT_TRUE(wait_for(store().open(child, conversation))->turns.empty());
    const auto memory = wait_for(store().recall(child, conversation, "key-a"));
    EXPECT_EQ(memory->turns, 0);
    EXPECT_FALSE(memory->same_key);
    EXPECT_TRUE(memory->days.course.empty());
    EXPECT_TRUE(memory->crisis_state.empty());
    if (fake) {
        EXPECT_EQ(fake->unkept_alerts.size(), 1U);
        return;
    }
    ASSERT_EQ(real->mails.size(), 1U);
    EXPECT_EQ(real->mails.front().to, "g@example.test");
}

TEST_P(Stores, RememberThatATurnWasProtected)
{
    ASSERT_TRUE(wait_for(store().begin_turn(turn("a", 0))));
    EXPECT_FALSE(wait_for(store().recall(child, conversation, "b"))->was_protected);
    ASSERT_TRUE(wait_for(store().begin_turn(turn("b", 1, true))));
    ASSERT_TRUE(wait_for(store().begin_turn(turn("c", 2))));
    EXPECT_TRUE(wait_for(store().recall(child, conversation, "d"))->was_protected);
}

}  // namespace
}  // namespace buddy::conversation
