// Where help can be reached: always, for everyone, without signing in, and never guessed.
//
// Threads  Any event loop.
#pragma once

#include "advisors/advisors.hpp"
#include "identity/identity.hpp"
#include "platform/http/route.hpp"

namespace buddy::support {

class HttpHelp {
public:
    /// `directory` outlives this.
    HttpHelp(advisors::HelpLines lines, identity::Directory& directory)
        : lines_{std::move(lines)}, directory_{directory}
    {
    }
    [[nodiscard]] http::Routes routes();

private:
    Task<> get_help(http::Exchange& exchange);

    advisors::HelpLines lines_;
    identity::Directory& directory_;
};

}  // namespace buddy::support
