// A house with families who talk, for tests of retention, export and erasure: the data in one database, the keys in
// another, as they are kept.
#pragma once

#include "compliance/erasures.hpp"
#include "compliance/sql_retention_store.hpp"
#include "compliance/sql_rights_data.hpp"

#include "conversation/sql_conversation_data.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/sql_trajectory_data.hpp"
#include "identity/sql_family_store.hpp"
#include "platform/crypto/sql_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/compliance.hpp"
#include "sql/conversation.hpp"
#include "sql/identity.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace buddy::compliance {

/// Identity's rows, without the services around them.
class FamilyRows final : public PersonalData {
public:
    explicit FamilyRows(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "identity"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override { return {}; }
    [[nodiscard]] Result<std::string> export_family(const FamilyId&) override { return "{}"; }
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override
    {
        return run(sql::identity::delete_family, family.text());
    }
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override
    {
        return run(sql::identity::delete_child, child.text(), family.text());
    }

private:
    template <class... Args>
    std::int64_t run(const sql::Statement& statement, Args... args)
    {
        return sql::wait_for(database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
            return tx.run(statement, args...).affected();
        }));
    }
    sql::Database& database_;
};

struct House {
    explicit House(sql::Engine engine) : data{engine} {}

    static constexpr std::int64_t start = 1'790'000'000'000;

    /// A family whose guardian confirmed the address, with keys.
    FamilyId add_family(const std::string& name, bool is_confirmed = true)
    {
        const FamilyId family{name};
        EXPECT_TRUE(sql::wait_for(keys.create(family)));
        write([&](sql::Transaction& tx) {
            const auto now = to_millis(clock.now());
            tx.run(sql::identity::insert_family, name, "US", "en", "UTC", true, now);
            tx.run(
                sql::identity::insert_guardian,
                "guardian-of-" + name,
                name,
                name + "@example.test",
                name + "@example.test",
                "hash",
                "en",
                now
            );
            tx.run(
                sql::identity::insert_membership,
                name,
                "guardian-of-" + name,
                "guardian",
                "transcript",
                "all",
                true,
                now
            );
            if (is_confirmed) tx.run(sql::identity::confirm_email, "guardian-of-" + name, now);
        });
        return family;
    }
    conversation::ChildRef add_child(const FamilyId& family, const std::string& name)
    {
        const auto key = sql::wait_for(keys.of(family, ChildId{name}));
        write([&](sql::Transaction& tx) {
            tx.run(
                sql::identity::insert_child,
                name,
                family.text(),
                key->seal("Mia", {"children", "nickname", name}),
                key->seal("[]", {"children", "interests", name}),
                2016,
                1,
                "fox",
                "en",
                "US",
                "hash",
                to_millis(clock.now())
            );
        });
        return {.family = family, .child = ChildId{name}};
    }
    /// A conversation of one turn, now.
    void talk(
        const conversation::ChildRef& child,
        const std::string& name,
        const std::string& words = "my hamster is called Pretzel",
        bool is_protected = false
    )
    {
        static_cast<void>(
            sql::wait_for(conversations.start(child, ConversationId{name}, clock.now()))
        );
        say(child, name, 0, words, is_protected);
    }
    /// One turn more of it, after `before` others.
    void say(
        const conversation::ChildRef& child,
        const std::string& name,
        int before,
        const std::string& words,
        bool is_protected = false
    )
    {
        const ConversationId id{name};
        const auto turn_name = before == 0 ? name : name + "-" + std::to_string(before);
        conversation::NewTurn turn{
            .ref =
                {.family = child.family,
                 .turn = TurnId{"t-" + turn_name},
                 .is_protected = is_protected,
                 .child = child.child},
            .conversation = id,
            .child = child.child,
            .idempotency_key = "k-" + turn_name,
            .text = words,
            .locale = "en",
            .at = clock.now(),
            .turns_before = before,
            .assessment = "{}"
        };
        ASSERT_TRUE(sql::wait_for(conversations.begin_turn(turn)));
        sql::wait_for(conversations.finish_turn(
            {.ref = turn.ref,
             .conversation = id,
             .at = clock.now(),
             .reason = conversation::FinishReason::Answered,
             .events = {{.number = 2, .event = conversation::Done{.suggestions = {}}}},
             .guided_state = std::nullopt,
             .topic = std::nullopt,
             .voice = "guided"}
        ));
    }
    [[nodiscard]] std::int64_t count(const std::string& table)
    {
        const auto text = "SELECT count(*) FROM " + table;
        const sql::Statement statement{"test.count", text, text};
        return sql::wait_for(data->read([&](sql::Connection& db) {
            return db.run(statement).get<std::int64_t>(0, 0);
        }));
    }
    template <class Function>
    void write(Function function)
    {
        sql::wait_for(data->write(sql::Durability::Full, [&](sql::Transaction& tx) {
            function(tx);
        }));
    }
    [[nodiscard]] Erasures erasures(std::function<void(std::string_view)> after_step = {})
    {
        return Erasures{
            {.store = wishes,
             .ledger = ledger,
             .keys = keys,
             .data = everything,
             .pool = pool,
             .clock = clock,
             .grace = std::chrono::days{7},
             .processors = {"openai"},
             .after_step = std::move(after_step)}
        };
    }

    FakeClock clock{from_millis(start)};
    sql::TemporaryDatabase data;
    sql::TemporaryDatabase key_data{sql::Engine::Sqlite};
    crypto::SqlFamilyKeyStore key_store{*key_data};
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    audit::Trail trail{*data, clock};
    BlockingPool pool{1};
    conversation::SqlConversationStore conversations{
        *data, keys, [](sql::Transaction&, const conversation::FiledAlert&) {}
    };
    conversation::SqlConversationData conversation_data{*data, keys};
    conversation::SqlTrajectoryData trajectory_data{*data, keys};
    SqlRightsData rights_data{*data};
    FamilyRows family_rows{*data};
    std::vector<PersonalData*> everything{
        &conversation_data, &trajectory_data, &rights_data, &family_rows
    };
    std::vector<notify::ErasureMail> mails;
    SqlErasureStore wishes{
        *data,
        trail,
        crypto::Sealer{crypto::SecretKey::random()},
        [this](sql::Transaction&, const notify::ErasureMail& mail) { mails.push_back(mail); }
    };
    SqlErasureLedger ledger{*key_data};
    SqlRetentionStore kept{*data, trail};
};

}  // namespace buddy::compliance
