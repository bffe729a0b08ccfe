#include "platform/crypto/password.hpp"

#include "platform/crypto/random.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <utility>

namespace buddy::crypto {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = std::size_t{19} * 1024 * 1024;

// A turn in the queue, given back whatever happens.
class Turn {
public:
    explicit Turn(std::atomic<std::size_t>& waiting) : waiting_{waiting}, number_{++waiting} {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn(Turn&&) = delete;
    Turn& operator=(Turn&&) = delete;
    ~Turn() { --waiting_; }
    [[nodiscard]] bool too_late() const { return number_ > PasswordHasher::most_waiting; }

private:
    std::atomic<std::size_t>& waiting_;
    std::size_t number_;
};

// What an account that does not exist is compared with. Its password is thrown away.
const std::string& nobodys_hash()
{
    static const std::string hash = hash_password(random_token());
    return hash;
}

std::unexpected<Error> too_many()
{
    return failed(ErrorCode::TooMany, "too many sign-ins at once");
}

}  // namespace

std::string hash_password(const std::string& password)
{
    start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(
            out.data(),
            password.data(),
            password.size(),
            passes,
            memory,
            crypto_pwhash_ALG_ARGON2ID13
        ) != 0)
        throw std::bad_alloc{};
    return out.data();
}

bool verify_password(const std::string& stored, const std::string& password)
{
    start_sodium();
    const auto& compared = stored.empty() ? nobodys_hash() : stored;
    const bool right =
        crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return right && !stored.empty();
}

Task<Result<std::string>> PasswordHasher::hash(std::string password)
{
    const Turn turn{waiting_};
    if (turn.too_late()) co_return too_many();
    auto hash =
        co_await pool_.run([password = std::move(password)] { return hash_password(password); });
    co_return hash;
}

Task<Result<bool>> PasswordHasher::verify(std::string stored, std::string password)
{
    const Turn turn{waiting_};
    if (turn.too_late()) co_return too_many();
    const bool right =
        co_await pool_.run([stored = std::move(stored), password = std::move(password)] {
            return verify_password(stored, password);
        });
    co_return right;
}

bool PasswordHasher::is_outdated(const std::string& stored)
{
    return crypto_pwhash_str_needs_rehash(stored.c_str(), passes, memory) != 0;
}

}  // namespace buddy::crypto
