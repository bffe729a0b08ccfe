// The thin layer over SQLite and PostgreSQL: the same statements, the same types, on either.
//
//     const auto rows = co_await database.read([id](sql::Connection& db) {
//         return db.run(sql::identity::find_child, id.text());
//     });
//     co_await database.write(sql::Durability::Full, [&](sql::Transaction& tx) {
//     tx.run(sql::identity::insert_child, …); });
//
// Threads  Database may be used from any event loop. The function given to read() or write() runs
// on a database thread:
//          capture by value, touch nothing of the loop. On SQLite there is one writer thread and
//          `readers` beside it.
// Errors   A broken database throws sql::DatabaseError (never shown, its text never logged: it can
// carry bound values).
//          Outcomes that depend on the input are rows: ON CONFLICT DO NOTHING RETURNING id, no row
//          = conflict.
#pragma once

#include "platform/async/task.hpp"
#include "platform/sql/statement.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace buddy::sql {

/// Bytes that are not text.
struct Blob {
    std::string bytes;
    friend bool operator==(const Blob&, const Blob&) = default;
};

/// A bound parameter: NULL, BIGINT, DOUBLE, BOOLEAN, TEXT (no NUL inside: refused), BLOB/BYTEA.
using Value = std::variant<std::monostate, std::int64_t, double, bool, std::string, Blob>;

class DatabaseError : public std::runtime_error {
public:
    DatabaseError(std::string statement_name, std::string code)
        : std::runtime_error{"database: " + statement_name + " failed with " + code},
          statement_{std::move(statement_name)},
          code_{std::move(code)}
    {
    }
    [[nodiscard]] const std::string& statement() const noexcept { return statement_; }
    [[nodiscard]] const std::string& code() const noexcept { return code_; }

private:
    std::string statement_;
    std::string code_;
};

template <class T>
[[nodiscard]] Value to_value(const T& value)
{
    if constexpr (std::is_same_v<T, Value> || std::is_same_v<T, bool> || std::is_same_v<T, Blob>)
        return value;
    else if constexpr (std::is_integral_v<T>)
        return static_cast<std::int64_t>(value);
    else if constexpr (std::is_floating_point_v<T>)
        return static_cast<double>(value);
    else
        return std::string{std::string_view{value}};
}
template <class T>
[[nodiscard]] Value to_value(const std::optional<T>& value)
{
    return value ? to_value(*value) : Value{};
}

/// The result of a statement. A copy: it stays valid.
class Rows {
public:
    Rows() = default;
    Rows(std::vector<Value> cells, std::size_t columns, std::int64_t affected)
        : cells_{std::move(cells)}, columns_{columns}, affected_{affected}
    {
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return columns_ == 0 ? 0 : cells_.size() / columns_;
    }
    [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
    [[nodiscard]] std::int64_t affected() const noexcept { return affected_; }
    /// T: std::int64_t, int, double, bool, std::string, Blob, or std::optional of one. Throws
    /// DatabaseError on NULL in a non-optional or a type that does not fit.
    template <class T>
    [[nodiscard]] T get(std::size_t row, std::size_t column) const
    {
        if (columns_ == 0 || column >= columns_ || row >= size())
            throw DatabaseError{"rows", "no_such_cell"};
        return convert<T>(cells_[(row * columns_) + column]);
    }

private:
    template <class T>
    static T convert(const Value& cell)
    {
        if constexpr (is_optional<T>) {
            if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
            return convert<typename T::value_type>(cell);
        } else if constexpr (std::is_same_v<T, bool>) {
            // SQLite has no booleans: it answers 0 and 1.
            if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number != 0;
            return exactly<bool>(cell);
        } else if constexpr (std::is_integral_v<T>) {
            const auto number = exactly<std::int64_t>(cell);
            if (!std::in_range<T>(number)) throw DatabaseError{"rows", "number_out_of_range"};
            return static_cast<T>(number);
        } else if constexpr (std::is_floating_point_v<T>) {
            if (const auto* number = std::get_if<std::int64_t>(&cell))
                return static_cast<T>(*number);
            return static_cast<T>(exactly<double>(cell));
        } else {
            return exactly<T>(cell);
        }
    }
    template <class T>
    static const T& exactly(const Value& cell)
    {
        if (const auto* value = std::get_if<T>(&cell)) return *value;
        throw DatabaseError{
            "rows", std::holds_alternative<std::monostate>(cell) ? "unexpected_null" : "wrong_type"
        };
    }
    template <class T>
    static constexpr bool is_optional = false;
    template <class T>
    static constexpr bool is_optional<std::optional<T>> = true;

    std::vector<Value> cells_;
    std::size_t columns_ = 0;
    std::int64_t affected_ = 0;
};

/// One connection, lent to a function that runs on a database thread.
class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) = delete;
    Connection& operator=(Connection&&) = delete;
    virtual ~Connection() = default;

    template <class... Args>
    Rows run(const Statement& statement, const Args&... args)
    {
        const std::array<Value, sizeof...(Args)> values{to_value(args)...};
        return run_values(statement, values);
    }
    virtual Rows run_values(const Statement& statement, std::span<const Value> values) = 0;
    /// Checks that this engine understands the statement, without running it. Throws DatabaseError.
    virtual void prepare(const Statement& statement) = 0;
    /// Runs several statements without parameters: migrations. `name` stands in the error.
    virtual void run_script(std::string_view name, std::string_view text) = 0;
};

/// A connection inside a write transaction. Committed when the function returns, rolled back when
/// it throws.
using Transaction = Connection;

/// How far a commit has travelled when write() returns.
enum class Durability : std::uint8_t {
    Full,    ///< On disk (SQLite: synchronous=FULL). Turn start and end, alerts, consent, accounts.
    Grouped  ///< Safe against a kill of the process; on disk within 5 ms or with the next Full
             ///< commit. Cleared clauses.
};

class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    Database(Database&&) = delete;
    Database& operator=(Database&&) = delete;
    virtual ~Database() = default;

    template <class Function>
    Task<std::invoke_result_t<Function, Connection&>> read(Function function)
    {
        using Out = std::invoke_result_t<Function, Connection&>;
        std::optional<Out> out;
        co_await on_reader([&out, &function](Connection& connection) {
            out.emplace(function(connection));
        });
        co_return std::move(*out);
    }
    /// `function` may return void or a value.
    template <class Function>
    Task<std::invoke_result_t<Function, Transaction&>> write(
        Durability durability, Function function
    )
    {
        using Out = std::invoke_result_t<Function, Transaction&>;
        if constexpr (std::is_void_v<Out>) {
            co_await on_writer(durability, [&function](Transaction& tx) { function(tx); });
        } else {
            std::optional<Out> out;
            co_await on_writer(durability, [&out, &function](Transaction& tx) {
                out.emplace(function(tx));
            });
            co_return std::move(*out);
        }
    }

    [[nodiscard]] virtual bool is_postgres() const noexcept = 0;
    /// Empties the write-ahead log into the database file, so that what was deleted can be read in
    /// neither. A while on SQLite; nothing to do on PostgreSQL.
    virtual Task<> checkpoint() = 0;

protected:
    // The function objects stay alive until the returned task ends, also when the awaiting
    // coroutine is cancelled: a database job that has been queued always runs to its end.
    virtual Task<> on_reader(std::function<void(Connection&)> function) = 0;
    virtual Task<> on_writer(Durability durability, std::function<void(Transaction&)> function) = 0;
};

/// Opens `url`: "sqlite:///absolute/path.db", "sqlite::memory:", or "postgres://…". Blocks; call at
/// start-up. Invalid      the URL is not one of these.  Unavailable  it cannot be opened; the
/// detail says why, without secrets.
[[nodiscard]] Result<std::unique_ptr<Database>> open_database(
    const std::string& url, std::size_t readers = 2
);

}  // namespace buddy::sql
