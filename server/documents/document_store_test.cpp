// One contract for the stores of documents: in memory, on SQLite, on PostgreSQL.
#include "documents/documents.hpp"
#include "documents/fake_document_store.hpp"
#include "documents/sql_document_store.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace buddy::documents {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;
using testing::ElementsAre;
using testing::IsEmpty;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

const Time noon{std::chrono::sys_days{2026y / 11 / 23} + 12h};
const Who who{.family = FamilyId{"f"}, .guardian = GuardianId{"g"}};

struct SqlStores {
    explicit SqlStores(sql::Engine engine) : temporary{engine}
    {
        wait_for(temporary->write(sql::Durability::Full, [](sql::Transaction& tx) {
            tx.run(sql::identity::insert_family, "f", "DE", "de", "UTC", true, 0);
            tx.run(sql::identity::insert_family, "a", "DE", "de", "UTC", true, 0);
        }));
    }
    sql::TemporaryDatabase temporary;
    FakeClock clock{noon};
    audit::Trail trail{*temporary, clock};
    SqlDocumentStore store{*temporary, trail};
};

class Stores : public testing::TestWithParam<Kind> {
protected:
    Stores()
    {
        if (GetParam() == Kind::Fake)
            fake = std::make_unique<FakeDocumentStore>();
        else
            real = std::make_unique<SqlStores>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    DocumentStore& store()
    {
        return fake ? static_cast<DocumentStore&>(*fake) : static_cast<DocumentStore&>(real->store);
    }
    static Published version(const std::string& text, Time at = noon)
    {
        return {
            .kind = "terms",
            .version = {.text = text, .binding = "m"},
            .statements = {{.key = "k", .value = "v", .says = "K is v.", .is_material = true}},
            .body = "Text with a \"quote\".\n",
            .at = at
        };
    }
    static Answer answer(Reply reply)
    {
        return {
            .family = who.family,
            .guardian = who.guardian,
            .kind = "terms",
            .version = {.text = "1.a", .binding = "m"},
            .reply = reply,
            .at = noon
        };
    }

    std::unique_ptr<FakeDocumentStore> fake;
    std::unique_ptr<SqlStores> real;
};

INSTANTIATE_TEST_SUITE_P(Kinds, Stores, testing::ValuesIn(kinds_here()), [](const auto& test) {
    return std::string{
        test.param == Kind::Fake     ? "Fake"
        : test.param == Kind::Sqlite ? "Sqlite"
                                     : "Postgres"
    };
});

TEST_P(Stores, PublishAVersionOnceAndKnowSinceWhenItStands)
{
    EXPECT_EQ(wait_for(store().publish(version("1.a"))), version("1.a"));
    EXPECT_EQ(wait_for(store().publish(version("1.a", noon + 1h))).at, noon);
    EXPECT_EQ(wait_for(store().publish(version("2.b", noon + 2h))).at, noon + 2h);
    // A setting that was taken back is a new beginning of what was there before.
    EXPECT_EQ(wait_for(store().publish(version("1.a", noon + 3h))).at, noon + 3h);
    EXPECT_EQ(wait_for(store().find("terms", "2.b")), version("2.b", noon + 2h));
    EXPECT_EQ(wait_for(store().find("terms", "3.c")), std::nullopt);
}

TEST_P(Stores, KeepTheLastReviewOfWhatIsMaterial)
{
    const Review review{.kind = "terms", .binding = "m", .reviewer = "A. Counsel", .at = noon};
    auto again = review;
    again.reviewer = "B. Counsel";
    wait_for(store().put_review(review));
    wait_for(store().put_review(again));
    EXPECT_THAT(wait_for(store().reviews()), ElementsAre(again));
}

TEST_P(Stores, KeepEveryAnswerOfAGuardianInOrder)
{
    wait_for(store().append({answer(Reply::Accepted), answer(Reply::Read)}));
    wait_for(store().append({answer(Reply::Declined)}));
    EXPECT_THAT(
        wait_for(store().answers_of(who.guardian)),
        ElementsAre(answer(Reply::Accepted), answer(Reply::Read), answer(Reply::Declined))
    );
    EXPECT_THAT(wait_for(store().answers_of(GuardianId{"other"})), IsEmpty());
}

TEST_P(Stores, KeepTheAnswersOfSeveralFamiliesInTheOrderOfTheirTime)
{
    auto last = answer(Reply::Declined);
    last.family = FamilyId{"a"};
    last.at = noon + 1h;
    wait_for(store().append({answer(Reply::Accepted), answer(Reply::Read)}));
    wait_for(store().append({last}));
    EXPECT_THAT(
        wait_for(store().answers_of(who.guardian)),
        ElementsAre(answer(Reply::Accepted), answer(Reply::Read), last)
    );
}

TEST(DocumentData, ExportsAndErasesWhatGuardiansAnswered)
{
    SqlStores stores{sql::Engine::Sqlite};
    SqlDocumentData data{*stores.temporary};
    wait_for(stores.store.append(
        {{.family = who.family,
          .guardian = who.guardian,
          .kind = "terms",
          .version = {.text = "1.a", .binding = "m"},
          .at = noon}}
    ));
    const auto exported = data.export_family(who.family);
    ASSERT_TRUE(exported);
    EXPECT_THAT(
        *exported, testing::HasSubstr(R"("document":"terms","version":"1.a","answer":"accepted")")
    );
    EXPECT_EQ(data.erase_family(who.family), 1);
    EXPECT_THAT(wait_for(stores.store.answers_of(who.guardian)), IsEmpty());
    const auto trail = wait_for(stores.trail.after(0, 10));
    ASSERT_EQ(trail.size(), 1U);
    EXPECT_EQ(trail.front().action, "policy.accepted");
}

/// The shipped texts over facts that a test changes.
class DocumentsTest : public testing::Test {
protected:
    DocumentsTest()
    {
        auto library = Library::load(BUDDY_SOURCE_DIR "/data/documents");
        EXPECT_TRUE(library) << library.error().detail;
        documents = std::make_unique<Documents>(
            Documents::Parts{
                .store = store,
                .clock = clock,
                .facts = [this](const std::string&) { return facts; }
            },
            std::move(*library)
        );
        wait_for(documents->publish());
    }
    [[nodiscard]] std::vector<Seen> current()
    {
        std::vector<Seen> seen;
        for (const auto& one : wait_for(documents->standing_of(who.guardian)))
            seen.push_back({.kind = one.kind, .version = one.version.text});
        return seen;
    }
    [[nodiscard]] Standing standing(std::string_view kind)
    {
        for (auto& one : wait_for(documents->standing_of(who.guardian)))
            if (one.kind == kind) return one;
        ADD_FAILURE() << kind << " is not answered";
        return {};
    }
    void set(const std::string& name, std::string value, Weight weight)
    {
        facts.single[name] = {
            .value = value, .weight = weight, .says = name + " is " + value + "."
        };
        wait_for(documents->publish());
    }

    FakeDocumentStore store;
    FakeClock clock{noon};
    Facts facts;
    std::unique_ptr<Documents> documents;
};

TEST_F(DocumentsTest, AskForTermsAndPrivacyAloneAndSayWhatIsNew)
{
    ASSERT_EQ(current().size(), 2U);
    ASSERT_TRUE(wait_for(documents->reply(who, current(), Reply::Accepted)));
    EXPECT_EQ(standing("terms").state, State::Accepted);
    set("operator.name", "Example Ltd", Weight::Material);
    const auto asked = standing("privacy");
    EXPECT_EQ(asked.state, State::Asked);
    EXPECT_THAT(
        asked.changes, ElementsAre(Difference{.before = {}, .now = "operator.name is Example Ltd."})
    );
}

TEST_F(DocumentsTest, AnswerOnlyWhatStands)
{
    auto seen = current();
    set("operator.name", "Example Ltd", Weight::Material);
    EXPECT_EQ(
        wait_for(documents->reply(who, seen, Reply::Accepted)).error().code, ErrorCode::Conflict
    );
    seen = {{.kind = "cookies", .version = "x"}};
    EXPECT_EQ(
        wait_for(documents->reply(who, seen, Reply::Accepted)).error().code, ErrorCode::NotFound
    );
    EXPECT_THAT(store.answers, IsEmpty());
}

TEST_F(DocumentsTest, CountAReviewUntilSomethingMaterialIsNew)
{
    const auto reviewed = [this] {
        return wait_for(documents->read({.kind = "terms"}))->review.has_value();
    };
    EXPECT_FALSE(reviewed());
    ASSERT_TRUE(wait_for(documents->review("terms", "A. Counsel")));
    set("operator.contact", "x@example.org", Weight::Light);
    EXPECT_TRUE(reviewed());
    set("operator.name", "Example Ltd", Weight::Material);
    EXPECT_FALSE(reviewed());
    EXPECT_EQ(wait_for(documents->review("nothing", "A")).error().code, ErrorCode::NotFound);
}

TEST_F(DocumentsTest, NeverShowAFamilyAQuestionForCounsel)
{
    for (const auto& kind : kinds()) {
        const auto page = wait_for(documents->read({.kind = std::string{kind.id}}));
        ASSERT_TRUE(page);
        EXPECT_THAT(page->markdown, testing::Not(testing::HasSubstr("counsel:")));
    }
    EXPECT_EQ(wait_for(documents->read({.kind = "x"})).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::documents
