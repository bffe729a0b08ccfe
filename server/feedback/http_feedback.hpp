// What people say of Buddy over HTTP, as api/openapi.yaml describes it: children, guardians, and staff who read it.
//
//     FeedbackHttp feedback{{.store = store, .answers = answers, …}};
//     routes.append_range(feedback.routes());
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "feedback/feedback.hpp"

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "platform/audit/audit.hpp"
#include "platform/http/route.hpp"

#include <functional>
#include <optional>
#include <utility>

namespace buddy::feedback {

/// A family's alerts, as far as its guardians may know of them.
struct KnownAlerts {
    std::optional<Time> last;
    bool is_open = false;  ///< One waits for an answer.
};

/// A member of staff is about to read a report.
struct ReportLook {
    StaffId staff;
    conversation::ChildRef child;
    bool is_hidden = false;  ///< No guardian may know of it.
};

class FeedbackHttp {
public:
    /// So many reports, and so many words of guardians, are listed at once.
    static constexpr std::size_t most_listed = 100;
    static constexpr std::size_t longest_words = 1000;  ///< In characters.

    struct Parts {
        FeedbackStore& store;
        conversation::AnswerDiary& answers;
        identity::Directory& directory;
        const Clock& clock;
        std::function<Task<Result<KnownAlerts>>(FamilyId family)> alerts_of;
        /// Adds a look to the audit log (audit::Trail::append), before its answer is sent.
        std::function<Task<>(audit::Entry)> account;
        /// Tells the family that staff looked, as of any other look.
        std::function<Task<Result<void>>(ReportLook)> tell_of;
        std::function<void(Finding)> on_finding;
    };
    explicit FeedbackHttp(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> list_thumbs(http::Exchange& exchange);
    Task<> give_thumb(http::Exchange& exchange);
    Task<> take_thumb_back(http::Exchange& exchange);
    Task<> ask_survey(http::Exchange& exchange);
    Task<> note_survey_shown(http::Exchange& exchange);
    Task<> answer_survey(http::Exchange& exchange);
    Task<> list_reports(http::Exchange& exchange);
    Task<> open_report(http::Exchange& exchange);
    Task<> decide_report(http::Exchange& exchange);
    Task<> read_figures(http::Exchange& exchange);

    Task<Result<std::optional<Question>>> question_for(http::Principal guardian);

    Parts parts_;
};

}  // namespace buddy::feedback
