// What a feature must be able to do with what it keeps about a child: show it, and forget it, for a whole family
// or for one child of it.
//
// Every table that holds something about a child is claimed by exactly one PersonalData; a test
// fails for a table that nobody claims.
//
// Threads  Blocks: run it where waiting is allowed (BlockingPool), never on an event loop.
// Errors   Unavailable  something could not be read or erased; nothing was half done.
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buddy {

/// How much of one kind is kept about a child.
struct Amount {
    std::string_view what;  ///< A stable word, e.g. "turns". A literal.
    std::int64_t count = 0;
};

class PersonalData {
public:
    PersonalData() = default;
    PersonalData(const PersonalData&) = delete;
    PersonalData& operator=(const PersonalData&) = delete;
    PersonalData(PersonalData&&) = delete;
    PersonalData& operator=(PersonalData&&) = delete;
    virtual ~PersonalData() = default;

    /// The feature, e.g. "identity": also the name of its file in an export.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// The tables it answers for.
    [[nodiscard]] virtual std::vector<std::string_view> tables() const = 0;
    /// Everything about the family that its guardians may have, as JSON text. Protected turns are
    /// not in it.
    [[nodiscard]] virtual Result<std::string> export_family(const FamilyId& family) = 0;
    /// Removes every row about the family; returns how many. Safe to repeat.
    [[nodiscard]] virtual Result<std::int64_t> erase_family(const FamilyId& family) = 0;
    /// Removes every row about one child; what is of the family as a whole stays. Returns how many.
    /// Safe to repeat.
    [[nodiscard]] virtual Result<std::int64_t> erase_child(
        const FamilyId& family, const ChildId& child
    ) = 0;
    /// Seals what is about one child under that child's own keys, where it lies under its family's: rows from
    /// before children had any (platform/crypto/seal_apart.hpp). Returns how many. Safe to repeat.
    /// Nothing, where nothing about one child is sealed.
    [[nodiscard]] virtual Result<std::int64_t> seal_apart(
        const FamilyId& /*family*/, const ChildId& /*child*/
    )
    {
        return 0;
    }
    /// How much is kept about one child, for the child itself to see. A grown-up may look over its
    /// shoulder: what no guardian may know of counts only where the child sees it elsewhere, too.
    /// Nothing, unless a feature keeps what a child would count.
    [[nodiscard]] virtual Result<std::vector<Amount>> amounts_of(
        const FamilyId& /*family*/, const ChildId& /*child*/
    )
    {
        return std::vector<Amount>{};
    }
};

}  // namespace buddy
