// What identity keeps about a family, to show it and to forget it.
#pragma once

#include "core/personal_data.hpp"
#include "identity/children.hpp"
#include "identity/families.hpp"
#include "identity/grown_ups.hpp"

namespace buddy::identity {

class FamilyData final : public PersonalData {
public:
    /// All outlive this.
    struct Parts {
        Families& families;
        FamilyStore& store;
        GrownUps& grown_ups;
        Children& children;
        ChildStore& child_store;
        sql::Database& database;
        crypto::FamilyKeys& keys;
    };
    explicit FamilyData(Parts parts) : parts_{parts} {}
    [[nodiscard]] std::string_view name() const override { return "identity"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override;
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::int64_t> seal_apart(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    Parts parts_;
};

}  // namespace buddy::identity
