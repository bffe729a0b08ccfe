// Ids, tokens and digits nobody can guess, and how tokens are kept.
//
//     const auto id = crypto::new_id<ChildId>(clock.now());
//     const auto token = crypto::random_token();                    // goes into the cookie
//     tx.run(sql::identity::insert_session, crypto::hash_token(token), …);  // goes into the table
//
// Threads  Everything may be called from any thread.
// Errors   None: without a random source the process ends.
#pragma once

#include "core/clock.hpp"
#include "platform/crypto/secret_key.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace buddy::crypto {

/// Makes libsodium ready; called by everything here that needs it. Cheap after the first time.
void start_sodium();

/// UUIDv7 text, 36 characters. Ids made by one process sort in the order in which they were made.
[[nodiscard]] std::string new_id_text(Time now);
template <class Id>
[[nodiscard]] Id new_id(Time now)
{
    return Id{new_id_text(now)};
}

/// `bytes` random bytes as URL-safe base64 without padding; 32 bytes give 43 characters.
[[nodiscard]] std::string random_token(std::size_t bytes = 32);
/// `count` decimal digits, each equally likely.
[[nodiscard]] std::string random_digits(std::size_t count);

/// How a random token is stored and looked up: SHA-256, 64 hexadecimal digits. For tokens with at
/// least 128 random bits only; what people choose goes through PasswordHasher.
[[nodiscard]] std::string hash_token(std::string_view token);

/// How a short secret made by us (a six-digit code) is stored: a hash that nobody can try out
/// without the key. 64 hexadecimal digits.
[[nodiscard]] std::string keyed_hash(const SecretKey& key, std::string_view text);

/// Compares without telling by its time where the texts differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept;

}  // namespace buddy::crypto
