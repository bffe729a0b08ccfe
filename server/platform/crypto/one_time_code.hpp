// Codes of an authenticator app: TOTP as in RFC 6238, with what every app takes for granted: HMAC-SHA-1,
// six digits, a new code every thirty seconds.
//
//     const auto secret = crypto::new_code_secret();
//     show(crypto::code_uri(secret, "Buddy", "mo@example.org"));           // for the app
//     …
//     const auto step = crypto::matching_step(secret, typed, clock.now(), last_step);
//     if (!step) refuse();                                                  // else keep it: it is used
//
// Threads  Pure functions; any thread.
#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::crypto {

inline constexpr std::chrono::seconds code_period{30};

/// Twenty random bytes, as they are.
[[nodiscard]] std::string new_code_secret();

/// The half minute that a moment lies in.
[[nodiscard]] std::int64_t code_step_at(Time now) noexcept;
/// The six digits of a step.
[[nodiscard]] std::string code_at(std::string_view secret, std::int64_t step);
/// The step whose code was typed: this one, the one before or the one after, for clocks that differ, and
/// later than `last_used`. Nothing when it is none of them.
[[nodiscard]] std::optional<std::int64_t> matching_step(
    std::string_view secret, std::string_view typed, Time now, std::int64_t last_used
);

/// RFC 4648 base32 in capitals, without padding.
[[nodiscard]] std::string base32(std::string_view bytes);
/// "otpauth://totp/Buddy:mo%40example.org?secret=…": what an app reads.
[[nodiscard]] std::string code_uri(
    std::string_view secret, std::string_view issuer, std::string_view account
);

}  // namespace buddy::crypto
