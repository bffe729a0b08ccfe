// Stopping, in order: nobody new, running turns end, live pages end, connections go, loops end. Databases close last, with the
// Application itself.

#include "app/application.hpp"

#include <chrono>

namespace buddy::app {

void Application::stop()
{
    using namespace std::chrono_literals;
    stopping_ = true;
    log_.info("stopping", {{"connections", server_.connections()}});
    server_.stop_accepting();
    const bool all_ended =
        live_turns_.finish_all(std::chrono::seconds{base_.config.server.stop_seconds});
    bus_.close();
    const bool all_gone = server_.drain(5s);
    loops_.stop();
    log_.info(
        "stopped",
        {{"turns_ended_by_themselves", all_ended}, {"connections_ended_by_themselves", all_gone}}
    );
}

}  // namespace buddy::app
