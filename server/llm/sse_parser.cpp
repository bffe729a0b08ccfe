#include "llm/sse_parser.hpp"

#include <algorithm>
#include <utility>

namespace buddy::llm {

std::vector<SseEvent> SseParser::feed(std::string_view bytes)
{
    std::vector<SseEvent> events;
    while (!bytes.empty() && !broken_) {
        if (std::exchange(after_cr_, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const auto end = std::min(bytes.find_first_of("\r\n"), bytes.size());
        if (line_.size() + end > longest_event) {
            broken_ = true;
            break;
        }
        line_.append(bytes.substr(0, end));
        bytes.remove_prefix(end);
        if (bytes.empty()) break;
        after_cr_ = bytes.front() == '\r';
        bytes.remove_prefix(1);
        end_line(events);
    }
    return events;
}

void SseParser::end_line(std::vector<SseEvent>& events)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string_view line{line_};
    if (std::exchange(at_start_, false) && line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
    if (line.empty()) {
        if (has_data_) events.push_back(std::move(event_));
        event_ = {};
        has_data_ = false;
    } else if (const auto colon = line.find(':'); colon != 0) {  // at 0 it is a comment
        auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        take_field(line.substr(0, colon), value);
    }
    line_.clear();
}

void SseParser::take_field(std::string_view name, std::string_view value)
{
    if (name == "event") event_.name = value;
    if (name != "data") return;  // ids and retry times mean nothing in an answer to a POST
    if (event_.data.size() + value.size() > longest_event) {
        broken_ = true;
        return;
    }
    if (std::exchange(has_data_, true)) event_.data += '\n';
    event_.data += value;
}

}  // namespace buddy::llm
