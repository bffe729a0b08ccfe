#include "notify/mail_problems.hpp"
#include "platform/crypto/random.hpp"

#include <sodium.h>

#include <array>
#include <charconv>
#include <optional>

namespace buddy::notify {
namespace {

constexpr std::chrono::minutes tolerance{5};

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string out(text.size(), '\0');
    std::size_t length = 0;
    const auto failed = sodium_base642bin(
        reinterpret_cast<unsigned char*>(out.data()),
        out.size(),
        text.data(),
        text.size(),
        nullptr,
        &length,
        nullptr,
        sodium_base64_VARIANT_ORIGINAL
    );
    if (failed != 0) return std::nullopt;
    out.resize(length);
    return out;
}

std::string right_signature(const SignedCall& call, std::string_view key)
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    for (const auto part :
         {call.id, std::string_view{"."}, call.timestamp, std::string_view{"."}, call.body})
        crypto_auth_hmacsha256_update(&state, bytes_of(part), part.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    std::string out(sodium_base64_encoded_len(mac.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(
        out.data(), out.size(), mac.data(), mac.size(), sodium_base64_VARIANT_ORIGINAL
    );
    out.pop_back();
    return "v1," + out;
}

bool is_near(std::string_view timestamp, Time now)
{
    std::int64_t seconds = 0;
    const auto* const last = timestamp.data() + timestamp.size();
    const auto [end, error] = std::from_chars(timestamp.data(), last, seconds);
    // Milliseconds are no seconds: far in the future, and too long to multiply.
    if (error != std::errc{} || end != last || timestamp.size() > 11) return false;
    const auto apart = now - Time{std::chrono::seconds{seconds}};
    return apart <= tolerance && apart >= -tolerance;
}

}  // namespace

bool is_genuine(const SignedCall& call, std::string_view secret, Time now)
{
    constexpr std::string_view prefix = "whsec_";
    if (secret.starts_with(prefix)) secret.remove_prefix(prefix.size());
    const auto key = from_base64(secret);
    if (!key || key->empty() || call.id.empty() || !is_near(call.timestamp, now)) return false;
    const auto right = right_signature(call, *key);
    bool found = false;
    auto rest = call.signatures;
    while (!rest.empty()) {
        const auto end = rest.find(' ');
        found |= crypto::equal_in_constant_time(rest.substr(0, end), right);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return found;
}

}  // namespace buddy::notify
