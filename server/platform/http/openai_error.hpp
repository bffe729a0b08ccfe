// What bad input gets below /v1/: errors as OpenAI's clients read them. English, for developers.
//
//     co_await exchange.respond(openai_error({.message = "'input' is missing.", .param = "input"}));
//
// Threads  Pure functions.
#pragma once

#include "platform/http/problem.hpp"

#include <string>
#include <string_view>

namespace buddy::http {

struct OpenAiError {
    unsigned status = 400;
    std::string message;  ///< What is wrong and what to do. Never holds the input itself.
    std::string param;    ///< The request's member, "messages[2].role"; empty: null.
    std::string code;     ///< A stable word, "model_not_found"; empty: null.
};

/// {"error":{"message","type","param","code"}}: all four, as their schema demands.
[[nodiscard]] std::string to_json(const OpenAiError& error);
/// The answer; its client is told not to try again where that would be pointless.
[[nodiscard]] Response openai_error(const OpenAiError& error);

/// Whether callers of this path read OpenAI's errors.
[[nodiscard]] bool speaks_openai(std::string_view path) noexcept;
/// A fault that the server finds before the handler, in that shape.
[[nodiscard]] Response openai_problem(Fault fault, ProblemNotes notes);

}  // namespace buddy::http
