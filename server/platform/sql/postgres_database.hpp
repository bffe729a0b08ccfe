// PostgreSQL behind Database: a small pool of connections, each with its thread. Reads see one
// snapshot; writes are READ COMMITTED, so that the statement decides conflicts. Both durabilities
// wait for the server's disk.
#pragma once

#include "platform/sql/database.hpp"
#include "platform/sql/postgres_connection.hpp"
#include "platform/sql/work_queue.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace buddy::sql {

class PostgresDatabase final : public Database {
public:
    /// Opens `connections` connections. Throws DatabaseError.
    PostgresDatabase(const std::string& url, std::size_t connections);
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;
    PostgresDatabase(PostgresDatabase&&) = delete;
    PostgresDatabase& operator=(PostgresDatabase&&) = delete;
    /// Runs what waits, then ends the threads.
    ~PostgresDatabase() override;

    [[nodiscard]] bool is_postgres() const noexcept override { return true; }
    Task<> checkpoint() override { co_return; }

protected:
    Task<> on_reader(std::function<void(Connection&)> function) override;
    Task<> on_writer(Durability durability, std::function<void(Transaction&)> function) override;

private:
    void loop(PostgresConnection& connection);

    WorkQueue queue_;
    std::vector<std::unique_ptr<PostgresConnection>> connections_;
    std::vector<std::jthread> threads_;
};

}  // namespace buddy::sql
