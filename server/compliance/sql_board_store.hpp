// What the compliance board counts and remembers: how families stand to each use, work under way, agreements with
// processors, and the last walk along the audit log. Numbers, and nobody's name.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/agreement.hpp"
#include "consent/consent.hpp"

#include "core/ids.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/audit/verify.hpp"
#include "platform/sql/database.hpp"

#include <vector>

namespace buddy::compliance {

/// So many families stand so to a use; `entry` holds what decides that, and no family.
struct ConsentCount {
    consent::Entry entry;
    std::int64_t families = 0;
};

struct WorkCount {
    std::string what;   ///< "export", "erasure" or "processor".
    std::string state;  ///< Of the first two; of the last: who has to erase.
    std::int64_t count = 0;
    Time first;  ///< Exports: asked; erasures: due; processors: recorded.
};

struct AuditCheck {
    Time checked_at;
    std::int64_t entries = 0;
    std::int64_t anchors = 0;
    std::optional<audit::Fault> fault;
};

class SqlBoardStore {
public:
    static constexpr std::chrono::days checks_kept{365};

    /// `database` and `trail` outlive this.
    SqlBoardStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<std::int64_t> families();
    Task<std::vector<ConsentCount>> consents();
    Task<std::vector<WorkCount>> work();

    Task<std::vector<Agreement>> agreements();
    /// Writes one down, or another in its place.
    Task<> put_agreement(Agreement agreement, StaffId by);

    /// Keeps the newest year of them.
    Task<> note_check(AuditCheck check);
    Task<std::optional<AuditCheck>> last_check();

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::compliance
