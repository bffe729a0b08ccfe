// How identity's answers and refusals look over HTTP; the schemas are those of api/openapi.yaml.
#pragma once

#include "identity/children.hpp"
#include "identity/devices.hpp"
#include "identity/families.hpp"
#include "identity/refusal.hpp"
#include "platform/async/task.hpp"
#include "platform/http/exchange.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace buddy::identity {

/// Answers with the problem document of a refusal, in the person's language. `now` tells how long
/// to wait.
[[nodiscard]] Task<> refuse(http::Exchange& exchange, Refusal refusal, Time now);

[[nodiscard]] boost::json::value json_of(const OpenedChild& child);
[[nodiscard]] boost::json::value json_of(const Family& family);
[[nodiscard]] boost::json::value json_of(const OpenedDevice& device);
[[nodiscard]] boost::json::value json_of(const std::optional<Time>& time);
[[nodiscard]] boost::json::object face_of(const OpenedChild& child);

[[nodiscard]] http::Response json_response(unsigned status, const boost::json::value& body);

}  // namespace buddy::identity
