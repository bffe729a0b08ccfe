#include "llm/vendor_json.hpp"

#include "llm/reply_chunk.hpp"
#include "platform/log/log.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::llm {

namespace json = boost::json;

namespace {

const json::value* member_of(const json::object& object, std::string_view member)
{
    return object.if_contains(json::string_view{member.data(), member.size()});
}

// OpenAI names a code or a type, Anthropic a type, and for some a code among the details.
std::string word_for(const json::object& error)
{
    auto word = text_of(error, "code");
    if (const auto* details = object_of(error, "details"); details != nullptr && word.empty())
        word = text_of(*details, "error_code");
    if (word.empty()) word = text_of(error, "type");
    return log::Code{word}.text();
}

}  // namespace

std::optional<json::object> object_in(std::string_view text)
{
    boost::system::error_code error;
    auto value = json::parse(json::string_view{text.data(), text.size()}, error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::string_view text_of(const json::object& object, std::string_view member)
{
    const auto* value = member_of(object, member);
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

const json::object* object_of(const json::object& object, std::string_view member)
{
    const auto* value = member_of(object, member);
    return value == nullptr ? nullptr : value->if_object();
}

std::optional<std::int64_t> number_of(const json::object& object, std::string_view member)
{
    const auto* value = member_of(object, member);
    if (value == nullptr) return std::nullopt;
    boost::system::error_code error;
    const auto number = value->to_number<std::int64_t>(error);
    return error ? std::nullopt : std::optional{number};
}

std::optional<Error> error_in(const json::object& object)
{
    const auto* fault = object_of(object, "error");
    if (fault == nullptr) return std::nullopt;
    return Error{
        .code = ErrorCode::Unavailable, .detail = "the stream reports an error: " + word_for(*fault)
    };
}

std::string error_code_in(std::string_view body)
{
    const auto object = object_in(body);
    const auto* fault = object ? object_of(*object, "error") : nullptr;
    return fault == nullptr ? std::string{} : word_for(*fault);
}

}  // namespace buddy::llm
