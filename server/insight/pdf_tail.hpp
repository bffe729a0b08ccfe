// What Cairo 1.16 leaves out of a tagged PDF: that it is one, and its language. Added as an incremental update
// (ISO 32000-1, 7.5.6), which readers apply over what stands before it.
#pragma once

#include <string>
#include <string_view>

namespace buddy::insight {

/// `pdf` as it is where its end is not as Cairo writes it.
[[nodiscard]] std::string with_language(std::string pdf, std::string_view language);

}  // namespace buddy::insight
