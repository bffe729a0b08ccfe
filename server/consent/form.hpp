// A form on paper: made here with a code, printed, signed, photographed, sent, looked at by staff.
#pragma once

#include "consent/notice.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::consent {

using FormId = Id<struct FormTag>;

enum class FormState : std::uint8_t {
    Open,  ///< Made; waits for its file.
    Sent,  ///< Waits for staff.
    Approved,
    Rejected,
    Replaced  ///< Another one was made before a file came.
};
[[nodiscard]] std::string_view id_of(FormState state) noexcept;
[[nodiscard]] std::optional<FormState> form_state_from(std::string_view id) noexcept;

/// Why staff could not take a form; told to the guardian in words.
enum class Flaw : std::uint8_t { Unreadable, NotSigned, WrongCode, WrongPerson };
/// "unreadable", "not_signed", "wrong_code", "wrong_person".
[[nodiscard]] std::string_view id_of(Flaw flaw) noexcept;
[[nodiscard]] std::optional<Flaw> flaw_from(std::string_view id) noexcept;

struct Form {
    FormId id;
    FamilyId family;
    GuardianId guardian;
    std::string code;  ///< On the paper.
    std::vector<Scope> scopes;
    std::string notice_version;
    FormState state = FormState::Open;
    std::string file_type;  ///< "application/pdf" …; empty: nothing was sent.
    std::string file_hash;  ///< Stays when the file is gone.
    Time created_at;
    std::optional<Time> sent_at;
    std::optional<Time> decided_at;
    StaffId decided_by;
    std::optional<Flaw> flaw;
    friend bool operator==(const Form&, const Form&) = default;
};

inline constexpr std::size_t largest_file = 5UL * 1024 * 1024;  ///< Bytes, inclusive.
/// A file comes in pieces, so that no call is larger than any other.
inline constexpr std::size_t largest_piece = 512UL * 1024;  ///< Bytes, inclusive.
inline constexpr std::size_t most_pieces = largest_file / largest_piece;

/// "application/pdf", "image/jpeg" or "image/png" by what the bytes are, whatever the name says.
/// Nothing for everything else.
[[nodiscard]] std::optional<std::string_view> type_of_file(std::string_view bytes) noexcept;

/// Eight characters that nobody mistakes for each other on paper: "7KQM-2XTD".
[[nodiscard]] std::string new_form_code();

/// How scopes stand in a cell: "answers api.example.org", one a line.
[[nodiscard]] std::string text_of(const std::vector<Scope>& scopes);
[[nodiscard]] std::vector<Scope> scopes_in(std::string_view text);

}  // namespace buddy::consent
