#include "advisors/sealed_state.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace buddy::advisors {
namespace {

std::string checksum(std::string_view body)
{
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : body)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    return {digits.data(), end};
}

}  // namespace

std::string sealed(std::string_view mark, std::string_view body)
{
    std::string out{mark};
    out += ' ';
    out += checksum(body);
    out += '\n';
    out += body;
    return out;
}

std::optional<std::string> unsealed(std::string_view mark, std::string_view bytes)
{
    if (bytes.size() > most_state_bytes) return std::nullopt;
    const auto line_end = bytes.find('\n');
    if (line_end == std::string_view::npos) return std::nullopt;
    const auto body = bytes.substr(line_end + 1);
    if (bytes.substr(0, line_end) != std::string{mark} + " " + checksum(body)) return std::nullopt;
    return std::string{body};
}

}  // namespace buddy::advisors
