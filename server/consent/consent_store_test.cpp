// One contract for the stores of consent: in memory, on SQLite, on PostgreSQL.
#include "consent/fake_consent_store.hpp"
#include "consent/sql_consent_store.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/identity.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace buddy::consent {
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

const Time noon{std::chrono::sys_days{2026y / 11 / 22} + 12h};
const FamilyId family{"f"};
const Scope vendor{.purpose = Purpose::Answers, .processor = "a.test"};

struct SqlStores {
    explicit SqlStores(sql::Engine engine) : temporary{engine}
    {
        for (const auto* id : {"f", "other"})
            wait_for(temporary->write(sql::Durability::Full, [id](sql::Transaction& tx) {
                tx.run(sql::identity::insert_family, id, "DE", "de", "UTC", true, 0);
            }));
    }
    sql::TemporaryDatabase temporary;
    std::vector<notify::ConsentMail> mails;
    FakeClock clock{noon};
    audit::Trail trail{*temporary, clock};
    SqlConsentStore store{
        *temporary,
        trail,
        [this](sql::Transaction&, const notify::ConsentMail& mail) { mails.push_back(mail); }
    };
};

class Stores : public testing::TestWithParam<Kind> {
protected:
    Stores()
    {
        if (GetParam() == Kind::Fake)
            fake = std::make_unique<FakeConsentStore>();
        else
            real = std::make_unique<SqlStores>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    ConsentStore& store()
    {
        return fake ? static_cast<ConsentStore&>(*fake) : static_cast<ConsentStore&>(real->store);
    }
    std::size_t mails() { return fake ? fake->mails.size() : real->mails.size(); }
    static Entry entry(Event event, const std::string& undo = "")
    {
        return {
            .family = family,
            .guardian = GuardianId{"g"},
            .scope = vendor,
            .event = event,
            .method = "signed_form",
            .notice_version = "v1",
            .terms = "t",
            .evidence = "form X",
            .undo_hash = undo,
            .at = noon
        };
    }
    static Form form(const std::string& id)
    {
        return {
            .id = FormId{id},
            .family = family,
            .guardian = GuardianId{"g"},
            .code = "ABCD-" + id,
            .scopes = {vendor},
            .notice_version = "v1",
            .created_at = noon
        };
    }

    std::unique_ptr<FakeConsentStore> fake;
    std::unique_ptr<SqlStores> real;
};

INSTANTIATE_TEST_SUITE_P(Kinds, Stores, testing::ValuesIn(kinds_here()), [](const auto& test) {
    return std::string{
        test.param == Kind::Fake     ? "Fake"
        : test.param == Kind::Sqlite ? "Sqlite"
                                     : "Postgres"
    };
});

TEST_P(Stores, NumberTheLedgerAndKeepEveryEntry)
{
    wait_for(store().append({entry(Event::Given, "h"), entry(Event::Given)}, std::nullopt));
    wait_for(store().append({entry(Event::Withdrawn)}, notify::ConsentMail{.family = family}));
    const auto entries = wait_for(store().entries_of(family));
    ASSERT_EQ(entries.size(), 3U);
    auto first = entry(Event::Given, "h");
    first.number = 1;
    EXPECT_EQ(entries[0], first);
    EXPECT_EQ(entries[2].event, Event::Withdrawn);
    EXPECT_EQ(entries[2].number, 3);
    EXPECT_EQ(mails(), 1U);
    EXPECT_TRUE(wait_for(store().entries_of(FamilyId{"other"})).empty());
}

TEST_P(Stores, FindWhatAMailCanTakeBack)
{
    wait_for(store().append({entry(Event::Given, "h"), entry(Event::Given)}, std::nullopt));
    EXPECT_EQ(wait_for(store().find_undo("h")).size(), 1U);
    EXPECT_TRUE(wait_for(store().find_undo("unknown")).empty());
}

TEST_P(Stores, CarryAFormFromTheFamilyToStaff)
{
    wait_for(store().add_form(form("1")));
    EXPECT_EQ(wait_for(store().find_form(FormId{"1"})), form("1"));
    EXPECT_TRUE(wait_for(store().put_piece(FormId{"1"}, 1, {"two"})));
    EXPECT_TRUE(wait_for(store().put_piece(FormId{"1"}, 0, {"zero"})));
    EXPECT_TRUE(wait_for(store().put_piece(FormId{"1"}, 0, {"one"})));
    EXPECT_EQ(
        wait_for(store().pieces_of(FormId{"1"})), (std::vector<crypto::Sealed>{{"one"}, {"two"}})
    );
    EXPECT_TRUE(wait_for(store().waiting_forms()).empty());
    EXPECT_TRUE(wait_for(store().send_form(FormId{"1"}, "image/png", "hash", noon + 1h)));
    EXPECT_EQ(wait_for(store().waiting_forms()).size(), 1U);
    EXPECT_EQ(
        wait_for(store().put_piece(FormId{"1"}, 2, {"late"})).error().code, ErrorCode::Conflict
    );
    EXPECT_EQ(
        wait_for(store().send_form(FormId{"1"}, "image/png", "hash", noon)).error().code,
        ErrorCode::Conflict
    );
}

TEST_P(Stores, DecideAFormOnceAndEraseItsFile)
{
    wait_for(store().add_form(form("1")));
    const Decision approved{.form = FormId{"1"}, .staff = StaffId{"s"}, .at = noon + 2h};
    EXPECT_FALSE(wait_for(store().decide_form(approved, {entry(Event::Given)})));
    EXPECT_TRUE(wait_for(store().entries_of(family)).empty());
    ASSERT_TRUE(wait_for(store().put_piece(FormId{"1"}, 0, {"one"})));
    ASSERT_TRUE(wait_for(store().send_form(FormId{"1"}, "image/png", "hash", noon + 1h)));
    EXPECT_TRUE(wait_for(store().decide_form(approved, {entry(Event::Given)})));
    EXPECT_TRUE(wait_for(store().pieces_of(FormId{"1"})).empty());
    EXPECT_EQ(wait_for(store().entries_of(family)).size(), 1U);
    const auto now = wait_for(store().find_form(FormId{"1"})).value();
    EXPECT_EQ(now.state, FormState::Approved);
    EXPECT_EQ(now.decided_by, StaffId{"s"});
    EXPECT_EQ(now.file_hash, "hash");
    EXPECT_FALSE(wait_for(store().decide_form(approved, {entry(Event::Given)})));
    EXPECT_EQ(wait_for(store().entries_of(family)).size(), 1U);
}

TEST_P(Stores, ReplaceAFormThatIsStillOpen)
{
    wait_for(store().add_form(form("1")));
    ASSERT_TRUE(wait_for(store().put_piece(FormId{"1"}, 0, {"one"})));
    auto second = form("2");
    second.created_at = noon + 1h;
    wait_for(store().add_form(second));
    EXPECT_EQ(wait_for(store().forms_of(family)), std::vector{second});
    EXPECT_TRUE(wait_for(store().pieces_of(FormId{"1"})).empty());
    EXPECT_EQ(
        wait_for(store().put_piece(FormId{"1"}, 0, {"one"})).error().code, ErrorCode::Conflict
    );
    const Decision rejected{
        .form = FormId{"2"}, .staff = StaffId{"s"}, .flaw = Flaw::NotSigned, .at = noon
    };
    ASSERT_TRUE(wait_for(store().send_form(FormId{"2"}, "image/png", "hash", noon + 1h)));
    EXPECT_TRUE(wait_for(store().decide_form(rejected, {})));
    EXPECT_EQ(wait_for(store().forms_of(family)).front().flaw, Flaw::NotSigned);
}

TEST(ConsentAudit, AccountsForWhatWasAgreedToAndTakenBack)
{
    SqlStores real{sql::Engine::Sqlite};
    const Entry given{
        .family = family,
        .guardian = GuardianId{"g"},
        .scope = vendor,
        .method = "signed_form",
        .at = noon
    };
    auto taken_back = given;
    taken_back.event = Event::Withdrawn;
    wait_for(real.store.append({given, given}, std::nullopt));
    wait_for(real.store.append({taken_back}, std::nullopt));
    wait_for(real.store.append({}, std::nullopt));
    const auto entries = wait_for(real.trail.after(0, 10));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].action, audit::name_of(audit::Action::ConsentGiven));
    EXPECT_EQ(entries[0].actor_id, "g");
    EXPECT_EQ(entries[0].detail, R"({"uses":2})");
    EXPECT_EQ(entries[1].action, audit::name_of(audit::Action::ConsentWithdrawn));
    EXPECT_EQ(entries[1].object, "3");
}

TEST(ConsentData, ExportsAndErasesAFamilyAndNoOther)
{
    SqlStores real{sql::Engine::Sqlite};
    const Entry theirs{.family = family, .scope = vendor, .method = "signed_form", .at = noon};
    auto another = theirs;
    another.family = FamilyId{"other"};
    wait_for(real.store.append({theirs, another}, std::nullopt));
    SqlConsentData data{*real.temporary};
    EXPECT_TRUE(data.export_family(family)->contains("a.test"));
    EXPECT_EQ(data.erase_family(family), 1);
    EXPECT_TRUE(wait_for(real.store.entries_of(family)).empty());
    EXPECT_EQ(wait_for(real.store.entries_of(FamilyId{"other"})).size(), 1U);
    EXPECT_EQ(data.erase_family(family), 0);
}

}  // namespace
}  // namespace buddy::consent
