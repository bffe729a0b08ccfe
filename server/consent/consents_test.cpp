#include "consent/consents.hpp"

#include "consent/fake_consent_store.hpp"

#include "identity/fake_directory.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

namespace buddy::consent {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

const Use vendor{
    .purpose = Purpose::Answers, .processor = "a.test", .name = "A", .is_outside = true
};
const Use backup{
    .purpose = Purpose::Answers, .processor = "b.test", .name = "B", .is_outside = true
};
const Use mail{.purpose = Purpose::Mail, .processor = "m.test", .is_outside = true};
const Scope account{.purpose = Purpose::Account, .processor = std::string{here}};
const std::string picture = "\x89PNG\r\n\x1A\n a page IEND";

class ConsentsTest : public testing::Test {
protected:
    ConsentsTest()
    {
        static_cast<void>(wait_for(keys.create(who.family)));
        directory.contacts[who.family].guardians = {
            {.id = who.guardian, .email = "p@example.test", .email_verified = true, .language = "de"
            }
        };
    }
    Consents consents(Notice notice, bool sends_mail = false)
    {
        return {
            {.store = store,
             .keys = keys,
             .directory = directory,
             .clock = clock,
             .sends_mail = sends_mail,
             .on_stopped = [this](FamilyId family) { return note_stop(std::move(family)); }},
            std::move(notice)
        };
    }
    Task<> note_stop(FamilyId family)
    {
        stopped.push_back(std::move(family));
        co_return;
    }
    Form sent_form(Consents& desk, std::vector<Scope> scopes)
    {
        auto form =
            wait_for(desk.open_form(who, std::move(scopes), desk.notice().version())).value();
        EXPECT_TRUE(wait_for(desk.put_piece(who, form.id, 0, picture.substr(0, 5))));
        EXPECT_TRUE(wait_for(desk.put_piece(who, form.id, 1, picture.substr(5))));
        return wait_for(desk.submit(who, form.id)).value();
    }
    bool reaches(Consents& desk, const Use& use)
    {
        return wait_for(desk.may_reach(who.family, use.scope()));
    }

    FakeClock clock{Time{std::chrono::sys_days{2026y / 11 / 22} + 12h}};
    FakeConsentStore store;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    identity::FakeDirectory directory;
    Who who{.family = FamilyId{"f"}, .guardian = GuardianId{"g"}};
    StaffId staff{"s"};
    std::vector<FamilyId> stopped;
    const Notice both{{vendor, backup, mail}};
};

TEST_F(ConsentsTest, LetNothingOutThatNobodyAgreedTo)
{
    auto desk = consents(both);
    EXPECT_FALSE(reaches(desk, vendor));
    EXPECT_TRUE(reaches(desk, mail)) << "mails to grown-ups belong to the account";
    EXPECT_FALSE(wait_for(desk.may_reach(who.family, {Purpose::Answers, "stranger.test"})));
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::NotYet);
}

TEST_F(ConsentsTest, TakeTheAccountOnThePageAndNoProcessor)
{
    auto desk = consents(both);
    EXPECT_TRUE(wait_for(desk.give(who, account, both.version())));
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Agreed);
    EXPECT_EQ(store.entries.front().method, "statement");
    EXPECT_EQ(
        wait_for(desk.give(who, vendor.scope(), both.version())).error(), Reason::MethodTooWeak
    );
    EXPECT_EQ(wait_for(desk.give(who, mail.scope(), both.version())).error(), Reason::NoSuchUse);
    EXPECT_EQ(wait_for(desk.give(who, account, "older")).error(), Reason::NoticeChanged);
    EXPECT_EQ(
        wait_for(desk.record(
                     {.who = who,
                      .scopes = {vendor.scope()},
                      .notice_version = both.version(),
                      .method = email_plus}
                 ))
            .error(),
        Reason::MethodTooWeak
    );
    EXPECT_FALSE(reaches(desk, vendor));
    EXPECT_TRUE(wait_for(desk.give(who, account, both.version())));
    EXPECT_EQ(store.entries.size(), 1U) << "what holds already is not written again";
}

TEST_F(ConsentsTest, TellWhenTheAccountIsTakenBackAndOnlyThen)
{
    auto desk = consents(both);
    wait_for(desk.withdraw(who, account));
    EXPECT_TRUE(stopped.empty()) << "nothing was in force";
    EXPECT_TRUE(wait_for(desk.give(who, account, both.version())));
    wait_for(desk.withdraw(who, vendor.scope()));
    EXPECT_TRUE(stopped.empty());
    wait_for(desk.withdraw(who, account));
    EXPECT_EQ(stopped, std::vector{who.family});
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Stopped);
}

TEST_F(ConsentsTest, WantAConfirmedAddressWhereMailsAreSent)
{
    directory.contacts[who.family].guardians.front().email_verified = false;
    auto desk = consents(both, true);
    EXPECT_EQ(wait_for(desk.give(who, account, both.version())).error(), Reason::EmailUnverified);
    directory.contacts[who.family].guardians.front().email_verified = true;
    EXPECT_TRUE(wait_for(desk.give(who, account, both.version())));
    ASSERT_EQ(store.mails.size(), 1U);
    EXPECT_EQ(store.mails.front().language, "de");
    EXPECT_EQ(store.entries.front().method, "email_plus");
}

TEST_F(ConsentsTest, WidenNothingWhileGuardiansAreInDisputeButTakeBack)
{
    auto desk = consents(both);
    ASSERT_TRUE(wait_for(desk.give(who, account, both.version())));
    const auto form = sent_form(desk, {vendor.scope()});
    directory.disputed = who.family;
    EXPECT_EQ(
        wait_for(desk.decide(StaffId{"staff"}, form.id, std::nullopt)).error(),
        Reason::FamilyDisputed
    );
    EXPECT_EQ(
        wait_for(desk.open_form(who, {vendor.scope()}, both.version())).error(),
        Reason::FamilyDisputed
    );
    EXPECT_FALSE(reaches(desk, vendor));
    wait_for(desk.withdraw(who, account));
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Stopped);
    EXPECT_EQ(wait_for(desk.give(who, account, both.version())).error(), Reason::FamilyDisputed);
    directory.disputed.reset();
    EXPECT_TRUE(wait_for(desk.give(who, account, both.version())));
}

TEST_F(ConsentsTest, TakeBackWhatTheSecondMailTellsOf)
{
    auto desk = consents(both, true);
    ASSERT_TRUE(wait_for(desk.give(who, account, both.version())));
    EXPECT_EQ(wait_for(desk.undo("a guess")).error(), Reason::LinkInvalid);
    EXPECT_TRUE(wait_for(desk.undo(store.mails.front().token)));
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Stopped);
    EXPECT_TRUE(wait_for(desk.undo(store.mails.front().token)));
    EXPECT_EQ(store.entries.size(), 2U);
    // Agreed anew: the old link takes nothing back any more.
    ASSERT_TRUE(wait_for(desk.give(who, account, both.version())));
    EXPECT_TRUE(wait_for(desk.undo(store.mails.front().token)));
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Agreed);
}

TEST_F(ConsentsTest, OpenAProcessorWithASignedFormAndThatOneOnly)
{
    auto desk = consents(both);
    const auto form = sent_form(desk, {vendor.scope()});
    EXPECT_EQ(form.file_type, "image/png");
    EXPECT_FALSE(reaches(desk, vendor)) << "not before staff has looked";
    ASSERT_EQ(wait_for(desk.waiting()).size(), 1U);
    EXPECT_EQ(wait_for(desk.waiting()).front().email, "p@example.test");
    EXPECT_EQ(wait_for(desk.file_of(form.id))->bytes, picture);
    EXPECT_TRUE(wait_for(desk.decide(staff, form.id, std::nullopt)));
    EXPECT_TRUE(reaches(desk, vendor));
    EXPECT_FALSE(reaches(desk, backup));
    EXPECT_TRUE(store.pieces.empty());
    EXPECT_EQ(wait_for(desk.decide(staff, form.id, std::nullopt)).error(), Reason::FormClosed);
    EXPECT_EQ(wait_for(desk.file_of(form.id)).error(), Reason::NoSuchForm);
}

TEST_F(ConsentsTest, OpenNothingWithAFormThatStaffSentBack)
{
    auto desk = consents(both);
    const auto form = sent_form(desk, {vendor.scope()});
    EXPECT_TRUE(wait_for(desk.decide(staff, form.id, Flaw::NotSigned)));
    EXPECT_FALSE(reaches(desk, vendor));
    EXPECT_EQ(wait_for(desk.of(who.family)).forms.front().flaw, Flaw::NotSigned);
}

// A form lies for days; what a guardian takes back meanwhile stays taken back.
TEST_F(ConsentsTest, GiveNothingBackThatWasWithdrawnSinceTheFormWasMade)
{
    auto desk = consents(both);
    ASSERT_TRUE(wait_for(desk.give(who, account, both.version())));
    const auto form = sent_form(desk, {vendor.scope()});
    wait_for(desk.withdraw(who, account));
    EXPECT_TRUE(wait_for(desk.decide(staff, form.id, std::nullopt)));
    EXPECT_FALSE(reaches(desk, vendor));
}

TEST_F(ConsentsTest, CoverNothingNewWithAFormForAnOlderNotice)
{
    auto before = consents(Notice{{vendor}});
    const auto form = sent_form(before, {vendor.scope()});
    auto now = consents(both);
    EXPECT_TRUE(wait_for(now.decide(staff, form.id, std::nullopt)));
    EXPECT_FALSE(reaches(now, vendor));
    EXPECT_EQ(wait_for(now.of(who.family)).uses.at(1).standing.state, State::Outdated);
}

TEST_F(ConsentsTest, RefuseFilesThatAreNoneAndFormsOfOthers)
{
    auto desk = consents(both);
    const auto form = wait_for(desk.open_form(who, {vendor.scope()}, both.version())).value();
    EXPECT_EQ(wait_for(desk.submit(who, form.id)).error(), Reason::FileUnknown);
    EXPECT_TRUE(wait_for(desk.put_piece(who, form.id, 0, "<script>")));
    EXPECT_EQ(wait_for(desk.submit(who, form.id)).error(), Reason::FileUnknown);
    EXPECT_EQ(wait_for(desk.put_piece(who, form.id, 10, "x")).error(), Reason::PieceInvalid);
    EXPECT_EQ(
        wait_for(desk.put_piece(who, form.id, 0, std::string(largest_piece + 1, 'x'))).error(),
        Reason::PieceInvalid
    );
    const Who stranger{.family = FamilyId{"other"}, .guardian = GuardianId{"o"}};
    EXPECT_EQ(wait_for(desk.put_piece(stranger, form.id, 0, "x")).error(), Reason::NoSuchForm);
    EXPECT_EQ(wait_for(desk.submit(stranger, form.id)).error(), Reason::NoSuchForm);
    EXPECT_EQ(wait_for(desk.open_form(who, {}, both.version())).error(), Reason::NothingToSign);
    EXPECT_EQ(
        wait_for(desk.open_form(who, {mail.scope()}, both.version())).error(), Reason::NoSuchUse
    );
}

TEST_F(ConsentsTest, HearNobodyWhoHasLeftTheFamily)
{
    auto desk = consents(both, true);
    ASSERT_TRUE(wait_for(desk.give(who, account, both.version())));
    const auto form = sent_form(desk, {vendor.scope()});
    directory.contacts[who.family].guardians.front().id = GuardianId{"another"};
    EXPECT_EQ(wait_for(desk.undo(store.mails.front().token)).error(), Reason::GuardianLeft);
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Agreed);
    EXPECT_EQ(wait_for(desk.decide(staff, form.id, std::nullopt)).error(), Reason::GuardianLeft);
    EXPECT_FALSE(reaches(desk, vendor));
    EXPECT_TRUE(wait_for(desk.decide(staff, form.id, Flaw::Unreadable)))
        << "a form that nobody stands for can still be sent back";
}

TEST_F(ConsentsTest, KeepAFilesBytesSealed)
{
    auto desk = consents(both);
    static_cast<void>(sent_form(desk, {vendor.scope()}));
    for (const auto& [key, piece] : store.pieces) EXPECT_FALSE(piece.bytes.contains("page"));
}

TEST_F(ConsentsTest, WithdrawAtOnceAndEverythingWithTheAccount)
{
    auto desk = consents(both);
    ASSERT_TRUE(wait_for(desk.give(who, account, both.version())));
    for (const auto& use : {vendor, backup})
        ASSERT_TRUE(wait_for(desk.decide(staff, sent_form(desk, {use.scope()}).id, std::nullopt)));
    wait_for(desk.withdraw(who, vendor.scope()));
    EXPECT_FALSE(reaches(desk, vendor));
    EXPECT_TRUE(reaches(desk, backup));
    wait_for(desk.withdraw(who, vendor.scope()));
    EXPECT_EQ(store.entries.size(), 4U) << "nothing to take back a second time";
    wait_for(desk.withdraw(who, account));
    EXPECT_FALSE(reaches(desk, backup));
    EXPECT_EQ(wait_for(desk.collecting(who.family)), identity::Collecting::Stopped);
}

TEST_F(ConsentsTest, TellThatTheNoticeChangedAndLetTheAccountHold)
{
    auto before = consents(Notice{{}});
    ASSERT_TRUE(wait_for(before.give(who, account, before.notice().version())));
    EXPECT_FALSE(wait_for(before.of(who.family)).notice_changed);
    auto now = consents(both);
    EXPECT_TRUE(wait_for(now.of(who.family)).notice_changed);
    EXPECT_EQ(wait_for(now.collecting(who.family)), identity::Collecting::Agreed);
    EXPECT_TRUE(wait_for(now.give(who, account, both.version())));
    EXPECT_FALSE(wait_for(now.of(who.family)).notice_changed);
}

}  // namespace
}  // namespace buddy::consent
