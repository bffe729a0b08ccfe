// One contract for the stores of identity: in memory, on SQLite, on PostgreSQL.
#include "identity/fake_stores.hpp"
#include "identity/sql_child_store.hpp"
#include "identity/sql_factor_store.hpp"
#include "identity/sql_family_store.hpp"
#include "identity/sql_session_store.hpp"
#include "identity/sql_staff_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace buddy::identity {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

class CountedMails final : public VerificationMails {
public:
    void enqueue(sql::Transaction& /*tx*/, const VerificationMail& mail) override
    {
        mails.push_back(mail);
    }
    void enqueue(sql::Transaction& /*tx*/, const InvitationMail& /*mail*/) override {}
    void enqueue(sql::Transaction& /*tx*/, const FamilyNewsMail& /*mail*/) override {}
    std::vector<VerificationMail> mails;
};

struct SqlStores {
    explicit SqlStores(sql::Engine engine) : temporary{engine} {}
    sql::TemporaryDatabase temporary;
    CountedMails mails;
    FakeClock clock{from_millis(1'795'300'000'000)};
    audit::Trail trail{*temporary, clock};
    SqlFamilyStore families{*temporary, trail, mails};
    SqlChildStore children{*temporary, trail};
    SqlSessionStore sessions{*temporary, trail};
    SqlStaffStore staff{*temporary, trail};
    SqlFactorStore factors{*temporary, trail};
};

class Stores : public testing::TestWithParam<Kind> {
protected:
    Stores()
    {
        if (GetParam() == Kind::Fake)
            fake = std::make_unique<FakeStores>();
        else
            real = std::make_unique<SqlStores>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    FamilyStore& families()
    {
        return fake ? static_cast<FamilyStore&>(fake->families) : real->families;
    }
    ChildStore& children()
    {
        return fake ? static_cast<ChildStore&>(fake->children) : real->children;
    }
    SessionStore& sessions()
    {
        return fake ? static_cast<SessionStore&>(fake->sessions) : real->sessions;
    }
    StaffStore& staff() { return fake ? static_cast<StaffStore&>(fake->staff) : real->staff; }
    FactorStore& factors()
    {
        return fake ? static_cast<FactorStore&>(fake->factors) : real->factors;
    }
    static audit::Entry done(audit::Action action)
    {
        return {
            .actor = audit::Actor::of(GuardianId{"g-f"}), .action = action, .family = FamilyId{"f"}
        };
    }
    /// What was accounted for, in order; a store in memory keeps what it was given only.
    std::vector<std::string> actions()
    {
        std::vector<std::string> names;
        if (fake)
            for (const auto& entry : fake->rows.entries)
                names.emplace_back(audit::name_of(entry.action));
        else
            for (const auto& entry : wait_for(real->trail.after(0, 100)))
                names.push_back(entry.action);
        return names;
    }
    std::size_t mails() { return fake ? fake->rows.mails.size() : real->mails.mails.size(); }

    Result<void> add_family(const std::string& name, const std::string& email)
    {
        return wait_for(families().add_family(
            {.id = FamilyId{name},
             .country = "US",
             .language = "en",
             .time_zone = "UTC",
             .alert_emails = true,
             .created_at = now},
            guardian(name, email),
            {.token_hash = "t-" + name,
             .guardian = GuardianId{"g-" + name},
             .created_at = now,
             .expires_at = now + 24h},
            {.family = FamilyId{name}, .to = email, .language = "en", .token = "token"}
        ));
    }
    GuardianRecord guardian(const std::string& family, const std::string& email) const
    {
        return {
            .id = GuardianId{"g-" + family},
            .family = FamilyId{family},
            .email = email,
            .email_key = email,
            .password_hash = "hash",
            .language = "en",
            .email_verified_at = std::nullopt,
            .created_at = now
        };
    }
    ChildRecord child(const std::string& id) const
    {
        return {
            .id = ChildId{id},
            .family = FamilyId{"f"},
            .nickname = {"sealed nickname"},
            .interests = {"sealed interests"},
            .birth = {.year = 2016, .month = 5},
            .avatar = "fox",
            .language = "en",
            .country = "US",
            .pin_hash = "pin",
            .created_at = now,
            .last_active_at = std::nullopt,
            .devices = 0
        };
    }
    PairingCodeRecord code(const std::string& hash, const std::string& child_id) const
    {
        return {
            .code_hash = hash,
            .family = FamilyId{"f"},
            .child = ChildId{child_id},
            .created_at = now,
            .expires_at = now + 10min
        };
    }
    DeviceRecord device(const std::string& id, const std::string& child_id) const
    {
        return {
            .id = DeviceId{id},
            .family = FamilyId{"f"},
            .child = ChildId{child_id},
            .token_hash = "hash-" + id,
            .name = {"sealed name"},
            .paired_at = now,
            .last_seen_at = std::nullopt
        };
    }
    SessionRecord child_session(const std::string& id, const std::string& device_id) const
    {
        return {
            .id = SessionId{id},
            .token_hash = "hash-" + id,
            .kind = SessionKind::Child,
            .family = FamilyId{"f"},
            .guardian = {},
            .child = ChildId{"c"},
            .device = DeviceId{device_id},
            .staff = {},
            .created_at = now,
            .last_seen_at = now,
            .expires_at = now + 24h,
            .idle_expires_at = now + 1h
        };
    }
    void add_child_with_device()
    {
        ASSERT_TRUE(add_family("f", "a@b.test"));
        wait_for(children().add_child(child("c"), done(audit::Action::ChildAdded)));
        ASSERT_TRUE(wait_for(children().replace_pairing_code(code("code", "c"))));
        ASSERT_TRUE(wait_for(children().pair_device("code", device("d", "c"), now)));
    }

    std::unique_ptr<FakeStores> fake;
    std::unique_ptr<SqlStores> real;
    Time now = from_millis(1'795'300'000'000);
};
INSTANTIATE_TEST_SUITE_P(Kinds, Stores, testing::ValuesIn(kinds_here()));

TEST_P(Stores, FindAFamilyAndItsGuardian)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    EXPECT_EQ(wait_for(families().find_family(FamilyId{"f"}))->country, "US");
    EXPECT_EQ(wait_for(families().find_family(FamilyId{"none"})), std::nullopt);
    const auto expected = guardian("f", "a@b.test");
    EXPECT_EQ(wait_for(families().find_guardian(GuardianId{"g-f"})), expected);
    EXPECT_EQ(wait_for(families().find_guardian_by_email("a@b.test")), expected);
    EXPECT_EQ(wait_for(families().guardians_of(FamilyId{"f"})), std::vector{expected});
    EXPECT_EQ(wait_for(families().find_guardian_by_email("x@b.test")), std::nullopt);
    EXPECT_EQ(mails(), 1U);
}

TEST_P(Stores, GiveAnAddressToOneAccountOnlyAndLeaveNothingOfTheSecond)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    EXPECT_EQ(add_family("g", "a@b.test").error().code, ErrorCode::Conflict);
    EXPECT_EQ(wait_for(families().find_family(FamilyId{"g"})), std::nullopt);
    EXPECT_EQ(mails(), 1U);
}

TEST_P(Stores, ChangeSettingsPasswordAndTrustedAdult)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    auto family = wait_for(families().find_family(FamilyId{"f"})).value();
    family.alert_emails = false;
    family.time_zone = "Europe/Berlin";
    wait_for(families().change_family(family, done(audit::Action::FamilyChanged)));
    EXPECT_EQ(wait_for(families().find_family(FamilyId{"f"})), family);
    wait_for(families().change_password(GuardianId{"g-f"}, "other"));
    EXPECT_EQ(wait_for(families().find_guardian(GuardianId{"g-f"}))->password_hash, "other");

    EXPECT_EQ(wait_for(families().find_trusted_adult(FamilyId{"f"})), std::nullopt);
    const TrustedAdultRecord adult{.name = {"sealed"}, .email = {"too"}};
    wait_for(families().set_trusted_adult(
        FamilyId{"f"}, adult, now, done(audit::Action::TrustedAdultSet)
    ));
    wait_for(families().set_trusted_adult(
        FamilyId{"f"}, adult, now, done(audit::Action::TrustedAdultSet)
    ));
    EXPECT_EQ(wait_for(families().find_trusted_adult(FamilyId{"f"})), adult);
    wait_for(families().set_trusted_adult(
        FamilyId{"f"}, std::nullopt, now, done(audit::Action::TrustedAdultRemoved)
    ));
    EXPECT_EQ(wait_for(families().find_trusted_adult(FamilyId{"f"})), std::nullopt);
}

TEST_P(Stores, ConfirmAnAddressOnceAndInTime)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    EXPECT_EQ(
        wait_for(families().use_verification("t-f", now + 24h)).error().code, ErrorCode::NotFound
    );
    EXPECT_EQ(wait_for(families().use_verification("t-f", now + 1h)).value(), GuardianId{"g-f"});
    EXPECT_EQ(wait_for(families().find_guardian(GuardianId{"g-f"}))->email_verified_at, now + 1h);
    EXPECT_FALSE(wait_for(families().use_verification("t-f", now + 1h)));
}

TEST_P(Stores, SendALinkAgainButNotAtOnce)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    const VerificationMail mail{
        .family = FamilyId{"f"}, .to = "a@b.test", .language = "en", .token = "two"
    };
    const auto link = [](Time at) {
        return VerificationRecord{
            .token_hash = "second",
            .guardian = GuardianId{"g-f"},
            .created_at = at,
            .expires_at = at + 24h
        };
    };
    EXPECT_EQ(
        wait_for(families().renew_verification(link(now + 30s), mail, now - 30s)).error().code,
        ErrorCode::TooMany
    );
    EXPECT_TRUE(wait_for(families().renew_verification(link(now + 61s), mail, now + 1s)));
    EXPECT_EQ(mails(), 2U);
    EXPECT_TRUE(wait_for(families().use_verification("second", now + 2min)));
    EXPECT_FALSE(wait_for(families().use_verification("t-f", now + 2min)));
}

TEST_P(Stores, FindChildrenAndWhatChangedOfThem)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    wait_for(children().add_child(child("c"), done(audit::Action::ChildAdded)));
    auto second = child("c2");
    second.created_at = now + 1s;
    wait_for(children().add_child(second, done(audit::Action::ChildAdded)));
    EXPECT_EQ(wait_for(children().find_child(ChildId{"c"})), child("c"));
    EXPECT_EQ(wait_for(children().find_child(ChildId{"none"})), std::nullopt);
    EXPECT_EQ(wait_for(children().children_of(FamilyId{"f"})), (std::vector{child("c"), second}));

    auto changed = child("c");
    changed.nickname = {"other"};
    changed.interests = {"others"};
    changed.avatar = "owl";
    changed.language = "de";
    changed.country = "AT";
    changed.pin_hash = "new pin";
    wait_for(children().change_child(changed, done(audit::Action::ChildChanged)));
    wait_for(children().note_activity(ChildId{"c"}, now + 5s));
    changed.last_active_at = now + 5s;
    EXPECT_EQ(wait_for(children().find_child(ChildId{"c"})), changed);
}

TEST_P(Stores, PairOneDeviceWithACode)
{
    add_child_with_device();
    EXPECT_FALSE(wait_for(children().pair_device("code", device("d2", "c"), now)));
    EXPECT_EQ(wait_for(children().find_device("hash-d")), device("d", "c"));
    EXPECT_EQ(wait_for(children().find_device("hash-d2")), std::nullopt);
    EXPECT_EQ(wait_for(children().find_child(ChildId{"c"}))->devices, 1);
}

TEST_P(Stores, LetACodeExpireAndANewOneReplaceIt)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    wait_for(children().add_child(child("c"), done(audit::Action::ChildAdded)));
    wait_for(children().add_child(child("c2"), done(audit::Action::ChildAdded)));
    ASSERT_TRUE(wait_for(children().replace_pairing_code(code("one", "c"))));
    EXPECT_EQ(wait_for(children().find_pairing_code("one", now + 9min))->child, ChildId{"c"});
    EXPECT_FALSE(wait_for(children().find_pairing_code("one", now + 10min)));
    EXPECT_FALSE(wait_for(children().pair_device("one", device("d", "c"), now + 10min)));
    EXPECT_FALSE(wait_for(children().replace_pairing_code(code("one", "c2"))));
    ASSERT_TRUE(wait_for(children().replace_pairing_code(code("two", "c"))));
    EXPECT_FALSE(wait_for(children().find_pairing_code("one", now)));
    EXPECT_TRUE(wait_for(children().replace_pairing_code(code("one", "c2"))));
}

TEST_P(Stores, RemoveADeviceWithItsSessions)
{
    add_child_with_device();
    wait_for(sessions().add(child_session("s", "d")));
    wait_for(children().note_device_seen(DeviceId{"d"}, now + 1s));
    EXPECT_EQ(wait_for(children().devices_of(ChildId{"c"})).at(0).last_seen_at, now + 1s);
    const auto removed = done(audit::Action::DeviceRemoved);
    EXPECT_FALSE(wait_for(children().remove_device(ChildId{"other"}, DeviceId{"d"}, removed)));
    EXPECT_TRUE(wait_for(children().remove_device(ChildId{"c"}, DeviceId{"d"}, removed)));
    EXPECT_EQ(wait_for(sessions().find("hash-s", now)), std::nullopt);
    EXPECT_TRUE(wait_for(children().devices_of(ChildId{"c"})).empty());
}

TEST_P(Stores, EndSessionsByTimeByIdlenessAndOnDemand)
{
    add_child_with_device();
    wait_for(sessions().add(child_session("s", "d")));
    EXPECT_EQ(wait_for(sessions().find("hash-s", now)), child_session("s", "d"));
    EXPECT_EQ(wait_for(sessions().find("hash-x", now)), std::nullopt);
    EXPECT_EQ(wait_for(sessions().find("hash-s", now + 1h)), std::nullopt);
    wait_for(sessions().touch(SessionId{"s"}, now + 30min, now + 48h));
    EXPECT_TRUE(wait_for(sessions().find("hash-s", now + 23h)));
    EXPECT_FALSE(wait_for(sessions().find("hash-s", now + 24h)));
    EXPECT_EQ(wait_for(sessions().remove_expired(now + 23h)), 0);
    EXPECT_EQ(wait_for(sessions().remove_expired(now + 24h)), 1);
    wait_for(sessions().add(child_session("s2", "d")));
    wait_for(sessions().remove(SessionId{"s2"}));
    EXPECT_FALSE(wait_for(sessions().find("hash-s2", now)));
}

TEST_P(Stores, ShutASubjectAfterFiveFailuresForLongerEachTime)
{
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(wait_for(sessions().take_attempt("who", now)), AttemptOutcome{});
    EXPECT_EQ(
        wait_for(sessions().take_attempt("who", now)),
        (AttemptOutcome{.allowed = true, .blocked_until = now + 30s})
    );
    EXPECT_EQ(
        wait_for(sessions().take_attempt("who", now + 29s)),
        (AttemptOutcome{.allowed = false, .blocked_until = now + 30s})
    );
    EXPECT_EQ(wait_for(sessions().find_block("who", now + 29s)), now + 30s);
    EXPECT_EQ(wait_for(sessions().find_block("who", now + 30s)), std::nullopt);
    EXPECT_EQ(
        wait_for(sessions().take_attempt("who", now + 30s)),
        (AttemptOutcome{.allowed = true, .blocked_until = now + 90s})
    );
    EXPECT_TRUE(wait_for(sessions().take_attempt("somebody else", now)).allowed);
    wait_for(sessions().clear_attempts("who"));
    EXPECT_EQ(wait_for(sessions().take_attempt("who", now + 31s)), AttemptOutcome{});
}

TEST_P(Stores, ForgetFailuresAfterADay)
{
    for (int i = 0; i < 4; ++i) wait_for(sessions().take_attempt("who", now));
    EXPECT_EQ(
        wait_for(sessions().take_attempt("who", now + SessionStore::attempts_kept + 1s)),
        AttemptOutcome{}
    );
}

TEST_P(Stores, KeepStaffAndApiKeys)
{
    const StaffRecord moderator{
        .id = StaffId{"s"},
        .email = "M@b.test",
        .email_key = "m@b.test",
        .password_hash = "hash",
        .role = "moderator",
        .created_at = now
    };
    EXPECT_TRUE(wait_for(staff().add_staff(moderator)));
    EXPECT_FALSE(wait_for(staff().add_staff(moderator)));
    EXPECT_EQ(wait_for(staff().all_staff()), std::vector{moderator});

    const ApiKeyRecord key{
        .id = ApiKeyId{"k"}, .key_hash = "h", .name = "test", .scopes = "safety", .created_at = now
    };
    wait_for(staff().add_api_key(key));
    EXPECT_EQ(wait_for(staff().find_api_key("h")), key);
    EXPECT_TRUE(wait_for(staff().revoke_api_key(ApiKeyId{"k"}, now)));
    EXPECT_FALSE(wait_for(staff().revoke_api_key(ApiKeyId{"k"}, now)));
    EXPECT_EQ(wait_for(staff().find_api_key("h")), std::nullopt);
}

TEST_P(Stores, KeepOneSecondFactorAnAccount)
{
    const audit::Actor by = audit::Actor::of(StaffId{"s"});
    FactorRecord factor{
        .account = "s",
        .secret = {.bytes = "first"},
        .last_step = 0,
        .created_at = now,
        .confirmed_at = std::nullopt
    };
    EXPECT_FALSE(wait_for(factors().find("s")));
    EXPECT_TRUE(wait_for(factors().begin(factor)));
    EXPECT_FALSE(wait_for(factors().use_step("s", 7)))
        << "it guards nothing before it is confirmed";
    factor.secret = {.bytes = "second"};
    EXPECT_TRUE(wait_for(factors().begin(factor))) << "a second try takes the place of the first";
    EXPECT_EQ(wait_for(factors().find("s")), factor);
    const FactorStore::Confirmation given{
        .account = "s", .step = 5, .code_hashes = {"one", "two"}, .by = by, .at = now
    };
    EXPECT_TRUE(wait_for(factors().confirm(given)));
    EXPECT_FALSE(wait_for(factors().confirm(given)));
    EXPECT_FALSE(wait_for(factors().begin(factor)));
    factor.last_step = 5;
    factor.confirmed_at = now;
    EXPECT_EQ(wait_for(factors().find("s")), factor);

    EXPECT_FALSE(wait_for(factors().use_step("s", 5)));
    EXPECT_TRUE(wait_for(factors().use_step("s", 6)));
    EXPECT_FALSE(wait_for(factors().use_step("s", 6)));
    EXPECT_EQ(wait_for(factors().recovery_codes_left("s")), 2);
    EXPECT_TRUE(wait_for(factors().use_recovery_code("s", "one", by, now)));
    EXPECT_FALSE(wait_for(factors().use_recovery_code("s", "one", by, now)));
    EXPECT_FALSE(wait_for(factors().use_recovery_code("somebody else", "two", by, now)));
    EXPECT_EQ(wait_for(factors().recovery_codes_left("s")), 1);

    EXPECT_TRUE(wait_for(factors().reset("s", audit::Actor::operator_here())));
    EXPECT_FALSE(wait_for(factors().reset("s", audit::Actor::operator_here())));
    EXPECT_EQ(wait_for(factors().recovery_codes_left("s")), 0);
    EXPECT_EQ(
        actions(),
        (std::vector<std::string>{"factor.set", "factor.recovery_code_used", "factor.reset"})
    );
}

TEST_P(Stores, EraseAFamilyWithAllThatHangsOnIt)
{
    add_child_with_device();
    wait_for(sessions().add(child_session("s", "d")));
    EXPECT_EQ(wait_for(families().erase_family(FamilyId{"f"})), 2);
    EXPECT_EQ(wait_for(families().erase_family(FamilyId{"f"})), 0);
    EXPECT_EQ(wait_for(families().find_guardian_by_email("a@b.test")), std::nullopt);
    EXPECT_EQ(wait_for(children().find_child(ChildId{"c"})), std::nullopt);
    EXPECT_EQ(wait_for(children().find_device("hash-d")), std::nullopt);
    EXPECT_EQ(wait_for(sessions().find("hash-s", now)), std::nullopt);
}

TEST_P(Stores, AccountForWhatPeopleDid)
{
    add_child_with_device();
    wait_for(children().change_child(child("c"), done(audit::Action::ChildChanged)));
    const auto removed = done(audit::Action::DeviceRemoved);
    EXPECT_FALSE(wait_for(children().remove_device(ChildId{"c"}, DeviceId{"none"}, removed)));
    EXPECT_TRUE(wait_for(children().remove_device(ChildId{"c"}, DeviceId{"d"}, removed)));
    std::vector<std::string> given{"child.added", "child.changed", "device.removed"};
    if (fake) {
        EXPECT_EQ(actions(), given);
        return;
    }
    EXPECT_EQ(
        actions(),
        (std::vector<std::string>{
            "account.signed_up", "child.added", "device.paired", "child.changed", "device.removed"
        })
    );
}

// A row of an account that was refused must leave no trace either.
TEST_P(Stores, AccountForNothingThatDidNotHappen)
{
    ASSERT_TRUE(add_family("f", "a@b.test"));
    const auto before = actions();
    EXPECT_FALSE(add_family("g", "a@b.test"));
    EXPECT_FALSE(wait_for(staff().revoke_api_key(ApiKeyId{"none"}, now)));
    EXPECT_EQ(actions(), before);
}

TEST_P(Stores, EraseOneChildWithItsDevicesAndSessionsAndNobodyElse)
{
    add_child_with_device();
    wait_for(children().add_child(child("c2"), done(audit::Action::ChildAdded)));
    wait_for(sessions().add(child_session("s", "d")));
    EXPECT_EQ(wait_for(children().erase_child(FamilyId{"another"}, ChildId{"c"})), 0);
    EXPECT_EQ(wait_for(children().erase_child(FamilyId{"f"}, ChildId{"c"})), 1);
    EXPECT_EQ(wait_for(children().erase_child(FamilyId{"f"}, ChildId{"c"})), 0);
    EXPECT_EQ(wait_for(children().find_child(ChildId{"c"})), std::nullopt);
    EXPECT_EQ(wait_for(children().find_device("hash-d")), std::nullopt);
    EXPECT_EQ(wait_for(sessions().find("hash-s", now)), std::nullopt);
    EXPECT_EQ(wait_for(children().children_of(FamilyId{"f"})), (std::vector{child("c2")}));
}

TEST_P(Stores, EndTheSessionsOfAFamilysChildrenAndNobodyElses)
{
    add_child_with_device();
    wait_for(sessions().add(child_session("s", "d")));
    auto short_one = child_session("short", "d");
    short_one.expires_at = now + 10min;
    wait_for(sessions().add(short_one));
    wait_for(sessions().end_children(FamilyId{"another"}, now + 1min));
    EXPECT_TRUE(wait_for(sessions().find("hash-s", now + 30min)));
    wait_for(sessions().end_children(FamilyId{"f"}, now + 20min));
    EXPECT_TRUE(wait_for(sessions().find("hash-s", now + 19min)));
    EXPECT_FALSE(wait_for(sessions().find("hash-s", now + 20min)));
    EXPECT_FALSE(wait_for(sessions().find("hash-short", now + 10min))) << "never later than before";
}

}  // namespace
}  // namespace buddy::identity
