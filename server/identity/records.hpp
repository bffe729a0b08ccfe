// What identity stores, as its stores give it back. Sealed members are opened by the services.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "identity/rules.hpp"
#include "platform/crypto/sealer.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace buddy::identity {

struct FamilyRecord {
    FamilyId id;
    std::string country;
    std::string region;  ///< Behind the hyphen of ISO 3166-2; empty: not said.
    std::string language;
    std::string time_zone = "UTC";
    bool alert_emails = true;
    Time created_at;
    friend bool operator==(const FamilyRecord&, const FamilyRecord&) = default;
};

struct GuardianRecord {
    GuardianId id;
    FamilyId family;
    std::string email;      ///< As written.
    std::string email_key;  ///< As compared.
    std::string password_hash;
    std::string language;
    std::optional<Time> email_verified_at;
    Time created_at;
    std::string visibility = "transcript";  ///< In the family it was asked for.
    friend bool operator==(const GuardianRecord&, const GuardianRecord&) = default;
};

/// A link that confirms an address.
struct VerificationRecord {
    std::string token_hash;
    GuardianId guardian;
    Time created_at;
    Time expires_at;
};

struct TrustedAdultRecord {
    crypto::Sealed name;   ///< Place {trusted_adults, name, family}.
    crypto::Sealed email;  ///< Place {trusted_adults, email, family}.
    friend bool operator==(const TrustedAdultRecord&, const TrustedAdultRecord&) = default;
};

struct ChildRecord {
    ChildId id;
    FamilyId family;
    crypto::Sealed nickname;   ///< Place {children, nickname, child}.
    crypto::Sealed interests;  ///< Place {children, interests, child}; a JSON array of text.
    BirthMonth birth;
    std::string avatar;
    std::string language;
    std::string country;
    std::string pin_hash;
    Time created_at;
    std::optional<Time> last_active_at;
    std::int64_t devices = 0;  ///< Counted, not stored here.
    friend bool operator==(const ChildRecord&, const ChildRecord&) = default;
};

struct PairingCodeRecord {
    std::string code_hash;
    FamilyId family;
    ChildId child;
    Time created_at;
    Time expires_at;
};

struct DeviceRecord {
    DeviceId id;
    FamilyId family;
    ChildId child;
    std::string token_hash;
    crypto::Sealed name;  ///< Place {devices, name, device}.
    Time paired_at;
    std::optional<Time> last_seen_at;
    friend bool operator==(const DeviceRecord&, const DeviceRecord&) = default;
};

enum class SessionKind : std::uint8_t { Guardian, Child, Staff };

/// What a grown-up is to a family.
enum class GrownUpRole : std::uint8_t {
    Guardian,     ///< Agrees, decides, and sees what the oversight of a child allows.
    TrustedAdult  ///< Hears of alerts; decides nothing and reads no talk.
};

struct SessionRecord {
    SessionId id;
    std::string token_hash;
    SessionKind kind = SessionKind::Guardian;
    FamilyId family;                           ///< Guardian, Child.
    GuardianId guardian;                       ///< Guardian.
    ChildId child;                             ///< Child.
    DeviceId device;                           ///< Child.
    StaffId staff;                             ///< Staff.
    GrownUpRole role = GrownUpRole::Guardian;  ///< Guardian: what it is to the family now.
    Time created_at;
    Time last_seen_at;
    Time expires_at;
    Time idle_expires_at;
    friend bool operator==(const SessionRecord&, const SessionRecord&) = default;
};

struct StaffRecord {
    StaffId id;
    std::string email;
    std::string email_key;
    std::string password_hash;
    std::string role;  ///< "moderator" or "admin".
    Time created_at;
    friend bool operator==(const StaffRecord&, const StaffRecord&) = default;
};

struct ApiKeyRecord {
    ApiKeyId id;
    std::string key_hash;
    std::string name;
    std::string scopes;  ///< Separated by spaces.
    Time created_at;
    friend bool operator==(const ApiKeyRecord&, const ApiKeyRecord&) = default;
};

/// Whether somebody may try now, and if not, when again.
struct AttemptOutcome {
    bool allowed = true;
    Time blocked_until;  ///< In the future after the fifth failure in a row.
    friend bool operator==(const AttemptOutcome&, const AttemptOutcome&) = default;
};

}  // namespace buddy::identity
