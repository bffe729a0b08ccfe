// A database for one test: a SQLite file that is removed afterwards, or a schema of its own on the
// PostgreSQL server of BUDDY_TEST_POSTGRES_URL.
//
//     class Stores : public testing::TestWithParam<sql::Engine> {
//         sql::TemporaryDatabase temporary{GetParam()};
//     };
//     INSTANTIATE_TEST_SUITE_P(Engines, Stores, testing::ValuesIn(sql::engines_here()), sql::name_of_engine);
#pragma once

#include "core/clock.hpp"
#include "platform/crypto/random.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/migrations.hpp"
#include "platform/sql/wait.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace buddy::sql {

enum class Engine : std::uint8_t { Sqlite, Postgres };

/// The engines that tests can use here: PostgreSQL only where a server is named.
[[nodiscard]] inline std::vector<Engine> engines_here()
{
    std::vector<Engine> engines{Engine::Sqlite};
    if (std::getenv("BUDDY_TEST_POSTGRES_URL") != nullptr) engines.push_back(Engine::Postgres);
    return engines;
}

/// For INSTANTIATE_TEST_SUITE_P.
template <class TestParamInfo>
[[nodiscard]] std::string name_of_engine(const TestParamInfo& test)
{
    return test.param == Engine::Sqlite ? "Sqlite" : "Postgres";
}

class TemporaryDatabase {
public:
    enum class Content : std::uint8_t { Empty, Migrated };

    explicit TemporaryDatabase(Engine engine, Content content = Content::Migrated)
    {
        const auto name = "buddy_" + crypto::random_digits(12);
        if (engine == Engine::Sqlite) {
            folder_ = std::filesystem::temp_directory_path() / name;
            std::filesystem::create_directory(folder_);
            url_ = "sqlite://" + (folder_ / "test.db").string();
        } else {
            const std::string server = std::getenv("BUDDY_TEST_POSTGRES_URL");
            on_server(server, "CREATE SCHEMA " + name);
            server_ = server;
            schema_ = name;
            url_ = fmt::format(
                "{}{}options=-csearch_path%3D{}", server, server.contains('?') ? '&' : '?', name
            );
        }
        reopen();
        if (content == Content::Migrated) {
            run(main_schema());
            run(key_schema());
        }
    }
    TemporaryDatabase(const TemporaryDatabase&) = delete;
    TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;
    TemporaryDatabase(TemporaryDatabase&&) = delete;
    TemporaryDatabase& operator=(TemporaryDatabase&&) = delete;
    ~TemporaryDatabase()
    {
        database_.reset();
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
        if (!schema_.empty()) on_server(server_, "DROP SCHEMA " + schema_ + " CASCADE");
    }

    [[nodiscard]] Database& operator*() { return *database_; }
    [[nodiscard]] Database* operator->() { return database_.get(); }
    [[nodiscard]] const std::string& url() const { return url_; }
    /// Closes and opens it, as a restart would.
    void reopen()
    {
        database_.reset();
        auto opened = open_database(url_);
        if (!opened) throw std::runtime_error{opened.error().detail};
        database_ = std::move(*opened);
    }

private:
    static void on_server(const std::string& server, const std::string& script)
    {
        auto opened = open_database(server, 0);
        if (!opened) throw std::runtime_error{opened.error().detail};
        wait_for((*opened)->write(Durability::Full, [&script](Transaction& tx) {
            tx.run_script("temporary", script);
        }));
    }
    void run(const Schema& schema)
    {
        const auto done = migrate(*database_, schema, from_millis(0));
        if (!done) throw std::runtime_error{done.error().detail};
    }

    std::filesystem::path folder_;
    std::string server_;
    std::string schema_;
    std::string url_;
    std::unique_ptr<Database> database_;
};

}  // namespace buddy::sql
