// Bytes of a provider's stream, in the pieces that the first bytes choose. However they are cut, the events are the same, and
// every one of them may be read as any vendor's.
#include "llm/completion_chunk.hpp"
#include "llm/message_events.hpp"
#include "llm/sse_parser.hpp"

#include <algorithm>
#include <cstdlib>

using buddy::llm::SseEvent;
using buddy::llm::SseParser;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    if (size < 2) return 0;
    const std::size_t step = bytes[0] % 16U + 1U;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the fuzzer's bytes are our characters
    const std::string_view text{reinterpret_cast<const char*>(bytes) + 1, size - 1};
    SseParser whole;
    const auto expected = whole.feed(text);
    SseParser pieces;
    std::vector<SseEvent> found;
    for (std::size_t at = 0; at < text.size(); at += step)
        for (auto& event : pieces.feed(text.substr(at, step))) found.push_back(std::move(event));
    if (found != expected) std::abort();
    buddy::llm::MessageEvents message;
    for (const auto& event : expected) {
        (void)buddy::llm::read_completion(event.data);
        (void)message.read(event);
    }
    return 0;
}
