// Makes the archive that a guardian asked for: for every feature its data as JSON and as a page, in one ZIP.
//
//     ExportMaker maker{{.store = store, .keys = keys, .data = everything, .pool = pool, .clock = clock}};
//     runner.handle(std::string{make_export_job}, maker.job());
//
// A try that was cut off begins anew. Memory: one feature's data at a time.
//
// Threads  Any event loop; reading runs on the pool.
#pragma once

#include "compliance/sql_export_store.hpp"

#include "core/personal_data.hpp"
#include "platform/async/blocking.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/jobs/jobs.hpp"

namespace buddy::compliance {

class ExportMaker {
public:
    struct Parts {
        SqlExportStore& store;
        crypto::FamilyKeys& keys;
        std::vector<PersonalData*> data;
        BlockingPool& pool;
        const Clock& clock;
    };
    explicit ExportMaker(Parts parts) : parts_{std::move(parts)} {}

    /// Conflict  one is being made already.
    Task<Result<Export>> ask(FamilyId family, GuardianId by);
    /// Nothing happens for an archive that is made or gone.
    /// Invalid  the family's keys are gone.  Unavailable  something could not be read: try again.
    Task<Result<void>> make(std::string id);
    [[nodiscard]] jobs::JobHandler job();

private:
    class Writer;
    Parts parts_;
};

}  // namespace buddy::compliance
