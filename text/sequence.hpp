// What the encoder reads of one message and the turns before it: a row of piece numbers.
//
//     [start child|mentor] [age band] message … [child|mentor] newest turn … [child|mentor] older turn …
//
// The message comes first, so that its places never depend on what was said before it. A message of
// more than `message_pieces` pieces gives several overlapping sequences; the turns go with the last two.
// Runtime and trainer share this file: a change here asks for training again.
#pragma once

#include "text/model.hpp"
#include "text/normalised_once.hpp"
#include "text/normaliser.hpp"
#include "text/pieces.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace buddy::text {

/// Pieces below first_byte: signs that only sequences hold.
enum class Sign : Piece {
    Blank,
    Hidden,
    StartChild,
    StartMentor,
    Child,
    Mentor,
    YoungBand,
    MiddleBand,
    OldBand
};

inline constexpr std::size_t message_pieces = 124;
inline constexpr std::size_t message_step = 96;  ///< From one overlapping sequence to the next.
/// A message of up to `whole_bytes` is read whole, of a longer one this many sequences, evenly spaced:
/// an assessment must end in time whatever it is given, and rules and word groups read all of it.
inline constexpr std::size_t whole_bytes = 4096;
inline constexpr std::size_t spaced_sequences = 2;
/// Written words of `whole_bytes` make a dozen sequences; only digits and signs row on row make more.
inline constexpr std::size_t most_sequences = 16;
inline constexpr std::size_t sequence_pieces = 192;  ///< Places the encoder knows.
/// Pieces in one sequence: older turns are cut where it is full, so that eight turns end in time.
inline constexpr std::size_t most_pieces = 128;
inline constexpr std::size_t recent_turn_pieces = 40;   ///< Kept of each of the two newest turns.
inline constexpr std::size_t earlier_turn_pieces = 24;  ///< … and of each older one.

struct Sequence {
    std::vector<Piece> pieces;  ///< 2 to most_pieces of them.
    std::size_t message = 0;    ///< pieces[2, 2 + message) are the message.
};

/// At least one, at most most_sequences. Linear in the length of what is read (text/tokeniser.hpp bounds it).
/// `texts` may know some of it already.
[[nodiscard]] std::vector<Sequence> sequences_of(
    NormalisedOnce& texts, const Pieces& pieces, const ModelInput& input
);
[[nodiscard]] std::vector<Sequence> sequences_of(
    const Normaliser& normaliser, const Pieces& pieces, const ModelInput& input
);

}  // namespace buddy::text
