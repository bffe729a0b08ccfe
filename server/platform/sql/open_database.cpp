#include "platform/sql/database.hpp"
#include "platform/sql/postgres_database.hpp"
#include "platform/sql/sqlite_database.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <filesystem>
#include <memory>

namespace buddy::sql {
namespace {

// libpq's own words about a bad URL may quote the password: only whether it can be parsed is told.
bool libpq_understands(const std::string& url)
{
    char* complaint = nullptr;
    PQconninfoOption* parsed = PQconninfoParse(url.c_str(), &complaint);
    if (complaint != nullptr) PQfreemem(complaint);
    if (parsed == nullptr) return false;
    PQconninfoFree(parsed);
    return true;
}

Result<std::unique_ptr<Database>> open_sqlite(const std::string& file, std::size_t readers)
{
    if (file != ":memory:") {
        const std::filesystem::path path{file};
        if (!path.is_absolute())
            return failed(
                ErrorCode::Invalid,
                "an SQLite URL needs an absolute path: sqlite:///path/to/file.db"
            );
        std::error_code ignored;
        if (!std::filesystem::is_directory(path.parent_path(), ignored))
            return failed(
                ErrorCode::Unavailable,
                fmt::format("the folder {} does not exist", path.parent_path().string())
            );
    }
    try {
        return std::make_unique<SqliteDatabase>(file, readers);
    } catch (const DatabaseError& error) {
        return failed(
            ErrorCode::Unavailable, fmt::format("{} cannot be opened ({})", file, error.code())
        );
    }
}

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, std::size_t readers)
{
    if (!libpq_understands(url))
        return failed(
            ErrorCode::Invalid, "not a valid URL: postgres://user:password@host:port/database"
        );
    try {
        return std::make_unique<PostgresDatabase>(url, readers + 1);
    } catch (const DatabaseError& error) {
        return failed(
            ErrorCode::Unavailable,
            fmt::format("the PostgreSQL server does not let us in ({})", error.code())
        );
    }
}

}  // namespace

Result<std::unique_ptr<Database>> open_database(const std::string& url, std::size_t readers)
{
    if (url == "sqlite::memory:") return open_sqlite(":memory:", readers);
    if (url.starts_with("sqlite://")) return open_sqlite(url.substr(9), readers);
    if (url.starts_with("postgres://") || url.starts_with("postgresql://"))
        return open_postgres(url, readers);
    return failed(ErrorCode::Invalid, "a database URL starts with sqlite:// or postgres://");
}

}  // namespace buddy::sql
