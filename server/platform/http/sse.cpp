#include "platform/http/sse.hpp"

#include <charconv>

namespace buddy::http {

namespace {

// Every line of the data gets its own "data:", whichever of LF, CRLF and CR ended it.
void append_data(std::string& out, std::string_view data)
{
    while (true) {
        const auto end = data.find_first_of("\r\n");
        out += "data: ";
        out += data.substr(0, end);
        out += '\n';
        if (end == std::string_view::npos) return;
        const bool pair = data.substr(end).starts_with("\r\n");
        data.remove_prefix(end + (pair ? 2 : 1));
    }
}

}  // namespace

std::string frame(const ServerEvent& event)
{
    std::string out;
    out.reserve(event.data.size() + event.name.size() + 48);
    if (event.id) out += "id: " + std::to_string(*event.id) + "\n";
    if (!event.name.empty()) {
        out += "event: ";
        out += event.name;
        out += '\n';
    }
    append_data(out, event.data);
    out += '\n';
    return out;
}

std::string frame_keep_alive()
{
    return ": keep-alive\n\n";
}

std::int64_t last_event_id(const Exchange& exchange) noexcept
{
    const auto text = exchange.header("last-event-id");
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && id > 0 ? id : 0;
}

Task<> EventWriter::begin()
{
    co_await exchange_.begin_events({});
}

Task<bool> EventWriter::send(ServerEvent event)
{
    return exchange_.send(frame(event));
}

Task<bool> EventWriter::keep_alive()
{
    return exchange_.send(frame_keep_alive());
}

Task<> EventWriter::end()
{
    return exchange_.end_events();
}

}  // namespace buddy::http
