#include "moderation/http_moderation.hpp"

#include "identity/fake_directory.hpp"
#include "moderation/fake_alert_preferences.hpp"
#include "moderation/fake_alert_store.hpp"
#include "moderation/moderation.hpp"
#include "platform/http/fake_exchange.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace buddy::moderation {
namespace {

namespace json = boost::json;

class QuietDiary final : public conversation::MoodDiary {
public:
    Task<std::vector<conversation::MoodMark>> moods_between(
        conversation::ChildRef /*child*/, Time /*from*/, Time /*until*/
    ) override
    {
        co_return marks;
    }
    std::vector<conversation::MoodMark> marks;
};

class ListingObserver final : public AlertObserver {
public:
    void seen_after(std::chrono::milliseconds passed) override { seen.push_back(passed); }
    void answered_after(std::chrono::milliseconds passed) override { answered.push_back(passed); }
    void judged(const std::vector<VerdictCount>& all) override { verdicts = all; }
    std::vector<std::chrono::milliseconds> seen;
    std::vector<std::chrono::milliseconds> answered;
    std::vector<VerdictCount> verdicts;
};

class Http : public testing::Test {
protected:
    Http()
    {
        directory.children[ChildId{"child"}] = {
            .id = ChildId{"child"}, .family = family, .nickname = "Mia", .time_zone = "UTC"
        };
        directory.children[ChildId{"other"}] = {
            .id = ChildId{"other"}, .family = FamilyId{"other-family"}, .time_zone = "UTC"
        };
        directory.contacts[family] = {
            .guardians = {{.id = GuardianId{"guardian"}, .language = "de"}}, .language = "en"
        };
        raise("one");
    }
    void raise(const std::string& id)
    {
        alerts.alerts[family].push_back(
            {.id = AlertId{id},
             .child = ChildId{"child"},
             .raised_at = clock.now(),
             .facts = {.category = safety::Category::SelfHarm, .notify = {.guardian = true}},
             .clock = AlertClock{.received_at = clock.now(), .queued_at = clock.now()}}
        );
    }
    std::future<void> begin(http::FakeExchange& exchange, std::string_view operation)
    {
        exchange.principal = {
            .kind = http::Principal::Kind::Guardian,
            .family = family,
            .guardian = GuardianId{"guardian"}
        };
        routes = moderation.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        auto done = asio::co_spawn(loop, route->handler(exchange), asio::use_future);
        settle();
        return done;
    }
    void call(http::FakeExchange& exchange, std::string_view operation)
    {
        begin(exchange, operation).get();
    }
    Task<> keep(audit::Entry entry)
    {
        looks.push_back(std::move(entry));
        co_return;
    }
    void settle()
    {
        loop.restart();
        loop.poll();
    }

    FamilyId family{"family"};
    asio::io_context loop{1};
    FakeClock clock{from_millis(1'795'000'000'000)};
    FakeAlertStore alerts;
    FakeAlertPreferences preferences;
    ListingObserver observer;
    bool mail_comes_back = false;
    DigestLinks links{crypto::SecretKey::random()};
    QuietDiary diary;
    identity::FakeDirectory directory;
    events::Bus bus;
    ModerationHttp moderation{
        {.alerts = alerts,
         .preferences = preferences,
         .observer = observer,
         .links = links,
         .comes_back = [this](std::string) -> Task<bool> { co_return mail_comes_back; },
         .moods = diary,
         .directory = directory,
         .bus = bus,
         .clock = clock,
         .account = [this](audit::Entry entry) { return keep(std::move(entry)); }}
    };
    std::vector<audit::Entry> looks;
    http::Routes routes;
};

TEST_F(Http, ListsAlertsInTheGuardiansLanguage)
{
    http::FakeExchange exchange{"GET", "/api/alerts"};
    call(exchange, "listAlerts");
    const auto answer = json::parse(exchange.answer.body);
    const auto& alert = answer.at("alerts").at(0).as_object();
    EXPECT_EQ(alert.at("nickname").as_string(), "Mia");
    EXPECT_EQ(alert.at("severity").as_string(), "high");
    EXPECT_EQ(alert.at("category").as_string(), "self_harm");
    EXPECT_TRUE(std::string_view{alert.at("headline").as_string()}.starts_with("Bitte"));
    EXPECT_TRUE(alert.at("acknowledged_at").is_null());
}

TEST_F(Http, TellsATrustedAdultThatAndNotWhy)
{
    const auto shared = [this] {
        http::FakeExchange exchange{"GET", "/api/shared-alerts"};
        call(exchange, "listSharedAlerts");
        return exchange.answer;
    };
    EXPECT_EQ(shared().status, 403U) << "a guardian is no trusted adult";
    directory.hearing[GuardianId{"guardian"}] = {.language = "de", .hears_all = false};
    alerts.alerts[family].back().facts.severity = safety::Severity::Medium;
    EXPECT_EQ(shared().body, R"({"alerts":[]})");
    directory.hearing[GuardianId{"guardian"}].hears_all = true;
    const auto seen = json::parse(shared().body);
    const auto& alert = seen.at("alerts").at(0).as_object();
    EXPECT_EQ(alert.at("nickname").as_string(), "Mia");
    EXPECT_FALSE(alert.contains("why"));
    EXPECT_FALSE(alert.contains("what"));
    EXPECT_FALSE(alert.contains("category"));
}

TEST_F(Http, StopsTellingAGuardianWhoHasLeft)
{
    http::FakeExchange watcher{"GET", "/api/alerts/live"};
    auto watching = begin(watcher, "watchAlerts");
    directory.contacts[family].guardians.clear();
    raise("two");
    bus.publish(alert_topic(family), "two");
    settle();
    EXPECT_FALSE(watcher.events.contains(R"("id":"two")"));
    watching.get();
}

TEST_F(Http, AccountsForEachLook)
{
    http::FakeExchange list{"GET", "/api/alerts"};
    call(list, "listAlerts");
    http::FakeExchange week{"GET", "/api/children/child/moods"};
    week.params.emplace_back("child", "child");
    call(week, "listMoods");
    http::FakeExchange foreign{"GET", "/api/children/other/moods"};
    foreign.params.emplace_back("child", "other");
    call(foreign, "listMoods");
    ASSERT_EQ(looks.size(), 2U);
    EXPECT_EQ(looks[0].action, audit::Action::AlertsListed);
    EXPECT_EQ(looks[0].actor, audit::Actor::of(GuardianId{"guardian"}));
    EXPECT_EQ(looks[1].action, audit::Action::MoodsViewed);
    EXPECT_EQ(looks[1].child, ChildId{"child"});
}

TEST_F(Http, AcknowledgesAndTellsTheOtherGuardians)
{
    http::FakeExchange watcher{"GET", "/api/alerts/live"};
    auto watching = begin(watcher, "watchAlerts");
    http::FakeExchange exchange{"PUT", "/api/alerts/one/acknowledgement"};
    exchange.with_body(R"({"verdict":"nothing"})");
    clock.advance(std::chrono::seconds{90});
    exchange.params = {{"alert", "one"}};
    call(exchange, "acknowledgeAlert");
    EXPECT_EQ(exchange.status, 200U);
    EXPECT_EQ(json::parse(exchange.answer.body).at("verdict").as_string(), "nothing");
    EXPECT_EQ(
        observer.answered, (std::vector<std::chrono::milliseconds>{std::chrono::seconds{90}})
    );
    const VerdictCount counted{.category = "self_harm", .verdict = "nothing", .alerts = 1};
    EXPECT_EQ(observer.verdicts, std::vector<VerdictCount>{counted});
    settle();
    EXPECT_TRUE(watcher.events.contains(R"("verdict":"nothing")"));
    bus.close();
    settle();
    watching.get();
    EXPECT_TRUE(watcher.ended);
}

TEST_F(Http, WatchesFromTheFirstAlertOnAndHearsNewOnes)
{
    http::FakeExchange watcher{"GET", "/api/alerts/live"};
    auto watching = begin(watcher, "watchAlerts");
    EXPECT_TRUE(watcher.events.contains(R"("id":"one")"));
    raise("two");
    bus.publish(alert_topic(family), "two");
    settle();
    EXPECT_TRUE(watcher.events.contains(R"("id":"two")"));
    bus.close();
    settle();
    watching.get();
}

TEST_F(Http, KnowsNoAlertOfAnotherFamily)
{
    http::FakeExchange exchange{"PUT", "/api/alerts/unknown/acknowledgement"};
    exchange.with_body(R"({"verdict":"right"})");
    exchange.params = {{"alert", "unknown"}};
    call(exchange, "acknowledgeAlert");
    EXPECT_EQ(exchange.status, 404U);
}

TEST_F(Http, KeepsSeenApartFromAnswered)
{
    clock.advance(std::chrono::seconds{30});
    for (int time = 0; time < 2; ++time) {
        http::FakeExchange exchange{"PUT", "/api/alerts/one/sighting"};
        exchange.params = {{"alert", "one"}};
        call(exchange, "noteAlertSighting");
        EXPECT_EQ(exchange.status, 204U);
        clock.advance(std::chrono::seconds{30});
    }
    EXPECT_EQ(observer.seen, (std::vector<std::chrono::milliseconds>{std::chrono::seconds{30}}));
    EXPECT_TRUE(observer.answered.empty());
    http::FakeExchange listing{"GET", "/api/alerts"};
    call(listing, "listAlerts");
    const auto alert = json::parse(listing.answer.body).at("alerts").at(0);
    EXPECT_FALSE(alert.at("first_seen_at").is_null());
    EXPECT_TRUE(alert.at("acknowledged_at").is_null());
    EXPECT_TRUE(alert.at("verdict").is_null());
}

TEST_F(Http, TakesPreferencesButNeverBelowTheFloor)
{
    http::FakeExchange change{"PATCH", "/api/alert-preferences"};
    change.with_body(R"({"deliveries":{"bullying":"digest"},"weekly_digest":false})");
    call(change, "changeAlertPreferences");
    EXPECT_EQ(change.status, 200U) << change.answer.body;
    EXPECT_TRUE(
        change.answer.body.contains(R"({"kind":"bullying","delivery":"digest","may_wait":true})")
    ) << change.answer.body;
    EXPECT_TRUE(change.answer.body.contains(R"("weekly_digest":false)"));
    for (const auto* body :
         {R"({"deliveries":{"self_harm":"page"}})",
          R"({"deliveries":{"bullying":"page","medical":"digest"}})",
          R"({"deliveries":{"weekly_digest":"page"}})",
          R"({"deliveries":{"bullying":"never"}})"}) {
        http::FakeExchange refused{"PATCH", "/api/alert-preferences"};
        refused.with_body(body);
        call(refused, "changeAlertPreferences");
        EXPECT_EQ(refused.status, 422U) << body;
    }
    mail_comes_back = true;
    http::FakeExchange reading{"GET", "/api/alert-preferences"};
    call(reading, "readAlertPreferences");
    EXPECT_TRUE(change.answer.body.contains(R"("mail":"unconfirmed")"));
    EXPECT_TRUE(reading.answer.body.contains(R"("mail":"comes_back")"));
    const auto kept = preferences.choices[GuardianId{"guardian"}];
    EXPECT_EQ(kept.deliveries.size(), 1U) << "nothing of a refused change is kept";
}

TEST_F(Http, EndsTheDigestForWhoeverHoldsTheLink)
{
    const GuardianRef guardian{.family = family, .guardian = GuardianId{"guardian"}};
    auto forged = links.token_for(guardian);
    forged.back() = forged.back() == '0' ? '1' : '0';
    for (const auto& token : {forged, std::string{}, std::string{"family.guardian"}}) {
        http::FakeExchange refused{"POST", "/api/unsubscriptions/x"};
        refused.params = {{"token", token}};
        call(refused, "endDigest");
        EXPECT_EQ(refused.status, 404U);
    }
    EXPECT_TRUE(preferences.choices[guardian.guardian].weekly_digest);
    http::FakeExchange exchange{"POST", "/api/unsubscriptions/x"};
    exchange.params = {{"token", links.token_for(guardian)}};
    call(exchange, "endDigest");
    EXPECT_EQ(exchange.status, 204U);
    EXPECT_FALSE(preferences.choices[guardian.guardian].weekly_digest);
}

TEST_F(Http, ShowsStaffProtectedCasesWithoutANameOrAFamily)
{
    alerts.alerts[family].push_back(
        {.id = AlertId{"hidden"},
         .child = ChildId{"child"},
         .raised_at = clock.now(),
         .facts = {.category = safety::Category::Abuse, .notify = {.moderator = true}}}
    );
    http::FakeExchange listing{"GET", "/api/staff/cases"};
    call(listing, "listCases");
    EXPECT_TRUE(listing.answer.body.contains(R"("id":"hidden")"));
    EXPECT_FALSE(listing.answer.body.contains(R"("id":"one")"));
    for (const auto* word : {"Mia", "family", "abuse"})
        EXPECT_FALSE(listing.answer.body.contains(word)) << word;
    for (const auto& [id, status] : {std::pair{"hidden", 204U}, {"one", 404U}}) {
        http::FakeExchange taking{"PUT", "/api/staff/cases/x/acknowledgement"};
        taking.params = {{"alert", id}};
        call(taking, "takeCase");
        EXPECT_EQ(taking.status, status) << id;
    }
}

TEST_F(Http, ShowsAWeekOfMoods)
{
    diary.marks = {
        {.at = clock.now() - std::chrono::minutes{1}, .mood = emotion::Mood::Calm, .certainty = 0.9
        },
    };
    http::FakeExchange exchange{"GET", "/api/children/child/moods"};
    exchange.params = {{"child", "child"}};
    call(exchange, "listMoods");
    const auto answer = json::parse(exchange.answer.body);
    ASSERT_EQ(answer.at("days").as_array().size(), 7U);
    EXPECT_EQ(answer.at("days").at(6).at("mood").as_string(), "calm");
    EXPECT_TRUE(answer.at("days").at(0).at("mood").is_null());
    EXPECT_TRUE(std::string_view{answer.at("sentence").as_string()}.contains("war etwas ernst"))
        << "of a week with an alert";
}

TEST_F(Http, RefusesMoodsOfAnotherFamilysChildAndDaysThatDoNotExist)
{
    http::FakeExchange other{"GET", "/api/children/other/moods"};
    other.params = {{"child", "other"}};
    call(other, "listMoods");
    EXPECT_EQ(other.status, 404U);
    http::FakeExchange wrong{"GET", "/api/children/child/moods?until=2026-02-31"};
    wrong.params = {{"child", "child"}};
    call(wrong, "listMoods");
    EXPECT_EQ(wrong.status, 422U);
}

}  // namespace
}  // namespace buddy::moderation
