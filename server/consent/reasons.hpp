// Why consent says no, and what people read about it. In five languages.
#pragma once

#include "consent/form.hpp"
#include "consent/notice.hpp"

#include <cstdint>
#include <expected>
#include <string_view>
#include <vector>

namespace buddy::consent {

enum class Reason : std::uint8_t {
    NoSuchUse,
    NoticeChanged,
    MethodTooWeak,
    EmailUnverified,
    LinkInvalid,
    NothingToSign,
    NoSuchForm,
    FormClosed,
    PieceInvalid,
    FileTooLarge,
    FileUnknown,
    FamilyDisputed,  ///< Guardians are in dispute: taking back goes, agreeing waits.
    GuardianLeft,    ///< Whoever agreed, or signed, is no guardian of the family any more.
    Busy
};
inline constexpr std::size_t reason_count = 14;

/// Stable word for programs: "form_needed".
[[nodiscard]] std::string_view id_of(Reason reason) noexcept;

/// What consent's services answer.
template <class T>
using Answer = std::expected<T, Reason>;

/// `language`: en, es, fr, de or pt; any other is answered in English. So in all of these.
[[nodiscard]] std::string_view words_for(Reason reason, std::string_view language) noexcept;
[[nodiscard]] std::string_view words_for(Flaw flaw, std::string_view language) noexcept;

/// One use in words: what it is for, and what goes there.
struct UseWords {
    std::string_view title;
    std::string_view purpose;
    std::string_view gets;
};
[[nodiscard]] UseWords words_for(Purpose purpose, std::string_view language) noexcept;
/// What stands above the uses: paragraphs.
[[nodiscard]] std::vector<std::string_view> notice_intro(bool discloses, std::string_view language);

}  // namespace buddy::consent
