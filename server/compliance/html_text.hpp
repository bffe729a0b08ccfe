// Text for a page: what could be read as markup is written out.
#pragma once

#include <string>
#include <string_view>

namespace buddy::compliance {

[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace buddy::compliance
