#include "token_files.hpp"

#include "corpus.hpp"
#include "noise.hpp"

#include "text/sequence.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <random>
#include <span>
#include <vector>

namespace buddy::train {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view key)
{
    const json::value* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : "";
}

std::vector<std::size_t> labels_of(
    const json::object& object, std::string_view key, std::span<const std::string_view> names
)
{
    std::vector<std::size_t> labels;
    const json::value* const value = object.if_contains(key);
    if (value == nullptr || !value->is_array()) return labels;
    for (const json::value& name : value->get_array()) {
        const auto place = std::ranges::find(names, name.is_string() ? name.get_string() : "");
        labels.push_back(static_cast<std::size_t>(place - names.begin()));
    }
    return labels;
}

}  // namespace

Case read_case(const std::string& line)
{
    Case one;
    boost::system::error_code error;
    const json::value value = json::parse(line, error);
    if (error || !value.is_object()) return one;
    const json::object& object = value.get_object();
    one.text = text_of(object, "text");
    one.author = text_of(object, "author");
    one.lang = text_of(object, "lang");
    if (one.lang.empty()) one.lang = "en";
    if (text_of(object, "direction") == "output") one.speaker = text::Speaker::Mentor;
    one.actions = labels_of(object, "actions", action_names);
    one.categories = labels_of(object, "categories", category_names);
    const json::value* const severity = object.if_contains("severity");
    if (severity != nullptr && severity->is_int64())
        one.severity = static_cast<std::size_t>(std::max<std::int64_t>(severity->get_int64(), 0));
    const auto frame = std::ranges::find(frame_names, text_of(object, "frame"));
    one.frame = static_cast<std::size_t>(frame - frame_names.begin());
    const auto band = std::ranges::find(age_band_names, text_of(object, "age_band"));
    if (band != age_band_names.end())
        one.age_band = static_cast<std::size_t>(band - age_band_names.begin());
    const json::value* const context = object.if_contains("context");
    if (context == nullptr || !context->is_array()) return one;
    for (const json::value& turn : context->get_array()) {
        if (!turn.is_object()) continue;
        const bool child = text_of(turn.get_object(), "role") == "child";
        one.context.push_back(
            {child ? text::Speaker::Child : text::Speaker::Mentor,
             text_of(turn.get_object(), "text")}
        );
    }
    return one;
}

namespace {

void put(std::string& bytes, std::size_t number)
{
    bytes.push_back(static_cast<char>(number & 0xFFU));
    bytes.push_back(static_cast<char>(number >> 8U & 0xFFU));
}

void put_sequences(
    std::string& bytes,
    const Case& one,
    const text::Normaliser& normaliser,
    const text::Pieces& pieces
)
{
    if (one.text.empty()) {
        put(bytes, 0);
        return;
    }
    std::vector<text::SpokenTurn> turns;
    const auto sequences = text::sequences_of(normaliser, pieces, input_of(one, turns));
    put(bytes, sequences.size());
    for (const text::Sequence& sequence : sequences) {
        put(bytes, sequence.pieces.size());
        for (const text::Piece piece : sequence.pieces) put(bytes, piece);
    }
}

}  // namespace

void for_each_text(
    std::istream& lines,
    const text::Normaliser& normaliser,
    const std::function<void(std::string_view)>& each
)
{
    for (std::string line; std::getline(lines, line);) {
        const Case one = read_case(line);
        each(normaliser.normalise(one.text, one.lang).text);
        for (const Turn& turn : one.context) each(normaliser.normalise(turn.text, one.lang).text);
    }
}

std::string tokens_of(
    std::istream& lines,
    const text::Normaliser& normaliser,
    const text::Pieces& pieces,
    std::size_t copies,
    std::uint64_t seed
)
{
    std::vector<Case> cases;
    SmallTalk small_talk;
    for (std::string line; std::getline(lines, line);) {
        cases.push_back(read_case(line));
        small_talk.keep(cases.back());
    }
    std::mt19937_64 random{seed};
    std::string bytes;
    for (const Case& one : cases) {
        put_sequences(bytes, one, normaliser, pieces);
        for (std::size_t copy = 0; copy < copies; ++copy)
            put_sequences(bytes, noisy(one, small_talk, random), normaliser, pieces);
    }
    return bytes;
}

}  // namespace buddy::train
