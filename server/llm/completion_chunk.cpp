#include "llm/completion_chunk.hpp"

#include "llm/vendor_json.hpp"

#include <boost/json.hpp>

namespace buddy::llm {

namespace {

namespace json = boost::json;

// Whatever is neither an end nor a limit nor a refusal is no end that we can vouch for.
Finish finish_of(std::string_view reason)
{
    if (reason == "stop") return Finish::Stop;
    if (reason == "length") return Finish::Length;
    if (reason == "content_filter") return Finish::Filtered;
    return Finish::Truncated;
}

Usage usage_in(const json::object& usage)
{
    Usage out{
        .prompt_tokens = number_of(usage, "prompt_tokens").value_or(0),
        .completion_tokens = number_of(usage, "completion_tokens").value_or(0)
    };
    if (const auto* details = object_of(usage, "prompt_tokens_details"))
        out.cached_tokens = number_of(*details, "cached_tokens").value_or(0);
    return out;
}

void read_choice(const json::object& choice, ReplyChunk& chunk)
{
    const auto reason = text_of(choice, "finish_reason");
    if (!reason.empty()) chunk.finish = finish_of(reason);
    const auto* delta = object_of(choice, "delta");
    if (delta == nullptr) return;
    chunk.text = text_of(*delta, "content");
    // A refusal streams beside the content: its words are the vendor's, not Buddy's.
    if (!text_of(*delta, "refusal").empty()) chunk.finish = Finish::Filtered;
}

}  // namespace

Result<ReplyChunk> read_completion(std::string_view data)
{
    ReplyChunk chunk;
    if (data == "[DONE]") {
        chunk.is_end = true;
        return chunk;
    }
    const auto object = object_in(data);
    if (!object)
        return failed(ErrorCode::Unavailable, "the stream holds something that is not a chunk");
    if (auto fault = error_in(*object)) return std::unexpected(std::move(*fault));
    if (const auto* usage = object_of(*object, "usage")) chunk.usage = usage_in(*usage);
    const auto* choices = object->if_contains("choices");
    if (choices == nullptr || !choices->is_array() || choices->get_array().empty()) return chunk;
    if (const auto* choice = choices->get_array().front().if_object()) read_choice(*choice, chunk);
    return chunk;
}

}  // namespace buddy::llm
