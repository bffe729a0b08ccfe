// A JSON file that ships with Buddy (data/compliance), read whole.
//
// Threads  Blocks; any thread.
#pragma once

#include "core/result.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace buddy::compliance {

/// NotFound  it is not there.  Invalid  it is no JSON. The detail names it.
[[nodiscard]] Result<boost::json::value> read_data_file(const std::filesystem::path& file);

/// A member that is a text. Throws boost::system::system_error where there is none.
[[nodiscard]] std::string text_at(const boost::json::value& object, std::string_view member);

}  // namespace buddy::compliance
