#include "platform/jobs/jobs.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace buddy::jobs {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

class Jobs : public testing::TestWithParam<sql::Engine> {
protected:
    void add(const std::string& kind, Time run_at)
    {
        wait_for(temporary->write(sql::Durability::Full, [&](sql::Transaction& tx) {
            enqueue(tx, {.kind = kind, .payload = R"({"id":"1"})", .run_at = run_at}, clock.now());
        }));
    }
    JobHandler answer(Result<void> outcome)
    {
        return [this, outcome](Job job) { return note(*this, std::move(job), outcome); };
    }
    static Task<Result<void>> note(Jobs& test, Job job, Result<void> outcome)
    {
        test.seen.push_back(job.attempt);
        co_return outcome;
    }

    static Task<Result<void>> outlive(Jobs& test, JobRunner& survivor, Job job)
    {
        test.seen.push_back(job.attempt);
        EXPECT_EQ(co_await survivor.run_due(), 0U);
        test.clock.advance(JobRunner::lease);
        EXPECT_EQ(co_await survivor.run_due(), 1U);
        co_return failed(ErrorCode::Unavailable, "too late");
    }

    sql::TemporaryDatabase temporary{GetParam()};
    FakeClock clock{from_millis(1'000'000)};
    log::Log log{log::Level::Error, [](std::string_view) {}};
    JobRunner runner{*temporary, clock, log};
    std::vector<int> seen;  ///< Attempt numbers.
};
INSTANTIATE_TEST_SUITE_P(Engines, Jobs, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(Jobs, RunOnceWhenDue)
{
    runner.handle("mail", answer({}));
    add("mail", clock.now() + 1min);
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    EXPECT_EQ(wait_for(runner.next_due()), clock.now() + 1min);
    clock.advance(1min);
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    EXPECT_EQ(wait_for(runner.next_due()), std::nullopt);
    EXPECT_EQ(wait_for(runner.counts()).waiting, 0);
}

TEST_P(Jobs, WaitForTheirHandler)
{
    add("mail", clock.now());
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    EXPECT_EQ(wait_for(runner.counts()).waiting, 1);
    runner.handle("mail", answer({}));
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
}

TEST_P(Jobs, AreTriedAgainLaterAndLater)
{
    runner.handle("mail", answer(failed(ErrorCode::Unavailable, "no server")));
    add("mail", clock.now());
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    clock.advance(5s);
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    clock.advance(5s);
    EXPECT_EQ(wait_for(runner.run_due()), 0U);
    clock.advance(5s);
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    EXPECT_EQ(seen, (std::vector{1, 2, 3}));
}

TEST_P(Jobs, AreGivenUpInTheEndAndKept)
{
    runner.handle("mail", answer(failed(ErrorCode::Unavailable, "no server")));
    add("mail", clock.now());
    for (int i = 0; i < JobRunner::most_attempts + 3; ++i) {
        wait_for(runner.run_due());
        clock.advance(1h);
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(JobRunner::most_attempts));
    EXPECT_EQ(wait_for(runner.counts()).gave_up, 1);
    EXPECT_EQ(wait_for(runner.counts()).waiting, 0);
}

TEST_P(Jobs, AreGivenUpAtOnceWhenHopeless)
{
    runner.handle("mail", answer(failed(ErrorCode::Invalid, "refused for good")));
    add("mail", clock.now());
    wait_for(runner.run_due());
    EXPECT_EQ(wait_for(runner.counts()).gave_up, 1);
}

TEST_P(Jobs, SurviveAHandlerThatThrows)
{
    runner.handle("mail", [](Job job) -> Task<Result<void>> {
        if (job.attempt == 1) throw std::runtime_error{"broken world"};
        co_return Result<void>{};
    });
    add("mail", clock.now());
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    clock.advance(5s);
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    EXPECT_EQ(wait_for(runner.counts()).waiting, 0);
}

// A runner that died in the middle: its lease ends and another takes the job, and what the dead one
// might still write does not count.
TEST_P(Jobs, AreTakenOverWhenTheirRunnerDies)
{
    add("mail", clock.now());
    JobRunner survivor{*temporary, clock, log};
    survivor.handle("mail", answer({}));
    runner.handle("mail", [this, &survivor](Job job) { return outlive(*this, survivor, job); });
    EXPECT_EQ(wait_for(runner.run_due()), 1U);
    EXPECT_EQ(seen, (std::vector{1, 2}));
    EXPECT_EQ(wait_for(survivor.counts()).waiting, 0);
}

TEST(Backoff, DoublesUpToAnHour)
{
    EXPECT_EQ(backoff_after(1), 5s);
    EXPECT_EQ(backoff_after(2), 10s);
    EXPECT_EQ(backoff_after(10), 2560s);
    EXPECT_EQ(backoff_after(11), 1h);
    EXPECT_EQ(backoff_after(100), 1h);
}

}  // namespace
}  // namespace buddy::jobs
