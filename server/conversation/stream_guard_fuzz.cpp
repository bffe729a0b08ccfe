// Any bytes in any chunks: nothing is shown that was not allowed as a whole.
// The first byte sets the lengths of the chunks; a text with an 'X' in it is refused.
#include "conversation/stream_guard.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy;
    if (size == 0) return 0;
    std::string allowed;
    const conversation::Judge judge =
        [&allowed](const safety::Message& message, const safety::RiskState&, safety::RiskState&) {
            safety::Assessment assessment;
            assessment.available = true;
            const bool fine = !message.text.contains('X');
            assessment.action = fine ? safety::Action::Allow : safety::Action::Block;
            if (fine) allowed = message.text;
            return assessment;
        };
    conversation::StreamGuard guard{judge, {}};
    std::string shown;
    const auto show = [&](const std::vector<conversation::ClearedText>& cleared) {
        for (const auto& clause : cleared) shown += clause.text();
        require(!shown.contains('X'));
        require(allowed.ends_with(shown) || shown.ends_with(allowed));
    };
    std::uint32_t step = bytes[0];
    std::string rest(bytes + 1, bytes + size);
    while (!rest.empty()) {
        step = step * 1664525U + 1013904223U;
        const auto length = 1 + (step >> 24) % 16;
        show(guard.feed(std::string_view{rest}.substr(0, length)));
        rest.erase(0, length);
    }
    show(guard.finish());
    return 0;
}
