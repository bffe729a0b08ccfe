#include "compliance/sql_request_store.hpp"

#include "sql/compliance.hpp"

#include <utility>

namespace buddy::compliance {
namespace {

namespace statements = sql::compliance;
using sql::Durability;

template <class Id>
std::optional<std::string> text_of(const std::optional<Id>& id)
{
    return id ? std::optional{id->text()} : std::nullopt;
}

template <class Id>
std::optional<Id> id_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    auto text = rows.get<std::optional<std::string>>(row, column);
    return text ? std::optional{Id{std::move(*text)}} : std::nullopt;
}

std::optional<Time> time_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    const auto millis = rows.get<std::optional<std::int64_t>>(row, column);
    return millis ? std::optional{from_millis(*millis)} : std::nullopt;
}

std::optional<std::int64_t> millis_of(const std::optional<Time>& time)
{
    return time ? std::optional{to_millis(*time)} : std::nullopt;
}

RightsRequest request_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = rows.get<std::string>(row, 0),
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .guardian = id_at<GuardianId>(rows, row, 2),
        .child = id_at<ChildId>(rows, row, 3),
        .kind = request_kind_from(rows.get<std::string>(row, 5)).value_or(RequestKind::Complain),
        .state = request_state_from(rows.get<std::string>(row, 6)),
        .urgency = urgency_from(rows.get<std::string>(row, 7)),
        .country = rows.get<std::string>(row, 8),
        .rule = rows.get<std::string>(row, 9),
        .opened_at = from_millis(rows.get<std::int64_t>(row, 10)),
        .due_at = from_millis(rows.get<std::int64_t>(row, 11)),
        .extended_at = time_at(rows, row, 12),
        .closed_at = time_at(rows, row, 13)
    };
}

std::vector<RightsRequest> requests_in(const sql::Rows& rows)
{
    std::vector<RightsRequest> requests;
    for (std::size_t row = 0; row < rows.size(); ++row) requests.push_back(request_at(rows, row));
    return requests;
}

audit::Entry entry_for(const RightsRequest& request, audit::Actor by, audit::Action action)
{
    return {
        .actor = std::move(by),
        .action = action,
        .family = request.family,
        .child = request.child.value_or(ChildId{}),
        .object = request.id,
        .detail = {},
        .is_protected = request.is_protected()
    };
}

audit::Actor asker_of(const RightsRequest& request)
{
    return request.guardian ? audit::Actor::of(*request.guardian)
                            : audit::Actor::of(request.child.value_or(ChildId{}));
}

audit::Action action_of(RequestState state)
{
    switch (state) {
        case RequestState::Answered: return audit::Action::RequestAnswered;
        case RequestState::Refused: return audit::Action::RequestRefused;
        default: return audit::Action::RequestMoved;
    }
}

void add_message(
    sql::Transaction& tx,
    const std::string& request,
    Step step,
    Time at,
    const crypto::Sealed& words
)
{
    tx.run(statements::insert_request_message, request, id_of(step), to_millis(at), words);
}

}  // namespace

crypto::Place place_of_request(const std::string& id)
{
    return {.table = "rights_messages", .column = "words", .row = id};
}

Task<Result<void>> SqlRequestStore::open(
    RightsRequest request,
    crypto::Sealed words,
    std::vector<notify::RequestMail> mails,
    std::int64_t most
)
{
    auto insert = [&](sql::Transaction& tx) -> Result<void> {
        const auto asker =
            request.guardian ? request.guardian->text() : request.child.value_or(ChildId{}).text();
        const auto open = tx.run(
            statements::count_open_requests, request.family.text(), request.is_protected(), asker
        );
        if (request.urgency == Urgency::Usual && open.get<std::int64_t>(0, 0) >= most)
            return failed(ErrorCode::TooMany, "as many requests are open as one may have");
        tx.run(
            statements::insert_request,
            request.id,
            request.family.text(),
            text_of(request.guardian),
            text_of(request.child),
            request.is_protected(),
            id_of(request.kind),
            id_of(request.urgency),
            request.country,
            request.rule,
            to_millis(request.opened_at),
            to_millis(request.due_at)
        );
        add_message(tx, request.id, Step::Asked, request.opened_at, words);
        for (const auto& mail : mails) queue_mail_(tx, mail);
        trail_.append(tx, entry_for(request, asker_of(request), audit::Action::RequestOpened));
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<RightsRequest>> SqlRequestStore::find(std::string id)
{
    auto select = [&id](sql::Connection& db) { return db.run(statements::find_request, id); };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return request_at(rows, 0);
}

Task<std::vector<RightsRequest>> SqlRequestStore::open_requests()
{
    co_return co_await database_.read([](sql::Connection& db) {
        return requests_in(db.run(statements::list_open_requests));
    });
}

Task<std::vector<RightsRequest>> SqlRequestStore::of_guardian(FamilyId family, GuardianId guardian)
{
    auto select = [&family, &guardian](sql::Connection& db) {
        return requests_in(
            db.run(statements::list_guardians_requests, family.text(), guardian.text())
        );
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<RightsRequest>> SqlRequestStore::of_child(FamilyId family, ChildId child)
{
    auto select = [&family, &child](sql::Connection& db) {
        return requests_in(db.run(statements::list_childs_requests, family.text(), child.text()));
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<SealedMessage>> SqlRequestStore::messages(std::string id)
{
    auto select = [&id](sql::Connection& db) {
        return db.run(statements::list_request_messages, id);
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<SealedMessage> messages;
    for (std::size_t row = 0; row < rows.size(); ++row)
        messages.push_back(
            {.step = step_from(rows.get<std::string>(row, 0)),
             .said_at = from_millis(rows.get<std::int64_t>(row, 1)),
             .words = rows.get<sql::Blob>(row, 2),
             .number = rows.get<std::int64_t>(row, 3)}
        );
    co_return messages;
}

Task<> SqlRequestStore::note_look(RightsRequest request, StaffId staff)
{
    auto insert = [&](sql::Transaction& tx) {
        trail_.append(tx, entry_for(request, audit::Actor::of(staff), audit::Action::RequestRead));
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<Result<void>> SqlRequestStore::move(
    RequestState before,
    RightsRequest after,
    SealedMessage said,
    audit::Actor by,
    std::vector<notify::RequestMail> mails
)
{
    auto update = [&](sql::Transaction& tx) -> Result<void> {
        const auto moved = tx.run(
            statements::move_request,
            after.id,
            id_of(before),
            id_of(after.state),
            to_millis(after.due_at),
            millis_of(after.extended_at),
            millis_of(after.closed_at),
            id_of(after.urgency)
        );
        if (moved.empty()) return failed(ErrorCode::Conflict, "somebody was faster");
        add_message(tx, after.id, said.step, said.said_at, said.words);
        for (const auto& mail : mails) queue_mail_(tx, mail);
        trail_.append(tx, entry_for(after, by, action_of(after.state)));
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(update));
}

}  // namespace buddy::compliance
