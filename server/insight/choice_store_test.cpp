// One contract for the stores of choices: in memory, on SQLite, on PostgreSQL; and what is shown and forgotten.
#include "insight/fake_choice_store.hpp"
#include "insight/sql_choice_store.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace buddy::insight {
namespace {

using sql::wait_for;

enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

const FamilyId family{"family-1"};
const FamilyId stranger{"family-2"};
const ChildId child{"child-1"};
const ChildId sibling{"child-2"};

struct SqlWorld {
    explicit SqlWorld(sql::Engine engine) : temporary{engine} {}
    FakeClock clock{from_millis(1'000)};
    sql::TemporaryDatabase temporary;
    audit::Trail trail{*temporary, clock};
    SqlChoiceStore store{*temporary, trail};
};

class Choices : public testing::TestWithParam<Kind> {
protected:
    Choices()
    {
        if (GetParam() != Kind::Fake)
            real = std::make_unique<SqlWorld>(
                GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
            );
    }
    ChoiceStore& store()
    {
        if (real) return real->store;
        return fake;
    }
    void choose(const ChildId& whose, bool is_shown)
    {
        wait_for(store().choose(
            {.family = family,
             .child = whose,
             .by = GuardianId{"guardian"},
             .is_shown = is_shown,
             .at = from_millis(2'000)}
        ));
    }
    bool is_shown(const FamilyId& whose, const ChildId& of)
    {
        return wait_for(store().is_shown(whose, of));
    }
    FakeChoiceStore fake;
    std::unique_ptr<SqlWorld> real;
};

INSTANTIATE_TEST_SUITE_P(Kinds, Choices, testing::ValuesIn(kinds_here()), [](const auto& test) {
    return std::string{
        test.param == Kind::Fake     ? "Fake"
        : test.param == Kind::Sqlite ? "Sqlite"
                                     : "Postgres"
    };
});

TEST_P(Choices, ShowInsightsUntilTheFamilySwitchesThemOff)
{
    EXPECT_TRUE(is_shown(family, child));
    choose(child, false);
    EXPECT_FALSE(is_shown(family, child));
    EXPECT_TRUE(is_shown(family, sibling));
    EXPECT_TRUE(is_shown(stranger, child)) << "another family's choice is not this one's";
    choose(child, true);
    EXPECT_TRUE(is_shown(family, child));
}

TEST_P(Choices, AreShownAndForgotten)
{
    if (!real) GTEST_SKIP() << "what is kept is in databases";
    choose(child, false);
    choose(sibling, false);
    const auto shown = real->store.export_family(family);
    ASSERT_TRUE(shown);
    EXPECT_TRUE(shown->contains("\"child\":\"child-1\",\"shown\":false"));
    EXPECT_EQ(real->store.export_family(stranger), "[]");
    EXPECT_EQ(real->store.erase_child(family, child), 1);
    EXPECT_TRUE(is_shown(family, child));
    EXPECT_FALSE(is_shown(family, sibling));
    EXPECT_EQ(real->store.erase_family(stranger), 0);
    EXPECT_EQ(real->store.erase_family(family), 1);
    EXPECT_TRUE(is_shown(family, sibling));
    EXPECT_TRUE(real->store.amounts_of(family, child)->empty());
}

}  // namespace
}  // namespace buddy::insight
