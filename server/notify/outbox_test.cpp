#include "notify/fake_mailer.hpp"
#include "notify/notify.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace buddy::notify {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

class OutboxOn : public testing::TestWithParam<sql::Engine> {
protected:
    OutboxOn() { runner.handle(std::string{deliver_mail_job}, deliver_mail(outbox, mailer)); }
    void queue_verification()
    {
        wait_for(temporary->write(sql::Durability::Full, [this](sql::Transaction& tx) {
            outbox.enqueue(tx, verification);
        }));
    }

    sql::TemporaryDatabase temporary{GetParam()};
    FakeClock clock{from_millis(1'795'300'000'000)};
    Outbox outbox{*temporary, crypto::SecretKey::random(), clock, "https://buddy.example.test"};
    FakeMailer mailer;
    log::Log log{log::Level::Error, [](std::string_view) {}};
    jobs::JobRunner runner{*temporary, clock, log};
    VerificationMail verification{
        .family = FamilyId{"f"}, .to = "ann@example.test", .language = "en", .token = "tok-en_1"
    };
};
INSTANTIATE_TEST_SUITE_P(Engines, OutboxOn, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(OutboxOn, SendsAQueuedMailOnce)
{
    queue_verification();
    EXPECT_EQ(wait_for(outbox.backlog()).waiting, 1);
    EXPECT_EQ(wait_for(outbox.backlog()).oldest, clock.now());
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    ASSERT_EQ(mailer.sent.size(), 1U);
    EXPECT_EQ(mailer.sent[0].to, "ann@example.test");
    EXPECT_TRUE(
        mailer.sent[0].text.contains("https://buddy.example.test/verify-email#token=tok-en_1")
    );
    EXPECT_EQ(wait_for(outbox.backlog()).waiting, 0);
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    EXPECT_TRUE(wait_for(outbox.deliver(mailer.sent[0].id, mailer)));
    EXPECT_EQ(mailer.sent.size(), 1U);
}

TEST_P(OutboxOn, ForgetsAMailWhoseCauseWasUndone)
{
    EXPECT_THROW(
        wait_for(temporary->write(
            sql::Durability::Full,
            [this](sql::Transaction& tx) {
                outbox.enqueue(tx, verification);
                throw std::runtime_error{"the sign-up failed"};
            }
        )),
        std::runtime_error
    );
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    EXPECT_EQ(wait_for(outbox.backlog()).waiting, 0);
}

TEST_P(OutboxOn, TriesAgainWhenTheServerIsAway)
{
    queue_verification();
    mailer.outcome = failed(ErrorCode::Unavailable, "connect");
    wait_for(runner.run_due());
    EXPECT_EQ(wait_for(outbox.backlog()).waiting, 1);
    mailer.outcome = {};
    clock.advance(5s);
    wait_for(runner.run_due());
    EXPECT_EQ(mailer.sent.size(), 1U);
}

TEST_P(OutboxOn, GivesUpWhatIsRefusedForGood)
{
    queue_verification();
    mailer.outcome = failed(ErrorCode::Invalid, "550");
    wait_for(runner.run_due());
    EXPECT_EQ(wait_for(outbox.backlog()).waiting, 0);
    EXPECT_EQ(wait_for(runner.counts()).gave_up, 1);
}

TEST_P(OutboxOn, KeepsAddressesAndTokensSealed)
{
    queue_verification();
    constexpr sql::Statement look{
        "test.look", "SELECT sealed FROM mails", "SELECT sealed FROM mails"
    };
    const auto stored = wait_for(temporary->read([&look](sql::Connection& connection) {
        return connection.run(look).get<sql::Blob>(0, 0).bytes;
    }));
    EXPECT_FALSE(stored.contains("ann@example.test"));
    EXPECT_FALSE(stored.contains("tok-en_1"));
}

TEST_P(OutboxOn, NamesTheChildToTheTrustedAdultOnly)
{
    wait_for(temporary->write(sql::Durability::Full, [this](sql::Transaction& tx) {
        for (const auto reader :
             {AlertReader::Guardian, AlertReader::TrustedAdult, AlertReader::Moderator})
            outbox.enqueue(
                tx,
                AlertMail{
                    .family = FamilyId{"f"},
                    .to = "x@example.test",
                    .language = "es",
                    .reader = reader,
                    .urgency = Urgency::Critical,
                    .nickname = "Mia"
                }
            );
    }));
    wait_for(runner.run_due());
    ASSERT_EQ(mailer.sent.size(), 3U);
    EXPECT_FALSE(mailer.sent[0].text.contains("Mia"));
    EXPECT_TRUE(mailer.sent[0].text.contains("https://buddy.example.test/home"));
    EXPECT_TRUE(mailer.sent[1].text.contains("Mia"));
    EXPECT_FALSE(mailer.sent[1].text.contains("https://"));
    EXPECT_FALSE(mailer.sent[2].text.contains("Mia"));
    for (const auto& mail : mailer.sent) EXPECT_TRUE(mail.text.contains("crítica"));
}

TEST_P(OutboxOn, TellsOfAnErasureAndSendsTheReceiptWhenTheFamilyHasGone)
{
    const ErasureMail asked{
        .family = FamilyId{"f"},
        .to = "x@example.test",
        .language = "de",
        .day = "2026-12-01",
        .receipt = {}
    };
    const ErasureMail done{
        .family = {},
        .to = "x@example.test",
        .language = "de",
        .day = {},
        .receipt = R"({"id":"e1"})"
    };
    wait_for(temporary->write(sql::Durability::Full, [&](sql::Transaction& tx) {
        outbox.enqueue(tx, asked);
    }));
    wait_for(runner.run_due());
    EXPECT_EQ(outbox.personal_data().erase_family(FamilyId{"f"}).value(), 1);
    wait_for(temporary->write(sql::Durability::Full, [&](sql::Transaction& tx) {
        outbox.enqueue(tx, done);
    }));
    EXPECT_EQ(outbox.personal_data().erase_family(FamilyId{"f"}).value(), 0);
    wait_for(runner.run_due());
    ASSERT_EQ(mailer.sent.size(), 2U);
    EXPECT_TRUE(mailer.sent[0].text.contains("2026-12-01"));
    EXPECT_TRUE(mailer.sent[0].text.contains("https://buddy.example.test/home/data"));
    EXPECT_TRUE(mailer.sent[1].text.contains(R"({"id":"e1"})"));
    EXPECT_FALSE(mailer.sent[1].html.contains(R"({"id")"));  // its quotes are escaped there
}

TEST_P(OutboxOn, ForgetsWhatWasSentAndWhatAFamilyWantsForgotten)
{
    queue_verification();
    wait_for(runner.run_due());
    queue_verification();
    EXPECT_TRUE(outbox.personal_data().export_family(FamilyId{"f"}).value().contains("verify_email")
    );
    EXPECT_EQ(wait_for(outbox.forget_sent(clock.now())), 0);
    EXPECT_EQ(wait_for(outbox.forget_sent(clock.now() + 1s)), 1);
    EXPECT_EQ(outbox.personal_data().erase_family(FamilyId{"f"}).value(), 1);
    EXPECT_EQ(outbox.personal_data().erase_family(FamilyId{"f"}).value(), 0);
    wait_for(runner.run_due());
    EXPECT_EQ(mailer.sent.size(), 1U);
}

TEST_P(OutboxOn, ForgetsMailsAboutAChildThatIsForgotten)
{
    wait_for(temporary->write(sql::Durability::Full, [this](sql::Transaction& tx) {
        for (const auto* child : {"gone", "stays"})
            outbox.enqueue(
                tx,
                AlertMail{
                    .family = FamilyId{"f"},
                    .child = ChildId{child},
                    .to = "x@example.test",
                    .reader = AlertReader::TrustedAdult,
                    .nickname = child
                }
            );
        outbox.enqueue(
            tx,
            DigestMail{
                .family = FamilyId{"f"},
                .to = "g@example.test",
                .parts = {{.title = "gone", .sentences = {"A quiet week."}}},
                .unsubscribe_token = {}
            }
        );
    }));
    const FamilyId family{"f"};
    EXPECT_EQ(outbox.personal_data().erase_child(FamilyId{"g"}, ChildId{"gone"}).value(), 0);
    EXPECT_EQ(outbox.personal_data().erase_child(family, ChildId{"gone"}).value(), 2);
    wait_for(runner.run_due());
    ASSERT_EQ(mailer.sent.size(), 1U);
    EXPECT_TRUE(mailer.sent.front().text.contains("stays"));
}

TEST_P(OutboxOn, ShowsAFamilyOnlyTheAlertsThatWentToGuardians)
{
    const auto queue = [this](AlertReader reader) {
        wait_for(temporary->write(sql::Durability::Full, [this, reader](sql::Transaction& tx) {
            outbox.enqueue(
                tx, AlertMail{.family = FamilyId{"f"}, .to = "x@y.test", .reader = reader}
            );
        }));
    };
    const auto shown = [this] {
        return outbox.personal_data().export_family(FamilyId{"f"}).value();
    };
    const auto before = shown();
    queue(AlertReader::TrustedAdult);
    queue(AlertReader::Moderator);
    EXPECT_EQ(shown(), before);
    queue(AlertReader::Guardian);
    EXPECT_NE(shown(), before);
    EXPECT_EQ(outbox.personal_data().erase_family(FamilyId{"f"}).value(), 3);
}

TEST_P(OutboxOn, ShowsWaitingMailsOnThisMachineBehindItsToken)
{
    queue_verification();
    DevMailbox mailbox{outbox};
    const auto routes = mailbox.routes();
    const auto status = [&routes](const std::string& address, const std::string& token) {
        http::FakeExchange exchange{"GET", "/dev/mailbox?token=" + token};
        exchange.from(address);
        wait_for(routes[0].handler(exchange));
        return std::pair{exchange.answer.status, exchange.answer.body};
    };
    EXPECT_EQ(status("127.0.0.1", "guess").first, 404U);
    EXPECT_EQ(status("127.0.0.1", "").first, 404U);
    EXPECT_EQ(status("203.0.113.9", mailbox.token()).first, 404U);
    const auto [code, page] = status("127.0.0.1", mailbox.token());
    EXPECT_EQ(code, 200U);
    EXPECT_TRUE(page.contains("<a href=\"https://buddy.example.test/verify-email#token=tok-en_1\">")
    );
}

}  // namespace
}  // namespace buddy::notify
