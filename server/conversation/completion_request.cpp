#include "conversation/completion_request.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

namespace buddy::conversation {

namespace json = boost::json;

namespace {

using http::OpenAiError;
using Wrong = std::optional<OpenAiError>;

constexpr std::array<OfferedModel, 4> models{{
    {.id = "buddy", .age_band = safety::AgeBand::From7To9},
    {.id = "buddy-7-9", .age_band = safety::AgeBand::From7To9},
    {.id = "buddy-10-12", .age_band = safety::AgeBand::From10To12},
    {.id = "buddy-13-17", .age_band = safety::AgeBand::From13To17},
}};
constexpr std::array<std::string_view, 5> languages{"en", "es", "fr", "de", "pt"};

OpenAiError error_about(std::string param, std::string message, std::string code = {})
{
    return {
        .status = 400,
        .message = std::move(message),
        .param = std::move(param),
        .code = std::move(code)
    };
}
OpenAiError wrong_type(std::string param, std::string_view wanted)
{
    auto message = "'" + param + "' must be " + std::string{wanted} + ".";
    return error_about(std::move(param), std::move(message), "invalid_type");
}
OpenAiError unsupported(std::string param, std::string message)
{
    return error_about(std::move(param), std::move(message), "unsupported_parameter");
}

/// The member, or null where it is missing or null.
const json::value* member(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

// ---- types -------------------------------------------------------------------------------------

struct Kind {
    std::string_view words;
    bool (*fits)(const json::value& value);
};
constexpr Kind number{"a number", [](const json::value& value) { return value.is_number(); }};
constexpr Kind whole_number{"an integer", [](const json::value& value) {
                                return value.is_int64() || value.is_uint64();
                            }};
constexpr Kind text{"a string", [](const json::value& value) { return value.is_string(); }};
constexpr Kind truth{"a boolean", [](const json::value& value) { return value.is_bool(); }};
constexpr Kind list{"an array", [](const json::value& value) { return value.is_array(); }};
constexpr Kind object{"an object", [](const json::value& value) { return value.is_object(); }};

struct TypedMember {
    std::string_view name;
    Kind kind;
};
constexpr std::array<TypedMember, 28> typed_members{{
    {"model", text},
    {"messages", list},
    {"stream", truth},
    {"stream_options", object},
    {"metadata", object},
    {"safety_identifier", text},
    {"user", text},
    // Hints that are left alone.
    {"temperature", number},
    {"top_p", number},
    {"presence_penalty", number},
    {"frequency_penalty", number},
    {"seed", whole_number},
    {"max_tokens", whole_number},
    {"max_completion_tokens", whole_number},
    {"reasoning_effort", text},
    {"verbosity", text},
    {"service_tier", text},
    {"prompt_cache_key", text},
    {"store", truth},
    {"parallel_tool_calls", truth},
    // Refused below unless they ask for nothing.
    {"n", whole_number},
    {"logprobs", truth},
    {"top_logprobs", whole_number},
    {"tools", list},
    {"functions", list},
    {"modalities", list},
    {"logit_bias", object},
    {"response_format", object},
}};

Wrong check_types(const json::object& asked)
{
    for (const auto& [name, kind] : typed_members) {
        const auto* value = member(asked, name);
        if (value != nullptr && !kind.fits(*value))
            return wrong_type(std::string{name}, kind.words);
    }
    return std::nullopt;
}

// ---- what Buddy does not do --------------------------------------------------------------------

bool is_only_text(const json::value& modalities)
{
    return std::ranges::all_of(modalities.get_array(), [](const json::value& one) {
        return one.is_string() && one.get_string() == "text";
    });
}
bool asks_for_text(const json::value& response_format)
{
    const auto* type = member(response_format.get_object(), "type");
    return type == nullptr || (type->is_string() && type->get_string() == "text");
}
bool calls_no_tool(const json::value& choice)
{
    return choice.is_string() && (choice.get_string() == "none" || choice.get_string() == "auto");
}
bool is_empty(const json::value& value)
{
    if (const auto* items = value.if_array()) return items->empty();
    const auto* members = value.if_object();
    return members != nullptr && members->empty();
}
template <std::int64_t allowed>
bool is_number(const json::value& value)
{
    return value.to_number<double>() == static_cast<double>(allowed);
}
bool is_false(const json::value& value)
{
    return !value.get_bool();
}
bool never(const json::value& /*value*/)
{
    return false;
}

struct RefusedMember {
    std::string_view name;
    bool (*asks_for_nothing)(const json::value& value);
    std::string_view message;
};
constexpr std::string_view no_tools = "Buddy calls no tools and no functions: leave this out.";
constexpr std::array<RefusedMember, 14> refused_members{{
    {"n", is_number<1>, "Buddy gives one answer: 'n' may only be 1."},
    {"logprobs", is_false, "Buddy gives no log probabilities: 'logprobs' may only be false."},
    {"top_logprobs", is_number<0>, "Buddy gives no log probabilities: leave this out."},
    {"tools", is_empty, no_tools},
    {"tool_choice", calls_no_tool, no_tools},
    {"functions", is_empty, no_tools},
    {"function_call", calls_no_tool, no_tools},
    {"response_format", asks_for_text, "Buddy answers in words: 'response_format' may only be text."
    },
    {"modalities", is_only_text, "Buddy answers in text only."},
    {"audio", never, "Buddy answers in text only."},
    {"stop", is_empty, "Buddy knows no stop words: an answer is shown as far as it is safe."},
    {"logit_bias", is_empty, "Buddy chooses its own words: 'logit_bias' may only be empty."},
    {"web_search_options", never, "Buddy does not search the web."},
    {"prediction", never, "Buddy takes no predicted answer: leave this out."},
}};

Wrong refuse_unsupported(const json::object& asked)
{
    for (const auto& [name, asks_for_nothing, message] : refused_members) {
        const auto* value = member(asked, name);
        if (value != nullptr && !asks_for_nothing(*value))
            return unsupported(std::string{name}, std::string{message});
    }
    return std::nullopt;
}

// ---- messages ----------------------------------------------------------------------------------

std::size_t characters_in(std::string_view words)
{
    return static_cast<std::size_t>(std::ranges::count_if(words, [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

bool is_blank(std::string_view words)
{
    return words.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Adds the text of one part of a content, {"type":"text","text":"…"}.
Wrong add_part(const json::value& part, const std::string& param, std::string& words)
{
    const auto* members = part.if_object();
    const auto* type = members == nullptr ? nullptr : member(*members, "type");
    if (type == nullptr || !type->is_string()) return wrong_type(param, "a part with a 'type'");
    const auto kind = std::string_view{type->get_string()};
    if (kind != "text" && kind != "refusal")
        return unsupported(param, "Buddy reads text only: no images, sounds or files.");
    const auto* said = member(*members, kind);
    if (said == nullptr || !said->is_string()) return wrong_type(param, "a part with its text");
    if (!words.empty()) words += '\n';
    words += said->get_string();
    return std::nullopt;
}

Wrong read_content(const json::value* content, const std::string& param, std::string& words)
{
    if (content == nullptr) return std::nullopt;
    if (content->is_string()) {
        words = content->get_string();
        return std::nullopt;
    }
    if (!content->is_array()) return wrong_type(param, "a string or an array of parts");
    for (std::size_t i = 0; i < content->get_array().size(); ++i)
        if (auto wrong =
                add_part(content->get_array()[i], param + "[" + std::to_string(i) + "]", words))
            return wrong;
    return std::nullopt;
}

Wrong refuse_role(std::string_view role, const std::string& param)
{
    if (role == "system" || role == "developer")
        return error_about(
            param,
            "Buddy keeps to its own rules for children and takes no 'system' or 'developer' "
            "messages: leave them out. The age is chosen by the model, language and country by "
            "'metadata'.",
            "unsupported_value"
        );
    if (role == "tool" || role == "function") return unsupported(param, std::string{no_tools});
    return error_about(param, "'" + param + "' must be user or assistant.", "unsupported_value");
}

Wrong read_message(const json::value& value, const std::string& param, Said& said)
{
    const auto* message = value.if_object();
    if (message == nullptr) return wrong_type(param, "an object");
    const auto* role = member(*message, "role");
    if (role == nullptr || !role->is_string()) return wrong_type(param + ".role", "a string");
    const auto spoken_by = std::string_view{role->get_string()};
    if (spoken_by != "user" && spoken_by != "assistant")
        return refuse_role(spoken_by, param + ".role");
    said.role = spoken_by == "user" ? safety::Role::Child : safety::Role::Mentor;
    if (const auto* calls = member(*message, "tool_calls"); calls != nullptr && !is_empty(*calls))
        return unsupported(param + ".tool_calls", std::string{no_tools});
    if (auto wrong = read_content(member(*message, "content"), param + ".content", said.text))
        return wrong;
    if (said.text.contains('\0'))
        return error_about(param + ".content", "A message holds no NUL character.");
    if (said.role == safety::Role::Child && is_blank(said.text))
        return error_about(param + ".content", "A user's message needs some text.");
    if (characters_in(said.text) > CompletionRequest::longest_earlier)
        return error_about(
            param + ".content",
            "An earlier message holds at most 16000 characters.",
            "string_above_max_length"
        );
    return std::nullopt;
}

/// Everything that the child said since the last answer is its message now: nothing of it may go
/// unscreened.
void take_what_is_said_now(CompletionRequest& request)
{
    auto& all = request.earlier;
    auto first = all.end();
    while (first != all.begin() && std::prev(first)->role == safety::Role::Child) --first;
    for (auto said = first; said != all.end(); ++said) {
        if (!request.text.empty()) request.text += '\n';
        request.text += said->text;
    }
    all.erase(first, all.end());
}

Wrong read_messages(const json::object& asked, CompletionRequest& request)
{
    const auto* messages = member(asked, "messages");
    if (messages == nullptr || messages->get_array().empty())
        return error_about("messages", "'messages' must hold at least one message.");
    for (std::size_t i = 0; i < messages->get_array().size(); ++i) {
        Said said;
        if (auto wrong =
                read_message(messages->get_array()[i], "messages[" + std::to_string(i) + "]", said))
            return wrong;
        if (!is_blank(said.text)) request.earlier.push_back(std::move(said));
    }
    take_what_is_said_now(request);
    if (request.text.empty())
        return error_about("messages", "The last message must be the user's.", "unsupported_value");
    if (characters_in(request.text) > CompletionRequest::longest_message)
        return error_about(
            "messages",
            "What the user says now holds at most 4000 characters.",
            "string_above_max_length"
        );
    return std::nullopt;
}

// ---- who and how -------------------------------------------------------------------------------

bool is_country(std::string_view country)
{
    return country.size() == 2 &&
           std::ranges::all_of(country, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

Wrong read_metadata(const json::object& asked, CompletionRequest& request)
{
    const auto* metadata = member(asked, "metadata");
    if (metadata == nullptr) return std::nullopt;
    const auto& members = metadata->get_object();
    for (const auto& [name, value] : members)
        if (!value.is_string()) return wrong_type("metadata", "an object of strings");
    if (const auto* locale = member(members, "locale")) {
        request.locale = locale->get_string();
        if (std::ranges::find(languages, request.locale) == languages.end())
            return error_about(
                "metadata.locale",
                "'metadata.locale' must be en, es, fr, de or pt.",
                "unsupported_value"
            );
    }
    if (const auto* country = member(members, "country")) {
        request.country = country->get_string();
        if (!is_country(request.country))
            return error_about(
                "metadata.country",
                "'metadata.country' must be an ISO 3166-1 code of two capital letters.",
                "unsupported_value"
            );
    }
    return std::nullopt;
}

Wrong read_stream(const json::object& asked, CompletionRequest& request)
{
    const auto* stream = member(asked, "stream");
    request.streams = stream != nullptr && stream->get_bool();
    const auto* options = member(asked, "stream_options");
    if (options == nullptr) return std::nullopt;
    if (!request.streams)
        return error_about("stream_options", "'stream_options' belongs to 'stream': true.");
    const auto* usage = member(options->get_object(), "include_usage");
    if (usage == nullptr) return std::nullopt;
    if (!usage->is_bool()) return wrong_type("stream_options.include_usage", "a boolean");
    request.wants_usage = usage->get_bool();
    return std::nullopt;
}

Wrong read_model(const json::object& asked, CompletionRequest& request)
{
    const auto* model = member(asked, "model");
    if (model == nullptr) return error_about("model", "'model' is missing: 'buddy-10-12', say.");
    const auto* offered = find_model(std::string_view{model->get_string()});
    if (offered == nullptr) return no_such_model();
    request.model = offered->id;
    request.age_band = offered->age_band;
    return std::nullopt;
}

void read_end_user(const json::object& asked, CompletionRequest& request)
{
    const auto* user = member(asked, "safety_identifier");
    if (user == nullptr) user = member(asked, "user");
    if (user != nullptr) request.end_user = user->get_string();
}

}  // namespace

std::span<const OfferedModel> offered_models() noexcept
{
    return models;
}

const OfferedModel* find_model(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(models, id, &OfferedModel::id);
    return found == models.end() ? nullptr : found;
}

http::OpenAiError no_such_model()
{
    return {
        .status = 404,
        .message =
            "There is no such model. GET /v1/models lists them: buddy-7-9, buddy-10-12, "
            "buddy-13-17, and buddy, which is for the youngest.",
        .param = "model",
        .code = "model_not_found"
    };
}

std::expected<CompletionRequest, http::OpenAiError> read_completion_request(std::string_view body)
{
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    if (error || !value.is_object())
        return std::unexpected(error_about({}, "The body must be a JSON object.", "invalid_json"));
    const auto& asked = value.get_object();
    CompletionRequest request;
    // Types first: what follows relies on them.
    auto wrong = check_types(asked);
    if (!wrong) wrong = refuse_unsupported(asked);
    if (!wrong) wrong = read_model(asked, request);
    if (!wrong) wrong = read_stream(asked, request);
    if (!wrong) wrong = read_metadata(asked, request);
    if (!wrong) wrong = read_messages(asked, request);
    if (wrong) return std::unexpected(std::move(*wrong));
    read_end_user(asked, request);
    return request;
}

}  // namespace buddy::conversation
