// Requests and what was said to them. Words come and go sealed: whoever reads them has the key (requests.hpp).
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/rights_request.hpp"

#include "notify/notify.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/sql/database.hpp"

#include <functional>
#include <vector>

namespace buddy::compliance {

struct SealedMessage {
    Step step = Step::Asked;
    Time said_at;
    crypto::Sealed words;
    std::int64_t number = 0;  ///< Given by the store: 1, 2, 3 …
};

class SqlRequestStore {
public:
    /// Queues a mail with the transaction: notify::Outbox::enqueue.
    using QueueMail = std::function<void(sql::Transaction& tx, const notify::RequestMail& mail)>;

    /// `database` and `trail` outlive this.
    SqlRequestStore(sql::Database& database, const audit::Trail& trail, QueueMail queue_mail)
        : database_{database}, trail_{trail}, queue_mail_{std::move(queue_mail)}
    {
    }

    /// Stores a request with its first words, and queues the mails.
    /// TooMany  whoever asks has `most` that are open; what is urgent is never refused.
    Task<Result<void>> open(
        RightsRequest request,
        crypto::Sealed words,
        std::vector<notify::RequestMail> mails,
        std::int64_t most
    );
    Task<std::optional<RightsRequest>> find(std::string id);
    /// Open ones of everybody, what cannot wait first; five hundred at most. For staff.
    Task<std::vector<RightsRequest>> open_requests();
    /// What a guardian asked, newest first; neither another guardian's nor a child's own.
    Task<std::vector<RightsRequest>> of_guardian(FamilyId family, GuardianId guardian);
    /// What a child asked by itself, newest first.
    Task<std::vector<RightsRequest>> of_child(FamilyId family, ChildId child);
    /// In order.
    Task<std::vector<SealedMessage>> messages(std::string id);
    /// Accounts for a look of staff, before it is given.
    Task<> note_look(RightsRequest request, StaffId staff);

    /// Moves a request on and adds what was said, both or neither.
    /// Conflict  somebody moved it meanwhile.
    Task<Result<void>> move(
        RequestState before,
        RightsRequest after,
        SealedMessage said,
        audit::Actor by,
        std::vector<notify::RequestMail> mails
    );

private:
    sql::Database& database_;
    const audit::Trail& trail_;
    QueueMail queue_mail_;
};

/// Where what was said is sealed for: its request. The store gives the numbers.
[[nodiscard]] crypto::Place place_of_request(const std::string& id);

}  // namespace buddy::compliance
