#include "identity/sessions.hpp"

#include "platform/crypto/random.hpp"

#include <utility>

namespace buddy::identity {

using namespace std::chrono_literals;

namespace {

// Forty-three random characters, a dot, and their signature.
std::string sign(const crypto::SecretKey& key, const std::string& nonce)
{
    return nonce + "." + crypto::keyed_hash(key, "session " + nonce);
}

bool is_signed(const crypto::SecretKey& key, const std::string& token)
{
    const auto dot = token.find('.');
    return dot != std::string::npos &&
           crypto::equal_in_constant_time(token, sign(key, token.substr(0, dot)));
}

}  // namespace

SessionLife life_of(SessionKind kind) noexcept
{
    switch (kind) {
        case SessionKind::Guardian: return {.idle = 7 * 24h, .whole = 30 * 24h};
        case SessionKind::Child: return {.idle = 12h, .whole = 7 * 24h};
        case SessionKind::Staff: return {.idle = 30min, .whole = 12h};
    }
    return {.idle = 30min, .whole = 12h};
}

std::string Sessions::csrf_of(std::string_view token)
{
    // Of the token, so that it needs no storage; the prefix keeps it apart from the stored hash.
    return crypto::hash_token(std::string{"csrf "}.append(token));
}

Task<OpenedSession> Sessions::open(SessionRecord session)
{
    OpenedSession opened;
    opened.token = sign(signing_key_, crypto::random_token());
    opened.csrf = csrf_of(opened.token);
    const auto now = clock_.now();
    const auto life = life_of(session.kind);
    session.id = crypto::new_id<SessionId>(now);
    session.token_hash = crypto::hash_token(opened.token);
    session.created_at = now;
    session.last_seen_at = now;
    session.expires_at = now + life.whole;
    session.idle_expires_at = now + life.idle;
    opened.session = session;
    co_await store_.add(std::move(session));
    co_return opened;
}

Task<OpenedSession> Sessions::open_guardian(GuardianRecord guardian)
{
    SessionRecord session;
    session.kind = SessionKind::Guardian;
    session.family = std::move(guardian.family);
    session.guardian = std::move(guardian.id);
    co_return co_await open(std::move(session));
}

Task<OpenedSession> Sessions::open_child(DeviceRecord device)
{
    SessionRecord session;
    session.kind = SessionKind::Child;
    session.family = std::move(device.family);
    session.child = std::move(device.child);
    session.device = std::move(device.id);
    co_return co_await open(std::move(session));
}

Task<OpenedSession> Sessions::open_staff(StaffRecord staff)
{
    SessionRecord session;
    session.kind = SessionKind::Staff;
    session.staff = std::move(staff.id);
    co_return co_await open(std::move(session));
}

Task<std::optional<SessionRecord>> Sessions::find(std::string token)
{
    if (!is_signed(signing_key_, token)) co_return std::nullopt;
    const auto now = clock_.now();
    auto session = co_await store_.find(crypto::hash_token(token), now);
    // Not at every call: a write for each would cost more than the call.
    const auto idle = session ? life_of(session->kind).idle : 0s;
    if (session && now - session->last_seen_at > idle / 20)
        co_await store_.touch(session->id, now, now + idle);
    co_return session;
}

Task<> Sessions::close(SessionId session)
{
    co_await store_.remove(std::move(session));
}

Task<> Sessions::close_children(FamilyId family)
{
    co_await store_.end_children(std::move(family), clock_.now() + talk_end);
}

}  // namespace buddy::identity
