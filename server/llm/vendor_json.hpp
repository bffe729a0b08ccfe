// What vendors send as JSON, read without trust: a member that is missing or of another kind is empty or zero.
// Inside of llm only.
#pragma once

#include "core/result.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::llm {

/// The object that `text` is. Empty: it is none.
[[nodiscard]] std::optional<boost::json::object> object_in(std::string_view text);
[[nodiscard]] std::string_view text_of(const boost::json::object& object, std::string_view member);
[[nodiscard]] const boost::json::object* object_of(
    const boost::json::object& object, std::string_view member
);
/// Empty when there is no whole number.
[[nodiscard]] std::optional<std::int64_t> number_of(
    const boost::json::object& object, std::string_view member
);
/// The error that an object of a stream carries as its member "error", if it does.
[[nodiscard]] std::optional<Error> error_in(const boost::json::object& object);

}  // namespace buddy::llm
