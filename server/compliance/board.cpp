#include "compliance/board.hpp"

#include "platform/http/json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;

json::value json_of(const std::optional<Time>& at)
{
    return at ? http::to_json(*at) : json::value{};
}

json::object json_of(const ConsentLine& line)
{
    return {
        {"purpose", consent::id_of(line.scope.purpose)},
        {"processor", line.scope.processor},
        {"name", line.name},
        {"is_used", line.is_used},
        {"state", consent::id_of(line.state)},
        {"method", line.method},
        {"families", line.families}
    };
}

json::object json_of(const ProcessorLine& line)
{
    json::array purposes;
    for (const auto purpose : line.purposes) purposes.emplace_back(consent::id_of(purpose));
    json::object out{
        {"processor", line.processor},
        {"name", line.name},
        {"country", line.country},
        {"purposes", std::move(purposes)},
        {"state", id_of(line.state)},
        {"agreement", nullptr}
    };
    if (line.agreement)
        out["agreement"] = json::object{
            {"signed_on", text_of(line.agreement->signed_on)},
            {"valid_until",
             line.agreement->valid_until ? json::value(text_of(*line.agreement->valid_until))
                                         : json::value{}},
            {"reference", line.agreement->reference},
            {"recorded_at", http::to_json(line.agreement->recorded_at)}
        };
    return out;
}

json::object json_of(const RetentionRun& run)
{
    json::array classes;
    for (const auto& swept : run.swept)
        classes.emplace_back(json::object{
            {"class", swept.data_class}, {"removed", swept.removed}, {"held", swept.held}
        });
    return {
        {"began_at", http::to_json(run.began_at)},
        {"ended_at", json_of(run.ended_at)},
        {"only_counted", run.mode == Mode::OnlyCount},
        {"classes", std::move(classes)}
    };
}

json::object audit_json(const BoardState& state)
{
    json::object out{{"entries", state.audit_head.number}, {"anchor", nullptr}, {"check", nullptr}};
    if (state.anchor)
        out["anchor"] = json::object{
            {"at", http::to_json(state.anchor->written_at)},
            {"number", state.anchor->head.number},
            {"hash", state.anchor->head.hash}
        };
    if (state.check)
        out["check"] = json::object{
            {"at", http::to_json(state.check->checked_at)},
            {"entries", state.check->entries},
            {"anchors", state.check->anchors},
            {"fault_at",
             state.check->fault ? json::value(state.check->fault->number) : json::value{}},
            {"fault", state.check->fault ? json::value(state.check->fault->why) : json::value{}}
        };
    return out;
}

/// The lines of one kind as an array.
template <class Lines>
json::array array_of(const Lines& lines)
{
    json::array out;
    for (const auto& line : lines) out.emplace_back(json_of(line));
    return out;
}

}  // namespace

std::vector<ConsentLine> consent_lines(
    const std::vector<ConsentCount>& counts, const consent::Notice& notice
)
{
    using Key = std::tuple<consent::Purpose, std::string, consent::State, std::string>;
    std::map<Key, ConsentLine> lines;
    for (const auto& [entry, families] : counts) {
        const auto* use = notice.find(entry.scope);
        const consent::Use gone{
            .purpose = entry.scope.purpose,
            .processor = entry.scope.processor,
            .name = entry.scope.processor,
            .country = {},
            .is_outside = true
        };
        const auto standing = consent::standing_of(std::span{&entry, 1}, use ? *use : gone);
        auto& line =
            lines[{entry.scope.purpose, entry.scope.processor, standing.state, entry.method}];
        line.scope = entry.scope;
        line.name = use != nullptr && !use->name.empty() ? use->name : entry.scope.processor;
        line.is_used = use != nullptr;
        line.state = standing.state;
        line.method = entry.method;
        line.families += families;
    }
    std::vector<ConsentLine> out;
    for (auto& [key, line] : lines) out.push_back(std::move(line));
    return out;
}

std::vector<ProcessorLine> processor_lines(
    const consent::Notice& notice, const std::vector<Agreement>& agreements, Time now
)
{
    std::vector<ProcessorLine> lines;
    for (const auto& use : notice.uses()) {
        if (!use.is_outside) continue;
        const auto known = std::ranges::find(lines, use.processor, &ProcessorLine::processor);
        if (known != lines.end()) {
            known->purposes.push_back(use.purpose);
            continue;
        }
        ProcessorLine line{
            .processor = use.processor,
            .name = use.name,
            .country = use.country,
            .purposes = {use.purpose},
            .agreement = std::nullopt,
            .state = AgreementState::Missing
        };
        const auto found = std::ranges::find(agreements, use.processor, &Agreement::processor);
        if (found != agreements.end()) line.agreement = *found;
        line.state = state_of(line.agreement, now);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<RetentionRun> telling_runs(const std::vector<RetentionRun>& runs, std::size_t most)
{
    std::vector<RetentionRun> out;
    for (const auto& run : runs) {
        if (out.size() == most) break;
        if (out.empty() || !run.swept.empty()) out.push_back(run);
    }
    return out;
}

json::object json_of(const Incident& incident, Time now)
{
    const auto clock = authority_clock(incident, now);
    return {
        {"id", incident.id},
        {"kind", id_of(incident.kind)},
        {"severity", id_of(incident.severity)},
        {"found_at", http::to_json(incident.found_at)},
        {"recorded_at", http::to_json(incident.recorded_at)},
        {"families", incident.families},
        {"authority", id_of(incident.authority)},
        {"authority_due", http::to_json(incident.authority_due())},
        {"clock", clock ? json::value(id_of(*clock)) : json::value{}},
        {"persons", id_of(incident.persons)},
        {"closed_at", json_of(incident.closed_at)},
        {"entries", incident.entries}
    };
}

json::object json_of(const OpenRequest& request)
{
    return {
        {"id", request.id},
        {"kind", id_of(request.kind)},
        {"state", id_of(request.state)},
        {"severity", id_of(request.severity)},
        {"by_child", request.by_child},
        {"opened_at", http::to_json(request.opened_at)},
        {"due_at", http::to_json(request.due)},
        {"clock", id_of(request.standing)},
        {"rule", request.rule},
        {"can_extend", request.can_extend}
    };
}

json::object json_of(const BoardState& state)
{
    json::array work;
    for (const auto& one : state.work)
        work.emplace_back(json::object{
            {"what", one.what},
            {"state", one.state},
            {"count", one.count},
            {"first", http::to_json(one.first)}
        });
    json::array incidents;
    for (const auto& incident : state.incidents)
        incidents.emplace_back(json_of(incident, state.made_at));
    return {
        {"made_at", http::to_json(state.made_at)},
        {"families", state.families},
        {"consents", array_of(state.consents)},
        {"requests", array_of(state.requests)},
        {"work", std::move(work)},
        {"retention", array_of(state.runs)},
        {"audit", audit_json(state)},
        {"processors", array_of(state.processors)},
        {"incidents", std::move(incidents)}
    };
}

Task<BoardState> Board::look()
{
    // There is one run every hour: ten days of them.
    constexpr std::size_t runs_looked_at = 240;
    constexpr std::size_t runs_shown = 10;
    BoardState state;
    state.made_at = parts_.clock.now();
    state.families = co_await parts_.store.families();
    state.consents = consent_lines(co_await parts_.store.consents(), parts_.notice);
    state.requests = co_await parts_.requests.open_ones();
    state.work = co_await parts_.store.work();
    state.runs = telling_runs(co_await parts_.retention.runs(runs_looked_at), runs_shown);
    state.audit_head = co_await parts_.trail.head();
    const auto anchors = co_await parts_.pool.run([file = parts_.anchors] { return file.read(); });
    if (anchors && !anchors->empty()) state.anchor = anchors->back();
    state.check = co_await parts_.store.last_check();
    state.processors =
        processor_lines(parts_.notice, co_await parts_.store.agreements(), state.made_at);
    state.incidents = co_await parts_.incidents.all();
    co_return state;
}

Task<std::optional<audit::Fault>> Board::check_audit()
{
    constexpr std::chrono::hours often_enough{24};
    const auto now = parts_.clock.now();
    const auto last = co_await parts_.store.last_check();
    if (last && now - last->checked_at < often_enough) co_return last->fault;
    auto anchors = co_await parts_.pool.run([file = parts_.anchors] { return file.read(); });
    AuditCheck check{.checked_at = now, .entries = 0, .anchors = 0, .fault = std::nullopt};
    if (anchors) {
        const auto verdict = co_await audit::verify(parts_.trail, std::move(*anchors));
        check.entries = verdict.entries;
        check.anchors = verdict.anchors;
        check.fault = verdict.fault;
    } else {
        check.fault = audit::Fault{.number = 0, .why = "the file of anchors cannot be read"};
    }
    auto fault = check.fault;
    co_await parts_.store.note_check(std::move(check));
    co_return fault;
}

}  // namespace buddy::compliance
