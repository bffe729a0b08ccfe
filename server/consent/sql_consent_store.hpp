// ConsentStore with SQL, and what it keeps of a family. `database` and `trail` outlive both. What is
// agreed to and taken back is accounted for in the same transaction.
#pragma once

#include "consent/consent_store.hpp"

#include "core/personal_data.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

#include <functional>

namespace buddy::consent {

class SqlConsentStore final : public ConsentStore {
public:
    /// Queues a mail with a transaction; called on a database thread.
    using QueueMail = std::function<void(sql::Transaction& tx, const notify::ConsentMail& mail)>;

    SqlConsentStore(sql::Database& database, const audit::Trail& trail, QueueMail queue_mail)
        : database_{database}, trail_{trail}, queue_mail_{std::move(queue_mail)}
    {
    }
    Task<> append(std::vector<Entry> entries, std::optional<notify::ConsentMail> mail) override;
    Task<std::vector<Entry>> entries_of(FamilyId family) override;
    Task<std::vector<Entry>> find_undo(std::string undo_hash) override;
    Task<> add_form(Form form) override;
    Task<std::optional<Form>> find_form(FormId form) override;
    Task<std::vector<Form>> forms_of(FamilyId family) override;
    Task<std::vector<Form>> waiting_forms() override;
    Task<Result<void>> put_piece(FormId form, std::int64_t number, crypto::Sealed piece) override;
    Task<std::vector<crypto::Sealed>> pieces_of(FormId form) override;
    Task<Result<void>> send_form(
        FormId form, std::string file_type, std::string file_hash, Time now
    ) override;
    Task<Result<void>> decide_form(Decision decision, std::vector<Entry> agreed) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
    QueueMail queue_mail_;
};

class SqlConsentData final : public PersonalData {
public:
    explicit SqlConsentData(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "consent"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"consents", "consent_forms", "consent_form_pieces"};
    }
    /// The ledger and the forms, without their files: those are gone once staff has decided.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    /// Nothing: what was agreed to is the family's, and names no child.
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;

private:
    sql::Database& database_;
};

}  // namespace buddy::consent
