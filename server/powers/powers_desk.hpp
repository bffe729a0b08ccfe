// What holds for a child now, for pages and for other features.
//
//     const auto held = co_await desk.of(child);
//     if (!co_await desk.reads_moods(child)) …          // "not read here" in place of a chart
//
// Threads  From any event loop. Lifetime  The parts outlive it.
#pragma once

#include "powers/forgetting.hpp"
#include "powers/powers.hpp"

namespace buddy::powers {

class PowersDesk {
public:
    struct Parts {
        const law::Packs& packs;
        limits::LimitsStore& limits;
        identity::Directory& directory;
        Forgetting& forgetting;
        const Clock& clock;
    };
    explicit PowersDesk(Parts parts) : parts_{parts} {}

    struct Child {
        identity::ChildProfile profile;
        Held held;
        std::optional<Time> forgotten;
    };
    /// Choices of a family that can no longer be read take nothing from Buddy; laws hold all the same.
    /// NotFound  no such child.
    Task<Result<Child>> of(ChildId child) const;
    /// false: no mood of this child is read, shown or kept now. Of a child nobody knows: likewise.
    Task<bool> reads_moods(ChildId child) const;
    Task<> forget(conversation::ChildRef child, audit::Actor by) const;
    /// When a guardian last let Buddy forget: guardians are told of nothing that the child did itself.
    Task<std::optional<Time>> forgotten_by_guardians(conversation::ChildRef child) const;
    /// Whether guardians of the family are in dispute.
    Task<bool> is_disputed(FamilyId family) const;
    [[nodiscard]] const law::Packs& packs() const noexcept { return parts_.packs; }

private:
    Parts parts_;
};

}  // namespace buddy::powers
