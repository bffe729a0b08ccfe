// Stopping, in order: nobody new, running turns end, live pages end, connections go, loops end. Databases close last, with the
// Application itself.

#include "app/application.hpp"

#include <algorithm>
#include <chrono>

namespace buddy::app {

void Application::stop()
{
    using namespace std::chrono_literals;
    stopping_ = true;
    log_.info("stopping", {{"connections", server_.connections()}});
    server_.stop_accepting();
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::seconds{base_.config.server.stop_seconds};
    const auto time_left = [until] {
        const auto left = until - std::chrono::steady_clock::now();
        return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(left), 0ms);
    };
    const bool turns_ended = live_turns_.finish_all(time_left());
    const bool guests_ended = live_guest_turns_.finish_all(time_left());
    bus_.close();
    const bool all_gone = server_.drain(5s);
    loops_.stop();
    log_.info(
        "stopped",
        {{"turns_ended_by_themselves", turns_ended && guests_ended},
         {"connections_ended_by_themselves", all_gone}}
    );
}

}  // namespace buddy::app
