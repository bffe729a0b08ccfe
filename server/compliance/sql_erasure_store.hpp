// Wishes to be forgotten in the main database, and the ledger of those fulfilled beside the keys.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/erasure.hpp"

#include "notify/notify.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/sql/database.hpp"

#include <functional>

namespace buddy::compliance {

/// The kind of the durable job that carries an erasure out; its payload names the erasure.
inline constexpr std::string_view erase_job = "erase";

class SqlErasureStore {
public:
    /// Queues a mail with the transaction: notify::Outbox::enqueue.
    using QueueMail = std::function<void(sql::Transaction& tx, const notify::ErasureMail& mail)>;

    /// `sealer` seals addresses until the receipt is on its way. `database` and `trail` outlive this.
    SqlErasureStore(
        sql::Database& database,
        const audit::Trail& trail,
        crypto::Sealer sealer,
        QueueMail queue_mail
    );

    /// Who hears of it; sealed until it is done, since the addresses go with the family.
    struct Reader {
        std::string email;
        std::string language;
    };

    /// Stores the wish, queues its job for `due_at`, and mails every guardian with a confirmed address,
    /// unless it is an unfinished sign-up.
    /// Conflict  one stands already.
    Task<Result<void>> ask(Erasure erasure, audit::Actor by);
    Task<std::optional<Erasure>> find(std::string id);
    /// Newest first.
    Task<std::vector<Erasure>> of_family(FamilyId family);
    /// Open ones that were due before `before`, oldest first, at most 200: they need a hand.
    Task<std::vector<Erasure>> late(Time before);
    /// When the child will be forgotten, alone or with its family; nothing: nobody asked.
    Task<std::optional<Time>> due_of_child(FamilyId family, ChildId child);
    /// Whether the child is being erased at this moment: it can no longer be undone.
    Task<bool> is_erasing(FamilyId family, ChildId child);
    /// false: the family has no such wish, or it is too late.
    Task<bool> undo(std::string id, FamilyId family, audit::Actor by, Time now);
    /// The point of no return; ends the sessions of whoever goes. false: undone meanwhile, too early, or
    /// under a legal hold.
    Task<bool> begin(Erasure erasure, Time now);
    /// Queues the job once more.
    Task<> try_again(std::string id, Time at, Time now);
    Task<> note(std::string id, Removed removed);
    /// Closes it: receipt, mails with it, requests to processors. Nothing happens the second time.
    Task<> finish(Erasure erasure, LedgerEntry entry, std::vector<std::string> processors);
    /// Frees the write-ahead log of what was erased.
    Task<> settle() { return database_.checkpoint(); }

    struct Request {
        std::string erasure;
        std::string processor;
        Time recorded_at;
    };
    /// What others still have to erase, oldest first.
    Task<std::vector<Request>> open_requests();
    /// NotFound  nothing of the kind is open.
    Task<Result<void>> settle_request(std::string erasure, std::string processor, Time now);

    struct Person {
        FamilyId family;
        std::optional<ChildId> child;
    };
    /// A page of families, and one of children, in the order of their ids; what a backup brought back is
    /// looked for in them.
    Task<std::vector<Person>> families_after(FamilyId last);
    Task<std::vector<Person>> children_after(ChildId last);
    Task<std::vector<LedgerEntry>> done();
    Task<> close_restored(LedgerEntry entry);

private:
    [[nodiscard]] std::vector<Reader> readers_of(const Erasure& erasure) const;

    sql::Database& database_;
    const audit::Trail& trail_;
    crypto::Sealer sealer_;
    QueueMail queue_mail_;
};

class SqlErasureLedger {
public:
    /// `keys_database` outlives this.
    explicit SqlErasureLedger(sql::Database& keys_database) : database_{keys_database} {}

    /// Writes the entry unless its subject has one; returns the one that stands.
    Task<LedgerEntry> record(LedgerEntry entry);
    Task<std::optional<LedgerEntry>> find(std::string erasure);
    Task<std::vector<LedgerEntry>> all();
    /// A page of families whose keys are not destroyed.
    Task<std::vector<FamilyId>> families_with_keys_after(FamilyId last);
    struct Child {
        FamilyId family;
        ChildId child;
    };
    /// The same of children.
    Task<std::vector<Child>> children_with_keys_after(ChildId last);

private:
    sql::Database& database_;
};

}  // namespace buddy::compliance
