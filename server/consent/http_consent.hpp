// The notice, a family's consents, forms, and the staff's work list of forms, as api/openapi.yaml
// describes them.
//
// Threads  Any loop. Lifetime  `consents` and `directory` outlive this; this outlives the server.
#pragma once

#include "consent/consents.hpp"

#include "platform/http/route.hpp"

#include <string>

namespace buddy::consent {

class HttpConsent {
public:
    HttpConsent(Consents& consents, identity::Directory& directory)
        : consents_{consents}, directory_{directory}
    {
    }
    [[nodiscard]] http::Routes routes();

private:
    Task<> read_notice(http::Exchange& exchange);
    Task<> list_consents(http::Exchange& exchange);
    Task<> give_consent(http::Exchange& exchange);
    Task<> withdraw_consent(http::Exchange& exchange);
    Task<> undo_consent(http::Exchange& exchange);
    Task<> open_form(http::Exchange& exchange);
    Task<> put_piece(http::Exchange& exchange);
    Task<> submit_form(http::Exchange& exchange);
    Task<> list_waiting_forms(http::Exchange& exchange);
    Task<> read_form_file(http::Exchange& exchange);
    Task<> decide_form(http::Exchange& exchange);

    /// Answers with all that the caller's family has agreed to.
    Task<> answer_consents(http::Exchange& exchange);
    Task<std::string> language_of(http::Principal guardian);

    Consents& consents_;
    identity::Directory& directory_;
};

}  // namespace buddy::consent
