// SummaryStore in a database, and what a family may see and erase of it.
#pragma once

#include "conversation/summary_store.hpp"
#include "core/personal_data.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

class SqlSummaryStore final : public SummaryStore {
public:
    /// Both outlive this.
    SqlSummaryStore(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    Task<std::optional<Summary>> find(ChildRef child, ConversationId id) override;
    Task<TalkPart> part_of(ChildRef child, ConversationId id, TurnRange range) override;
    Task<> keep(ChildRef child, ConversationId id, Summary summary) override;
    Task<> forget(ChildRef child, ConversationId id) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

class SqlSummaryData final : public PersonalData {
public:
    /// Both outlive this.
    SqlSummaryData(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    [[nodiscard]] std::string_view name() const override { return "summaries"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"conversation_summaries"};
    }
    /// By conversation, the words. One that can no longer be read is named as `unreadable`.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::int64_t> seal_apart(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing: a summary says what the conversations, which are counted, say.

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::conversation
