#include "identity/accounts.hpp"

#include "identity/rules.hpp"
#include "platform/crypto/random.hpp"

#include <optional>
#include <utility>

namespace buddy::identity {
namespace {

std::optional<Reason> mistake_in(const SignUp& form, const std::optional<std::string>& key)
{
    if (!key) return Reason::EmailInvalid;
    switch (judge_password(form.password, *key)) {
        case PasswordVerdict::TooShort: return Reason::PasswordTooShort;
        case PasswordVerdict::TooLong: return Reason::PasswordTooLong;
        case PasswordVerdict::TooSimple: return Reason::PasswordTooSimple;
        case PasswordVerdict::IsTheEmail: return Reason::PasswordIsTheEmail;
        case PasswordVerdict::Good: break;
    }
    if (!is_country(form.country)) return Reason::CountryUnknown;
    if (!is_language(form.language)) return Reason::LanguageUnknown;
    if (!is_time_zone(form.time_zone)) return Reason::TimeZoneUnknown;
    return std::nullopt;
}

struct NewLink {
    std::string token;
    VerificationRecord record;
};

NewLink new_link(const GuardianId& guardian, Time now)
{
    auto token = crypto::random_token();
    VerificationRecord record{
        .token_hash = crypto::hash_token(token),
        .guardian = guardian,
        .created_at = now,
        .expires_at = now + Accounts::link_life
    };
    return {.token = std::move(token), .record = std::move(record)};
}

VerificationMail mail_for(const GuardianRecord& guardian, std::string token)
{
    return {
        .family = guardian.family,
        .to = guardian.email,
        .language = guardian.language,
        .token = std::move(token)
    };
}

// Attempts are counted for addresses without an account as well: no difference to see.
std::string attempts_on(std::string_view kind, const std::string& key)
{
    return crypto::hash_token(std::string{kind}.append(" ").append(key));
}

}  // namespace

Task<Answer<GuardianRecord>> Accounts::prepare(const SignUp& form, std::string key)
{
    auto hash = co_await parts_.hasher.hash(form.password);
    if (!hash) co_return refused(Reason::Busy);
    const auto now = parts_.clock.now();
    co_return GuardianRecord{
        .id = crypto::new_id<GuardianId>(now),
        .family = crypto::new_id<FamilyId>(now),
        .email = *clean_line(form.email, 254),
        .email_key = std::move(key),
        .password_hash = std::move(*hash),
        .language = form.language,
        .email_verified_at = std::nullopt,
        .created_at = now
    };
}

Task<Answer<OpenedSession>> Accounts::sign_up(SignUp form)
{
    auto key = email_key(form.email);
    if (const auto mistake = mistake_in(form, key)) co_return refused(*mistake);
    if (co_await parts_.families.find_guardian_by_email(*key))
        co_return refused(Reason::EmailTaken);
    const auto guardian = co_await prepare(form, std::move(*key));
    if (!guardian) co_return std::unexpected(guardian.error());

    // Keys first: a family without keys could store nothing, keys without a family do no harm.
    const auto made = co_await parts_.keys.create(guardian->family);
    if (!made) co_return refused(Reason::Busy);
    FamilyRecord family{
        .id = guardian->family,
        .country = form.country,
        .language = form.language,
        .time_zone = form.time_zone,
        .alert_emails = true,
        .created_at = guardian->created_at
    };
    auto link = new_link(guardian->id, guardian->created_at);
    const auto added = co_await parts_.families.add_family(
        std::move(family),
        *guardian,
        std::move(link.record),
        mail_for(*guardian, std::move(link.token))
    );
    if (!added) {
        co_await parts_.keys.destroy(guardian->family);
        co_return refused(Reason::EmailTaken);
    }
    co_return co_await parts_.sessions.open_guardian(*guardian);
}

Task<Answer<OpenedSession>> Accounts::sign_in(std::string email, std::string password)
{
    const auto key = email_key(email).value_or("");
    const auto subject = attempts_on("guardian", key);
    const auto attempt = co_await parts_.attempts.take_attempt(subject, parts_.clock.now());
    if (!attempt.allowed) co_return refused(Reason::TooManyAttempts, attempt.blocked_until);

    const auto guardian = co_await parts_.families.find_guardian_by_email(key);
    const auto right =
        co_await parts_.hasher.verify(guardian ? guardian->password_hash : "", password);
    if (!right) co_return refused(Reason::Busy);
    if (!*right || !guardian) co_return refused(Reason::WrongCredentials);

    co_await parts_.attempts.clear_attempts(subject);
    if (crypto::PasswordHasher::is_outdated(guardian->password_hash)) {
        auto renewed = co_await parts_.hasher.hash(std::move(password));
        if (renewed) co_await parts_.families.change_password(guardian->id, std::move(*renewed));
    }
    co_return co_await parts_.sessions.open_guardian(*guardian);
}

Task<Answer<void>> Accounts::confirm_password(GuardianId guardian, std::string password)
{
    const auto found = co_await parts_.families.find_guardian(std::move(guardian));
    if (!found) co_return refused(Reason::WrongCredentials);
    const auto subject = attempts_on("guardian", found->email_key);
    const auto attempt = co_await parts_.attempts.take_attempt(subject, parts_.clock.now());
    if (!attempt.allowed) co_return refused(Reason::TooManyAttempts, attempt.blocked_until);
    const auto right = co_await parts_.hasher.verify(found->password_hash, std::move(password));
    if (!right) co_return refused(Reason::Busy);
    if (!*right) co_return refused(Reason::WrongCredentials);
    co_await parts_.attempts.clear_attempts(subject);
    co_return Answer<void>{};
}

Task<Answer<GuardianId>> Accounts::verify_email(std::string token)
{
    auto guardian =
        co_await parts_.families.use_verification(crypto::hash_token(token), parts_.clock.now());
    if (!guardian) co_return refused(Reason::LinkInvalid);
    co_return std::move(*guardian);
}

Task<Answer<void>> Accounts::resend_verification(GuardianId guardian)
{
    const auto found = co_await parts_.families.find_guardian(std::move(guardian));
    if (!found || found->email_verified_at) co_return refused(Reason::AlreadyVerified);
    const auto now = parts_.clock.now();
    auto link = new_link(found->id, now);
    const auto renewed = co_await parts_.families.renew_verification(
        std::move(link.record), mail_for(*found, std::move(link.token)), now - mail_pause
    );
    if (!renewed) co_return refused(Reason::MailJustSent, now + mail_pause);
    co_return Answer<void>{};
}

}  // namespace buddy::identity
