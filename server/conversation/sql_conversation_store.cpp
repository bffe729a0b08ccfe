#include "conversation/sql_conversation_store.hpp"

#include "conversation/cadence.hpp"
#include "conversation/sealed_records.hpp"
#include "conversation/sql_referral_counts.hpp"
#include "platform/crypto/random.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace buddy::conversation {

namespace json = boost::json;
namespace statements = sql::conversation;
using crypto::ProtectedReader;
using crypto::Sealer;

/// Ordinary words and protected ones. A turn's own key is `for_turn(is_protected)`; the states of a
/// conversation have always seen both, so they are sealed as protected.
struct SqlConversationStore::Keys {
    Sealer ordinary;
    Sealer protecting;
    [[nodiscard]] const Sealer& for_turn(bool is_protected) const
    {
        return is_protected ? protecting : ordinary;
    }
};

/// What is known of a child's days.
struct SqlConversationStore::KeptDays {
    ChildDays days;
    std::string damaged;  ///< "course", "guard", "course guard"; empty: everything could be read.
};

/// What a turn made of them.
struct SqlConversationStore::Lived {
    DaysOutcome outcome;
    std::string damaged;  ///< KeptDays::damaged.
};

namespace {

constexpr std::size_t guard_digits = 6;

std::string opened_or_empty(
    const Sealer& sealer, const std::optional<sql::Blob>& sealed, const crypto::Place& place
)
{
    return sealed ? opened(sealer, *sealed, place) : std::string{};
}

/// What the child said, with the places that give something away.
std::string message_json(const NewTurn& turn)
{
    json::array spans;
    for (const auto& span : turn.private_spans) spans.push_back(json::array{span.begin, span.end});
    return json::serialize(json::object{{"text", turn.text}, {"private", std::move(spans)}});
}

std::string mood_json(const emotion::Reading& reading)
{
    json::object out{{"certainty", reading.certainty}, {"intensity", reading.intensity}};
    if (reading.mood) out["mood"] = json::string_view{emotion::id_of(*reading.mood)};
    return json::serialize(out);
}

std::string corrected_mood_json(emotion::Mood mood)
{
    return json::serialize(json::object{
        {"certainty", 1.0}, {"corrected", true}, {"mood", json::string_view{emotion::id_of(mood)}}
    });
}

MoodMark mark_in(const std::string& text, Time at)
{
    const auto object = object_in(text);
    MoodMark mark{
        .at = at,
        .mood = std::nullopt,
        .certainty = object.at("certainty").to_number<double>(),
        .corrected = object.contains("corrected")
    };
    if (const auto* mood = object.if_contains("mood"))
        mark.mood = emotion::mood_from(std::string_view{mood->as_string()});
    return mark;
}

std::string record_json(const FinishedTurn& turn)
{
    json::object out{{"voice", turn.voice}};
    if (!turn.provider.empty()) out["provider"] = turn.provider;
    if (!turn.turn_topic.empty()) out["topic"] = turn.turn_topic;
    if (turn.learning != advisors::Learning::None)
        out["learning"] = json::string_view{advisors::id_of(turn.learning)};
    return json::serialize(out);
}

/// Turns that an earlier release recorded have no topic.
TurnNote note_in(const sql::Rows& rows, std::size_t row, const Sealer& family)
{
    const auto id = rows.get<std::string>(row, 0);
    TurnNote note{
        .number = rows.get<int>(row, 1), .at = from_millis(rows.get<std::int64_t>(row, 4))
    };
    if (const auto mood = rows.get<std::optional<sql::Blob>>(row, 2))
        note.mood = mark_in(opened(family, *mood, {"turns", "mood", id}), {}).mood;
    if (const auto record = rows.get<std::optional<sql::Blob>>(row, 3)) {
        const auto object = object_in(opened(family, *record, {"turns", "record", id}));
        if (const auto* topic = object.if_contains("topic"))
            note.topic = std::string_view{topic->as_string()};
    }
    return note;
}

Conversation face_in(const sql::Rows& rows, std::size_t row, const Sealer& family)
{
    const auto id = rows.get<std::string>(row, 0);
    Conversation face{
        .id = ConversationId{id},
        .started_at = from_millis(rows.get<std::int64_t>(row, 1)),
        .last_turn_at = std::nullopt,
        .turns = rows.get<int>(row, 3),
        .topic = opened_or_empty(
            family, rows.get<std::optional<sql::Blob>>(row, 4), {"conversations", "topic", id}
        )
    };
    if (const auto last = rows.get<std::optional<std::int64_t>>(row, 2))
        face.last_turn_at = from_millis(*last);
    return face;
}

bool shows_help(const TurnEvent& event)
{
    const auto* notice = std::get_if<Notice>(&event);
    return notice != nullptr && notice->kind == NoticeKind::Help;
}

/// Whether help lines were among what is new.
bool insert_events(
    sql::Transaction& tx,
    const Sealer& sealer,
    const std::string& turn,
    const std::vector<NumberedEvent>& events
)
{
    bool has_help = false;
    for (const auto& event : events) {
        const auto added = tx.run(
            statements::insert_event,
            turn,
            event.number,
            std::string{name_of(event.event)},
            sealer.seal(
                payload_of(event.event), {"turn_events", "payload", event_row(turn, event.number)}
            )
        );
        has_help = has_help || (added.affected() > 0 && shows_help(event.event));
    }
    return has_help;
}

void insert_safety_event(sql::Transaction& tx, const TurnId& turn, const SafetyEvent& event)
{
    tx.run(
        statements::insert_safety_event,
        crypto::new_id_text(event.at),
        turn.text(),
        to_millis(event.at),
        event.kind,
        event.reason
    );
}

/// `sealer`: an alert that no guardian may know of is sealed as protected, whatever its turn is.
void insert_alert(
    sql::Transaction& tx, const Sealer& sealer, const NewTurn& turn, const NewAlert& alert
)
{
    const auto& facts = alert.facts;
    tx.run(
        statements::insert_alert,
        alert.id.text(),
        turn.ref.family.text(),
        turn.child.text(),
        turn.ref.turn.text(),
        to_millis(turn.at),
        static_cast<std::int64_t>(facts.severity),
        facts.notify.guardian,
        alert.told.trusted_adult,
        alert.told.moderator,
        sealer.seal(to_json(facts), {"alerts", "facts", alert.id.text()}),
        false
    );
}

/// Until when no guardian is told, as text of one length: it must not show in the size.
std::string guard_text(const std::optional<std::chrono::sys_days>& guard)
{
    auto number = std::to_string(guard ? guard->time_since_epoch().count() : 0);
    return number.insert(0, guard_digits - std::min(number.size(), guard_digits), '0');
}

/// Invalid  guard_text() wrote something else.
Result<std::optional<std::chrono::sys_days>> guard_in(std::string_view text)
{
    if (text.empty()) return std::nullopt;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return failed(ErrorCode::Invalid, "a sealed day is not a number");
    if (number == 0) return std::nullopt;
    return std::chrono::sys_days{std::chrono::days{number}};
}

std::unexpected<Error> missing()
{
    return failed(ErrorCode::NotFound, "no such conversation or turn of this child");
}

}  // namespace

SqlConversationStore::SqlConversationStore(
    sql::Database& database, crypto::FamilyKeys& keys, FileAlert file_alert
)
    : database_{database}, keys_{keys}, file_alert_{std::move(file_alert)}
{
}

Task<Result<SqlConversationStore::Keys>> SqlConversationStore::keys_of(
    ChildRef child, ProtectedReader reader
)
{
    auto ordinary = co_await keys_.of(child.family, child.child);
    if (!ordinary) co_return std::unexpected(ordinary.error());
    auto protecting = co_await keys_.protected_words(child.family, child.child, reader);
    if (!protecting) co_return std::unexpected(protecting.error());
    co_return Keys{.ordinary = std::move(*ordinary), .protecting = std::move(*protecting)};
}

NumberedEvent SqlConversationStore::read_event(
    const Keys& keys,
    bool is_protected,
    const std::string& turn,
    const sql::Rows& rows,
    std::size_t row,
    std::size_t first_column
)
{
    const auto number = rows.get<int>(row, first_column);
    const auto payload = opened(
        keys.for_turn(is_protected),
        rows.get<sql::Blob>(row, first_column + 2),
        {"turn_events", "payload", event_row(turn, number)}
    );
    auto event = EventReader::read(rows.get<std::string>(row, first_column + 1), payload);
    if (!event) throw DamagedRecord{event.error().detail};
    return {.number = number, .event = std::move(*event)};
}

Task<Conversation> SqlConversationStore::start(ChildRef child, ConversationId id, Time now)
{
    Conversation face{.id = id, .started_at = now};
    co_await database_.write(sql::Durability::Full, [child, id, now](sql::Transaction& tx) {
        tx.run(
            statements::insert_conversation,
            id.text(),
            child.family.text(),
            child.child.text(),
            to_millis(now)
        );
    });
    co_return face;
}

Task<std::vector<Conversation>> SqlConversationStore::list(ChildRef child)
{
    std::vector<Conversation> out;
    const auto family = co_await keys_.of(child.family, child.child);
    if (!family) co_return out;
    const auto rows = co_await database_.read([child](sql::Connection& db) {
        return db.run(statements::list_conversations, child.family.text(), child.child.text());
    });
    for (std::size_t row = 0; row < rows.size(); ++row) out.push_back(face_in(rows, row, *family));
    co_return out;
}

Task<Result<Transcript>> SqlConversationStore::open(ChildRef child, ConversationId id)
{
    const auto keys = co_await keys_of(child, ProtectedReader::Child);
    if (!keys) co_return std::unexpected(keys.error());
    const auto found = co_await database_.read([child, id](sql::Connection& db) {
        std::array<sql::Rows, 3> rows;
        rows[0] = db.run(
            statements::find_conversation, id.text(), child.family.text(), child.child.text()
        );
        if (rows[0].empty()) return rows;
        rows[1] = db.run(statements::turns_of_conversation, id.text());
        rows[2] = db.run(statements::events_of_conversation, id.text(), 0);
        return rows;
    });
    const auto& [conversations, turns, events] = found;
    if (conversations.empty()) co_return missing();

    Transcript out{.conversation = face_in(conversations, 0, keys->ordinary), .turns = {}};
    std::size_t next_event = 0;
    for (std::size_t row = 0; row < turns.size(); ++row) {
        const auto turn = turns.get<std::string>(row, 0);
        const auto is_protected = turns.get<bool>(row, 1);
        const auto& key = keys->for_turn(is_protected);
        std::vector<NumberedEvent> told;
        for (; next_event < events.size() && events.get<std::string>(next_event, 0) == turn;
             ++next_event)
            told.push_back(read_event(*keys, is_protected, turn, events, next_event, 1));
        auto recorded = record_of(TurnId{turn}, from_millis(turns.get<std::int64_t>(row, 3)), told);
        recorded.text =
            said_in(opened(key, turns.get<sql::Blob>(row, 4), {"turns", "message", turn})).text;
        if (const auto mood = turns.get<std::optional<sql::Blob>>(row, 5)) {
            const auto mark = mark_in(opened(key, *mood, {"turns", "mood", turn}), {});
            if (mark.corrected && mark.mood)
                recorded.mood = MoodShown{
                    .mood = *mark.mood,
                    .word =
                        std::string{emotion::gentle_word(*mark.mood, turns.get<std::string>(row, 2))
                        },
                    .corrected = true
                };
        }
        out.turns.push_back(std::move(recorded));
    }
    co_return out;
}

Task<Result<Memory>> SqlConversationStore::recall(
    ChildRef child, ConversationId id, std::string idempotency_key
)
{
    const auto keys = co_await keys_of(child, ProtectedReader::Conversation);
    if (!keys) co_return std::unexpected(keys.error());
    struct Found {
        sql::Rows conversations;
        sql::Rows same_key;
        sql::Rows turns;
        sql::Rows events;
        sql::Rows notes;
        ChildDays days;
        sql::Rows times;
        bool was_protected = false;
        sql::Rows forgotten;
    };
    const auto found = co_await database_.read(
        [child, id, &keys = *keys, key = std::move(idempotency_key)](sql::Connection& db) {
            Found rows;
            rows.conversations = db.run(
                statements::find_conversation, id.text(), child.family.text(), child.child.text()
            );
            if (rows.conversations.empty()) return rows;
            rows.same_key = db.run(statements::find_turn_by_key, id.text(), key);
            rows.was_protected = !db.run(statements::find_protected_turn, id.text()).empty();
            const auto before = rows.conversations.get<std::int64_t>(0, 3) - Memory::most_said;
            rows.turns = db.run(statements::last_turns_of_conversation, id.text(), before);
            rows.events = db.run(statements::events_of_conversation, id.text(), before);
            rows.notes =
                db.run(statements::notes_of_conversation, id.text(), before - Memory::most_notes);
            const auto days =
                db.run(statements::find_trajectory, child.child.text(), child.family.text());
            rows.days = days_in(db, days, keys, child).days;
            rows.times = db.run(
                statements::recent_turn_times,
                child.child.text(),
                child.family.text(),
                std::chrono::milliseconds{longest_sitting}.count()
            );
            rows.forgotten =
                db.run(statements::find_forgotten, child.child.text(), child.family.text());
            return rows;
        }
    );
    const auto& [conversations, same_key, turns, events, notes, days, times, was_protected, forgotten] =
        found;
    if (conversations.empty()) co_return missing();

    const auto state = [&](std::size_t column, std::string_view name) {
        return opened_or_empty(
            keys->protecting,
            conversations.get<std::optional<sql::Blob>>(0, column),
            {"conversations", name, id.text()}
        );
    };
    const auto face = face_in(conversations, 0, keys->ordinary);
    Memory memory{
        .said = {},
        .risk = {.bytes = state(5, "risk_state")},
        .guided_state = state(6, "guided_state"),
        .crisis_state = state(7, "crisis_state"),
        .topic = face.topic,
        .was_protected = was_protected,
        .turns = face.turns,
        .days = days,
        .turn_times = {}
    };
    for (std::size_t row = 0; row < times.size(); ++row)
        memory.turn_times.push_back(from_millis(times.get<std::int64_t>(row, 0)));
    if (const auto since = conversations.get<std::optional<std::int64_t>>(0, 8))
        memory.guided_since = from_millis(*since);
    if (!forgotten.empty()) memory.forgotten = from_millis(forgotten.get<std::int64_t>(0, 0));
    if (!same_key.empty()) memory.same_key = TurnId{same_key.get<std::string>(0, 0)};
    std::size_t next_event = 0;
    for (std::size_t row = 0; row < turns.size(); ++row) {
        const auto turn = turns.get<std::string>(row, 0);
        const auto is_protected = turns.get<bool>(row, 1);
        memory.said.push_back(said_in(opened(
            keys->for_turn(is_protected), turns.get<sql::Blob>(row, 2), {"turns", "message", turn}
        )));
        memory.said.back().was_refused =
            turns.get<std::optional<std::string>>(row, 3) == id_of(FinishReason::ModelRefused);
        memory.said.back().at = from_millis(turns.get<std::int64_t>(row, 4));
        std::vector<NumberedEvent> told;
        for (; next_event < events.size() && events.get<std::string>(next_event, 0) == turn;
             ++next_event)
            if (events.get<std::string>(next_event, 2) == "delta")
                told.push_back(read_event(*keys, is_protected, turn, events, next_event, 1));
        if (auto reply = reply_of(told); !reply.empty())
            memory.said.push_back(
                {.role = safety::Role::Mentor,
                 .text = std::move(reply),
                 .was_refused = memory.said.back().was_refused,
                 .at = memory.said.back().at}
            );
    }
    const auto extra = static_cast<std::ptrdiff_t>(memory.said.size()) - Memory::most_said;
    if (extra > 0) memory.said.erase(memory.said.begin(), memory.said.begin() + extra);
    for (std::size_t row = 0; row < notes.size(); ++row)
        memory.notes.push_back(note_in(notes, row, keys->ordinary));
    drop_needless_notes(memory);
    co_return memory;
}

SqlConversationStore::KeptDays SqlConversationStore::days_in(
    sql::Connection& db, const sql::Rows& rows, const Keys& keys, const ChildRef& child
)
{
    KeptDays kept;
    if (rows.empty()) return kept;
    const auto cell = [&](const Sealer& sealer, std::size_t column, std::string_view name) {
        const auto sealed = rows.get<std::optional<sql::Blob>>(0, column);
        if (!sealed) return Result<std::string>{};
        return sealer.open(*sealed, {"trajectories", name, child.child.text()});
    };
    if (auto course = cell(keys.ordinary, 0, "course")) {
        kept.days.course = std::move(*course);
    } else {
        kept.days.course = unknown_course;
        kept.damaged = "course";
    }
    if (const auto text = cell(keys.protecting, 1, "guard")) {
        if (const auto guard = guard_in(*text)) {
            kept.days.guard = *guard;
            return kept;
        }
    }
    kept.damaged += kept.damaged.empty() ? "guard" : " guard";
    const auto last =
        db.run(statements::find_last_protected_turn, child.child.text(), child.family.text());
    if (const auto at = last.get<std::optional<std::int64_t>>(0, 0))
        kept.days.guard = guard_after(from_millis(*at));
    return kept;
}

void SqlConversationStore::keep_days(
    sql::Transaction& tx, const Keys& keys, const NewTurn& turn, const Lived& lived
)
{
    const auto& child = turn.child.text();
    const auto& after = lived.outcome.after;
    tx.run(
        statements::keep_trajectory,
        child,
        keys.ordinary.seal(after.course, {"trajectories", "course", child}),
        keys.protecting.seal(guard_text(after.guard), {"trajectories", "guard", child})
    );
    if (!lived.damaged.empty())
        insert_safety_event(
            tx, turn.ref.turn, {.kind = "days_damaged", .reason = lived.damaged, .at = turn.at}
        );
    if (lived.outcome.notice)
        insert_events(
            tx,
            keys.for_turn(turn.ref.is_protected),
            turn.ref.turn.text(),
            {{.number = 2, .event = *lived.outcome.notice}}
        );
}

/// What the turn makes of the child's days, which stay claimed until the transaction ends. Nothing of
/// it is written yet. nullopt: they stay as they are.
Result<std::optional<SqlConversationStore::Lived>> SqlConversationStore::live_on(
    sql::Transaction& tx, const Keys& keys, const NewTurn& turn
)
{
    if (!turn.live_on) return std::nullopt;
    const ChildRef child{.family = turn.ref.family, .child = turn.child};
    const auto claimed = tx.run(
        statements::claim_trajectory, child.child.text(), child.family.text(), to_millis(turn.at)
    );
    auto kept = days_in(tx, claimed, keys, child);
    auto outcome = turn.live_on(kept.days);
    if (!outcome) return std::unexpected(outcome.error());
    return Lived{.outcome = std::move(*outcome), .damaged = std::move(kept.damaged)};
}

/// What the idempotency key began before, if anything.  Invalid.
Result<std::optional<Begun>> SqlConversationStore::begun_before(
    sql::Transaction& tx, const Keys& keys, const NewTurn& turn
)
{
    const auto same =
        tx.run(statements::find_turn_by_key, turn.conversation.text(), turn.idempotency_key);
    if (same.empty()) return std::nullopt;
    const auto earlier = same.get<std::string>(0, 0);
    const auto said = said_in(opened(
        keys.for_turn(same.get<bool>(0, 1)),
        same.get<sql::Blob>(0, 2),
        {"turns", "message", earlier}
    ));
    if (said.text != turn.text)
        return failed(ErrorCode::Invalid, "the idempotency key began another message");
    return Begun{.turn = TurnId{earlier}, .repeated = true};
}

/// The turn, its place in the conversation, its first event and its safety event.  Conflict.
Result<void> SqlConversationStore::insert(
    sql::Transaction& tx, const Keys& keys, const NewTurn& turn
)
{
    const auto& id = turn.ref.turn.text();
    const auto& place = turn.conversation.text();
    const auto& key = keys.for_turn(turn.ref.is_protected);
    const auto advanced = tx.run(
        statements::advance_conversation,
        place,
        turn.ref.family.text(),
        turn.child.text(),
        turn.turns_before,
        to_millis(turn.at),
        keys.protecting.seal(turn.risk_after.bytes, {"conversations", "risk_state", place}),
        keys.protecting.seal(turn.crisis_state, {"conversations", "crisis_state", place})
    );
    if (advanced.empty()) return failed(ErrorCode::Conflict, "another turn began");
    tx.run(
        statements::insert_turn,
        id,
        place,
        turn.ref.family.text(),
        turn.child.text(),
        advanced.get<std::int64_t>(0, 0),
        turn.idempotency_key,
        turn.ref.is_protected,
        turn.locale,
        to_millis(turn.at),
        key.seal(message_json(turn), {"turns", "message", id}),
        key.seal(turn.assessment, {"turns", "assessment", id})
    );
    insert_events(
        tx, key, id, {{.number = 1, .event = TurnStarted{turn.ref.turn, turn.conversation}}}
    );
    if (turn.safety_event) insert_safety_event(tx, turn.ref.turn, *turn.safety_event);
    return {};
}

/// The alert, and with it whatever must come of one.
void SqlConversationStore::file(
    sql::Transaction& tx, const Keys& keys, const NewTurn& turn, const NewAlert& alert
) const
{
    insert_alert(tx, keys.for_turn(alert.facts.notify.protects()), turn, alert);
    file_alert_(
        tx,
        {.alert = alert.id,
         .child = {.family = turn.ref.family, .child = turn.child},
         .received_at = turn.received_at,
         .facts = alert.facts,
         .told = alert.told,
         .mails = alert.mails}
    );
}

Task<Result<Begun>> SqlConversationStore::begin_turn(NewTurn turn)
{
    const auto keys = co_await keys_of(
        {.family = turn.ref.family, .child = turn.child}, ProtectedReader::Conversation
    );
    if (!keys) co_return std::unexpected(keys.error());
    auto write = [&turn, &keys = *keys, this](sql::Transaction& tx) -> Result<Begun> {
        const auto own = tx.run(
            statements::find_conversation,
            turn.conversation.text(),
            turn.ref.family.text(),
            turn.child.text()
        );
        if (own.empty()) return missing();
        if (!turn.ref.is_kept) {
            // Nothing tells a turn that is sent again from a new one: told once in a while is told.
            constexpr std::chrono::minutes told_for{10};
            const auto is_told = [&](const NewAlert& alert) {
                return !tx.run(
                              statements::find_unkept_alert,
                              turn.child.text(),
                              to_millis(turn.at - told_for),
                              alert.facts.notify.guardian,
                              static_cast<std::int64_t>(alert.facts.severity)
                )
                            .empty();
            };
            if (turn.alert && !is_told(*turn.alert)) file(tx, keys, turn, *turn.alert);
            return Begun{.turn = turn.ref.turn, .is_protected = turn.ref.is_protected};
        }
        auto before = begun_before(tx, keys, turn);
        if (!before) return std::unexpected(before.error());
        if (*before) return std::move(**before);
        auto lived = live_on(tx, keys, turn);
        if (!lived) return std::unexpected(lived.error());
        turn.ref.is_protected |= *lived && (*lived)->outcome.protects();
        if (const auto inserted = insert(tx, keys, turn); !inserted)
            return std::unexpected(inserted.error());
        Begun begun{.turn = turn.ref.turn, .is_protected = turn.ref.is_protected};
        if (*lived) {
            keep_days(tx, keys, turn, **lived);
            begun.alert_of_days = std::move((*lived)->outcome.alert);
            begun.notice = std::move((*lived)->outcome.notice);
            begun.days_were_damaged = !(*lived)->damaged.empty();
        }
        for (const auto* alert : {&turn.alert, &begun.alert_of_days})
            if (*alert) file(tx, keys, turn, **alert);
        return begun;
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(write));
}

Task<> SqlConversationStore::append_events(
    TurnRef turn, std::vector<NumberedEvent> events, std::optional<Referral> referral
)
{
    if (!turn.is_kept) {
        const bool helps = std::ranges::any_of(events, shows_help, &NumberedEvent::event);
        if (!helps || !referral) co_return;
        co_await database_.write(sql::Durability::Grouped, [&](sql::Transaction& tx) {
            count_referral(tx, *referral);  // a number that belongs to nobody
        });
        co_return;
    }
    const auto keys = co_await keys_of(
        {.family = turn.family, .child = turn.child}, ProtectedReader::Conversation
    );
    if (!keys) throw DamagedRecord{keys.error().detail};
    auto write = [&](sql::Transaction& tx) {
        const bool helps =
            insert_events(tx, keys->for_turn(turn.is_protected), turn.turn.text(), events);
        if (helps && referral) count_referral(tx, *referral);
    };
    co_await database_.write(sql::Durability::Grouped, std::move(write));
}

Task<> SqlConversationStore::finish_turn(FinishedTurn turn)
{
    if (!turn.ref.is_kept) co_return;
    const auto keys = co_await keys_of(
        {.family = turn.ref.family, .child = turn.ref.child}, ProtectedReader::Conversation
    );
    if (!keys) throw DamagedRecord{keys.error().detail};
    auto write = [&](sql::Transaction& tx) {
        const auto& id = turn.ref.turn.text();
        const auto& key = keys->for_turn(turn.ref.is_protected);
        const auto tokens = [&turn](std::int64_t llm::Usage::* count) {
            return turn.usage ? std::optional{(*turn.usage).*count} : std::nullopt;
        };
        insert_events(tx, key, id, turn.events);
        const auto closed = tx.run(
            statements::close_turn,
            id,
            to_millis(turn.at),
            std::string{id_of(turn.reason)},
            key.seal(mood_json(turn.mood), {"turns", "mood", id}),
            key.seal(record_json(turn), {"turns", "record", id}),
            tokens(&llm::Usage::prompt_tokens),
            tokens(&llm::Usage::completion_tokens)
        );
        if (closed.empty()) return;
        const auto& place = turn.conversation.text();
        if (turn.guided_state)
            tx.run(
                statements::keep_guided_state,
                place,
                keys->protecting.seal(*turn.guided_state, {"conversations", "guided_state", place}),
                turn.guided_since ? std::optional{to_millis(*turn.guided_since)} : std::nullopt
            );
        if (turn.topic)
            tx.run(
                statements::name_conversation,
                place,
                keys->ordinary.seal(*turn.topic, {"conversations", "topic", place})
            );
        for (const auto& event : turn.safety_events) insert_safety_event(tx, turn.ref.turn, event);
    };
    co_await database_.write(sql::Durability::Full, std::move(write));
}

Task<Result<EventPage>> SqlConversationStore::events_after(
    ChildRef child, ConversationId conversation, TurnId turn, int after
)
{
    const auto keys = co_await keys_of(child, ProtectedReader::Child);
    if (!keys) co_return std::unexpected(keys.error());
    const auto found = co_await database_.read([&](sql::Connection& db) {
        std::array<sql::Rows, 2> rows;
        rows[0] = db.run(
            statements::find_turn,
            turn.text(),
            conversation.text(),
            child.family.text(),
            child.child.text()
        );
        if (!rows[0].empty()) rows[1] = db.run(statements::events_of_turn, turn.text(), after);
        return rows;
    });
    const auto& [turns, events] = found;
    if (turns.empty()) co_return missing();
    EventPage page{.events = {}, .ended = turns.get<std::optional<std::int64_t>>(0, 1).has_value()};
    for (std::size_t row = 0; row < events.size(); ++row)
        page.events.push_back(read_event(*keys, turns.get<bool>(0, 0), turn.text(), events, row, 0)
        );
    co_return page;
}

Task<std::vector<OpenTurn>> SqlConversationStore::open_turns()
{
    const auto rows =
        co_await database_.read([](sql::Connection& db) { return db.run(statements::open_turns); });
    std::vector<OpenTurn> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        OpenTurn turn{
            .ref =
                {.family = FamilyId{rows.get<std::string>(row, 2)},
                 .turn = TurnId{rows.get<std::string>(row, 0)},
                 .is_protected = rows.get<bool>(row, 4),
                 .child = ChildId{rows.get<std::string>(row, 3)}},
            .conversation = ConversationId{rows.get<std::string>(row, 1)},
            .child = ChildId{rows.get<std::string>(row, 3)},
            .last_event = 0,
            .reply_so_far = {},
            .locale = rows.get<std::string>(row, 5)
        };
        const ChildRef child{.family = turn.ref.family, .child = turn.child};
        const auto page = co_await events_after(child, turn.conversation, turn.ref.turn, 0);
        if (!page) continue;  // the family's keys are gone: nobody can read this turn any more
        if (!page->events.empty()) turn.last_event = page->events.back().number;
        turn.reply_so_far = reply_of(page->events);
        out.push_back(std::move(turn));
    }
    co_return out;
}

Task<Result<void>> SqlConversationStore::correct_mood(
    ChildRef child, ConversationId conversation, TurnId turn, emotion::Mood mood
)
{
    const auto keys = co_await keys_of(child, ProtectedReader::Child);
    if (!keys) co_return std::unexpected(keys.error());
    auto write = [&](sql::Transaction& tx) -> Result<void> {
        const auto found = tx.run(
            statements::find_turn,
            turn.text(),
            conversation.text(),
            child.family.text(),
            child.child.text()
        );
        if (found.empty()) return missing();
        tx.run(
            statements::correct_mood,
            turn.text(),
            keys->for_turn(found.get<bool>(0, 0))
                .seal(corrected_mood_json(mood), {"turns", "mood", turn.text()})
        );
        return {};
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(write));
}

Task<std::int64_t> SqlConversationStore::forget_days(Time until)
{
    co_return co_await database_.write(sql::Durability::Full, [until](sql::Transaction& tx) {
        return tx.run(statements::delete_old_trajectories, to_millis(until)).affected();
    });
}

Task<std::vector<MoodMark>> SqlConversationStore::moods_between(
    ChildRef child, Time from, Time until
)
{
    std::vector<MoodMark> marks;
    const auto family = co_await keys_.of(child.family, child.child);
    if (!family) co_return marks;
    const auto rows = co_await database_.read([child, from, until](sql::Connection& db) {
        return db.run(
            statements::moods_between,
            child.family.text(),
            child.child.text(),
            to_millis(from),
            to_millis(until)
        );
    });
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto turn = rows.get<std::string>(row, 0);
        const auto at = from_millis(rows.get<std::int64_t>(row, 1));
        const auto mood = rows.get<std::optional<sql::Blob>>(row, 2);
        marks.push_back(
            mood ? mark_in(opened(*family, *mood, {"turns", "mood", turn}), at) : MoodMark{.at = at}
        );
    }
    co_return marks;
}

Task<std::vector<Time>> SqlConversationStore::turn_times(ChildRef child, Time since)
{
    const auto rows = co_await database_.read([child, since](sql::Connection& db) {
        return db.run(
            statements::turn_times, child.child.text(), child.family.text(), to_millis(since)
        );
    });
    std::vector<Time> times;
    for (std::size_t row = 0; row < rows.size(); ++row)
        times.push_back(from_millis(rows.get<std::int64_t>(row, 0)));
    co_return times;
}

}  // namespace buddy::conversation
