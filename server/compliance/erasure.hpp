// A wish to be forgotten, from the asking to the receipt.
//
// Threads  Plain values and pure functions.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::compliance {

enum class Scope : std::uint8_t {
    Family,     ///< Everybody, with the family's keys.
    Child,      ///< One child, with its keys; the family's and its siblings' stay.
    Unfinished  ///< A sign-up that nobody finished: as Family, and nobody is told.
};
[[nodiscard]] std::string_view id_of(Scope scope) noexcept;
[[nodiscard]] Scope scope_from(std::string_view id) noexcept;

enum class ErasureState : std::uint8_t { Waiting, Erasing, Done, Undone };
[[nodiscard]] std::string_view id_of(ErasureState state) noexcept;
[[nodiscard]] ErasureState erasure_state_from(std::string_view id) noexcept;

/// How many rows went, by PersonalData::name().
using Removed = std::map<std::string, std::int64_t>;

struct Erasure {
    std::string id;
    std::string subject;
    Scope scope = Scope::Family;
    std::optional<FamilyId> family;  ///< Nothing once the family is gone.
    std::optional<ChildId> child;    ///< With Scope::Child, until it is done.
    ErasureState state = ErasureState::Waiting;
    Time asked_at;
    Time due_at;
    std::optional<Time> ended_at;
    Removed removed;
    std::optional<sql::Blob> tell;  ///< Sealed: who gets the receipt.
    std::string receipt;            ///< Empty until done.
    [[nodiscard]] bool is_open() const noexcept
    {
        return state == ErasureState::Waiting || state == ErasureState::Erasing;
    }
};

/// What the ledger knows an erased family or child by: a hash of its random id.
[[nodiscard]] std::string subject_of(const FamilyId& family);
[[nodiscard]] std::string subject_of(const FamilyId& family, const ChildId& child);

/// One line of the ledger, which lies beside the keys and never in a data backup.
struct LedgerEntry {
    std::string subject;
    std::string erasure;
    Scope scope = Scope::Family;
    Time done_at;
    std::string receipt;
};

/// JSON of one line that names nobody.
[[nodiscard]] std::string receipt_of(
    const Erasure& erasure, Time done_at, const std::vector<std::string>& processors
);
/// The erasure's id in a receipt. Invalid  it is no receipt of Buddy's.
[[nodiscard]] Result<std::string> erasure_in(std::string_view receipt);
/// Whether both say the same, however they are written down.
[[nodiscard]] bool is_same_receipt(std::string_view left, std::string_view right);

[[nodiscard]] std::string to_json(const Removed& removed);
[[nodiscard]] Removed removed_from(std::string_view text);

}  // namespace buddy::compliance
