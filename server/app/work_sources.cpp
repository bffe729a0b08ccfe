#include "app/work_sources.hpp"

#include <chrono>
#include <utility>

namespace buddy::app {
namespace {

using namespace std::chrono_literals;
using admin::Gravity;
using admin::WorkItem;

/// What the law gives for answering a request: a month, at its shortest.
constexpr std::chrono::days legal_month{28};
constexpr std::chrono::days form_days{3};
/// A family stands still as long as its dispute does.
constexpr std::chrono::days dispute_days{7};
constexpr std::chrono::days report_days{7};
constexpr std::size_t most_reports = 200;
/// A job that is tried again by itself for a while needs nobody yet.
constexpr std::chrono::hours erasure_slack{1};

Gravity gravity_of(safety::Severity severity)
{
    switch (severity) {
        case safety::Severity::Critical: return Gravity::Urgent;
        case safety::Severity::High: return Gravity::Serious;
        default: return Gravity::Normal;
    }
}

std::chrono::minutes answer_within(safety::Severity severity)
{
    switch (severity) {
        case safety::Severity::Critical: return 15min;
        case safety::Severity::High: return 1h;
        default: return 24h;
    }
}

Gravity gravity_of(compliance::Urgency urgency)
{
    switch (urgency) {
        case compliance::Urgency::Now: return Gravity::Urgent;
        case compliance::Urgency::Soon: return Gravity::Serious;
        default: return Gravity::Normal;
    }
}

}  // namespace

Task<std::vector<WorkItem>> AlertWork::waiting()
{
    std::vector<WorkItem> items;
    for (const auto& one : co_await alerts_.cases()) {
        if (one.acknowledged_at) continue;
        items.push_back(
            {.kind = "alert",
             .id = one.id.text(),
             .what = one.is_for_guardian ? "guardian_silent" : "protected",
             .gravity = gravity_of(one.severity),
             .since = one.raised_at,
             .due = one.raised_at + answer_within(one.severity),
             .page = "/staff/cases"}
        );
    }
    co_return items;
}

Task<std::vector<WorkItem>> FormWork::waiting()
{
    std::vector<WorkItem> items;
    for (const auto& form : co_await forms_.waiting_forms()) {
        const auto since = form.sent_at.value_or(form.created_at);
        items.push_back(
            {.kind = "form",
             .id = form.id.text(),
             .what = {},
             .gravity = Gravity::Normal,
             .since = since,
             .due = since + form_days,
             .page = "/staff/forms"}
        );
    }
    co_return items;
}

Task<std::vector<WorkItem>> RightsWork::waiting()
{
    std::vector<WorkItem> items;
    const auto add = [&items](std::string id, std::string what, Gravity gravity, Time since) {
        items.push_back(
            {.kind = "right",
             .id = std::move(id),
             .what = std::move(what),
             .gravity = gravity,
             .since = since,
             .due = since + legal_month,
             .page = {}}
        );
    };
    const auto late_since = clock_.now() - erasure_slack;
    for (const auto& erasure : co_await erasures_.late(late_since))
        add(erasure.id, "erasure_late", Gravity::Serious, erasure.asked_at);
    for (const auto& request : co_await erasures_.open_requests())
        add(request.erasure + "/" + request.processor,
            "processor_request",
            Gravity::Normal,
            request.recorded_at);
    for (const auto& failed : co_await exports_.unmade())
        add(failed.id, "export_failed", Gravity::Serious, failed.asked_at);
    co_return items;
}

Task<std::vector<WorkItem>> RequestWork::waiting()
{
    std::vector<WorkItem> items;
    for (const auto& request : co_await requests_.open_ones())
        items.push_back(
            {.kind = "request",
             .id = request.id,
             .what = request.by_child ? "of_a_child" : std::string{id_of(request.kind)},
             .gravity = gravity_of(request.severity),
             .since = request.opened_at,
             .due = request.due,
             .page = "/staff/compliance/requests/" + request.id}
        );
    co_return items;
}

Task<std::vector<WorkItem>> IncidentWork::waiting()
{
    std::vector<WorkItem> items;
    for (const auto& incident : co_await incidents_.all()) {
        if (incident.closed_at) continue;
        const bool undecided = incident.authority == compliance::Told::Undecided;
        items.push_back(
            {.kind = "incident",
             .id = incident.id,
             .what = undecided ? "undecided" : std::string{},
             .gravity = undecided ? Gravity::Urgent : Gravity::Serious,
             .since = incident.found_at,
             .due = undecided ? std::optional{incident.authority_due()} : std::nullopt,
             .page = "/staff/compliance/incidents/" + incident.id}
        );
    }
    co_return items;
}

Task<std::vector<WorkItem>> DisputeWork::waiting()
{
    std::vector<WorkItem> items;
    for (const auto& dispute : co_await identity_.open_disputes())
        items.push_back(
            {.kind = "dispute",
             .id = dispute.id,
             .what = {},
             .gravity = Gravity::Serious,
             .since = dispute.opened_at,
             .due = dispute.opened_at + dispute_days,
             .page = "/staff/disputes"}
        );
    co_return items;
}

Task<std::vector<WorkItem>> ReportWork::waiting()
{
    std::vector<WorkItem> items;
    for (const auto& report : co_await feedback_.open_reports(most_reports))
        items.push_back(
            {.kind = "report",
             .id = report.turn.text(),
             .what = {},
             .gravity = Gravity::Normal,
             .since = report.at,
             .due = report.at + report_days,
             .page = "/staff/voice"}
        );
    co_return items;
}

}  // namespace buddy::app
