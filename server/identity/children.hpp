// Children's profiles, opened and sealed with each child's own key.
//
// Threads  From any event loop. PINs are hashed on threads of their own.
#pragma once

#include "core/clock.hpp"
#include "identity/child_store.hpp"
#include "identity/refusal.hpp"
#include "identity/rules.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

struct NewChild {
    std::string nickname;
    BirthMonth birth;
    std::string avatar;
    std::vector<std::string> interests;
    std::string language;
    std::string country;
    std::string pin;
};

/// What to change; what is not given stays. The birth month never changes.
struct ChildChange {
    std::optional<std::string> nickname;
    std::optional<std::string> avatar;
    std::optional<std::vector<std::string>> interests;
    std::optional<std::string> language;
    std::optional<std::string> country;
    std::optional<std::string> pin;
};

/// A profile, opened.
struct OpenedChild {
    ChildId id;
    FamilyId family;
    std::string nickname;
    std::vector<std::string> interests;
    BirthMonth birth;
    safety::AgeBand age_band = safety::AgeBand::From10To12;
    int age = 0;  ///< age_at() now.
    std::string avatar;
    std::string language;
    std::string country;
    std::int64_t devices = 0;
    std::optional<Time> last_active_at;
};

class Children {
public:
    static constexpr std::size_t nickname_length = 30;
    static constexpr std::size_t interest_length = 30;
    static constexpr std::size_t most_interests = 8;

    struct Parts {
        ChildStore& store;
        crypto::FamilyKeys& keys;
        crypto::PasswordHasher& hasher;
        const Clock& clock;
    };
    explicit Children(Parts parts) : parts_{parts} {}

    /// NameInvalid, InterestInvalid, TooManyInterests, AvatarUnknown, LanguageUnknown,
    /// CountryUnknown, PinInvalid, BirthInvalid, NotBorn, TooYoung, GrownUp, Busy.
    Task<Answer<OpenedChild>> create(FamilyId family, NewChild form, audit::Actor by);
    /// NoSuchChild (also for another family's), and as create().
    Task<Answer<OpenedChild>> change(
        FamilyId family, ChildId child, ChildChange change, audit::Actor by
    );
    /// NotFound  no such child, or its family's keys are gone.
    Task<Result<OpenedChild>> find(ChildId child);
    /// Oldest profile first, without those whose own keys are gone. NotFound  the family's keys are gone.
    Task<Result<std::vector<OpenedChild>>> of_family(FamilyId family);

private:
    [[nodiscard]] Result<OpenedChild> open(const crypto::Sealer& sealer, const ChildRecord& record)
        const;
    [[nodiscard]] static std::optional<Reason> apply(
        const crypto::Sealer& sealer, const ChildChange& change, ChildRecord& record
    );

    Parts parts_;
};

}  // namespace buddy::identity
