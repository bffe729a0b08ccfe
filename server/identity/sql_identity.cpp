// Identity as a whole: stores with SQL, services over them, routes over those.
#include "identity/caller.hpp"
#include "identity/children.hpp"
#include "identity/demo_house.hpp"
#include "identity/devices.hpp"
#include "identity/families.hpp"
#include "identity/family_data.hpp"
#include "identity/grown_ups.hpp"
#include "identity/http_grown_ups.hpp"
#include "identity/http_identity.hpp"
#include "identity/identity.hpp"
#include "identity/rules.hpp"
#include "identity/second_factor.hpp"
#include "identity/sql_child_store.hpp"
#include "identity/sql_factor_store.hpp"
#include "identity/sql_family_store.hpp"
#include "identity/sql_grown_up_store.hpp"
#include "identity/sql_session_store.hpp"
#include "identity/sql_staff_store.hpp"
#include "identity/staff_entrance.hpp"
#include "platform/crypto/random.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::identity {

struct Identity::Services {
    Services(Parts given, const crypto::SecretKey& root, const crypto::SecretKey& session_key)
        : parts{given},
          trail{given.database, given.clock},
          families_store{given.database, trail, given.mails},
          grown_up_store{given.database, trail, given.mails, given.clock},
          children_store{given.database, trail},
          sessions_store{given.database, trail},
          staff{given.database, trail},
          factors_store{given.database, trail},
          sessions{sessions_store, given.clock, session_key},
          accounts{
              {.families = families_store,
               .attempts = sessions_store,
               .sessions = sessions,
               .keys = given.keys,
               .hasher = given.hasher,
               .clock = given.clock}
          },
          factor{{.store = factors_store, .attempts = sessions_store, .clock = given.clock}, root},
          entrance{
              {.staff = staff,
               .attempts = sessions_store,
               .sessions = sessions,
               .factor = factor,
               .hasher = given.hasher,
               .clock = given.clock}
          },
          families{families_store, given.keys, given.clock, given.is_region},
          children{
              {.store = children_store,
               .keys = given.keys,
               .hasher = given.hasher,
               .clock = given.clock}
          },
          devices{
              {.store = children_store,
               .attempts = sessions_store,
               .sessions = sessions,
               .keys = given.keys,
               .hasher = given.hasher,
               .clock = given.clock},
              root
          },
          caller{sessions, devices, staff},
          http{
              {.accounts = accounts,
               .families = families,
               .family_store = families_store,
               .children = children,
               .devices = devices,
               .staff = staff,
               .entrance = entrance,
               .factor = factor,
               .sessions = sessions,
               .clock = given.clock,
               .collecting = given.collecting,
               .is_leaving = given.is_leaving,
               .families_of = [this](GuardianId guardian
                              ) { return grown_up_store.families_of(std::move(guardian)); },
               .is_disputed = [this](FamilyId family
                              ) { return grown_up_store.is_disputed(std::move(family)); }}
          },
          grown_ups{
              {.store = grown_up_store,
               .accounts = families_store,
               .families = families,
               .sessions = sessions,
               .keys = given.keys,
               .hasher = given.hasher,
               .clock = given.clock}
          },
          http_grown_ups{
              {.grown_ups = grown_ups,
               .store = grown_up_store,
               .family_store = families_store,
               .accounts = accounts,
               .sessions = http,
               .clock = given.clock}
          },
          data{
              {.families = families,
               .store = families_store,
               .grown_ups = grown_ups,
               .children = children,
               .child_store = children_store,
               .database = given.database,
               .keys = given.keys}
          }
    {
    }

    Parts parts;
    audit::Trail trail;
    SqlFamilyStore families_store;
    SqlGrownUpStore grown_up_store;
    SqlChildStore children_store;
    SqlSessionStore sessions_store;
    SqlStaffStore staff;
    SqlFactorStore factors_store;
    Sessions sessions;
    Accounts accounts;
    SecondFactor factor;
    StaffEntrance entrance;
    Families families;
    Children children;
    Devices devices;
    Caller caller;
    HttpIdentity http;
    GrownUps grown_ups;
    HttpGrownUps http_grown_ups;
    FamilyData data;
};

namespace {

ChildProfile profile_of(const OpenedChild& child, const Family& family)
{
    ChildProfile profile{
        .id = child.id,
        .family = child.family,
        .nickname = child.nickname,
        .age_band = child.age_band,
        .avatar = child.avatar,
        .interests = child.interests,
        .language = child.language,
        .country = child.country,
        // What the family said of its own country.
        .region = child.country == family.settings.country ? family.settings.region : "",
        .age = child.age,
        .time_zone = family.settings.time_zone,
        .trusted_adults = {}
    };
    if (family.trusted_adult) profile.trusted_adults.push_back(family.trusted_adult->name);
    return profile;
}

bool knows_scopes(std::string_view scopes)
{
    constexpr std::array<std::string_view, 3> known{"safety", "chat", "third-party"};
    bool allows_third_party = false;
    bool allows_chat = false;
    while (true) {
        const auto end = scopes.find(' ');
        const auto scope = scopes.substr(0, end);
        if (std::ranges::find(known, scope) == known.end()) return false;
        allows_third_party = allows_third_party || scope == "third-party";
        allows_chat = allows_chat || scope == "chat";
        if (end == std::string_view::npos) return allows_chat || !allows_third_party;
        scopes.remove_prefix(end + 1);
    }
}

}  // namespace

Identity::Identity(Parts parts, const crypto::SecretKey& root, const crypto::SecretKey& session_key)
    : services_{std::make_unique<Services>(parts, root, session_key)}
{
}
Identity::~Identity() = default;

Task<Result<ChildProfile>> Identity::find_child(ChildId child)
{
    const auto found = co_await services_->children.find(std::move(child));
    if (!found) co_return std::unexpected(found.error());
    const auto family = co_await services_->families.find(found->family);
    if (!family) co_return std::unexpected(family.error());
    co_return profile_of(*found, *family);
}

Task<Result<std::vector<ChildProfile>>> Identity::children_of(FamilyId family)
{
    std::vector<ChildProfile> profiles;
    const auto children = co_await services_->children.of_family(family);
    if (!children) co_return std::unexpected(children.error());
    if (children->empty()) co_return profiles;
    const auto found = co_await services_->families.find(std::move(family));
    if (!found) co_return std::unexpected(found.error());
    for (const auto& child : *children) profiles.push_back(profile_of(child, *found));
    co_return profiles;
}

Task<Result<FamilyContacts>> Identity::contacts_of(FamilyId family)
{
    auto found = co_await services_->families.find(std::move(family));
    if (!found) co_return std::unexpected(found.error());
    FamilyContacts contacts{
        .guardians = {},
        .trusted_adult = std::move(found->trusted_adult),
        .alert_emails = found->settings.alert_emails,
        .country = found->settings.country,
        .language = found->settings.language,
        .time_zone = found->settings.time_zone
    };
    for (const auto& guardian : found->guardians)
        contacts.guardians.push_back(
            {.id = guardian.id,
             .email = guardian.email,
             .email_verified = guardian.email_verified_at.has_value(),
             .language = guardian.language,
             .visibility = guardian.visibility}
        );
    co_return contacts;
}

Task<std::vector<ModeratorContact>> Identity::moderators()
{
    std::vector<ModeratorContact> moderators;
    for (const auto& member : co_await services_->staff.all_staff())
        moderators.push_back({.id = member.id, .email = member.email});
    co_return moderators;
}

Task<> Identity::note_activity(ChildId child)
{
    co_await services_->children_store.note_activity(
        std::move(child), services_->parts.clock.now()
    );
}

Task<std::vector<Identity::OpenDispute>> Identity::open_disputes()
{
    std::vector<OpenDispute> open;
    for (auto& dispute : co_await services_->grown_up_store.open_disputes())
        open.push_back({.id = std::move(dispute.id), .opened_at = dispute.opened_at});
    co_return open;
}

Task<bool> Identity::is_disputed(FamilyId family)
{
    co_return co_await services_->grown_up_store.is_disputed(std::move(family));
}

Task<std::optional<Hearing>> Identity::hearing_of(FamilyId family, GuardianId adult)
{
    const auto house = co_await services_->grown_up_store.find(std::move(family));
    const auto* const member = house.find(adult);
    if (member == nullptr || member->role != GrownUpRole::TrustedAdult) co_return std::nullopt;
    co_return Hearing{.language = member->language, .hears_all = member->alerts == "all"};
}

http::Authenticator& Identity::authenticator() noexcept
{
    return services_->caller;
}
http::Routes Identity::routes()
{
    auto routes = services_->http.routes();
    for (auto& route : services_->http_grown_ups.routes()) routes.push_back(std::move(route));
    return routes;
}
PersonalData& Identity::personal_data() noexcept
{
    return services_->data;
}

Task<Result<void>> Identity::confirm_password(GuardianId guardian, std::string password)
{
    const auto right =
        co_await services_->accounts.confirm_password(std::move(guardian), std::move(password));
    if (right) co_return Result<void>{};
    switch (right.error().reason) {
        case Reason::WrongCredentials:
            co_return failed(ErrorCode::NotAllowed, "not the guardian's password");
        case Reason::TooManyAttempts:
            co_return failed(ErrorCode::TooMany, "too many wrong passwords");
        default: co_return failed(ErrorCode::Unavailable, "passwords cannot be checked now");
    }
}

Task<> Identity::end_talks(FamilyId family)
{
    co_await services_->sessions.close_children(std::move(family));
}

Task<Result<FamilyId>> Identity::family_of_address(std::string email)
{
    const auto key = email_key(email);
    if (!key) co_return failed(ErrorCode::NotFound, "this is no e-mail address");
    const auto guardian = co_await services_->families_store.find_guardian_by_email(*key);
    if (!guardian) co_return failed(ErrorCode::NotFound, "no account has this address");
    co_return guardian->family;
}

Task<Result<Identity::NewStaff>> Identity::create_staff(
    std::string email, std::string password, std::string role
)
{
    auto key = email_key(email);
    if (!key) co_return failed(ErrorCode::Invalid, "this is no e-mail address");
    if (role != "moderator" && role != "admin")
        co_return failed(ErrorCode::Invalid, "the role is moderator or admin");
    if (judge_password(password, *key) != PasswordVerdict::Good)
        co_return failed(
            ErrorCode::Invalid,
            "the password needs at least 10 characters, 4 different ones, and is not the address"
        );
    auto hash = co_await services_->parts.hasher.hash(std::move(password));
    if (!hash) co_return std::unexpected(hash.error());
    const auto now = services_->parts.clock.now();
    StaffRecord record{
        .id = crypto::new_id<StaffId>(now),
        .email = std::move(email),
        .email_key = std::move(*key),
        .password_hash = std::move(*hash),
        .role = std::move(role),
        .created_at = now
    };
    const auto id = record.id;
    const auto label = record.email;
    if (!co_await services_->staff.add_staff(std::move(record)))
        co_return failed(ErrorCode::Conflict, "the address has an account");
    auto enrolled = co_await services_->factor.enrol(
        {.account = id.text(), .actor = audit::Actor::operator_here()}, label
    );
    if (!enrolled) co_return failed(ErrorCode::Conflict, "there is a second factor already");
    co_return NewStaff{
        .id = id,
        .factor_uri = std::move(enrolled->factor.uri),
        .recovery_codes = std::move(enrolled->recovery_codes)
    };
}

Task<Result<void>> Identity::reset_staff_factor(std::string email)
{
    const auto key = email_key(email).value_or("");
    const auto staff = co_await services_->staff.all_staff();
    const auto member = std::ranges::find(staff, key, &StaffRecord::email_key);
    if (member == staff.end())
        co_return failed(ErrorCode::NotFound, "nobody on the staff has this address");
    const bool done = co_await services_->factor.reset(
        {.account = member->id.text(), .actor = audit::Actor::operator_here()}
    );
    if (!done)
        co_return failed(
            ErrorCode::Conflict, "there is no second factor: the next sign-in sets one up"
        );
    co_return Result<void>{};
}

Task<Result<Identity::NewApiKey>> Identity::create_api_key(std::string name, std::string scopes)
{
    if (!knows_scopes(scopes))
        co_return failed(
            ErrorCode::Invalid,
            "scopes are safety and chat, and third-party beside chat, separated by spaces"
        );
    const auto now = services_->parts.clock.now();
    NewApiKey made{.id = crypto::new_id<ApiKeyId>(now), .key = "bk_" + crypto::random_token()};
    co_await services_->staff.add_api_key(
        {.id = made.id,
         .key_hash = crypto::hash_token(made.key),
         .name = std::move(name),
         .scopes = std::move(scopes),
         .created_at = now}
    );
    co_return made;
}

Task<Result<void>> Identity::revoke_api_key(ApiKeyId key)
{
    const bool revoked =
        co_await services_->staff.revoke_api_key(std::move(key), services_->parts.clock.now());
    if (!revoked) co_return failed(ErrorCode::NotFound, "no such key");
    co_return Result<void>{};
}

Task<Result<DemoFamily>> Identity::seed_demo_family()
{
    auto& all = *services_;
    DemoHouse house{
        {.accounts = all.accounts,
         .sessions = all.sessions,
         .children = all.children,
         .devices = all.devices,
         .clock = all.parts.clock}
    };
    co_return co_await house.build();
}

Task<> Identity::forget_expired()
{
    const auto now = services_->parts.clock.now();
    co_await services_->sessions_store.remove_expired(now);
    co_await services_->grown_up_store.forget_old_invitations(now - std::chrono::days{30});
}

Task<int> Identity::settle_requests()
{
    co_return co_await services_->grown_up_store.settle_due();
}

}  // namespace buddy::identity
