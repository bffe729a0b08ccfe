// Remembers to which child something was said today, so that it is said once a day.
//
//     if (limit_told.first_today(child, day)) reply = limit_words(locale) + reply;
//
// In memory: after a restart, or on another node, it may be said a second time.
//
// Threads  Any thread.
#pragma once

#include "core/ids.hpp"
#include "platform/async/guarded.hpp"

#include <chrono>
#include <map>

namespace buddy::conversation {

class SaidToday {
public:
    /// True once for a child and a day; `day` is the child's own. Days long gone are forgotten.
    [[nodiscard]] bool first_today(const ChildId& child, std::chrono::sys_days day);
    /// It was not said after all: the next one is the first.
    void take_back(const ChildId& child);

private:
    Guarded<std::map<ChildId, std::chrono::sys_days>> last_;
};

}  // namespace buddy::conversation
