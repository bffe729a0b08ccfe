// Turns a message and what was said before into hashed features: what the model looks up.
//
//     text::Features features = text::features_of(normaliser, input);
//     features.bags[0]   // hashes of the message's words, word groups and letter groups
//
// Runtime and trainer share this file: a change here makes every model file before it worthless and
// must raise `features_version`.
#pragma once

#include "text/model.hpp"
#include "text/normalised_once.hpp"
#include "text/normaliser.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace buddy::text {

inline constexpr std::uint32_t features_version = 1;

/// Where features come from. Words of one speaker share their meaning wherever they stand; the
/// part decides what the model makes of it.
enum class Part : std::uint8_t {
    Message,
    LastMentor,
    LastChild,
    EarlierChild,
    EarlierMentor,
    Cross
};
inline constexpr std::size_t part_count = 6;

/// Plain numbers beside the bags: direction, age, language, lengths, tone of typing.
inline constexpr std::size_t trait_count = 28;

struct Features {
    std::array<std::vector<std::uint64_t>, part_count> bags;
    std::array<float, trait_count> traits{};
};

/// Longest part of a text that is read, in bytes; of a longer one the end is read.
inline constexpr std::size_t message_bytes = 8192;
inline constexpr std::size_t turn_bytes = 2048;

/// The last `most` bytes of a text, beginning at a character.
[[nodiscard]] std::string_view tail(std::string_view text, std::size_t most) noexcept;

/// Words (letters, digits, inner apostrophes) and telling signs (? ! ... emoji) of a normalised text.
/// The pieces borrow from `normalised`.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view normalised);

/// Linear in the length of what is read. `texts` may know some of it already.
[[nodiscard]] Features features_of(NormalisedOnce& texts, const ModelInput& input);
[[nodiscard]] Features features_of(const Normaliser& normaliser, const ModelInput& input);

}  // namespace buddy::text
