// The questions that the pipeline asks about a request: pure functions, no waiting.
#pragma once

#include "platform/http/network.hpp"
#include "platform/http/route.hpp"

#include <string_view>

namespace buddy::http {

/// GET or HEAD of something that is neither /api/… nor /v1/….
[[nodiscard]] bool is_page_request(const Exchange& exchange);
/// Whether `wanted` is among `scopes`, which are separated by spaces.
[[nodiscard]] bool has_scope(std::string_view scopes, std::string_view wanted) noexcept;
/// Whether the caller is one of those a row names. `operator_token` empty: operators are known by a loopback address only.
[[nodiscard]] bool may_call(
    const Exchange& exchange, Access access, std::string_view operator_token
);
/// Whether an unsafe call was made by our own page: the browser says so (Sec-Fetch-Site or Origin), and a signed-in
/// session's token comes along. A call with a bearer key needs neither, as no browser adds one by itself.
[[nodiscard]] bool is_own_wish(const Exchange& exchange);
[[nodiscard]] bool is_json(std::string_view content_type);
/// Compares in a time that depends on the lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept;

}  // namespace buddy::http
