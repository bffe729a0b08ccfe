#include "identity/sql_session_store.hpp"

#include "identity/sql_cells.hpp"
#include "sql/identity.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace buddy::identity {
namespace {

namespace statements = sql::identity;
using sql::Durability;

constexpr std::array<std::string_view, 3> kinds{"guardian", "child", "staff"};

std::string_view name_of(SessionKind kind)
{
    return kinds.at(static_cast<std::size_t>(kind));
}

SessionKind kind_from(std::string_view name)
{
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds.at(i) == name) return static_cast<SessionKind>(i);
    throw sql::DatabaseError{"identity.find_session", "unknown_kind"};
}

AttemptOutcome count_attempt(sql::Transaction& tx, const std::string& subject, Time now)
{
    const auto rows = tx.run(
        statements::take_attempt,
        subject,
        to_millis(now),
        to_millis(now - SessionStore::attempts_kept)
    );
    if (rows.empty()) {
        const auto block = tx.run(statements::find_block, subject);
        return {.allowed = false, .blocked_until = time_at(block, 0, 0)};
    }
    const auto wait = block_after(rows.get<std::int64_t>(0, 0));
    if (wait == wait.zero()) return {.allowed = true, .blocked_until = {}};
    tx.run(statements::block_attempts, subject, to_millis(now + wait));
    return {.allowed = true, .blocked_until = now + wait};
}

audit::Actor actor_of(const SessionRecord& session)
{
    switch (session.kind) {
        case SessionKind::Guardian: return audit::Actor::of(session.guardian);
        case SessionKind::Child: return audit::Actor::of(session.child);
        case SessionKind::Staff: return audit::Actor::of(session.staff);
    }
    return audit::Actor::system();
}

audit::Entry sign_in_of(const SessionRecord& session)
{
    return {
        .actor = actor_of(session),
        .action = audit::Action::SignedIn,
        .family = session.family,
        .child = session.child,
        .object = session.id.text()
    };
}

}  // namespace

Task<> SqlSessionStore::add(SessionRecord session)
{
    auto insert = [&session, this](sql::Transaction& tx) {
        tx.run(
            statements::insert_session,
            session.id.text(),
            session.token_hash,
            name_of(session.kind),
            id_or_null(session.family),
            id_or_null(session.guardian),
            id_or_null(session.child),
            id_or_null(session.device),
            id_or_null(session.staff),
            to_millis(session.created_at),
            to_millis(session.last_seen_at),
            to_millis(session.expires_at),
            to_millis(session.idle_expires_at)
        );
        trail_.append(tx, sign_in_of(session));
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<SessionRecord>> SqlSessionStore::find(std::string token_hash, Time now)
{
    auto select = [&token_hash, now](sql::Connection& connection) -> std::optional<SessionRecord> {
        const auto rows = connection.run(statements::find_session, token_hash, to_millis(now));
        if (rows.empty()) return std::nullopt;
        return SessionRecord{
            .id = SessionId{rows.get<std::string>(0, 0)},
            .token_hash = rows.get<std::string>(0, 1),
            .kind = kind_from(rows.get<std::string>(0, 2)),
            .family = optional_id<FamilyId>(rows, 0, 3),
            .guardian = optional_id<GuardianId>(rows, 0, 4),
            .child = optional_id<ChildId>(rows, 0, 5),
            .device = optional_id<DeviceId>(rows, 0, 6),
            .staff = optional_id<StaffId>(rows, 0, 7),
            .role = rows.get<std::optional<std::string>>(0, 12) == "trusted_adult"
                        ? GrownUpRole::TrustedAdult
                        : GrownUpRole::Guardian,
            .created_at = time_at(rows, 0, 8),
            .last_seen_at = time_at(rows, 0, 9),
            .expires_at = time_at(rows, 0, 10),
            .idle_expires_at = time_at(rows, 0, 11)
        };
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlSessionStore::touch(SessionId session, Time now, Time idle_expires_at)
{
    auto update = [&session, now, idle_expires_at](sql::Transaction& tx) {
        tx.run(
            statements::touch_session, session.text(), to_millis(now), to_millis(idle_expires_at)
        );
    };
    co_await database_.write(Durability::Grouped, std::move(update));
}

Task<> SqlSessionStore::remove(SessionId session)
{
    auto remove = [&session](sql::Transaction& tx) {
        tx.run(statements::delete_session, session.text());
    };
    co_await database_.write(Durability::Full, std::move(remove));
}

Task<> SqlSessionStore::end_children(FamilyId family, Time at)
{
    auto update = [&family, at](sql::Transaction& tx) {
        tx.run(statements::end_child_sessions_at, family.text(), to_millis(at));
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<std::int64_t> SqlSessionStore::remove_expired(Time now)
{
    auto remove = [now](sql::Transaction& tx) {
        tx.run(statements::delete_expired_verifications, to_millis(now));
        tx.run(statements::delete_expired_pairing_codes, to_millis(now));
        tx.run(statements::delete_old_attempts, to_millis(now - attempts_kept), to_millis(now));
        return tx.run(statements::delete_expired_sessions, to_millis(now)).affected();
    };
    co_return co_await database_.write(Durability::Grouped, std::move(remove));
}

Task<AttemptOutcome> SqlSessionStore::take_attempt(std::string subject, Time now)
{
    auto count = [&subject, now](sql::Transaction& tx) { return count_attempt(tx, subject, now); };
    co_return co_await database_.write(Durability::Grouped, std::move(count));
}

Task<> SqlSessionStore::clear_attempts(std::string subject)
{
    auto clear = [&subject](sql::Transaction& tx) { tx.run(statements::clear_attempts, subject); };
    co_await database_.write(Durability::Grouped, std::move(clear));
}

Task<std::optional<Time>> SqlSessionStore::find_block(std::string subject, Time now)
{
    auto select = [&subject, now](sql::Connection& connection) -> std::optional<Time> {
        const auto rows = connection.run(statements::find_block, subject);
        if (rows.empty() || time_at(rows, 0, 0) <= now) return std::nullopt;
        return time_at(rows, 0, 0);
    };
    co_return co_await database_.read(std::move(select));
}

}  // namespace buddy::identity
