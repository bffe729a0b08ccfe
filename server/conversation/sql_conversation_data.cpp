#include "conversation/sql_conversation_data.hpp"

#include "platform/crypto/seal_apart.hpp"
#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;
namespace statements = sql::conversation;

/// A member of a sealed object; nothing when it does not open or has none.
std::optional<std::string> member_of(
    const crypto::Sealer& family,
    const std::optional<sql::Blob>& sealed,
    const crypto::Place& place,
    std::string_view member
)
{
    if (!sealed) return std::nullopt;
    const auto plain = family.open(*sealed, place);
    if (!plain) return std::nullopt;
    boost::system::error_code error;
    const auto value = json::parse(*plain, error);
    if (error || !value.is_object()) return std::nullopt;
    const auto* found = value.get_object().if_contains(member);
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return std::string{std::string_view{found->get_string()}};
}

/// What the mentor said in `turn`; `next` walks over the clauses of the conversation.
std::string reply_to(
    const std::string& turn,
    const sql::Rows& clauses,
    std::size_t& next,
    const crypto::Sealer& family
)
{
    std::string reply;
    for (; next < clauses.size() && clauses.get<std::string>(next, 0) == turn; ++next) {
        const auto row = turn + "/" + std::to_string(clauses.get<std::int64_t>(next, 1));
        const auto text = member_of(
            family,
            clauses.get<std::optional<sql::Blob>>(next, 2),
            {"turn_events", "payload", row},
            "text"
        );
        reply += text.value_or("");
    }
    return reply;
}

json::array turns_json(sql::Connection& db, const std::string& id, const crypto::Sealer& family)
{
    const auto turns = db.run(statements::list_ordinary_turns, id);
    const auto clauses = db.run(statements::list_ordinary_clauses, id);
    json::array out;
    std::size_t next = 0;
    for (std::size_t row = 0; row < turns.size(); ++row) {
        const auto turn = turns.get<std::string>(row, 0);
        json::object one{{"at", http::to_json(from_millis(turns.get<std::int64_t>(row, 1)))}};
        const auto said = member_of(
            family, turns.get<std::optional<sql::Blob>>(row, 2), {"turns", "message", turn}, "text"
        );
        if (said)
            one["child"] = *said;
        else
            one["unreadable"] = true;
        one["buddy"] = reply_to(turn, clauses, next, family);
        const auto mood = member_of(
            family, turns.get<std::optional<sql::Blob>>(row, 3), {"turns", "mood", turn}, "mood"
        );
        if (mood) one["mood"] = *mood;
        out.emplace_back(std::move(one));
    }
    return out;
}

constexpr std::array<std::string_view, 4> columns_of_conversations{
    "topic", "risk_state", "guided_state", "crisis_state"
};
constexpr std::array<std::string_view, 4> columns_of_turns{
    "message", "assessment", "mood", "record"
};
constexpr std::array<std::string_view, 1> columns_of_turn_events{"payload"};

}  // namespace

Result<std::string> SqlConversationData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    return sql::wait_for(database_.read([&family, &key = *key](sql::Connection& db) {
        const auto rows = db.run(statements::list_family_conversations, family.text());
        json::array conversations;
        for (std::size_t row = 0; row < rows.size(); ++row)
            conversations.emplace_back(json::object{
                {"child_id", rows.get<std::string>(row, 1)},
                {"turns", turns_json(db, rows.get<std::string>(row, 0), key)}
            });
        return json::serialize(json::object{{"conversations", std::move(conversations)}});
    }));
}

Result<std::int64_t> SqlConversationData::erase_family(const FamilyId& family)
{
    std::int64_t erased =
        sql::wait_for(database_.write(sql::Durability::Full, [&family](sql::Transaction& tx) {
            return tx.run(statements::delete_safety_events_of_family, family.text()).affected();
        }));
    while (true) {
        const auto batch =
            sql::wait_for(database_.write(sql::Durability::Full, [&family](sql::Transaction& tx) {
                return tx.run(statements::delete_family_conversations, family.text()).affected();
            }));
        if (batch == 0) return erased;
        erased += batch;
    }
}

Result<std::int64_t> SqlConversationData::erase_child(const FamilyId& family, const ChildId& child)
{
    const auto run = [&](const sql::Statement& statement) {
        return sql::wait_for(database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
            return tx.run(statement, family.text(), child.text()).affected();
        }));
    };
    auto erased = run(statements::delete_safety_events_of_child);
    while (const auto batch = run(statements::delete_child_conversations)) erased += batch;
    return erased;
}

Result<std::vector<Amount>> SqlConversationData::amounts_of(
    const FamilyId& family, const ChildId& child
)
{
    return sql::wait_for(database_.read([&](sql::Connection& db) {
        const auto rows = db.run(statements::count_of_child, family.text(), child.text());
        return std::vector<Amount>{
            {.what = "conversations", .count = rows.get<std::int64_t>(0, 0)},
            {.what = "turns", .count = rows.get<std::int64_t>(0, 1)}
        };
    }));
}

Result<std::int64_t> SqlConversationData::seal_apart(const FamilyId& family, const ChildId& child)
{
    const std::array tables{
        crypto::SealedTable{
            .name = "conversations",
            .columns = columns_of_conversations,
            .list = statements::list_sealed_conversations,
            .replace = statements::replace_sealed_conversations
        },
        crypto::SealedTable{
            .name = "turns",
            .columns = columns_of_turns,
            .list = statements::list_sealed_turns,
            .replace = statements::replace_sealed_turns
        },
        crypto::SealedTable{
            .name = "turn_events",
            .columns = columns_of_turn_events,
            .list = statements::list_sealed_turn_events,
            .replace = statements::replace_sealed_turn_events
        }
    };
    return crypto::seal_apart(database_, keys_, family, child, tables);
}

}  // namespace buddy::conversation
