// The job that removes what is old enough, class by class, and leaves evidence of every run.
//
//     Retention retention{{.store = store, .times = times, .elsewhere = {…}, …}};
//     const auto run = co_await retention.run(clock.now(), Mode::Remove);
//
// Small batches: between two of them everybody else gets at the database. A run that is killed has removed
// what its evidence says and nothing else; the next run goes on. Two runs at once do no harm.
//
// Threads  Any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/retention_store.hpp"

#include <functional>
#include <map>
#include <string>

namespace buddy::compliance {

class Retention {
public:
    struct Parts {
        RetentionStore& store;
        const Clock& clock;
        KeepingTimes times;
        Mails mails = Mails::Wait;
        /// Removes the classes that the store does not: each feature its own.
        std::map<DataClass, std::function<Task<>(Time before)>> elsewhere;
        /// Erases a whole family at once, keys and all: for sign-ups that were never finished.
        std::function<Task<>(FamilyId family)> erase_family;
    };
    explicit Retention(Parts parts) : parts_{std::move(parts)} {}

    /// What was removed, or would be; as it was recorded.
    Task<RetentionRun> run(Time now, Mode mode);
    [[nodiscard]] const KeepingTimes& times() const noexcept { return parts_.times; }

private:
    Task<> remove(const std::string& run, Sweep sweep, Due due);
    Task<> erase_unfinished(Time before);

    Parts parts_;
};

}  // namespace buddy::compliance
