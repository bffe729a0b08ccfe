// Opens a database that is at this release's schema.
#pragma once

#include "platform/sql/database.hpp"
#include "platform/sql/migrations.hpp"

#include <memory>
#include <string>

namespace buddy::app {

/// Unavailable  it cannot be opened.  Invalid  its schema is older (run `buddy migrate`).
/// Conflict     its schema is newer or was changed.  The detail is a sentence for the operator.
[[nodiscard]] Result<std::unique_ptr<sql::Database>> open_migrated(
    const std::string& url, const sql::Schema& schema
);

}  // namespace buddy::app
