// Any bytes: the normaliser must stay within bounds, and its map must lie within the original.
#include "text/normaliser.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const auto normaliser = buddy::text::Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
    if (!normaliser) std::abort();
    const std::string_view original{reinterpret_cast<const char*>(bytes), size};
    const auto message = normaliser->normalise(original, size % 2 == 0 ? "en" : "de");
    for (std::size_t i = 0; i < message.text.size(); ++i) {
        const auto place = message.original(i, i + 1);
        if (place.begin > place.end || place.end > size) std::abort();
    }
    return 0;
}
