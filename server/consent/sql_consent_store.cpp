#include "consent/sql_consent_store.hpp"

#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/consent.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::consent {
namespace {

namespace statements = sql::consent;
using sql::Durability;

template <class Id>
std::optional<std::string> text_or_null(const Id& id)
{
    if (id.empty()) return std::nullopt;
    if constexpr (std::is_same_v<Id, std::string>)
        return id;
    else
        return id.text();
}

std::string optional_text(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    return rows.get<std::optional<std::string>>(row, column).value_or("");
}

std::optional<Time> optional_time(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    const auto millis = rows.get<std::optional<std::int64_t>>(row, column);
    if (!millis) return std::nullopt;
    return from_millis(*millis);
}

/// A word of ours that is none means that somebody else wrote it: that is read as nothing agreed.
Entry entry_at(const sql::Rows& rows, std::size_t row)
{
    const auto text = [&](std::size_t column) { return rows.get<std::string>(row, column); };
    const auto purpose = purpose_from(text(3));
    const auto event = event_from(text(5));
    return {
        .family = FamilyId{text(0)},
        .guardian = GuardianId{optional_text(rows, row, 2)},
        .scope =
            {.purpose = purpose.value_or(Purpose::Account),
             .processor = purpose ? text(4) : "unknown"},
        .event = event.value_or(Event::Withdrawn),
        .method = text(6),
        .notice_version = text(7),
        .terms = text(8),
        .evidence = text(9),
        .undo_hash = optional_text(rows, row, 10),
        .at = from_millis(rows.get<std::int64_t>(row, 11)),
        .number = rows.get<std::int64_t>(row, 1)
    };
}

std::vector<Entry> entries_in(const sql::Rows& rows)
{
    std::vector<Entry> entries;
    for (std::size_t row = 0; row < rows.size(); ++row) entries.push_back(entry_at(rows, row));
    return entries;
}

Form form_at(const sql::Rows& rows, std::size_t row)
{
    const auto text = [&](std::size_t column) { return rows.get<std::string>(row, column); };
    return {
        .id = FormId{text(0)},
        .family = FamilyId{text(1)},
        .guardian = GuardianId{text(2)},
        .code = text(3),
        .scopes = scopes_in(text(4)),
        .notice_version = text(5),
        .state = form_state_from(text(6)).value_or(FormState::Replaced),
        .file_type = text(7),
        .file_hash = text(8),
        .created_at = from_millis(rows.get<std::int64_t>(row, 9)),
        .sent_at = optional_time(rows, row, 10),
        .decided_at = optional_time(rows, row, 11),
        .decided_by = StaffId{text(12)},
        .flaw = flaw_from(text(13))
    };
}

std::vector<Form> forms_in(const sql::Rows& rows)
{
    std::vector<Form> forms;
    for (std::size_t row = 0; row < rows.size(); ++row) forms.push_back(form_at(rows, row));
    return forms;
}

/// Returns its number.
std::int64_t append_one(sql::Transaction& tx, const Entry& entry)
{
    // Whoever took the number meanwhile has committed: the next try sees it.
    constexpr int tries = 64;
    for (int i = 0; i < tries; ++i) {
        const auto rows = tx.run(
            statements::append_consent,
            entry.family.text(),
            text_or_null(entry.guardian),
            id_of(entry.scope.purpose),
            entry.scope.processor,
            id_of(entry.event),
            entry.method,
            entry.notice_version,
            entry.terms,
            entry.evidence,
            text_or_null(entry.undo_hash),
            to_millis(entry.at)
        );
        if (!rows.empty()) return rows.get<std::int64_t>(0, 0);
    }
    throw sql::DatabaseError{"consent/append_consent", "number_taken"};
}

/// Adds all, and accounts for them in one entry that points at the first by its number.
void append_all(
    sql::Transaction& tx,
    const audit::Trail& trail,
    const audit::Actor& actor,
    const std::vector<Entry>& entries
)
{
    if (entries.empty()) return;
    std::vector<std::int64_t> numbers;
    for (const auto& entry : entries) numbers.push_back(append_one(tx, entry));
    const bool is_given = entries.front().event == Event::Given;
    trail.append(
        tx,
        {.actor = actor,
         .action = is_given ? audit::Action::ConsentGiven : audit::Action::ConsentWithdrawn,
         .family = entries.front().family,
         .object = std::to_string(numbers.front()),
         .detail = {{"uses", entries.size()}}}
    );
}

}  // namespace

Task<> SqlConsentStore::append(std::vector<Entry> entries, std::optional<notify::ConsentMail> mail)
{
    if (entries.empty()) co_return;
    auto insert = [&entries, &mail, this](sql::Transaction& tx) {
        if (mail) queue_mail_(tx, *mail);
        const auto& guardian = entries.front().guardian;
        append_all(tx, trail_, audit::Actor::of(guardian), entries);
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<Entry>> SqlConsentStore::entries_of(FamilyId family)
{
    auto select = [&family](sql::Connection& connection) {
        return entries_in(connection.run(statements::list_consents, family.text()));
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<Entry>> SqlConsentStore::find_undo(std::string undo_hash)
{
    auto select = [&undo_hash](sql::Connection& connection) {
        return entries_in(connection.run(statements::list_undone_by, undo_hash));
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlConsentStore::add_form(Form form)
{
    auto insert = [&form](sql::Transaction& tx) {
        tx.run(statements::replace_open_forms, form.family.text());
        tx.run(statements::delete_replaced_pieces, form.family.text());
        tx.run(
            statements::insert_form,
            form.id.text(),
            form.family.text(),
            form.guardian.text(),
            form.code,
            text_of(form.scopes),
            form.notice_version,
            to_millis(form.created_at)
        );
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<Form>> SqlConsentStore::find_form(FormId form)
{
    auto select = [&form](sql::Connection& connection) -> std::optional<Form> {
        const auto rows = connection.run(statements::find_form, form.text());
        if (rows.empty()) return std::nullopt;
        return form_at(rows, 0);
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<Form>> SqlConsentStore::forms_of(FamilyId family)
{
    auto select = [&family](sql::Connection& connection) {
        return forms_in(connection.run(statements::list_forms, family.text()));
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<Form>> SqlConsentStore::waiting_forms()
{
    co_return co_await database_.read([](sql::Connection& connection) {
        return forms_in(connection.run(statements::list_waiting_forms));
    });
}

Task<Result<void>> SqlConsentStore::put_piece(
    FormId form, std::int64_t number, crypto::Sealed piece
)
{
    auto insert = [&form, number, &piece](sql::Transaction& tx) -> Result<void> {
        if (tx.run(statements::put_piece, form.text(), number, piece).empty())
            return failed(ErrorCode::Conflict, "the form is not open");
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<crypto::Sealed>> SqlConsentStore::pieces_of(FormId form)
{
    auto select = [&form](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_pieces, form.text());
        std::vector<crypto::Sealed> pieces;
        for (std::size_t row = 0; row < rows.size(); ++row)
            pieces.push_back(rows.get<sql::Blob>(row, 0));
        return pieces;
    };
    co_return co_await database_.read(std::move(select));
}

Task<Result<void>> SqlConsentStore::send_form(
    FormId form, std::string file_type, std::string file_hash, Time now
)
{
    auto update = [&form, &file_type, &file_hash, now](sql::Transaction& tx) -> Result<void> {
        if (tx.run(statements::send_form, form.text(), file_type, file_hash, to_millis(now))
                .empty())
            return failed(ErrorCode::Conflict, "the form is not open");
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(update));
}

Task<Result<void>> SqlConsentStore::decide_form(Decision decision, std::vector<Entry> agreed)
{
    auto decide = [&decision, &agreed, this](sql::Transaction& tx) -> Result<void> {
        const auto decided = tx.run(
            statements::decide_form,
            decision.form.text(),
            id_of(decision.flaw ? FormState::Rejected : FormState::Approved),
            decision.flaw ? id_of(*decision.flaw) : std::string_view{},
            decision.staff.text(),
            to_millis(decision.at)
        );
        if (decided.empty()) return failed(ErrorCode::Conflict, "the form does not wait");
        tx.run(statements::delete_pieces, decision.form.text());
        append_all(tx, trail_, audit::Actor::of(decision.staff), agreed);
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(decide));
}

Result<std::string> SqlConsentData::export_family(const FamilyId& family)
{
    auto select = [&family](sql::Connection& connection) {
        return std::pair{
            entries_in(connection.run(statements::list_consents, family.text())),
            forms_in(connection.run(statements::list_forms, family.text()))
        };
    };
    const auto kept = sql::wait_for(database_.read(std::move(select)));
    boost::json::array ledger;
    for (const auto& entry : kept.first)
        ledger.push_back(
            {{"purpose", id_of(entry.scope.purpose)},
             {"processor", entry.scope.processor},
             {"event", id_of(entry.event)},
             {"method", entry.method},
             {"notice_version", entry.notice_version},
             {"at", http::to_json(entry.at)}}
        );
    boost::json::array forms;
    for (const auto& form : kept.second)
        forms.push_back(
            {{"code", form.code},
             {"state", id_of(form.state)},
             {"made_at", http::to_json(form.created_at)}}
        );
    return boost::json::serialize(
        boost::json::object{{"ledger", std::move(ledger)}, {"forms", std::move(forms)}}
    );
}

Result<std::int64_t> SqlConsentData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [&family](sql::Transaction& tx) {
        const auto forms = tx.run(statements::delete_family_forms, family.text()).affected();
        return forms + tx.run(statements::delete_family_consents, family.text()).affected();
    }));
}

Result<std::int64_t> SqlConsentData::erase_child(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return 0;
}

}  // namespace buddy::consent
