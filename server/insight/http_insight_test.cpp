#include "insight/http_insight.hpp"

#include "insight/fake_choice_store.hpp"
#include "insight/insight_fixture.hpp"

#include "identity/fake_directory.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/wait.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::insight {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::days;

class FakeSource final : public FactSource {
public:
    Task<Result<Facts>> facts_between(ChildId, Time, Time, Reader reader) override
    {
        readers.push_back(reader.language + " " + reader.visibility);
        co_return facts;
    }
    Task<> note_look(FamilyId, ChildId child, GuardianId guardian, bool shows_doings) override
    {
        looks.push_back(child.text() + " " + guardian.text() + (shows_doings ? " doings" : ""));
        co_return;
    }
    Facts facts;
    std::vector<std::string> looks;
    std::vector<std::string> readers;
};

class InsightHttp : public testing::Test, protected TestFacts {
protected:
    InsightHttp()
    {
        for (const auto* name : {"mia", "leo"})
            directory.children[ChildId{name}] = {
                .id = ChildId{name}, .family = FamilyId{"f"}, .nickname = name, .time_zone = "UTC"
            };
        directory.children[ChildId{"other"}] = {
            .id = ChildId{"other"}, .family = FamilyId{"g"}, .time_zone = "UTC"
        };
        directory.contacts[FamilyId{"f"}] = {
            .guardians = {{.id = GuardianId{"ann"}, .email = "ann@example.test", .language = "de"}},
            .language = "en"
        };
        for (int day = 0; day < 4; ++day) talk(monday + days{day}, 16h, 4, emotion::Mood::Joy);
        source.facts = facts;
    }
    http::Response call(
        std::string_view operation,
        const std::string& child,
        const std::string& query,
        const std::string& body = {}
    )
    {
        const auto routes = http_.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        http::FakeExchange exchange{"GET", std::string{route->path} + "?" + query};
        exchange.with_body(body);
        exchange.params.emplace_back("child", child);
        exchange.principal = {
            .kind = http::Principal::Kind::Guardian,
            .family = FamilyId{"f"},
            .guardian = GuardianId{"ann"}
        };
        sql::wait_for(route->handler(exchange));
        return exchange.answer;
    }
    static std::string header(const http::Response& answer, std::string_view name)
    {
        for (const auto& [key, value] : answer.headers)
            if (key == name) return value;
        return {};
    }
    FakeClock clock{Time{day_of("2026-11-20").time_since_epoch()} + 12h};
    FakeSource source;
    FakeChoiceStore choices;
    InsightWords words = std::move(*InsightWords::load(BUDDY_SOURCE_DIR "/data/insight"));
    identity::FakeDirectory directory;
    HttpInsight http_{
        {.facts = source, .choices = choices, .words = words, .directory = directory, .clock = clock
        }
    };
};

TEST_F(InsightHttp, AnswersInTheGuardiansLanguageAndRecordsTheLook)
{
    const auto answer = call("getInsights", "mia", "period=week");
    ASSERT_EQ(answer.status, 200U);
    const auto body = json::parse(answer.body).as_object();
    EXPECT_TRUE(body.at("shown").as_bool());
    EXPECT_EQ(body.at("period").at("first").as_string(), "2026-11-16");
    EXPECT_TRUE(body.at("period").at("goes_on").as_bool());
    EXPECT_TRUE(std::string_view{body.at("sentence").as_string()}.starts_with("Gespräche: 4."));
    EXPECT_EQ(body.at("stretches").as_array().size(), 7U);
    EXPECT_TRUE(body.at("stretches").at(6).at("felt").is_null());
    EXPECT_EQ(body.at("moods").at("shares").at(0).at("mood").as_string(), "joy");
    EXPECT_EQ(source.looks, (std::vector<std::string>{"mia ann doings"}));
}

TEST_F(InsightHttp, ShowsNothingOnceTheFamilySwitchedItOff)
{
    EXPECT_EQ(call("setInsights", "mia", "", R"({"shown": false})").status, 200U);
    const auto answer = call("getInsights", "mia", "period=month");
    ASSERT_EQ(answer.status, 200U);
    const auto body = json::parse(answer.body).as_object();
    EXPECT_FALSE(body.at("shown").as_bool());
    EXPECT_TRUE(body.at("stretches").as_array().empty());
    EXPECT_TRUE(source.looks.empty()) << "nothing was seen";
    EXPECT_EQ(call("setInsights", "mia", "", R"({"shown": true})").status, 200U);
    EXPECT_EQ(call("setInsights", "other", "", R"({"shown": false})").status, 404U);
}

TEST_F(InsightHttp, ShowsAGuardianNoMoreThanItsOwnViewInPagesAndFiles)
{
    directory.contacts[FamilyId{"f"}].guardians[0].visibility = "titles";
    EXPECT_EQ(call("getInsights", "mia", "period=week").status, 200U);
    EXPECT_EQ(call("makeReport", "", "format=csv&period=week&children=mia").status, 200U);
    directory.contacts[FamilyId{"f"}].guardians.clear();
    EXPECT_EQ(call("getInsights", "mia", "period=week").status, 200U);
    EXPECT_EQ(source.readers, (std::vector<std::string>{"de titles", "de titles", "en titles"}));
}

TEST_F(InsightHttp, SwitchesNothingInADispute)
{
    directory.disputed = FamilyId{"f"};
    EXPECT_EQ(call("setInsights", "mia", "", R"({"shown": false})").status, 409U);
    EXPECT_TRUE(sql::wait_for(choices.is_shown(FamilyId{"f"}, ChildId{"mia"})));
}

TEST_F(InsightHttp, SaysWhatIsWrongWithAQuestion)
{
    EXPECT_EQ(call("getInsights", "other", "period=week").status, 404U);
    EXPECT_EQ(call("getInsights", "mia", "period=year").status, 422U);
    EXPECT_EQ(call("getInsights", "mia", "period=week&from=2026-02-30").status, 422U);
    EXPECT_EQ(call("makeReport", "", "format=doc&period=week&children=mia").status, 422U);
    EXPECT_EQ(
        call("makeReport", "", "format=csv&period=week&children=mia&parts=ranks").status, 422U
    );
    EXPECT_EQ(call("makeReport", "", "format=csv&period=week").status, 404U);
    EXPECT_EQ(call("makeReport", "", "format=csv&period=week&children=mia,other").status, 404U);
    EXPECT_TRUE(source.looks.empty());
}

TEST_F(InsightHttp, SendsReportsWithoutAChildsNameOutside)
{
    const auto csv = call("makeReport", "", "format=csv&period=week&children=mia,leo&parts=times");
    ASSERT_EQ(csv.status, 200U);
    EXPECT_EQ(
        header(csv, "Content-Disposition"), "attachment; filename=\"buddy-week-2026-11-16.csv\""
    );
    EXPECT_TRUE(csv.body.contains("\"leo\",times"));
    EXPECT_EQ(source.looks.size(), 2U) << "one look for each child";
    const auto pdf = call("makeReport", "", "format=pdf&period=month&children=mia");
    ASSERT_EQ(pdf.status, 200U);
    EXPECT_EQ(pdf.content_type, "application/pdf");
    EXPECT_TRUE(pdf.body.starts_with("%PDF-"));
    EXPECT_EQ(
        header(pdf, "Content-Disposition"), "attachment; filename=\"buddy-month-2026-11-01.pdf\""
    );
}

}  // namespace
}  // namespace buddy::insight
