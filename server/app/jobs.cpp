// What happens by itself, and how often. The only schedule there is.

#include "feedback/figures.hpp"

#include "app/application.hpp"
#include "platform/audit/verify.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>

namespace buddy::app {

using namespace std::chrono_literals;

namespace {

Task<> pause(std::chrono::milliseconds length)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, length};
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

void Application::schedule_jobs()
{
    loops_.spawn(0, "run_jobs", [this] { return run_jobs(); });
    loops_.spawn(0, "watch_safety", [this] { return watch_safety(); });
    loops_.spawn(0, "settle_lost_calls", [this] { return settle_lost_calls(); });
    loops_.spawn(0, "count_verdicts", [this] { return count_verdicts(); });
    loops_.spawn(0, "send_digests", [this] { return send_digests(); });
    loops_.spawn(0, "settle_family_requests", [this] { return settle_family_requests(); });
    loops_.spawn(0, "keep_retention", [this] { return keep_retention(); });
    loops_.spawn(0, "seal_children_apart", [this] { return seal_children_apart(); });
    loops_.spawn(0, "count_feedback", [this] { return count_feedback(); });
    loops_.spawn(0, "anchor_audit", [this] { return anchor_audit(); });
    loops_.spawn(0, "check_audit", [this] { return check_audit(); });
    loops_.spawn(0, "count_requests", [this] { return count_requests(); });
}

Task<> Application::run_jobs()
{
    const auto given_up =
        metrics_.gauge("buddy_jobs_given_up", "Durable jobs that failed too often.");
    const auto waiting = metrics_.gauge("buddy_mails_waiting", "Mails that wait to be sent.");
    while (true) {
        // A database that is away for a moment must not end the jobs for good.
        try {
            while (co_await jobs_.run_due() > 0) {
            }
            given_up.set(static_cast<double>((co_await jobs_.counts()).gave_up));
            waiting.set(static_cast<double>((co_await outbox_.backlog()).waiting));
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "jobs cannot run now",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        // New jobs come by the database, also from other processes: asked for twice a second.
        co_await pause(500ms);
    }
}

Task<> Application::watch_safety()
{
    constexpr int seconds_between_refreshes = 15;
    bool was_right = true;
    for (int second = 0;; ++second) {
        canaries_.tick();
        const auto wrong = canaries_.report().wrong;
        if (was_right && !wrong.empty())
            log_.error(
                "a safety canary was judged wrongly: /readyz says no",
                {{"canary", log::Code{*wrong.begin()}}}
            );
        if (!was_right && wrong.empty()) log_.info("every safety canary is judged rightly again");
        was_right = wrong.empty();
        if (second % seconds_between_refreshes == 0) safety_watch_.refresh();
        co_await pause(1s);
    }
}

Task<> Application::settle_lost_calls()
{
    while (true) {
        try {
            while (const auto lost = co_await ledger_.settle_lost(clock_.now()))
                spending_metrics_.lost(lost);
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "lost model calls stay reserved for now",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(1min);
    }
}

/// Once, so that what was counted before this start is in the numbers; each answer counts by itself.
Task<> Application::count_verdicts()
{
    try {
        alert_metrics_.judged(co_await alerts_.verdicts());
    } catch (const sql::DatabaseError& error) {
        log_.error(
            "verdicts on alerts are counted with the next answer",
            {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
        );
    }
}

Task<> Application::send_digests()
{
    while (true) {
        try {
            if (const auto queued = co_await digests_.send_due(); queued > 0)
                log_.info("weekly digests queued", {{"mails", queued}});
        } catch (const std::exception& error) {
            log_.error("weekly digests are tried again", {{"error", log::Code{error.what()}}});
        }
        co_await pause(10min);
    }
}

Task<> Application::settle_family_requests()
{
    while (true) {
        try {
            if (const auto settled = co_await identity_.settle_requests(); settled > 0)
                log_.info("requests among grown-ups took effect", {{"requests", settled}});
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "requests among grown-ups wait",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(5min);
    }
}

Task<> Application::keep_retention()
{
    while (true) {
        try {
            const auto run =
                co_await rights_.retention().run(clock_.now(), compliance::Mode::Remove);
            for (const auto& swept : run.swept) {
                metrics_
                    .counter(
                        "buddy_retention_removed_total",
                        "What was removed since it was old enough, by class.",
                        {{"class", swept.data_class}}
                    )
                    .increment(static_cast<double>(swept.removed));
                log_.info(
                    "removed what was old enough",
                    {{"class", log::Code{swept.data_class}},
                     {"removed", swept.removed},
                     {"held", swept.held}}
                );
            }
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "what is old enough stays for now",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(1h);
    }
}

/// Once after each start: an upgrade, or a restored backup, may have brought rows from before children had keys.
Task<> Application::seal_children_apart()
{
    try {
        if (co_await rights_.apart_sealing().waiting() == 0) co_return;
        const auto done = co_await rights_.apart_sealing().run();
        log_.info(
            "children have keys of their own",
            {{"children", done.children}, {"rows", done.rows}, {"passed_over", done.passed_over}}
        );
    } catch (const sql::DatabaseError& error) {
        log_.error(
            "children are sealed apart after the next start",
            {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
        );
    }
}

Task<> Application::count_feedback()
{
    constexpr std::chrono::days half_a_year{183};
    while (true) {
        try {
            const auto from = clock_.now() - half_a_year;
            const auto marks = co_await feedback_.mark_counts(from);
            const auto thumbs = co_await feedback_.thumb_counts(from);
            feedback_metrics_.count(feedback::figures_of(marks, thumbs));
            feedback_metrics_.waiting(co_await feedback_.count_open_reports());
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "what people say of Buddy is counted later",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(1min);
    }
}

Task<> Application::forget_replies(Time now)
{
    if (!response_cache_) co_return;
    const auto forgotten = co_await response_cache_->forget_expired(now);
    if (!forgotten) log_.error("expired answers stay for now", {{"why", forgotten.error()}});
}

// In the data folder and in the log: who can change one of the two is given away by the other.
Task<> Application::anchor_audit()
{
    const audit::AnchorFile file{anchor_file(base_.config)};
    BlockingPool files{1};
    while (true) {
        try {
            const auto now = clock_.now();
            const auto anchors = co_await files.run([file] { return file.read(); });
            if (!anchors || audit::is_anchor_due(*anchors, now)) {
                const audit::Anchor anchor{.written_at = now, .head = co_await trail_.head()};
                const auto written =
                    co_await files.run([file, anchor] { return file.append(anchor); });
                log_.info(
                    "audit log anchored",
                    {{"number", anchor.head.number}, {"hash", log::Code{anchor.head.hash}}}
                );
                if (!anchors)
                    log_.error("an audit anchor is unreadable", {{"why", anchors.error()}});
                if (!written) log_.error("no audit anchor was kept", {{"why", written.error()}});
            }
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "the audit log is not anchored now",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(1h);
    }
}

// Once a day, whoever of several servers comes first; the board shows what was found last.
Task<> Application::check_audit()
{
    const auto broken = metrics_.gauge(
        "buddy_audit_broken", "1: the last walk along the audit log found it not whole."
    );
    while (true) {
        try {
            const auto fault = co_await compliance_.board().check_audit();
            broken.set(fault ? 1 : 0);
            if (fault)
                log_.error(
                    "the audit log is not whole: see `buddy audit verify`",
                    {{"number", fault->number}}
                );
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "the audit log is not checked now",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(1h);
    }
}

Task<> Application::count_requests()
{
    const auto open =
        metrics_.gauge("buddy_requests_open", "Requests of families that nobody has answered.");
    const auto late =
        metrics_.gauge("buddy_requests_late", "Of those, how many are past their statutory day.");
    while (true) {
        try {
            const auto requests = co_await compliance_.requests().open_ones();
            open.set(static_cast<double>(requests.size()));
            late.set(static_cast<double>(std::ranges::count(
                requests, compliance::Standing::Late, &compliance::OpenRequest::standing
            )));
        } catch (const sql::DatabaseError& error) {
            log_.error(
                "requests are not counted now",
                {{"statement", log::Code{error.statement()}}, {"code", log::Code{error.code()}}}
            );
        }
        co_await pause(1min);
    }
}

}  // namespace buddy::app
