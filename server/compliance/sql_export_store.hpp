// Archives that families asked for: sealed under their keys, in chunks of one size, gone after a week.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/sql/database.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::compliance {

/// The kind of the durable job that makes an archive; its payload names it.
inline constexpr std::string_view make_export_job = "make_export";

struct Export {
    static constexpr std::chrono::days life{7};
    /// Bytes of archive in a chunk; the last may have fewer.
    static constexpr std::size_t chunk_bytes = 256UL * 1024;

    std::string id;
    FamilyId family;
    std::string state;  ///< "waiting", "made" or "failed".
    Time asked_at;
    Time expires_at;
    std::int64_t parts = 0;
    std::int64_t parts_done = 0;
    std::int64_t bytes = 0;  ///< So far.
    [[nodiscard]] bool is_ready(Time now) const { return state == "made" && now < expires_at; }
};

class SqlExportStore {
public:
    /// Both outlive this.
    SqlExportStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }

    /// Stores the wish, queues its job, and drops the family's older archive.
    /// Conflict  one is being made already.
    Task<Result<void>> ask(Export wish, GuardianId by);
    /// Those that have not expired, newest first.
    Task<std::vector<Export>> of_family(FamilyId family, Time now);
    Task<std::optional<Export>> find(std::string id);
    /// Those that could not be made, oldest first, at most 200: they need a hand.
    Task<std::vector<Export>> unmade();

    /// Forgets what an earlier try had made.
    Task<> begin(std::string id);
    /// Stores one chunk of the archive and how far it is.
    Task<> add_chunk(Export so_far, std::size_t number, crypto::Sealed chunk);
    /// "made" or "failed"; whoever asked is accounted for.
    Task<> finish(std::string id, std::string state, std::int64_t bytes);
    /// A sealed chunk; nothing when the archive has gone.
    Task<std::optional<crypto::Sealed>> chunk(std::string id, std::size_t number);

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

/// Where a chunk is sealed for.
[[nodiscard]] std::string chunk_row(const std::string& id, std::size_t number);

}  // namespace buddy::compliance
