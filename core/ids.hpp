// Identifiers that cannot be mixed up: a ChildId is no FamilyId.
//
//     const auto id = ChildId{std::string{text}};
//     store.find(id);
//
// New ids come from platform/crypto (UUIDv7 text, 36 characters, sorts by time of creation).
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace buddy {

/// Text identifier with a type of its own. Empty means "none" and is never stored.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_{std::move(text)} {}
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string text_;
};

using FamilyId = Id<struct FamilyTag>;
using GuardianId = Id<struct GuardianTag>;
using ChildId = Id<struct ChildTag>;
using DeviceId = Id<struct DeviceTag>;
using SessionId = Id<struct SessionTag>;
using StaffId = Id<struct StaffTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using ConversationId = Id<struct ConversationTag>;
using TurnId = Id<struct TurnTag>;
using AlertId = Id<struct AlertTag>;

}  // namespace buddy

template <class Tag>
struct std::hash<buddy::Id<Tag>> {
    std::size_t operator()(const buddy::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.text());
    }
};
