// The journey of a family over the handlers, with stores in memory.
#include "identity/http_identity.hpp"

#include "identity/caller.hpp"
#include "identity/fake_stores.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/crypto/one_time_code.hpp"
#include "platform/crypto/random.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>

namespace buddy::identity {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

struct Reply {
    unsigned status = 0;
    boost::json::value body;
    [[nodiscard]] std::string text(const char* member) const
    {
        return std::string{body.at(member).as_string()};
    }
};

/// A browser: it keeps cookies and the CSRF token, and finds its way by operation.
class Browser {
public:
    Browser(http::Authenticator& authenticator, const http::Routes& routes)
        : authenticator_{authenticator}, routes_{routes}
    {
    }
    Reply call(std::string_view operation, const std::string& body = {})
    {
        const auto route = std::ranges::find(routes_, operation, &http::Route::operation_id);
        if (route == routes_.end()) throw std::logic_error{"no such operation"};
        http::FakeExchange exchange{"POST", std::string{route->path}};
        exchange.with_body(body).from(address).with_header("cookie", cookies());
        exchange.with_header("accept-language", language);
        for (const auto& [name, value] : params) exchange.params.emplace_back(name, value);
        exchange.principal = wait_for(authenticator_.authenticate(exchange));
        who = exchange.principal;
        wait_for(route->handler(exchange));
        keep_cookie(exchange.answer_header("Set-Cookie"));
        return {
            .status = exchange.answer.status,
            .body = exchange.answer.body.empty() ? boost::json::value{}
                                                 : boost::json::parse(exchange.answer.body)
        };
    }

    std::map<std::string, std::string> params;
    std::string address = "203.0.113.7";
    std::string language = "en";
    http::Principal who;  ///< Of the last call.
    std::map<std::string, std::string> jar;

private:
    [[nodiscard]] std::string cookies() const
    {
        std::string line;
        for (const auto& [name, value] : jar)
            line.append(name).append("=").append(value).append("; ");
        return line;
    }
    void keep_cookie(const std::string& header)
    {
        if (header.empty()) return;
        const auto name = header.substr(0, header.find('='));
        const auto value = header.substr(name.size() + 1, header.find(';') - name.size() - 1);
        if (value.empty())
            jar.erase(name);
        else
            jar[name] = value;
    }

    http::Authenticator& authenticator_;
    const http::Routes& routes_;
};

class FamilyJourney : public testing::Test {
protected:
    FakeStores stores;
    crypto::FakeFamilyKeyStore key_store;
    FakeClock clock{from_millis(1'795'300'000'000)};  // 22 November 2026
    crypto::SecretKey root = crypto::SecretKey::random();
    crypto::FamilyKeys keys{key_store, root, clock};
    crypto::PasswordHasher hasher{1};
    Sessions sessions{stores.sessions, clock, crypto::SecretKey::random()};
    Accounts accounts{
        {.families = stores.families,
         .attempts = stores.sessions,
         .sessions = sessions,
         .keys = keys,
         .hasher = hasher,
         .clock = clock}
    };
    SecondFactor factor{
        {.store = stores.factors, .attempts = stores.sessions, .clock = clock}, root
    };
    StaffEntrance entrance{
        {.staff = stores.staff,
         .attempts = stores.sessions,
         .sessions = sessions,
         .factor = factor,
         .hasher = hasher,
         .clock = clock}
    };
    Families families{
        stores.families,
        keys,
        clock,
        [](const std::string& country, const std::string& region) {
            return country == "US" && region == "OR";
        }
    };
    Children children{{.store = stores.children, .keys = keys, .hasher = hasher, .clock = clock}};
    Devices devices{
        {.store = stores.children,
         .attempts = stores.sessions,
         .sessions = sessions,
         .keys = keys,
         .hasher = hasher,
         .clock = clock},
        root
    };
    Caller caller{sessions, devices, stores.staff};
    HttpIdentity http{
        {.accounts = accounts,
         .families = families,
         .family_store = stores.families,
         .children = children,
         .devices = devices,
         .staff = stores.staff,
         .entrance = entrance,
         .factor = factor,
         .sessions = sessions,
         .clock = clock,
         .collecting = {},
         .is_leaving = [this](FamilyId, ChildId) { return answered(child_is_leaving); }}
    };
    bool child_is_leaving = false;
    static Task<bool> answered(bool answer) { co_return answer; }
    http::Routes routes = http.routes();
    Browser parent{caller, routes};
    Browser tablet{caller, routes};

    static std::string sign_up_form(const std::string& email = "ann@example.test")
    {
        return R"({"email":")" + email +
               R"(","password":"correct horse","country":"DE","language":"de","time_zone":"UTC"})";
    }
    static std::string child_form(int birth_year = 2016, const std::string& pin = "4711")
    {
        return R"({"nickname":"Mia","birth_year":)" + std::to_string(birth_year) +
               R"(,"birth_month":5,"avatar":"fox","interests":["foxes"],"language":"de",)"
               R"("country":"DE","pin":")" +
               pin + R"("})";
    }
    void sign_up() { ASSERT_EQ(parent.call("signUp", sign_up_form()).status, 201U); }
    void make_child()
    {
        sign_up();
        const auto child = parent.call("createChild", child_form());
        ASSERT_EQ(child.status, 201U);
        parent.params["child"] = child.text("id");
    }
    void pair_tablet()
    {
        make_child();
        const auto code = parent.call("createPairingCode").text("code");
        ASSERT_EQ(tablet.call("pairDevice", R"({"code":")" + code + R"("})").status, 201U);
    }
};

TEST_F(FamilyJourney, SignsAGuardianUpAndIn)
{
    EXPECT_EQ(parent.call("getSession").text("kind"), "anonymous");
    const auto signed_up = parent.call("signUp", sign_up_form());
    EXPECT_EQ(signed_up.status, 201U);
    EXPECT_EQ(signed_up.text("kind"), "guardian");
    EXPECT_EQ(signed_up.body.at("guardian").at("email"), "ann@example.test");
    EXPECT_EQ(signed_up.body.at("guardian").at("email_verified"), false);
    const auto session = parent.call("getSession");
    EXPECT_EQ(session.text("csrf"), signed_up.text("csrf"));
    EXPECT_EQ(session.text("csrf"), parent.who.csrf);

    EXPECT_EQ(parent.call("signOut").status, 204U);
    EXPECT_TRUE(parent.jar.empty());
    EXPECT_EQ(parent.call("getSession").text("kind"), "anonymous");
    const auto back =
        parent.call("signIn", R"({"email":" Ann@Example.test","password":"correct horse"})");
    EXPECT_EQ(back.status, 200U);
    EXPECT_EQ(back.text("kind"), "guardian");
}

class StaffDoor : public FamilyJourney {
protected:
    void SetUp() override
    {
        stores.rows.staff.push_back(
            {.id = StaffId{"s"},
             .email = "mo@example.test",
             .email_key = "mo@example.test",
             .password_hash = crypto::hash_password("blue kettle song"),
             .role = "moderator",
             .created_at = clock.now()}
        );
    }
    std::string ticket()
    {
        const auto step = desk.call("signInStaff", form);
        EXPECT_EQ(step.status, 200U);
        return step.text("ticket");
    }
    Reply with_code(std::string_view operation, const std::string& code)
    {
        return desk.call(operation, R"({"ticket":")" + ticket() + R"(","code":")" + code + "\"}");
    }
    /// What the app shows; the account is enrolled on the console.
    [[nodiscard]] std::string app_code(int steps_later = 0) const
    {
        const auto step = crypto::code_step_at(clock.now()) + steps_later;
        return crypto::code_at(secret, step);
    }
    std::vector<std::string> enrol()
    {
        auto made = wait_for(factor.enrol({.account = "s", .actor = {}}, "mo@example.test"));
        const auto stored = stores.rows.factors.at("s").secret;
        secret = crypto::Sealer{root.derive(1, "factors1")}
                     .open(stored, {"second_factors", "secret", "s"})
                     .value();
        EXPECT_EQ(crypto::base32(secret), made->factor.secret);
        return made->recovery_codes;
    }

    const std::string form = R"({"email":"Mo@example.test","password":"blue kettle song"})";
    Browser desk{caller, routes};
    std::string secret;
};

TEST_F(StaffDoor, IsADoorOfTheirOwnAndAPasswordAloneOpensNothing)
{
    sign_up();
    enrol();
    EXPECT_EQ(desk.call("signIn", form).status, 401U) << "no family behind it";
    EXPECT_EQ(
        desk.call("signInStaff", R"({"email":"ann@example.test","password":"correct horse"})")
            .status,
        401U
    ) << "a guardian is no member of staff";
    EXPECT_EQ(desk.call("signInStaff", form).body.at("has_factor"), true);
    EXPECT_EQ(desk.call("getSession").text("kind"), "anonymous");
    const auto inside = with_code("giveStaffCode", app_code());
    EXPECT_EQ(inside.status, 200U);
    EXPECT_EQ(inside.text("kind"), "staff");
    EXPECT_EQ(inside.body.at("staff").at("role"), "moderator");
    EXPECT_EQ(inside.body.at("staff").at("recovery_codes_left"), 10);
    EXPECT_EQ(desk.call("getSession").body.at("staff").at("email"), "mo@example.test");
    EXPECT_EQ(desk.who.kind, http::Principal::Kind::Staff);
    EXPECT_EQ(desk.call("signOutStaff").status, 204U);
    EXPECT_EQ(desk.call("getSession").text("kind"), "anonymous");
}

TEST_F(StaffDoor, TakesEachCodeOnce)
{
    const auto recovery = enrol();
    ASSERT_EQ(recovery.size(), 10U);
    EXPECT_EQ(with_code("giveStaffCode", app_code()).status, 200U);
    const auto again = with_code("giveStaffCode", app_code());
    EXPECT_EQ(again.status, 401U);
    EXPECT_EQ(again.text("code"), "factor_code_wrong");
    EXPECT_EQ(with_code("giveStaffCode", app_code(1)).status, 200U) << "the next one";
    EXPECT_EQ(with_code("giveStaffCode", recovery[3]).status, 200U);
    EXPECT_EQ(with_code("giveStaffCode", recovery[3]).status, 401U);
    EXPECT_EQ(desk.call("getSession").body.at("staff").at("recovery_codes_left"), 9);
}

TEST_F(StaffDoor, ShutsAfterFiveWrongCodesButNeverForARecoveryCode)
{
    const auto recovery = enrol();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(with_code("giveStaffCode", "000000").status, 401U) << i;
    const auto shut = with_code("giveStaffCode", app_code());
    EXPECT_EQ(shut.status, 429U);
    EXPECT_EQ(with_code("giveStaffCode", recovery[0]).status, 200U)
        << "who knows a password must not shut its owner out";
    EXPECT_EQ(with_code("giveStaffCode", app_code()).status, 200U) << "which opens the app's again";
}

TEST_F(StaffDoor, MakesWhoHasNoFactorSetOneUp)
{
    const auto first = ticket();
    EXPECT_EQ(with_code("giveStaffCode", "123456").status, 409U) << "nothing to check it by";
    const auto made = desk.call("setUpFactor", R"({"ticket":")" + first + "\"}");
    EXPECT_EQ(made.status, 201U);
    EXPECT_TRUE(made.text("uri").contains("secret=" + made.text("secret")));
    EXPECT_EQ(with_code("confirmFactor", "000000").status, 401U);
    EXPECT_EQ(desk.call("getSession").text("kind"), "anonymous");
    secret = crypto::Sealer{root.derive(1, "factors1")}
                 .open(stores.rows.factors.at("s").secret, {"second_factors", "secret", "s"})
                 .value();
    const auto done = with_code("confirmFactor", app_code());
    EXPECT_EQ(done.status, 201U);
    EXPECT_EQ(done.body.at("recovery_codes").as_array().size(), 10U);
    EXPECT_EQ(done.text("kind"), "staff");
    EXPECT_EQ(desk.call("getSession").text("kind"), "staff");
    EXPECT_EQ(desk.call("setUpFactor", R"({"ticket":")" + ticket() + "\"}").status, 409U);
    EXPECT_EQ(with_code("confirmFactor", app_code(1)).status, 409U);
    EXPECT_EQ(with_code("giveStaffCode", app_code()).status, 401U)
        << "the code that confirmed it is used";
    ASSERT_TRUE(wait_for(factor.reset({.account = "s", .actor = {}})));
    EXPECT_EQ(desk.call("getSession").text("kind"), "anonymous") << "resetting ends the session";
}

TEST_F(StaffDoor, KnowsItsOwnTicketsForTenMinutes)
{
    enrol();
    const auto own = ticket();
    const auto with = [this](const std::string& shown) {
        return desk
            .call("giveStaffCode", R"({"ticket":")" + shown + R"(","code":")" + app_code() + "\"}")
            .status;
    };
    EXPECT_EQ(factor.account_in(own), "s");
    for (const auto& forged :
         {std::string{}, std::string{"s"}, "x" + own, own + "0", own.substr(1)})
        EXPECT_EQ(with(forged), 401U) << forged;
    clock.advance(SecondFactor::ticket_life);
    EXPECT_EQ(with(own), 401U);
}

TEST_F(FamilyJourney, RefusesASecondAccountAndWeakPasswords)
{
    sign_up();
    const auto again = tablet.call("signUp", sign_up_form("ANN@example.test"));
    EXPECT_EQ(again.status, 409U);
    EXPECT_EQ(again.text("code"), "email_taken");
    const auto weak = tablet.call(
        "signUp", R"({"email":"b@example.test","password":"short","country":"DE","language":"de"})"
    );
    EXPECT_EQ(weak.status, 422U);
    EXPECT_EQ(weak.text("code"), "password_too_short");
    EXPECT_EQ(stores.rows.families.size(), 1U);
}

TEST_F(FamilyJourney, SaysTheSameForAWrongPasswordAndAnUnknownAddress)
{
    sign_up();
    auto wrong = tablet.call("signIn", R"({"email":"ann@example.test","password":"wrong horse"})");
    auto unknown =
        tablet.call("signIn", R"({"email":"bob@example.test","password":"wrong horse"})");
    EXPECT_EQ(wrong.status, 401U);
    wrong.body.as_object().erase("request_id");
    unknown.body.as_object().erase("request_id");
    EXPECT_EQ(wrong.body, unknown.body);
    EXPECT_EQ(tablet.call("getSession").text("kind"), "anonymous");
}

TEST_F(FamilyJourney, ShutsAnAccountForAWhileAfterFiveWrongPasswords)
{
    sign_up();
    const std::string wrong = R"({"email":"ann@example.test","password":"wrong horse"})";
    const std::string right = R"({"email":"ann@example.test","password":"correct horse"})";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(tablet.call("signIn", wrong).status, 401U);
    const auto shut = tablet.call("signIn", right);
    EXPECT_EQ(shut.status, 429U);
    EXPECT_EQ(shut.body.at("retry_after"), 30);
    clock.advance(30s);
    EXPECT_EQ(tablet.call("signIn", right).status, 200U);
}

TEST_F(FamilyJourney, ConfirmsTheAddressWithTheTokenOfTheMail)
{
    sign_up();
    const auto token = stores.rows.mails.at(0).token;
    EXPECT_EQ(parent.call("resendVerification").status, 429U);
    clock.advance(61s);
    EXPECT_EQ(parent.call("resendVerification").status, 202U);
    EXPECT_EQ(tablet.call("verifyEmail", R"({"token":"no-such-token-at-all"})").status, 404U);
    EXPECT_EQ(tablet.call("verifyEmail", R"({"token":")" + token + R"("})").status, 204U);
    EXPECT_EQ(parent.call("getSession").body.at("guardian").at("email_verified"), true);
    EXPECT_EQ(parent.call("resendVerification").status, 409U);
}

TEST_F(FamilyJourney, KeepsAChildsNameSealed)
{
    make_child();
    const auto& stored = stores.rows.children.at(0);
    EXPECT_FALSE(stored.nickname.bytes.contains("Mia"));
    EXPECT_FALSE(stored.interests.bytes.contains("foxes"));
    const auto list = parent.call("listChildren").body.at("children").as_array();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.at(0).at("nickname"), "Mia");
    EXPECT_EQ(list.at(0).at("age_band"), "10-12");
    EXPECT_EQ(list.at(0).at("interests"), boost::json::array{"foxes"});
    EXPECT_TRUE(list.at(0).at("last_active").is_null());
}

TEST_F(FamilyJourney, RefusesChildrenOutsideTheAgesKindly)
{
    sign_up();
    const auto young = parent.call("createChild", child_form(2021));
    EXPECT_EQ(young.status, 422U);
    EXPECT_EQ(young.text("code"), "too_young");
    EXPECT_EQ(parent.call("createChild", child_form(2000)).text("code"), "grown_up");
    EXPECT_EQ(parent.call("createChild", child_form(2100)).text("code"), "not_born");
    EXPECT_EQ(parent.call("createChild", child_form(2016, "12")).text("code"), "pin_invalid");
    EXPECT_TRUE(stores.rows.children.empty());
}

TEST_F(FamilyJourney, AnswersInThePersonsLanguage)
{
    sign_up();
    parent.language = "de-DE,de;q=0.9";
    EXPECT_TRUE(parent.call("createChild", child_form(2021)).text("detail").contains("Kinder"));
}

TEST_F(FamilyJourney, ChangesAProfileButNeverAnotherFamilys)
{
    make_child();
    const auto changed = parent.call("changeChild", R"({"nickname":"Mo","interests":[]})");
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.text("nickname"), "Mo");
    EXPECT_EQ(changed.text("avatar"), "fox");
    Browser stranger{caller, routes};
    ASSERT_EQ(stranger.call("signUp", sign_up_form("eve@example.test")).status, 201U);
    stranger.params = parent.params;
    EXPECT_EQ(stranger.call("changeChild", R"({"nickname":"X"})").status, 404U);
    EXPECT_EQ(stranger.call("createPairingCode").status, 404U);
    EXPECT_EQ(stranger.call("listDevices").status, 404U);
    stranger.params["device"] = "any";
    EXPECT_EQ(stranger.call("removeDevice").status, 404U);
    EXPECT_TRUE(stranger.call("listChildren").body.at("children").as_array().empty());
}

TEST_F(FamilyJourney, PairsADeviceAndSignsTheChildInByPin)
{
    EXPECT_EQ(tablet.call("getDevice").body.at("paired"), false);
    pair_tablet();
    const auto device = tablet.call("getDevice");
    EXPECT_EQ(device.body.at("paired"), true);
    EXPECT_EQ(device.text("nickname"), "Mia");
    EXPECT_TRUE(device.body.at("locked_until").is_null());
    EXPECT_EQ(tablet.who.kind, http::Principal::Kind::Device);

    const auto session = tablet.call("signInChild", R"({"pin":"4711"})");
    EXPECT_EQ(session.status, 200U);
    EXPECT_EQ(session.text("kind"), "child");
    EXPECT_EQ(session.body.at("child").at("nickname"), "Mia");
    EXPECT_TRUE(session.body.at("child").at("trusted_adults").as_array().empty());
    EXPECT_EQ(tablet.call("getSession").text("csrf"), session.text("csrf"));
    EXPECT_EQ(tablet.who.kind, http::Principal::Kind::Child);
    EXPECT_FALSE(tablet.who.device.empty());

    EXPECT_EQ(tablet.call("signOut").status, 204U);
    EXPECT_EQ(tablet.call("getDevice").body.at("paired"), true);
}

TEST_F(FamilyJourney, SignsNoChildInThatIsBeingErased)
{
    pair_tablet();
    child_is_leaving = true;
    const auto refused = tablet.call("signInChild", R"({"pin":"4711"})");
    EXPECT_EQ(refused.text("code"), "no_such_device");
    EXPECT_TRUE(stores.rows.sessions.size() == 1U) << "the guardian's alone";
    child_is_leaving = false;
    EXPECT_EQ(tablet.call("signInChild", R"({"pin":"4711"})").status, 200U);
}

TEST_F(FamilyJourney, EndsTheTalksOfAFamilyWithinAnHour)
{
    pair_tablet();
    ASSERT_EQ(tablet.call("signInChild", R"({"pin":"4711"})").status, 200U);
    wait_for(sessions.close_children(stores.rows.families.at(0).id));
    clock.advance(Sessions::talk_end - 1s);
    EXPECT_EQ(tablet.call("getSession").text("kind"), "child") << "nobody is cut off in a sentence";
    clock.advance(1s);
    EXPECT_EQ(tablet.call("getSession").text("kind"), "anonymous");
    EXPECT_EQ(parent.call("getSession").text("kind"), "guardian");
}

TEST_F(FamilyJourney, LocksThePinAfterFiveWrongOnes)
{
    pair_tablet();
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(tablet.call("signInChild", R"({"pin":"0000"})").text("code"), "pin_wrong");
    EXPECT_EQ(tablet.call("signInChild", R"({"pin":"0000"})").text("code"), "pin_locked");
    const auto locked = tablet.call("signInChild", R"({"pin":"4711"})");
    EXPECT_EQ(locked.status, 429U);
    EXPECT_EQ(locked.text("code"), "pin_locked");
    EXPECT_TRUE(tablet.call("getDevice").body.at("locked_until").is_string());
    clock.advance(30s);
    EXPECT_TRUE(tablet.call("getDevice").body.at("locked_until").is_null());
    EXPECT_EQ(tablet.call("signInChild", R"({"pin":"4711"})").status, 200U);
}

TEST_F(FamilyJourney, LetsACodeBeUsedOnceAndNotForEver)
{
    make_child();
    const auto code = R"({"code":")" + parent.call("createPairingCode").text("code") + R"("})";
    EXPECT_EQ(tablet.call("pairDevice", code).status, 201U);
    EXPECT_EQ(tablet.call("pairDevice", code).text("code"), "code_wrong");
    const auto late = R"({"code":")" + parent.call("createPairingCode").text("code") + R"("})";
    clock.advance(Devices::code_life);
    EXPECT_EQ(tablet.call("pairDevice", late).text("code"), "code_wrong");
}

TEST_F(FamilyJourney, ShutsAnAddressThatGuessesCodes)
{
    make_child();
    const auto code = parent.call("createPairingCode").text("code");
    const auto wrong = code == "000000" ? "000001" : "000000";
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(
            tablet.call("pairDevice", std::string{R"({"code":")"} + wrong + R"("})").status, 404U
        );
    const auto right = R"({"code":")" + code + R"("})";
    EXPECT_EQ(tablet.call("pairDevice", right).status, 429U);
    tablet.address = "203.0.113.8";
    EXPECT_EQ(tablet.call("pairDevice", right).status, 201U);
}

TEST_F(FamilyJourney, UnpairsADeviceAndEndsTheChildsSession)
{
    pair_tablet();
    ASSERT_EQ(tablet.call("signInChild", R"({"pin":"4711"})").status, 200U);
    const auto list = parent.call("listDevices").body.at("devices").as_array();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_TRUE(list.at(0).at("last_seen").is_string());
    parent.params["device"] = list.at(0).at("id").as_string().c_str();
    EXPECT_EQ(parent.call("removeDevice").status, 204U);
    EXPECT_EQ(tablet.call("getSession").text("kind"), "anonymous");
    EXPECT_EQ(tablet.call("getDevice").body.at("paired"), false);
    EXPECT_EQ(parent.call("removeDevice").status, 404U);
}

// A parent who pairs the browser that they use themselves: the child's session takes the guardian's
// place, so that the child never holds it.
TEST_F(FamilyJourney, EndsTheGuardiansSessionWhereAChildSignsIn)
{
    make_child();
    const auto code = parent.call("createPairingCode").text("code");
    ASSERT_EQ(parent.call("pairDevice", R"({"code":")" + code + R"("})").status, 201U);
    EXPECT_EQ(parent.call("getSession").text("kind"), "guardian");
    EXPECT_FALSE(parent.who.device.empty());
    EXPECT_EQ(parent.call("signInChild", R"({"pin":"4711"})").status, 200U);
    EXPECT_EQ(parent.call("getSession").text("kind"), "child");
    EXPECT_EQ(stores.rows.sessions.size(), 1U);
}

TEST_F(FamilyJourney, KeepsSettingsAndTheOtherTrustedAdult)
{
    make_child();
    const auto before = parent.call("getFamily");
    EXPECT_TRUE(before.body.at("trusted_adult").is_null());
    const auto after = parent.call(
        "changeFamily",
        R"({"alert_emails":false,"trusted_adult":{"name":"Aunt Kim","email":"kim@example.test"}})"
    );
    EXPECT_EQ(after.status, 200U);
    EXPECT_EQ(after.body.at("trusted_adult").at("name"), "Aunt Kim");
    EXPECT_EQ(after.body.at("country"), "DE");
    EXPECT_FALSE(stores.rows.trusted_adults.begin()->second.name.bytes.contains("Kim"));
    const auto kept = parent.call("changeFamily", R"({"country":"AT"})");
    EXPECT_FALSE(kept.body.at("trusted_adult").is_null());
    const auto removed = parent.call("changeFamily", R"({"trusted_adult":null})");
    EXPECT_TRUE(removed.body.at("trusted_adult").is_null());
    EXPECT_EQ(removed.body.at("country"), "AT");
}

TEST_F(FamilyJourney, RefusesAGuardianAsTheOtherTrustedAdult)
{
    sign_up();
    const auto refusal = parent.call(
        "changeFamily", R"({"trusted_adult":{"name":"Me","email":"Ann@example.test"}})"
    );
    EXPECT_EQ(refusal.status, 422U);
    EXPECT_EQ(refusal.text("code"), "adult_is_guardian");
}

TEST_F(FamilyJourney, RefusesBodiesThatAreNotWhatTheOperationTakes)
{
    EXPECT_EQ(parent.call("signUp", "not json").status, 400U);
    EXPECT_EQ(parent.call("signUp", R"({"email":"a@b.test"})").status, 422U);
    EXPECT_EQ(parent.call("signIn", R"({"email":1,"password":"x"})").status, 422U);
    EXPECT_EQ(parent.call("signIn", R"({"email":"a","password":"b","admin":true})").status, 422U);
}

TEST_F(FamilyJourney, KnowsAnApiKeyByItsHash)
{
    stores.rows.api_keys.push_back(
        {.id = ApiKeyId{"k"},
         .key_hash = crypto::hash_token("bk_secret"),
         .name = "test",
         .scopes = "safety",
         .created_at = clock.now()}
    );
    http::FakeExchange exchange{"POST", "/v1/moderations"};
    exchange.with_header("authorization", "Bearer bk_secret");
    const auto who = wait_for(caller.authenticate(exchange));
    EXPECT_EQ(who.kind, http::Principal::Kind::ApiKey);
    EXPECT_EQ(who.scopes, "safety");
    exchange.with_header("authorization", "Bearer bk_other");
    EXPECT_EQ(wait_for(caller.authenticate(exchange)).kind, http::Principal::Kind::Anonymous);
}

TEST_F(FamilyJourney, UsesHostCookiesUnderTls)
{
    http::FakeExchange exchange{"POST", "/api/guardians"};
    exchange.over_tls().with_body(sign_up_form());
    const auto route = std::ranges::find(routes, "signUp", &http::Route::operation_id);
    wait_for(route->handler(exchange));
    const auto cookie = exchange.answer_header("Set-Cookie");
    EXPECT_TRUE(cookie.starts_with("__Host-buddy_session=")) << cookie;
    EXPECT_TRUE(cookie.contains("HttpOnly"));
    EXPECT_TRUE(cookie.contains("Secure"));
    EXPECT_TRUE(cookie.contains("SameSite=Strict"));
}

TEST_F(FamilyJourney, EndsAnIdleSession)
{
    sign_up();
    clock.advance(life_of(SessionKind::Guardian).idle - 1min);
    EXPECT_EQ(parent.call("getSession").text("kind"), "guardian");
    clock.advance(life_of(SessionKind::Guardian).idle - 1min);
    EXPECT_EQ(parent.call("getSession").text("kind"), "guardian");
    clock.advance(life_of(SessionKind::Guardian).idle);
    EXPECT_EQ(parent.call("getSession").text("kind"), "anonymous");
}

}  // namespace
}  // namespace buddy::identity
