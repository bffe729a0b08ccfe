#include "platform/http/server.hpp"

#include "platform/http/problem.hpp"
#include "platform/http/raw_client.hpp"
#include "platform/http/sse.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace buddy::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

// What the handler of these tests saw, for the test's own thread.
struct Seen {
    std::promise<void> streaming;
    std::promise<bool> cancelled;
    std::promise<void> slow_started;
    std::atomic<bool> let_go = false;
};

Task<> pause(std::chrono::milliseconds span)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

// Streams until its reader goes away.
Task<> stream_on(Exchange& exchange, Seen& seen)
{
    EventWriter events{exchange};
    co_await events.begin();
    co_await events.send({.id = 1, .name = "delta", .data = "hello"});
    seen.streaming.set_value();
    try {
        co_await pause(60s);
    } catch (const boost::system::system_error& error) {
        seen.cancelled.set_value(error.code() == asio::error::operation_aborted);
        throw;
    }
}

// Works until its reader goes away, and would give one answer.
Task<> answer_while_watching(Exchange& exchange, Seen& seen)
{
    exchange.watch_reader();
    seen.slow_started.set_value();
    try {
        while (!seen.let_go) co_await pause(2ms);
    } catch (const boost::system::system_error& error) {
        seen.cancelled.set_value(error.code() == asio::error::operation_aborted);
        throw;
    }
    co_await exchange.respond({.body = "watched"});
}

Task<> answer_slowly(Exchange& exchange, Seen& seen)
{
    seen.slow_started.set_value();
    while (!seen.let_go) co_await pause(2ms);
    co_await exchange.respond({.body = "finished"});
}

Task<> answer(Exchange& exchange, Seen& seen)
{
    if (exchange.arrival == Arrival::BodyTooLarge)
        co_return co_await refuse(exchange, Fault::TooLarge);
    if (exchange.arrival == Arrival::HeadTooLong)
        co_return co_await refuse(exchange, Fault::HeadTooLong);
    if (exchange.arrival != Arrival::Whole) co_return co_await refuse(exchange, Fault::Malformed);
    if (exchange.path() == "/stream") co_return co_await stream_on(exchange, seen);
    if (exchange.path() == "/watched") co_return co_await answer_while_watching(exchange, seen);
    if (exchange.path() == "/slow") co_return co_await answer_slowly(exchange, seen);
    if (exchange.path() == "/two") {
        EventWriter events{exchange};
        co_await events.begin();
        co_await events.send({.id = 1, .name = "", .data = "a"});
        co_await events.send({.id = 2, .name = "", .data = "b"});
        co_return co_await events.end();
    }
    if (exchange.path() == "/large")
        co_return co_await exchange.respond({.body = std::string(64'000'000, 'x')});
    if (exchange.path() == "/empty")
        co_return co_await exchange.respond({.status = 204, .body = ""});
    co_await exchange.respond(
        {.body = std::string{exchange.verb()} + " " + std::string{exchange.path()} + " " +
                 std::string{exchange.client_address()} + " " + exchange.body()}
    );
}

class HttpServer : public testing::Test {
protected:
    void start(ServerSettings settings = {})
    {
        settings.port = 0;
        settings.watch_interval = 5ms;
        server_ = std::make_unique<Server>(
            loops_, settings, [this](Exchange& exchange) { return answer(exchange, seen_); }, log_
        );
        ASSERT_TRUE(server_->listen());
        loops_.start();
    }
    void TearDown() override { loops_.stop(0ms); }

    std::string ask(std::string_view request)
    {
        RawClient client{server_->port()};
        client.send(request);
        return client.read_answer();
    }

    Seen seen_;
    log::Log log_{log::Level::Error, [](std::string_view) {}};
    EventLoops loops_{2, {}};
    std::unique_ptr<Server> server_;
};

constexpr std::string_view simple = "GET /x HTTP/1.1\r\nHost: buddy\r\n\r\n";

TEST_F(HttpServer, AnswersSeveralRequestsOfOneConnection)
{
    start();
    RawClient client{server_->port()};
    client.send(simple);
    EXPECT_THAT(client.read_answer(), testing::EndsWith("GET /x 127.0.0.1 "));
    client.send("POST /y HTTP/1.1\r\nHost: buddy\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_THAT(client.read_answer(), testing::EndsWith("POST /y 127.0.0.1 abc"));
}

TEST_F(HttpServer, AnswersPipelinedRequestsInOrder)
{
    start();
    RawClient client{server_->port()};
    client.send(
        "GET /1 HTTP/1.1\r\nHost: b\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\nGET /3 "
        "HTTP/1.1\r\nHost: b\r\n\r\n"
    );
    EXPECT_THAT(client.read_answer(), HasSubstr("GET /1 "));
    EXPECT_THAT(client.read_answer(), HasSubstr("GET /2 "));
    EXPECT_THAT(client.read_answer(), HasSubstr("GET /3 "));
}

TEST_F(HttpServer, ReadsARequestThatComesByteByByte)
{
    start();
    RawClient client{server_->port()};
    for (const char c :
         std::string{"POST /y HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"})
        client.send({&c, 1});
    EXPECT_THAT(client.read_answer(), HasSubstr("POST /y 127.0.0.1 abc"));
}

TEST_F(HttpServer, ClosesWhenAsked)
{
    start();
    RawClient client{server_->port()};
    client.send("GET /x HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(client.read_to_end(), HasSubstr("Connection: close\r\n"));
}

TEST_F(HttpServer, SendsTheHeadAloneForHead)
{
    start();
    RawClient client{server_->port()};
    client.send("HEAD /x HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(client.read_to_end(), testing::EndsWith("Content-Length: 18\r\n\r\n"));
}

TEST_F(HttpServer, SendsNoLengthWithoutABody)
{
    start();
    const auto answer = ask("GET /empty HTTP/1.1\r\nHost: b\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 204 No Content\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
}

TEST_F(HttpServer, RefusesABodyThatIsAnnouncedTooLarge)
{
    start({.body_limit = 10});
    RawClient client{server_->port()};
    client.send("POST /x HTTP/1.1\r\nHost: b\r\nContent-Length: 11\r\n\r\n12345678901");
    EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(HttpServer, RefusesABodyThatGrowsTooLarge)
{
    start({.body_limit = 10});
    RawClient client{server_->port()};
    client.send(
        "POST /x HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: "
        "chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n"
    );
    EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(HttpServer, RefusesAHeadThatIsTooLong)
{
    start();
    RawClient client{server_->port()};
    client.send(
        "GET /x HTTP/1.1\r\nHost: b\r\nX-Long: " + std::string(17 * 1024, 'a') + "\r\n\r\n"
    );
    EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 431 "));
}

class MalformedRequest : public HttpServer, public testing::WithParamInterface<const char*> {};

TEST_P(MalformedRequest, IsRefusedAndTheConnectionEnds)
{
    start();
    RawClient client{server_->port()};
    client.send(GetParam());
    EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 400 "));
}

INSTANTIATE_TEST_SUITE_P(
    HttpServer,
    MalformedRequest,
    testing::Values(
        "nonsense\r\n\r\n",
        "GET /x HTTP/1.1\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET http://evil/x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /x HTTP/2.0\r\nHost: a\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"
    )
);

TEST_F(HttpServer, SaysGoOnToWhoAsksBeforeSending)
{
    start();
    RawClient client{server_->port()};
    client.send("POST /x HTTP/1.1\r\nHost: b\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    EXPECT_THAT(client.read_answer(), HasSubstr("POST /x 127.0.0.1 ok"));
}

TEST_F(HttpServer, CutsOffAHeadThatNeverEnds)
{
    start({.read_timeout = 30ms});
    RawClient client{server_->port()};
    client.send("GET /x HTTP/1.1\r\nHos");
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(HttpServer, CutsOffAReaderWhoDoesNotRead)
{
    start({.write_timeout = 30ms});
    RawClient client{server_->port()};
    client.send("GET /large HTTP/1.1\r\nHost: b\r\n\r\n");
    client.read_until("\r\n\r\n");
    EXPECT_TRUE(server_->drain(10s));
}

TEST_F(HttpServer, ClosesAConnectionThatStaysIdle)
{
    start({.idle_timeout = 30ms});
    RawClient client{server_->port()};
    client.send(simple);
    client.read_answer();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(HttpServer, StreamsEventsAndKeepsTheConnection)
{
    start();
    RawClient client{server_->port()};
    client.send("GET /two HTTP/1.1\r\nHost: b\r\n\r\n");
    const auto head = client.read_until("\r\n\r\n");
    EXPECT_THAT(head, HasSubstr("Content-Type: text/event-stream\r\n"));
    EXPECT_THAT(head, HasSubstr("X-Accel-Buffering: no\r\n"));
    EXPECT_EQ(
        client.read_until("0\r\n\r\n"),
        "f\r\nid: 1\ndata: a\n\n\r\nf\r\nid: 2\ndata: b\n\n\r\n0\r\n\r\n"
    );
    client.send(simple);
    EXPECT_THAT(client.read_answer(), HasSubstr("GET /x "));
}

TEST_F(HttpServer, ServesARequestThatWasPipelinedBehindAStream)
{
    start();
    RawClient client{server_->port()};
    client.send("GET /two HTTP/1.1\r\nHost: b\r\n\r\nGET /x HTTP/1.1\r\nHost: b\r\n\r\n");
    client.read_until("0\r\n\r\n");
    EXPECT_THAT(client.read_answer(), HasSubstr("GET /x "));
}

TEST_F(HttpServer, EndsAStreamForHttp10WithTheConnection)
{
    start();
    RawClient client{server_->port()};
    client.send("GET /two HTTP/1.0\r\n\r\n");
    EXPECT_THAT(
        client.read_to_end(), testing::EndsWith("\r\n\r\nid: 1\ndata: a\n\nid: 2\ndata: b\n\n")
    );
}

TEST_F(HttpServer, CancelsTheHandlerOfAStreamWhoseReaderIsGone)
{
    start({.write_timeout = 30ms, .idle_timeout = 30ms});
    RawClient client{server_->port()};
    client.send("GET /stream HTTP/1.1\r\nHost: b\r\n\r\n");
    client.read_until("data: hello");
    seen_.streaming.get_future().get();
    client.hang_up();
    EXPECT_TRUE(seen_.cancelled.get_future().get());
}

TEST_F(HttpServer, CancelsAHandlerThatWatchesItsReaderWhenItIsGone)
{
    start();
    auto started = seen_.slow_started.get_future();
    RawClient client{server_->port()};
    client.send("GET /watched HTTP/1.1\r\nHost: b\r\n\r\n");
    started.get();
    client.hang_up();
    EXPECT_TRUE(seen_.cancelled.get_future().get());
}

TEST_F(HttpServer, KeepsTheConnectionOfAWatchedReader)
{
    start();
    seen_.let_go = true;
    RawClient client{server_->port()};
    client.send("GET /watched HTTP/1.1\r\nHost: b\r\n\r\n");
    EXPECT_THAT(client.read_answer(), testing::EndsWith("watched"));
    client.send(simple);
    EXPECT_THAT(client.read_answer(), HasSubstr("GET /x "));
}

TEST_F(HttpServer, LeavesAQuietStreamAlone)
{
    start({.read_timeout = 10ms, .write_timeout = 10ms, .idle_timeout = 10ms});
    RawClient client{server_->port()};
    client.send("GET /stream HTTP/1.1\r\nHost: b\r\n\r\n");
    client.read_until("data: hello");
    auto cancelled = seen_.cancelled.get_future();
    EXPECT_EQ(cancelled.wait_for(60ms), std::future_status::timeout);
}

TEST_F(HttpServer, LetsAHandlerFinishWhenItsCallerIsGone)
{
    start();
    auto started = seen_.slow_started.get_future();
    {
        RawClient client{server_->port()};
        client.send("POST /slow HTTP/1.1\r\nHost: b\r\nContent-Length: 0\r\n\r\n");
        started.get();
    }
    seen_.let_go = true;
    EXPECT_TRUE(server_->drain(5s));
}

TEST_F(HttpServer, FinishesAnswersUnderWayBeforeItStops)
{
    start();
    RawClient idle{server_->port()};
    idle.send(simple);
    idle.read_answer();
    RawClient busy{server_->port()};
    busy.send("GET /slow HTTP/1.1\r\nHost: b\r\n\r\n");
    seen_.slow_started.get_future().get();
    server_->stop_accepting();
    EXPECT_EQ(idle.read_to_end(), "");
    seen_.let_go = true;
    const auto last = busy.read_to_end();
    EXPECT_THAT(last, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(last, testing::EndsWith("finished"));
    EXPECT_TRUE(server_->drain(5s));
}

TEST_F(HttpServer, CancelsWhatDoesNotFinishInTime)
{
    start();
    RawClient client{server_->port()};
    client.send("GET /stream HTTP/1.1\r\nHost: b\r\n\r\n");
    seen_.streaming.get_future().get();
    server_->stop_accepting();
    EXPECT_FALSE(server_->drain(10ms));
    EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(HttpServer, SaysWhenThePortIsTaken)
{
    start();
    EventLoops others{1, {}};
    ServerSettings same;
    same.port = server_->port();
    Server second{others, same, {}, log_};
    const auto listening = second.listen();
    ASSERT_FALSE(listening);
    EXPECT_EQ(listening.error().code, ErrorCode::Unavailable);
}

TEST_F(HttpServer, SaysWhenTheCertificateCannotBeUsed)
{
    EventLoops others{1, {}};
    ServerSettings settings;
    settings.certificate = "/nowhere.pem";
    settings.key = "/nowhere.key";
    Server server{others, settings, {}, log_};
    const auto listening = server.listen();
    ASSERT_FALSE(listening);
    EXPECT_EQ(listening.error().code, ErrorCode::Invalid);
}

TEST_F(HttpServer, BelievesOnlyTrustedProxies)
{
    start({.trusted_proxies = {*Network::parse("127.0.0.0/8")}});
    EXPECT_THAT(
        ask("GET /x HTTP/1.1\r\nHost: b\r\nX-Forwarded-For: 198.51.100.9\r\n\r\n"),
        HasSubstr("GET /x 198.51.100.9 ")
    );
}

TEST_F(HttpServer, IgnoresForwardedAddressesFromStrangers)
{
    start();
    EXPECT_THAT(
        ask("GET /x HTTP/1.1\r\nHost: b\r\nX-Forwarded-For: 198.51.100.9\r\n\r\n"),
        HasSubstr("GET /x 127.0.0.1 ")
    );
}

}  // namespace
}  // namespace buddy::http
