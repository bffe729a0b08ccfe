#include "llm/message_events.hpp"

#include "llm/vendor_json.hpp"

#include <string_view>

namespace buddy::llm {

namespace {

namespace json = boost::json;

// A tool, a pause or a reason that is not known yet is no end that we can vouch for.
Finish finish_of(std::string_view reason)
{
    if (reason == "end_turn" || reason == "stop_sequence") return Finish::Stop;
    if (reason == "max_tokens" || reason == "model_context_window_exceeded") return Finish::Length;
    if (reason == "refusal") return Finish::Filtered;
    return Finish::Truncated;
}

// Text only: thoughts, tools and signatures are not for children.
std::string_view said_in(const json::object& event, std::string_view member, std::string_view type)
{
    const auto* part = object_of(event, member);
    return part != nullptr && text_of(*part, "type") == type ? text_of(*part, "text")
                                                             : std::string_view{};
}

}  // namespace

Result<ReplyChunk> MessageEvents::read(const SseEvent& event)
{
    const auto object = object_in(event.data);
    if (!object)
        return failed(ErrorCode::Unavailable, "the stream holds something that is not an event");
    if (auto fault = error_in(*object)) return std::unexpected(std::move(*fault));
    const auto type = text_of(*object, "type");
    ReplyChunk chunk;
    if (type == "message_start") {
        const auto* message = object_of(*object, "message");
        const auto* usage = message == nullptr ? nullptr : object_of(*message, "usage");
        if (usage != nullptr) note_prompt(*usage);
    } else if (type == "content_block_start") {
        chunk.text = said_in(*object, "content_block", "text");
    } else if (type == "content_block_delta") {
        chunk.text = said_in(*object, "delta", "text_delta");
    } else if (type == "message_delta") {
        read_delta(*object, chunk);
    } else if (type == "message_stop") {
        chunk.finish = finish_;
        chunk.is_end = true;
    }
    return chunk;
}

// The whole prompt is what was read anew, what was put into the vendor's cache, and what came out of it.
void MessageEvents::note_prompt(const json::object& usage)
{
    const auto fresh = number_of(usage, "input_tokens");
    if (!fresh) return;
    usage_.cached_tokens = number_of(usage, "cache_read_input_tokens").value_or(0);
    usage_.cache_write_tokens = number_of(usage, "cache_creation_input_tokens").value_or(0);
    usage_.prompt_tokens = *fresh + usage_.cached_tokens + usage_.cache_write_tokens;
}

void MessageEvents::read_delta(const json::object& event, ReplyChunk& chunk)
{
    if (const auto* delta = object_of(event, "delta")) {
        const auto reason = text_of(*delta, "stop_reason");
        if (!reason.empty()) finish_ = finish_of(reason);
        if (finish_ == Finish::Filtered) chunk.finish = finish_;
    }
    const auto* usage = object_of(event, "usage");
    if (usage == nullptr) return;
    note_prompt(*usage);
    const auto said = number_of(*usage, "output_tokens");
    if (!said) return;
    usage_.completion_tokens = *said;
    chunk.usage = usage_;
}

}  // namespace buddy::llm
