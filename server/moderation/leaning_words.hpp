// What a guardian reads when a child leans on Buddy in place of people: one plain sentence, made of the times of its turns alone
// (conversation/leaning.hpp). What the child said is told by an alert, where it is (alert_words.hpp).
#pragma once

#include "conversation/conversation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::moderation {

struct ChildNow {
    Time now;
    std::string time_zone;
    safety::AgeBand age_band = safety::AgeBand::From10To12;
};

/// Begins with a space, to follow another sentence; empty: there is nothing to say. `marks`: oldest
/// first, of the last weeks. In en, es, fr, de or pt; other languages get English.
[[nodiscard]] std::string leaning_in_words(
    const std::vector<conversation::MoodMark>& marks,
    const ChildNow& child,
    std::string_view language
);

}  // namespace buddy::moderation
