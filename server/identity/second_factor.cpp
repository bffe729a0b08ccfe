#include "identity/second_factor.hpp"

#include "platform/crypto/one_time_code.hpp"
#include "platform/crypto/random.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace buddy::identity {
namespace {

constexpr std::string_view key_context = "factors1";
constexpr std::size_t recovery_bytes = 10;
constexpr std::size_t app_digits = 6;

/// As it is compared: small letters, without what people put between groups.
std::string plain_code(std::string_view typed)
{
    std::string plain;
    for (const char one : typed) {
        if (one == ' ' || one == '-') continue;
        plain.push_back(one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one);
    }
    return plain;
}

bool is_of_app(std::string_view plain)
{
    return plain.size() == app_digits &&
           std::ranges::all_of(plain, [](char one) { return one >= '0' && one <= '9'; });
}

/// "abcd-efgh-ijkl-mnop": eighty random bits.
std::string new_recovery_code()
{
    const auto random = crypto::SecretKey::random();
    const std::string bytes{random.bytes().begin(), random.bytes().begin() + recovery_bytes};
    const auto plain = plain_code(crypto::base32(bytes));
    std::string code;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        if (at > 0 && at % 4 == 0) code.push_back('-');
        code.push_back(plain[at]);
    }
    return code;
}

std::string attempts_on(const std::string& account)
{
    return crypto::hash_token("factor " + account);
}

NewFactor shown(const std::string& secret, const std::string& label)
{
    return {.secret = crypto::base32(secret), .uri = crypto::code_uri(secret, "Buddy", label)};
}

}  // namespace

SecondFactor::SecondFactor(Parts parts, const crypto::SecretKey& root)
    : parts_{parts},
      sealer_{root.derive(1, key_context)},
      code_key_{root.derive(2, key_context)},
      ticket_key_{root.derive(3, key_context)}
{
}

std::string SecondFactor::secret_of(const FactorRecord& factor) const
{
    auto opened = sealer_.open(factor.secret, {"second_factors", "secret", factor.account});
    // Another root key, or a damaged disk: no input could mend it.
    if (!opened) throw std::runtime_error{"a second factor does not open"};
    return std::move(*opened);
}

Task<bool> SecondFactor::is_set(std::string account)
{
    const auto found = co_await parts_.store.find(std::move(account));
    co_return found && found->confirmed_at;
}

Task<Answer<NewFactor>> SecondFactor::begin(std::string account, std::string label)
{
    const auto secret = crypto::new_code_secret();
    const bool begun = co_await parts_.store.begin(
        {.account = account,
         .secret = sealer_.seal(secret, {"second_factors", "secret", account}),
         .last_step = 0,
         .created_at = parts_.clock.now(),
         .confirmed_at = std::nullopt}
    );
    if (!begun) co_return refused(Reason::FactorStands);
    co_return shown(secret, label);
}

Task<Answer<void>> SecondFactor::take_attempt(std::string account)
{
    const auto attempt =
        co_await parts_.attempts.take_attempt(attempts_on(account), parts_.clock.now());
    if (!attempt.allowed) co_return refused(Reason::TooManyAttempts, attempt.blocked_until);
    co_return Answer<void>{};
}

Task<Answer<std::vector<std::string>>> SecondFactor::settle(FactorOwner owner, std::int64_t step)
{
    std::vector<std::string> codes;
    std::vector<std::string> hashes;
    while (codes.size() < recovery_code_count) {
        codes.push_back(new_recovery_code());
        hashes.push_back(crypto::keyed_hash(code_key_, plain_code(codes.back())));
    }
    const bool confirmed = co_await parts_.store.confirm(
        {.account = owner.account,
         .step = step,
         .code_hashes = std::move(hashes),
         .by = owner.actor,
         .at = parts_.clock.now()}
    );
    if (!confirmed) co_return refused(Reason::FactorStands);
    co_return codes;
}

Task<Answer<std::vector<std::string>>> SecondFactor::confirm(FactorOwner owner, std::string code)
{
    const auto factor = co_await parts_.store.find(owner.account);
    if (!factor) co_return refused(Reason::FactorMissing);
    if (factor->confirmed_at) co_return refused(Reason::FactorStands);
    const auto allowed = co_await take_attempt(owner.account);
    if (!allowed) co_return std::unexpected(allowed.error());
    const auto step =
        crypto::matching_step(secret_of(*factor), plain_code(code), parts_.clock.now(), 0);
    if (!step) co_return refused(Reason::FactorCodeWrong);
    co_await parts_.attempts.clear_attempts(attempts_on(owner.account));
    co_return co_await settle(std::move(owner), *step);
}

Task<Answer<SecondFactor::Enrolled>> SecondFactor::enrol(FactorOwner owner, std::string label)
{
    auto made = co_await begin(owner.account, std::move(label));
    if (!made) co_return std::unexpected(made.error());
    auto codes = co_await settle(std::move(owner), 0);
    if (!codes) co_return std::unexpected(codes.error());
    co_return Enrolled{.factor = std::move(*made), .recovery_codes = std::move(*codes)};
}

Task<Answer<void>> SecondFactor::check(FactorOwner owner, std::string code)
{
    const auto factor = co_await parts_.store.find(owner.account);
    if (!factor || !factor->confirmed_at) co_return refused(Reason::FactorMissing);
    const auto plain = plain_code(code);
    const auto now = parts_.clock.now();
    if (!is_of_app(plain)) {
        auto hash = crypto::keyed_hash(code_key_, plain);
        const bool used = co_await parts_.store.use_recovery_code(
            owner.account, std::move(hash), owner.actor, now
        );
        if (!used) co_return refused(Reason::FactorCodeWrong);
        co_await parts_.attempts.clear_attempts(attempts_on(owner.account));
        co_return Answer<void>{};
    }
    const auto allowed = co_await take_attempt(owner.account);
    if (!allowed) co_return std::unexpected(allowed.error());
    const auto step = crypto::matching_step(secret_of(*factor), plain, now, factor->last_step);
    if (!step) co_return refused(Reason::FactorCodeWrong);
    if (!co_await parts_.store.use_step(owner.account, *step))
        co_return refused(Reason::FactorCodeWrong);
    co_await parts_.attempts.clear_attempts(attempts_on(owner.account));
    co_return Answer<void>{};
}

Task<std::int64_t> SecondFactor::recovery_codes_left(std::string account)
{
    co_return co_await parts_.store.recovery_codes_left(std::move(account));
}

Task<bool> SecondFactor::reset(FactorOwner owner)
{
    co_return co_await parts_.store.reset(std::move(owner.account), std::move(owner.actor));
}

std::string SecondFactor::signature_of(const std::string& text) const
{
    return crypto::keyed_hash(ticket_key_, text);
}

std::string SecondFactor::ticket_for(const std::string& account) const
{
    const auto until = to_millis(parts_.clock.now() + ticket_life);
    const auto text = account + "." + std::to_string(until);
    return text + "." + signature_of(text);
}

std::optional<std::string> SecondFactor::account_in(const std::string& ticket) const
{
    const auto signature_at = ticket.rfind('.');
    if (signature_at == std::string::npos) return std::nullopt;
    const auto text = ticket.substr(0, signature_at);
    if (!crypto::equal_in_constant_time(ticket.substr(signature_at + 1), signature_of(text)))
        return std::nullopt;
    const auto until_at = text.rfind('.');
    std::int64_t until = 0;
    std::from_chars(text.data() + until_at + 1, text.data() + text.size(), until);
    if (from_millis(until) <= parts_.clock.now()) return std::nullopt;
    return text.substr(0, until_at);
}

}  // namespace buddy::identity
