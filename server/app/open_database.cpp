#include "app/open_database.hpp"

namespace buddy::app {

Result<std::unique_ptr<sql::Database>> open_migrated(
    const std::string& url, const sql::Schema& schema
)
{
    auto database = sql::open_database(url);
    if (!database) return database;
    const auto pending = sql::pending_migrations(**database, schema);
    if (!pending) return std::unexpected(pending.error());
    if (!pending->empty())
        return failed(
            ErrorCode::Invalid, "the database is older than this program: run `buddy migrate` first"
        );
    return database;
}

}  // namespace buddy::app
