// The client against our own server, plain and over TLS.
#include "platform/http/client.hpp"

#include "platform/async/deadline.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/http/raw_client.hpp"
#include "platform/http/server.hpp"
#include "platform/http/sse.hpp"
#include "platform/http/temporary_certificate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace buddy::http {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

struct Seen {
    std::promise<void> cancelled;
};

Task<> pause(std::chrono::milliseconds span)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

Task<> stream_for_ever(Exchange& exchange, Seen& seen)
{
    EventWriter events{exchange};
    co_await events.begin();
    co_await events.send({.id = 1, .name = "", .data = "one"});
    try {
        co_await pause(60s);
    } catch (const boost::system::system_error&) {
        seen.cancelled.set_value();
        throw;
    }
}

Task<> answer(Exchange& exchange, Seen& seen)
{
    if (exchange.path() == "/stream") co_return co_await stream_for_ever(exchange, seen);
    if (exchange.path() == "/never") co_await pause(60s);
    if (exchange.path() == "/long")
        co_return co_await exchange.respond({.body = std::string(3'000'000, 'x')});
    if (exchange.path() == "/two") {
        EventWriter events{exchange};
        co_await events.begin();
        co_await events.send({.id = {}, .name = "", .data = "one"});
        co_return co_await events.end();
    }
    Response response{.status = 201, .content_type = "text/plain", .body = {}, .headers = {}};
    response.body = std::string{exchange.verb()} + "|" + std::string{exchange.header("x-test")} +
                    "|" + exchange.body() + (exchange.is_secure() ? "|tls" : "|plain");
    response.headers.emplace_back("X-Answer", "yes");
    co_await exchange.respond(std::move(response));
}

class ClientTest : public testing::Test {
protected:
    void start(ServerSettings settings = {})
    {
        settings.port = 0;
        scheme_ = settings.certificate.empty() ? "http" : "https";
        server_ = std::make_unique<Server>(
            loops_, settings, [this](Exchange& exchange) { return answer(exchange, seen_); }, log_
        );
        ASSERT_TRUE(server_->listen());
        loops_.start();
    }
    void TearDown() override { loops_.stop(0ms); }
    [[nodiscard]] std::string url(std::string_view path) const
    {
        return scheme_ + "://127.0.0.1:" + std::to_string(server_->port()) + std::string{path};
    }

    Seen seen_;
    std::string scheme_;
    log::Log log_{log::Level::Error, [](std::string_view) {}};
    EventLoops loops_{1, {}};
    std::unique_ptr<Server> server_;
    Client client_;
};

TEST_F(ClientTest, SendsAndReadsWholeMessages)
{
    start();
    const auto got = run_to_end(client_.fetch(
        {.method = "PUT", .url = url("/x"), .headers = {{"X-Test", "a b"}}, .body = "body"}
    ));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->head.status, 201);
    EXPECT_EQ(got->head.header("x-answer"), "yes");
    EXPECT_EQ(got->body, "PUT|a b|body|plain");
}

TEST_F(ClientTest, ReadsMoreThanItsBufferHolds)
{
    start();
    EXPECT_EQ(run_to_end(client_.fetch({.url = url("/long")}, 4'000'000))->body.size(), 3'000'000U);
    EXPECT_EQ(
        run_to_end(client_.fetch({.url = url("/long")}, 1000)).error().code, ErrorCode::Unavailable
    );
}

TEST_F(ClientTest, RefusesAHeaderThatHoldsALineEnd)
{
    start();
    EXPECT_EQ(
        run_to_end(client_.fetch({.url = url("/"), .headers = {{"X-Test", "a\r\nEvil: b"}}}))
            .error()
            .code,
        ErrorCode::Invalid
    );
}

TEST_F(ClientTest, SpeaksHttpOnly)
{
    EXPECT_EQ(
        run_to_end(client_.fetch({.url = "file:///etc/hostname"})).error().code, ErrorCode::Invalid
    );
    EXPECT_EQ(
        run_to_end(client_.fetch({.url = "http://127.0.0.1:9/"})).error().code,
        ErrorCode::Unavailable
    );
}

TEST_F(ClientTest, GivesUpOnSilenceAndOnTheWhole)
{
    start();
    EXPECT_EQ(
        run_to_end(client_.fetch({.url = url("/never"), .timeouts = {.idle = 30ms}}))
            .error()
            .detail,
        "nothing came for too long"
    );
    EXPECT_EQ(
        run_to_end(client_.fetch({.url = url("/never"), .timeouts = {.total = 30ms}})).error().code,
        ErrorCode::Unavailable
    );
}

Task<> read_one_piece_and_leave(const Client& client, std::string url)
{
    const auto stream = client.open(co_await asio::this_coro::executor, {.url = std::move(url)});
    EXPECT_EQ((co_await stream->head())->status, 200);
    EXPECT_EQ(*co_await stream->next(), "id: 1\ndata: one\n\n");
}

TEST_F(ClientTest, EndsTheTransferWithItsStream)
{
    start();
    run_to_end(read_one_piece_and_leave(client_, url("/stream")));
    seen_.cancelled.get_future().get();
}

TEST_F(ClientTest, MayBeCancelledByADeadline)
{
    start();
    const auto late = run_to_end(with_deadline(30ms, client_.fetch({.url = url("/never")})));
    EXPECT_FALSE(late);
}

class TlsTest : public ClientTest {
protected:
    void SetUp() override { start({.certificate = made_.certificate(), .key = made_.key()}); }
    TemporaryCertificate made_;
    Client trusting_{{.ca_file = made_.certificate()}};
};

TEST_F(TlsTest, ServesThoseWhoTrustTheCertificate)
{
    EXPECT_EQ(run_to_end(trusting_.fetch({.url = url("/x")}))->body, "GET|||tls");
    EXPECT_EQ(run_to_end(client_.fetch({.url = url("/x")})).error().code, ErrorCode::Invalid);
}

Task<std::string> fetch_twice(const Client& client, std::string first, std::string second)
{
    const auto one = co_await client.fetch({.url = std::move(first)});
    const auto two = co_await client.fetch({.url = std::move(second)});
    co_return one->body + two->body;
}

TEST_F(TlsTest, KeepsTheConnectionAfterAStream)
{
    EXPECT_EQ(run_to_end(fetch_twice(trusting_, url("/two"), url("/x"))), "data: one\n\nGET|||tls");
    EXPECT_EQ(server_->connections() <= 1, true);
}

TEST_F(TlsTest, NoticesThatAReaderIsGone)
{
    run_to_end(read_one_piece_and_leave(trusting_, url("/stream")));
    seen_.cancelled.get_future().get();
}

TEST_F(TlsTest, TakesANewCertificateWithoutAStop)
{
    const TemporaryCertificate renewed;
    std::filesystem::copy_file(
        renewed.certificate(),
        made_.certificate(),
        std::filesystem::copy_options::overwrite_existing
    );
    EXPECT_FALSE(server_->reload_certificate());  // it does not fit the old key
    std::filesystem::copy_file(
        renewed.key(), made_.key(), std::filesystem::copy_options::overwrite_existing
    );
    EXPECT_TRUE(server_->reload_certificate());
    const Client after{{.ca_file = renewed.certificate()}};
    EXPECT_TRUE(run_to_end(after.fetch({.url = url("/x")})));
}

TEST_F(TlsTest, ClosesOnWhoSpeaksPlainly)
{
    RawClient plain{server_->port()};
    plain.send("GET / HTTP/1.1\r\nHost: b\r\n\r\n");
    EXPECT_THAT(plain.read_to_end(), testing::Not(HasSubstr("HTTP/1.1")));
}

}  // namespace
}  // namespace buddy::http
