// ChildStore with SQL. `database` and `trail` outlive it.
#pragma once

#include "identity/child_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlChildStore final : public ChildStore {
public:
    SqlChildStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<> add_child(ChildRecord child, audit::Entry entry) override;
    Task<std::optional<ChildRecord>> find_child(ChildId child) override;
    Task<std::vector<ChildRecord>> children_of(FamilyId family) override;
    Task<> change_child(ChildRecord child, audit::Entry entry) override;
    Task<> note_activity(ChildId child, Time now) override;
    Task<std::int64_t> erase_child(FamilyId family, ChildId child) override;
    Task<bool> replace_pairing_code(PairingCodeRecord code) override;
    Task<std::optional<PairingCodeRecord>> find_pairing_code(std::string code_hash, Time now)
        override;
    Task<bool> pair_device(std::string code_hash, DeviceRecord device, Time now) override;
    Task<std::optional<DeviceRecord>> find_device(std::string token_hash) override;
    Task<std::vector<DeviceRecord>> devices_of(ChildId child) override;
    Task<bool> remove_device(ChildId child, DeviceId device, audit::Entry entry) override;
    Task<> note_device_seen(DeviceId device, Time now) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::identity
