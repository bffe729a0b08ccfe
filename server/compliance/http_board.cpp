#include "compliance/http_board.hpp"

#include "compliance/evidence.hpp"

#include "platform/crypto/random.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;
using http::Exchange;

struct IncidentForm {
    std::string kind;
    std::string severity;
    Time found_at;
    std::int64_t families = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(IncidentForm, (), (kind, severity, found_at, families, text))

struct EntryForm {
    std::string kind;
    std::string text;
    std::optional<std::int64_t> families;
};
BOOST_DESCRIBE_STRUCT(EntryForm, (), (kind, text, families))

struct AgreementForm {
    std::string processor;
    std::string signed_on;
    std::optional<std::string> valid_until;
    std::string reference;
};
BOOST_DESCRIBE_STRUCT(AgreementForm, (), (processor, signed_on, valid_until, reference))

constexpr std::int64_t most_families = 1'000'000'000;

http::Response answer(unsigned status, const json::object& body)
{
    http::Response response;
    response.status = status;
    response.body = json::serialize(body);
    return response;
}

http::Response file(std::string type, std::string name, std::string bytes)
{
    http::Response response;
    response.content_type = std::move(type);
    response.body = std::move(bytes);
    response.headers.emplace_back(
        "Content-Disposition", "attachment; filename=\"" + std::move(name) + "\""
    );
    return response;
}

Task<> refuse_with(Exchange& exchange, const Error& error)
{
    http::ProblemNotes notes;
    if (error.code == ErrorCode::Conflict) notes.code = "incident_moved";
    const auto fault =
        error.code == ErrorCode::Conflict ? http::Fault::Conflict : http::fault_of(error.code);
    co_await http::refuse(exchange, fault, std::move(notes));
}

bool is_blank(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::optional<http::Mistake> mistake_in(const IncidentForm& form, Time now)
{
    if (!incident_kind_from(form.kind))
        return http::Mistake{
            .path = ".kind",
            .reason = "expected disclosure, loss, alteration, outage, safety or other"
        };
    if (!incident_severity_from(form.severity))
        return http::Mistake{
            .path = ".severity", .reason = "expected low, medium, high or critical"
        };
    if (form.found_at > now)
        return http::Mistake{.path = ".found_at", .reason = "expected a time that has passed"};
    if (form.families < 0 || form.families > most_families)
        return http::Mistake{.path = ".families", .reason = "expected a number of families"};
    if (is_blank(form.text)) return http::Mistake{.path = ".text", .reason = "expected words"};
    return std::nullopt;
}

std::optional<http::Mistake> mistake_in(const EntryForm& form)
{
    const auto kind = entry_kind_from(form.kind);
    if (!kind || *kind == EntryKind::Happened)
        return http::Mistake{
            .path = ".kind",
            .reason =
                "expected note, families, authority_told, authority_not_needed, "
                "persons_told, persons_not_needed or closed"
        };
    const auto families = form.families.value_or(-1);
    if (*kind == EntryKind::Families && (families < 0 || families > most_families))
        return http::Mistake{.path = ".families", .reason = "expected a number of families"};
    if (is_blank(form.text)) return http::Mistake{.path = ".text", .reason = "expected words"};
    return std::nullopt;
}

/// Who outside gets anything here, by this installation's notice.
bool is_processor(const consent::Notice& notice, const std::string& processor)
{
    return std::ranges::any_of(notice.uses(), [&processor](const consent::Use& use) {
        return use.is_outside && use.processor == processor;
    });
}

}  // namespace

http::Routes HttpBoard::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpBoard;
    constexpr std::string_view board = "/api/staff/compliance";
    constexpr std::string_view incidents = "/api/staff/incidents";
    constexpr std::string_view incident = "/api/staff/incidents/{incident}";
    constexpr std::string_view entries = "/api/staff/incidents/{incident}/entries";
    constexpr std::string_view agreements = "/api/staff/processor-agreements";
    constexpr std::string_view evidence = "/api/staff/compliance/evidence";
    constexpr std::string_view draft = "/api/staff/compliance/assessment";
    // clang-format off
    return {
        // operationId                     verb  path        who may call   budget
        {"readComplianceBoard",            Get,  board,      Access::Staff, Limit::Api, http::to(&Http::read_board, this)},
        {"recordIncident",                 Post, incidents,  Access::Staff, Limit::Api, http::to(&Http::record_incident, this)},
        {"readIncident",                   Get,  incident,   Access::Staff, Limit::Api, http::to(&Http::read_incident, this)},
        {"addIncidentEntry",               Post, entries,    Access::Staff, Limit::Api, http::to(&Http::add_entry, this)},
        {"putProcessorAgreement",          Put,  agreements, Access::Staff, Limit::Api, http::to(&Http::put_agreement, this)},
        {"downloadComplianceEvidence",     Get,  evidence,   Access::Staff, Limit::Api, http::to(&Http::download_evidence, this)},
        {"downloadComplianceAssessment",   Get,  draft,      Access::Staff, Limit::Api, http::to(&Http::download_assessment, this)},
    };
    // clang-format on
}

Task<> HttpBoard::read_board(Exchange& exchange)
{
    co_await exchange.respond(answer(200, json_of(co_await parts_.board.look())));
}

Task<> HttpBoard::answer_incident(Exchange& exchange, unsigned status, Incident incident)
{
    const auto entries = co_await parts_.incidents.timeline(incident.id);
    if (!entries) co_return co_await refuse_with(exchange, entries.error());
    json::array timeline;
    for (const auto& entry : *entries)
        timeline.emplace_back(json::object{
            {"kind", id_of(entry.kind)}, {"at", http::to_json(entry.at)}, {"text", entry.words}
        });
    auto body = json_of(incident, parts_.clock.now());
    body["timeline"] = std::move(timeline);
    co_await exchange.respond(answer(status, body));
}

Task<> HttpBoard::record_incident(Exchange& exchange)
{
    auto form = http::read_json<IncidentForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto now = parts_.clock.now();
    if (auto mistake = mistake_in(*form, now))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const Incident incident{
        .id = crypto::new_id_text(now),
        .kind = *incident_kind_from(form->kind),
        .severity = *incident_severity_from(form->severity),
        .found_at = form->found_at,
        .recorded_at = now,
        .families = form->families,
        .authority = Told::Undecided,
        .persons = Told::Undecided,
        .closed_at = std::nullopt,
        .entries = 1
    };
    co_await parts_.incidents.record(incident, exchange.principal.staff, std::move(form->text));
    co_await answer_incident(exchange, 201, incident);
}

Task<> HttpBoard::read_incident(Exchange& exchange)
{
    auto incident = co_await parts_.incidents.find(std::string{exchange.param("incident")});
    if (!incident) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    co_await answer_incident(exchange, 200, std::move(*incident));
}

Task<> HttpBoard::add_entry(Exchange& exchange)
{
    auto form = http::read_json<EntryForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(*form))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    auto after = co_await parts_.incidents.add(
        std::string{exchange.param("incident")},
        *entry_kind_from(form->kind),
        parts_.clock.now(),
        exchange.principal.staff,
        std::move(form->text),
        form->families.value_or(0)
    );
    if (!after) co_return co_await refuse_with(exchange, after.error());
    co_await answer_incident(exchange, 200, std::move(*after));
}

Task<> HttpBoard::put_agreement(Exchange& exchange)
{
    auto form = http::read_json<AgreementForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto signed_on = day_from(form->signed_on);
    const auto until = form->valid_until ? day_from(*form->valid_until) : std::nullopt;
    std::optional<http::Mistake> mistake;
    if (!is_processor(parts_.board.notice(), form->processor))
        mistake = {.path = ".processor", .reason = "expected a processor that the notice names"};
    else if (!signed_on)
        mistake = {.path = ".signed_on", .reason = "expected a day, such as 2026-11-30"};
    else if (form->valid_until && (!until || *until < *signed_on))
        mistake = {.path = ".valid_until", .reason = "expected a day after that of the signature"};
    else if (is_blank(form->reference))
        mistake = {.path = ".reference", .reason = "expected where the paper is"};
    if (mistake) co_return co_await http::refuse(exchange, std::move(*mistake));
    co_await parts_.store.put_agreement(
        {.processor = std::move(form->processor),
         .signed_on = *signed_on,
         .valid_until = until,
         .reference = std::move(form->reference),
         .recorded_at = parts_.clock.now()},
        exchange.principal.staff
    );
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    co_await exchange.respond(std::move(response));
}

Task<> HttpBoard::download_evidence(Exchange& exchange)
{
    Evidence evidence;
    evidence.board = co_await parts_.board.look();
    for (const auto& incident : evidence.board.incidents) {
        auto timeline = co_await parts_.incidents.timeline(incident.id);
        if (!timeline) co_return co_await refuse_with(exchange, timeline.error());
        evidence.timelines.emplace_back(incident, std::move(*timeline));
    }
    const auto last = evidence.board.audit_head.number;
    evidence.excerpt = co_await parts_.trail.after(
        std::max<std::int64_t>(0, last - Evidence::excerpt_length),
        static_cast<std::size_t>(Evidence::excerpt_length)
    );
    evidence.assessment = parts_.assessment(evidence.board);
    // Accounted for before it leaves.
    co_await parts_.trail.append(
        {.actor = audit::Actor::of(exchange.principal.staff),
         .action = audit::Action::EvidenceTaken,
         .family = {},
         .child = {},
         .object = {},
         .detail = {{"entries", evidence.excerpt.size()}}}
    );
    co_await exchange.respond(
        file("application/zip", "buddy-evidence.zip", evidence_archive(evidence))
    );
}

Task<> HttpBoard::download_assessment(Exchange& exchange)
{
    const auto state = co_await parts_.board.look();
    co_await exchange.respond(
        file("text/html; charset=utf-8", "buddy-assessment.html", parts_.assessment(state))
    );
}

}  // namespace buddy::compliance
