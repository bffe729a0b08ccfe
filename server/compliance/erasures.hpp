// Forgetting a child or a whole family: asked for, undone while there is time, carried out, proved, and done
// again after a restore.
//
//     const auto erasure = co_await erasures.ask(family, std::nullopt);      // grace begins
//     runner.handle(std::string{erase_job}, erasures.job());                 // carries it out when it ends
//     co_await erasures.replay();                                           // at every start
//
// The keys of whoever goes are destroyed first, so that what was said can be read nowhere any more, in no backup
// either; then the rows go. A family's keys are its own and those of its children; a child's are its alone, and
// those of the family's archives, in which its words are.
//
// Every step may be repeated, and the job is: a crash between two of them leaves nothing behind. Other
// processes may know a destroyed key for crypto::FamilyKeys::cache_time more.
//
// Threads  Any event loop; what blocks runs on the pool.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/sql_erasure_store.hpp"

#include "core/personal_data.hpp"
#include "platform/async/blocking.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/jobs/jobs.hpp"

#include <chrono>
#include <functional>

namespace buddy::compliance {

class Erasures {
public:
    struct Parts {
        SqlErasureStore& store;
        SqlErasureLedger& ledger;
        crypto::FamilyKeys& keys;
        /// Everything that anybody keeps; identity last, since replay() finds people by its rows.
        std::vector<PersonalData*> data;
        BlockingPool& pool;
        const Clock& clock;
        std::chrono::days grace{7};
        std::vector<std::string> processors;  ///< Who outside may have seen words of families.
        /// Called after each step, with its name; tests break off there.
        std::function<void(std::string_view step)> after_step;
    };
    explicit Erasures(Parts parts) : parts_{std::move(parts)} {}

    /// Conflict  one is under way for the same.
    Task<Result<Erasure>> ask(FamilyId family, std::optional<ChildId> child, GuardianId by);
    /// Conflict  there is none that can still be undone.
    Task<Result<void>> undo(FamilyId family, std::string erasure, GuardianId by);
    /// What the job does. Unavailable  something could not be erased now: try again.
    Task<Result<void>> carry_out(std::string erasure);
    [[nodiscard]] jobs::JobHandler job();
    /// A sign-up that nobody finished, at once and without a word.
    Task<> erase_unfinished(FamilyId family);

    struct Replayed {
        std::int64_t families = 0;
        std::int64_t children = 0;
        std::int64_t keys = 0;  ///< Keys that an old copy of their store had brought back.
    };
    /// Erases again what the ledger names and a restored backup brought back.
    Task<Replayed> replay();

private:
    void step(std::string_view name) const;
    Task<> destroy_keys(FamilyId family, std::optional<ChildId> child);
    Task<Result<Removed>> erase_rows(
        FamilyId family, std::optional<ChildId> child, Erasure erasure
    );
    Task<> erase_again(FamilyId family, std::optional<ChildId> child);

    Parts parts_;
};

}  // namespace buddy::compliance
