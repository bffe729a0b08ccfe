// Incidents and their timelines. What staff write is sealed with a key of the server.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/incident.hpp"

#include "core/ids.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/sql/database.hpp"

namespace buddy::compliance {

class SqlIncidentStore {
public:
    /// `database` and `trail` outlive this.
    SqlIncidentStore(sql::Database& database, const audit::Trail& trail, crypto::Sealer sealer)
        : database_{database}, trail_{trail}, sealer_{std::move(sealer)}
    {
    }

    /// Stores an incident with its first entry: what happened.
    Task<> record(Incident incident, StaffId by, std::string what_happened);
    /// Newest first, two hundred at most.
    Task<std::vector<Incident>> all();
    Task<std::optional<Incident>> find(std::string id);
    /// In order. Invalid  an entry cannot be opened with this server's key.
    Task<Result<std::vector<IncidentEntry>>> timeline(std::string id);
    /// Adds an entry and what it changes.
    /// NotFound; Conflict  moved() refuses, or somebody wrote at the same moment.
    Task<Result<Incident>> add(
        std::string id,
        EntryKind kind,
        Time at,
        StaffId by,
        std::string words,
        std::int64_t families
    );

private:
    sql::Database& database_;
    const audit::Trail& trail_;
    crypto::Sealer sealer_;
};

}  // namespace buddy::compliance
