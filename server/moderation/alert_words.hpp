// An alert in plain words for a guardian: what happened, why Buddy thinks so, what helps now and what
// does not. Made
// from what is known about the message (category, severity, subject, frame), never from its text.
#pragma once

#include "conversation/conversation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::moderation {

struct AlertWords {
    std::string headline;
    std::string what;
    std::string why;
    std::vector<std::string> helps_now;
    std::vector<std::string> avoid_now;  ///< What makes it worse.
};

/// The child as the words need to know it.
struct Concerned {
    std::string_view nickname;
    safety::AgeBand age_band = safety::AgeBand::From10To12;
};

/// In en, es, fr, de or pt; other languages get English.
[[nodiscard]] AlertWords words_for(
    const conversation::AlertFacts& facts, const Concerned& child, std::string_view language
);

}  // namespace buddy::moderation
