#include "conversation/sql_guest_turns.hpp"

#include "conversation/completion_answer.hpp"
#include "conversation/sql_referral_counts.hpp"
#include "platform/crypto/random.hpp"
#include "sql/conversation.hpp"

#include <utility>

namespace buddy::conversation {
namespace {

void insert(sql::Transaction& tx, const TurnId& turn, const std::vector<SafetyEvent>& events)
{
    for (const auto& event : events)
        tx.run(
            sql::conversation::insert_safety_event,
            crypto::new_id_text(event.at),
            turn.text(),
            to_millis(event.at),
            event.kind,
            event.reason
        );
}

/// "self_harm 4, key 0199…".
std::string reason_of(const AlertFacts& facts, const ChildId& guest)
{
    std::string reason{safety::id_of(facts.category)};
    reason += ' ';
    reason += std::to_string(static_cast<int>(facts.severity));
    return reason += ", " + guest.text();
}

}  // namespace

ChildRef guest_of(const ApiKeyId& key)
{
    return {.family = {}, .child = ChildId{"key " + key.text()}};
}

SqlGuestTurns::SqlGuestTurns(
    sql::Database& database, identity::Directory& directory, QueueMail queue_mail
)
    : database_{database}, directory_{directory}, queue_mail_{std::move(queue_mail)}
{
}

Task<Result<Memory>> SqlGuestTurns::recall(
    ChildRef /*child*/, ConversationId /*id*/, std::string /*idempotency_key*/
)
{
    co_return failed(ErrorCode::NotFound, "nothing is kept of a guest");
}

Task<Result<Begun>> SqlGuestTurns::begin_turn(NewTurn turn)
{
    std::vector<SafetyEvent> events;
    std::vector<notify::AlertMail> mails;
    if (turn.safety_event) events.push_back(*turn.safety_event);
    if (turn.alert) {
        const auto& facts = turn.alert->facts;
        events.push_back(
            {.kind = "guest_in_danger", .reason = reason_of(facts, turn.child), .at = turn.at}
        );
        mails = co_await mails_for(turn.ref.turn, turn.child, facts);
    }
    if (!events.empty())
        co_await database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
            insert(tx, turn.ref.turn, events);
            for (const auto& mail : mails) queue_mail_(tx, mail);
        });
    co_return Begun{.turn = turn.ref.turn, .is_protected = turn.ref.is_protected};
}

Task<std::vector<notify::AlertMail>> SqlGuestTurns::mails_for(
    TurnId turn, ChildId guest, AlertFacts facts
)
{
    const auto moderators = co_await directory_.moderators();
    std::vector<notify::AlertMail> mails;
    mails.reserve(moderators.size());
    for (const auto& moderator : moderators)
        mails.push_back(
            {.family = {},
             .to = moderator.email,
             .language = "en",
             .reader = notify::AlertReader::Moderator,
             .urgency = urgency_of(facts.severity),
             .nickname = {},
             .reference = completion_id(turn) + " (" + guest.text() + ")"}
        );
    co_return mails;
}

/// Nothing is kept of a guest but the figure: that help was pointed to.
Task<> SqlGuestTurns::append_events(
    TurnRef /*turn*/, std::vector<NumberedEvent> /*events*/, std::optional<Referral> referral
)
{
    if (!referral) co_return;
    co_await database_.write(sql::Durability::Grouped, [&referral](sql::Transaction& tx) {
        count_referral(tx, *referral);
    });
}

Task<> SqlGuestTurns::finish_turn(FinishedTurn turn)
{
    if (turn.safety_events.empty()) co_return;
    co_await database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
        insert(tx, turn.ref.turn, turn.safety_events);
    });
}

Task<std::vector<OpenTurn>> SqlGuestTurns::open_turns()
{
    co_return std::vector<OpenTurn>{};
}

}  // namespace buddy::conversation
