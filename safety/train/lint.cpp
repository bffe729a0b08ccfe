#include "lint.hpp"

#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace buddy::train {
namespace {

bool is_digit(char byte) noexcept
{
    return byte >= '0' && byte <= '9';
}

bool is_address_sign(char byte) noexcept
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '.' || byte == '-';
}

/// An address is harmless when its domain is kept for examples (RFC 2606) or has no dot.
bool holds_address(std::string_view text)
{
    for (std::size_t at = text.find('@'); at != std::string_view::npos;
         at = text.find('@', at + 1)) {
        std::size_t end = at + 1;
        while (end < text.size() && is_address_sign(text[end])) ++end;
        std::string_view domain = text.substr(at + 1, end - at - 1);
        while (domain.ends_with('.')) domain.remove_suffix(1);
        const bool named = at > 0 && is_address_sign(text[at - 1]);
        if (!named || !domain.contains('.')) continue;
        if (!domain.contains("example") && !domain.ends_with(".invalid") &&
            !domain.ends_with(".test"))
            return true;
    }
    return false;
}

/// Numbers that may stand in the corpus: made-up ones (555, the ranges kept for films, runs of one
/// digit or of a counting child) and the published numbers of help lines.
bool harmless_number(std::string_view digits)
{
    constexpr std::string_view counting = "01234567890123456789";
    constexpr std::array<std::string_view, 6> kept = {
        "0161496", "07700900", "0800", "1800", "800", "116"
    };
    const bool repeated = digits.find_first_not_of(digits.front()) == std::string_view::npos;
    const bool reserved = std::ranges::any_of(kept, [&](std::string_view prefix) {
        return digits.starts_with(prefix);
    });
    return digits.contains("555") || digits.contains("000") || counting.contains(digits) ||
           reserved || repeated;
}

bool joins_digits(char byte) noexcept
{
    return byte == ' ' || byte == '-' || byte == '.' || byte == '(' || byte == ')';
}

bool holds_phone_number(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        std::string digits;
        std::size_t groups = 1;
        for (; at < text.size(); ++at) {
            const bool inside =
                joins_digits(text[at]) && at + 1 < text.size() && is_digit(text[at + 1]);
            if (!is_digit(text[at]) && !inside) break;
            groups += inside ? 1 : 0;
            if (is_digit(text[at])) digits.push_back(text[at]);
        }
        const bool shaped = digits.size() >= 10 && digits.size() <= 13 && groups <= 4;
        if (shaped && !harmless_number(digits)) return true;
    }
    return false;
}

bool sound_utf8(std::string_view text)
{
    return std::ranges::none_of(text::decode(text), [](const text::Glyph& glyph) {
        return glyph.code == 0xFFFD;
    });
}

/// Shorter texts ("ok") may stand on several sides: they are everybody's words.
constexpr std::size_t telling_bytes = 12;

std::string words_key(const Case& one)
{
    std::string key = one.lang + '\n';
    for (const Turn& turn : one.context) key += turn.text + '\n';
    return key + one.text;
}

void check_text(const Case& one, std::string_view text, std::vector<std::string>& complaints)
{
    if (text.empty()) complaints.push_back(one.place + ": an empty text");
    if (!sound_utf8(text)) complaints.push_back(one.place + ": broken UTF-8");
    if (may_reach_somebody(text))
        complaints.push_back(one.place + ": an address or number that may be real");
}

void check_labels(const Case& one, std::vector<std::string>& complaints)
{
    const auto complain = [&](const char* what) { complaints.push_back(one.place + ": " + what); };
    if (one.actions.empty()) complain("no accepted action");
    if (one.needs_action() && one.categories.empty()) complain("needs action without a category");
    if (one.needs_action() && one.severity == 0) complain("needs action with severity 0");
    if (one.context.size() > 8) complain("more than eight turns");
    if (one.emotions.size() > 3) complain("more than three emotions");
    const std::set<std::size_t> distinct{one.categories.begin(), one.categories.end()};
    if (distinct.size() != one.categories.size()) complain("a category twice");
    const bool child = one.speaker == text::Speaker::Child;
    const bool output_only =
        std::ranges::any_of(one.categories, [](std::size_t c) { return c >= 19; });
    if (child && output_only) complain("a category that only outputs have");
}

}  // namespace

bool may_reach_somebody(std::string_view text)
{
    return holds_address(text) || holds_phone_number(text);
}

std::vector<std::string> complaints_about(std::span<const Case> cases, const Splits& splits)
{
    std::vector<std::string> complaints;
    std::set<std::string> ids;
    std::map<std::string, Side> texts;
    for (const Case& one : cases) {
        if (!ids.insert(one.id).second) complaints.push_back(one.place + ": an id used before");
        if (!splits.contains(one.family))
            complaints.push_back(one.place + ": a family without a side (run `buddy-train split`)");
        const auto side = splits.find(one.family);
        const Side here = side == splits.end() ? Side::Train : side->second;
        const auto [first, fresh] = texts.try_emplace(words_key(one), here);
        if (!fresh && first->second != here && one.text.size() >= telling_bytes)
            complaints.push_back(one.place + ": the words of a case on another side");
        check_labels(one, complaints);
        check_text(one, one.text, complaints);
        for (const Turn& turn : one.context) check_text(one, turn.text, complaints);
    }
    return complaints;
}

}  // namespace buddy::train
