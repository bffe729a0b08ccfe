// The grown-ups of a family on both databases: asked, come, gone, in dispute.
#include "identity/grown_ups.hpp"

#include "identity/family_data.hpp"
#include "identity/sql_child_store.hpp"
#include "identity/sql_family_store.hpp"
#include "identity/sql_grown_up_store.hpp"
#include "identity/sql_session_store.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/crypto/random.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace buddy::identity {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

/// Tokens of invitations, and who was written what news.
class ListedMails final : public VerificationMails {
public:
    void enqueue(sql::Transaction& /*tx*/, const VerificationMail& /*mail*/) override {}
    void enqueue(sql::Transaction& /*tx*/, const InvitationMail& mail) override
    {
        invitations.push_back(mail);
    }
    void enqueue(sql::Transaction& /*tx*/, const FamilyNewsMail& mail) override
    {
        news.push_back(mail);
    }
    /// Everybody who was written this, in order of their addresses; and forgets it.
    std::vector<std::string> told(FamilyNews what)
    {
        std::vector<std::string> out;
        for (const auto& mail : news)
            if (mail.news == what) out.push_back(mail.to);
        news.clear();
        std::ranges::sort(out);
        return out;
    }
    std::vector<InvitationMail> invitations;
    std::vector<FamilyNewsMail> news;
};

class GrownUpsOf : public testing::TestWithParam<sql::Engine> {
protected:
    GrownUpsOf()
    {
        make_family("f", "ann@x.test");
        make_family("other", "eve@x.test");
    }
    void make_family(const std::string& name, const std::string& email)
    {
        const FamilyId made{name};
        EXPECT_TRUE(wait_for(keys.create(made)));
        EXPECT_TRUE(wait_for(families_store.add_family(
            {.id = made, .country = "US", .language = "en", .created_at = clock.now()},
            {.id = GuardianId{"g-" + name},
             .family = made,
             .email = email,
             .email_key = email,
             .language = "en",
             .created_at = clock.now()},
            {.token_hash = "t-" + name,
             .guardian = GuardianId{"g-" + name},
             .created_at = clock.now(),
             .expires_at = clock.now() + 24h},
            {.family = made, .to = email, .language = "en", .token = "token"}
        )));
        EXPECT_TRUE(wait_for(families_store.use_verification("t-" + name, clock.now())));
    }
    Answer<void> invite(const std::string& email, GrownUpRole role = GrownUpRole::Guardian)
    {
        return wait_for(grown_ups.invite(family, ann, {.email = email, .role = role}));
    }
    /// Invites, and accepts with a new account.
    GuardianId add(const std::string& email, GrownUpRole role = GrownUpRole::Guardian)
    {
        EXPECT_TRUE(invite(email, role));
        const auto opened = wait_for(
            grown_ups.accept_anew(mails.invitations.back().token, "a quiet long sentence", "en")
        );
        EXPECT_TRUE(opened);
        return opened ? opened->session.guardian : GuardianId{};
    }
    Household house() { return wait_for(store.find(family)); }
    std::string removal_of(const GuardianId& about, const GuardianId& by)
    {
        EXPECT_TRUE(wait_for(store.ask(family, RequestKind::Removal, by, about)));
        return house().requests.back().id;
    }
    std::vector<std::string> actions()
    {
        std::vector<std::string> names;
        for (const auto& entry : wait_for(trail.after(0, 100))) names.push_back(entry.action);
        return names;
    }

    sql::TemporaryDatabase database{GetParam()};
    ListedMails mails;
    FakeClock clock{from_millis(1'795'300'000'000)};
    audit::Trail trail{*database, clock};
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    crypto::PasswordHasher hasher{1};
    SqlFamilyStore families_store{*database, trail, mails};
    SqlSessionStore session_store{*database, trail};
    SqlGrownUpStore store{*database, trail, mails, clock};
    Sessions sessions{session_store, clock, crypto::SecretKey::random()};
    Families families{families_store, keys, clock, {}};
    GrownUps grown_ups{
        {.store = store,
         .accounts = families_store,
         .families = families,
         .sessions = sessions,
         .keys = keys,
         .hasher = hasher,
         .clock = clock}
    };
    FamilyId family{"f"};
    GuardianId ann{"g-f"};
    GuardianId eve{"g-other"};
    StaffId staff{"staff"};
};
INSTANTIATE_TEST_SUITE_P(Engines, GrownUpsOf, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(GrownUpsOf, ComesOnceWithTheLinkOfTheMail)
{
    ASSERT_TRUE(invite("Ben@x.test"));
    ASSERT_EQ(mails.invitations.size(), 1U);
    const auto& mail = mails.invitations.front();
    EXPECT_EQ(mail.to, "Ben@x.test");
    EXPECT_EQ(mail.inviter, "ann@x.test");

    const auto seen = wait_for(grown_ups.look_at(mail.token));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->email, "Ben@x.test");
    EXPECT_FALSE(seen->has_account);

    const auto opened = wait_for(grown_ups.accept_anew(mail.token, "a quiet long sentence", "de"));
    ASSERT_TRUE(opened);
    const auto session = wait_for(sessions.find(opened->token));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->family, family);
    EXPECT_EQ(session->role, GrownUpRole::Guardian);
    const auto now = house();
    ASSERT_EQ(now.members.size(), 2U);
    EXPECT_TRUE(now.members[0].is_first);
    EXPECT_EQ(now.members[1].email, "Ben@x.test");
    EXPECT_TRUE(now.members[1].email_verified);
    EXPECT_TRUE(now.invitations.empty());
    EXPECT_EQ(mails.told(FamilyNews::Joined), std::vector<std::string>{"ann@x.test"});
    EXPECT_EQ(wait_for(grown_ups.look_at(mail.token)).error().reason, Reason::InvitationInvalid);
    EXPECT_EQ(actions().back(), "account.signed_in");
}

TEST_P(GrownUpsOf, AsksNobodyTwiceAndNotTheOtherTrustedAdult)
{
    ASSERT_TRUE(wait_for(families.change(
        family,
        {.trusted_adult = std::optional{TrustedAdult{.name = "Aunt", .email = "aunt@x.test"}}},
        audit::Actor::of(ann)
    )));
    EXPECT_EQ(invite("aunt@x.test").error().reason, Reason::AdultIsGuardian);
    EXPECT_TRUE(invite("aunt@x.test", GrownUpRole::TrustedAdult));
    EXPECT_EQ(invite("ann@x.test").error().reason, Reason::AlreadyGrownUp);
    EXPECT_EQ(invite("nobody").error().reason, Reason::EmailInvalid);
    ASSERT_TRUE(invite("ben@x.test"));
    EXPECT_EQ(invite("BEN@x.test").error().reason, Reason::AlreadyGrownUp);
}

TEST_P(GrownUpsOf, EndsAnInvitationAfterAWeekUnlessItIsSentAgain)
{
    ASSERT_TRUE(invite("ben@x.test"));
    const auto old = mails.invitations.back().token;
    const auto id = house().invitations.front().id;
    EXPECT_EQ(wait_for(grown_ups.send_again(family, ann, id)).error().reason, Reason::MailJustSent);
    clock.advance(7 * 24h);
    EXPECT_EQ(wait_for(grown_ups.look_at(old)).error().reason, Reason::InvitationInvalid);
    ASSERT_TRUE(wait_for(grown_ups.send_again(family, ann, id)));
    EXPECT_EQ(wait_for(grown_ups.look_at(old)).error().reason, Reason::InvitationInvalid);
    EXPECT_TRUE(wait_for(grown_ups.look_at(mails.invitations.back().token)));
    ASSERT_TRUE(wait_for(store.withdraw(family, id, ann)));
    EXPECT_FALSE(wait_for(grown_ups.look_at(mails.invitations.back().token)));
    EXPECT_FALSE(wait_for(store.withdraw(family, id, ann)));
    ASSERT_TRUE(invite("cem@x.test"));
    wait_for(store.forget_old_invitations(clock.now() + 8 * 24h));
    EXPECT_TRUE(house().invitations.empty());
}

TEST_P(GrownUpsOf, TakesAnAccountThatExistsOnlyForItsOwnAddress)
{
    ASSERT_TRUE(invite("eve@x.test"));
    const auto token = mails.invitations.back().token;
    EXPECT_EQ(
        wait_for(grown_ups.accept_anew(token, "a quiet long sentence", "en")).error().reason,
        Reason::EmailTaken
    );
    const auto ben = add("ben@x.test");
    EXPECT_EQ(
        wait_for(grown_ups.accept_with(token, ben)).error().reason, Reason::InvitationForOther
    );
    const auto opened = wait_for(grown_ups.accept_with(token, eve));
    ASSERT_TRUE(opened);
    EXPECT_EQ(wait_for(sessions.find(opened->token))->family, family);
    EXPECT_EQ(wait_for(store.families_of(eve)).size(), 2U);

    // Over to the other home, and back is a matter of the session alone.
    ASSERT_TRUE(wait_for(store.enter(opened->session.id, eve, FamilyId{"other"})));
    EXPECT_EQ(wait_for(sessions.find(opened->token))->family, FamilyId{"other"});
    EXPECT_FALSE(wait_for(store.enter(opened->session.id, ben, FamilyId{"other"})));

    // The family that the account came from goes: the account lives on in the other.
    EXPECT_EQ(wait_for(families_store.erase_family(FamilyId{"other"})), 1);
    const auto left = wait_for(store.families_of(eve));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left.front().family, family);
    EXPECT_EQ(wait_for(families_store.find_guardian(eve))->family, family);
}

TEST_P(GrownUpsOf, GivesATrustedAdultASessionThatIsNoGuardians)
{
    ASSERT_TRUE(invite("gran@x.test", GrownUpRole::TrustedAdult));
    const auto opened = wait_for(
        grown_ups.accept_anew(mails.invitations.back().token, "a quiet long sentence", "en")
    );
    ASSERT_TRUE(opened);
    EXPECT_EQ(wait_for(sessions.find(opened->token))->role, GrownUpRole::TrustedAdult);
    EXPECT_EQ(wait_for(families_store.guardians_of(family)).size(), 1U);
    ASSERT_TRUE(wait_for(
        store.change(family, opened->session.guardian, ann, std::nullopt, std::string{"all"})
    ));
    EXPECT_EQ(house().members.back().alerts, "all");
    ASSERT_TRUE(wait_for(store.let_go(family, opened->session.guardian, ann)));
    EXPECT_FALSE(wait_for(sessions.find(opened->token)));
    EXPECT_EQ(mails.told(FamilyNews::Removed), std::vector<std::string>{"gran@x.test"});
    EXPECT_EQ(wait_for(store.news_of(family, from_millis(0))).size(), 2U);
}

TEST_P(GrownUpsOf, LeavesAtOnceAndIsForgottenButNeverTheLast)
{
    EXPECT_EQ(wait_for(store.leave(family, ann)).error().reason, Reason::LastGuardian);
    const auto ben = add("ben@x.test");
    EXPECT_EQ(wait_for(store.leave(family, ann)).error().reason, Reason::FirstGuardian);
    mails.news.clear();
    ASSERT_TRUE(wait_for(store.leave(family, ben)));
    EXPECT_EQ(mails.told(FamilyNews::Left), std::vector<std::string>{"ann@x.test"});
    EXPECT_FALSE(wait_for(families_store.find_guardian(ben)));
    const auto news = wait_for(store.news_of(family, from_millis(0)));
    ASSERT_EQ(news.size(), 2U);
    EXPECT_FALSE(news.front().has_joined);
    EXPECT_FALSE(news.front().email);
}

TEST_P(GrownUpsOf, HandsTheAccountOverOnlyWhenTheOtherAccepts)
{
    const auto ben = add("ben@x.test");
    ASSERT_TRUE(wait_for(store.ask(family, RequestKind::HandOver, ann, ben)));
    EXPECT_TRUE(house().find(ann)->is_first);
    const auto id = house().requests.front().id;
    EXPECT_FALSE(wait_for(store.answer(family, id, ann, RequestAnswer::Accept)));
    ASSERT_TRUE(wait_for(store.answer(family, id, ben, RequestAnswer::Accept)));
    EXPECT_TRUE(house().find(ben)->is_first);
    EXPECT_FALSE(house().find(ann)->is_first);
    EXPECT_TRUE(wait_for(store.leave(family, ann)));
    EXPECT_EQ(house().members.size(), 1U);

    const auto dot = GuardianId{"nobody"};
    EXPECT_FALSE(wait_for(store.ask(family, RequestKind::HandOver, ben, dot)));
}

TEST_P(GrownUpsOf, RemovesNobodyBeforeAWeekHasPassedAndTellsBoth)
{
    const auto ben = add("ben@x.test");
    mails.news.clear();
    const std::vector<std::string> both{"ann@x.test", "ben@x.test"};
    static_cast<void>(removal_of(ann, ben));
    EXPECT_EQ(mails.told(FamilyNews::RemovalAsked), both);
    clock.advance(7 * 24h - 1s);
    EXPECT_EQ(wait_for(store.settle_due()), 0);
    clock.advance(1s);
    EXPECT_EQ(wait_for(store.settle_due()), 1);
    EXPECT_EQ(wait_for(store.settle_due()), 0);
    EXPECT_EQ(mails.told(FamilyNews::Removed), both);
    ASSERT_EQ(house().members.size(), 1U);
    EXPECT_TRUE(house().find(ben)->is_first) << "a family is never without somebody who holds it";
}

TEST_P(GrownUpsOf, MakesADisputeOfAnObjectionAndThenNobodyGoes)
{
    const auto ben = add("ben@x.test");
    const auto id = removal_of(ben, ann);
    mails.news.clear();
    ASSERT_TRUE(wait_for(store.answer(family, id, ben, RequestAnswer::Object)));
    EXPECT_EQ(
        mails.told(FamilyNews::DisputeOpened),
        (std::vector<std::string>{"ann@x.test", "ben@x.test"})
    );
    EXPECT_TRUE(wait_for(store.is_disputed(family)));
    EXPECT_FALSE(wait_for(store.answer(family, id, ann, RequestAnswer::Withdraw)));
    clock.advance(30 * 24h);
    EXPECT_EQ(wait_for(store.settle_due()), 0);
    EXPECT_EQ(house().members.size(), 2U);
    EXPECT_EQ(invite("cem@x.test").error().reason, Reason::FamilyDisputed);

    const auto open = wait_for(store.open_disputes());
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open.front().request, id);
    ASSERT_TRUE(wait_for(store.resolve(open.front().id, staff, std::nullopt)));
    EXPECT_FALSE(wait_for(store.resolve(open.front().id, staff, std::nullopt)));
    EXPECT_FALSE(wait_for(store.is_disputed(family)));
    EXPECT_TRUE(house().requests.empty());
    EXPECT_EQ(house().members.size(), 2U);
    EXPECT_EQ(actions().back(), "dispute.resolved");
}

TEST_P(GrownUpsOf, LetsStaffOpenADisputeAndEndItWithTheRemoval)
{
    const auto ben = add("ben@x.test");
    static_cast<void>(removal_of(ben, ann));
    ASSERT_TRUE(wait_for(store.open_dispute(family, staff, DisputeReason::CourtOrder, "case 4711"))
    );
    EXPECT_FALSE(wait_for(store.open_dispute(family, staff, DisputeReason::Safety, "")));
    clock.advance(8 * 24h);
    EXPECT_EQ(wait_for(store.settle_due()), 0) << "it stands still";
    const auto id = house().requests.front().id;
    ASSERT_TRUE(wait_for(store.answer(family, id, ben, RequestAnswer::Object)));
    EXPECT_EQ(wait_for(store.open_disputes()).size(), 1U);
    const auto dispute = wait_for(store.open_disputes()).front();
    EXPECT_EQ(dispute.reference, "case 4711");
    ASSERT_TRUE(wait_for(store.resolve(dispute.id, staff, ben)));
    EXPECT_EQ(house().members.size(), 1U);
    EXPECT_FALSE(wait_for(store.find_dispute(dispute.id)));
}

TEST_P(GrownUpsOf, LetsStaffRemoveWhoeverItNamesWhoeverAskedFirst)
{
    const auto ben = add("ben@x.test");
    const auto gran = add("gran@x.test", GrownUpRole::TrustedAdult);
    // Ann holds the account and is the danger: she asks first.
    static_cast<void>(removal_of(ben, ann));
    ASSERT_TRUE(wait_for(store.open_dispute(family, staff, DisputeReason::Safety, "")));
    const auto id = wait_for(store.open_disputes()).front().id;
    const auto end = [&](const GuardianId& whom) {
        return wait_for(store.resolve(id, staff, whom));
    };
    EXPECT_EQ(end(gran).error().reason, Reason::NoSuchGrownUp);
    EXPECT_EQ(end(eve).error().reason, Reason::NoSuchGrownUp);
    ASSERT_TRUE(end(ann));
    const auto left = house();
    EXPECT_EQ(left.find(ann), nullptr);
    ASSERT_NE(left.find(ben), nullptr);
    EXPECT_TRUE(left.find(ben)->is_first);
    EXPECT_TRUE(left.requests.empty());
    EXPECT_FALSE(left.dispute);

    // Nobody asked for anything; and the last one stays.
    ASSERT_TRUE(wait_for(store.open_dispute(family, staff, DisputeReason::CourtOrder, "")));
    const auto next = wait_for(store.open_disputes()).front().id;
    EXPECT_EQ(wait_for(store.resolve(next, staff, ben)).error().reason, Reason::LastGuardian);
    ASSERT_TRUE(wait_for(store.resolve(next, staff, std::nullopt)));
}

TEST_P(GrownUpsOf, TellsGuardiansNothingOfWhyStaffStepsIn)
{
    static_cast<void>(add("ben@x.test"));
    ASSERT_TRUE(wait_for(store.open_dispute(family, staff, DisputeReason::Safety, "")));
    EXPECT_EQ(wait_for(store.open_disputes()).front().reason, DisputeReason::Safety);
    const auto entries = wait_for(trail.after(0, 100));
    ASSERT_EQ(entries.back().action, "dispute.opened");
    EXPECT_EQ(entries.back().detail.find("safety"), std::string::npos);
    EXPECT_NE(entries.back().detail.find("staff"), std::string::npos);
}

TEST_P(GrownUpsOf, LetsNobodyStayByASecondAccount)
{
    const auto ben = add("ben@x.test");
    const auto by_ben = [&](const std::string& email) {
        return wait_for(
            grown_ups.invite(family, ben, {.email = email, .role = GrownUpRole::Guardian})
        );
    };
    ASSERT_TRUE(by_ben("eve@x.test"));
    const auto token = mails.invitations.back().token;
    const auto id = house().invitations.front().id;
    static_cast<void>(removal_of(ben, ann));
    clock.advance(1h);
    EXPECT_EQ(by_ben("more@x.test").error().reason, Reason::RemovalWaits);
    EXPECT_EQ(wait_for(grown_ups.send_again(family, ben, id)).error().reason, Reason::RemovalWaits);
    EXPECT_EQ(
        wait_for(grown_ups.accept_with(token, eve)).error().reason, Reason::InvitationInvalid
    );

    // Withdrawn, it comes to life again; but never for more than its sender may see by now.
    ASSERT_TRUE(
        wait_for(store.answer(family, house().requests.front().id, ann, RequestAnswer::Withdraw))
    );
    ASSERT_TRUE(wait_for(store.change(family, ben, ben, std::string{"titles"}, std::nullopt)));
    EXPECT_EQ(
        wait_for(grown_ups.accept_with(token, eve)).error().reason, Reason::InvitationInvalid
    );

    static_cast<void>(removal_of(ben, ann));
    clock.advance(7 * 24h);
    ASSERT_FALSE(house().invitations.empty());
    EXPECT_EQ(wait_for(store.settle_due()), 1);
    EXPECT_TRUE(house().invitations.empty()) << "what was asked goes with who asked";
}

TEST_P(GrownUpsOf, ShowsTheFamilyWhoBelongsToIt)
{
    static_cast<void>(add("ben@x.test"));
    ASSERT_TRUE(invite("cem@x.test"));
    SqlChildStore child_store{*database, trail};
    Children children{{.store = child_store, .keys = keys, .hasher = hasher, .clock = clock}};
    FamilyData data{
        {.families = families,
         .store = families_store,
         .grown_ups = grown_ups,
         .children = children,
         .child_store = child_store,
         .database = *database,
         .keys = keys}
    };
    const auto exported = data.export_family(family);
    ASSERT_TRUE(exported);
    for (const auto* address : {"ann@x.test", "ben@x.test", "cem@x.test"})
        EXPECT_NE(exported->find(address), std::string::npos) << address;
    EXPECT_EQ(exported->find("eve@x.test"), std::string::npos);
}

}  // namespace
}  // namespace buddy::identity
