// ChildStore with SQL. `database` outlives it.
#pragma once

#include "identity/child_store.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlChildStore final : public ChildStore {
public:
    explicit SqlChildStore(sql::Database& database) : database_{database} {}
    Task<> add_child(ChildRecord child) override;
    Task<std::optional<ChildRecord>> find_child(ChildId child) override;
    Task<std::vector<ChildRecord>> children_of(FamilyId family) override;
    Task<> change_child(ChildRecord child) override;
    Task<> note_activity(ChildId child, Time now) override;
    Task<std::int64_t> erase_child(FamilyId family, ChildId child) override;
    Task<bool> replace_pairing_code(PairingCodeRecord code) override;
    Task<std::optional<PairingCodeRecord>> find_pairing_code(std::string code_hash, Time now)
        override;
    Task<bool> pair_device(std::string code_hash, DeviceRecord device, Time now) override;
    Task<std::optional<DeviceRecord>> find_device(std::string token_hash) override;
    Task<std::vector<DeviceRecord>> devices_of(ChildId child) override;
    Task<bool> remove_device(ChildId child, DeviceId device) override;
    Task<> note_device_seen(DeviceId device, Time now) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::identity
