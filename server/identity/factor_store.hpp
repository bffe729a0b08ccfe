// Second factors and recovery codes, by account.
//
// What was set, reset or used as a last resort is accounted for in the same transaction.
//
// Threads  From any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/sealer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

struct FactorRecord {
    std::string account;    ///< The account's id.
    crypto::Sealed secret;  ///< Place {second_factors, secret, account}.
    std::int64_t last_step = 0;
    Time created_at;
    std::optional<Time> confirmed_at;  ///< None: being set up.
    friend bool operator==(const FactorRecord&, const FactorRecord&) = default;
};

class FactorStore {
public:
    FactorStore() = default;
    FactorStore(const FactorStore&) = delete;
    FactorStore& operator=(const FactorStore&) = delete;
    FactorStore(FactorStore&&) = delete;
    FactorStore& operator=(FactorStore&&) = delete;
    virtual ~FactorStore() = default;

    /// Keeps a secret that is being set up, in the place of an earlier try. false: a confirmed one stands.
    virtual Task<bool> begin(FactorRecord factor) = 0;
    virtual Task<std::optional<FactorRecord>> find(std::string account) = 0;

    struct Confirmation {
        std::string account;
        std::int64_t step = 0;                 ///< Used by this.
        std::vector<std::string> code_hashes;  ///< Of the recovery codes.
        audit::Actor by;
        Time at;
    };
    /// From now on it guards the account. false: there is none being set up.
    virtual Task<bool> confirm(Confirmation confirmation) = 0;
    /// false: this step was used, or a later one. Of two at once, one is true.
    virtual Task<bool> use_step(std::string account, std::int64_t step) = 0;
    /// false: it is none of the account's, or it was used.
    virtual Task<bool> use_recovery_code(
        std::string account, std::string code_hash, audit::Actor by, Time now
    ) = 0;
    virtual Task<std::int64_t> recovery_codes_left(std::string account) = 0;
    /// Takes it away with its codes, and ends the sessions of the member of staff whose it is. false: there
    /// is none.
    virtual Task<bool> reset(std::string account, audit::Actor by) = 0;
};

}  // namespace buddy::identity
