#include "llm/completion_chunk.hpp"

#include "platform/log/log.hpp"

#include <boost/json.hpp>

namespace buddy::llm {

namespace {

namespace json = boost::json;

std::string_view text_of(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(json::string_view{member.data(), member.size()});
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

const json::object* object_of(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(json::string_view{member.data(), member.size()});
    return value == nullptr ? nullptr : value->if_object();
}

std::int64_t number_of(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(json::string_view{member.data(), member.size()});
    if (value == nullptr) return 0;
    boost::system::error_code error;
    const auto number = value->to_number<std::int64_t>(error);
    return error ? 0 : number;
}

std::string word_for(const json::object& error)
{
    const auto code = text_of(error, "code");
    return log::Code{code.empty() ? text_of(error, "type") : code}.text();
}

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
        .prompt_tokens = number_of(usage, "prompt_tokens"),
        .completion_tokens = number_of(usage, "completion_tokens")
    };
    if (const auto* details = object_of(usage, "prompt_tokens_details"))
        out.cached_tokens = number_of(*details, "cached_tokens");
    return out;
}

void read_choice(const json::object& choice, CompletionChunk& chunk)
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

Result<CompletionChunk> read_chunk(std::string_view data)
{
    CompletionChunk chunk;
    if (data == "[DONE]") {
        chunk.is_end = true;
        return chunk;
    }
    boost::system::error_code error;
    const auto value = json::parse(json::string_view{data.data(), data.size()}, error);
    const auto* object = error ? nullptr : value.if_object();
    if (object == nullptr)
        return failed(ErrorCode::Unavailable, "the stream holds something that is not a chunk");
    if (const auto* fault = object_of(*object, "error"))
        return failed(ErrorCode::Unavailable, "the stream reports an error: " + word_for(*fault));
    if (const auto* usage = object_of(*object, "usage")) chunk.usage = usage_in(*usage);
    const auto* choices = object->if_contains("choices");
    if (choices == nullptr || !choices->is_array() || choices->get_array().empty()) return chunk;
    if (const auto* choice = choices->get_array().front().if_object()) read_choice(*choice, chunk);
    return chunk;
}

std::string error_code_in(std::string_view body)
{
    boost::system::error_code error;
    const auto value = json::parse(json::string_view{body.data(), body.size()}, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* fault = object == nullptr ? nullptr : object_of(*object, "error");
    return fault == nullptr ? std::string{} : word_for(*fault);
}

}  // namespace buddy::llm
