// One PostgreSQL connection. Used by one thread at a time; statements are prepared once per
// connection under names of their own.
#pragma once

#include "platform/sql/database.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct pg_conn;
struct pg_result;

namespace buddy::sql {

class PostgresConnection final : public Connection {
public:
    /// `url`: "postgres://…", with everything libpq understands (sslmode, connect_timeout …). Waits
    /// for the server. Throws DatabaseError.
    explicit PostgresConnection(std::string url);

    Rows run_values(const Statement& statement, std::span<const Value> values) override;
    void prepare(const Statement& statement) override;
    void run_script(std::string_view name, std::string_view text) override;

    /// Begins a transaction. A connection that was lost while it was idle is opened anew.
    void begin(std::string_view text);
    /// Rolls back; a lost connection has nothing to roll back.
    void rollback() noexcept;

private:
    struct Finish {
        void operator()(pg_conn* handle) const noexcept;
    };
    struct Clear {
        void operator()(pg_result* result) const noexcept;
    };
    using Answer = std::unique_ptr<pg_result, Clear>;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    void connect();
    const std::string& prepared(const Statement& statement);
    [[nodiscard]] bool lost() const noexcept;
    [[noreturn]] void fail(std::string_view statement, const pg_result* answer) const;

    std::string url_;
    std::unique_ptr<pg_conn, Finish> handle_;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> statements_;
};

}  // namespace buddy::sql
