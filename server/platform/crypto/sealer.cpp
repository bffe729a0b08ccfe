#include "platform/crypto/sealer.hpp"

#include "platform/crypto/random.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <utility>

namespace buddy::crypto {
namespace {

constexpr char version = 1;
constexpr std::size_t fingerprint_size = 8;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_size = 1 + fingerprint_size;
static_assert(Sealer::overhead == head_size + nonce_size + tag_size);

const unsigned char* raw(const char* text)
{
    return reinterpret_cast<const unsigned char*>(text);
}
unsigned char* raw(char* text)
{
    return reinterpret_cast<unsigned char*>(text);
}

std::string fingerprint_of(const SecretKey& key)
{
    constexpr std::string_view purpose = "buddy key fingerprint";
    std::string fingerprint(fingerprint_size, '\0');
    // crypto_generichash refuses outputs below 16 bytes: take the first eight of sixteen.
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(
        hash.data(),
        hash.size(),
        raw(purpose.data()),
        purpose.size(),
        key.bytes().data(),
        key.bytes().size()
    );
    for (std::size_t i = 0; i < fingerprint_size; ++i)
        fingerprint[i] = static_cast<char>(hash.at(i));
    return fingerprint;
}

// Lengths stand before the parts: ("ab", "c") and ("a", "bc") are different places.
std::string bound_to(std::string_view head, const Place& place)
{
    return fmt::format(
        "{}{}:{}{}:{}{}:{}",
        head,
        place.table.size(),
        place.table,
        place.column.size(),
        place.column,
        place.row.size(),
        place.row
    );
}

}  // namespace

Sealer::Sealer(const SecretKey& key) : key_{std::make_shared<const SecretKey>(key)}
{
    start_sodium();
    fingerprint_ = fingerprint_of(*key_);
}

Sealed Sealer::seal(std::string_view plain, const Place& place) const
{
    Sealed out;
    out.bytes.reserve(overhead + plain.size());
    out.bytes.push_back(version);
    out.bytes += fingerprint_;
    const auto bound = bound_to(out.bytes, place);
    out.bytes.resize(overhead + plain.size());
    char* nonce = out.bytes.data() + head_size;
    randombytes_buf(nonce, nonce_size);
    const std::string copy{plain};
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(nonce + nonce_size),
        nullptr,
        raw(copy.data()),
        copy.size(),
        raw(bound.data()),
        bound.size(),
        nullptr,
        raw(nonce),
        key_->bytes().data()
    );
    return out;
}

Sealer Sealer::also_opening(std::vector<Sealer> others) const
{
    auto sealer = *this;
    sealer.others_ = std::make_shared<const std::vector<Sealer>>(std::move(others));
    return sealer;
}

bool Sealer::has_sealed(const Sealed& sealed) const
{
    return sealed.bytes.size() >= head_size &&
           std::string_view{sealed.bytes}.substr(1, fingerprint_size) == fingerprint_;
}

Result<std::string> Sealer::open(const Sealed& sealed, const Place& place) const
{
    const std::string_view bytes = sealed.bytes;
    if (bytes.size() < overhead || bytes.front() != version)
        return failed(ErrorCode::Invalid, "sealed value is damaged");
    if (!has_sealed(sealed)) {
        if (others_)
            for (const auto& other : *others_)
                if (other.has_sealed(sealed)) return other.open(sealed, place);
        return failed(ErrorCode::Invalid, "sealed with another key");
    }
    const auto bound = bound_to(bytes.substr(0, head_size), place);
    const auto cipher = bytes.substr(head_size + nonce_size);
    std::string plain(cipher.size() - tag_size, '\0');
    unsigned char none = 0;
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain.empty() ? &none : raw(plain.data()),
        nullptr,
        nullptr,
        raw(cipher.data()),
        cipher.size(),
        raw(bound.data()),
        bound.size(),
        raw(bytes.data() + head_size),
        key_->bytes().data()
    );
    if (opened != 0)
        return failed(ErrorCode::Invalid, "sealed value is damaged or belongs to another place");
    return plain;
}

}  // namespace buddy::crypto
