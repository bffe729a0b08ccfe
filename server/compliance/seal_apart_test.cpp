// Rows from before children had keys of their own come under these, broken off or not, and nobody notices.
#include "compliance/job_seal_apart.hpp"
#include "compliance/rights_fixture.hpp"

#include <stdexcept>

namespace buddy::compliance {
namespace {

using sql::wait_for;

const std::string hidden = "somebody at home hurts me";

class ApartSealingTest : public testing::TestWithParam<sql::Engine> {
public:
    ApartSealingTest()
    {
        family = house.add_family("f");
        for (const std::string name : {"c", "s"}) {
            const auto child = house.add_child(family, name);
            house.talk(child, "talk-" + name);
            house.say(child, "talk-" + name, 1, hidden, true);
            put_back(child);
        }
    }
    /// What an earlier release left: everything under the family's keys.
    void put_back(const conversation::ChildRef& child)
    {
        const auto own = wait_for(house.keys.of(family));
        const auto protecting =
            wait_for(house.keys.protected_words(family, crypto::ProtectedReader::Conversation));
        const auto old = [&](const sql::Blob& sealed, const crypto::Place& place) {
            if (const auto plain = own->open(sealed, place)) return own->seal(*plain, place);
            return protecting->seal(protecting->open(sealed, place).value(), place);
        };
        house.write([&](sql::Transaction& tx) {
            const auto& id = child.child.text();
            auto rows = tx.run(sql::conversation::list_sealed_turns, family.text(), id, "");
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const auto turn = rows.get<std::string>(row, 0);
                std::vector<sql::Value> values{turn, turn};
                std::vector<sql::Value> after;
                for (const std::string column : {"message", "assessment", "mood", "record"}) {
                    const auto cell = rows.get<std::optional<sql::Blob>>(row, values.size());
                    values.push_back(sql::to_value(cell));
                    after.push_back(
                        cell ? sql::to_value(old(*cell, {"turns", column, turn})) : sql::Value{}
                    );
                }
                values.insert(values.end(), after.begin(), after.end());
                EXPECT_EQ(
                    tx.run_values(sql::conversation::replace_sealed_turns, values).affected(), 1
                );
            }
            rows = tx.run(sql::conversation::list_sealed_turn_events, family.text(), id, "");
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const auto event = rows.get<std::string>(row, 0);
                const auto cell = rows.get<sql::Blob>(row, 2);
                tx.run(
                    sql::conversation::replace_sealed_turn_events,
                    event,
                    rows.get<std::string>(row, 1),
                    cell,
                    old(cell, {"turn_events", "payload", event})
                );
            }
            static const std::string text = "UPDATE children SET sealed_apart_at = NULL";
            static const sql::Statement unmark{"test.unmark", text, text};
            tx.run(unmark);
        });
    }
    [[nodiscard]] ApartSealing sealing()
    {
        return ApartSealing{
            {.database = *house.data,
             .data = house.everything,
             .pool = house.pool,
             .clock = house.clock}
        };
    }
    /// How many messages of the child lie under its own keys.
    std::int64_t apart(const std::string& name)
    {
        const auto own = wait_for(house.keys.of(family, ChildId{name}));
        const auto protecting = wait_for(
            house.keys.protected_words(family, ChildId{name}, crypto::ProtectedReader::Conversation)
        );
        const auto rows = wait_for(house.data->read([&](sql::Connection& db) {
            return db.run(sql::conversation::list_sealed_turns, family.text(), name, "");
        }));
        std::int64_t count = 0;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto message = rows.get<sql::Blob>(row, 2);
            if (own->has_sealed(message) || protecting->has_sealed(message)) ++count;
        }
        return count;
    }
    std::vector<std::string> said(const std::string& name)
    {
        std::vector<std::string> out;
        const auto talk = wait_for(house.conversations.open(
            {.family = family, .child = ChildId{name}}, ConversationId{"talk-" + name}
        ));
        EXPECT_TRUE(talk);
        if (talk)
            for (const auto& turn : talk->turns) out.push_back(turn.text);
        return out;
    }

    House house{GetParam()};
    FamilyId family;
    const std::vector<std::string> everything{"my hamster is called Pretzel", hidden};
};

INSTANTIATE_TEST_SUITE_P(Engines, ApartSealingTest, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(ApartSealingTest, MovesEveryWordUnderTheChildsOwnKeysAndIsReadBeforeAndAfter)
{
    auto sealing = this->sealing();
    EXPECT_EQ(wait_for(sealing.waiting()), 2);
    EXPECT_EQ(apart("c") + apart("s"), 0);
    EXPECT_EQ(said("c"), everything);
    const auto done = wait_for(sealing.run());
    EXPECT_EQ(done.children, 2);
    EXPECT_EQ(done.passed_over, 0);
    EXPECT_GT(done.rows, 8);
    EXPECT_EQ(apart("c") + apart("s"), 4);
    EXPECT_EQ(said("c"), everything);
    EXPECT_EQ(said("s"), everything);
    EXPECT_EQ(wait_for(sealing.waiting()), 0);
    EXPECT_EQ(wait_for(sealing.run()).children, 0);
}

TEST_P(ApartSealingTest, KeepsProtectedWordsFromTheFamily)
{
    static_cast<void>(wait_for(sealing().run()));
    const auto out = house.conversation_data.export_family(family).value();
    EXPECT_NE(out.find("Pretzel"), std::string::npos);
    EXPECT_EQ(out.find("hurts"), std::string::npos);
}

TEST_P(ApartSealingTest, GoesOnWhereItWasBrokenOff)
{
    auto sealing = this->sealing();
    EXPECT_THROW(
        static_cast<void>(wait_for(sealing.run([](const auto&) {
            throw std::runtime_error{"the power goes"};
        }))),
        std::runtime_error
    );
    EXPECT_EQ(wait_for(sealing.waiting()), 1);
    EXPECT_EQ(wait_for(sealing.run()).children, 1);
    EXPECT_EQ(apart("c") + apart("s"), 4);
}

TEST_P(ApartSealingTest, PassesOverAFamilyWhoseKeysAreGone)
{
    const auto other = house.add_child(house.add_family("g"), "d");
    house.talk(other, "talk-d");
    house.write([](sql::Transaction& tx) {
        static const std::string text = "UPDATE children SET sealed_apart_at = NULL";
        static const sql::Statement unmark{"test.unmark", text, text};
        tx.run(unmark);
    });
    wait_for(house.keys.destroy(family));
    auto sealing = this->sealing();
    const auto done = wait_for(sealing.run());
    EXPECT_EQ(done.children, 1);
    EXPECT_EQ(done.passed_over, 2);
    EXPECT_EQ(wait_for(sealing.waiting()), 2) << "whoever looks is told";
}

TEST_P(ApartSealingTest, LeavesNothingThatTheFamilysKeysOpenOnceAChildIsForgotten)
{
    static_cast<void>(wait_for(sealing().run()));
    wait_for(house.keys.destroy(family, ChildId{"c"}));
    const auto out = house.conversation_data.export_family(family).value();
    EXPECT_NE(out.find("unreadable"), std::string::npos);
    EXPECT_EQ(said("s"), everything);
    EXPECT_FALSE(wait_for(house.conversations.open(
        {.family = family, .child = ChildId{"c"}}, ConversationId{"talk-c"}
    )));
}

}  // namespace
}  // namespace buddy::compliance
