#include "limits/http_limits.hpp"

#include "limits/fake_limits_store.hpp"

#include "platform/http/fake_exchange.hpp"
#include "platform/http/problem.hpp"
#include "platform/sql/wait.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace buddy::limits {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

const FamilyId family{"family"};
const ChildId child{"child"};

Task<Result<ChildPlace>> place_of(ChildId asked)
{
    if (asked != child) co_return failed(ErrorCode::NotFound, "no such child");
    co_return ChildPlace{.family = family, .time_zone = "Europe/Berlin"};
}

class Http : public testing::Test {
protected:
    Task<std::chrono::minutes> talked_since(Time since)
    {
        asked_since = since;
        co_return talked;
    }
    json::value call(
        std::string_view operation, const std::string& body, const FamilyId& caller = family
    )
    {
        http::FakeExchange exchange{"PUT", "/"};
        exchange.with_body(body);
        exchange.principal.family = caller;
        exchange.principal.child = child;
        exchange.params = {{"child", "child"}};
        const auto routes = limits.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        sql::wait_for(route->handler(exchange));
        status = exchange.answer.status;
        return exchange.answer.body.empty() ? json::value{} : json::parse(exchange.answer.body);
    }
    json::value settle(std::string_view members, int version = 0)
    {
        auto body = json::parse(R"({"topics_off":[],"words_off":[],"models":true})").as_object();
        body["version"] = version;
        for (const auto& [name, value] : json::parse("{" + std::string{members} + "}").as_object())
            body[name] = value;
        return call("changeLimits", json::serialize(body));
    }

    FakeClock clock{std::chrono::sys_days{2026y / 11 / 23} + 16h};  // Monday, 17:00 in Berlin
    FakeLimitsStore store;
    std::chrono::minutes talked{0};
    Time asked_since;
    unsigned status = 0;
    LimitsHttp limits{
        {.store = store,
         .place_of = place_of,
         .talked_since =
             [this](const FamilyId&, const ChildId&, Time since) { return talked_since(since); },
         .clock = clock,
         .is_disputed = [this](const FamilyId&) { return answer_disputed(); },
         .refuse_disputed =
             [](http::Exchange& exchange) {
                 return http::refuse(exchange, Error{ErrorCode::Conflict, "in dispute"});
             }}
    };
    Task<bool> answer_disputed() const { co_return is_disputed; }
    bool is_disputed = false;
};

TEST_F(Http, GivesAGuardianWhatWasSettledAndItsVersion)
{
    EXPECT_EQ(call("getLimits", "").at("version").as_int64(), 0);
    const auto changed = settle(
        R"("daily_minutes":45,"school_nights":{"from":"20:30","until":"07:00"},"weekend":null)"
    );
    EXPECT_EQ(status, 200U);
    EXPECT_EQ(changed.at("version").as_int64(), 1);
    EXPECT_EQ(call("getLimits", ""), changed);
    EXPECT_EQ(changed.at("school_nights").at("from").as_string(), "20:30");
}

TEST_F(Http, RefusesAChangeOfWhatSomebodyElseHasChanged)
{
    settle(R"("daily_minutes":45)");
    settle(R"("daily_minutes":60)");
    EXPECT_EQ(status, 409U);
    EXPECT_EQ(call("getLimits", "").at("daily_minutes").as_int64(), 45);
}

TEST_F(Http, GivesNothingBackInADisputeButTakesAndSettlesTime)
{
    const auto asked = [this](std::string_view members, int version) {
        settle(members, version);
        return status;
    };
    EXPECT_EQ(asked(R"("moods":false,"memory":"sitting","only_tutor":true)", 0), 200U);
    is_disputed = true;
    EXPECT_EQ(asked(R"("moods":true,"memory":"sitting","only_tutor":true)", 1), 409U);
    EXPECT_EQ(asked(R"("moods":false,"memory":"all","only_tutor":true)", 1), 409U);
    EXPECT_EQ(asked(R"("moods":false,"memory":"sitting","only_tutor":false)", 1), 409U);
    EXPECT_EQ(asked(R"("moods":false,"memory":"nothing","only_tutor":true)", 1), 200U);
    EXPECT_EQ(
        asked(R"("moods":false,"memory":"nothing","only_tutor":true,"daily_minutes":45)", 2), 200U
    );
    is_disputed = false;
    EXPECT_EQ(asked(R"("moods":true,"memory":"all","only_tutor":false)", 3), 200U);
}

TEST_F(Http, SaysWhatIsWrong)
{
    const auto path_of = [this](std::string_view members) {
        const auto problem = settle(members);
        EXPECT_EQ(status, 422U) << members;
        return std::string{problem.at("errors").at(0).at("path").as_string()};
    };
    EXPECT_EQ(path_of(R"("daily_minutes":2)"), ".daily_minutes");
    EXPECT_EQ(path_of(R"("daily_minutes":"long")"), ".daily_minutes");
    EXPECT_EQ(path_of(R"("weekend":{"from":"8","until":"07:00"})"), ".weekend");
    EXPECT_EQ(path_of(R"("weekend":{"from":"24:00","until":"07:00"})"), ".weekend");
    EXPECT_EQ(path_of(R"("weekend":[])"), ".weekend");
}

TEST_F(Http, KnowsNoChildOfAnotherFamily)
{
    call("getLimits", "", FamilyId{"stranger"});
    EXPECT_EQ(status, 404U);
}

TEST_F(Http, TellsAChildWhereItStands)
{
    talked = 15min;
    settle(
        R"("daily_minutes":45,"school_nights":{"from":"20:30","until":"07:00"},"words_off":["dragons"])"
    );
    const auto own = call("getOwnLimits", "");
    EXPECT_EQ(own.at("minutes_left").as_int64(), 30);
    EXPECT_EQ(asked_since, Time{std::chrono::sys_days{2026y / 11 / 23} + 4h}) << "five in Berlin";
    EXPECT_EQ(own.at("quiet_from").as_string(), "2026-11-23T19:30:00.000Z");
    EXPECT_TRUE(own.at("closed").is_null());
    EXPECT_FALSE(json::serialize(own).contains("dragons")) << "the family's words stay with it";
    clock.advance(4h);
    const auto quiet = call("getOwnLimits", "");
    EXPECT_EQ(quiet.at("closed").as_string(), "quiet_hours");
    EXPECT_EQ(quiet.at("back_at").as_string(), "2026-11-24T06:00:00.000Z");
}

TEST_F(Http, NamesNoHourToAChildThatNobodyChose)
{
    talked = 45min;
    settle(R"("daily_minutes":45)");
    const auto own = call("getOwnLimits", "");
    EXPECT_EQ(own.at("closed").as_string(), "over_time");
    EXPECT_TRUE(own.at("back_at").is_null());
}

TEST_F(Http, TellsAChildOnceThatItsLimitsChanged)
{
    EXPECT_FALSE(call("getOwnLimits", "").at("changed").as_bool());
    settle(R"("daily_minutes":45)");
    EXPECT_TRUE(call("getOwnLimits", "").at("changed").as_bool());
    call("seeOwnLimits", R"({"version":1})");
    EXPECT_EQ(status, 204U);
    EXPECT_FALSE(call("getOwnLimits", "").at("changed").as_bool());
    settle(R"("daily_minutes":50)", 1);
    EXPECT_TRUE(call("getOwnLimits", "").at("changed").as_bool());
}

}  // namespace
}  // namespace buddy::limits
