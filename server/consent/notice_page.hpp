// The notice for people and for programs.
#pragma once

#include "consent/notice.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace buddy::consent {

/// The schemas Notice and NoticeUse of api/openapi.yaml. `language` as in reasons.hpp.
[[nodiscard]] boost::json::object json_of(const Notice& notice, std::string_view language);
[[nodiscard]] boost::json::object json_of(const Use& use, std::string_view language);
/// `buddy consent notice`: plain text.
[[nodiscard]] std::string as_text(const Notice& notice, std::string_view language);

}  // namespace buddy::consent
