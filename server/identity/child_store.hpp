// What identity remembers about children and the devices they use.
//
// What a person did is accounted for in the same transaction: the entry given, or one that the
// record tells.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/ids.hpp"
#include "identity/records.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

class ChildStore {
public:
    ChildStore() = default;
    ChildStore(const ChildStore&) = delete;
    ChildStore& operator=(const ChildStore&) = delete;
    ChildStore(ChildStore&&) = delete;
    ChildStore& operator=(ChildStore&&) = delete;
    virtual ~ChildStore() = default;

    virtual Task<> add_child(ChildRecord child, audit::Entry entry) = 0;
    virtual Task<std::optional<ChildRecord>> find_child(ChildId child) = 0;
    /// Oldest profile first.
    virtual Task<std::vector<ChildRecord>> children_of(FamilyId family) = 0;
    /// Stores nickname, interests, avatar, language, country and PIN. Everything else stays.
    virtual Task<> change_child(ChildRecord child, audit::Entry entry) = 0;
    virtual Task<> note_activity(ChildId child, Time now) = 0;
    /// Removes a profile with its devices, codes and sessions; how many profiles. 0: the family has no
    /// such child.
    virtual Task<std::int64_t> erase_child(FamilyId family, ChildId child) = 0;

    /// Stores a code instead of the child's older ones. false: another child's code has this hash;
    /// nothing was changed, try another code.
    virtual Task<bool> replace_pairing_code(PairingCodeRecord code) = 0;
    /// A code that has not expired.
    virtual Task<std::optional<PairingCodeRecord>> find_pairing_code(
        std::string code_hash, Time now
    ) = 0;
    /// Uses the code up and stores the device. false: the code was used or expired meanwhile.
    virtual Task<bool> pair_device(std::string code_hash, DeviceRecord device, Time now) = 0;

    virtual Task<std::optional<DeviceRecord>> find_device(std::string token_hash) = 0;
    /// Newest first.
    virtual Task<std::vector<DeviceRecord>> devices_of(ChildId child) = 0;
    /// Removes the device and the sessions on it. false: the child has no such device.
    virtual Task<bool> remove_device(ChildId child, DeviceId device, audit::Entry entry) = 0;
    virtual Task<> note_device_seen(DeviceId device, Time now) = 0;
};

}  // namespace buddy::identity
