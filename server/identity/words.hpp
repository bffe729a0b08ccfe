// What a person reads when identity says no: what happened and what to do.
#pragma once

#include "identity/refusal.hpp"

#include <string_view>

namespace buddy::identity {

/// `language`: en, es, fr, de or pt; any other is answered in English.
[[nodiscard]] std::string_view words_for(Reason reason, std::string_view language) noexcept;

}  // namespace buddy::identity
