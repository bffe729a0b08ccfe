#include "text/lexicon.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace buddy::text {
namespace {

constexpr std::string_view opening = "# lexicon: ";
constexpr std::array<std::string_view, 3> names = {"algospeak", "doubles", "emoji"};

std::vector<std::string_view> split(std::string_view line, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = line.find(separator);
        if (at != 0 && !line.empty()) parts.push_back(line.substr(0, at));
        if (at == std::string_view::npos) return parts;
        line.remove_prefix(at + 1);
    }
}

std::vector<std::string> words_of(std::string_view phrase)
{
    const auto parts = split(phrase, ' ');
    return {parts.begin(), parts.end()};
}

/// Selectors and skin tones change how an emoji looks, not what it means.
bool decorates(char32_t code) noexcept
{
    return code == 0xFE0F || code == 0xFE0E || (code >= 0x1F3FB && code <= 0x1F3FF);
}

Result<std::string> read_file(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) return failed(ErrorCode::NotFound, path.string() + ": cannot be opened");
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// Length of the match of `code` at the start of `glyphs`, decorations included; 0 for none.
std::size_t match_length(std::u32string_view code, std::span<const Glyph> glyphs)
{
    std::size_t taken = 0;
    for (const char32_t wanted : code) {
        while (taken != 0 && taken < glyphs.size() && decorates(glyphs[taken].code)) ++taken;
        if (taken == glyphs.size() || glyphs[taken].code != wanted) return 0;
        ++taken;
    }
    while (taken < glyphs.size() && decorates(glyphs[taken].code)) ++taken;
    return taken;
}

bool is_space(char32_t code) noexcept
{
    return code == ' ' || code == '\n' || code == '\t' || code == '\r';
}

}  // namespace

Language language_of(std::string_view locale) noexcept
{
    constexpr std::array<std::string_view, language_count> tags = {"en", "es", "fr", "de", "pt"};
    const std::string_view tag =
        locale.substr(0, std::min(locale.find_first_of("-_"), locale.size()));
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (std::ranges::equal(tag, tags[i], [](char a, char b) { return (a | 0x20) == b; }))
            return static_cast<Language>(i);
    }
    return Language::English;
}

Result<std::string> Lexicon::read(const std::filesystem::path& folder)
{
    std::string all;
    for (const std::string_view name : names) {
        const auto content = read_file(folder / (std::string{name} + ".tsv"));
        if (!content) return std::unexpected(content.error());
        all.append(opening).append(name).push_back('\n');
        for (const std::string_view line : split(*content, '\n')) {
            if (!line.starts_with('#')) all.append(line).push_back('\n');
        }
    }
    return all;
}

Result<Lexicon> Lexicon::parse(std::string_view lexicons)
{
    Lexicon lexicon;
    std::string_view section;
    std::size_t number = 0;
    while (!lexicons.empty()) {
        const std::size_t stop = std::min(lexicons.find('\n'), lexicons.size());
        const std::string_view line = lexicons.substr(0, stop);
        lexicons.remove_prefix(std::min(stop + 1, lexicons.size()));
        ++number;
        if (line.starts_with(opening)) section = line.substr(opening.size());
        if (line.empty() || line.starts_with('#')) continue;
        Result<void> added = failed(ErrorCode::Invalid, "belongs to no lexicon");
        if (section == names[0]) added = lexicon.add_algospeak(line);
        if (section == names[1]) added = lexicon.add_doubles(line);
        if (section == names[2]) added = lexicon.add_emoji(line);
        if (added) continue;
        const std::string place = std::string{section} + " lexicon, line " + std::to_string(number);
        return failed(ErrorCode::Invalid, place + ": " + added.error().detail);
    }
    lexicon.order();
    return lexicon;
}

Result<void> Lexicon::add_algospeak(std::string_view line)
{
    const auto columns = split(line, '\t');
    if (columns.size() < 2 || columns.size() > 3)
        return failed(ErrorCode::Invalid, "needs a key and a meaning");
    Phrase phrase{.words = words_of(columns[0]), .meaning = std::string{columns[1]}};
    if (phrase.words.empty()) return failed(ErrorCode::Invalid, "has an empty key");
    if (columns.size() == 3) {
        phrase.not_after_number = columns[2] == "not-after-number";
        if (columns[2].starts_with("only-")) phrase.only = language_of(columns[2].substr(5));
        if (!phrase.not_after_number && !phrase.only)
            return failed(ErrorCode::Invalid, "has an unknown condition");
    }
    const std::string first = phrase.words.front();
    phrases_[first].push_back(std::move(phrase));
    return {};
}

Result<void> Lexicon::add_doubles(std::string_view line)
{
    for (const std::string_view word : split(line, ' ')) {
        if (std::ranges::adjacent_find(word) == word.end())
            return failed(ErrorCode::Invalid, "names a word without a double letter");
        doubles_.emplace(word);
    }
    return {};
}

Result<void> Lexicon::add_emoji(std::string_view line)
{
    const auto columns = split(line, '\t');
    if (columns.size() != language_count + 1)
        return failed(ErrorCode::Invalid, "needs an emoji and five meanings");
    Emoji emoji;
    for (const Glyph& glyph : decode(columns[0])) {
        if (!decorates(glyph.code)) emoji.code.push_back(glyph.code);
    }
    if (emoji.code.empty()) return failed(ErrorCode::Invalid, "has an empty emoji");
    std::copy(columns.begin() + 1, columns.end(), emoji.meaning.begin());
    const char32_t first = emoji.code.front();
    if (first < ascii_pictures_.size()) ascii_pictures_.at(first) = true;
    pictures_[first].push_back(std::move(emoji));
    return {};
}

void Lexicon::order()
{
    for (auto& [first, phrases] : phrases_)
        std::ranges::sort(phrases, std::greater{}, [](const Phrase& p) { return p.words.size(); });
    for (auto& [first, emojis] : pictures_)
        std::ranges::sort(emojis, std::greater{}, [](const Emoji& e) { return e.code.size(); });
}

const Phrase* Lexicon::find(std::span<const std::string_view> words, Language language) const
{
    if (words.empty()) return nullptr;
    const auto found = phrases_.find(words.front());
    if (found == phrases_.end()) return nullptr;
    for (const Phrase& phrase : found->second) {
        if (phrase.words.size() > words.size()) continue;
        if (phrase.only && *phrase.only != language) continue;
        if (std::ranges::equal(phrase.words, words.first(phrase.words.size()))) return &phrase;
    }
    return nullptr;
}

bool Lexicon::may_begin_picture(char32_t code) const
{
    return code < ascii_pictures_.size() ? ascii_pictures_.at(code) : code >= 0x203C;
}

Lexicon::Picture Lexicon::picture(std::span<const Glyph> glyphs, Language language) const
{
    if (glyphs.empty()) return {};
    const auto found = pictures_.find(glyphs.front().code);
    if (found == pictures_.end()) return {};
    for (const Emoji& emoji : found->second) {
        const std::size_t length = match_length(emoji.code, glyphs);
        if (length == 0) continue;
        // ":p" inside "top:pen" is no face: what is typed with letters and signs must stand alone.
        const bool typed = emoji.code.back() < 128;
        if (typed && length < glyphs.size() && !is_space(glyphs[length].code)) continue;
        return {length, emoji.meaning.at(static_cast<std::size_t>(language))};
    }
    return {};
}

}  // namespace buddy::text
