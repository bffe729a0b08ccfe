// The weekly digest: one mail per guardian about all children of the family, in counts and plain
// sentences. What is protected is not in it, and a week of nothing else looks like a week of nothing.
//
//     SqlDigests digests{{.database = database, …}, root};
//     co_await digests.send_due();           // now and then; each guardian gets one a week
//
// Threads  Any event loop.
#pragma once

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "moderation/alert_preferences.hpp"
#include "moderation/alert_store.hpp"
#include "moderation/mood_week.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/sql/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::moderation {

/// The last day of the week whose digest is due now in a time zone: the Saturday before, on Sunday from
/// 17:00, and on Monday from 8:00 to 20:00 for servers that slept. Nothing at other times.
[[nodiscard]] std::optional<Day> digest_due(Time now, const std::string& time_zone);

/// One child's week, as its guardians may know it.
struct ChildWeek {
    std::string nickname;
    MoodWeek moods;
    int alerts = 0;
    int open_alerts = 0;  ///< Of those, the ones that nobody has taken up.
    [[nodiscard]] int messages() const;
    [[nodiscard]] int days() const;  ///< With a message.
};
/// Empty: there is nothing to tell of this child.
[[nodiscard]] std::vector<std::string> sentences_of(
    const ChildWeek& week, std::string_view language
);

/// What stands in the links that end the digests of a guardian.
class DigestLinks {
public:
    explicit DigestLinks(const crypto::SecretKey& root) : key_{root.derive(1, "digests1")} {}
    [[nodiscard]] std::string token_for(const GuardianRef& guardian) const;
    /// Nothing for what token_for() did not write.
    [[nodiscard]] std::optional<GuardianRef> guardian_in(std::string_view token) const;

private:
    crypto::SecretKey key_;
};

class SqlDigests {
public:
    /// All outlive this.
    struct Parts {
        sql::Database& database;
        AlertStore& alerts;
        AlertPreferences& preferences;
        conversation::MoodDiary& moods;
        identity::Directory& directory;
        const notify::Outbox& outbox;
        const DigestLinks& links;
        ComesBack comes_back;
        const Clock& clock;
    };
    explicit SqlDigests(Parts parts) : parts_{std::move(parts)} {}
    /// Queues the digests that are due, each with the row that keeps it from being queued again. Returns
    /// how many. A family that cannot be read is passed over.
    Task<int> send_due();

private:
    Task<int> send_to(FamilyId family, std::string time_zone);
    Task<Result<std::vector<notify::DigestMail::Part>>> parts_for(
        FamilyId family, WeekFrame frame, std::string language
    );

    Parts parts_;
};

}  // namespace buddy::moderation
