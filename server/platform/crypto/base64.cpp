#include "platform/crypto/base64.hpp"

#include "platform/crypto/random.hpp"

#include <sodium.h>

namespace buddy::crypto {

std::optional<std::string> from_base64(std::string_view text)
{
    start_sodium();
    constexpr std::size_t characters = 4;
    constexpr std::size_t bytes = 3;
    std::string out(text.size() / characters * bytes, '\0');
    std::size_t length = 0;
    const int read = sodium_base642bin(
        reinterpret_cast<unsigned char*>(out.data()),
        out.size(),
        text.data(),
        text.size(),
        nullptr,
        &length,
        nullptr,
        sodium_base64_VARIANT_ORIGINAL
    );
    if (read != 0) return std::nullopt;
    out.resize(length);
    return out;
}

}  // namespace buddy::crypto
