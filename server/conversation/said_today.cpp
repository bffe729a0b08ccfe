#include "conversation/said_today.hpp"

namespace buddy::conversation {

bool SaidToday::first_today(const ChildId& child, std::chrono::sys_days day)
{
    return last_.with([&](auto& last) {
        // Children of two time zones have two days at most at once.
        std::erase_if(last, [day](const auto& one) {
            return one.second < day - std::chrono::days{1};
        });
        auto& known = last[child];
        const bool is_first = known < day;
        if (is_first) known = day;
        return is_first;
    });
}

void SaidToday::take_back(const ChildId& child)
{
    last_.with([&](auto& last) { last.erase(child); });
}

}  // namespace buddy::conversation
