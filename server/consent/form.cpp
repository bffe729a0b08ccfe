#include "consent/form.hpp"

#include "platform/crypto/random.hpp"

#include <algorithm>
#include <array>

namespace buddy::consent {
namespace {

constexpr std::array<std::string_view, 5> states{
    "open", "sent", "approved", "rejected", "replaced"
};
constexpr std::array<std::string_view, 4> flaws{
    "unreadable", "not_signed", "wrong_code", "wrong_person"
};

template <class Enum, std::size_t count>
std::optional<Enum> found_in(const std::array<std::string_view, count>& ids, std::string_view id)
{
    const auto* const found = std::ranges::find(ids, id);
    if (found == ids.end()) return std::nullopt;
    return static_cast<Enum>(found - ids.begin());
}

}  // namespace

std::string_view id_of(FormState state) noexcept
{
    return states.at(static_cast<std::size_t>(state));
}

std::optional<FormState> form_state_from(std::string_view id) noexcept
{
    return found_in<FormState>(states, id);
}

std::string_view id_of(Flaw flaw) noexcept
{
    return flaws.at(static_cast<std::size_t>(flaw));
}

std::optional<Flaw> flaw_from(std::string_view id) noexcept
{
    return found_in<Flaw>(flaws, id);
}

std::optional<std::string_view> type_of_file(std::string_view bytes) noexcept
{
    if (bytes.starts_with("%PDF-") && bytes.contains("%%EOF")) return "application/pdf";
    if (bytes.starts_with("\xFF\xD8\xFF") && bytes.contains("\xFF\xD9")) return "image/jpeg";
    if (bytes.starts_with("\x89PNG\r\n\x1A\n") && bytes.contains("IEND")) return "image/png";
    return std::nullopt;
}

std::string new_form_code()
{
    // 25 letters and digits; none of 0 O 1 I L 5 S 8 B U V.
    constexpr std::string_view letters = "234679ACDEFGHJKMNPQRTWXYZ";
    constexpr std::size_t half = 4;
    std::string code;
    for (std::size_t i = 0; i < 2 * half; ++i) {
        if (i == half) code += '-';
        // Six digits for one of 25: the first letters are likelier by less than one in 40,000.
        const auto number = std::stoul(crypto::random_digits(6));
        code += letters.at(number % letters.size());
    }
    return code;
}

std::string text_of(const std::vector<Scope>& scopes)
{
    std::string text;
    for (const auto& scope : scopes) {
        text += id_of(scope.purpose);
        text += ' ';
        text += scope.processor;
        text += '\n';
    }
    return text;
}

std::vector<Scope> scopes_in(std::string_view text)
{
    std::vector<Scope> scopes;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        const auto blank = std::min(line.find(' '), line.size());
        if (const auto purpose = purpose_from(line.substr(0, blank));
            purpose && blank < line.size())
            scopes.push_back({.purpose = *purpose, .processor = std::string{line.substr(blank + 1)}}
            );
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return scopes;
}

}  // namespace buddy::consent
