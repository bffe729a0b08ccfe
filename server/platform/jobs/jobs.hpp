// Work that must happen, also after a crash: queued in the transaction of its cause, run until done.
//
//     database.write(sql::Durability::Full, [&](sql::Transaction& tx) {
//         tx.run(sql::notify::insert_mail, …);
//         jobs::enqueue(tx, {.kind = "deliver_mail", .payload = R"({"mail":"…"})", .run_at = now});
//     });
//
//     jobs::JobRunner runner{database, clock, log};
//     runner.handle("deliver_mail", [&](jobs::Job job) { return delivery.deliver(job); });
//     co_await runner.run_due();
//
// A payload holds ids, never words. A job is claimed by one runner at a time; a runner that dies
// gives it back when its lease ends. So a job may run twice and must do no harm then.
//
// Threads  One runner per event loop; several, also in several processes, may share the database.
// Errors   A job that fails or throws is tried again, later each time; after `most_attempts` it is
//          given up, kept and counted.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"
#include "platform/log/log.hpp"
#include "platform/sql/database.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace buddy::jobs {

struct NewJob {
    std::string kind;
    std::string payload = "{}";  ///< JSON.
    Time run_at;                 ///< Not before.
};

/// Queues a job with the transaction; returns its id.
std::string enqueue(sql::Transaction& tx, const NewJob& job, Time now);

struct Job {
    std::string id;
    std::string kind;
    std::string payload;
    int attempt = 1;  ///< 1 at the first.
};

/// What a handler answers: nothing (done), Invalid (never possible: given up at once), or any other
/// error (try again later).
using JobHandler = std::function<Task<Result<void>>(Job)>;

/// When the next attempt is due after `attempt` failed: 5 s, 10 s, 20 s … at most an hour.
[[nodiscard]] std::chrono::seconds backoff_after(int attempt) noexcept;

class JobRunner {
public:
    static constexpr std::chrono::minutes lease{5};
    static constexpr int most_attempts = 20;

    /// All outlive the runner.
    JobRunner(sql::Database& database, const Clock& clock, log::Log& log)
        : database_{database}, clock_{clock}, log_{log}
    {
    }
    /// Jobs of a kind without a handler wait.
    void handle(std::string kind, JobHandler handler);

    /// Runs jobs that are due, one after the other, at most `most`. Returns how many ran.
    Task<std::size_t> run_due(std::size_t most = 32);
    /// When the next job of a kind that has a handler is due; nothing when there is none.
    Task<std::optional<Time>> next_due();

    struct Counts {
        std::int64_t waiting = 0;
        std::int64_t gave_up = 0;
    };
    Task<Counts> counts();

private:
    struct Kind {
        std::string name;
        JobHandler handler;
    };
    Task<std::optional<Job>> claim(std::string kind, std::string token);
    Task<> run_one(JobHandler& handler, Job job, std::string token);
    Task<> settle(Job job, std::string token, Result<void> outcome);

    sql::Database& database_;
    const Clock& clock_;
    log::Log& log_;
    std::vector<Kind> kinds_;
};

}  // namespace buddy::jobs
