#include "llm/anthropic_provider.hpp"

#include "llm/message_events.hpp"

#include <boost/json.hpp>

namespace buddy::llm {

namespace {

namespace json = boost::json;

constexpr auto version = "2026-10-21";

// The instructions stand beside the messages. A conversation that was cut may begin with the mentor; the vendor wants a
// user first, and no empty message.
void add_messages(const ChatRequest& request, json::object& body)
{
    json::array system;
    json::array messages;
    for (const auto& message : request.messages) {
        if (message.content.empty()) continue;
        if (message.role == Role::System) {
            json::object block{{"type", "text"}, {"text", message.content}};
            // What calls have in common is kept by the vendor for some minutes; shorter than its minimum, it is not.
            if (message.is_shared) block["cache_control"] = {{"type", "ephemeral"}};
            system.push_back(std::move(block));
            continue;
        }
        const bool is_user = message.role == Role::User;
        if (!is_user && messages.empty()) continue;
        messages.push_back({{"role", is_user ? "user" : "assistant"}, {"content", message.content}}
        );
    }
    body["messages"] = std::move(messages);
    if (!system.empty()) body["system"] = std::move(system);
}

// "none" has no counterpart: the vendor's own choice stands then.
std::string_view effort_for(std::string_view asked)
{
    if (asked == "none") return {};
    return asked == "minimal" ? "low" : asked;
}

std::string body_for(const ChatRequest& request, const std::string& model)
{
    json::object body{{"model", model}, {"max_tokens", request.max_tokens}, {"stream", true}};
    add_messages(request, body);
    if (!request.end_user.empty()) body["metadata"] = {{"user_id", request.end_user}};
    json::object output;
    if (const auto effort = effort_for(request.reasoning_effort); !effort.empty())
        output["effort"] = json::string_view{effort.data(), effort.size()};
    if (request.answer)
        output["format"] = {
            {"type", "json_schema"}, {"schema", json::parse(request.answer->schema)}
        };
    if (!output.empty()) body["output_config"] = std::move(output);
    return json::serialize(body);
}

}  // namespace

AnthropicProvider::AnthropicProvider(
    ProviderSettings settings, const http::Client& client, const Clock& clock
)
    : calls_{std::move(settings), client, clock}
{
}

std::vector<std::pair<std::string, std::string>> AnthropicProvider::headers_with(
    const std::string& api_key
)
{
    std::vector<std::pair<std::string, std::string>> headers{{"anthropic-version", version}};
    // Understood under every version of the interface, and by gateways; "Authorization" is not.
    if (!api_key.empty()) headers.emplace_back("x-api-key", api_key);
    return headers;
}

Task<Result<std::unique_ptr<TokenStream>>> AnthropicProvider::start(ChatRequest request)
{
    const auto& settings = calls_.settings();
    co_return co_await calls_.ask(
        {.url = settings.base_url + "/v1/messages",
         .headers = headers_with(settings.api_key),
         .body = body_for(request, settings.model),
         .request_id = "request-id",
         .read = [events = MessageEvents{}](const SseEvent& event
                 ) mutable { return events.read(event); },
         .prompt_bytes = bytes_in(request),
         .was_perhaps_billed = request.was_perhaps_billed}
    );
}

}  // namespace buddy::llm
