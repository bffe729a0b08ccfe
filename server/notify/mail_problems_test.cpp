// Whom mail does not reach: signatures of the mail service, and what its news change.
#include "notify/mail_problems.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

namespace buddy::notify {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

// Made with the service's own library.
constexpr std::string_view secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr SignedCall genuine{
    .id = "msg_p5jXN8AQM9LWM0D4loKWxJek",
    .timestamp = "1614265330",
    .signatures = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    .body = R"({"test": 2432232314})"
};
constexpr Time signed_at{std::chrono::seconds{1'614'265'330}};

TEST(Svix, TakesWhatTheServiceSigned)
{
    EXPECT_TRUE(is_genuine(genuine, secret, signed_at));
    auto rotated = genuine;
    rotated.signatures = "v1,AAAA v2,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    EXPECT_TRUE(is_genuine(rotated, secret, signed_at));
}

TEST(Svix, RefusesEverythingElse)
{
    EXPECT_TRUE(is_genuine(genuine, secret, signed_at + 300s));
    EXPECT_FALSE(is_genuine(genuine, secret, signed_at + 301s));
    EXPECT_FALSE(is_genuine(genuine, secret, signed_at - 301s));
    EXPECT_FALSE(is_genuine(genuine, "whsec_AAAA", signed_at));
    EXPECT_FALSE(is_genuine(genuine, "", signed_at));
    for (auto SignedCall::* part :
         {&SignedCall::id, &SignedCall::timestamp, &SignedCall::signatures, &SignedCall::body}) {
        for (const auto* other : {"", "x", "1614265330000", "99999999999999999999"}) {
            auto forged = genuine;
            forged.*part = other;
            EXPECT_FALSE(is_genuine(forged, secret, signed_at)) << other;
        }
    }
}

class Problems : public testing::TestWithParam<sql::Engine> {
protected:
    void note(const std::string& id, MailFate fate)
    {
        wait_for(problems.note(id, {"Ann@Example.test"}, fate));
    }
    bool comes_back() { return wait_for(problems.comes_back("ann@example.test")); }

    FakeClock clock{from_millis(1'795'300'000'000)};
    sql::TemporaryDatabase database{GetParam()};
    MailProblems problems{*database, crypto::SecretKey::random(), clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, Problems, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(Problems, AreForgivenByADeliveryButNotWhenSomebodyComplained)
{
    EXPECT_FALSE(comes_back());
    note("1", MailFate::Bounced);
    EXPECT_TRUE(comes_back());
    note("2", MailFate::Delivered);
    EXPECT_FALSE(comes_back());
    note("1", MailFate::Bounced);
    EXPECT_FALSE(comes_back()) << "heard before";
    note("3", MailFate::Complained);
    note("4", MailFate::Bounced);
    note("5", MailFate::Delivered);
    EXPECT_TRUE(comes_back());
}

TEST_P(Problems, AreForgottenInTheEnd)
{
    note("1", MailFate::Bounced);
    clock.advance(std::chrono::days{179});
    wait_for(problems.forget_old());
    EXPECT_TRUE(comes_back());
    clock.advance(std::chrono::days{2});
    wait_for(problems.forget_old());
    EXPECT_FALSE(comes_back());
}

}  // namespace
}  // namespace buddy::notify
