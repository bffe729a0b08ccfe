// Limits over HTTP: guardians read and change them, a child reads where it stands. api/openapi.yaml describes both.
//
//     LimitsHttp limits{{.store = store, .place_of = …, .talked_since = …, .clock = clock}};
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "limits/limits.hpp"

#include "core/clock.hpp"
#include "platform/http/route.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace buddy::limits {

/// Where a child lives, as the one knows who keeps families.
struct ChildPlace {
    FamilyId family;
    std::string time_zone;
};
/// NotFound  no such child.
using PlaceOf = std::function<Task<Result<ChildPlace>>(ChildId child)>;
/// How long a child has talked since a moment, as its family may know it.
using TalkedSince =
    std::function<Task<std::chrono::minutes>(FamilyId family, ChildId child, Time since)>;

class LimitsHttp {
public:
    struct Parts {
        LimitsStore& store;
        PlaceOf place_of;
        TalkedSince talked_since;
        const Clock& clock;
        /// Whether guardians of the family are in dispute, and the answer that says so. Empty: there are no disputes.
        std::function<Task<bool>(FamilyId family)> is_disputed = {};
        std::function<Task<>(http::Exchange& exchange)> refuse_disputed = {};
    };
    explicit LimitsHttp(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> get_limits(http::Exchange& exchange);
    Task<> change_limits(http::Exchange& exchange);
    Task<> get_own_limits(http::Exchange& exchange);
    Task<> see_own_limits(http::Exchange& exchange);

    /// The child of the path, if it is of the guardian's family.
    Task<Result<ChildPlace>> own_child(http::Principal guardian, ChildId child);

    Parts parts_;
};

}  // namespace buddy::limits
