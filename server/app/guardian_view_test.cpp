// What guardians can reach of a child's days, walked before and after what must be kept from them.
#include "oversight/http_openings.hpp"
#include "oversight/http_oversight.hpp"
#include "oversight/sql_opening_store.hpp"
#include "oversight/sql_oversight_store.hpp"

#include "app/insight_facts.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/sql_opened_talks.hpp"
#include "conversation/sql_talk_diary.hpp"
#include "conversation/sql_trajectory_data.hpp"
#include "conversation/turn_fakes.hpp"
#include "identity/fake_directory.hpp"
#include "moderation/sql_alert_store.hpp"
#include "notify/notify.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/crypto/random.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

namespace buddy::app {
namespace {

using namespace std::chrono_literals;
using conversation::AlertFacts;
using sql::wait_for;

class GuardianView : public testing::Test {
protected:
    GuardianView()
    {
        EXPECT_TRUE(wait_for(keys.create(world.child.family)));
        directory.children[world.child.child] = {
            .id = world.child.child, .family = world.child.family, .time_zone = "UTC"
        };
        directory.contacts[world.child.family] = {
            .guardians = {{.id = GuardianId{"guardian"}}}, .language = "en"
        };
        // The widest level there is: what is kept back then is kept back from everyone.
        const oversight::Change widest{
            .level = oversight::Level::Transcript, .changed_at = world.clock.now()
        };
        wait_for(looks.add_change(world.child, widest, GuardianId{"guardian"}));
        wait_for(looks.tell(world.child, world.clock.now(), world.clock.now()));
    }
    /// Every route of oversight, for this conversation or any other.
    std::string talks_seen()
    {
        std::string out;
        auto routes = http_oversight.routes();
        for (auto& route : http_openings.routes()) routes.push_back(std::move(route));
        for (const auto& route : routes) {
            if (route.access != http::Access::Guardian || route.verb != http::Verb::Get) continue;
            for (int number = 0; number < 12; ++number) {
                http::FakeExchange exchange{"GET", std::string{route.path}};
                exchange.params.emplace_back("child", world.child.child.text());
                exchange.params.emplace_back(
                    "conversation", "conversation-" + std::to_string(number)
                );
                exchange.principal = {
                    .kind = http::Principal::Kind::Guardian,
                    .family = world.child.family,
                    .guardian = GuardianId{"guardian"}
                };
                wait_for(route.handler(exchange));
                out += std::to_string(exchange.answer.status) + exchange.answer.body + "\n";
            }
        }
        return out;
    }

    /// One message in a conversation of its own, and the days on. The events of its turn.
    std::vector<conversation::NumberedEvent> say(std::string text)
    {
        world.conversation = ConversationId{"conversation-" + std::to_string(++conversations)};
        static_cast<void>(wait_for(store.start(world.child, world.conversation, world.clock.now()))
        );
        return say_on(std::move(text));
    }
    /// One more message in the conversation before.
    std::vector<conversation::NumberedEvent> say_on(std::string text)
    {
        auto parts = world.parts(false);
        const conversation::TurnPipeline pipeline{
            {.store = store,
             .judge = parts.judge,
             .read_mood = parts.read_mood,
             .mentor = world.mentor,
             .lines_for = parts.lines_for,
             .clock = world.clock,
             .observer = world.observer,
             .days_line = {},
             .on_alert = parts.on_alert,
             .note_visit = parts.note_visit}
        };
        auto request = world.request(std::move(text));
        request.speaker.alert_mails = {
            {.family = world.child.family,
             .to = "guardian@example.org",
             .reader = notify::AlertReader::Guardian},
            {.family = world.child.family,
             .to = "aunt@example.org",
             .reader = notify::AlertReader::TrustedAdult}
        };
        conversation::ListSink sink;
        conversation::StopSignal never;
        EXPECT_TRUE(wait_for(pipeline.run(std::move(request), sink, never)));
        world.clock.advance(24h);
        return sink.events;
    }
    /// All that the routes and exports for guardians are made of.
    std::string seen()
    {
        std::string out;
        const auto from = world.clock.now() - std::chrono::days{120};
        for (const auto& mark : wait_for(store.moods_between(world.child, from, world.clock.now())))
            out += "mood at " + std::to_string(to_millis(mark.at)) + "\n";
        const auto raised = wait_for(alerts.list(world.child.family));
        for (const auto& alert : *raised) out += "alert " + to_json(alert.facts) + "\n";
        out += days.export_family(world.child.family).value_or("closed") + "\n";
        out += outbox.personal_data().export_family(world.child.family).value_or("closed") + "\n";
        return out + insights_seen() + talks_seen();
    }
    /// All that insights and reports are made of.
    std::string insights_seen(const std::string& view = "transcript")
    {
        const auto from = world.clock.now() - std::chrono::days{120};
        const auto facts = wait_for(insight_facts.facts_between(
            world.child.child, from, world.clock.now(), {.language = "en", .visibility = view}
        ));
        std::string out;
        for (const auto& talk : facts->talks) out += "talk of " + talk.id + "\n";
        for (const auto& turn : facts->turns)
            out += (turn.shows_doings ? "open turn at " : "turn at ") +
                   std::to_string(to_millis(turn.at)) + "\n";
        for (const auto& at : facts->alerts)
            out += "alert at " + std::to_string(to_millis(at)) + "\n";
        return out;
    }
    /// The family's own key, which is the only one a guardian's path may hold, opens an event.
    bool opens_for_family(const TurnId& turn, int number)
    {
        const auto rows = wait_for(database->read([&turn](sql::Connection& db) {
            return db.run(sql::conversation::events_of_turn, turn.text(), 0);
        }));
        const auto key = wait_for(keys.of(world.child.family));
        for (std::size_t row = 0; row < rows.size(); ++row)
            if (rows.get<int>(row, 0) == number)
                return key
                    ->open(
                        rows.get<sql::Blob>(row, 2),
                        {"turn_events", "payload", turn.text() + "/" + std::to_string(number)}
                    )
                    .has_value();
        return false;
    }

    conversation::TurnWorld world;
    sql::TemporaryDatabase database{sql::Engine::Sqlite};
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), world.clock};
    notify::Outbox outbox{
        *database, crypto::SecretKey::random(), world.clock, "https://buddy.example.test"
    };
    conversation::SqlConversationStore store{
        *database,
        keys,
        [this](sql::Transaction& tx, const conversation::FiledAlert& alert) {
            for (const auto& mail : alert.mails) outbox.enqueue(tx, mail);
        }
    };
    conversation::SqlTrajectoryData days{*database, keys};
    audit::Trail trail{*database, world.clock};
    moderation::SqlAlertStore alerts{*database, keys, trail};
    conversation::SqlTalkDiary talks{*database, keys};
    oversight::SqlOversightStore looks{*database, trail};
    identity::FakeDirectory directory;
    oversight::SqlOpeningStore openings{*database, keys, trail};
    conversation::SqlOpenedTalks opened_talks{*database, keys};
    oversight::HttpOversight http_oversight{
        {.store = looks,
         .openings = openings,
         .talks = talks,
         .directory = directory,
         .clock = world.clock}
    };
    oversight::HttpOpenings http_openings{
        {.store = openings, .talks = opened_talks, .directory = directory, .clock = world.clock}
    };
    InsightFacts insight_facts{
        {.talks = talks,
         .oversight = looks,
         .alerts = alerts,
         .directory = directory,
         .clock = world.clock,
         .reads_moods = {}}
    };
    int conversations = 0;
};

/// The number of the event that tells the child who heard of its days, 0: none.
int told_in(const std::vector<conversation::NumberedEvent>& events)
{
    for (const auto& [number, event] : events)
        if (const auto* notice = std::get_if<conversation::Notice>(&event);
            notice != nullptr && notice->kind == conversation::NoticeKind::Told)
            return number;
    return 0;
}

TurnId turn_of(const std::vector<conversation::NumberedEvent>& events)
{
    return std::get<conversation::TurnStarted>(events.front().event).turn;
}

TEST_F(GuardianView, ShowsAnOrdinaryDay)
{
    const auto before = seen();
    const auto events = say("we played football");
    EXPECT_NE(seen(), before);
    EXPECT_TRUE(opens_for_family(turn_of(events), 1)) << "or the tests below would show nothing";
}

TEST_F(GuardianView, TellsInsightsOfAnOrdinaryDay)
{
    static_cast<void>(say("we played football"));
    EXPECT_TRUE(insights_seen().starts_with("talk of conversation-1\nopen turn at "));
}

TEST_F(GuardianView, TellsInsightsNoWiderThanTheGuardiansOwnView)
{
    static_cast<void>(say("we played football"));
    EXPECT_TRUE(insights_seen("summary").contains("open turn at "));
    EXPECT_FALSE(insights_seen("titles").contains("open turn at "));
    EXPECT_TRUE(insights_seen("titles").contains("turn at "));
}

TEST_F(GuardianView, ShowsATalkInTheWordsItWasSaidIn)
{
    static_cast<void>(say("we played football"));
    EXPECT_TRUE(talks_seen().contains("we played football"));
}

TEST_F(GuardianView, ShowsNothingOfWhatFollowsADisclosureInItsConversation)
{
    static_cast<void>(say("we played football"));
    const auto before = talks_seen();
    static_cast<void>(say("!protect"));
    const auto events = say_on("and then we played football again");
    EXPECT_EQ(talks_seen(), before);
    EXPECT_FALSE(wait_for(talks.words_of(world.child, turn_of(events))));
}

TEST_F(GuardianView, ShowsNothingOfADisclosureNorOfWhatFollowsIt)
{
    static_cast<void>(say("we played football"));
    const auto before = seen();
    static_cast<void>(say("!protect"));
    EXPECT_EQ(seen(), before);
    const auto crisis = say("!escalate");
    EXPECT_EQ(seen(), before) << "an acute danger, in another conversation";
    EXPECT_FALSE(opens_for_family(turn_of(crisis), 1));
}

TEST_F(GuardianView, ShowsTheSameOfAnOpeningWhetherStaffReadAProtectedTurnOrNot)
{
    static_cast<void>(say("we played football"));
    static_cast<void>(say("!protect"));
    oversight::Opening opening{
        .id = "o",
        .child = world.child,
        .conversation = std::nullopt,
        .staff = StaffId{"s"},
        .purpose = oversight::Purpose::Safety,
        .reason = "the father may be the danger",
        .begun_at = world.clock.now(),
        .ends_at = world.clock.now() + 30min,
        .ended_at = std::nullopt
    };
    // Of the exports what staff did: asking is a look itself.
    const auto shown = [this] {
        auto out = seen();
        const auto kept = looks.export_family(world.child.family).value();
        out += kept.substr(kept.find("staffLooks"));
        const auto log = trail.personal_data().export_family(world.child.family).value();
        const auto entries = boost::json::parse(log);
        for (const auto& entry : entries.at("entries").as_array())
            if (entry.at("actorKind") == "staff") out += boost::json::serialize(entry);
        return out;
    };
    const auto unopened = shown();
    auto quiet = opening;
    quiet.id = "quiet";
    quiet.is_quiet = true;
    ASSERT_TRUE(wait_for(openings.begin(quiet)));
    wait_for(openings.note_view(quiet, world.conversation));
    EXPECT_EQ(shown(), unopened);

    ASSERT_TRUE(wait_for(openings.begin(opening)));
    const auto opened = shown();
    EXPECT_NE(opened, unopened) << "the family is told that staff looked";
    for (const auto* hidden : {"danger", "safety", "quiet"})
        EXPECT_FALSE(opened.contains(hidden)) << hidden;
    const auto turns = wait_for(opened_talks.read(world.child, world.conversation));
    ASSERT_TRUE(turns);
    EXPECT_TRUE(turns->at(0).is_protected);
    EXPECT_EQ(turns->at(0).words.child, "!protect");
    EXPECT_FALSE(turns->at(0).words.mentor.empty());
    wait_for(openings.note_view(opening, world.conversation));
    EXPECT_EQ(shown(), opened) << "but not what it read";
    const ConversationId ordinary{"conversation-1"};
    EXPECT_FALSE(wait_for(opened_talks.read(world.child, ordinary))->at(0).is_protected);
    EXPECT_EQ(wait_for(opened_talks.talks_of(world.child))->size(), 2U);
    const conversation::ChildRef stranger{.family = FamilyId{"x"}, .child = world.child.child};
    EXPECT_FALSE(wait_for(opened_talks.read(stranger, ordinary)));
}

TEST_F(GuardianView, ShowsNothingOfAQuietRiseThatIsKeptFromIt)
{
    static_cast<void>(say("!protect"));
    for (int day = 0; day < 8; ++day) {
        const auto before = seen();
        const auto events = say("nobody talks to me !lonely");
        const int told = told_in(events);
        if (told == 0) continue;
        EXPECT_EQ(seen(), before);
        EXPECT_FALSE(opens_for_family(turn_of(events), told));
        const auto own =
            wait_for(store.events_after(world.child, world.conversation, turn_of(events), 0));
        ASSERT_TRUE(own);
        EXPECT_EQ(told_in(own->events), told) << "the child reads on what it was told";
        return;
    }
    FAIL() << "the days raised nothing";
}

}  // namespace
}  // namespace buddy::app
