#include "compliance/sql_export_store.hpp"

#include "platform/jobs/jobs.hpp"
#include "sql/compliance.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::compliance {
namespace {

namespace statements = sql::compliance;
using sql::Durability;

Export export_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = rows.get<std::string>(row, 0),
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .state = rows.get<std::string>(row, 2),
        .asked_at = from_millis(rows.get<std::int64_t>(row, 3)),
        .expires_at = from_millis(rows.get<std::int64_t>(row, 4)),
        .parts = rows.get<std::int64_t>(row, 5),
        .parts_done = rows.get<std::int64_t>(row, 6),
        .bytes = rows.get<std::int64_t>(row, 7)
    };
}

}  // namespace

std::string chunk_row(const std::string& id, std::size_t number)
{
    return id + "/" + std::to_string(number);
}

Task<Result<void>> SqlExportStore::ask(Export wish, GuardianId by)
{
    auto insert = [&wish, &by](sql::Transaction& tx) -> Result<void> {
        const auto inserted = tx.run(
            statements::insert_export,
            wish.id,
            wish.family.text(),
            by.text(),
            to_millis(wish.asked_at),
            to_millis(wish.expires_at),
            wish.parts
        );
        if (inserted.empty()) return failed(ErrorCode::Conflict, "an export is under way already");
        tx.run(statements::delete_made_exports, wish.family.text());
        jobs::enqueue(
            tx,
            {.kind = std::string{make_export_job},
             .payload = boost::json::serialize(boost::json::object{{"export", wish.id}}),
             .run_at = wish.asked_at},
            wish.asked_at
        );
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<Export>> SqlExportStore::of_family(FamilyId family, Time now)
{
    auto select = [&family, now](sql::Connection& db) {
        return db.run(statements::list_exports, family.text(), to_millis(now));
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<Export> exports;
    for (std::size_t row = 0; row < rows.size(); ++row) exports.push_back(export_at(rows, row));
    co_return exports;
}

Task<std::optional<Export>> SqlExportStore::find(std::string id)
{
    auto select = [&id](sql::Connection& db) { return db.run(statements::find_export, id); };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return export_at(rows, 0);
}

Task<std::vector<Export>> SqlExportStore::unmade()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::list_failed_exports);
    });
    std::vector<Export> exports;
    for (std::size_t row = 0; row < rows.size(); ++row) exports.push_back(export_at(rows, row));
    co_return exports;
}

Task<> SqlExportStore::begin(std::string id)
{
    auto remove = [&id](sql::Transaction& tx) { tx.run(statements::delete_export_chunks, id); };
    co_await database_.write(Durability::Full, std::move(remove));
}

Task<> SqlExportStore::add_chunk(Export so_far, std::size_t number, crypto::Sealed chunk)
{
    auto insert = [&](sql::Transaction& tx) {
        tx.run(statements::insert_export_chunk, so_far.id, number, chunk);
        tx.run(statements::progress_export, so_far.id, so_far.parts_done, so_far.bytes);
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<> SqlExportStore::finish(std::string id, std::string state, std::int64_t bytes)
{
    auto update = [&](sql::Transaction& tx) {
        const auto rows = tx.run(statements::finish_export, id, state, bytes);
        if (rows.empty() || state != "made") return;
        trail_.append(
            tx,
            {.actor = audit::Actor::of(GuardianId{rows.get<std::string>(0, 1)}),
             .action = audit::Action::ExportMade,
             .family = FamilyId{rows.get<std::string>(0, 0)},
             .child = {},
             .object = id,
             .detail = {{"bytes", bytes}}}
        );
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<std::optional<crypto::Sealed>> SqlExportStore::chunk(std::string id, std::size_t number)
{
    auto select = [&id, number](sql::Connection& db) {
        return db.run(statements::find_export_chunk, id, number);
    };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return rows.get<sql::Blob>(0, 0);
}

}  // namespace buddy::compliance
