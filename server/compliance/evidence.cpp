#include "compliance/evidence.hpp"

#include "compliance/zip_archive.hpp"

#include "platform/http/json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <initializer_list>

namespace buddy::compliance {
namespace {

constexpr std::string_view readme =
    "Evidence of how this Buddy keeps the data of families.\n\n"
    "board.json          everything below in one file, and states as the board showed them\n"
    "consents.csv        how many families stand how to each use, and by which method\n"
    "requests.csv        requests that are open, with their clocks; no words, no names\n"
    "retention.csv       what the retention job removed\n"
    "processors.csv      who outside gets data, and the agreements\n"
    "work.csv            archives and erasures in work; what processors still have to erase\n"
    "incidents.csv       incidents; incidents/ID.txt holds the timeline of each\n"
    "audit_excerpt.csv   the newest entries of the audit log, without the ids of people\n"
    "assessment.html     the draft of the impact assessment, as this installation is set up\n\n"
    "The excerpt proves nothing alone, since the ids are missing. Whoever runs this Buddy proves "
    "the whole log with\n"
    "`buddy audit verify`; its end must then run through the last hash of the excerpt.\n";

std::string time_text(Time at)
{
    return std::string{std::string_view{http::to_json(at).as_string()}};
}

std::string time_text(const std::optional<Time>& at)
{
    return at ? time_text(*at) : std::string{};
}

std::string row(std::initializer_list<std::string_view> cells)
{
    std::string out;
    for (const auto cell : cells) {
        if (!out.empty()) out += ',';
        out += csv_cell(cell);
    }
    return out + "\r\n";
}

std::string consents_csv(const BoardState& board)
{
    auto out = row({"purpose", "processor", "in use", "state", "method", "families"});
    for (const auto& line : board.consents)
        out += row(
            {consent::id_of(line.scope.purpose),
             line.scope.processor,
             line.is_used ? "yes" : "no",
             consent::id_of(line.state),
             line.method,
             std::to_string(line.families)}
        );
    return out;
}

std::string requests_csv(const BoardState& board)
{
    auto out =
        row({"id", "kind", "asked by", "state", "severity", "opened", "due", "clock", "rule"});
    for (const auto& one : board.requests)
        out += row(
            {one.id,
             id_of(one.kind),
             one.by_child ? "a child" : "a guardian",
             id_of(one.state),
             id_of(one.severity),
             time_text(one.opened_at),
             time_text(one.due),
             id_of(one.standing),
             one.rule}
        );
    return out;
}

std::string retention_csv(const BoardState& board)
{
    auto out = row({"began", "ended", "only counted", "class", "removed", "held"});
    for (const auto& run : board.runs)
        for (const auto& swept : run.swept)
            out += row(
                {time_text(run.began_at),
                 time_text(run.ended_at),
                 run.mode == Mode::OnlyCount ? "yes" : "no",
                 swept.data_class,
                 std::to_string(swept.removed),
                 std::to_string(swept.held)}
            );
    return out;
}

std::string processors_csv(const BoardState& board)
{
    auto out = row(
        {"processor",
         "name",
         "country",
         "purposes",
         "state",
         "signed on",
         "valid until",
         "reference"}
    );
    for (const auto& line : board.processors) {
        std::string purposes;
        for (const auto purpose : line.purposes)
            purposes +=
                std::string{purposes.empty() ? "" : " "} + std::string{consent::id_of(purpose)};
        const auto& agreement = line.agreement;
        out += row(
            {line.processor,
             line.name,
             line.country,
             purposes,
             id_of(line.state),
             agreement ? text_of(agreement->signed_on) : "",
             agreement && agreement->valid_until ? text_of(*agreement->valid_until) : "",
             agreement ? agreement->reference : ""}
        );
    }
    return out;
}

std::string work_csv(const BoardState& board)
{
    auto out = row({"what", "state or processor", "count", "first"});
    for (const auto& one : board.work)
        out += row({one.what, one.state, std::to_string(one.count), time_text(one.first)});
    return out;
}

std::string incidents_csv(const BoardState& board)
{
    auto out = row(
        {"id",
         "kind",
         "severity",
         "found",
         "recorded",
         "families",
         "authority",
         "due to the authority",
         "persons",
         "closed"}
    );
    for (const auto& one : board.incidents)
        out += row(
            {one.id,
             id_of(one.kind),
             id_of(one.severity),
             time_text(one.found_at),
             time_text(one.recorded_at),
             std::to_string(one.families),
             id_of(one.authority),
             time_text(one.authority_due()),
             id_of(one.persons),
             time_text(one.closed_at)}
        );
    return out;
}

std::string timeline_text(const std::vector<IncidentEntry>& entries)
{
    std::string out;
    for (const auto& entry : entries)
        out += fmt::format("{}  {}\n{}\n\n", time_text(entry.at), id_of(entry.kind), entry.words);
    return out;
}

std::string excerpt_csv(const std::vector<audit::StoredEntry>& entries)
{
    auto out = row({"number", "at", "by", "action", "detail", "hash"});
    for (const auto& entry : entries)
        out += row(
            {std::to_string(entry.number),
             time_text(entry.occurred_at),
             entry.actor_kind,
             entry.action,
             entry.detail,
             entry.hash}
        );
    return out;
}

}  // namespace

std::string csv_cell(std::string_view text)
{
    std::string out = "\"";
    if (!text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front())) out += '\'';
    for (const char one : text) {
        if (one == '"') out += '"';
        out += one;
    }
    return out + "\"";
}

std::string evidence_archive(const Evidence& evidence)
{
    const auto& board = evidence.board;
    ZipArchive zip{board.made_at};
    auto out = zip.file("README.txt", readme);
    out += zip.file("board.json", boost::json::serialize(json_of(board)));
    out += zip.file("consents.csv", consents_csv(board));
    out += zip.file("requests.csv", requests_csv(board));
    out += zip.file("retention.csv", retention_csv(board));
    out += zip.file("processors.csv", processors_csv(board));
    out += zip.file("work.csv", work_csv(board));
    out += zip.file("incidents.csv", incidents_csv(board));
    for (const auto& [incident, entries] : evidence.timelines)
        out += zip.file("incidents/" + incident.id + ".txt", timeline_text(entries));
    out += zip.file("audit_excerpt.csv", excerpt_csv(evidence.excerpt));
    out += zip.file("assessment.html", evidence.assessment);
    return out + zip.end();
}

}  // namespace buddy::compliance
