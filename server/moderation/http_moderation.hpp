// Alerts and moods over HTTP, for guardians, and for staff the alerts that moderators are told of, as
// api/openapi.yaml describes them.
//
//     ModerationHttp moderation{{.alerts = alerts, .moods = conversations, …}};
//     routes.append_range(moderation.routes());
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "moderation/alert_preferences.hpp"
#include "moderation/alert_store.hpp"
#include "moderation/digest.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/bus.hpp"
#include "platform/http/route.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace buddy::moderation {

/// What becomes of alerts, as numbers.
class AlertObserver {
public:
    AlertObserver() = default;
    AlertObserver(const AlertObserver&) = delete;
    AlertObserver& operator=(const AlertObserver&) = delete;
    AlertObserver(AlertObserver&&) = delete;
    AlertObserver& operator=(AlertObserver&&) = delete;
    virtual ~AlertObserver() = default;
    /// From the message to the first page that showed the alert.
    virtual void seen_after(std::chrono::milliseconds passed) = 0;
    /// From the message to the first grown-up who answered.
    virtual void answered_after(std::chrono::milliseconds passed) = 0;
    virtual void judged(const std::vector<VerdictCount>& all) = 0;
};

class ModerationHttp {
public:
    struct Parts {
        AlertStore& alerts;
        AlertPreferences& preferences;
        AlertObserver& observer;
        const DigestLinks& links;
        ComesBack comes_back;
        conversation::MoodDiary& moods;
        identity::Directory& directory;
        events::Bus& bus;  ///< alert_topic() (moderation.hpp).
        const Clock& clock;
        /// Adds a look to the audit log (audit::Trail::append), before its answer is sent.
        std::function<Task<>(audit::Entry)> account;
    };
    explicit ModerationHttp(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> list_alerts(http::Exchange& exchange);
    Task<> list_shared_alerts(http::Exchange& exchange);
    Task<> watch_alerts(http::Exchange& exchange);
    Task<> acknowledge_alert(http::Exchange& exchange);
    Task<> note_sighting(http::Exchange& exchange);
    Task<> read_preferences(http::Exchange& exchange);
    Task<> change_preferences(http::Exchange& exchange);
    Task<> end_digest(http::Exchange& exchange);
    Task<> list_cases(http::Exchange& exchange);
    Task<> take_case(http::Exchange& exchange);
    Task<> list_moods(http::Exchange& exchange);

    /// All alerts of the caller's family as JSON texts, in the caller's language.
    Task<Result<std::vector<std::string>>> alerts_for(http::Principal guardian);
    Task<Result<std::string>> alert_for(http::Principal guardian, AlertId alert);
    Task<std::string> language_of(http::Principal guardian);
    /// A page may stay open longer than its guardian belongs to the family.
    Task<bool> belongs_still(http::Principal guardian);
    Task<> answer_preferences(http::Exchange& exchange);
    Task<std::string> mail_state_of(http::Principal guardian);

    Parts parts_;
};

}  // namespace buddy::moderation
