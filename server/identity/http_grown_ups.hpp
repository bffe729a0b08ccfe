// The grown-ups of a family over HTTP, for themselves, for the children, and for staff who resolves
// disputes, as api/openapi.yaml describes it.
//
// Lifetime The services outlive this; this outlives the route table.
#pragma once

#include "identity/accounts.hpp"
#include "identity/grown_ups.hpp"
#include "identity/http_identity.hpp"
#include "platform/http/route.hpp"

namespace buddy::identity {

class HttpGrownUps {
public:
    struct Parts {
        GrownUps& grown_ups;
        SqlGrownUpStore& store;
        FamilyStore& family_store;
        Accounts& accounts;
        HttpIdentity& sessions;
        const Clock& clock;
    };
    explicit HttpGrownUps(Parts parts) : parts_{parts} {}
    [[nodiscard]] http::Routes routes();

private:
    // Grown-ups
    Task<> list_grown_ups(http::Exchange& exchange);
    Task<> change_grown_up(http::Exchange& exchange);
    Task<> remove_trusted_adult(http::Exchange& exchange);
    Task<> leave_family(http::Exchange& exchange);
    Task<> enter_family(http::Exchange& exchange);
    Task<> ask_grown_ups(http::Exchange& exchange);
    Task<> answer_request(http::Exchange& exchange);
    // Invitations
    Task<> invite(http::Exchange& exchange);
    Task<> send_again(http::Exchange& exchange);
    Task<> withdraw(http::Exchange& exchange);
    Task<> look_at_invitation(http::Exchange& exchange);
    Task<> accept_invitation(http::Exchange& exchange);
    // Children
    Task<> list_my_grown_ups(http::Exchange& exchange);
    // Staff
    Task<> list_disputes(http::Exchange& exchange);
    Task<> open_dispute(http::Exchange& exchange);
    Task<> resolve_dispute(http::Exchange& exchange);

    /// Answers with the household where it went well.
    Task<> answer(http::Exchange& exchange, Answer<void> done, unsigned status = 200);
    /// With the families to choose from, where one has to be named.
    Task<> answer_disputes(
        http::Exchange& exchange, unsigned status = 200, const std::vector<OwnFamily>& choices = {}
    );
    Task<> refuse(http::Exchange& exchange, Refusal refusal);

    Parts parts_;
};

}  // namespace buddy::identity
