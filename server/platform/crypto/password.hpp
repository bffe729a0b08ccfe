// Hashes what people choose (passwords, PINs) with argon2id: 19 MiB, two passes, about 30 ms.
//
//     const auto hash = co_await hasher.hash(password);
//     const auto right = co_await hasher.verify(guardian ? guardian->password_hash : "", password);
//
// Threads  From any event loop; the work is done on threads of its own, so that many sign-ins at
//          once cost neither memory without bound nor the loop's time.
// Errors   TooMany  more than `most_waiting` wait already.
#pragma once

#include "core/result.hpp"
#include "platform/async/blocking.hpp"
#include "platform/async/task.hpp"

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

namespace buddy::crypto {

class PasswordHasher {
public:
    static constexpr std::size_t most_waiting = 64;

    /// `at_once` hashes are computed at the same time, each with 19 MiB.
    explicit PasswordHasher(std::size_t at_once = 2) : pool_{at_once} {}

    /// The text to store; it names algorithm, cost and salt.
    Task<Result<std::string>> hash(std::string password);
    /// Whether `password` is the one. An empty `stored` takes as long and is never right: who asks
    /// about an account that does not exist cannot tell by the clock.
    Task<Result<bool>> verify(std::string stored, std::string password);
    /// The cost has been raised since: hash again after a successful sign-in.
    [[nodiscard]] static bool is_outdated(const std::string& stored);

private:
    BlockingPool pool_;
    std::atomic<std::size_t> waiting_ = 0;
};

/// The same, on the calling thread: command line and seeds. Throws std::bad_alloc without memory.
[[nodiscard]] std::string hash_password(const std::string& password);
[[nodiscard]] bool verify_password(const std::string& stored, const std::string& password);

}  // namespace buddy::crypto
