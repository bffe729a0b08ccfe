// A family's settings, its guardians and its other trusted adult, opened.
//
// Threads  From any event loop.
#pragma once

#include "core/clock.hpp"
#include "identity/family_store.hpp"
#include "identity/identity.hpp"
#include "identity/refusal.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_keys.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace buddy::identity {

struct Family {
    FamilyRecord settings;
    std::vector<GuardianRecord> guardians;
    std::optional<TrustedAdult> trusted_adult;
};

/// What to change; what is not given stays.
struct FamilyChange {
    std::optional<std::string> country;  ///< Another one ends the region that was said.
    std::optional<std::string> region;   ///< Empty: none is said any more.
    std::optional<std::string> language;
    std::optional<std::string> time_zone;
    std::optional<bool> alert_emails;
    /// Given: an adult, or nothing to remove the one there is.
    std::optional<std::optional<TrustedAdult>> trusted_adult;
};

class Families {
public:
    /// All outlive this. `is_region`: Identity::Parts.
    Families(FamilyStore& store, crypto::FamilyKeys& keys, const Clock& clock, IsRegion is_region)
        : store_{store}, keys_{keys}, clock_{clock}, is_region_{std::move(is_region)}
    {
    }
    /// NotFound  no such family, or its keys are gone.
    Task<Result<Family>> find(FamilyId family);
    /// CountryUnknown, RegionUnknown, LanguageUnknown, TimeZoneUnknown, NameInvalid, EmailInvalid, AdultIsGuardian
    /// (the other trusted adult must be somebody else); Busy when the family is gone meanwhile.
    Task<Answer<Family>> change(FamilyId family, FamilyChange change, audit::Actor by);

private:
    Task<Result<std::optional<TrustedAdult>>> find_trusted_adult(FamilyId family);
    Task<Answer<void>> set_trusted_adult(
        FamilyId family,
        std::vector<GuardianRecord> guardians,
        std::optional<TrustedAdult> adult,
        audit::Actor by
    );

    FamilyStore& store_;
    crypto::FamilyKeys& keys_;
    const Clock& clock_;
    IsRegion is_region_;
};

}  // namespace buddy::identity
