// Any bytes as lexicons or as a list of pieces: refused, or a message is read with them.
#include "text/normaliser.hpp"
#include "text/pieces.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy::text;
    const std::string_view input{reinterpret_cast<const char*>(bytes), size};
    constexpr std::string_view message = "kms :) killll the l1ght, soo good kill my self";
    if (const auto normaliser = Normaliser::parse(input)) {
        const auto read = normaliser->normalise(message);
        if (read.original(0, read.text.size()).end > message.size()) std::abort();
    }
    if (const auto pieces = Pieces::parse(input)) {
        std::vector<Piece> numbers;
        pieces->append(message, 16, numbers);
        if (numbers.size() > 16) std::abort();
    }
    return 0;
}
