#include "compliance/sql_erasure_store.hpp"

#include "platform/jobs/jobs.hpp"
#include "sql/compliance.hpp"
#include "sql/keys.hpp"

#include <boost/json.hpp>
#include <fmt/chrono.h>

#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;
namespace statements = sql::compliance;
using sql::Durability;

using Reader = SqlErasureStore::Reader;

std::string readers_text(const std::vector<Reader>& readers)
{
    json::array out;
    for (const auto& reader : readers)
        out.emplace_back(json::object{{"email", reader.email}, {"language", reader.language}});
    return json::serialize(out);
}

std::vector<Reader> readers_in(const std::string& text)
{
    std::vector<Reader> readers;
    boost::system::error_code error;
    const auto value = json::parse(text, error);
    if (error || !value.is_array()) return readers;
    for (const auto& one : value.get_array())
        readers.push_back(
            {.email = std::string{std::string_view{one.at("email").as_string()}},
             .language = std::string{std::string_view{one.at("language").as_string()}}}
        );
    return readers;
}

crypto::Place place_of(const std::string& id)
{
    return {.table = "erasures", .column = "tell", .row = id};
}

std::optional<std::string> text_of(const std::optional<ChildId>& child)
{
    return child ? std::optional{child->text()} : std::nullopt;
}

template <class Id>
std::optional<Id> id_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    auto text = rows.get<std::optional<std::string>>(row, column);
    return text ? std::optional{Id{std::move(*text)}} : std::nullopt;
}

Erasure erasure_at(const sql::Rows& rows, std::size_t row)
{
    Erasure erasure{
        .id = rows.get<std::string>(row, 0),
        .subject = rows.get<std::string>(row, 1),
        .scope = scope_from(rows.get<std::string>(row, 2)),
        .family = id_at<FamilyId>(rows, row, 3),
        .child = id_at<ChildId>(rows, row, 4),
        .state = erasure_state_from(rows.get<std::string>(row, 5)),
        .asked_at = from_millis(rows.get<std::int64_t>(row, 6)),
        .due_at = from_millis(rows.get<std::int64_t>(row, 7)),
        .ended_at = std::nullopt,
        .removed = removed_from(rows.get<std::string>(row, 9)),
        .tell = rows.get<std::optional<sql::Blob>>(row, 10),
        .receipt = rows.get<std::optional<std::string>>(row, 11).value_or("")
    };
    if (const auto at = rows.get<std::optional<std::int64_t>>(row, 8))
        erasure.ended_at = from_millis(*at);
    return erasure;
}

LedgerEntry entry_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .subject = rows.get<std::string>(row, 0),
        .erasure = rows.get<std::string>(row, 1),
        .scope = scope_from(rows.get<std::string>(row, 2)),
        .done_at = from_millis(rows.get<std::int64_t>(row, 3)),
        .receipt = rows.get<std::string>(row, 4)
    };
}

std::vector<Reader> guardians_of(sql::Connection& db, const FamilyId& family)
{
    const auto rows = db.run(statements::list_guardian_addresses, family.text());
    std::vector<Reader> readers;
    for (std::size_t row = 0; row < rows.size(); ++row)
        readers.push_back({rows.get<std::string>(row, 0), rows.get<std::string>(row, 1)});
    return readers;
}

audit::Entry entry_for(const Erasure& erasure, const audit::Actor& by, audit::Action action)
{
    return {
        .actor = by,
        .action = action,
        .family = erasure.family.value_or(FamilyId{}),
        .child = erasure.child.value_or(ChildId{}),
        .object = erasure.id,
        .detail = {{"whole_family", erasure.scope != Scope::Child}}
    };
}

void enqueue_job(sql::Transaction& tx, const std::string& id, Time at, Time now)
{
    jobs::enqueue(
        tx,
        {.kind = std::string{erase_job},
         .payload = json::serialize(json::object{{"erasure", id}}),
         .run_at = at},
        now
    );
}

}  // namespace

SqlErasureStore::SqlErasureStore(
    sql::Database& database, const audit::Trail& trail, crypto::Sealer sealer, QueueMail queue_mail
)
    : database_{database},
      trail_{trail},
      sealer_{std::move(sealer)},
      queue_mail_{std::move(queue_mail)}
{
}

Task<Result<void>> SqlErasureStore::ask(Erasure erasure, audit::Actor by)
{
    auto insert = [&erasure, &by, this](sql::Transaction& tx) -> Result<void> {
        std::vector<Reader> readers;
        if (erasure.scope != Scope::Unfinished) readers = guardians_of(tx, *erasure.family);
        const auto inserted = tx.run(
            statements::insert_erasure,
            erasure.id,
            erasure.subject,
            id_of(erasure.scope),
            erasure.family->text(),
            text_of(erasure.child),
            to_millis(erasure.asked_at),
            to_millis(erasure.due_at),
            sealer_.seal(readers_text(readers), place_of(erasure.id))
        );
        if (inserted.empty()) return failed(ErrorCode::Conflict, "an erasure is under way already");
        enqueue_job(tx, erasure.id, erasure.due_at, erasure.asked_at);
        for (auto& reader : readers)
            queue_mail_(
                tx,
                {.family = *erasure.family,
                 .to = reader.email,
                 .language = reader.language,
                 .day = fmt::format(
                     "{:%Y-%m-%d}", std::chrono::floor<std::chrono::days>(erasure.due_at)
                 ),
                 .receipt = {}}
            );
        trail_.append(tx, entry_for(erasure, by, audit::Action::ErasureAsked));
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<Erasure>> SqlErasureStore::find(std::string id)
{
    auto select = [&id](sql::Connection& db) { return db.run(statements::find_erasure, id); };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return erasure_at(rows, 0);
}

Task<std::vector<Erasure>> SqlErasureStore::of_family(FamilyId family)
{
    auto select = [&family](sql::Connection& db) {
        return db.run(statements::list_erasures_of_family, family.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<Erasure> erasures;
    for (std::size_t row = 0; row < rows.size(); ++row) erasures.push_back(erasure_at(rows, row));
    co_return erasures;
}

Task<std::vector<Erasure>> SqlErasureStore::late(Time before)
{
    const auto rows = co_await database_.read([before](sql::Connection& db) {
        return db.run(statements::list_late_erasures, to_millis(before));
    });
    std::vector<Erasure> erasures;
    for (std::size_t row = 0; row < rows.size(); ++row) erasures.push_back(erasure_at(rows, row));
    co_return erasures;
}

Task<std::optional<Time>> SqlErasureStore::due_of_child(FamilyId family, ChildId child)
{
    auto select = [&family, &child](sql::Connection& db) {
        return db.run(statements::find_erasure_of_child, family.text(), child.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return from_millis(rows.get<std::int64_t>(0, 0));
}

Task<bool> SqlErasureStore::is_erasing(FamilyId family, ChildId child)
{
    auto select = [&family, &child](sql::Connection& db) {
        return !db.run(statements::find_running_erasure, family.text(), child.text()).empty();
    };
    co_return co_await database_.read(std::move(select));
}

Task<bool> SqlErasureStore::undo(std::string id, FamilyId family, audit::Actor by, Time now)
{
    auto update = [&](sql::Transaction& tx) {
        const auto undone = tx.run(statements::undo_erasure, id, family.text(), to_millis(now));
        if (undone.empty()) return false;
        trail_.append(
            tx,
            {.actor = by,
             .action = audit::Action::ErasureCalledOff,
             .family = family,
             .child = {},
             .object = id,
             .detail = {}}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(update));
}

Task<bool> SqlErasureStore::begin(Erasure erasure, Time now)
{
    auto update = [&erasure, now](sql::Transaction& tx) {
        if (tx.run(statements::begin_erasure, erasure.id, to_millis(now)).empty()) return false;
        if (erasure.child)
            tx.run(statements::end_child_sessions, erasure.family->text(), erasure.child->text());
        else
            tx.run(statements::end_family_sessions, erasure.family->text());
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(update));
}

Task<> SqlErasureStore::try_again(std::string id, Time at, Time now)
{
    auto insert = [&id, at, now](sql::Transaction& tx) { enqueue_job(tx, id, at, now); };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<> SqlErasureStore::note(std::string id, Removed removed)
{
    auto update = [&id, &removed](sql::Transaction& tx) {
        tx.run(statements::note_erasure, id, to_json(removed));
    };
    co_await database_.write(Durability::Full, std::move(update));
}

std::vector<SqlErasureStore::Reader> SqlErasureStore::readers_of(const Erasure& erasure) const
{
    if (!erasure.tell) return {};
    const auto readers = sealer_.open(*erasure.tell, place_of(erasure.id));
    return readers ? readers_in(*readers) : std::vector<Reader>{};
}

Task<> SqlErasureStore::finish(
    Erasure erasure, LedgerEntry entry, std::vector<std::string> processors
)
{
    auto update = [&](sql::Transaction& tx) {
        const auto finished =
            tx.run(statements::finish_erasure, erasure.id, to_millis(entry.done_at), entry.receipt);
        if (finished.empty()) return;
        if (erasure.scope != Scope::Child) {
            tx.run(statements::forget_family_erasures, erasure.family->text());
            tx.run(
                statements::close_child_erasures, erasure.family->text(), to_millis(entry.done_at)
            );
        }
        for (const auto& processor : processors)
            tx.run(
                statements::insert_processor_request,
                erasure.id,
                processor,
                to_millis(entry.done_at)
            );
        for (auto& reader : readers_of(erasure))
            queue_mail_(
                tx,
                {.family = {},
                 .to = reader.email,
                 .language = reader.language,
                 .day = {},
                 .receipt = entry.receipt}
            );
        trail_.append(tx, entry_for(erasure, audit::Actor::system(), audit::Action::ErasureDone));
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<std::vector<SqlErasureStore::Request>> SqlErasureStore::open_requests()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::list_processor_requests);
    });
    std::vector<Request> requests;
    for (std::size_t row = 0; row < rows.size(); ++row)
        requests.push_back(
            {.erasure = rows.get<std::string>(row, 0),
             .processor = rows.get<std::string>(row, 1),
             .recorded_at = from_millis(rows.get<std::int64_t>(row, 2))}
        );
    co_return requests;
}

Task<Result<void>> SqlErasureStore::settle_request(
    std::string erasure, std::string processor, Time now
)
{
    auto update = [&](sql::Transaction& tx) {
        return !tx.run(statements::settle_processor_request, erasure, processor, to_millis(now))
                    .empty();
    };
    if (co_await database_.write(Durability::Full, std::move(update))) co_return Result<void>{};
    co_return failed(ErrorCode::NotFound, "no such request is open");
}

Task<std::vector<SqlErasureStore::Person>> SqlErasureStore::families_after(FamilyId last)
{
    auto select = [&last](sql::Connection& db) {
        return db.run(statements::list_families_after, last.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<Person> people;
    for (std::size_t row = 0; row < rows.size(); ++row)
        people.push_back({.family = FamilyId{rows.get<std::string>(row, 0)}, .child = std::nullopt}
        );
    co_return people;
}

Task<std::vector<SqlErasureStore::Person>> SqlErasureStore::children_after(ChildId last)
{
    auto select = [&last](sql::Connection& db) {
        return db.run(statements::list_children_after, last.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<Person> people;
    for (std::size_t row = 0; row < rows.size(); ++row)
        people.push_back(
            {.family = FamilyId{rows.get<std::string>(row, 1)},
             .child = ChildId{rows.get<std::string>(row, 0)}}
        );
    co_return people;
}

Task<std::vector<LedgerEntry>> SqlErasureStore::done()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::list_done_erasures);
    });
    std::vector<LedgerEntry> entries;
    for (std::size_t row = 0; row < rows.size(); ++row) entries.push_back(entry_at(rows, row));
    co_return entries;
}

Task<> SqlErasureStore::close_restored(LedgerEntry entry)
{
    auto update = [&entry](sql::Transaction& tx) {
        tx.run(
            statements::close_restored_erasure,
            entry.subject,
            to_millis(entry.done_at),
            entry.receipt,
            entry.erasure
        );
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<LedgerEntry> SqlErasureLedger::record(LedgerEntry entry)
{
    auto insert = [&entry](sql::Transaction& tx) {
        tx.run(
            sql::keys::insert_erasure,
            entry.subject,
            entry.erasure,
            id_of(entry.scope),
            to_millis(entry.done_at),
            entry.receipt
        );
        return entry_at(tx.run(sql::keys::find_erasure, entry.subject), 0);
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<LedgerEntry>> SqlErasureLedger::find(std::string erasure)
{
    auto select = [&erasure](sql::Connection& db) {
        return db.run(sql::keys::find_erasure_by_id, erasure);
    };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return entry_at(rows, 0);
}

Task<std::vector<LedgerEntry>> SqlErasureLedger::all()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(sql::keys::list_erasures);
    });
    std::vector<LedgerEntry> entries;
    for (std::size_t row = 0; row < rows.size(); ++row) entries.push_back(entry_at(rows, row));
    co_return entries;
}

Task<std::vector<FamilyId>> SqlErasureLedger::families_with_keys_after(FamilyId last)
{
    auto select = [&last](sql::Connection& db) {
        return db.run(sql::keys::list_families_with_keys, last.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<FamilyId> families;
    for (std::size_t row = 0; row < rows.size(); ++row)
        families.emplace_back(rows.get<std::string>(row, 0));
    co_return families;
}

Task<std::vector<SqlErasureLedger::Child>> SqlErasureLedger::children_with_keys_after(ChildId last)
{
    auto select = [&last](sql::Connection& db) {
        return db.run(sql::keys::list_children_with_keys, last.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<Child> children;
    for (std::size_t row = 0; row < rows.size(); ++row)
        children.push_back(
            {.family = FamilyId{rows.get<std::string>(row, 1)},
             .child = ChildId{rows.get<std::string>(row, 0)}}
        );
    co_return children;
}

}  // namespace buddy::compliance
