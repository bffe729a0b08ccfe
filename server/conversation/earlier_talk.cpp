#include "conversation/earlier_talk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace buddy::conversation {

namespace {

/// Older ones say little about now.
constexpr std::size_t most_stretches = 12;

/// Messages in a row about one thing.
struct Stretch {
    std::string topic;
    int messages = 0;
};

std::string words_of(std::string_view topic)
{
    // "open": the council heard no topic.
    if (topic.empty() || topic == "open") return "this and that";
    std::string words{topic};
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::vector<Stretch> stretches_of(const std::vector<TurnNote>& notes)
{
    std::vector<Stretch> out;
    for (const auto& note : notes) {
        auto topic = words_of(note.topic);
        if (out.empty() || out.back().topic != topic) out.push_back({.topic = std::move(topic)});
        ++out.back().messages;
    }
    return out;
}

std::string moods_of(const std::vector<TurnNote>& notes)
{
    std::map<emotion::Mood, int> times;
    std::optional<emotion::Mood> last;
    for (const auto& note : notes) {
        if (!note.mood) continue;
        ++times[*note.mood];
        last = note.mood;
    }
    if (times.empty()) return {};
    const auto most =
        std::ranges::max_element(times, {}, [](const auto& one) { return one.second; });
    auto text =
        fmt::format(" Mood, as far as it could be read: mostly {}", emotion::id_of(most->first));
    if (last != most->first) text += fmt::format(", at last {}", emotion::id_of(*last));
    return text + ".";
}

}  // namespace

std::string earlier_talk(const std::vector<TurnNote>& notes)
{
    if (notes.empty()) return {};
    const auto stretches = stretches_of(notes);
    std::string text = "Earlier in this talk, in this order: ";
    const auto skipped = stretches.size() - std::min(stretches.size(), most_stretches);
    for (auto i = skipped; i < stretches.size(); ++i) {
        const auto& [topic, messages] = stretches[i];
        if (i > skipped) text += ", ";
        text += fmt::format("{} ({} message{})", topic, messages, messages == 1 ? "" : "s");
    }
    return text + "." + moods_of(notes);
}

}  // namespace buddy::conversation
