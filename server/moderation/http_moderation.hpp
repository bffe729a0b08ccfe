// Alerts and moods over HTTP, for guardians, as api/openapi.yaml describes them.
//
//     ModerationHttp moderation{{.alerts = alerts, .moods = conversations, …}};
//     routes.append_range(moderation.routes());
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "moderation/alert_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/bus.hpp"
#include "platform/http/route.hpp"

#include <functional>
#include <string>

namespace buddy::moderation {

class ModerationHttp {
public:
    struct Parts {
        AlertStore& alerts;
        conversation::MoodDiary& moods;
        identity::Directory& directory;
        events::Bus& bus;  ///< alert_topic() (moderation.hpp).
        const Clock& clock;
        /// Adds a look to the audit log (audit::Trail::append), before its answer is sent.
        std::function<Task<>(audit::Entry)> account;
    };
    explicit ModerationHttp(Parts parts) : parts_{parts} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> list_alerts(http::Exchange& exchange);
    Task<> watch_alerts(http::Exchange& exchange);
    Task<> acknowledge_alert(http::Exchange& exchange);
    Task<> list_moods(http::Exchange& exchange);

    /// All alerts of the caller's family as JSON texts, in the caller's language.
    Task<Result<std::vector<std::string>>> alerts_for(http::Principal guardian);
    Task<Result<std::string>> alert_for(http::Principal guardian, AlertId alert);
    Task<std::string> language_of(http::Principal guardian);

    Parts parts_;
};

}  // namespace buddy::moderation
