#include "moderation/alert_preferences.hpp"
#include "sql/moderation.hpp"

#include <utility>

namespace buddy::moderation {
namespace {

namespace statements = sql::moderation;

constexpr std::string_view digest_kind = "weekly_digest";

}  // namespace

Task<AlertChoices> SqlAlertPreferences::choices_of(GuardianId guardian)
{
    const auto rows = co_await database_.read([&guardian](sql::Connection& db) {
        return db.run(statements::list_choices, guardian.text());
    });
    AlertChoices choices;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto kind = rows.get<std::string>(row, 0);
        const auto choice = rows.get<std::string>(row, 1);
        if (kind == digest_kind) choices.weekly_digest = choice == "on";
        const auto known = alert_kind_from(kind);
        const auto delivery = delivery_from(choice);
        if (known && delivery) choices.deliveries[*known] = *delivery;
    }
    co_return choices;
}

Task<> SqlAlertPreferences::change(GuardianRef guardian, AlertChange change, Time now)
{
    auto keep = [&](sql::Transaction& tx) {
        const auto put = [&](std::string_view kind, std::string_view choice) {
            tx.run(
                statements::keep_choice,
                guardian.guardian.text(),
                kind,
                guardian.family.text(),
                choice,
                to_millis(now)
            );
        };
        for (const auto& [kind, delivery] : change.deliveries) put(id_of(kind), id_of(delivery));
        if (change.weekly_digest) put(digest_kind, *change.weekly_digest ? "on" : "off");
    };
    co_await database_.write(sql::Durability::Full, std::move(keep));
}

}  // namespace buddy::moderation
