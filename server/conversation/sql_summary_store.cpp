#include "conversation/sql_summary_store.hpp"

#include "conversation/sealed_records.hpp"
#include "platform/crypto/seal_apart.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;
namespace statements = sql::conversation;

crypto::Place place_of(const std::string& conversation)
{
    return {"conversation_summaries", "summary", conversation};
}

/// The words of one turn's answer; takes its rows off the front. They are read, never shown.
std::string reply_in(
    const sql::Rows& rows, std::size_t& row, const std::string& turn, const crypto::Sealer& sealer
)
{
    std::string reply;
    for (; row < rows.size() && rows.get<std::string>(row, 0) == turn; ++row) {
        const auto number = rows.get<int>(row, 1);
        const auto clause = object_in(opened(
            sealer, rows.get<sql::Blob>(row, 2), {"turn_events", "payload", event_row(turn, number)}
        ));
        reply += std::string_view{clause.at("text").as_string()};
    }
    return reply;
}

constexpr std::array<std::string_view, 1> columns_of_conversation_summaries{"summary"};

}  // namespace

Task<std::optional<Summary>> SqlSummaryStore::find(ChildRef child, ConversationId id)
{
    const auto key = co_await keys_.of(child.family, child.child);
    if (!key) co_return std::nullopt;
    const auto rows = co_await database_.read([child, id](sql::Connection& db) {
        return db.run(statements::find_summary, id.text(), child.family.text(), child.child.text());
    });
    if (rows.empty()) co_return std::nullopt;
    auto text = key->open(rows.get<sql::Blob>(0, 2), place_of(id.text()));
    if (!text) co_return std::nullopt;  // the talk goes on; the next summary replaces it
    co_return Summary{
        .text = std::move(*text),
        .until = rows.get<int>(0, 0),
        .oldest = from_millis(rows.get<std::int64_t>(0, 1))
    };
}

Task<TalkPart> SqlSummaryStore::part_of(ChildRef child, ConversationId id, TurnRange range)
{
    TalkPart part;
    const auto key = co_await keys_.of(child.family, child.child);
    if (!key) co_return part;
    const auto found = co_await database_.read([child, id, range](sql::Connection& db) {
        const auto rows_of = [&](const sql::Statement& statement) {
            return db.run(
                statement,
                id.text(),
                child.family.text(),
                child.child.text(),
                range.after,
                range.until,
                to_millis(range.since)
            );
        };
        return std::array{
            rows_of(statements::turns_to_sum_up), rows_of(statements::replies_to_sum_up)
        };
    });
    const auto& [turns, replies] = found;
    std::size_t next = 0;
    for (std::size_t row = 0; row < turns.size(); ++row) {
        const auto turn = turns.get<std::string>(row, 0);
        if (!part.oldest) part.oldest = from_millis(turns.get<std::int64_t>(row, 1));
        part.said.push_back(
            said_in(opened(*key, turns.get<sql::Blob>(row, 2), {"turns", "message", turn}))
        );
        if (auto reply = reply_in(replies, next, turn, *key); !reply.empty())
            part.said.push_back({.role = safety::Role::Mentor, .text = std::move(reply)});
    }
    co_return part;
}

Task<> SqlSummaryStore::keep(ChildRef child, ConversationId id, Summary summary)
{
    const auto key = co_await keys_.of(child.family, child.child);
    if (!key) co_return;
    const auto sealed = key->seal(summary.text, place_of(id.text()));
    auto write = [&](sql::Transaction& tx) {
        tx.run(
            statements::keep_summary,
            id.text(),
            child.family.text(),
            child.child.text(),
            summary.until,
            to_millis(summary.oldest),
            sealed
        );
    };
    co_await database_.write(sql::Durability::Full, std::move(write));
}

Task<> SqlSummaryStore::forget(ChildRef child, ConversationId id)
{
    auto write = [&](sql::Transaction& tx) {
        tx.run(statements::delete_summary, id.text(), child.family.text(), child.child.text());
    };
    co_await database_.write(sql::Durability::Full, std::move(write));
}

Result<std::string> SqlSummaryData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    const auto rows = sql::wait_for(database_.read([family](sql::Connection& db) {
        return db.run(statements::list_family_summaries, family.text());
    }));
    json::array summaries;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto conversation = rows.get<std::string>(row, 0);
        const auto text = key->open(rows.get<sql::Blob>(row, 1), place_of(conversation));
        json::object one{{"conversation", conversation}};
        if (text)
            one["summary"] = *text;
        else
            one["unreadable"] = true;
        summaries.emplace_back(std::move(one));
    }
    return json::serialize(summaries);
}

Result<std::int64_t> SqlSummaryData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_summaries, family.text()).affected();
    }));
}

Result<std::int64_t> SqlSummaryData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(
        sql::Durability::Full,
        [family, child](sql::Transaction& tx) {
            return tx.run(statements::delete_child_summaries, family.text(), child.text())
                .affected();
        }
    ));
}

Result<std::int64_t> SqlSummaryData::seal_apart(const FamilyId& family, const ChildId& child)
{
    const std::array tables{crypto::SealedTable{
        .name = "conversation_summaries",
        .columns = columns_of_conversation_summaries,
        .list = statements::list_sealed_conversation_summaries,
        .replace = statements::replace_sealed_conversation_summaries
    }};
    return crypto::seal_apart(database_, keys_, family, child, tables);
}

}  // namespace buddy::conversation
