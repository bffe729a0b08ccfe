#include "advisors/lines.hpp"

#include <algorithm>
#include <array>

namespace buddy::advisors {
namespace {

struct BandTag {
    std::string_view name;
    std::uint8_t bands;
};
constexpr std::array<BandTag, 5> band_tags = {
    {{"7-9", 1}, {"10-12", 2}, {"13-17", 4}, {"10+", 6}, {"7-12", 3}}
};
constexpr std::array<std::string_view, 10> mood_tags = {
    "joy",
    "sadness",
    "anger",
    "fear",
    "shame",
    "loneliness",
    "stress",
    "boredom",
    "calm",
    "curiosity"
};

void read_tag(std::string_view tag, Line& line, bool& has_bands, const Node& node)
{
    const auto* band = std::ranges::find(band_tags, tag, &BandTag::name);
    if (band != band_tags.end()) {
        line.bands = static_cast<std::uint8_t>(has_bands ? line.bands | band->bands : band->bands);
        has_bands = true;
    } else if (std::ranges::find(mood_tags, tag) != mood_tags.end()) {
        line.moods.emplace_back(tag);
    } else {
        node.wrong("has an unknown tag \"" + std::string{tag} + "\"");
    }
}

void read_tags(std::string_view tags, Line& line, const Node& node)
{
    bool has_bands = false;
    while (!tags.empty()) {
        const auto space = tags.find(' ');
        if (const auto tag = tags.substr(0, space); !tag.empty())
            read_tag(tag, line, has_bands, node);
        tags = space == std::string_view::npos ? std::string_view{} : tags.substr(space + 1);
    }
}

struct Blank {
    std::string_view before;
    std::string_view name;
    std::string_view otherwise;
    bool has_otherwise = false;
    std::string_view after;
};

/// The first blank of a text; nothing when there is none or it has no end.
std::optional<Blank> next_blank(std::string_view text)
{
    const auto open = text.find('{');
    if (open == std::string_view::npos) return std::nullopt;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto inside = text.substr(open + 1, close - open - 1);
    const auto bar = inside.find('|');
    return Blank{
        .before = text.substr(0, open),
        .name = inside.substr(0, bar),
        .otherwise = bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1),
        .has_otherwise = bar != std::string_view::npos,
        .after = text.substr(close + 1)
    };
}

bool ends_sentence(std::string_view text, std::size_t at)
{
    if (text[at] == '\n') return true;
    const bool stop = text[at] == '.' || text[at] == '?' || text[at] == '!';
    return stop && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n');
}

bool sayable(const Line& line, const Listener& listener)
{
    if (!line.fits(listener.band)) return false;
    for (const auto& need : line.needs)
        if (listener.facts == nullptr || !listener.facts->contains(need)) return false;
    return listener.said == nullptr || !listener.said->any_of(line.sentences);
}

}  // namespace

Line line_from(const Node& node)
{
    Line line;
    auto text = node.text();
    std::string_view rest = text;
    if (rest.starts_with('[')) {
        const auto close = rest.find("] ");
        if (close == std::string_view::npos) {
            node.wrong("has a tag without end");
            return line;
        }
        read_tags(rest.substr(1, close - 1), line, node);
        rest.remove_prefix(close + 2);
    }
    line.text = std::string{rest};
    if (line.text.empty()) node.wrong("must not be empty");
    for (auto blank = next_blank(rest); blank; blank = next_blank(blank->after))
        if (!blank->has_otherwise) line.needs.emplace_back(blank->name);
    for (const auto& sentence : sentences_of(rest)) line.sentences.push_back(fingerprint(sentence));
    return line;
}

Lines lines_from(const Node& node)
{
    if (!node.is_list()) return {line_from(node)};
    Lines lines;
    for (const auto& item : node.items()) lines.push_back(line_from(item));
    return lines;
}

void require_every_band(const Lines& lines, const Node& node)
{
    unsigned covered = 0;
    for (const auto& line : lines)
        if (line.moods.empty() && line.needs.empty()) covered |= line.bands;
    if (covered != 7U) node.wrong("needs a line without mood or blank for every age band");
}

std::string filled(std::string_view text, const Facts& facts)
{
    std::string out;
    for (auto blank = next_blank(text); blank; blank = next_blank(text)) {
        out += blank->before;
        const auto known = facts.find(blank->name);
        out += known == facts.end() ? blank->otherwise : std::string_view{known->second};
        text = blank->after;
    }
    out += text;
    return out;
}

std::vector<std::string> sentences_of(std::string_view text)
{
    std::vector<std::string> out;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!ends_sentence(text, at) && at + 1 != text.size()) continue;
        auto sentence = text.substr(start, at + 1 - start);
        sentence.remove_prefix(std::min(sentence.find_first_not_of(" \n"), sentence.size()));
        if (fingerprint(sentence) != fingerprint("")) out.emplace_back(sentence);
        start = at + 1;
    }
    return out;
}

std::string without_quotes(std::string_view text)
{
    std::string out;
    for (auto open = text.find("“"); open != std::string_view::npos; open = text.find("“")) {
        out += text.substr(0, open);
        const auto close = text.find("”", open);
        if (close == std::string_view::npos) return out;
        text.remove_prefix(close + std::string_view{"”"}.size());
    }
    out += text;
    return out;
}

std::uint32_t fingerprint(std::string_view sentence) noexcept
{
    std::uint32_t hash = 2166136261U;
    for (const char letter : sentence) {
        auto byte = static_cast<unsigned char>(letter);
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<unsigned char>(byte - 'A' + 'a');
        const bool counts =
            byte >= 0x80U || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        if (counts) hash = (hash ^ byte) * 16777619U;
    }
    return hash;
}

void SaidLately::say(std::uint32_t turn, std::span<const std::uint32_t> sentences)
{
    for (const auto sentence : sentences) entries_.push_back({.turn = turn, .sentence = sentence});
}

void SaidLately::forget_before(std::uint32_t turn)
{
    std::erase_if(entries_, [turn](const Entry& entry) { return entry.turn < turn; });
}

bool SaidLately::any_of(std::span<const std::uint32_t> sentences) const
{
    return std::ranges::any_of(sentences, [this](std::uint32_t sentence) {
        return std::ranges::find(entries_, sentence, &Entry::sentence) != entries_.end();
    });
}

const Line* pick(const Lines& lines, const Listener& listener)
{
    std::vector<const Line*> plain;
    std::vector<const Line*> for_mood;
    for (const auto& line : lines) {
        if (!sayable(line, listener)) continue;
        if (line.moods.empty())
            plain.push_back(&line);
        else if (std::ranges::find(line.moods, listener.mood) != line.moods.end())
            for_mood.push_back(&line);
    }
    const auto& chosen = for_mood.empty() ? plain : for_mood;
    if (chosen.empty()) return nullptr;
    return chosen[mixed(listener.seed, chosen.size()) % chosen.size()];
}

std::uint64_t mixed(std::uint64_t seed, std::uint64_t salt) noexcept
{
    std::uint64_t value = seed + 0x9E3779B97F4A7C15U * (salt + 1);
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

}  // namespace buddy::advisors
