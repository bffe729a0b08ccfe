#include "platform/smtp/smtp.hpp"

#include "platform/async/run_to_end.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

namespace buddy::smtp {
namespace {

using asio::ip::tcp;
using testing::HasSubstr;

// Takes one mail, answering each command with "250 ok" or with what the test set for its first word.
class OneMailServer {
public:
    explicit OneMailServer(std::map<std::string, std::string> answers = {})
        : answers_{std::move(answers)},
          acceptor_{context_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}},
          port_{acceptor_.local_endpoint().port()},
          thread_{[this] { serve(); }}
    {
    }
    OneMailServer(const OneMailServer&) = delete;
    OneMailServer& operator=(const OneMailServer&) = delete;
    OneMailServer(OneMailServer&&) = delete;
    OneMailServer& operator=(OneMailServer&&) = delete;
    ~OneMailServer() { join(); }

    [[nodiscard]] SmtpServer address() const
    {
        return {.url = "smtp://127.0.0.1:" + std::to_string(port_)};
    }
    /// Everything the client said, once it has gone.
    const std::string& heard()
    {
        join();
        return heard_;
    }

private:
    void join()
    {
        if (thread_.joinable()) thread_.join();
    }
    [[nodiscard]] std::string answer_to(const std::string& line) const
    {
        const auto found = answers_.find(line.substr(0, 4));
        if (found != answers_.end()) return found->second + "\r\n";
        if (line.starts_with("DATA")) return "354 go on\r\n";
        if (line.starts_with("QUIT")) return "221 bye\r\n";
        return "250 ok\r\n";
    }
    void serve()
    {
        boost::system::error_code error;
        auto socket = acceptor_.accept(error);
        asio::write(socket, asio::buffer(std::string{"220 hello\r\n"}), error);
        std::string buffer;
        bool in_mail = false;
        while (!error) {
            const auto length =
                asio::read_until(socket, asio::dynamic_buffer(buffer), "\r\n", error);
            if (error) break;
            const auto line = buffer.substr(0, length);
            buffer.erase(0, length);
            heard_ += line;
            if (in_mail && line != ".\r\n") continue;
            asio::write(socket, asio::buffer(answer_to(line)), error);
            in_mail = line.starts_with("DATA") && answer_to(line).starts_with("354");
        }
    }

    std::map<std::string, std::string> answers_;
    asio::io_context context_;
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::string heard_;
    std::thread thread_;
};

const SmtpEnvelope mail{
    .from = "buddy@example.org",
    .recipients = {"a@example.org", "b@example.org"},
    .message = "Subject: hi\r\n\r\n.dot\r\nend\r\n"
};

TEST(Smtp, DeliversAMail)
{
    OneMailServer server;
    ASSERT_TRUE(run_to_end(send_mail(server.address(), mail)));
    EXPECT_THAT(server.heard(), HasSubstr("MAIL FROM:<buddy@example.org>"));
    EXPECT_THAT(
        server.heard(), HasSubstr("RCPT TO:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n")
    );
    EXPECT_THAT(server.heard(), HasSubstr("Subject: hi\r\n\r\n..dot\r\nend\r\n.\r\n"));
}

TEST(Smtp, GivesUpOnAMailThatIsRefusedForGood)
{
    OneMailServer server{{{"RCPT", "550 no such box"}}};
    const auto sent = run_to_end(send_mail(server.address(), mail));
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, ErrorCode::Invalid);
    EXPECT_THAT(sent.error().detail, HasSubstr("reply 550"));
    EXPECT_THAT(sent.error().detail, testing::Not(HasSubstr("example.org")));
}

TEST(Smtp, KeepsAMailForLaterWhenTheServerSaysSo)
{
    OneMailServer server{{{"MAIL", "451 later"}}};
    EXPECT_EQ(run_to_end(send_mail(server.address(), mail)).error().code, ErrorCode::Unavailable);
}

TEST(Smtp, KeepsAMailWhenNobodyListens)
{
    EXPECT_EQ(
        run_to_end(send_mail({.url = "smtp://127.0.0.1:9"}, mail)).error().code,
        ErrorCode::Unavailable
    );
}

TEST(Smtp, InsistsOnTlsWhenAsked)
{
    OneMailServer server;
    auto strict = server.address();
    strict.require_tls = true;
    EXPECT_FALSE(run_to_end(send_mail(strict, mail)));
    EXPECT_THAT(server.heard(), testing::Not(HasSubstr("MAIL FROM")));
}

TEST(Smtp, RefusesAnAddressThatWouldBreakOut)
{
    for (const auto* address : {"a@b>\r\nRCPT TO:<c@d", "", "nobody", "@b", "a@", "a b@c"}) {
        auto wrong = mail;
        wrong.recipients = {address};
        EXPECT_EQ(
            run_to_end(send_mail({.url = "smtp://127.0.0.1:9"}, wrong)).error().code,
            ErrorCode::Invalid
        ) << address;
    }
}

}  // namespace
}  // namespace buddy::smtp
