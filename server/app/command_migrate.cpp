#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "platform/sql/migrations.hpp"

#include <filesystem>
#include <iostream>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy migrate [--check]\n\n"
    "Brings both databases (data, family keys) to the schema of this release: numbered steps, "
    "forward only, each database in\n"
    "one transaction. --check changes nothing and ends with status 1 when steps are missing. Back "
    "up before you upgrade.\n";

int check(const std::string& name, sql::Database& database, const sql::Schema& schema)
{
    const auto pending = sql::pending_migrations(database, schema);
    if (!pending) {
        std::cerr << "buddy migrate: " << name << ": " << pending.error().detail << '\n';
        return 1;
    }
    for (const auto& step : *pending) std::cout << name << ": " << step << " has not run\n";
    if (pending->empty()) std::cout << name << ": up to date\n";
    return pending->empty() ? 0 : 1;
}

int bring_up(const std::string& name, sql::Database& database, const sql::Schema& schema)
{
    const auto done = sql::migrate(database, schema, SystemClock{}.now());
    if (!done) {
        std::cerr << "buddy migrate: " << name << ": " << done.error().detail << '\n';
        return 1;
    }
    for (const auto& step : *done) std::cout << name << ": " << step << '\n';
    if (done->empty()) std::cout << name << ": up to date\n";
    return 0;
}

int handle(
    const std::string& name, const std::string& url, const sql::Schema& schema, bool only_check
)
{
    auto database = sql::open_database(url, 1);
    if (!database) {
        std::cerr << "buddy migrate: " << name << ": " << database.error().detail << '\n';
        return 1;
    }
    return only_check ? check(name, **database, schema) : bring_up(name, **database, schema);
}

}  // namespace

int command_migrate(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    Options options{{{"--check", false}}};
    if (const auto wrong = options.read(words); wrong || !options.rest().empty()) {
        std::cerr << "buddy migrate: " << wrong.value_or("no further words are taken.") << "\n\n"
                  << usage;
        return 2;
    }
    const auto loaded = load_config(config::environment_of_process(), Needs::Nothing);
    for (const auto& mistake : loaded.mistakes) std::cerr << "buddy migrate: " << mistake << '\n';
    if (!loaded.mistakes.empty()) return 1;
    std::error_code error;
    std::filesystem::create_directories(loaded.config.storage.data, error);
    if (error) {
        std::cerr << "buddy migrate: the data folder cannot be made: " << loaded.config.storage.data
                  << '\n';
        return 1;
    }
    std::filesystem::permissions(
        loaded.config.storage.data, std::filesystem::perms::owner_all, error
    );
    const bool only_check = options.has("--check");
    const int data =
        handle("data", loaded.config.storage.database_url, sql::main_schema(), only_check);
    const int keys =
        handle("keys", loaded.config.storage.keys_database_url, sql::key_schema(), only_check);
    return data != 0 ? data : keys;
}

}  // namespace buddy::app
