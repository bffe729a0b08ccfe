#include "compliance/job_keep_retention.hpp"

#include "platform/crypto/random.hpp"

#include <algorithm>
#include <utility>

namespace buddy::compliance {

Task<RetentionRun> Retention::run(Time now, Mode mode)
{
    RetentionRun run{
        .id = crypto::new_id_text(now), .began_at = now, .ended_at = {}, .mode = mode, .swept = {}
    };
    co_await parts_.store.begin_run(run.id, now, mode);
    for (const auto& sweep : plan(now, parts_.times, parts_.mails)) {
        const auto due = co_await parts_.store.due(sweep);
        if (mode == Mode::Remove)
            co_await remove(run.id, sweep, due);
        else if (due.count > 0 || due.held > 0)
            co_await parts_.store.note(run.id, sweep, due);
    }
    co_await parts_.store.end_run(run.id, parts_.clock.now());
    const auto recorded = co_await parts_.store.runs(20);
    const auto found = std::ranges::find(recorded, run.id, &RetentionRun::id);
    co_return found == recorded.end() ? run : *found;
}

Task<> Retention::remove(const std::string& run, Sweep sweep, Due due)
{
    const auto removed_elsewhere = parts_.elsewhere.find(sweep.data_class);
    if (parts_.store.removes(sweep.data_class)) {
        if (due.count == 0 && due.held > 0) co_await parts_.store.note(run, sweep, due);
        while (due.count > 0 && co_await parts_.store.sweep(run, sweep, due) > 0) {
        }
        co_return;
    }
    if (sweep.data_class == DataClass::UnfinishedSignUps)
        co_await erase_unfinished(sweep.before);
    else if (removed_elsewhere != parts_.elsewhere.end())
        // Also where nothing is counted: what lies in memory is counted by nobody.
        co_await removed_elsewhere->second(sweep.before);
    if (due.count == 0 && due.held == 0) co_return;
    const auto left = co_await parts_.store.due(sweep);
    due.count = std::max<std::int64_t>(due.count - left.count, 0);
    co_await parts_.store.note(run, sweep, due);
}

Task<> Retention::erase_unfinished(Time before)
{
    std::vector<FamilyId> last;
    while (true) {
        const auto families = co_await parts_.store.unfinished_before(before);
        if (families.empty() || families == last)
            co_return;  // none, or none that can be erased now
        for (const auto& family : families) {
            // The address may have been confirmed since the list was made.
            const auto still = co_await parts_.store.unfinished_before(before);
            if (std::ranges::find(still, family) != still.end())
                co_await parts_.erase_family(family);
        }
        last = families;
    }
}

}  // namespace buddy::compliance
