#include "identity/rules.hpp"

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

namespace buddy::identity {
namespace {

std::string_view without_blanks(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The characters of a text; nothing when it is not UTF-8.
std::optional<std::vector<UChar32>> characters_of(std::string_view text)
{
    std::vector<UChar32> characters;
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 one = 0;
        U8_NEXT(text.data(), at, length, one);
        if (one < 0) return std::nullopt;
        characters.push_back(one);
    }
    return characters;
}

bool is_control(UChar32 one)
{
    const auto type = u_charType(one);
    return type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR ||
           type == U_UNASSIGNED || type == U_SURROGATE;
}

bool is_digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char one) { return one >= '0' && one <= '9'; });
}

std::string in_small_letters(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    });
    return out;
}

}  // namespace

std::optional<std::string> email_key(std::string_view text)
{
    const auto trimmed = without_blanks(text);
    constexpr std::string_view forbidden = "<>()[],;:\\\"";
    const bool printable = std::ranges::all_of(trimmed, [&forbidden](char one) {
        return one > ' ' && one < '\x7f' && !forbidden.contains(one);
    });
    const auto at = trimmed.find('@');
    if (!printable || trimmed.size() > 254 || at == std::string_view::npos || at == 0 || at > 64)
        return std::nullopt;
    const auto domain = trimmed.substr(at + 1);
    if (domain.contains('@') || !domain.contains('.') || domain.front() == '.' ||
        domain.back() == '.' || domain.contains(".."))
        return std::nullopt;
    return in_small_letters(trimmed);
}

PasswordVerdict judge_password(std::string_view password, std::string_view email_key)
{
    const auto characters = characters_of(password);
    if (!characters || characters->size() < 10) return PasswordVerdict::TooShort;
    if (password.size() > 200) return PasswordVerdict::TooLong;
    const auto plain = in_small_letters(password);
    if (plain == email_key || plain == email_key.substr(0, email_key.find('@')))
        return PasswordVerdict::IsTheEmail;
    const std::set<UChar32> different{characters->begin(), characters->end()};
    return different.size() < 4 ? PasswordVerdict::TooSimple : PasswordVerdict::Good;
}

int age_at(const BirthMonth& birth, Time now)
{
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
    const int years = static_cast<int>(today.year()) - birth.year;
    return static_cast<int>(static_cast<unsigned>(today.month())) < birth.month ? years - 1 : years;
}

AgeVerdict judge_age(const BirthMonth& birth, Time now)
{
    const int age = age_at(birth, now);
    if (age < 0) return AgeVerdict::NotBorn;
    if (age < 7) return AgeVerdict::TooYoung;
    return age < 18 ? AgeVerdict::Child : AgeVerdict::GrownUp;
}

safety::AgeBand age_band_at(const BirthMonth& birth, Time now)
{
    const int age = age_at(birth, now);
    if (age < 10) return safety::AgeBand::From7To9;
    return age < 13 ? safety::AgeBand::From10To12 : safety::AgeBand::From13To17;
}

std::optional<std::string> clean_line(std::string_view text, std::size_t most)
{
    const auto trimmed = without_blanks(text);
    const auto characters = characters_of(trimmed);
    if (!characters || characters->empty() || characters->size() > most ||
        std::ranges::any_of(*characters, is_control))
        return std::nullopt;
    return std::string{trimmed};
}

bool is_avatar(std::string_view text)
{
    return std::ranges::find(avatars, text) != avatars.end();
}
bool is_language(std::string_view text)
{
    return std::ranges::find(languages, text) != languages.end();
}

bool is_country(std::string_view text)
{
    if (text.size() != 2) return false;
    for (const char* const* country = uloc_getISOCountries(); *country != nullptr; ++country)
        if (text == *country) return true;
    return false;
}

bool is_time_zone(std::string_view text)
{
    const bool plain = std::ranges::all_of(text, [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
               (one >= '0' && one <= '9') || one == '/' || one == '_' || one == '+' || one == '-';
    });
    if (text.empty() || text.size() > 60 || !plain || text.front() == '/') return false;
    if (text == "UTC") return true;
    std::error_code ignored;
    const auto file = std::filesystem::path{"/usr/share/zoneinfo"} / text;
    return std::filesystem::is_regular_file(file, ignored);
}

bool is_pin(std::string_view text)
{
    return text.size() >= 4 && text.size() <= 6 && is_digits(text);
}

bool is_pairing_code(std::string_view text)
{
    return text.size() == 6 && is_digits(text);
}

std::chrono::seconds block_after(std::int64_t failures) noexcept
{
    if (failures < 5) return std::chrono::seconds{0};
    const auto doublings = std::min<std::int64_t>(failures - 5, 5);
    const std::chrono::seconds wait{std::int64_t{30} << doublings};
    return std::min(wait, std::chrono::seconds{std::chrono::minutes{15}});
}

}  // namespace buddy::identity
