#include "platform/jobs/jobs.hpp"

#include "platform/crypto/random.hpp"
#include "sql/jobs.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace buddy::jobs {

namespace statements = sql::jobs;
using sql::Durability;

std::string enqueue(sql::Transaction& tx, const NewJob& job, Time now)
{
    auto id = crypto::new_id_text(now);
    tx.run(
        statements::insert_job, id, job.kind, job.payload, to_millis(job.run_at), to_millis(now)
    );
    return id;
}

std::chrono::seconds backoff_after(int attempt) noexcept
{
    constexpr std::chrono::seconds first{5};
    constexpr std::chrono::seconds longest{std::chrono::hours{1}};
    const int doublings = std::clamp(attempt - 1, 0, 10);
    return std::min(longest, first * (1 << doublings));
}

void JobRunner::handle(std::string kind, JobHandler handler)
{
    kinds_.push_back({.name = std::move(kind), .handler = std::move(handler)});
}

Task<std::optional<Job>> JobRunner::claim(std::string kind, std::string token)
{
    const auto now = clock_.now();
    auto take = [&kind, &token, now](sql::Transaction& tx) -> std::optional<Job> {
        const auto rows =
            tx.run(statements::claim_job, to_millis(now), to_millis(now + lease), token, kind);
        if (rows.empty()) return std::nullopt;
        return Job{
            .id = rows.get<std::string>(0, 0),
            .kind = rows.get<std::string>(0, 1),
            .payload = rows.get<std::string>(0, 2),
            .attempt = rows.get<int>(0, 3)
        };
    };
    co_return co_await database_.write(Durability::Full, std::move(take));
}

Task<std::size_t> JobRunner::run_due(std::size_t most)
{
    std::size_t ran = 0;
    for (auto& kind : kinds_) {
        while (ran < most) {
            auto token = crypto::random_token(16);
            auto job = co_await claim(kind.name, token);
            if (!job) break;
            ++ran;
            co_await run_one(kind.handler, std::move(*job), std::move(token));
        }
    }
    co_return ran;
}

Task<> JobRunner::run_one(JobHandler& handler, Job job, std::string token)
{
    Result<void> outcome;
    try {
        outcome = co_await handler(job);
    } catch (const std::exception& thrown) {
        // The one place of a job where exceptions end: what was thrown may name an input, so only
        // that it happened is told.
        outcome = failed(ErrorCode::Unavailable, "the job threw an exception");
    }
    co_await settle(std::move(job), std::move(token), std::move(outcome));
}

Task<> JobRunner::settle(Job job, std::string token, Result<void> outcome)
{
    const auto now = clock_.now();
    const bool hopeless =
        !outcome && (outcome.error().code == ErrorCode::Invalid || job.attempt >= most_attempts);
    if (!outcome)
        log_.warning(
            hopeless ? log::Literal{"job given up"} : log::Literal{"job failed"},
            {{"kind", log::Code{job.kind}},
             {"job", log::Code{job.id}},
             {"attempt", job.attempt},
             {"why", outcome.error()}}
        );
    const bool done = outcome.has_value();
    auto write = [&job, &token, done, hopeless, now](sql::Transaction& tx) {
        if (done)
            tx.run(statements::finish_job, job.id, token);
        else if (hopeless)
            tx.run(statements::give_up_job, job.id, token, to_millis(now));
        else
            tx.run(
                statements::retry_job, job.id, token, to_millis(now + backoff_after(job.attempt))
            );
    };
    co_await database_.write(Durability::Full, std::move(write));
}

Task<std::optional<Time>> JobRunner::next_due()
{
    std::vector<std::string> names;
    for (const auto& kind : kinds_) names.push_back(kind.name);
    auto select = [&names](sql::Connection& connection) {
        std::optional<Time> next;
        for (const auto& name : names) {
            const auto rows = connection.run(statements::find_next_due, name);
            const auto millis = rows.get<std::optional<std::int64_t>>(0, 0);
            if (millis && (!next || from_millis(*millis) < *next)) next = from_millis(*millis);
        }
        return next;
    };
    co_return co_await database_.read(std::move(select));
}

Task<JobRunner::Counts> JobRunner::counts()
{
    co_return co_await database_.read([](sql::Connection& connection) {
        const auto rows = connection.run(statements::count_jobs);
        const auto all = rows.get<std::int64_t>(0, 0);
        const auto gave_up = rows.get<std::int64_t>(0, 1);
        return Counts{.waiting = all - gave_up, .gave_up = gave_up};
    });
}

}  // namespace buddy::jobs
