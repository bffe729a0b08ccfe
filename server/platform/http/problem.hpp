// What bad input gets: a problem document (RFC 9457) that says what to do, in the person's
// language.
//
//     auto child = co_await children.find(id);
//     if (!child) co_return co_await refuse(exchange, child.error());
//
// The words come from a small catalogue (en, es, fr, de, pt), chosen by Accept-Language. An Error's
// detail is for operators and never part of the answer.
#pragma once

#include "core/result.hpp"
#include "platform/http/exchange.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::http {

/// Everything that can be wrong with a call. Each has one status, one type and its words.
enum class Fault : std::uint8_t {
    Malformed,         ///< 400  not HTTP, not JSON.
    Invalid,           ///< 422  JSON, but not what the operation takes.
    NotSignedIn,       ///< 401
    NotAllowed,        ///< 403
    CrossSite,         ///< 403  no proof that the call comes from our own pages.
    NotFound,          ///< 404
    MethodNotAllowed,  ///< 405
    TooSlow,           ///< 408
    Conflict,          ///< 409
    TooLarge,          ///< 413
    NotJson,           ///< 415
    TooMany,           ///< 429
    HeadTooLong,       ///< 431
    Internal,          ///< 500
    Unavailable        ///< 503
};

[[nodiscard]] Fault fault_of(ErrorCode code) noexcept;
[[nodiscard]] unsigned status_of(Fault fault) noexcept;
/// Stable slug, e.g. "not-found"; the problem's type is "urn:buddy:problem:" and the slug.
[[nodiscard]] std::string_view slug_of(Fault fault) noexcept;

/// One mistake in the input: where and what.
struct Mistake {
    std::string path;    ///< ".messages[1].role"; "$" for the whole.
    std::string reason;  ///< English, for developers: "expected integer in range". Never holds the
                         ///< input itself.
    friend bool operator==(const Mistake&, const Mistake&) = default;
};

/// What a particular problem adds to its kind.
struct ProblemNotes {
    std::string
        code;  ///< Member "code": a stable word of the feature, e.g. "pin_locked". Empty: none.
    std::string detail;  ///< Replaces the catalogue's words. Already in the person's language.
    std::vector<Mistake> mistakes;  ///< Member "errors".
    std::optional<std::chrono::seconds>
        retry_after;  ///< Header Retry-After and member "retry_after".
    std::vector<std::pair<std::string, std::string>> headers;
};

/// The answer for `fault`, application/problem+json; below /v1/ an error as OpenAI's clients read it.
[[nodiscard]] Response problem(const Exchange& exchange, Fault fault, ProblemNotes notes = {});

/// Answers with the problem.
[[nodiscard]] Task<> refuse(Exchange& exchange, Fault fault, ProblemNotes notes = {});
[[nodiscard]] Task<> refuse(Exchange& exchange, Error error);
/// A mistake in the JSON: 400 when it could not be read at all (path "$"), else 422.
[[nodiscard]] Task<> refuse(Exchange& exchange, Mistake mistake);

/// The best of en, es, fr, de, pt for an Accept-Language header; "en" when none fits.
[[nodiscard]] std::string_view language_for(std::string_view accept_language) noexcept;

}  // namespace buddy::http
