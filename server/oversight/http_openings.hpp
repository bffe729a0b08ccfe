// Broken glass over HTTP, as api/openapi.yaml describes it: staff begins, reads and ends; guardians are told.
// The child reads of it with the other looks (http_oversight.hpp).
//
// Every answer with a word of a child, or with the list of its talks, is accounted for before it is sent.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "oversight/opening_store.hpp"

#include "identity/identity.hpp"
#include "platform/http/route.hpp"

#include <chrono>
#include <string>

namespace buddy::oversight {

class HttpOpenings {
public:
    /// How far back lists go.
    static constexpr std::chrono::days staff_span{30};
    static constexpr std::chrono::days guardian_span{90};

    struct Parts {
        OpeningStore& store;
        conversation::OpenedTalks& talks;
        identity::Directory& directory;
        const Clock& clock;
        std::chrono::minutes usual_length{30};
    };
    explicit HttpOpenings(Parts parts) : parts_{parts} {}
    [[nodiscard]] http::Routes routes();

private:
    // Staff
    Task<> begin(http::Exchange& exchange);
    Task<> list(http::Exchange& exchange);
    Task<> list_talks(http::Exchange& exchange);
    Task<> read_talk(http::Exchange& exchange);
    Task<> end(http::Exchange& exchange);
    // Guardians
    Task<> list_told(http::Exchange& exchange);

    /// The path's opening, if it is the caller's and still open.
    /// NotFound  it is not the caller's.  NotAllowed  it is over.
    Task<Result<Opening>> opening_in(const http::Exchange& exchange);

    Parts parts_;
};

}  // namespace buddy::oversight
