// Staff accounts and API keys.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "identity/records.hpp"
#include "platform/async/task.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

class StaffStore {
public:
    StaffStore() = default;
    StaffStore(const StaffStore&) = delete;
    StaffStore& operator=(const StaffStore&) = delete;
    StaffStore(StaffStore&&) = delete;
    StaffStore& operator=(StaffStore&&) = delete;
    virtual ~StaffStore() = default;

    /// false: the address has an account.
    virtual Task<bool> add_staff(StaffRecord staff) = 0;
    /// Everybody who is not disabled, oldest first.
    virtual Task<std::vector<StaffRecord>> all_staff() = 0;
    virtual Task<> add_api_key(ApiKeyRecord key) = 0;
    /// A key that is not revoked.
    virtual Task<std::optional<ApiKeyRecord>> find_api_key(std::string key_hash) = 0;
    /// false: there is no such key, or it was revoked before.
    virtual Task<bool> revoke_api_key(ApiKeyId key, Time now) = 0;
};

}  // namespace buddy::identity
