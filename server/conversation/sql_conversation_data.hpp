// What is kept of children's conversations, to show it and to forget it.
//
// What a guardian is given holds no protected turn and nothing that would tell of one: neither numbers nor
// ids of turns, nor when a conversation began or how many turns it has.
//
// Cost  export_family() holds a family's words of the whole retention period in memory.
#pragma once

#include "core/personal_data.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

class SqlConversationData final : public PersonalData {
public:
    /// Both outlive this.
    SqlConversationData(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    [[nodiscard]] std::string_view name() const override { return "conversations"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"conversations", "turns", "turn_events", "safety_events"};
    }
    /// By child and conversation: when something was said, what, and what Buddy answered. A turn that can no
    /// longer be read is named as `unreadable`.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::int64_t> seal_apart(const FamilyId& family, const ChildId& child)
        override;
    /// Conversations and turns, as a guardian would count them: none protected, nor what follows one.
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::conversation
