#include "platform/sql/postgres_database.hpp"

#include "platform/async/thread_name.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace buddy::sql {

PostgresDatabase::PostgresDatabase(const std::string& url, std::size_t connections)
{
    for (std::size_t i = 0; i < std::max<std::size_t>(connections, 1); ++i)
        connections_.push_back(std::make_unique<PostgresConnection>(url));
    for (auto& connection : connections_)
        threads_.emplace_back([this, lent = connection.get()] { loop(*lent); });
}

PostgresDatabase::~PostgresDatabase()
{
    queue_.close();
    threads_.clear();
}

Task<> PostgresDatabase::on_reader(std::function<void(Connection&)> function)
{
    co_await queue_.submit(JobKind::Read, Durability::Full, std::move(function));
}

Task<> PostgresDatabase::on_writer(
    Durability durability, std::function<void(Transaction&)> function
)
{
    co_await queue_.submit(JobKind::Write, durability, std::move(function));
}

void PostgresDatabase::loop(PostgresConnection& connection)
{
    name_this_thread("db-connection");
    while (true) {
        auto batch = queue_.pop_batch(1, std::nullopt);
        if (batch.empty()) return;
        auto& job = batch.front();
        std::exception_ptr failure;
        try {
            connection.begin(
                job.kind == JobKind::Read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                          : "BEGIN"
            );
            job.function(connection);
            connection.run_script("commit", "COMMIT");
        } catch (...) {
            failure = std::current_exception();  // Handed to the caller of read() or write().
            connection.rollback();
        }
        job.done(failure);
    }
}

}  // namespace buddy::sql
