// What may be an e-mail address, a password, a child's age … Pure functions, no storage.
#pragma once

#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::identity {

inline constexpr std::array<std::string_view, 12> avatars{
    "fox",
    "owl",
    "whale",
    "cat",
    "dog",
    "bear",
    "rabbit",
    "turtle",
    "rocket",
    "leaf",
    "star",
    "kite"
};
inline constexpr std::array<std::string_view, 5> languages{"en", "es", "fr", "de", "pt"};

/// The form under which addresses are compared: without blanks around it, in small letters. Nothing
/// when the text cannot be an address (printable ASCII, one @, a domain with a dot, at most 254
/// characters).
[[nodiscard]] std::optional<std::string> email_key(std::string_view text);

enum class PasswordVerdict : std::uint8_t { Good, TooShort, TooLong, TooSimple, IsTheEmail };
/// At least ten characters, at most 200 bytes, at least four different ones, and neither the
/// address nor the part before its @.
[[nodiscard]] PasswordVerdict judge_password(std::string_view password, std::string_view email_key);

/// A child's birth, as exactly as we ask for it.
struct BirthMonth {
    int year = 0;
    int month = 0;  ///< 1 to 12.
    friend bool operator==(const BirthMonth&, const BirthMonth&) = default;
};

/// Full years, counted from the first of the birth month, UTC. Negative before birth.
[[nodiscard]] int age_at(const BirthMonth& birth, Time now);

enum class AgeVerdict : std::uint8_t { Child, TooYoung, GrownUp, NotBorn };
/// Children are 7 to 17.
[[nodiscard]] AgeVerdict judge_age(const BirthMonth& birth, Time now);
/// The band of a child; who has grown out of the last one stays in it.
[[nodiscard]] safety::AgeBand age_band_at(const BirthMonth& birth, Time now);

/// Without blanks around it: 1 to `most` characters, none of them a control character. Nothing when
/// it is not that.
[[nodiscard]] std::optional<std::string> clean_line(std::string_view text, std::size_t most);

[[nodiscard]] bool is_avatar(std::string_view text);
[[nodiscard]] bool is_language(std::string_view text);
/// ISO 3166-1 alpha-2, upper case, and a country that exists.
[[nodiscard]] bool is_country(std::string_view text);
/// An IANA name that this machine knows.
[[nodiscard]] bool is_time_zone(std::string_view text);
/// Four to six digits.
[[nodiscard]] bool is_pin(std::string_view text);
/// Six digits.
[[nodiscard]] bool is_pairing_code(std::string_view text);

/// How long sign-in stays shut after so many failures in a row: nothing up to four, then 30 s,
/// doubled each time, at most 15 minutes.
[[nodiscard]] std::chrono::seconds block_after(std::int64_t failures) noexcept;

}  // namespace buddy::identity
