#include "oversight/http_openings.hpp"

#include "oversight/fake_opening_store.hpp"

#include "identity/fake_directory.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/wait.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>

namespace buddy::oversight {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using conversation::ChildRef;
using conversation::OpenedTalk;
using conversation::OpenedTurn;

constexpr Time start = from_millis(1'795'300'000'000);

class FakeTalks final : public conversation::OpenedTalks {
public:
    Task<Result<std::vector<OpenedTalk>>> talks_of(ChildRef /*child*/) override
    {
        co_return std::vector<OpenedTalk>{
            {.id = ConversationId{"talk"}, .started_at = start, .turns = 1},
            {.id = ConversationId{"other"}, .started_at = start, .turns = 2}
        };
    }
    Task<Result<std::vector<OpenedTurn>>> read(ChildRef /*child*/, ConversationId talk) override
    {
        if (talk.text() == "none") co_return failed(ErrorCode::NotFound, "no such talk");
        co_return std::vector<OpenedTurn>{
            {.started_at = start,
             .is_protected = true,
             .words = {.child = "hello", .mentor = "hello you"}}
        };
    }
};

struct Reply {
    unsigned status = 0;
    json::value body;
};

class Openings : public testing::Test {
protected:
    Openings()
    {
        directory.children[ChildId{"c"}] = {
            .id = ChildId{"c"}, .family = FamilyId{"f"}, .nickname = "Mia", .language = "de"
        };
        store.alerts[AlertId{"a"}] = {
            .child = {.family = FamilyId{"f"}, .child = ChildId{"c"}},
            .conversation = ConversationId{"talk"}
        };
    }
    Reply call(std::string_view operation, http::Principal who, const std::string& body = {})
    {
        const auto routes = http.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        http::FakeExchange exchange{"POST", std::string{route->path}};
        exchange.with_body(body);
        for (const auto& [name, value] : params) exchange.params.emplace_back(name, value);
        exchange.principal = std::move(who);
        sql::wait_for(route->handler(exchange));
        const auto& answer = exchange.answer;
        return {
            .status = answer.status,
            .body = answer.body.empty() ? json::value{} : json::parse(answer.body)
        };
    }
    Reply staff(std::string_view operation, const std::string& body = {})
    {
        return call(
            operation, {.kind = http::Principal::Kind::Staff, .staff = StaffId{member}}, body
        );
    }
    Reply begin(const std::string& more, const std::string& reason = "a note from the school")
    {
        auto reply = staff(
            "beginOpening", R"({"purpose":"safety","reason":")" + reason + R"(",)" + more + "}"
        );
        if (reply.status == 201) params["opening"] = std::string{reply.body.at("id").as_string()};
        return reply;
    }
    json::array told()
    {
        return call(
                   "listStaffLooks",
                   {.kind = http::Principal::Kind::Guardian, .family = FamilyId{"f"}}
        )
            .body.at("looks")
            .as_array();
    }

    std::map<std::string, std::string> params{{"conversation", "talk"}};
    std::string member = "mo";
    FakeClock clock{start};
    FakeOpeningStore store;
    FakeTalks talks;
    identity::FakeDirectory directory;
    HttpOpenings http{{.store = store, .talks = talks, .directory = directory, .clock = clock}};
};

TEST_F(Openings, OpenTheTalkOfAnAlertForHalfAnHour)
{
    const auto begun = begin(R"("alert":"a")");
    ASSERT_EQ(begun.status, 201U);
    EXPECT_EQ(begun.body.at("conversation_id").as_string(), "talk");
    EXPECT_EQ(staff("listOpenedTalks").body.at("talks").as_array().size(), 1U);
    const auto read = staff("readOpenedTalk");
    ASSERT_EQ(read.status, 200U);
    EXPECT_EQ(read.body.at("turns").at(0).at("child").as_string(), "hello");
    EXPECT_EQ(read.body.at("turns").at(0).at("protected"), true);
    EXPECT_EQ(store.views.size(), 2U) << "each look is accounted for";
    params["conversation"] = "other";
    EXPECT_EQ(staff("readOpenedTalk").status, 404U);
    params["conversation"] = "talk";
    clock.advance(30min);
    EXPECT_EQ(staff("readOpenedTalk").status, 403U);
    EXPECT_EQ(staff("listOpenedTalks").status, 403U);
    EXPECT_EQ(store.views.size(), 2U);
}

TEST_F(Openings, AreNobodyElsesAndEndAtAButton)
{
    ASSERT_EQ(begin(R"("child":"c","minutes":240)").status, 201U);
    EXPECT_EQ(staff("listOpenedTalks").body.at("talks").as_array().size(), 2U);
    member = "bo";
    EXPECT_EQ(staff("readOpenedTalk").status, 404U);
    EXPECT_EQ(staff("endOpening").status, 404U);
    EXPECT_TRUE(staff("listOpenings").body.at("openings").as_array().empty());
    member = "mo";
    EXPECT_EQ(staff("endOpening").status, 204U);
    EXPECT_EQ(staff("readOpenedTalk").status, 403U);
    const auto own = staff("listOpenings").body.at("openings").at(0);
    EXPECT_EQ(own.at("is_open"), false);
    EXPECT_EQ(own.at("reason").as_string(), "a note from the school");
}

TEST_F(Openings, NeedAReasonAndOneChild)
{
    EXPECT_EQ(begin(R"("child":"c")", "because").status, 422U);
    EXPECT_EQ(begin(R"("child":"c")", "            ").status, 422U);
    EXPECT_EQ(begin(R"("child":"c")", std::string(2001, 'a')).status, 422U);
    EXPECT_EQ(begin(R"("minutes":30)").status, 422U);
    EXPECT_EQ(begin(R"("child":"c","alert":"a")").status, 422U);
    EXPECT_EQ(begin(R"("alert":"a","conversation":"other")").status, 422U);
    EXPECT_EQ(begin(R"("child":"c","minutes":4)").status, 422U);
    EXPECT_EQ(begin(R"("child":"c","minutes":241)").status, 422U);
    EXPECT_EQ(begin(R"("child":"none")").status, 404U);
    EXPECT_EQ(begin(R"("alert":"none")").status, 404U);
    EXPECT_EQ(
        staff("beginOpening", R"({"purpose":"curiosity","reason":"I wonder about it","child":"c"})")
            .status,
        422U
    );
    EXPECT_TRUE(told().empty());
}

TEST_F(Openings, AreToldToGuardiansWithoutTheTalkAndTheReason)
{
    ASSERT_EQ(begin(R"("alert":"a")").status, 201U);
    const auto looks = told();
    ASSERT_EQ(looks.size(), 1U);
    EXPECT_EQ(looks[0].at("nickname").as_string(), "Mia");
    EXPECT_EQ(looks[0].at("purpose").as_string(), "care");
    EXPECT_EQ(looks[0].at("is_open"), true);
    const auto text = json::serialize(looks);
    for (const auto* hidden : {"school", "talk", "safety"}) EXPECT_FALSE(text.contains(hidden));
}

TEST_F(Openings, AreQuietOnlyWhereSomethingWasKeptFromGuardiansBefore)
{
    EXPECT_EQ(begin(R"("child":"c","quiet":true)").status, 422U);
    store.guarded.insert(ChildId{"c"});
    EXPECT_EQ(begin(R"("child":"c","quiet":true)").status, 201U);
    EXPECT_EQ(staff("readOpenedTalk").status, 200U);
    EXPECT_TRUE(told().empty());
}

TEST_F(Openings, AreQuietByThemselvesWhereTheAlertWasKeptFromGuardians)
{
    store.alerts[AlertId{"a"}].is_protected = true;
    store.guarded.insert(ChildId{"c"});
    const auto begun = begin(R"("alert":"a")");
    ASSERT_EQ(begun.status, 201U);
    EXPECT_EQ(begun.body.at("quiet"), true);
    EXPECT_TRUE(told().empty());
    EXPECT_EQ(begin(R"("alert":"a","quiet":false)").status, 201U);
    EXPECT_EQ(told().size(), 1U);
}

TEST_F(Openings, OpenNoTalkForAReportAndAreToldAsAnyOther)
{
    sql::wait_for(store.begin(
        {.id = "r",
         .child = {.family = FamilyId{"f"}, .child = ChildId{"c"}},
         .conversation = std::nullopt,
         .staff = StaffId{member},
         .purpose = Purpose::Report,
         .reason = {},
         .begun_at = start,
         .ends_at = start + 30min,
         .ended_at = std::nullopt}
    ));
    EXPECT_EQ(told().at(0).at("purpose").as_string(), "care");
    EXPECT_TRUE(staff("listOpenings").body.at("openings").as_array().empty());
    params["opening"] = "r";
    EXPECT_EQ(staff("listOpenedTalks").status, 404U);
    EXPECT_EQ(staff("readOpenedTalk").status, 404U);
    EXPECT_EQ(
        staff("beginOpening", R"({"purpose":"report","reason":"I wonder about it","child":"c"})")
            .status,
        422U
    );
}

TEST_F(Openings, ForARequestAreToldAsAnyOther)
{
    const auto begun = staff(
        "beginOpening", R"({"purpose":"request","reason":"it wrote to us about it","child":"c"})"
    );
    ASSERT_EQ(begun.status, 201U);
    EXPECT_EQ(told().at(0).at("purpose").as_string(), "care");
}

}  // namespace
}  // namespace buddy::oversight
