// Posts of GoEmotions (Demszky et al. 2020) as lessons for the reader of moods: thirteen emotions instead of 28 labels.
//
// Grown-ups wrote them, so they stand beside the corpus and never alone.
#pragma once

#include "corpus.hpp"
#include "goemotions.hpp"

#include <span>
#include <vector>

namespace buddy::train {

/// The posts of the training part whose labels say one of our emotions, or that nothing is felt; in
/// order. What two labels say differently, and labels without a counterpart, teach nothing.
[[nodiscard]] std::vector<Case> mood_lessons(std::span<const Post> posts);

/// What suits the reader of moods: small, since it shares a turn with the safety engine.
[[nodiscard]] Settings mood_settings();

}  // namespace buddy::train
