#include "platform/audit/audit.hpp"

#include "platform/crypto/random.hpp"
#include "platform/sql/wait.hpp"
#include "sql/audit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <iterator>

namespace buddy::audit {

namespace statements = sql::audit;
using sql::Durability;

namespace {

StoredEntry stored_from(const sql::Rows& rows, std::size_t row)
{
    return {
        .number = rows.get<std::int64_t>(row, 0),
        .occurred_at = from_millis(rows.get<std::int64_t>(row, 1)),
        .actor_kind = rows.get<std::string>(row, 2),
        .actor_id = rows.get<std::string>(row, 3),
        .action = rows.get<std::string>(row, 4),
        .family = rows.get<std::string>(row, 5),
        .child = rows.get<std::string>(row, 6),
        .object = rows.get<std::string>(row, 7),
        .detail = rows.get<std::string>(row, 8),
        .is_protected = rows.get<bool>(row, 9),
        .hash = rows.get<std::string>(row, 10)
    };
}

std::string quoted(std::string_view text)
{
    return boost::json::serialize(boost::json::string{text});
}

}  // namespace

std::string_view name_of(Action action) noexcept
{
    using enum Action;
    switch (action) {
        case SignedUp: return "account.signed_up";
        case SignedIn: return "account.signed_in";
        case AddressConfirmed: return "account.address_confirmed";
        case FamilyChanged: return "family.changed";
        case TrustedAdultSet: return "trusted_adult.set";
        case TrustedAdultRemoved: return "trusted_adult.removed";
        case ChildAdded: return "child.added";
        case ChildChanged: return "child.changed";
        case DevicePaired: return "device.paired";
        case DeviceRemoved: return "device.removed";
        case StaffCreated: return "staff.created";
        case RoleChanged: return "staff.role_changed";
        case KeyCreated: return "key.created";
        case KeyRevoked: return "key.revoked";
        case AlertsListed: return "alerts.listed";
        case AlertAcknowledged: return "alert.acknowledged";
        case MoodsViewed: return "moods.viewed";
        case InsightsSwitched: return "insights.switched";
        case ConversationsListed: return "conversations.listed";
        case SummaryRead: return "summary.read";
        case ExcerptRead: return "excerpt.read";
        case TranscriptRead: return "transcript.read";
        case OversightChanged: return "oversight.changed";
        case ConsentGiven: return "consent.given";
        case ConsentWithdrawn: return "consent.withdrawn";
        case PolicyAccepted: return "policy.accepted";
        case PolicyDeclined: return "policy.declined";
        case PolicyChanged: return "policy.changed";
        case WordsOpened: return "words.opened";
        case WordsClosed: return "words.closed";
        case ExportMade: return "export.made";
        case ExportFetched: return "export.fetched";
        case RetentionRan: return "retention.ran";
        case ErasureAsked: return "erasure.asked";
        case ErasureCalledOff: return "erasure.called_off";
        case ErasureDone: return "erasure.done";
        case HoldPlaced: return "hold.placed";
        case HoldLifted: return "hold.lifted";
        case FactorSet: return "factor.set";
        case FactorReset: return "factor.reset";
        case RecoveryCodeUsed: return "factor.recovery_code_used";
        case WordsListed: return "words.listed";
        case WordsRead: return "words.read";
        case RequestOpened: return "request.opened";
        case RequestRead: return "request.read";
        case RequestMoved: return "request.moved";
        case RequestAnswered: return "request.answered";
        case RequestRefused: return "request.refused";
        case IncidentRecorded: return "incident.recorded";
        case IncidentMoved: return "incident.moved";
        case AgreementRecorded: return "agreement.recorded";
        case EvidenceTaken: return "evidence.taken";
        case GrownUpInvited: return "grown_up.invited";
        case InvitationWithdrawn: return "grown_up.invitation_withdrawn";
        case GrownUpJoined: return "grown_up.joined";
        case GrownUpLeft: return "grown_up.left";
        case GrownUpChanged: return "grown_up.changed";
        case GrownUpAsked: return "grown_up.request_made";
        case GrownUpAnswered: return "grown_up.request_answered";
        case DisputeOpened: return "dispute.opened";
        case DisputeResolved: return "dispute.resolved";
        case FamilyEntered: return "family.entered";
        case TalkForgotten: return "memory.forgotten";
    }
    return "unknown";
}

std::string_view name_of(ActorKind kind) noexcept
{
    using enum ActorKind;
    switch (kind) {
        case System: return "system";
        case Operator: return "operator";
        case Guardian: return "guardian";
        case Child: return "child";
        case Staff: return "staff";
        case ApiKey: return "api_key";
    }
    return "unknown";
}

Detail::Field::Field(Literal name, Literal value)
    : text{quoted(name.text()) + ":" + quoted(value.text())}
{
}
Detail::Field::Field(Literal name, bool value)
    : text{quoted(name.text()) + (value ? ":true" : ":false")}
{
}
Detail::Field::Field(Literal name, std::int64_t value)
    : text{quoted(name.text()) + ":" + std::to_string(value)}
{
}

Detail::Detail(std::initializer_list<Field> fields)
{
    for (const auto& field : fields) add(field);
}

void Detail::add(const Field& field)
{
    if (!fields_.empty()) fields_ += ',';
    fields_ += field.text;
}

std::string hash_of(const StoredEntry& entry, std::string_view before)
{
    std::string content;
    const auto add = [&content](std::string_view text) {
        fmt::format_to(std::back_inserter(content), "{}:{},", text.size(), text);
    };
    add(before);
    add(std::to_string(entry.number));
    add(std::to_string(to_millis(entry.occurred_at)));
    add(entry.actor_kind);
    add(entry.actor_id);
    add(entry.action);
    add(entry.family);
    add(entry.child);
    add(entry.object);
    add(entry.detail);
    add(entry.is_protected ? "1" : "0");
    return crypto::hash_token(content);
}

std::string to_json(const StoredEntry& entry)
{
    return boost::json::serialize(boost::json::object{
        {"number", entry.number},
        {"occurredAt", to_millis(entry.occurred_at)},
        {"actorKind", entry.actor_kind},
        {"actor", entry.actor_id},
        {"action", entry.action},
        {"family", entry.family},
        {"child", entry.child},
        {"object", entry.object},
        {"detail", entry.detail},  // as text: its bytes are what was hashed
        {"protected", entry.is_protected},
        {"hash", entry.hash}
    });
}

void Trail::append(sql::Transaction& tx, const Entry& entry) const
{
    const auto head = tx.run(statements::take_head);
    StoredEntry stored{
        .number = head.get<std::int64_t>(0, 0),
        .occurred_at = clock_.now(),
        .actor_kind = std::string{name_of(entry.actor.kind)},
        .actor_id = entry.actor.id,
        .action = std::string{name_of(entry.action)},
        .family = entry.family.text(),
        .child = entry.child.text(),
        .object = entry.object,
        .detail = entry.detail.json(),
        .is_protected = entry.is_protected,
        .hash = {}
    };
    stored.hash = hash_of(stored, head.get<std::string>(0, 1));
    tx.run(
        statements::insert_entry,
        stored.number,
        to_millis(stored.occurred_at),
        stored.actor_kind,
        stored.actor_id,
        stored.action,
        stored.family,
        stored.child,
        stored.object,
        stored.detail,
        stored.is_protected,
        stored.hash
    );
    tx.run(statements::move_head, stored.hash);
}

Task<> Trail::append(Entry entry)
{
    co_await database_.write(Durability::Full, [this, &entry](sql::Transaction& tx) {
        append(tx, entry);
    });
}

Task<Head> Trail::head()
{
    co_return co_await database_.read([](sql::Connection& connection) {
        const auto rows = connection.run(statements::find_head);
        return Head{.number = rows.get<std::int64_t>(0, 0), .hash = rows.get<std::string>(0, 1)};
    });
}

Task<std::vector<StoredEntry>> Trail::after(std::int64_t number, std::size_t most)
{
    co_return co_await database_.read([number, most](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_entries, number, most);
        std::vector<StoredEntry> entries;
        entries.reserve(rows.size());
        for (std::size_t row = 0; row < rows.size(); ++row)
            entries.push_back(stored_from(rows, row));
        return entries;
    });
}

Result<std::string> Trail::FamilyEntries::export_family(const FamilyId& family)
{
    const auto rows = sql::wait_for(database_.read([&family](sql::Connection& connection) {
        return connection.run(statements::list_family_entries, family.text());
    }));
    boost::json::array entries;
    for (std::size_t row = 0; row < rows.size(); ++row)
        entries.push_back(boost::json::object{
            {"occurredAt", rows.get<std::int64_t>(row, 0)},
            {"actorKind", rows.get<std::string>(row, 1)},
            {"actor", rows.get<std::string>(row, 2)},
            {"action", rows.get<std::string>(row, 3)},
            {"child", rows.get<std::string>(row, 4)},
            {"object", rows.get<std::string>(row, 5)},
            {"detail", boost::json::parse(rows.get<std::string>(row, 6))}
        });
    return boost::json::serialize(boost::json::object{{"entries", std::move(entries)}});
}

Result<std::int64_t> Trail::FamilyEntries::erase_family(const FamilyId&)
{
    return 0;
}

Result<std::int64_t> Trail::FamilyEntries::erase_child(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return 0;
}

}  // namespace buddy::audit
