// What messages are made of: JSON, cookies, events, problems, addresses.
#include "platform/async/run_to_end.hpp"
#include "platform/http/cookies.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/http/json.hpp"
#include "platform/http/network.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/problem_words.hpp"
#include "platform/http/router.hpp"
#include "platform/http/sse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buddy::http {
namespace {

using testing::HasSubstr;

enum class Mood : std::uint8_t { Calm, VeryHappy };
BOOST_DESCRIBE_ENUM(Mood, Calm, VeryHappy)

struct Part {
    Mood mood = Mood::Calm;
    std::string text;
    std::optional<int> tokens;
};
BOOST_DESCRIBE_STRUCT(Part, (), (mood, text, tokens))

struct Whole {
    ChildId child;
    std::vector<Part> parts;
    std::optional<bool> sure;
    std::optional<Time> at;
    std::optional<std::map<std::string, double>> weights;
};
BOOST_DESCRIBE_STRUCT(Whole, (), (child, parts, sure, at, weights))

constexpr std::string_view whole_text =
    R"({"child":"c1","parts":[{"mood":"very_happy","text":"hi"}],"at":"2026-11-21T22:31:50.123Z","weights":{"a":0.5}})";

Mistake mistake_in(std::string_view text, JsonRules rules = {})
{
    const auto read = read_json<Whole>(text, rules);
    return read ? Mistake{} : read.error();
}

TEST(Json, ReadsAndWritesTheSame)
{
    const auto read = read_json<Whole>(whole_text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->child, ChildId{"c1"});
    EXPECT_EQ(read->parts.at(0).mood, Mood::VeryHappy);
    EXPECT_EQ(
        write_json(*read),
        R"({"child":"c1","parts":[{"mood":"very_happy","text":"hi"}],"at":"2026-11-21T22:31:50.123Z","weights":{"a":5E-1}})"
    );
}

TEST(Json, SaysWhereAndWhatIsWrong)
{
    EXPECT_EQ(
        mistake_in(
            R"({"child":"c","parts":[{"mood":"calm","text":"a"},{"mood":"root","text":"b"}]})"
        ),
        (Mistake{".parts[1].mood", "unknown value"})
    );
    EXPECT_EQ(
        mistake_in(R"({"child":"c","parts":[{"mood":"calm","text":"a","tokens":3000000000}]})"),
        (Mistake{".parts[0].tokens", "expected integer in range"})
    );
    EXPECT_EQ(mistake_in(R"({"child":"c"})"), (Mistake{".parts", "missing"}));
    EXPECT_EQ(mistake_in(R"({"child":7,"parts":[]})"), (Mistake{".child", "expected text"}));
    EXPECT_EQ(mistake_in(R"([])"), (Mistake{".", "expected object"}));
    EXPECT_EQ(
        mistake_in(R"({"child":"c","parts":[],"at":"2026-02-30T00:00:00Z"})"),
        (Mistake{".at", "there is no such time"})
    );
    EXPECT_EQ(mistake_in("{").path, "$");
    EXPECT_EQ(mistake_in("\"\xff\"").path, "$");
}

TEST(Json, RefusesUnknownMembersUnlessTold)
{
    constexpr std::string_view text = R"({"child":"c","parts":[],"extra":1})";
    EXPECT_EQ(mistake_in(text), (Mistake{".", "unknown member"}));
    EXPECT_EQ(mistake_in(text, {.unknown = UnknownMembers::Ignored}), Mistake{});
}

TEST(Json, RefusesANulInText)
{
    EXPECT_EQ(
        mistake_in(R"({"child":"a\u0000b","parts":[]})"),
        (Mistake{".child", "text must not hold a NUL"})
    );
}

TEST(Json, RefusesWhatIsTooLong)
{
    EXPECT_EQ(
        mistake_in(R"({"child":"abcd","parts":[]})", {.max_text = 3}),
        (Mistake{".child", "text too long"})
    );
    EXPECT_EQ(
        mistake_in(R"({"child":"a","parts":[1,2]})", {.max_items = 1}),
        (Mistake{".parts", "too many items"})
    );
    EXPECT_EQ(mistake_in(std::string(40, '[') + std::string(40, ']')).path, "$");
}

TEST(Json, TakesNullForAnOptional)
{
    EXPECT_EQ(mistake_in(R"({"child":"a","parts":[],"sure":null})"), Mistake{});
}

TEST(Cookies, TieThemselvesToTheHostOnASecureConnection)
{
    const auto name = cookie_name("buddy_session", true);
    EXPECT_EQ(
        set_cookie(
            {.name = name,
             .value = "v",
             .max_age = std::chrono::hours{1},
             .same_site = SameSite::Strict},
            true
        ),
        "__Host-buddy_session=v; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Strict"
    );
    EXPECT_EQ(
        set_cookie(
            {.name = cookie_name("s", false),
             .value = "v",
             .max_age = {},
             .same_site = SameSite::Lax},
            false
        ),
        "s=v; Path=/; HttpOnly; SameSite=Lax"
    );
    EXPECT_THAT(clear_cookie("s", true), HasSubstr("s=; Max-Age=0"));
}

TEST(Cookies, AreFoundByTheirWholeName)
{
    constexpr std::string_view header = "xbuddy=1; buddy=two; buddy=3; =4;;";
    EXPECT_EQ(find_cookie(header, "buddy"), "two");
    EXPECT_EQ(find_cookie(header, "budd"), "");
    EXPECT_EQ(find_cookie("", "buddy"), "");
}

TEST(ServerEvents, AreFramedLineByLine)
{
    EXPECT_EQ(
        frame({.id = 3, .name = "delta", .data = "a\nb\r\nc\rd"}),
        "id: 3\nevent: delta\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
    );
    EXPECT_EQ(frame({.id = {}, .name = "", .data = ""}), "data: \n\n");
}

TEST(ServerEvents, ResumeOnlyAfterAValidId)
{
    FakeExchange exchange{"GET", "/"};
    EXPECT_EQ(last_event_id(exchange), 0);
    EXPECT_EQ(last_event_id(exchange.with_header("last-event-id", "17")), 17);
    EXPECT_EQ(last_event_id(exchange.with_header("last-event-id", "17x")), 0);
    EXPECT_EQ(last_event_id(exchange.with_header("last-event-id", "-4")), 0);
}

TEST(Problem, SaysWhatToDoInThePersonsLanguage)
{
    FakeExchange exchange{"GET", "/"};
    exchange.with_header("accept-language", "de-AT,en;q=0.5");
    exchange.request_id = "r1";
    const auto answer = problem(exchange, Fault::NotFound);
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(
        answer.body,
        R"({"type":"urn:buddy:problem:not-found","title":"Das gibt es hier nicht","status":404,"detail":"Prüfe die Adresse oder geh zurück zur Startseite.","request_id":"r1"})"
    );
}

TEST(Problem, NeverShowsAnErrorsDetail)
{
    FakeExchange exchange{"GET", "/"};
    run_to_end(refuse(exchange, Error{.code = ErrorCode::Conflict, .detail = "secret"}));
    EXPECT_EQ(exchange.answer.status, 409U);
    EXPECT_THAT(exchange.answer.body, testing::Not(HasSubstr("secret")));
}

TEST(Problem, ListsMistakes)
{
    FakeExchange exchange{"POST", "/"};
    run_to_end(refuse(exchange, Mistake{.path = ".name", .reason = "missing"}));
    EXPECT_EQ(exchange.answer.status, 422U);
    EXPECT_THAT(
        exchange.answer.body, HasSubstr(R"("errors":[{"path":".name","reason":"missing"}])")
    );
    run_to_end(refuse(exchange, Mistake{.path = "$", .reason = "not JSON"}));
    EXPECT_EQ(exchange.answer.status, 400U);
}

TEST(Problem, HasWordsForEveryFaultInEveryLanguage)
{
    for (const auto* language : {"en", "es", "fr", "de", "pt"})
        for (auto fault = 0; fault <= static_cast<int>(Fault::Unavailable); ++fault) {
            const auto words = words_for(static_cast<Fault>(fault), language);
            EXPECT_FALSE(words.title.empty() || words.detail.empty()) << language << fault;
        }
}

TEST(Language, IsTheHeaviestThatWeSpeak)
{
    EXPECT_EQ(language_for("nl, fr;q=0.3, es;q=0.7"), "es");
    EXPECT_EQ(language_for("nl"), "en");
    EXPECT_EQ(language_for("pt-BR"), "pt");
    EXPECT_EQ(language_for(";;,,=q"), "en");
}

TEST(Network, ContainsItsAddresses)
{
    const auto net = *Network::parse("10.0.0.0/8");
    EXPECT_TRUE(net.contains("10.1.2.3"));
    EXPECT_TRUE(net.contains("::ffff:10.1.2.3"));
    EXPECT_FALSE(net.contains("11.0.0.0"));
    EXPECT_FALSE(net.contains("nonsense"));
    EXPECT_TRUE(Network::parse("fd00::/8")->contains("fd12::1"));
    EXPECT_FALSE(Network::parse("10.0.0.0/33"));
    EXPECT_FALSE(Network::parse("10.0.0.0/"));
    EXPECT_FALSE(Network::parse("ten"));
}

TEST(Addresses, HaveOneSpelling)
{
    EXPECT_EQ(canonical_address("::ffff:1.2.3.4"), "1.2.3.4");
    EXPECT_EQ(canonical_address("2001:DB8:0:0::1"), "2001:db8::1");
    EXPECT_EQ(canonical_address("x"), "");
    EXPECT_EQ(limit_key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(limit_key("1.2.3.4"), "1.2.3.4");
    EXPECT_TRUE(is_loopback("127.0.0.9"));
    EXPECT_TRUE(is_loopback("::1"));
    EXPECT_FALSE(is_loopback("1.2.3.4"));
}

TEST(Caller, IsTheFirstHopThatIsNotTrusted)
{
    const std::vector<Network> trusted{*Network::parse("10.0.0.0/8")};
    const auto find = [&](std::string peer, std::string_view hops, std::string_view proto) {
        return find_caller(
            {.peer = std::move(peer), .tls = false, .forwarded_for = hops, .forwarded_proto = proto
            },
            trusted
        );
    };
    EXPECT_EQ(find("10.0.0.1", "1.1.1.1, 9.9.9.9, 10.0.0.2", "https").address, "9.9.9.9");
    EXPECT_TRUE(find("10.0.0.1", "9.9.9.9", "https").secure);
    EXPECT_EQ(find("8.8.8.8", "9.9.9.9", "https").address, "8.8.8.8");
    EXPECT_FALSE(find("8.8.8.8", "9.9.9.9", "https").secure);
    EXPECT_EQ(find("10.0.0.1", "nonsense", "").address, "10.0.0.1");
    EXPECT_EQ(find("10.0.0.1", "[2001:db8::7]:443", "").address, "2001:db8::7");
    EXPECT_EQ(find("10.0.0.1", "9.9.9.9:1234", "").address, "9.9.9.9");
}

TEST(Exchange, DecodesItsQueryAndCookies)
{
    FakeExchange exchange{"GET", "/x?a=1%202&b=c+d&empty&e="};
    exchange.with_header("cookie", "s=abc");
    EXPECT_EQ(exchange.query_param("a"), "1 2");
    EXPECT_EQ(exchange.query_param("b"), "c d");
    EXPECT_EQ(exchange.query_param("empty"), "");
    EXPECT_EQ(exchange.query_param("none"), "");
    EXPECT_EQ(exchange.cookie("s"), "abc");
}

Route row(std::string_view name, Verb verb, std::string_view path)
{
    return {name, verb, path, Access::Public, Limit::Api, [](Exchange&) -> Task<> { co_return; }};
}

TEST(Router, FindsTheRowAndItsParameters)
{
    const Router router{{
        row("list", Verb::Get, "/api/children"),
        row("one", Verb::Get, "/api/children/{child}"),
        row("me", Verb::Get, "/api/children/me"),
        row("turns", Verb::Post, "/api/children/{child}/turns"),
    }};
    EXPECT_EQ(router.find("GET", "/api/children/me").route->operation_id, "me");
    const auto one = router.find("GET", "/api/children/a%20b");
    EXPECT_EQ(one.route->operation_id, "one");
    EXPECT_EQ(one.params.at(0), (std::pair<std::string, std::string>{"child", "a b"}));
    EXPECT_EQ(router.find("HEAD", "/api/children").route->operation_id, "list");
    EXPECT_EQ(router.find("POST", "/api/children/me/turns").route->operation_id, "turns");
}

TEST(Router, KnowsWhatAPathAllows)
{
    const Router router{{row("a", Verb::Get, "/a"), row("b", Verb::Post, "/a")}};
    EXPECT_EQ(router.find("DELETE", "/a").allow, "GET, HEAD, POST");
    EXPECT_EQ(router.find("GET", "/b").allow, "");
    EXPECT_EQ(router.find("GET", "/a/").route, nullptr);
    EXPECT_EQ(router.find("GET", "").route, nullptr);
}

TEST(Router, RefusesParametersThatCannotBeRight)
{
    const Router router{{row("one", Verb::Get, "/a/{id}")}};
    for (const auto* path : {"/a/", "/a/%00", "/a/%2F", "/a/%zz", "/a/%2"})
        EXPECT_EQ(router.find("GET", path).route, nullptr) << path;
}

TEST(Router, RefusesATableThatContradictsItself)
{
    EXPECT_THROW(
        (Router{{row("a", Verb::Get, "/a"), row("b", Verb::Get, "/a")}}), std::logic_error
    );
    EXPECT_THROW(
        (Router{{row("a", Verb::Get, "/{x}"), row("b", Verb::Get, "/{y}/z")}}), std::logic_error
    );
}

}  // namespace
}  // namespace buddy::http
