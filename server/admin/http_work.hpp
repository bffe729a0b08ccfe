// The work list over HTTP, as api/openapi.yaml describes it.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "admin/work.hpp"

#include "platform/http/route.hpp"

namespace buddy::admin {

class HttpWork {
public:
    /// Both outlive this.
    HttpWork(WorkList& work, const Clock& clock) : work_{work}, clock_{clock} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> list_work(http::Exchange& exchange);

    WorkList& work_;
    const Clock& clock_;
};

}  // namespace buddy::admin
