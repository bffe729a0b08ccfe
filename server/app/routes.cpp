// Every route of Buddy, joined from the features' own rows. api/openapi.yaml says the same; a test holds them together.

#include "app/application.hpp"

#include <iterator>
#include <utility>

namespace buddy::app {

http::Routes Application::routes()
{
    http::Routes all;
    const auto add = [&all](http::Routes rows) {
        all.insert(
            all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end())
        );
    };
    add(identity_.routes());
    add(http_conversation_.routes());
    add(http_completions_.routes());
    add(http_limits_.routes());
    add(http_moderation_.routes());
    add(http_oversight_.routes());
    add(http_insight_.routes());
    add(http_openings_.routes());
    add(http_work_.routes());
    add(http_powers_.routes());
    add(http_feedback_.routes());
    add(http_consent_.routes());
    add(http_documents_.routes());
    add(http_safety_api_.routes());
    add(http_help_.routes());
    add(http_operations_.routes());
    add(http_safety_watch_.routes());
    add(rights_.routes());
    add(compliance_.routes());
    add(mailbox_.routes());
    add(resend_events_.routes());
    return all;
}

}  // namespace buddy::app
