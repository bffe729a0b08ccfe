// Why identity says no, so that each "no" can come with its own words and with what to do.
#pragma once

#include "core/clock.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

namespace buddy::identity {

enum class Reason : std::uint8_t {
    EmailInvalid,
    EmailTaken,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooSimple,
    PasswordIsTheEmail,
    CountryUnknown,
    RegionUnknown,
    LanguageUnknown,
    TimeZoneUnknown,
    WrongCredentials,
    TooManyAttempts,  ///< `until` says when again.
    LinkInvalid,
    MailJustSent,
    AlreadyVerified,
    NameInvalid,
    InterestInvalid,
    TooManyInterests,
    AvatarUnknown,
    PinInvalid,
    TooYoung,
    GrownUp,
    NotBorn,
    BirthInvalid,
    NoSuchChild,
    NoSuchDevice,
    CodeWrong,
    PinWrong,
    PinLocked,  ///< `until` says when again. Help stays reachable.
    AdultIsGuardian,
    ConsentNeeded,       ///< No guardian has agreed yet that children are known here.
    ConsentStopped,      ///< … and now not any more. Help stays reachable.
    InvitationInvalid,   ///< No such link, or it was used, withdrawn or has expired.
    InvitationForOther,  ///< The link was sent to another address than the account's.
    AlreadyGrownUp,      ///< Of this family, or asked already.
    TooManyGrownUps,
    EmailUnverified,
    NoSuchGrownUp,
    LastGuardian,   ///< Nobody else could look after the family.
    FirstGuardian,  ///< Holds the account: hands it over first.
    NoSuchRequest,
    RequestStands,      ///< The same was asked already.
    RemovalWaits,       ///< Who is to leave asks nobody in.
    VisibilityRefused,  ///< Nobody widens its own view alone or narrows another's.
    VisibilityLimited,  ///< Somebody who sees less may not carry everything away.
    FamilyDisputed,     ///< Waits until the dispute is resolved.
    Busy,
    FactorCodeWrong,  ///< Of an authenticator app, or a recovery code.
    FactorMissing,    ///< It has to be set up before anything else.
    FactorStands,     ///< It was set up before.
    SignInOver        ///< Too long ago that the password was given.
};
inline constexpr std::size_t reason_count = 51;

/// Stable word for programs: "email_taken".
[[nodiscard]] std::string_view id_of(Reason reason) noexcept;

struct Refusal {
    Reason reason = Reason::Busy;
    std::optional<Time> until;
};

/// What identity's services answer.
template <class T>
using Answer = std::expected<T, Refusal>;

[[nodiscard]] inline std::unexpected<Refusal> refused(
    Reason reason, std::optional<Time> until = std::nullopt
)
{
    return std::unexpected(Refusal{.reason = reason, .until = until});
}

}  // namespace buddy::identity
