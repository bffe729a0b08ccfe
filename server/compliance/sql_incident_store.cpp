#include "compliance/sql_incident_store.hpp"

#include "sql/compliance.hpp"

#include <utility>

namespace buddy::compliance {
namespace {

namespace statements = sql::compliance;
using sql::Durability;

Incident incident_at(const sql::Rows& rows, std::size_t row)
{
    Incident incident{
        .id = rows.get<std::string>(row, 0),
        .kind = incident_kind_from(rows.get<std::string>(row, 1)).value_or(IncidentKind::Other),
        .severity = incident_severity_from(rows.get<std::string>(row, 2))
                        .value_or(IncidentSeverity::Critical),
        .found_at = from_millis(rows.get<std::int64_t>(row, 3)),
        .recorded_at = from_millis(rows.get<std::int64_t>(row, 4)),
        .families = rows.get<std::int64_t>(row, 5),
        .authority = told_from(rows.get<std::string>(row, 6)).value_or(Told::Undecided),
        .persons = told_from(rows.get<std::string>(row, 7)).value_or(Told::Undecided),
        .closed_at = std::nullopt,
        .entries = rows.get<std::int64_t>(row, 9)
    };
    if (const auto at = rows.get<std::optional<std::int64_t>>(row, 8))
        incident.closed_at = from_millis(*at);
    return incident;
}

/// An entry opens at its own place only: nobody puts one in another's stead.
std::string row_of(const std::string& incident, std::int64_t number)
{
    return incident + "/" + std::to_string(number);
}

audit::Entry entry_for(const Incident& incident, const StaffId& by, audit::Action action)
{
    return {
        .actor = audit::Actor::of(by),
        .action = action,
        .family = {},
        .child = {},
        .object = incident.id,
        .detail = {{"entry", incident.entries}, {"families", incident.families}}
    };
}

}  // namespace

Task<> SqlIncidentStore::record(Incident incident, StaffId by, std::string what_happened)
{
    incident.entries = 1;
    const auto row = row_of(incident.id, 1);
    const auto words = sealer_.seal(what_happened, {"incident_entries", "words", row});
    auto insert = [&](sql::Transaction& tx) {
        tx.run(
            statements::insert_incident,
            incident.id,
            id_of(incident.kind),
            id_of(incident.severity),
            to_millis(incident.found_at),
            to_millis(incident.recorded_at),
            incident.families
        );
        tx.run(
            statements::insert_incident_entry,
            incident.id,
            1,
            id_of(EntryKind::Happened),
            to_millis(incident.recorded_at),
            by.text(),
            words
        );
        trail_.append(tx, entry_for(incident, by, audit::Action::IncidentRecorded));
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<Incident>> SqlIncidentStore::all()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::list_incidents);
    });
    std::vector<Incident> incidents;
    for (std::size_t row = 0; row < rows.size(); ++row) incidents.push_back(incident_at(rows, row));
    co_return incidents;
}

Task<std::optional<Incident>> SqlIncidentStore::find(std::string id)
{
    auto select = [&id](sql::Connection& db) { return db.run(statements::find_incident, id); };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return incident_at(rows, 0);
}

Task<Result<std::vector<IncidentEntry>>> SqlIncidentStore::timeline(std::string id)
{
    auto select = [&id](sql::Connection& db) {
        return db.run(statements::list_incident_entries, id);
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<IncidentEntry> entries;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto number = rows.get<std::int64_t>(row, 0);
        const auto place = row_of(id, number);
        auto words =
            sealer_.open(rows.get<sql::Blob>(row, 4), {"incident_entries", "words", place});
        if (!words) co_return std::unexpected(words.error());
        entries.push_back(
            {.number = number,
             .kind = entry_kind_from(rows.get<std::string>(row, 1)).value_or(EntryKind::Note),
             .at = from_millis(rows.get<std::int64_t>(row, 2)),
             .by = rows.get<std::string>(row, 3),
             .words = std::move(*words)}
        );
    }
    co_return entries;
}

Task<Result<Incident>> SqlIncidentStore::add(
    std::string id, EntryKind kind, Time at, StaffId by, std::string words, std::int64_t families
)
{
    auto update = [&](sql::Transaction& tx) -> Result<Incident> {
        const auto rows = tx.run(statements::find_incident, id);
        if (rows.empty()) return failed(ErrorCode::NotFound, "no such incident");
        auto after = moved(incident_at(rows, 0), kind, at, families);
        if (!after) return after;
        const auto row = row_of(id, after->entries);
        const auto added = tx.run(
            statements::insert_incident_entry,
            id,
            after->entries,
            id_of(kind),
            to_millis(at),
            by.text(),
            sealer_.seal(words, {"incident_entries", "words", row})
        );
        std::optional<std::int64_t> closed;
        if (after->closed_at) closed = to_millis(*after->closed_at);
        if (added.empty() || tx.run(
                                   statements::move_incident,
                                   id,
                                   after->families,
                                   id_of(after->authority),
                                   id_of(after->persons),
                                   closed
                             )
                                 .empty())
            return failed(ErrorCode::Conflict, "somebody wrote at the same moment");
        trail_.append(tx, entry_for(*after, by, audit::Action::IncidentMoved));
        return after;
    };
    co_return co_await database_.write(Durability::Full, std::move(update));
}

}  // namespace buddy::compliance
