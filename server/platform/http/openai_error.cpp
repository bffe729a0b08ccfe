#include "platform/http/openai_error.hpp"

#include "platform/http/problem_words.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::http {

namespace json = boost::json;

namespace {

std::string_view type_of(unsigned status) noexcept
{
    if (status >= 500) return "server_error";
    return status == 429 ? "rate_limit_error" : "invalid_request_error";
}

/// OpenAI's own word where it has one, for clients look at it.
std::string_view code_of(Fault fault) noexcept
{
    switch (fault) {
        case Fault::NotSignedIn: return "invalid_api_key";
        case Fault::NotAllowed: return "insufficient_scope";
        case Fault::TooMany: return "rate_limit_exceeded";
        default: return slug_of(fault);
    }
}

std::string_view message_of(Fault fault) noexcept
{
    switch (fault) {
        case Fault::NotSignedIn:
            return "No valid API key. Send 'Authorization: Bearer bk_…' with a key that 'buddy "
                   "admin "
                   "key create' made and nobody has revoked.";
        case Fault::NotAllowed:
            return "This API key has not the scope for this call: /v1/moderations and "
                   "/v1/safety/assess take 'safety', /v1/chat/completions and /v1/models 'chat'.";
        default: return words_for(fault, "en").detail;
    }
}

json::value text_or_null(std::string_view text)
{
    return text.empty() ? json::value(nullptr) : json::value(json::string_view{text});
}

}  // namespace

std::string to_json(const OpenAiError& error)
{
    json::object body{
        {"message", error.message},
        {"type", json::string_view{type_of(error.status)}},
        {"param", text_or_null(error.param)},
        {"code", text_or_null(error.code)}
    };
    return json::serialize(json::object{{"error", std::move(body)}});
}

Response openai_error(const OpenAiError& error)
{
    Response response{.status = error.status, .body = to_json(error), .headers = {}};
    if (error.status < 429) response.headers.emplace_back("X-Should-Retry", "false");
    return response;
}

bool speaks_openai(std::string_view path) noexcept
{
    return path.starts_with("/v1/");
}

Response openai_problem(Fault fault, ProblemNotes notes)
{
    auto response = openai_error(
        {.status = status_of(fault),
         .message = notes.detail.empty() ? std::string{message_of(fault)} : notes.detail,
         .param = {},
         .code = notes.code.empty() ? std::string{code_of(fault)} : notes.code}
    );
    for (auto& header : notes.headers) response.headers.push_back(std::move(header));
    if (notes.retry_after)
        response.headers.emplace_back("Retry-After", std::to_string(notes.retry_after->count()));
    return response;
}

}  // namespace buddy::http
