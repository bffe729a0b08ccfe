// Seals what a child writes, and opens it again: XChaCha20-Poly1305. A sealed value opens only with
// its key and only in the place it was sealed for.
//
//     const auto sealed = sealer.seal(nickname, {"children", "nickname", child.text()});
//     const auto nickname = sealer.open(sealed, {"children", "nickname", child.text()});
//
// Threads  A Sealer never changes; copies share one key, wiped with the last copy.
// Cost     About a microsecond for a message.
#pragma once

#include "core/result.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/sql/database.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::crypto {

/// Where a sealed value belongs. Borrowed for the call.
struct Place {
    std::string_view table;
    std::string_view column;
    std::string_view row;  ///< The row's id.
};

/// Sealed bytes as they are stored: version, fingerprint of the key, nonce, cipher text with tag.
using Sealed = sql::Blob;

class Sealer {
public:
    /// What sealing adds to the length of a text.
    static constexpr std::size_t overhead = 1 + 8 + 24 + 16;

    explicit Sealer(const SecretKey& key);
    [[nodiscard]] Sealed seal(std::string_view plain, const Place& place) const;
    /// Invalid  damaged, sealed for another place, or with another key (the detail says which of
    /// the last two it looks like; never the content).
    [[nodiscard]] Result<std::string> open(const Sealed& sealed, const Place& place) const;
    /// Seals as before, and opens what any of `others` has sealed, too.
    [[nodiscard]] Sealer also_opening(std::vector<Sealer> others) const;
    /// Whether this very key has sealed it, not one of the others.
    [[nodiscard]] bool has_sealed(const Sealed& sealed) const;

private:
    std::shared_ptr<const SecretKey> key_;
    std::string fingerprint_;
    std::shared_ptr<const std::vector<Sealer>> others_;
};

/// Seals only: for those who write what they may not read.
class SealOnly {
public:
    explicit SealOnly(Sealer sealer) : sealer_{std::move(sealer)} {}
    [[nodiscard]] Sealed seal(std::string_view plain, const Place& place) const
    {
        return sealer_.seal(plain, place);
    }

private:
    Sealer sealer_;
};

}  // namespace buddy::crypto
