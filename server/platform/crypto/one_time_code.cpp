#include "platform/crypto/one_time_code.hpp"

#include "platform/crypto/random.hpp"
#include "platform/crypto/secret_key.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace buddy::crypto {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::size_t mac_bytes = 20;

using Mac = std::array<unsigned char, mac_bytes>;

Mac hmac_sha1(std::string_view key, const std::array<unsigned char, 8>& message)
{
    Mac mac{};
    unsigned int length = 0;
    const auto* const made = HMAC(
        EVP_sha1(),
        key.data(),
        static_cast<int>(key.size()),
        message.data(),
        message.size(),
        mac.data(),
        &length
    );
    if (made == nullptr || length != mac_bytes) throw std::runtime_error{"HMAC-SHA-1 failed"};
    return mac;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char one : text) {
        if (plain.contains(one))
            out.push_back(one);
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(one));
    }
    return out;
}

}  // namespace

std::string new_code_secret()
{
    const auto random = SecretKey::random();
    return {random.bytes().begin(), random.bytes().begin() + secret_bytes};
}

std::int64_t code_step_at(Time now) noexcept
{
    return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()) / code_period;
}

std::string code_at(std::string_view secret, std::int64_t step)
{
    std::array<unsigned char, 8> counter{};
    auto rest = static_cast<std::uint64_t>(step);
    for (std::size_t at = counter.size(); at-- > 0; rest >>= 8U)
        counter.at(at) = static_cast<unsigned char>(rest & 0xFFU);
    const auto mac = hmac_sha1(secret, counter);
    // Dynamic truncation, RFC 4226 section 5.3.
    const std::size_t from = mac.back() & 0x0FU;
    const std::uint32_t number = (static_cast<std::uint32_t>(mac.at(from) & 0x7FU) << 24U) |
                                 (static_cast<std::uint32_t>(mac.at(from + 1)) << 16U) |
                                 (static_cast<std::uint32_t>(mac.at(from + 2)) << 8U) |
                                 mac.at(from + 3);
    return fmt::format("{:06}", number % 1'000'000U);
}

std::optional<std::int64_t> matching_step(
    std::string_view secret, std::string_view typed, Time now, std::int64_t last_used
)
{
    const auto current = code_step_at(now);
    std::optional<std::int64_t> matching;
    // All three are compared, so that the time taken tells nothing.
    for (const auto step : {current - 1, current, current + 1})
        if (equal_in_constant_time(code_at(secret, step), typed) && step > last_used)
            matching = step;
    return matching;
}

std::string base32(std::string_view bytes)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char one : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(one);
        for (held += 8; held >= 5; held -= 5)
            out.push_back(alphabet[(bits >> (held - 5U)) & 0x1FU]);
    }
    if (held > 0) out.push_back(alphabet[(bits << (5U - held)) & 0x1FU]);
    return out;
}

std::string code_uri(std::string_view secret, std::string_view issuer, std::string_view account)
{
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
        percent_encoded(issuer),
        percent_encoded(account),
        base32(secret)
    );
}

}  // namespace buddy::crypto
