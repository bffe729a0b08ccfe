// Gives every child keys of its own, and seals what is about it under them: once, after an upgrade or the restore of
// an older backup. New children need nothing of it.
//
//     ApartSealing sealing{{.database = database, .data = data, .pool = pool, .clock = clock}};
//     const auto done = co_await sealing.run([](const auto& so_far) { … });
//
// Broken off, it goes on with the child where it stopped. Two at once do no harm.
//
// Threads  Any event loop; what blocks runs on the pool.
// Errors   A child whose rows cannot be sealed now is passed over, and taken again the next time. A broken
//          database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/personal_data.hpp"
#include "platform/async/blocking.hpp"
#include "platform/async/task.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace buddy::compliance {

class ApartSealing {
public:
    struct Parts {
        sql::Database& database;
        std::vector<PersonalData*> data;
        BlockingPool& pool;
        const Clock& clock;
    };
    explicit ApartSealing(Parts parts) : parts_{std::move(parts)} {}

    /// How many children still wait for it.
    Task<std::int64_t> waiting();
    struct Progress {
        std::int64_t children = 0;
        std::int64_t rows = 0;
        std::int64_t passed_over = 0;
    };
    /// `told` hears after each child.
    Task<Progress> run(std::function<void(const Progress& so_far)> told = {});

private:
    Task<bool> seal(FamilyId family, ChildId child, Progress& progress);

    Parts parts_;
};

}  // namespace buddy::compliance
