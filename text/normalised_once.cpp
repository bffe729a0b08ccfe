#include "text/normalised_once.hpp"

#include <algorithm>

namespace buddy::text {

std::shared_ptr<const Normalised> NormalisedOnce::of(
    std::string_view original, std::string_view locale
)
{
    const auto known = std::ranges::find_if(kept_, [&](const Kept& one) {
        return one.original == original && one.locale == locale;
    });
    if (known != kept_.end()) return known->normalised;
    auto made = std::make_shared<const Normalised>(normaliser_->normalise(original, locale));
    if (kept_.size() < most_kept && original.size() <= longest_kept)
        kept_.push_back({.original = original, .locale = locale, .normalised = made});
    return made;
}

}  // namespace buddy::text
