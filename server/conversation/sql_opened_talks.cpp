#include "conversation/sql_opened_talks.hpp"

#include "conversation/sealed_records.hpp"
#include "conversation/turn_events.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace buddy::conversation {
namespace {

namespace statements = sql::conversation;
using crypto::ProtectedReader;

std::string child_text(const std::string& record)
{
    const auto object = object_in(record);
    const auto* found = object.if_contains("text");
    return found != nullptr && found->is_string() ? std::string{found->get_string()}
                                                  : std::string{};
}

}  // namespace

Task<Result<std::vector<OpenedTalk>>> SqlOpenedTalks::talks_of(ChildRef child)
{
    const auto rows = co_await database_.read([child](sql::Connection& db) {
        return db.run(statements::list_conversations, child.family.text(), child.child.text());
    });
    std::vector<OpenedTalk> talks;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        OpenedTalk talk{
            .id = ConversationId{rows.get<std::string>(row, 0)},
            .started_at = from_millis(rows.get<std::int64_t>(row, 1)),
            .turns = rows.get<int>(row, 3)
        };
        if (talk.turns > 0) talks.push_back(std::move(talk));
    }
    co_return talks;
}

Task<Result<std::vector<OpenedTurn>>> SqlOpenedTalks::read(
    ChildRef child, ConversationId conversation
)
{
    const auto family = co_await keys_.of(child.family);
    if (!family) co_return std::unexpected(family.error());
    const auto protecting =
        co_await keys_.protected_words(child.family, ProtectedReader::Moderator);
    if (!protecting) co_return std::unexpected(protecting.error());
    const auto found = co_await database_.read([child, conversation](sql::Connection& db) {
        const auto& id = conversation.text();
        std::array<sql::Rows, 3> rows;
        rows[0] =
            db.run(statements::find_conversation, id, child.family.text(), child.child.text());
        if (rows[0].empty()) return rows;
        rows[1] = db.run(statements::turns_of_conversation, id);
        rows[2] = db.run(statements::events_of_conversation, id, 0);
        return rows;
    });
    const auto& [conversations, turns, events] = found;
    if (conversations.empty()) co_return failed(ErrorCode::NotFound, "no such talk of this child");

    std::vector<OpenedTurn> out;
    std::size_t next_event = 0;
    for (std::size_t row = 0; row < turns.size(); ++row) {
        const auto turn = turns.get<std::string>(row, 0);
        const bool is_protected = turns.get<bool>(row, 1);
        const auto& key = is_protected ? *protecting : *family;
        std::vector<NumberedEvent> told;
        for (; next_event < events.size() && events.get<std::string>(next_event, 0) == turn;
             ++next_event) {
            const auto number = events.get<int>(next_event, 1);
            const auto payload = opened(
                key,
                events.get<sql::Blob>(next_event, 3),
                {"turn_events", "payload", event_row(turn, number)}
            );
            auto event = EventReader::read(events.get<std::string>(next_event, 2), payload);
            if (!event) throw DamagedRecord{event.error().detail};
            told.push_back({.number = number, .event = std::move(*event)});
        }
        out.push_back(
            {.started_at = from_millis(turns.get<std::int64_t>(row, 3)),
             .is_protected = is_protected,
             .words =
                 {.child = child_text(
                      opened(key, turns.get<sql::Blob>(row, 4), {"turns", "message", turn})
                  ),
                  .mentor = reply_of(told)}}
        );
    }
    co_return out;
}

}  // namespace buddy::conversation
