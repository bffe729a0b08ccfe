#include "identity/sessions.hpp"

#include "identity/fake_stores.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

namespace buddy::identity {
namespace {

TEST(Sessions, RefuseATokenThatWasNotSignedWithThisKey)
{
    FakeStores stores;
    const FakeClock clock{from_millis(1'795'300'000'000)};
    Sessions here{stores.sessions, clock, crypto::SecretKey::random()};
    Sessions elsewhere{stores.sessions, clock, crypto::SecretKey::random()};
    GuardianRecord guardian;
    guardian.id = GuardianId{"guardian"};
    guardian.family = FamilyId{"family"};
    const auto opened = run_to_end(here.open_guardian(guardian));

    EXPECT_TRUE(run_to_end(here.find(opened.token)));
    EXPECT_FALSE(run_to_end(elsewhere.find(opened.token))) << "another key, another server";
    EXPECT_FALSE(run_to_end(here.find(opened.token.substr(0, opened.token.find('.')))));
    auto changed = opened.token;
    changed.back() = changed.back() == '0' ? '1' : '0';
    EXPECT_FALSE(run_to_end(here.find(changed)));
}

}  // namespace
}  // namespace buddy::identity
