#include "conversation/sql_answer_diary.hpp"

#include "conversation/sealed_records.hpp"
#include "conversation/turn_events.hpp"
#include "sql/conversation.hpp"

#include <array>
#include <utility>

namespace buddy::conversation {
namespace {

namespace statements = sql::conversation;

std::string text_in(const std::string& record, const char* member)
{
    const auto object = object_in(record);
    const auto* found = object.if_contains(member);
    return found != nullptr && found->is_string() ? std::string{found->get_string()}
                                                  : std::string{};
}

}  // namespace

Task<Result<crypto::Sealer>> SqlAnswerDiary::key_for(FamilyId family, bool is_protected)
{
    if (!is_protected) co_return co_await keys_.of(std::move(family));
    co_return co_await keys_.protected_words(std::move(family), crypto::ProtectedReader::Moderator);
}

void SqlAnswerDiary::take_events(
    const sql::Rows& events, const crypto::Sealer& key, GivenAnswer& into
)
{
    const auto& id = into.turn.text();
    std::vector<NumberedEvent> told;
    for (std::size_t row = 0; row < events.size(); ++row) {
        const auto number = events.get<int>(row, 0);
        const auto payload = opened(
            key, events.get<sql::Blob>(row, 2), {"turn_events", "payload", event_row(id, number)}
        );
        auto event = EventReader::read(events.get<std::string>(row, 1), payload);
        if (!event) throw DamagedRecord{event.error().detail};
        if (const auto* notice = std::get_if<Notice>(&*event))
            into.is_crisis = into.is_crisis || notice->kind == NoticeKind::Help;
        if (const auto* advisor = std::get_if<AdvisorSpeaks>(&*event)) into.advisor = advisor->id;
        told.push_back({.number = number, .event = std::move(*event)});
    }
    into.words.mentor = reply_of(told);
}

Task<Result<GivenAnswer>> SqlAnswerDiary::answer_of(ChildRef child, TurnId turn)
{
    const auto found = co_await database_.read([child, turn](sql::Connection& db) {
        std::array<sql::Rows, 2> rows;
        rows[0] = db.run(
            statements::find_given_answer, child.family.text(), child.child.text(), turn.text()
        );
        if (!rows[0].empty()) rows[1] = db.run(statements::events_of_turn, turn.text(), 0);
        return rows;
    });
    const auto& [turns, events] = found;
    if (turns.empty()) co_return failed(ErrorCode::NotFound, "no such answer of this child's");
    const bool is_protected = turns.get<bool>(0, 2);
    const auto key = co_await key_for(child.family, is_protected);
    if (!key) co_return std::unexpected(key.error());
    const auto reason = finish_reason_from(turns.get<std::string>(0, 3));
    GivenAnswer answer{
        .turn = turn,
        .conversation = ConversationId{turns.get<std::string>(0, 0)},
        .started_at = from_millis(turns.get<std::int64_t>(0, 1)),
        .is_hidden = is_protected || turns.get<bool>(0, 6),
        .stands_alone = turns.get<bool>(0, 7),
        .is_crisis = reason == FinishReason::CrisisAnswered,
        .voice = {},
        .advisor = {},
        .words = {}
    };
    const auto& id = turn.text();
    answer.words.child =
        text_in(opened(*key, turns.get<sql::Blob>(0, 4), {"turns", "message", id}), "text");
    if (const auto record = turns.get<std::optional<sql::Blob>>(0, 5))
        answer.voice = text_in(opened(*key, *record, {"turns", "record", id}), "voice");
    take_events(events, *key, answer);
    co_return answer;
}

Task<Result<std::optional<TalkWords>>> SqlAnswerDiary::before(ChildRef child, TurnId turn)
{
    const auto rows = co_await database_.read([child, turn](sql::Connection& db) {
        return db.run(
            statements::find_turn_before, child.family.text(), child.child.text(), turn.text()
        );
    });
    if (rows.empty()) co_return std::nullopt;
    auto answer = co_await answer_of(child, TurnId{rows.get<std::string>(0, 0)});
    if (!answer) co_return std::unexpected(answer.error());
    co_return std::move(answer->words);
}

}  // namespace buddy::conversation
