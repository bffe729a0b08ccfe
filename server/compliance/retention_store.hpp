// What a run of retention does to the database, and the evidence that it leaves.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/retention_schedule.hpp"

#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::compliance {

enum class Mode : std::uint8_t { Remove, OnlyCount };

/// What of one class is old enough.
struct Due {
    std::int64_t count = 0;
    std::optional<Time> oldest;
    std::int64_t held = 0;  ///< Old enough too, but kept by a legal hold; not in `count`.
};

/// What a run did to one class, or would have done.
struct Swept {
    std::string data_class;  ///< ClassRule::id.
    Time before;
    std::optional<Time> oldest;
    std::int64_t removed = 0;
    std::int64_t held = 0;
};

struct RetentionRun {
    std::string id;
    Time began_at;
    std::optional<Time> ended_at;  ///< Nothing: it was cut off.
    Mode mode = Mode::Remove;
    std::vector<Swept> swept;  ///< Only classes of which something was old enough.
};

struct Hold {
    FamilyId family;
    std::string reference;
    Time placed_at;
};

class RetentionStore {
public:
    RetentionStore() = default;
    RetentionStore(const RetentionStore&) = delete;
    RetentionStore& operator=(const RetentionStore&) = delete;
    RetentionStore(RetentionStore&&) = delete;
    RetentionStore& operator=(RetentionStore&&) = delete;
    virtual ~RetentionStore() = default;

    virtual Task<> begin_run(std::string id, Time now, Mode mode) = 0;
    virtual Task<> end_run(std::string id, Time now) = 0;
    /// Newest first.
    virtual Task<std::vector<RetentionRun>> runs(std::size_t most) = 0;

    virtual Task<Due> due(Sweep sweep) = 0;
    /// Whether sweep() knows how to remove this class; the others are removed by the feature they are of.
    [[nodiscard]] virtual bool removes(DataClass data_class) const = 0;
    /// Removes one small batch and adds it to the run's evidence, both or neither. What has become younger
    /// or was put under a hold since due() stays. Returns how many; 0: nothing is left.
    virtual Task<std::int64_t> sweep(std::string run, Sweep sweep, Due due) = 0;
    /// Adds what was removed elsewhere, or would have been, to the run's evidence.
    virtual Task<> note(std::string run, Sweep sweep, Due due) = 0;
    /// A few families whose sign-up was never finished.
    virtual Task<std::vector<FamilyId>> unfinished_before(Time before) = 0;

    /// NotFound  no such family.  Conflict  it is held already.
    virtual Task<Result<void>> add_hold(Hold hold) = 0;
    /// NotFound.
    virtual Task<Result<void>> remove_hold(FamilyId family) = 0;
    /// Oldest first.
    virtual Task<std::vector<Hold>> holds() = 0;
    virtual Task<bool> is_held(FamilyId family) = 0;
};

}  // namespace buddy::compliance
