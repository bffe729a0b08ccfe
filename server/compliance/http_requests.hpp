// What a guardian or a child asks of people here, over HTTP; and what staff do with it.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "compliance/requests.hpp"

#include "platform/http/route.hpp"

namespace buddy::compliance {

class HttpRequests {
public:
    /// Both outlive this.
    HttpRequests(Requests& requests, identity::Directory& directory)
        : requests_{requests}, directory_{directory}
    {
    }
    [[nodiscard]] http::Routes routes();

private:
    Task<> list_requests(http::Exchange& exchange);
    Task<> create_request(http::Exchange& exchange);
    Task<> reply_to_request(http::Exchange& exchange);
    Task<> list_my_requests(http::Exchange& exchange);
    Task<> create_my_request(http::Exchange& exchange);
    Task<> reply_to_my_request(http::Exchange& exchange);
    Task<> read_request(http::Exchange& exchange);
    Task<> step_request(http::Exchange& exchange);

    Requests& requests_;
    identity::Directory& directory_;
};

}  // namespace buddy::compliance
