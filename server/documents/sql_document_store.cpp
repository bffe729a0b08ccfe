#include "documents/sql_document_store.hpp"

#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/documents.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::documents {
namespace {

namespace json = boost::json;
namespace statements = sql::documents;
using sql::Durability;

std::string text_of(const std::vector<Statement>& said)
{
    json::array out;
    for (const auto& one : said)
        out.push_back(
            {{"key", one.key},
             {"value", one.value},
             {"says", one.says},
             {"material", one.is_material}}
        );
    return json::serialize(out);
}

/// What cannot be read was written by nobody of ours: then nothing is known of what changed.
std::vector<Statement> statements_in(const std::string& text)
{
    std::vector<Statement> out;
    boost::system::error_code error;
    const auto parsed = json::parse(text, error);
    if (error || !parsed.is_array()) return out;
    const auto word = [](const json::object& one, std::string_view name) {
        const auto* const value = one.if_contains(name);
        return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                      : std::string{};
    };
    for (const auto& item : parsed.get_array()) {
        if (!item.is_object()) continue;
        const auto& one = item.get_object();
        const auto* const material = one.if_contains("material");
        out.push_back(
            {.key = word(one, "key"),
             .value = word(one, "value"),
             .says = word(one, "says"),
             .is_material = material != nullptr && material->is_bool() && material->get_bool()}
        );
    }
    return out;
}

std::optional<Published> published_in(const sql::Rows& rows)
{
    if (rows.empty()) return std::nullopt;
    const auto text = [&](std::size_t column) { return rows.get<std::string>(0, column); };
    return Published{
        .kind = text(0),
        .version = {.text = text(1), .binding = text(2)},
        .statements = statements_in(text(3)),
        .body = text(4),
        .at = from_millis(rows.get<std::int64_t>(0, 5))
    };
}

/// A reply that nobody of ours wrote is read as none that agrees.
std::vector<Answer> answers_in(const sql::Rows& rows)
{
    std::vector<Answer> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto text = [&](std::size_t column) { return rows.get<std::string>(row, column); };
        out.push_back(
            {.family = FamilyId{text(0)},
             .guardian = GuardianId{text(1)},
             .kind = text(2),
             .version = {.text = text(3), .binding = text(4)},
             .reply = reply_from(text(5)).value_or(Reply::Declined),
             .at = from_millis(rows.get<std::int64_t>(row, 6))}
        );
    }
    return out;
}

void append_one(sql::Transaction& tx, const Answer& answer)
{
    // Whoever took the number meanwhile has committed: the next try sees it.
    constexpr int tries = 64;
    for (int i = 0; i < tries; ++i) {
        const auto rows = tx.run(
            statements::append_answer,
            answer.family.text(),
            answer.guardian.text(),
            answer.kind,
            answer.version.text,
            answer.version.binding,
            name_of(answer.reply),
            to_millis(answer.at)
        );
        if (!rows.empty()) return;
    }
    throw sql::DatabaseError{"documents/append_answer", "number_taken"};
}

}  // namespace

Task<Published> SqlDocumentStore::publish(Published published)
{
    auto insert = [&published](sql::Transaction& tx) {
        constexpr int tries = 64;
        for (int i = 0; i < tries; ++i) {
            auto latest = published_in(tx.run(statements::find_latest_version, published.kind));
            if (latest && latest->version == published.version) return std::move(*latest);
            const auto rows = tx.run(
                statements::append_version,
                published.kind,
                published.version.text,
                published.version.binding,
                text_of(published.statements),
                published.body,
                to_millis(published.at)
            );
            if (!rows.empty()) return published;
        }
        throw sql::DatabaseError{"documents/append_version", "number_taken"};
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<Published>> SqlDocumentStore::find(std::string kind, std::string version)
{
    auto select = [&kind, &version](sql::Connection& connection) {
        return published_in(connection.run(statements::find_version, kind, version));
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlDocumentStore::put_review(Review review)
{
    auto insert = [&review](sql::Transaction& tx) {
        tx.run(
            statements::put_review,
            review.kind,
            review.binding,
            review.reviewer,
            to_millis(review.at)
        );
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<Review>> SqlDocumentStore::reviews()
{
    co_return co_await database_.read([](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_reviews);
        std::vector<Review> out;
        for (std::size_t row = 0; row < rows.size(); ++row)
            out.push_back(
                {.kind = rows.get<std::string>(row, 0),
                 .binding = rows.get<std::string>(row, 1),
                 .reviewer = rows.get<std::string>(row, 2),
                 .at = from_millis(rows.get<std::int64_t>(row, 3))}
            );
        return out;
    });
}

Task<> SqlDocumentStore::append(std::vector<Answer> answers)
{
    if (answers.empty()) co_return;
    auto insert = [&answers, this](sql::Transaction& tx) {
        for (const auto& answer : answers) append_one(tx, answer);
        const auto& first = answers.front();
        if (first.reply == Reply::Read) return;
        const bool is_accepted = first.reply == Reply::Accepted;
        trail_.append(
            tx,
            {.actor = audit::Actor::of(first.guardian),
             .action = is_accepted ? audit::Action::PolicyAccepted : audit::Action::PolicyDeclined,
             .family = first.family,
             .detail = {{"documents", answers.size()}}}
        );
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<Answer>> SqlDocumentStore::answers_of(GuardianId guardian)
{
    auto select = [&guardian](sql::Connection& connection) {
        return answers_in(connection.run(statements::list_answers, guardian.text()));
    };
    co_return co_await database_.read(std::move(select));
}

Result<std::string> SqlDocumentData::export_family(const FamilyId& family)
{
    const auto answers = sql::wait_for(database_.read([&family](sql::Connection& connection) {
        return answers_in(connection.run(statements::list_family_answers, family.text()));
    }));
    json::array out;
    for (const auto& answer : answers)
        out.push_back(
            {{"document", answer.kind},
             {"version", answer.version.text},
             {"answer", name_of(answer.reply)},
             {"at", http::to_json(answer.at)}}
        );
    return json::serialize(json::object{{"answers", std::move(out)}});
}

Result<std::int64_t> SqlDocumentData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [&family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_answers, family.text()).affected();
    }));
}

Result<std::int64_t> SqlDocumentData::erase_child(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return 0;
}

Result<std::vector<Amount>> SqlDocumentData::amounts_of(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return std::vector<Amount>{};
}

}  // namespace buddy::documents
