// The one way a function says that it could not do what was asked.
//
//     Result<Child> child = store.find(id);
//     if (!child) return std::unexpected(child.error());
//
// What depends on the input is a value (Result). A broken world, such as a lost database, is an
// exception.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace buddy {

/// Why something did not happen. Each code maps to exactly one HTTP status
/// (server/platform/http/problem.hpp).
enum class ErrorCode : std::uint8_t {
    NotFound,    ///< What was named does not exist, or the caller may not know that it does.
    NotAllowed,  ///< The caller is known and may not do this.
    Invalid,     ///< The input cannot be right, whatever the state.
    Conflict,    ///< The input is right but contradicts what is stored.
    TooMany,     ///< A limit is reached; later the same call may succeed.
    Unavailable  ///< Something we depend on does not answer; later the same call may succeed.
};

/// Stable name of a code, for logs and metrics.
[[nodiscard]] constexpr std::string_view name_of(ErrorCode code) noexcept
{
    switch (code) {
        case ErrorCode::NotFound: return "not_found";
        case ErrorCode::NotAllowed: return "not_allowed";
        case ErrorCode::Invalid: return "invalid";
        case ErrorCode::Conflict: return "conflict";
        case ErrorCode::TooMany: return "too_many";
        case ErrorCode::Unavailable: return "unavailable";
    }
    return "unavailable";
}

/// A code for the program and a detail for operators.
struct Error {
    ErrorCode code = ErrorCode::Unavailable;
    std::string detail;  ///< For logs only: never shown to a person, never holds a child's words or
                         ///< a secret.
};

template <class T>
using Result = std::expected<T, Error>;

/// Shorthand for `return failed(ErrorCode::Invalid, "…")`.
[[nodiscard]] inline std::unexpected<Error> failed(ErrorCode code, std::string detail)
{
    return std::unexpected(Error{.code = code, .detail = std::move(detail)});
}

}  // namespace buddy
