#include "moderation/http_moderation.hpp"

#include "identity/fake_directory.hpp"
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
             .facts = {.category = safety::Category::SelfHarm, .notify = {.guardian = true}}}
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
    QuietDiary diary;
    identity::FakeDirectory directory;
    events::Bus bus;
    ModerationHttp moderation{
        {.alerts = alerts,
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
    exchange.with_body(R"({"was_nothing":true})");
    exchange.params = {{"alert", "one"}};
    call(exchange, "acknowledgeAlert");
    EXPECT_EQ(exchange.status, 200U);
    EXPECT_TRUE(json::parse(exchange.answer.body).at("was_nothing").as_bool());
    settle();
    EXPECT_TRUE(watcher.events.contains(R"("was_nothing":true)"));
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
    exchange.with_body(R"({"was_nothing":false})");
    exchange.params = {{"alert", "unknown"}};
    call(exchange, "acknowledgeAlert");
    EXPECT_EQ(exchange.status, 404U);
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
