// Any bytes as a published set, in the format that the first byte names: refused whole, or read.
#include "published_sets.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy::safety;
    constexpr std::array<std::string_view, 8> formats = {
        "openai-moderation",
        "toxicchat",
        "xstest",
        "wildguardtest",
        "wildguardtest-responses",
        "hatecheck",
        "simplesafetytests",
        "buddy"
    };
    if (size == 0) return 0;
    const auto format = published_format_from(formats.at(bytes[0] % formats.size()));
    const std::string_view rest{reinterpret_cast<const char*>(bytes) + 1, size - 1};
    (void)read_published(format.value(), size % 2 == 0 ? "fuzz.csv" : "fuzz.jsonl", rest);
    return 0;
}
