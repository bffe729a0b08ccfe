#include "feedback/http_feedback.hpp"

#include "feedback/fake_feedback_store.hpp"

#include "identity/fake_directory.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/wait.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace buddy::feedback {
namespace {

namespace json = boost::json;
using conversation::ChildRef;
using conversation::GivenAnswer;
using conversation::TalkWords;
using std::chrono::days;

class FakeAnswers final : public conversation::AnswerDiary {
public:
    Task<Result<GivenAnswer>> answer_of(ChildRef child, TurnId turn) override
    {
        if (child != whose || !answers.contains(turn))
            co_return failed(ErrorCode::NotFound, "no such answer");
        co_return answers.at(turn);
    }
    Task<Result<std::optional<TalkWords>>> before(ChildRef /*child*/, TurnId /*turn*/) override
    {
        co_return std::optional{TalkWords{.child = "earlier", .mentor = "so it was"}};
    }
    ChildRef whose{.family = FamilyId{"f"}, .child = ChildId{"c"}};
    std::map<TurnId, GivenAnswer> answers;
};

class Http : public testing::Test {
protected:
    Http()
    {
        store.joined_at = clock.now();
        directory.contacts[FamilyId{"f"}] = {
            .guardians = {}, .language = "en", .time_zone = "Europe/Berlin"
        };
        auto& given = answers.answers[TurnId{"t"}];
        given.turn = TurnId{"t"};
        given.conversation = ConversationId{"talk"};
        given.voice = "guided";
        given.advisor = "explorer";
        given.words = {.child = "how big is a whale", .mentor = "As long as three buses."};
    }
    json::value call(std::string_view operation, const std::string& body = "")
    {
        http::FakeExchange exchange{"PUT", "/"};
        exchange.with_body(body);
        exchange.principal.family = FamilyId{"f"};
        exchange.principal.child = ChildId{"c"};
        exchange.principal.guardian = GuardianId{"g"};
        exchange.principal.staff = StaffId{"s"};
        exchange.params = {{"conversation", "talk"}, {"turn", "t"}};
        const auto routes = feedback.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        sql::wait_for(route->handler(exchange));
        status = exchange.answer.status;
        return exchange.answer.body.empty() ? json::value{} : json::parse(exchange.answer.body);
    }
    Task<Result<KnownAlerts>> known_alerts() { co_return alerts; }
    Task<> account(audit::Entry entry)
    {
        looks.push_back(std::move(entry));
        co_return;
    }

    Task<Result<void>> tell_of(ReportLook look)
    {
        told.push_back(std::move(look));
        co_return Result<void>{};
    }

    FakeClock clock{from_millis(1'795'300'000'000)};
    FakeFeedbackStore store;
    FakeAnswers answers;
    identity::FakeDirectory directory;
    KnownAlerts alerts;
    std::vector<audit::Entry> looks;
    std::vector<ReportLook> told;
    std::vector<Finding> findings;
    unsigned status = 0;
    FeedbackHttp feedback{
        {.store = store,
         .answers = answers,
         .directory = directory,
         .clock = clock,
         .alerts_of = [this](const FamilyId&) { return known_alerts(); },
         .account = [this](audit::Entry entry) { return account(std::move(entry)); },
         .tell_of = [this](ReportLook look) { return tell_of(std::move(look)); },
         .on_finding = [this](Finding finding) { findings.push_back(finding); }}
    };
};

TEST_F(Http, TakesAThumbAndBringsAReportToStaff)
{
    const auto given = call("giveThumb", R"({"thumb":"down","reason":"not_true"})");
    EXPECT_EQ(status, 200U);
    EXPECT_EQ(given.at("reason").as_string(), "not_true");
    const auto reports = call("listAnswerReports").at("reports").as_array();
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_EQ(reports[0].at("voice").as_string(), "guided");
    EXPECT_FALSE(json::serialize(reports).contains("whale")) << "a list holds no word";
    const auto report = call("openAnswerReport");
    EXPECT_EQ(report.at("answer").as_string(), "As long as three buses.");
    EXPECT_EQ(report.at("child").as_string(), "how big is a whale");
    EXPECT_EQ(report.at("before").as_array().size(), 1U);
    ASSERT_EQ(looks.size(), 1U);
    EXPECT_EQ(looks[0].action, audit::Action::WordsRead);
    EXPECT_TRUE(looks[0].is_protected) << "the archive does not say which answer";
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].child.child, ChildId{"c"});
    EXPECT_FALSE(told[0].is_hidden);
    call("decideAnswerReport", R"({"finding":"fault"})");
    EXPECT_EQ(status, 204U);
    EXPECT_EQ(findings, std::vector{Finding::Fault});
    call("openAnswerReport");
    EXPECT_EQ(status, 404U) << "the look ends with the decision";
}

TEST_F(Http, ShowsStaffTheAnswerAloneWhereSomethingIsProtected)
{
    answers.answers[TurnId{"t"}].stands_alone = true;
    answers.answers[TurnId{"t"}].is_hidden = true;
    call("giveThumb", R"({"thumb":"down","reason":"unkind"})");
    const auto report = call("openAnswerReport");
    EXPECT_EQ(report.at("answer").as_string(), "As long as three buses.");
    EXPECT_TRUE(report.at("child").is_null());
    EXPECT_TRUE(report.at("before").as_array().empty());
    EXPECT_TRUE(looks.at(0).is_protected);
    EXPECT_TRUE(told.at(0).is_hidden);
}

TEST_F(Http, TakesNoThumbOnWordsOfHelp)
{
    answers.answers[TurnId{"t"}].is_crisis = true;
    call("giveThumb", R"({"thumb":"up"})");
    EXPECT_EQ(status, 409U);
}

TEST_F(Http, SaysWhatIsWrongWithAThumb)
{
    for (const auto* body :
         {R"({"thumb":"sideways"})",
          R"({"thumb":"down","reason":"boring"})",
          R"({"thumb":"up","reason":"scary"})"}) {
        call("giveThumb", body);
        EXPECT_EQ(status, 422U) << body;
    }
    answers.whose.child = ChildId{"other"};
    call("giveThumb", R"({"thumb":"up"})");
    EXPECT_EQ(status, 404U);
}

TEST_F(Http, AsksAGuardianSeldomAndKeepsTheAnswer)
{
    EXPECT_TRUE(call("askSurvey").at("question").is_null());
    clock.advance(days{15});
    EXPECT_EQ(call("askSurvey").at("question").as_string(), "satisfaction");
    call("answerSurvey", R"({"mark":5})");
    EXPECT_EQ(status, 409U) << "no page has shown it";
    call("noteSurveyShown", R"({"question":"recommendation"})");
    EXPECT_EQ(status, 409U);
    call("noteSurveyShown", R"({"question":"satisfaction"})");
    EXPECT_EQ(status, 204U);
    call("answerSurvey", R"({"mark":6})");
    EXPECT_EQ(status, 422U);
    call("answerSurvey", R"({"words":"only words"})");
    EXPECT_EQ(status, 422U);
    call("answerSurvey", R"({"mark":5,"words":"we like it"})");
    EXPECT_EQ(status, 204U);
    EXPECT_TRUE(call("askSurvey").at("question").is_null());
    const auto figures = call("readFeedback");
    EXPECT_TRUE(figures.at("satisfied").at("share").is_null()) << "one answer is somebody's";
    EXPECT_EQ(figures.at("words").at(0).at("words").as_string(), "we like it");
}

TEST_F(Http, AsksNobodyInACrisis)
{
    clock.advance(days{15});
    alerts.is_open = true;
    EXPECT_TRUE(call("askSurvey").at("question").is_null());
    alerts = {.last = clock.now(), .is_open = false};
    EXPECT_TRUE(call("askSurvey").at("question").is_null());
}

}  // namespace
}  // namespace buddy::feedback
