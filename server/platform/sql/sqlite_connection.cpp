#include "platform/sql/sqlite_connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <utility>

namespace buddy::sql {
namespace {

// Made by hand, since SQLite creates files that everybody may read. Its log and shared memory
// follow the permissions of the file. A file that is there is not touched: closing any descriptor of it
// would drop the locks that this process's other connections hold, and the next command beside the
// running server would take itself for the last one and delete the log under it.
void create_private(const std::string& file)
{
    if (file == ":memory:") return;
    const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made >= 0) ::close(made);
}

int bind(sqlite3_stmt* handle, int place, const Value& value)
{
    return std::visit(
        [handle, place](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::monostate>)
                return sqlite3_bind_null(handle, place);
            else if constexpr (std::is_same_v<Held, double>)
                return sqlite3_bind_double(handle, place, held);
            else if constexpr (std::is_same_v<Held, std::string>)
                return sqlite3_bind_text64(
                    handle, place, held.data(), held.size(), nullptr, SQLITE_UTF8
                );
            else if constexpr (std::is_same_v<Held, Blob>)
                // An empty blob needs an address, or it would become NULL.
                return sqlite3_bind_blob64(
                    handle,
                    place,
                    held.bytes.empty() ? "" : held.bytes.data(),
                    held.bytes.size(),
                    nullptr
                );
            else
                return sqlite3_bind_int64(handle, place, held);
        },
        value
    );
}

std::string bytes_of(sqlite3_stmt* handle, int column)
{
    const auto* start = static_cast<const char*>(sqlite3_column_blob(handle, column));
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(handle, column));
    return start == nullptr ? std::string{} : std::string{start, length};
}

Value cell_of(sqlite3_stmt* handle, int column)
{
    switch (sqlite3_column_type(handle, column)) {
        case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(handle, column)};
        case SQLITE_FLOAT: return sqlite3_column_double(handle, column);
        case SQLITE_TEXT: return bytes_of(handle, column);
        case SQLITE_BLOB: return Blob{bytes_of(handle, column)};
        default: return std::monostate{};
    }
}

}  // namespace

void SqliteConnection::Prepared::Finalize::operator()(sqlite3_stmt* statement) const noexcept
{
    sqlite3_finalize(statement);
}

void SqliteConnection::Close::operator()(sqlite3* handle) const noexcept
{
    sqlite3_close_v2(handle);
}

SqliteConnection::SqliteConnection(const std::string& file, Role role)
{
    create_private(file);
    sqlite3* opened = nullptr;
    const int rc = sqlite3_open_v2(
        file.c_str(),
        &opened,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
        nullptr
    );
    handle_.reset(opened);
    if (rc != SQLITE_OK) throw DatabaseError{"open", fmt::format("sqlite {}", rc)};
    sqlite3_extended_result_codes(handle_.get(), 1);
    sqlite3_busy_timeout(handle_.get(), 5000);
    run_script(
        "open",
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY"
    );
    if (role == Role::Reader) run_script("open", "PRAGMA query_only=ON");
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::fail(std::string_view statement) const
{
    throw DatabaseError{
        std::string{statement}, fmt::format("sqlite {}", sqlite3_extended_errcode(handle_.get()))
    };
}

SqliteConnection::Prepared& SqliteConnection::prepared(const Statement& statement)
{
    if (const auto found = statements_.find(statement.sqlite); found != statements_.end())
        return found->second;
    sqlite3_stmt* made = nullptr;
    const auto length = static_cast<int>(statement.sqlite.size());
    if (sqlite3_prepare_v3(
            handle_.get(),
            statement.sqlite.data(),
            length,
            SQLITE_PREPARE_PERSISTENT,
            &made,
            nullptr
        ) != SQLITE_OK ||
        made == nullptr)
        fail(statement.name);
    Prepared fresh{.handle = decltype(Prepared::handle){made}, .places = {}};
    const int count = sqlite3_bind_parameter_count(made);
    for (int number = 1; number <= count; ++number) {
        const int place = sqlite3_bind_parameter_index(made, fmt::format("${}", number).c_str());
        if (place == 0) throw DatabaseError{std::string{statement.name}, "parameter_numbering"};
        fresh.places.push_back(place);
    }
    return statements_.emplace(statement.sqlite, std::move(fresh)).first->second;
}

void SqliteConnection::prepare(const Statement& statement)
{
    prepared(statement);
}

Rows SqliteConnection::run_values(const Statement& statement, std::span<const Value> values)
{
    Prepared& ready = prepared(statement);
    sqlite3_stmt* handle = ready.handle.get();
    if (values.size() != ready.places.size())
        throw DatabaseError{std::string{statement.name}, "parameter_count"};

    struct Reset {
        sqlite3_stmt* handle;
        explicit Reset(sqlite3_stmt* statement_handle) : handle{statement_handle} {}
        Reset(const Reset&) = delete;
        Reset& operator=(const Reset&) = delete;
        Reset(Reset&&) = delete;
        Reset& operator=(Reset&&) = delete;
        ~Reset()
        {
            sqlite3_reset(handle);
            sqlite3_clear_bindings(handle);
        }
    };
    const Reset reset{handle};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto* text = std::get_if<std::string>(&values[i]);
        if (text != nullptr && text->contains('\0'))
            throw DatabaseError{std::string{statement.name}, "nul_in_text"};
        if (bind(handle, ready.places[i], values[i]) != SQLITE_OK) fail(statement.name);
    }
    return step_to_end(statement, handle);
}

Rows SqliteConnection::step_to_end(const Statement& statement, sqlite3_stmt* handle)
{
    const int columns = sqlite3_column_count(handle);
    std::vector<Value> cells;
    int rc = sqlite3_step(handle);
    for (; rc == SQLITE_ROW; rc = sqlite3_step(handle))
        for (int column = 0; column < columns; ++column) cells.push_back(cell_of(handle, column));
    if (rc != SQLITE_DONE) fail(statement.name);
    const bool reads = sqlite3_stmt_readonly(handle) != 0;
    return {
        std::move(cells),
        static_cast<std::size_t>(columns),
        reads ? 0 : std::int64_t{sqlite3_changes64(handle_.get())}
    };
}

void SqliteConnection::run_script(std::string_view name, std::string_view text)
{
    if (sqlite3_exec(handle_.get(), std::string{text}.c_str(), nullptr, nullptr, nullptr) !=
        SQLITE_OK)
        fail(name);
}

void SqliteConnection::set_durability(Durability durability)
{
    if (durability == durability_) return;
    run_script(
        "durability",
        durability == Durability::Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"
    );
    durability_ = durability;
}

void SqliteConnection::sync_log()
{
    sqlite3_file* log = nullptr;
    if (sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) !=
            SQLITE_OK ||
        log == nullptr || log->pMethods == nullptr)
        return;  // In memory: there is no log.
    if (log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK)
        throw DatabaseError{"sync", "log_not_synced"};
}

bool SqliteConnection::in_transaction() const noexcept
{
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

}  // namespace buddy::sql
