#include "notify/mail_problems.hpp"
#include "platform/crypto/random.hpp"
#include "sql/notify.hpp"

#include <algorithm>

namespace buddy::notify {

namespace statements = sql::notify;
using sql::Durability;

std::string MailProblems::hash_of(std::string_view address) const
{
    std::string folded{address};
    std::ranges::transform(folded, folded.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    });
    return crypto::keyed_hash(key_, folded);
}

Task<> MailProblems::note(std::string event_id, std::vector<std::string> addresses, MailFate fate)
{
    auto write = [&](sql::Transaction& tx) {
        const auto now = to_millis(clock_.now());
        if (tx.run(statements::insert_mail_event, event_id, now).empty()) return;
        for (const auto& address : addresses) {
            const auto hash = hash_of(address);
            if (fate == MailFate::Delivered)
                tx.run(statements::forgive_bounce, hash);
            else
                tx.run(
                    statements::keep_mail_problem,
                    hash,
                    std::string_view{fate == MailFate::Bounced ? "bounced" : "complained"},
                    now
                );
        }
    };
    co_await database_.write(Durability::Full, std::move(write));
}

Task<bool> MailProblems::comes_back(std::string address)
{
    const auto rows = co_await database_.read([hash = hash_of(address)](sql::Connection& db) {
        return db.run(statements::find_mail_problem, hash);
    });
    co_return !rows.empty();
}

Task<> MailProblems::forget_old()
{
    auto remove = [now = clock_.now()](sql::Transaction& tx) {
        tx.run(statements::delete_old_mail_events, to_millis(now - events_kept));
        tx.run(statements::delete_old_mail_problems, to_millis(now - problems_kept));
    };
    co_await database_.write(Durability::Grouped, std::move(remove));
}

}  // namespace buddy::notify
