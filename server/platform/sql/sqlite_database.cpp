#include "platform/sql/sqlite_database.hpp"

#include "platform/async/thread_name.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace buddy::sql {
namespace {

constexpr Statement begin{"begin", "BEGIN IMMEDIATE", ""};
constexpr Statement begin_read{"begin_read", "BEGIN", ""};
constexpr Statement commit{"commit", "COMMIT", ""};
constexpr Statement rollback{"rollback", "ROLLBACK", ""};
constexpr Statement savepoint{"savepoint", "SAVEPOINT job", ""};
constexpr Statement release{"release", "RELEASE job", ""};
constexpr Statement undo{"undo", "ROLLBACK TO job", ""};

void finish(std::vector<QueuedJob>& batch, const std::vector<std::exception_ptr>& outcomes)
{
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(outcomes[i]);
}

std::exception_ptr run_in_savepoint(SqliteConnection& connection, const QueuedJob& job)
{
    connection.run(savepoint);
    std::exception_ptr failure;
    try {
        job.function(connection);
    } catch (...) {
        failure = std::current_exception();       // Handed to the caller of write().
        if (!connection.in_transaction()) throw;  // SQLite has undone the whole group.
        connection.run(undo);
    }
    connection.run(release);
    return failure;
}

}  // namespace

SqliteDatabase::SqliteDatabase(const std::string& file, std::size_t readers)
    : writer_{file, SqliteConnection::Role::Writer}
{
    if (file != ":memory:")
        for (std::size_t i = 0; i < std::max<std::size_t>(readers, 1); ++i)
            readers_.push_back(
                std::make_unique<SqliteConnection>(file, SqliteConnection::Role::Reader)
            );
    threads_.emplace_back([this] { write_loop(); });
    for (auto& reader : readers_)
        threads_.emplace_back([this, connection = reader.get()] { read_loop(*connection); });
}

SqliteDatabase::~SqliteDatabase()
{
    writes_.close();
    reads_.close();
    threads_.clear();
}

Task<> SqliteDatabase::on_reader(std::function<void(Connection&)> function)
{
    auto& queue = readers_.empty() ? writes_ : reads_;
    co_await queue.submit(JobKind::Read, Durability::Full, std::move(function));
}

Task<> SqliteDatabase::on_writer(Durability durability, std::function<void(Transaction&)> function)
{
    co_await writes_.submit(JobKind::Write, durability, std::move(function));
}

Task<> SqliteDatabase::checkpoint()
{
    co_await writes_.submit(JobKind::Checkpoint, Durability::Full, [](Connection& connection) {
        connection.run_script("checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)");
    });
}

void SqliteDatabase::read_loop(SqliteConnection& connection)
{
    name_this_thread("db-reader");
    while (true) {
        auto batch = reads_.pop_batch(1, std::nullopt);
        if (batch.empty()) return;
        std::exception_ptr failure;
        try {
            // One snapshot for all statements of the function.
            connection.run(begin_read);
            batch.front().function(connection);
        } catch (...) {
            failure = std::current_exception();
        }
        try {
            if (connection.in_transaction()) connection.run(failure ? rollback : commit);
        } catch (...) {
            if (!failure) failure = std::current_exception();
        }
        batch.front().done(failure);
    }
}

void SqliteDatabase::write_loop()
{
    name_this_thread("db-writer");
    while (true) {
        auto batch = writes_.pop_batch(group_size, sync_due_);
        const auto now = std::chrono::steady_clock::now();
        if (sync_due_ && (now >= *sync_due_ || batch.empty())) {
            sync_due_.reset();
            try {
                writer_.sync_log();
            } catch (const DatabaseError&) {
                // The next full commit meets the same disk and reports to its caller.
                sync_due_ = now + group_window;
            }
        }
        if (batch.empty() && writes_.closed()) return;
        if (batch.empty()) continue;
        if (batch.front().kind == JobKind::Write)
            run_writes(batch);
        else
            run_alone(batch.front());
    }
}

void SqliteDatabase::run_alone(QueuedJob& job)
{
    std::exception_ptr failure;
    try {
        job.function(writer_);
    } catch (...) {
        failure = std::current_exception();
    }
    job.done(failure);
}

void SqliteDatabase::run_writes(std::vector<QueuedJob>& batch)
{
    std::vector<std::exception_ptr> outcomes(batch.size());
    const bool full = std::ranges::any_of(batch, [](const QueuedJob& job) {
        return job.durability == Durability::Full;
    });
    try {
        writer_.set_durability(full ? Durability::Full : Durability::Grouped);
        writer_.run(begin);
        if (batch.size() == 1)
            batch.front().function(writer_);
        else
            for (std::size_t i = 0; i < batch.size(); ++i)
                outcomes[i] = run_in_savepoint(writer_, batch[i]);
        writer_.run(commit);
        if (full)
            sync_due_.reset();
        else if (!sync_due_)
            sync_due_ = std::chrono::steady_clock::now() + group_window;
    } catch (...) {
        // Nothing of this transaction is stored: every caller hears so.
        std::ranges::fill(outcomes, std::current_exception());
        try {
            if (writer_.in_transaction()) writer_.run(rollback);
        } catch (const DatabaseError&) {
            // The first failure says more; the next BEGIN fails if the file is really gone.
            finish(batch, outcomes);
            return;
        }
    }
    finish(batch, outcomes);
}

}  // namespace buddy::sql
