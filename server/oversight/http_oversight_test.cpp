#include "oversight/http_oversight.hpp"

#include "oversight/fake_opening_store.hpp"
#include "oversight/fake_oversight_store.hpp"

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
using conversation::TalkTurn;
using conversation::TalkWords;

constexpr Time start = from_millis(1'795'300'000'000);

class FakeDiary final : public conversation::TalkDiary {
public:
    Task<Result<std::vector<TalkTurn>>> turns_between(ChildRef child, Time from, Time until)
        override
    {
        std::vector<TalkTurn> out;
        for (const auto& turn : turns)
            if (child == whose && turn.started_at >= from && turn.started_at < until)
                out.push_back(turn);
        co_return out;
    }
    Task<Result<std::vector<TalkTurn>>> turns_of(ChildRef child, ConversationId conversation)
        override
    {
        std::vector<TalkTurn> out;
        for (const auto& turn : turns)
            if (child == whose && turn.conversation == conversation) out.push_back(turn);
        co_return out;
    }
    Task<Result<TalkWords>> words_of(ChildRef child, TurnId turn) override
    {
        if (child != whose || !words.contains(turn))
            co_return failed(ErrorCode::NotFound, "no such turn");
        co_return words.at(turn);
    }
    ChildRef whose{.family = FamilyId{"f"}, .child = ChildId{"c"}};
    std::vector<TalkTurn> turns;
    std::map<TurnId, TalkWords> words;
};

struct Reply {
    unsigned status = 0;
    json::value body;
};

class Http : public testing::Test {
protected:
    Http()
    {
        directory.children[ChildId{"c"}] = {
            .id = ChildId{"c"},
            .family = FamilyId{"f"},
            .nickname = "Mia",
            .age_band = safety::AgeBand::From10To12
        };
        directory.contacts[FamilyId{"f"}] = {
            .guardians = {{.id = GuardianId{"g"}, .email = "ann@example.test", .language = "de"}},
            .language = "en"
        };
        say("one", "school", "we had a test");
    }
    void say(const std::string& id, std::string topic, std::string text)
    {
        diary.turns.push_back(
            {.id = TurnId{id},
             .conversation = ConversationId{"talk"},
             .started_at = clock.now(),
             .finished_at = clock.now() + 5s,
             .topic = std::move(topic),
             .advisor = "listener",
             .mood = emotion::Mood::Stress}
        );
        diary.words[TurnId{id}] = {.child = std::move(text), .mentor = "Tell me more."};
        clock.advance(1h);
    }
    Reply call(std::string_view operation, http::Principal who, const std::string& body)
    {
        const auto routes = http_.routes();
        const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
        http::FakeExchange exchange{"GET", std::string{route->path}};
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
    Reply guardian(std::string_view operation, const std::string& body = {})
    {
        return call(
            operation,
            {.kind = http::Principal::Kind::Guardian,
             .family = FamilyId{"f"},
             .guardian = GuardianId{"g"}},
            body
        );
    }
    Reply child(std::string_view operation, const std::string& body = {})
    {
        return call(
            operation,
            {.kind = http::Principal::Kind::Child, .family = FamilyId{"f"}, .child = ChildId{"c"}},
            body
        );
    }
    std::string looked_at()
    {
        std::string all;
        const auto answer = child("listLooks").body;
        for (const auto& look : answer.at("looks").as_array())
            all.append(std::string_view{look.at("what").as_string()}).append(" ");
        return all;
    }

    std::map<std::string, std::string> params{{"child", "c"}, {"conversation", "talk"}};
    FakeClock clock{start};
    FakeOversightStore store;
    FakeDiary diary;
    identity::FakeDirectory directory;
    FakeOpeningStore openings;
    HttpOversight http_{
        {.store = store,
         .openings = openings,
         .talks = diary,
         .directory = directory,
         .clock = clock}
    };
};

TEST_F(Http, ListsTalksInTheGuardiansLanguage)
{
    const auto answer = guardian("listTalks");
    ASSERT_EQ(answer.status, 200U);
    const auto& talk = answer.body.at("talks").at(0);
    EXPECT_EQ(talk.at("title").as_string(), "Schule");
    EXPECT_EQ(talk.at("minutes").as_int64(), 1);
    EXPECT_EQ(talk.at("open").as_string(), "summary");
}

TEST_F(Http, SummarisesWithoutAQuote)
{
    const auto answer = guardian("readSummary");
    ASSERT_EQ(answer.status, 200U);
    EXPECT_EQ(
        json::serialize(answer.body),
        R"({"topics":"Schule","moods":["stress"],"advisors":["listener"]})"
    );
}

TEST_F(Http, RefusesWhatTheLevelDoesNotOpenAndHidesWhatIsNotThere)
{
    EXPECT_EQ(guardian("readTranscript").status, 403U);
    params["conversation"] = "another";
    EXPECT_EQ(guardian("readTranscript").status, 404U);
    EXPECT_EQ(guardian("readSummary").status, 404U);
    params["child"] = "of another family";
    for (const auto* const operation :
         {"getOversight", "setOversight", "listTalks", "readSummary", "readTranscript"})
        EXPECT_EQ(guardian(operation, R"({"level":"titles"})").status, 404U) << operation;
    EXPECT_EQ(looked_at(), "") << "nobody saw anything";
}

TEST_F(Http, OpensWhatIsSaidAfterTheChildWasTold)
{
    EXPECT_EQ(guardian("setOversight", R"({"level":"transcript"})").status, 200U);
    EXPECT_FALSE(guardian("getOversight").body.at("told").as_bool());
    say("two", "", "said before I knew");
    EXPECT_EQ(guardian("readTranscript").status, 403U);

    const auto contract = child("getContract").body;
    EXPECT_EQ(contract.at("level").as_string(), "transcript");
    EXPECT_EQ(contract.at("news").at("before").as_string(), "summary");
    EXPECT_EQ(child("noteOversightTold", R"({"level":"excerpts"})").status, 409U)
        << "not what counts";
    EXPECT_EQ(child("noteOversightTold", R"({"level":"transcript"})").status, 204U);
    EXPECT_TRUE(child("getContract").body.at("news").is_null());

    say("three", "", "now you may read this");
    const auto transcript = guardian("readTranscript");
    ASSERT_EQ(transcript.status, 200U);
    ASSERT_EQ(transcript.body.at("turns").as_array().size(), 1U);
    EXPECT_EQ(transcript.body.at("turns").at(0).at("child").as_string(), "now you may read this");
}

TEST_F(Http, ShowsAGuardianNoMoreThanItsOwnViewWhateverTheLevelIs)
{
    auto& guardians = directory.contacts[FamilyId{"f"}].guardians;
    guardians.front().visibility = "titles";
    EXPECT_EQ(guardian("listTalks").body.at("talks").at(0).at("open").as_string(), "titles");
    EXPECT_EQ(guardian("readSummary").status, 403U);
    EXPECT_EQ(guardian("getOversight").body.at("level").as_string(), "summary");
    EXPECT_EQ(guardian("getOversight").body.at("yours").as_string(), "titles");
    guardians.clear();
    EXPECT_EQ(guardian("readSummary").status, 403U) << "who is unknown sees least";
}

TEST_F(Http, LeavesTheLevelAsItIsWhileGuardiansAreInDispute)
{
    directory.disputed = FamilyId{"f"};
    EXPECT_EQ(guardian("setOversight", R"({"level":"transcript"})").status, 409U);
    EXPECT_EQ(guardian("setOversight", R"({"level":"titles"})").status, 409U);
    EXPECT_EQ(guardian("setOversight", R"({"level":"summary"})").status, 200U) << "as it is";
    EXPECT_EQ(guardian("getOversight").body.at("level").as_string(), "summary");
}

TEST_F(Http, RefusesALevelThatNobodyKnows)
{
    EXPECT_EQ(guardian("setOversight", R"({"level":"everything"})").status, 422U);
    EXPECT_EQ(guardian("getOversight").body.at("level").as_string(), "summary");
}

TEST_F(Http, ShowsTheExcerptOfAnAlertWhereTheLevelOpensIt)
{
    params["alert"] = "alert";
    EXPECT_EQ(guardian("readExcerpt").status, 404U);
    const auto alerted = [this](Time at) {
        store.alerts[AlertId{"alert"}] = {
            FamilyId{"f"}, {.child = ChildId{"c"}, .turn = TurnId{"one"}, .at = at}
        };
    };
    alerted(start);
    EXPECT_EQ(guardian("readExcerpt").status, 403U);
    EXPECT_EQ(guardian("setOversight", R"({"level":"excerpts"})").status, 200U);
    EXPECT_EQ(child("noteOversightTold", R"({"level":"excerpts"})").status, 204U);
    EXPECT_EQ(guardian("readExcerpt").status, 403U) << "said before";
    alerted(clock.now());
    const auto excerpt = guardian("readExcerpt");
    ASSERT_EQ(excerpt.status, 200U);
    EXPECT_EQ(excerpt.body.at("child").as_string(), "we had a test");
    EXPECT_EQ(excerpt.body.at("buddy").as_string(), "Tell me more.");
}

TEST_F(Http, TellsTheChildWhoLookedAtWhat)
{
    guardian("listTalks");
    clock.advance(1min);
    guardian("readSummary");
    EXPECT_EQ(looked_at(), "summary titles ");
    const auto look = child("listLooks").body.at("looks").at(0);
    EXPECT_EQ(look.at("who").as_string(), "ann@example.test");
    directory.contacts[FamilyId{"f"}].guardians.clear();
    EXPECT_TRUE(child("listLooks").body.at("looks").at(0).at("who").is_null());
}

TEST_F(Http, TellsTheChildWhatStaffOpenedInItsOwnLanguage)
{
    directory.children[ChildId{"c"}].language = "fr";
    const Opening opening{
        .id = "o",
        .child = {.family = FamilyId{"f"}, .child = ChildId{"c"}},
        .conversation = ConversationId{"talk"},
        .staff = StaffId{"s"},
        .purpose = Purpose::Fault,
        .reason = "the secret reason",
        .begun_at = start,
        .ends_at = start + 30min,
        .ended_at = std::nullopt
    };
    auto quiet = opening;
    quiet.is_quiet = true;
    sql::wait_for(openings.begin(opening));
    sql::wait_for(openings.begin(quiet));
    const auto staff = child("listLooks").body.at("staff").as_array();
    ASSERT_EQ(staff.size(), 1U) << "a quiet one is not told";
    EXPECT_EQ(staff[0].at("text").as_string(), told_to_child(Purpose::Fault, "fr"));
}

}  // namespace
}  // namespace buddy::oversight
