// Finds what identifies a child (phone, address, e-mail, school, full name, user name, password) in
// the way children write it, and masks it before anything leaves for a model provider.
//
//     const auto details = safety::find_personal_details("im Mia Brandt, my number is 555 0123 44");
//     const std::string safe = safety::mask("…", details);   // "im [name], my number is [phone]"
//
// Threads  Pure functions; call from anywhere.
// Errors   None; what is not UTF-8 is left as it is.
#pragma once

#include "buddy/safety/assessment.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

enum class DetailKind : std::uint8_t {
    Email,
    Phone,
    Address,
    Password,
    UserName,
    School,
    FullName,
    Place,
    Link,
    Card,      ///< A bank card's number, expiry or code.
    Birthday,  ///< With the year.
};
/// "email", "phone" … ; also the word that masks it.
[[nodiscard]] std::string_view id_of(DetailKind kind) noexcept;

/// One detail: bytes of the original text, begin inclusive, end exclusive; never splits a character.
struct PersonalDetail {
    DetailKind kind = DetailKind::Phone;
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const PersonalDetail&, const PersonalDetail&) = default;
};

/// In order of appearance, none overlapping. Time linear in the length of the text.
[[nodiscard]] std::vector<PersonalDetail> find_personal_details(std::string_view text);

/// The text with every detail replaced by its kind in brackets.
[[nodiscard]] std::string mask(std::string_view text, std::span<const PersonalDetail> details);
/// The text with every piece of evidence for personal_info masked, and every detail found in it.
[[nodiscard]] std::string mask(std::string_view text, const Assessment& assessment);

}  // namespace buddy::safety
