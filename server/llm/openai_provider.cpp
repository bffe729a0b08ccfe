#include "llm/openai_provider.hpp"

#include "llm/completion_chunk.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
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

// Instructions that follow each other become one message, and all of them do where none may come late.
json::array messages_of(const ChatRequest& request, bool takes_late_instructions)
{
    json::array out;
    std::optional<std::size_t> instructions;  // where the last ones stand
    for (const auto& message : request.messages) {
        const bool joins =
            instructions && (!takes_late_instructions || *instructions + 1 == out.size());
        if (message.role == Role::System && joins) {
            auto& content = out[*instructions].at("content").as_string();
            content += "\n\n";
            content += message.content;
            continue;
        }
        if (message.role == Role::System) instructions = out.size();
        out.push_back(
            {{"role", json::string_view{name_of(message.role)}}, {"content", message.content}}
        );
    }
    return out;
}

// Names what calls begin with in common, so that they meet in the vendor's cache. FNV-1a: it hides nothing, for there is nothing
// of a child in it.
std::string cache_key_of(const ChatRequest& request)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    bool is_shared = false;
    for (const auto& message : request.messages) {
        if (!message.is_shared) break;
        is_shared = true;
        for (const char letter : message.content)
            hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
    }
    return is_shared ? fmt::format("buddy-{:016x}", hash) : std::string{};
}

std::string body_for(const ChatRequest& request, const ProviderSettings& settings)
{
    json::object body{
        {"model", settings.model},
        {"messages", messages_of(request, settings.takes_late_instructions)},
        {"max_completion_tokens", request.max_tokens},
        {"stream", true},
        {"stream_options", {{"include_usage", true}}},
        {"store", false}  // what children write is not kept by others
    };
    if (!request.end_user.empty()) body["safety_identifier"] = request.end_user;
    if (const auto key = cache_key_of(request); !key.empty()) body["prompt_cache_key"] = key;
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
        .body = body_for(request, settings),
        .request_id = "x-request-id",
        .read = [](const SseEvent& event) { return read_completion(event.data); },
        .prompt_bytes = bytes_in(request),
        .was_perhaps_billed = request.was_perhaps_billed
    };
    if (!settings.api_key.empty())
        question.headers.emplace_back("Authorization", "Bearer " + settings.api_key);
    co_return co_await calls_.ask(std::move(question));
}

}  // namespace buddy::llm
