// Any bytes as a model file, and any change to a sound one whose checksum fits: refused, or nothing in
// it points outside.
#include "text/digest.hpp"
#include "text/model_file.hpp"
#include "text/small_model.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace buddy::text;

const std::string& sound_file()
{
    static const std::string file = [] {
        SmallModel model = small_model();
        return write_model(complete(model));
    }();
    return file;
}

/// Sound, but for four bytes at a place for every eight bytes of input; its checksum is right.
std::string changed(std::span<const std::uint8_t> input)
{
    std::string file = sound_file();
    for (; input.size() >= 8; input = input.subspan(8)) {
        std::uint32_t place = 0;
        std::memcpy(&place, input.data(), sizeof place);
        const std::size_t payload = file.size() - preamble_bytes;
        const std::size_t at = preamble_bytes + place % (payload - 4);
        std::memcpy(file.data() + at, input.data() + 4, 4);
    }
    const Digest digest = digest_of(std::as_bytes(std::span{file}.subspan(preamble_bytes)));
    std::memcpy(file.data() + 24, digest.data(), digest.size());
    return file;
}

void read(std::string_view bytes)
{
    alignas(64) static std::vector<std::uint64_t> aligned;
    aligned.assign(bytes.size() / 8 + 16, 0);
    void* begin = aligned.data();
    std::size_t room = aligned.size() * 8;
    std::align(64, bytes.size(), begin, room);
    std::memcpy(begin, bytes.data(), bytes.size());
    const auto view = read_model({static_cast<const std::byte*>(begin), bytes.size()});
    if (!view) return;
    for (std::uint64_t hash = 0; hash < 64; ++hash) {
        const auto row = find_row(view->slots, hash * 0x9e3779b97f4a7c15ULL);
        if (row != no_row && row >= view->row_scales.size()) std::abort();
    }
    if (view->outputs() > Prediction::max_outputs) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0) return 0;
    const std::span input{bytes + 1, size - 1};
    if (bytes[0] % 2 == 0) {
        read(changed(input));
    } else {
        read({reinterpret_cast<const char*>(input.data()), input.size()});
    }
    return 0;
}
