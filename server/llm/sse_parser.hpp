// Takes a stream of server-sent events apart, however it was cut into pieces.
//
//     for (auto& event : parser.feed(bytes)) …
//     if (parser.is_broken()) …                         // an event longer than the limit: stop reading
//
// Lines may end with LF, CRLF or CR; comments are skipped; several data lines of one event are joined by LF. An event that
// was not ended by an empty line is not delivered.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::llm {

struct SseEvent {
    std::string name;  ///< Empty when the event has none.
    std::string data;
    friend bool operator==(const SseEvent&, const SseEvent&) = default;
};

class SseParser {
public:
    /// The longest event and the longest line, in bytes, inclusive.
    static constexpr std::size_t longest_event = 1024UL * 1024;

    /// The events that these bytes complete.
    [[nodiscard]] std::vector<SseEvent> feed(std::string_view bytes);
    [[nodiscard]] bool is_broken() const noexcept { return broken_; }

private:
    void end_line(std::vector<SseEvent>& events);
    void take_field(std::string_view name, std::string_view value);

    std::string line_;
    SseEvent event_;
    bool has_data_ = false;
    bool after_cr_ = false;  // an LF now belongs to the line that has ended
    bool at_start_ = true;   // a byte order mark may come
    bool broken_ = false;
};

}  // namespace buddy::llm
