// SQLite behind Database: one writer thread, readers beside it. Writes that wait together share one
// commit; each keeps its own savepoint, so that one that fails takes no other with it.
#pragma once

#include "platform/sql/database.hpp"
#include "platform/sql/sqlite_connection.hpp"
#include "platform/sql/work_queue.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace buddy::sql {

class SqliteDatabase final : public Database {
public:
    /// What a Grouped commit may wait for the disk.
    static constexpr std::chrono::milliseconds group_window{5};
    /// Writes that may share one commit.
    static constexpr std::size_t group_size = 64;

    /// `file` is a path or ":memory:" (then everything runs on the one writer). Throws
    /// DatabaseError.
    SqliteDatabase(const std::string& file, std::size_t readers);
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;
    SqliteDatabase(SqliteDatabase&&) = delete;
    SqliteDatabase& operator=(SqliteDatabase&&) = delete;
    /// Runs what waits, then ends the threads.
    ~SqliteDatabase() override;

    [[nodiscard]] bool is_postgres() const noexcept override { return false; }
    Task<> checkpoint() override;

protected:
    Task<> on_reader(std::function<void(Connection&)> function) override;
    Task<> on_writer(Durability durability, std::function<void(Transaction&)> function) override;

private:
    void write_loop();
    void read_loop(SqliteConnection& connection);
    void run_writes(std::vector<QueuedJob>& batch);
    void run_alone(QueuedJob& job);

    WorkQueue writes_;
    WorkQueue reads_;
    SqliteConnection writer_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
    /// When the oldest commit that is not yet on the disk must be there.
    std::optional<std::chrono::steady_clock::time_point> sync_due_;
    std::vector<std::jthread> threads_;
};

}  // namespace buddy::sql
