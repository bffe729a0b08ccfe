// DocumentStore with SQL, and what it keeps of a family. `database` and `trail` outlive both. What is
// accepted and declined is accounted for in the same transaction.
#pragma once

#include "documents/document_store.hpp"

#include "core/personal_data.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::documents {

class SqlDocumentStore final : public DocumentStore {
public:
    SqlDocumentStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<Published> publish(Published published) override;
    Task<std::optional<Published>> find(std::string kind, std::string version) override;
    Task<> put_review(Review review) override;
    Task<std::vector<Review>> reviews() override;
    Task<> append(std::vector<Answer> answers) override;
    Task<std::vector<Answer>> answers_of(GuardianId guardian) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

class SqlDocumentData final : public PersonalData {
public:
    explicit SqlDocumentData(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "documents"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"document_answers"};
    }
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    /// Nothing: guardians answer, and name no child.
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::documents
