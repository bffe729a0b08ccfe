// FeedbackStore on SQLite or PostgreSQL, and what a family may see of it.
#pragma once

#include "feedback/feedback.hpp"

#include "core/personal_data.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::feedback {

class SqlFeedbackStore final : public FeedbackStore {
public:
    /// Both outlive this.
    SqlFeedbackStore(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    Task<Result<void>> give(GivenThumb thumb) override;
    Task<Result<void>> take_back(conversation::ChildRef child, TurnId turn) override;
    Task<Result<std::vector<ShownThumb>>> thumbs_of(
        conversation::ChildRef child, ConversationId conversation
    ) override;
    Task<std::vector<GivenThumb>> open_reports(std::size_t most) override;
    Task<Result<GivenThumb>> find_report(TurnId turn) override;
    Task<Result<void>> decide(TurnId turn, Finding finding, StaffId by, Time at) override;
    Task<std::int64_t> count_open_reports() override;
    Task<Result<Standing>> standing_of(GuardianRef guardian) override;
    Task<> note_shown(GuardianRef guardian, Question question, Time at) override;
    Task<Result<void>> settle(Settling settling) override;
    Task<std::vector<ThumbCount>> thumb_counts(Time from) override;
    Task<std::vector<MarkCount>> mark_counts(Time from) override;
    Task<std::vector<SaidOfBuddy>> recent_words(std::size_t most) override;

private:
    Task<Result<GivenThumb>> report_in(sql::Rows rows, std::size_t row);

    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

class SqlFeedbackData final : public PersonalData {
public:
    /// Both outlive this.
    SqlFeedbackData(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    [[nodiscard]] std::string_view name() const override { return "feedback"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"thumbs", "surveys", "guardian_opinions"};
    }
    /// Thumbs but those on answers that no guardian may know of, and what guardians said. What can no
    /// longer be read is named as `unreadable`.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing: the child sees its thumbs beside the answers.
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::feedback
