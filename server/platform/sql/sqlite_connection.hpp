// One SQLite connection. Used by one thread at a time.
#pragma once

#include "platform/sql/database.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace buddy::sql {

class SqliteConnection final : public Connection {
public:
    enum class Role : std::uint8_t { Reader, Writer };

    /// `file` is a path or ":memory:". A new file is readable by its owner only. Throws
    /// DatabaseError.
    SqliteConnection(const std::string& file, Role role);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    SqliteConnection(SqliteConnection&&) = delete;
    SqliteConnection& operator=(SqliteConnection&&) = delete;
    ~SqliteConnection() override;

    Rows run_values(const Statement& statement, std::span<const Value> values) override;
    void prepare(const Statement& statement) override;
    void run_script(std::string_view name, std::string_view text) override;

    /// Whether commits reach the disk before they return. Outside transactions only.
    void set_durability(Durability durability);
    /// Brings to the disk what Grouped commits have written.
    void sync_log();
    [[nodiscard]] bool in_transaction() const noexcept;

private:
    struct Prepared {
        struct Finalize {
            void operator()(sqlite3_stmt* statement) const noexcept;
        };
        std::unique_ptr<sqlite3_stmt, Finalize> handle;
        std::vector<int> places;  ///< Where $1, $2 … are bound.
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct Close {
        void operator()(sqlite3* handle) const noexcept;
    };

    Prepared& prepared(const Statement& statement);
    Rows step_to_end(const Statement& statement, sqlite3_stmt* handle);
    [[noreturn]] void fail(std::string_view statement) const;

    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
    Durability durability_ = Durability::Full;
};

}  // namespace buddy::sql
