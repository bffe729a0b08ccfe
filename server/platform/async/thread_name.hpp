// Names the calling thread, so that top, a debugger and the load bench can say which one is busy.
#pragma once

#include <pthread.h>

namespace buddy {

/// At most 15 characters; a longer name leaves the thread as it was.
inline void name_this_thread(const char* name) noexcept
{
    pthread_setname_np(pthread_self(), name);
}

}  // namespace buddy
