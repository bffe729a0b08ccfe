// Families and the people in them, as other features may see them.
//
//     const auto child = co_await directory.find_child(principal.child);
//     if (!child) co_return std::unexpected(child.error());
//     const auto contacts = co_await directory.contacts_of(child->family);
//
// And identity as a whole, for the application:
//
//     identity::Identity identity{{.database = *database, .keys = family_keys, .hasher = hasher,
//                                  .clock = clock, .mails = verification_mails}, root_key};
//     Pipeline pipeline{{.authenticator = identity.authenticator(), …}, Router{identity.routes()}};
//
// Threads  From any event loop.
// Errors   NotFound  the child or family does not exist (or its keys were destroyed).
#pragma once

#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/personal_data.hpp"
#include "core/result.hpp"
#include "identity/verification_mails.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/http/pipeline.hpp"
#include "platform/http/route.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

/// A child, as a turn and the pages need to know it.
struct ChildProfile {
    ChildId id;
    FamilyId family;
    std::string nickname;
    safety::AgeBand age_band = safety::AgeBand::From10To12;  ///< Now; it follows the birth month.
    std::string avatar;                                      ///< "fox" …
    std::vector<std::string> interests;
    std::string language;  ///< "en", "es", "fr", "de" or "pt".
    std::string country;   ///< ISO 3166-1 alpha-2.
    /// The family's, where the child lives in its country; may be empty.
    std::string region = {};  // NOLINT(readability-redundant-member-init): may be left out
    int age = 0;              ///< Full years, from the first of the birth month.
    std::string time_zone;    ///< The family's, IANA.
    std::vector<std::string> trusted_adults;  ///< Names the family gave; may be empty.
};

/// A guardian whom an alert may reach.
struct GuardianContact {
    GuardianId id;
    std::string email;
    bool email_verified = false;
    std::string language;
    /// The widest level of oversight that this one sees: "titles" … "transcript".
    std::string visibility = "transcript";
};

/// The other trusted adult: somebody outside the household whom the family named.
struct TrustedAdult {
    std::string name;
    std::string email;
    friend bool operator==(const TrustedAdult&, const TrustedAdult&) = default;
};

/// Whom to tell about a child of a family.
struct FamilyContacts {
    std::vector<GuardianContact> guardians;  ///< Oldest first.
    std::optional<TrustedAdult> trusted_adult;
    bool alert_emails = true;  ///< Also by e-mail, not only on the page.
    std::string country;
    std::string language;
    std::string time_zone;
};

/// A member of staff who reviews protected turns.
struct ModeratorContact {
    StaffId id;
    std::string email;
};

/// How a trusted adult with an account hears of alerts.
struct Hearing {
    std::string language;
    bool hears_all = false;  ///< false: of grave ones only.
};

/// Who is who, for other features. Identity implements it; tests use FakeDirectory.
class Directory {
public:
    Directory() = default;
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    Directory(Directory&&) = delete;
    Directory& operator=(Directory&&) = delete;
    virtual ~Directory() = default;

    virtual Task<Result<ChildProfile>> find_child(ChildId child) = 0;
    /// Oldest profile first. Empty for an unknown family.
    virtual Task<Result<std::vector<ChildProfile>>> children_of(FamilyId family) = 0;
    virtual Task<Result<FamilyContacts>> contacts_of(FamilyId family) = 0;
    /// Staff who are told about protected turns. Empty: nobody; `buddy doctor` warns about that.
    virtual Task<std::vector<ModeratorContact>> moderators() = 0;
    /// Remembers that the child did something now (shown to guardians as "last active").
    virtual Task<> note_activity(ChildId child) = 0;
    /// Whether guardians of the family are in dispute: nothing may be taken from one of them then, and
    /// nothing be widened.
    virtual Task<bool> is_disputed(FamilyId family) = 0;
    /// Nothing: it is no trusted adult of the family.
    virtual Task<std::optional<Hearing>> hearing_of(FamilyId family, GuardianId adult) = 0;
};

/// Answers that whoever sees less than everything may not carry everything away.
Task<> refuse_limited(http::Exchange& exchange, Time now);
/// Answers that this has to wait until a dispute between guardians is resolved.
Task<> refuse_disputed(http::Exchange& exchange, Time now);

/// A family to look around with, made by seed_demo_family().
struct DemoFamily {
    std::string email;     ///< Of a domain reserved for tests: no mail can reach anybody.
    std::string password;  ///< Random; shown once.
    struct Child {
        std::string nickname;
        std::string pin;           ///< Random; shown once.
        std::string pairing_code;  ///< For the first device; ten minutes.
    };
    std::vector<Child> children;
};

/// Whether a family's children may be known to this server: what its guardians have agreed to.
enum class Collecting : std::uint8_t {
    Agreed,
    NotYet,  ///< No new profile; children who are here already stay.
    Stopped  ///< Agreed once and taken back: no child signs in anew.
};

/// Whether a country has such a region to name: "US", "OR".
using IsRegion = std::function<bool(const std::string& country, const std::string& region)>;

/// Identity as a whole: the only one who makes stores and services and joins them.
class Identity final : public Directory {
public:
    /// All outlive this.
    struct Parts {
        sql::Database& database;
        crypto::FamilyKeys& keys;
        crypto::PasswordHasher& hasher;
        const Clock& clock;
        VerificationMails& mails;
        /// Asked before a profile is made and before a child signs in. Empty: nobody is asked.
        std::function<Task<Collecting>(FamilyId family)> collecting;
        /// Whether the child is being erased at this moment, alone or with its family: it no longer signs
        /// in. Empty: nobody is.
        std::function<Task<bool>(FamilyId family, ChildId child)> is_leaving = nullptr;
        IsRegion is_region = nullptr;  ///< Empty: no family can name one.
    };
    /// `root` makes the key under which pairing codes are hashed, `session_key` signs sessions.
    Identity(Parts parts, const crypto::SecretKey& root, const crypto::SecretKey& session_key);
    Identity(const Identity&) = delete;
    Identity& operator=(const Identity&) = delete;
    Identity(Identity&&) = delete;
    Identity& operator=(Identity&&) = delete;
    ~Identity() override;

    Task<Result<ChildProfile>> find_child(ChildId child) override;
    Task<Result<std::vector<ChildProfile>>> children_of(FamilyId family) override;
    Task<Result<FamilyContacts>> contacts_of(FamilyId family) override;
    Task<std::vector<ModeratorContact>> moderators() override;
    Task<> note_activity(ChildId child) override;
    Task<bool> is_disputed(FamilyId family) override;
    Task<std::optional<Hearing>> hearing_of(FamilyId family, GuardianId adult) override;

    [[nodiscard]] http::Authenticator& authenticator() noexcept;
    [[nodiscard]] http::Routes routes();
    /// What it keeps about children, for export and erasure.
    [[nodiscard]] PersonalData& personal_data() noexcept;
    struct OpenDispute {
        std::string id;
        Time opened_at;
    };
    /// Between guardians, for staff; oldest first.
    Task<std::vector<OpenDispute>> open_disputes();

    struct NewStaff {
        StaffId id;
        std::string factor_uri;  ///< "otpauth://…", for an authenticator app; shown once.
        std::vector<std::string> recovery_codes;  ///< Shown once.
    };
    /// `buddy admin staff create`, with a second factor. Role: "moderator" or "admin".
    /// Invalid   the address, the password or the role cannot be one; the detail says which.
    /// Conflict  the address has an account.
    Task<Result<NewStaff>> create_staff(std::string email, std::string password, std::string role);
    /// `buddy admin staff reset-factor`: ends the member's sessions; the next sign-in sets it up anew.
    /// NotFound  nobody on the staff has this address.  Conflict  there is no second factor.
    Task<Result<void>> reset_staff_factor(std::string email);
    struct NewApiKey {
        ApiKeyId id;
        std::string key;  ///< "bk_…"; shown once.
    };
    /// `buddy admin key create`. Scopes, separated by spaces: "safety" (the engine), "chat" (the
    /// mentor), "third-party" (with chat: a model outside this server may see what children write).
    /// Invalid  a scope nobody knows, or third-party without chat.
    Task<Result<NewApiKey>> create_api_key(std::string name, std::string scopes);
    /// Stops a key at once. NotFound  no such key.
    Task<Result<void>> revoke_api_key(ApiKeyId key);

    /// Whether this is the guardian's password, for what must not be done from a screen left open.
    /// NotAllowed  it is not.  TooMany  wrong too often.  Unavailable  too busy to tell.
    Task<Result<void>> confirm_password(GuardianId guardian, std::string password);
    /// The family has taken back its agreement: its children's sessions end within Sessions::talk_end.
    Task<> end_talks(FamilyId family);
    /// Whose address this is. NotFound  nobody's.
    Task<Result<FamilyId>> family_of_address(std::string email);

    /// `buddy seed`: parent@example.test with two children. Conflict  it is there already.
    Task<Result<DemoFamily>> seed_demo_family();
    /// Removes sessions, links and codes that have expired; a job calls it now and then.
    Task<> forget_expired();
    /// Lets guardians go whose removal nobody objected to in time; how many.
    Task<int> settle_requests();

private:
    struct Services;
    std::unique_ptr<Services> services_;
};

}  // namespace buddy::identity
