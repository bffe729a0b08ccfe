// The audit log: who did what to whose data, in one chain of hashes that no hand can change unseen.
//
//     co_await database.write(sql::Durability::Full, [&](sql::Transaction& tx) {
//         tx.run(sql::identity::change_child, …);
//         trail.append(tx, {.actor = audit::Actor::of(guardian), .action = audit::Action::ChildChanged,
//                           .family = family, .child = child, .detail = {{"nickname", true}}});
//     });
//     co_await trail.append({.actor = …, .action = audit::Action::AlertsListed, .family = family});  // a look
//
// A change is accounted for in its own transaction: both are stored or neither. A look is stored
// before its answer is sent: what cannot be accounted for is not shown.
//
// An entry holds ids, literals, numbers and claims. A word of a child, a name or an address does not
// compile. So a family's entries are kept when the family is erased: without the rows they point at,
// its ids belong to nobody; a hole in the chain would undo the proof for everybody else; and who had
// looked, and that the erasure was done, must be provable afterwards.
//
// The chain: hash = SHA-256 of the netstrings ("5:hello,") of the hash before, number, milliseconds,
// actor's kind, actor, action, family, child, object, detail and "1" or "0" for protected; before the
// first stand 64 zeros. A database has one chain, whichever servers write it. verify.hpp walks it.
//
// Threads  append(tx, …) on a database thread, the rest from any event loop. Writers wait for each
//          other at the chain's end until their transactions end: append last.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/personal_data.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"
#include "platform/sql/database.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::audit {

/// What can be done. Names (name_of) are stored and never change their meaning; new ones are added.
enum class Action : std::uint8_t {
    SignedUp,
    SignedIn,
    AddressConfirmed,
    FamilyChanged,
    TrustedAdultSet,
    TrustedAdultRemoved,
    ChildAdded,
    ChildChanged,
    DevicePaired,
    DeviceRemoved,
    StaffCreated,
    RoleChanged,
    KeyCreated,
    KeyRevoked,
    AlertsListed,
    AlertAcknowledged,
    MoodsViewed,
    InsightsSwitched,  ///< A family switches the insights of a child on or off.
    ConversationsListed,
    SummaryRead,
    ExcerptRead,
    TranscriptRead,
    OversightChanged,
    ConsentGiven,
    ConsentWithdrawn,
    PolicyAccepted,
    PolicyDeclined,
    PolicyChanged,
    WordsOpened,  ///< Staff broke the glass: what a child said, for a reason and a time.
    WordsClosed,
    ExportMade,
    ExportFetched,
    RetentionRan,
    ErasureAsked,
    ErasureCalledOff,
    ErasureDone,
    HoldPlaced,  ///< A legal hold: nothing of the family is removed.
    HoldLifted,
    FactorSet,    ///< A second factor guards the account from now on.
    FactorReset,  ///< … and no longer: it is set up anew at the next sign-in.
    RecoveryCodeUsed,
    WordsListed,    ///< Staff saw which talks of a child there are, behind broken glass.
    WordsRead,      ///< … and read one of them.
    RequestOpened,  ///< A wish of a family or a child that a person answers.
    RequestRead,
    RequestMoved,  ///< Asked back, replied to, or it takes longer.
    RequestAnswered,
    RequestRefused,
    IncidentRecorded,
    IncidentMoved,
    AgreementRecorded,
    EvidenceTaken,
    GrownUpInvited,
    InvitationWithdrawn,
    GrownUpJoined,
    GrownUpLeft,     ///< By itself, or because another asked for it: the detail says which.
    GrownUpChanged,  ///< What one may see, or hears of.
    GrownUpAsked,    ///< To remove a guardian, or to hand the account over.
    GrownUpAnswered,
    DisputeOpened,  ///< Between guardians: what can be taken from one of them stands still.
    DisputeResolved,
    FamilyEntered,  ///< A grown-up of several families went over to this one.
    TalkForgotten,  ///< What the mentor remembered of a child; the record stays.
};
/// "child.changed": safe to log and count.
[[nodiscard]] std::string_view name_of(Action action) noexcept;

/// Who did it.
enum class ActorKind : std::uint8_t {
    System,    ///< The server by itself: a job.
    Operator,  ///< Somebody on the server's command line.
    Guardian,
    Child,
    Staff,
    ApiKey
};
[[nodiscard]] std::string_view name_of(ActorKind kind) noexcept;

struct Actor {
    ActorKind kind = ActorKind::System;
    std::string id;  ///< Empty for System and Operator.

    [[nodiscard]] static Actor system() { return {}; }
    [[nodiscard]] static Actor operator_here() { return {.kind = ActorKind::Operator, .id = {}}; }
    [[nodiscard]] static Actor of(const GuardianId& id)
    {
        return {.kind = ActorKind::Guardian, .id = id.text()};
    }
    [[nodiscard]] static Actor of(const ChildId& id)
    {
        return {.kind = ActorKind::Child, .id = id.text()};
    }
    [[nodiscard]] static Actor of(const StaffId& id)
    {
        return {.kind = ActorKind::Staff, .id = id.text()};
    }
    [[nodiscard]] static Actor of(const ApiKeyId& id)
    {
        return {.kind = ActorKind::ApiKey, .id = id.text()};
    }
    friend bool operator==(const Actor&, const Actor&) = default;
};

/// Text that stands in the source. Anything computed does not compile.
class Literal {
public:
    consteval Literal(const char* text) : text_{text} {}
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// What more there is to say, as JSON: {{"turns", 12}, {"reason", audit::Literal{"appeal"}}}.
class Detail {
public:
    struct Field {
        Field(Literal name, Literal value);
        Field(Literal name, bool value);
        Field(Literal name, std::int64_t value);
        Field(Literal name, int value) : Field{name, std::int64_t{value}} {}
        Field(Literal name, std::size_t value) : Field{name, static_cast<std::int64_t>(value)} {}
        std::string text;  ///< "name":value
    };
    Detail() = default;
    Detail(std::initializer_list<Field> fields);
    /// For fields that are not always there.
    void add(const Field& field);
    [[nodiscard]] std::string json() const { return "{" + fields_ + "}"; }

private:
    std::string fields_;
};

struct Entry {
    Actor actor;
    Action action = Action::SignedIn;
    FamilyId family;     ///< Whose data; empty: nobody's.
    ChildId child;       ///< Whom it is about, if it is one child.
    std::string object;  ///< An id: of the turn, the device, the key … Empty: none.
    Detail detail;
    /// A trace of a protected turn: no guardian may know of it, in no export either.
    bool is_protected = false;
};

/// The end of the chain: all that went before is as it was as long as the chain still runs through it.
struct Head {
    std::int64_t number = 0;  ///< 0: nothing was written yet.
    std::string hash;
    friend bool operator==(const Head&, const Head&) = default;
};

/// An entry as it is stored.
struct StoredEntry {
    std::int64_t number = 0;
    Time occurred_at;
    std::string actor_kind;
    std::string actor_id;
    std::string action;
    std::string family;
    std::string child;
    std::string object;
    std::string detail;  ///< JSON.
    bool is_protected = false;
    std::string hash;
};

/// What an entry's hash must be, after the entry whose hash is `before`.
[[nodiscard]] std::string hash_of(const StoredEntry& entry, std::string_view before);
/// One line of JSON, with everything that verifying takes.
[[nodiscard]] std::string to_json(const StoredEntry& entry);

class Trail {
public:
    /// Both outlive this.
    Trail(sql::Database& database, const Clock& clock)
        : database_{database}, clock_{clock}, family_entries_{database}
    {
    }
    /// Adds an entry within the write it accounts for.
    void append(sql::Transaction& tx, const Entry& entry) const;
    /// Adds an entry in a transaction of its own: a look.
    Task<> append(Entry entry);

    Task<Head> head();
    /// Entries after `number`, in order, at most `most`.
    Task<std::vector<StoredEntry>> after(std::int64_t number, std::size_t most);

    /// What it keeps about families. Export leaves protected entries out; erasure keeps all (above)
    /// and so returns 0.
    [[nodiscard]] PersonalData& personal_data() noexcept { return family_entries_; }

private:
    class FamilyEntries final : public PersonalData {
    public:
        explicit FamilyEntries(sql::Database& database) : database_{database} {}
        [[nodiscard]] std::string_view name() const override { return "audit"; }
        [[nodiscard]] std::vector<std::string_view> tables() const override
        {
            return {"audit_entries", "audit_head"};
        }
        [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
        [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
        [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
            override;

    private:
        sql::Database& database_;
    };

    sql::Database& database_;
    const Clock& clock_;
    FamilyEntries family_entries_;
};

}  // namespace buddy::audit
