#include "feedback/sql_feedback.hpp"

#include "platform/crypto/random.hpp"
#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/feedback.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::feedback {
namespace {

namespace json = boost::json;
namespace statements = sql::feedback;
using conversation::ChildRef;
using sql::Durability;

crypto::Place thumb_place(const std::string& turn)
{
    return {.table = "thumbs", .column = "opinion", .row = turn};
}

crypto::Place opinion_place(const std::string& id)
{
    return {.table = "guardian_opinions", .column = "opinion", .row = id};
}

json::object json_of(const Opinion& opinion)
{
    json::object out{
        {"thumb", json::string_view{id_of(opinion.thumb)}},
        {"voice", opinion.voice},
        {"advisor", opinion.advisor}
    };
    if (opinion.reason) out["reason"] = json::string_view{id_of(*opinion.reason)};
    return out;
}

/// The keys of a child: its own, and the one for what no guardian may know of.
struct Keys {
    crypto::Sealer own;
    crypto::Sealer hidden;
    [[nodiscard]] const crypto::Sealer& of(bool is_hidden) const
    {
        return is_hidden ? hidden : own;
    }
};

Task<Result<Keys>> keys_for(
    crypto::FamilyKeys& keys, ChildRef child, crypto::ProtectedReader reader
)
{
    auto own = co_await keys.of(child.family, child.child);
    if (!own) co_return std::unexpected(own.error());
    auto hidden = co_await keys.protected_words(child.family, child.child, reader);
    if (!hidden) co_return std::unexpected(hidden.error());
    co_return Keys{.own = std::move(*own), .hidden = std::move(*hidden)};
}

std::unexpected<Error> damaged()
{
    return failed(ErrorCode::Invalid, "a kept opinion is damaged");
}

std::string text_in(const json::object& object, std::string_view member)
{
    const auto* found = object.if_contains(member);
    if (found == nullptr || !found->is_string()) return {};
    return std::string{found->get_string()};
}

Result<json::object> object_in(
    const crypto::Sealer& key, const sql::Blob& sealed, const crypto::Place& place
)
{
    const auto plain = key.open(sealed, place);
    if (!plain) return std::unexpected(plain.error());
    boost::system::error_code error;
    const auto value = json::parse(*plain, error);
    if (error || !value.is_object()) return damaged();
    return value.get_object();
}

Result<Opinion> opinion_in(
    const crypto::Sealer& key, const sql::Blob& sealed, const std::string& turn
)
{
    const auto object = object_in(key, sealed, thumb_place(turn));
    if (!object) return std::unexpected(object.error());
    const auto thumb = thumb_from(text_in(*object, "thumb"));
    if (!thumb) return damaged();
    return Opinion{
        .thumb = *thumb,
        .reason = thumb_reason_from(text_in(*object, "reason")),
        .voice = text_in(*object, "voice"),
        .advisor = text_in(*object, "advisor")
    };
}

Result<GuardianOpinion> guardian_opinion_in(
    const crypto::Sealer& key, const sql::Blob& sealed, const std::string& id
)
{
    const auto object = object_in(key, sealed, opinion_place(id));
    if (!object) return std::unexpected(object.error());
    const auto* mark = object->if_contains("mark");
    if (mark == nullptr || !mark->is_int64()) return damaged();
    return GuardianOpinion{
        .mark = static_cast<int>(mark->get_int64()), .words = text_in(*object, "words")
    };
}

void count(sql::Transaction& tx, const sql::Statement& statement, Time at, const Opinion& opinion)
{
    tx.run(statement, month_of(at), opinion.advisor, opinion.voice, id_of(opinion.thumb));
}

/// An earlier thumb on the same answer counts no more.
Result<void> uncount_kept(
    sql::Transaction& tx, const ChildRef& child, const TurnId& turn, const Keys& keys
)
{
    const auto kept =
        tx.run(statements::find_thumb, turn.text(), child.family.text(), child.child.text());
    if (kept.empty()) return {};
    const auto& key = keys.of(kept.get<bool>(0, 1));
    const auto opinion = opinion_in(key, kept.get<sql::Blob>(0, 2), turn.text());
    if (!opinion) return std::unexpected(opinion.error());
    count(tx, statements::uncount_thumb, from_millis(kept.get<std::int64_t>(0, 0)), *opinion);
    return {};
}

std::optional<Time> time_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    const auto millis = rows.get<std::optional<std::int64_t>>(row, column);
    return millis ? std::optional{from_millis(*millis)} : std::nullopt;
}

json::value json_of(const std::optional<Time>& at)
{
    return at ? http::to_json(*at) : json::value{};
}

json::array thumbs_json(const sql::Rows& rows, const crypto::Sealer& key)
{
    json::array out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto turn = rows.get<std::string>(row, 0);
        const auto opinion = opinion_in(key, rows.get<sql::Blob>(row, 3), turn);
        auto one = opinion ? json_of(*opinion) : json::object{{"unreadable", true}};
        one["child_id"] = rows.get<std::string>(row, 1);
        one["at"] = http::to_json(from_millis(rows.get<std::int64_t>(row, 2)));
        out.emplace_back(std::move(one));
    }
    return out;
}

/// Mark and words were said to those who run Buddy, not to the family's other guardians.
json::array opinions_json(const sql::Rows& rows)
{
    json::array out;
    for (std::size_t row = 0; row < rows.size(); ++row)
        out.emplace_back(json::object{
            {"guardian", rows.get<std::string>(row, 0)},
            {"question", rows.get<std::string>(row, 1)},
            {"at", http::to_json(from_millis(rows.get<std::int64_t>(row, 2)))}
        });
    return out;
}

json::array surveys_json(const sql::Rows& rows)
{
    json::array out;
    for (std::size_t row = 0; row < rows.size(); ++row)
        out.emplace_back(json::object{
            {"guardian", rows.get<std::string>(row, 0)},
            {"question", rows.get<std::string>(row, 1)},
            {"shown_at", json_of(time_at(rows, row, 2))},
            {"settled_at", json_of(time_at(rows, row, 3))},
            {"never_again", rows.get<bool>(row, 4)}
        });
    return out;
}

}  // namespace

Task<Result<void>> SqlFeedbackStore::give(GivenThumb thumb)
{
    const auto keys = co_await keys_for(keys_, thumb.child, crypto::ProtectedReader::Child);
    if (!keys) co_return std::unexpected(keys.error());
    const auto& key = keys->of(thumb.is_hidden);
    auto write = [&thumb, &keys, &key](sql::Transaction& tx) -> Result<void> {
        const auto& turn = thumb.turn.text();
        if (auto done = uncount_kept(tx, thumb.child, thumb.turn, *keys); !done) return done;
        tx.run(
            statements::keep_thumb,
            turn,
            thumb.child.family.text(),
            thumb.child.child.text(),
            to_millis(thumb.at),
            thumb.is_hidden,
            thumb.opinion.is_report() ? "open" : "none",
            key.seal(json::serialize(json_of(thumb.opinion)), thumb_place(turn))
        );
        count(tx, statements::count_thumb, thumb.at, thumb.opinion);
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(write));
}

Task<Result<void>> SqlFeedbackStore::take_back(ChildRef child, TurnId turn)
{
    const auto keys = co_await keys_for(keys_, child, crypto::ProtectedReader::Child);
    if (!keys) co_return std::unexpected(keys.error());
    auto write = [&child, &turn, &keys](sql::Transaction& tx) -> Result<void> {
        if (auto done = uncount_kept(tx, child, turn, *keys); !done) return done;
        tx.run(statements::delete_thumb, turn.text(), child.family.text(), child.child.text());
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(write));
}

Task<Result<std::vector<ShownThumb>>> SqlFeedbackStore::thumbs_of(
    ChildRef child, ConversationId conversation
)
{
    const auto keys = co_await keys_for(keys_, child, crypto::ProtectedReader::Child);
    if (!keys) co_return std::unexpected(keys.error());
    const auto rows = co_await database_.read([&child, &conversation](sql::Connection& db) {
        return db.run(
            statements::list_thumbs, child.family.text(), child.child.text(), conversation.text()
        );
    });
    std::vector<ShownThumb> thumbs;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto turn = rows.get<std::string>(row, 0);
        auto opinion =
            opinion_in(keys->of(rows.get<bool>(row, 1)), rows.get<sql::Blob>(row, 2), turn);
        if (!opinion) co_return std::unexpected(opinion.error());
        thumbs.push_back({.turn = TurnId{turn}, .opinion = std::move(*opinion)});
    }
    co_return thumbs;
}

Task<Result<GivenThumb>> SqlFeedbackStore::report_in(sql::Rows rows, std::size_t row)
{
    const ChildRef child{
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .child = ChildId{rows.get<std::string>(row, 2)}
    };
    const auto keys = co_await keys_for(keys_, child, crypto::ProtectedReader::Moderator);
    if (!keys) co_return std::unexpected(keys.error());
    const bool is_hidden = rows.get<bool>(row, 4);
    const auto turn = rows.get<std::string>(row, 0);
    auto opinion = opinion_in(keys->of(is_hidden), rows.get<sql::Blob>(row, 5), turn);
    if (!opinion) co_return std::unexpected(opinion.error());
    co_return GivenThumb{
        .child = child,
        .turn = TurnId{turn},
        .at = from_millis(rows.get<std::int64_t>(row, 3)),
        .is_hidden = is_hidden,
        .opinion = std::move(*opinion)
    };
}

Task<std::vector<GivenThumb>> SqlFeedbackStore::open_reports(std::size_t most)
{
    const auto rows = co_await database_.read([most](sql::Connection& db) {
        return db.run(statements::list_open_reports, most);
    });
    std::vector<GivenThumb> reports;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto report = co_await report_in(rows, row);
        if (report) reports.push_back(std::move(*report));
    }
    co_return reports;
}

Task<Result<GivenThumb>> SqlFeedbackStore::find_report(TurnId turn)
{
    const auto rows = co_await database_.read([&turn](sql::Connection& db) {
        return db.run(statements::find_open_report, turn.text());
    });
    if (rows.empty()) co_return failed(ErrorCode::NotFound, "no such report waits");
    co_return co_await report_in(rows, 0);
}

Task<Result<void>> SqlFeedbackStore::decide(TurnId turn, Finding finding, StaffId by, Time at)
{
    auto update = [&](sql::Transaction& tx) {
        return tx.run(
            statements::decide_report, turn.text(), id_of(finding), by.text(), to_millis(at)
        );
    };
    const auto rows = co_await database_.write(Durability::Full, std::move(update));
    if (rows.empty()) co_return failed(ErrorCode::NotFound, "no such report waits");
    co_return Result<void>{};
}

Task<std::int64_t> SqlFeedbackStore::count_open_reports()
{
    co_return co_await database_.read([](sql::Connection& db) {
        return db.run(statements::count_open_reports).get<std::int64_t>(0, 0);
    });
}

Task<Result<Standing>> SqlFeedbackStore::standing_of(GuardianRef guardian)
{
    const auto rows = co_await database_.read([&guardian](sql::Connection& db) {
        return db.run(statements::find_survey, guardian.guardian.text(), guardian.family.text());
    });
    if (rows.empty()) co_return failed(ErrorCode::NotFound, "no such guardian");
    Standing standing{
        .joined_at = from_millis(rows.get<std::int64_t>(0, 0)),
        .question = std::nullopt,
        .shown_at = time_at(rows, 0, 2),
        .settled_at = time_at(rows, 0, 3),
        .ended = rows.get<std::optional<bool>>(0, 4).value_or(false)
    };
    if (const auto question = rows.get<std::optional<std::string>>(0, 1))
        standing.question = question_from(*question);
    co_return standing;
}

Task<> SqlFeedbackStore::note_shown(GuardianRef guardian, Question question, Time at)
{
    auto write = [&](sql::Transaction& tx) {
        tx.run(
            statements::note_shown,
            guardian.guardian.text(),
            guardian.family.text(),
            id_of(question),
            to_millis(at)
        );
    };
    co_await database_.write(Durability::Full, std::move(write));
}

Task<Result<void>> SqlFeedbackStore::settle(Settling settling)
{
    const auto& who = settling.guardian;
    const auto key = co_await keys_.of(who.family);
    if (!key) co_return std::unexpected(key.error());
    auto write = [&](sql::Transaction& tx) -> Result<void> {
        const auto asked = tx.run(
            statements::settle_survey,
            who.guardian.text(),
            who.family.text(),
            to_millis(settling.at),
            settling.ended
        );
        if (asked.empty()) return failed(ErrorCode::Conflict, "no question waits");
        if (!settling.opinion) return {};
        const auto question = asked.get<std::string>(0, 0);
        const auto id = crypto::new_id_text(settling.at);
        const json::object opinion{
            {"mark", settling.opinion->mark}, {"words", settling.opinion->words}
        };
        tx.run(
            statements::insert_opinion,
            id,
            who.family.text(),
            who.guardian.text(),
            question,
            to_millis(settling.at),
            key->seal(json::serialize(opinion), opinion_place(id))
        );
        tx.run(
            statements::count_mark,
            month_of(settling.at),
            question,
            static_cast<std::int64_t>(settling.opinion->mark)
        );
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(write));
}

Task<std::vector<ThumbCount>> SqlFeedbackStore::thumb_counts(Time from)
{
    const auto rows = co_await database_.read([month = month_of(from)](sql::Connection& db) {
        return db.run(statements::sum_thumbs, month);
    });
    std::vector<ThumbCount> counts;
    for (std::size_t row = 0; row < rows.size(); ++row)
        counts.push_back(
            {.advisor = rows.get<std::string>(row, 0),
             .voice = rows.get<std::string>(row, 1),
             .thumb = thumb_from(rows.get<std::string>(row, 2)).value_or(Thumb::Up),
             .thumbs = rows.get<std::int64_t>(row, 3)}
        );
    co_return counts;
}

Task<std::vector<MarkCount>> SqlFeedbackStore::mark_counts(Time from)
{
    const auto rows = co_await database_.read([month = month_of(from)](sql::Connection& db) {
        return db.run(statements::sum_marks, month);
    });
    std::vector<MarkCount> counts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto question = question_from(rows.get<std::string>(row, 0));
        if (!question) throw sql::DatabaseError{"feedback", "unknown_question"};
        counts.push_back(
            {.question = *question,
             .mark = rows.get<int>(row, 1),
             .marks = rows.get<std::int64_t>(row, 2)}
        );
    }
    co_return counts;
}

Task<std::vector<SaidOfBuddy>> SqlFeedbackStore::recent_words(std::size_t most)
{
    const auto rows = co_await database_.read([most](sql::Connection& db) {
        return db.run(statements::list_recent_opinions, most);
    });
    std::vector<SaidOfBuddy> said;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto key = co_await keys_.of(FamilyId{rows.get<std::string>(row, 1)});
        if (!key) continue;
        const auto question = question_from(rows.get<std::string>(row, 2));
        auto opinion =
            guardian_opinion_in(*key, rows.get<sql::Blob>(row, 4), rows.get<std::string>(row, 0));
        if (!question || !opinion || opinion->words.empty()) continue;
        said.push_back(
            {.question = *question,
             .given_at = from_millis(rows.get<std::int64_t>(row, 3)),
             .opinion = std::move(*opinion)}
        );
    }
    co_return said;
}

Result<std::string> SqlFeedbackData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    return sql::wait_for(database_.read([&family, &key = *key](sql::Connection& db) {
        return json::serialize(json::object{
            {"thumbs", thumbs_json(db.run(statements::list_family_thumbs, family.text()), key)},
            {"opinions", opinions_json(db.run(statements::list_family_opinions, family.text()))},
            {"surveys", surveys_json(db.run(statements::list_family_surveys, family.text()))}
        });
    }));
}

Result<std::int64_t> SqlFeedbackData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [&family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_thumbs, family.text()).affected() +
               tx.run(statements::delete_family_opinions, family.text()).affected() +
               tx.run(statements::delete_family_surveys, family.text()).affected();
    }));
}

Result<std::int64_t> SqlFeedbackData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(Durability::Full, [&](sql::Transaction& tx) {
        return tx.run(statements::delete_child_thumbs, family.text(), child.text()).affected();
    }));
}

Result<std::vector<Amount>> SqlFeedbackData::amounts_of(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return std::vector<Amount>{};
}

}  // namespace buddy::feedback
