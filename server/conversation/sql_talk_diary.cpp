#include "conversation/sql_talk_diary.hpp"

#include "conversation/sealed_records.hpp"
#include "conversation/turn_events.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace buddy::conversation {
namespace {

namespace statements = sql::conversation;
using crypto::Sealer;

/// A member of a sealed object; empty when it has none of that name.
std::string text_in(const std::string& record, const char* member)
{
    const auto object = object_in(record);
    const auto* found = object.if_contains(member);
    return found != nullptr && found->is_string() ? std::string{found->get_string()}
                                                  : std::string{};
}

}  // namespace

TalkTurn SqlTalkDiary::turn_in(const sql::Rows& rows, std::size_t row, const Sealer& family)
{
    const auto id = rows.get<std::string>(row, 0);
    TalkTurn turn{
        .id = TurnId{id},
        .conversation = ConversationId{rows.get<std::string>(row, 1)},
        .started_at = from_millis(rows.get<std::int64_t>(row, 2)),
        .finished_at = from_millis(rows.get<std::int64_t>(row, 3)),
        .topic = {},
        .advisor = {},
        .mood = std::nullopt
    };
    if (const auto mood = rows.get<std::optional<sql::Blob>>(row, 4)) {
        const auto text = opened(family, *mood, {"turns", "mood", id});
        const auto reading = object_in(text);
        turn.mood = emotion::mood_from(text_in(text, "mood"));
        turn.certainty = reading.at("certainty").to_number<double>();
        turn.corrected = reading.contains("corrected");
    }
    if (const auto record = rows.get<std::optional<sql::Blob>>(row, 5)) {
        const auto text = opened(family, *record, {"turns", "record", id});
        turn.topic = text_in(text, "topic");
        turn.learning = advisors::learning_from(text_in(text, "learning"));
    }
    const auto reason = rows.get<std::optional<std::string>>(row, 8);
    turn.was_closed = reason && (*reason == id_of(FinishReason::QuietHours) ||
                                 *reason == id_of(FinishReason::OverTime));
    if (const auto payload = rows.get<std::optional<sql::Blob>>(row, 7)) {
        const auto place = event_row(id, rows.get<int>(row, 6));
        const auto event = EventReader::read(
            "advisor", opened(family, *payload, {"turn_events", "payload", place})
        );
        if (!event) throw DamagedRecord{event.error().detail};
        turn.advisor = std::get<AdvisorSpeaks>(*event).id;
    }
    return turn;
}

std::vector<TalkTurn> SqlTalkDiary::turns_in(const sql::Rows& rows, const Sealer& family)
{
    std::vector<TalkTurn> turns;
    turns.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) turns.push_back(turn_in(rows, row, family));
    return turns;
}

Task<Result<std::vector<TalkTurn>>> SqlTalkDiary::turns_between(
    ChildRef child, Time from, Time until
)
{
    const auto family = co_await keys_.of(child.family, child.child);
    if (!family) co_return std::unexpected(family.error());
    const auto rows = co_await database_.read([child, from, until](sql::Connection& db) {
        return db.run(
            statements::open_turns_between,
            child.family.text(),
            child.child.text(),
            to_millis(from),
            to_millis(until)
        );
    });
    co_return turns_in(rows, *family);
}

Task<Result<std::vector<TalkTurn>>> SqlTalkDiary::turns_of(
    ChildRef child, ConversationId conversation
)
{
    const auto family = co_await keys_.of(child.family, child.child);
    if (!family) co_return std::unexpected(family.error());
    const auto rows = co_await database_.read([child, conversation](sql::Connection& db) {
        return db.run(
            statements::open_turns_of_conversation,
            child.family.text(),
            child.child.text(),
            conversation.text()
        );
    });
    co_return turns_in(rows, *family);
}

Task<Result<TalkWords>> SqlTalkDiary::words_of(ChildRef child, TurnId turn)
{
    const auto family = co_await keys_.of(child.family, child.child);
    if (!family) co_return std::unexpected(family.error());
    const auto found = co_await database_.read([child, turn](sql::Connection& db) {
        std::array<sql::Rows, 2> rows;
        rows[0] = db.run(
            statements::find_open_message, child.family.text(), child.child.text(), turn.text()
        );
        if (!rows[0].empty()) rows[1] = db.run(statements::events_of_turn, turn.text(), 0);
        return rows;
    });
    const auto& [messages, events] = found;
    if (messages.empty())
        co_return failed(ErrorCode::NotFound, "no such turn for this family's guardians");
    const auto& id = turn.text();
    TalkWords words{
        .child = text_in(
            opened(*family, messages.get<sql::Blob>(0, 0), {"turns", "message", id}), "text"
        ),
        .mentor = {}
    };
    std::vector<NumberedEvent> told;
    for (std::size_t row = 0; row < events.size(); ++row) {
        const auto number = events.get<int>(row, 0);
        const auto payload = opened(
            *family,
            events.get<sql::Blob>(row, 2),
            {"turn_events", "payload", event_row(id, number)}
        );
        auto event = EventReader::read(events.get<std::string>(row, 1), payload);
        if (!event) throw DamagedRecord{event.error().detail};
        told.push_back({.number = number, .event = std::move(*event)});
    }
    words.mentor = reply_of(told);
    co_return words;
}

}  // namespace buddy::conversation
