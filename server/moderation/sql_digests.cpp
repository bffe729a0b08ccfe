#include "moderation/digest.hpp"
#include "sql/moderation.hpp"

#include <utility>

namespace buddy::moderation {
namespace {

namespace statements = sql::moderation;

constexpr std::int64_t families_at_once = 100;

struct Place {
    FamilyId family;
    std::string time_zone;
};

Task<std::vector<Place>> families_after(sql::Database& database, std::string last)
{
    const auto rows = co_await database.read([&last](sql::Connection& db) {
        return db.run(statements::list_families, last, families_at_once);
    });
    std::vector<Place> out;
    for (std::size_t row = 0; row < rows.size(); ++row)
        out.push_back(
            {.family = FamilyId{rows.get<std::string>(row, 0)},
             .time_zone = rows.get<std::string>(row, 1)}
        );
    co_return out;
}

}  // namespace

Task<int> SqlDigests::send_due()
{
    int queued = 0;
    std::string last;
    while (true) {
        const auto families = co_await families_after(parts_.database, last);
        if (families.empty()) co_return queued;
        for (const auto& place : families)
            if (digest_due(parts_.clock.now(), place.time_zone))
                queued += co_await send_to(place.family, place.time_zone);
        last = families.back().family.text();
    }
}

Task<int> SqlDigests::send_to(FamilyId family, std::string time_zone)
{
    const auto last = digest_due(parts_.clock.now(), time_zone);
    if (!last) co_return 0;
    const auto week = to_text(*last);
    const auto contacts = co_await parts_.directory.contacts_of(family);
    if (!contacts) co_return 0;
    int queued = 0;
    for (const auto& guardian : contacts->guardians) {
        if (!guardian.email_verified) continue;
        const auto sent = co_await parts_.database.read([&](sql::Connection& db) {
            return db.run(statements::find_digest, guardian.id.text(), family.text(), week);
        });
        if (!sent.empty()) continue;
        const auto choices = co_await parts_.preferences.choices_of(guardian.id);
        if (!choices.weekly_digest || co_await parts_.comes_back(guardian.email)) continue;
        auto parts = co_await parts_for(family, WeekFrame{*last, time_zone}, guardian.language);
        if (!parts || parts->empty()) continue;
        const notify::DigestMail mail{
            .family = family,
            .to = guardian.email,
            .language = guardian.language,
            .parts = std::move(*parts),
            .unsubscribe_token = parts_.links.token_for({.family = family, .guardian = guardian.id})
        };
        auto queue = [&](sql::Transaction& tx) {
            const auto row = tx.run(
                statements::insert_digest,
                guardian.id.text(),
                week,
                family.text(),
                to_millis(parts_.clock.now())
            );
            if (row.empty()) return 0;
            parts_.outbox.enqueue(tx, mail);
            return 1;
        };
        queued += co_await parts_.database.write(sql::Durability::Full, std::move(queue));
    }
    co_return queued;
}

Task<Result<std::vector<notify::DigestMail::Part>>> SqlDigests::parts_for(
    FamilyId family, WeekFrame frame, std::string language
)
{
    const auto children = co_await parts_.directory.children_of(family);
    if (!children) co_return std::unexpected(children.error());
    const auto alerts = co_await parts_.alerts.list(family);
    if (!alerts) co_return std::unexpected(alerts.error());
    std::vector<notify::DigestMail::Part> parts;
    for (const auto& child : *children) {
        ChildWeek week{.nickname = child.nickname, .moods = {}};
        std::vector<Time> times;
        for (const auto& alert : *alerts) {
            if (alert.child != child.id) continue;
            if (!alert.was_nothing()) times.push_back(alert.raised_at);
            if (!frame.index_of(alert.raised_at)) continue;
            ++week.alerts;
            if (!alert.acknowledged_at) ++week.open_alerts;
        }
        const auto marks = co_await parts_.moods.moods_between(
            {.family = family, .child = child.id}, frame.course_begin(), frame.end()
        );
        week.moods = week_of(frame, marks, times, language);
        auto sentences = sentences_of(week, language);
        if (sentences.empty()) continue;
        parts.push_back({.title = child.nickname, .sentences = std::move(sentences)});
    }
    co_return parts;
}

}  // namespace buddy::moderation
