// Accounts and their data without a server: what the commands of an operator work on.
//
// Threads  One thread, which runs no event loop.
#pragma once

#include "app/account_mails.hpp"
#include "app/config.hpp"
#include "app/rights.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "notify/notify.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/crypto/sql_family_key_store.hpp"
#include "platform/sql/database.hpp"

#include <memory>

namespace buddy::app {

class AccountDesk {
public:
    /// Reads the process's settings and opens the databases.
    /// Invalid, Unavailable  the detail is a sentence for the operator; several mistakes are joined.
    [[nodiscard]] static Result<std::unique_ptr<AccountDesk>> open();

    [[nodiscard]] identity::Identity& identity() noexcept { return identity_; }
    [[nodiscard]] sql::Database& database() noexcept { return *database_; }
    [[nodiscard]] Rights& rights() noexcept { return rights_; }
    [[nodiscard]] const Config& config() const noexcept { return config_; }
    [[nodiscard]] const Clock& clock() const noexcept { return clock_; }
    [[nodiscard]] const audit::Trail& trail() const noexcept { return trail_; }

    struct Opened {
        Config config;
        crypto::SecretKey root;
        std::unique_ptr<sql::Database> database;
        std::unique_ptr<sql::Database> keys_database;
    };
    explicit AccountDesk(Opened opened);

private:
    Config config_;
    crypto::SecretKey root_;
    std::unique_ptr<sql::Database> database_;
    std::unique_ptr<sql::Database> keys_database_;
    SystemClock clock_;
    crypto::SqlFamilyKeyStore key_store_;
    crypto::FamilyKeys keys_;
    crypto::PasswordHasher hasher_;
    notify::Outbox outbox_;
    OutboxForAccounts mails_;
    identity::Identity identity_;
    audit::Trail trail_;
    Rights rights_;
};

}  // namespace buddy::app
