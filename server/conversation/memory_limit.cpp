#include "conversation/memory_limit.hpp"

#include "conversation/cadence.hpp"

#include <algorithm>
#include <iterator>

namespace buddy::conversation {

Time memory_begins(const MemoryLimit& limit, Time now, std::span<const Time> turn_times)
{
    Time begins{};
    if (limit.window) begins = std::max(begins, now - *limit.window);
    if (limit.forgotten) begins = std::max(begins, *limit.forgotten);
    if (limit.ends_with_session)
        begins = std::max(begins, sitting_began(turn_times, now, sitting_ends_after));
    if (limit.keeps_nothing) begins = std::max(begins, now + std::chrono::milliseconds{1});
    return begins;
}

Recalled recall_since(const Memory& memory, Time begins)
{
    const auto is_told = [begins](const auto& one) { return one.at >= begins; };
    Recalled recalled;
    std::ranges::copy_if(memory.said, std::back_inserter(recalled.said), is_told);
    std::ranges::copy_if(memory.notes, std::back_inserter(recalled.notes), is_told);
    if (memory.guided_since.value_or(Time{}) < begins) return recalled;
    recalled.guided_state = memory.guided_state;
    recalled.guided_since = memory.guided_since;
    return recalled;
}

}  // namespace buddy::conversation
