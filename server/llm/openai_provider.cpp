#include "llm/openai_provider.hpp"

#include "llm/completion_chunk.hpp"

#include <boost/json.hpp>

#include <string>
#include <utility>

namespace buddy::llm {

namespace {

namespace json = boost::json;

std::string_view name_of(Role role)
{
    switch (role) {
        case Role::System: return "system";
        case Role::User: return "user";
        case Role::Assistant: return "assistant";
    }
    return "user";
}

std::string body_for(const ChatRequest& request, const std::string& model)
{
    json::array messages;
    for (const auto& message : request.messages)
        messages.push_back(
            {{"role", json::string_view{name_of(message.role)}}, {"content", message.content}}
        );
    json::object body{
        {"model", model},
        {"messages", std::move(messages)},
        {"max_completion_tokens", request.max_tokens},
        {"stream", true},
        {"stream_options", {{"include_usage", true}}},
        {"store", false}  // what children write is not kept by others
    };
    if (!request.end_user.empty()) body["safety_identifier"] = request.end_user;
    if (!request.reasoning_effort.empty()) body["reasoning_effort"] = request.reasoning_effort;
    if (request.answer)
        body["response_format"] = {
            {"type", "json_schema"},
            {"json_schema",
             {{"name", request.answer->name},
              {"strict", true},
              {"schema", json::parse(request.answer->schema)}}}
        };
    return json::serialize(body);
}

}  // namespace

OpenAiProvider::OpenAiProvider(
    ProviderSettings settings, const http::Client& client, const Clock& clock
)
    : calls_{std::move(settings), client, clock}
{
}

Task<Result<std::unique_ptr<TokenStream>>> OpenAiProvider::start(ChatRequest request)
{
    const auto& settings = calls_.settings();
    VendorQuestion question{
        .url = settings.base_url + "/chat/completions",
        .headers = {},
        .body = body_for(request, settings.model),
        .request_id = "x-request-id",
        .read = [](const SseEvent& event) { return read_completion(event.data); },
        .prompt_bytes = bytes_in(request)
    };
    if (!settings.api_key.empty())
        question.headers.emplace_back("Authorization", "Bearer " + settings.api_key);
    co_return co_await calls_.ask(std::move(question));
}

}  // namespace buddy::llm
