#include "text/sequence.hpp"

#include "text/tokeniser.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

namespace buddy::text {
namespace {

constexpr std::size_t most_turns = 8;

Piece number(Sign sign) noexcept
{
    return static_cast<Piece>(sign);
}

void append(std::vector<Piece>& pieces, std::span<const Piece> more)
{
    pieces.insert(pieces.end(), more.begin(), more.end());
}

/// Pieces of one text, its last ones when there are more than `most`: the end of a turn is what the
/// next one answers.
std::vector<Piece> cut(
    NormalisedOnce& texts,
    const Pieces& pieces,
    std::string_view original,
    std::string_view locale,
    std::size_t most
)
{
    std::vector<Piece> numbers;
    const std::string framed = " " + texts.of(original, locale)->text;
    if (framed.size() > 1) pieces.append(framed, framed.size(), numbers);
    if (numbers.size() > most)
        numbers.erase(numbers.begin(), numbers.end() - static_cast<std::ptrdiff_t>(most));
    return numbers;
}

std::vector<Piece> turns_of(NormalisedOnce& texts, const Pieces& pieces, const ModelInput& input)
{
    std::vector<Piece> all;
    const auto recent = input.context.last(std::min(input.context.size(), most_turns));
    for (std::size_t back = 0; back < recent.size(); ++back) {
        const SpokenTurn& turn = recent[recent.size() - 1 - back];
        const std::size_t most = back < 2 ? recent_turn_pieces : earlier_turn_pieces;
        const auto numbers = cut(texts, pieces, tail(turn.text, turn_bytes), input.locale, most);
        all.push_back(number(turn.speaker == Speaker::Child ? Sign::Child : Sign::Mentor));
        append(all, numbers);
    }
    return all;
}

/// Where sequences begin in a message of `pieces` pieces.
std::vector<std::size_t> beginnings(std::size_t pieces, bool whole)
{
    const std::size_t over = pieces > message_pieces ? pieces - message_pieces : 0;
    const std::size_t count = 1 + (over + message_step - 1) / message_step;
    const std::size_t read = std::min(count, whole ? most_sequences : spaced_sequences);
    std::vector<std::size_t> all{0};
    for (std::size_t i = 1; i < read; ++i)
        all.push_back(i * (count - 1) / (read - 1) * message_step);
    return all;
}

}  // namespace

std::vector<Sequence> sequences_of(
    const Normaliser& normaliser, const Pieces& pieces, const ModelInput& input
)
{
    NormalisedOnce texts{normaliser};
    return sequences_of(texts, pieces, input);
}

std::vector<Sequence> sequences_of(
    NormalisedOnce& texts, const Pieces& pieces, const ModelInput& input
)
{
    const std::string_view read = tail(input.text, message_bytes);
    const auto message = cut(texts, pieces, read, input.locale, read.size());
    const auto turns = turns_of(texts, pieces, input);
    const bool child = input.speaker == Speaker::Child;
    const auto band = std::min<std::size_t>(input.age_band, 2);
    const auto starts = beginnings(message.size(), read.size() <= whole_bytes);
    std::vector<Sequence> sequences;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t length = std::min(message_pieces, message.size() - starts[i]);
        Sequence& sequence = sequences.emplace_back(Sequence{
            .pieces =
                {number(child ? Sign::StartChild : Sign::StartMentor),
                 static_cast<Piece>(number(Sign::YoungBand) + band)},
            .message = length
        });
        append(sequence.pieces, std::span{message}.subspan(starts[i], length));
        if (i + 2 < starts.size()) continue;
        const std::size_t room = most_pieces - sequence.pieces.size();
        append(sequence.pieces, std::span{turns}.first(std::min(room, turns.size())));
    }
    return sequences;
}

}  // namespace buddy::text
