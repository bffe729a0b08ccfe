#include "app/application.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "platform/http/router.hpp"

#include <boost/json.hpp>

#include <array>
#include <iostream>
#include <string_view>
#include <utility>

namespace buddy::app {

namespace json = boost::json;

namespace {

constexpr std::string_view usage =
    "buddy config explain   every setting as Markdown: its variable, its name in the JSON file, "
    "its default and what it does;\n"
    "                       each variable may also be given as NAME_FILE, the path of a file that "
    "holds the value\n"
    "buddy config routes    every route as JSON, for checks against api/openapi.yaml\n";

int explain()
{
    std::cout << "| variable | in the file | default | meaning |\n| --- | --- | --- | --- |\n";
    for (const auto& setting : all_settings()) {
        std::cout << "| `" << setting.variable << "` | "
                  << (setting.path.empty() ? "" : "`" + setting.path + "`") << " | "
                  << (setting.fallback.empty() ? "" : "`" + setting.fallback + "`") << " | "
                  << setting.meaning << " |\n";
    }
    return 0;
}

std::string_view word_of(http::Access access)
{
    static constexpr std::array<std::string_view, 12> words{
        "Public",
        "Device",
        "Child",
        "Guardian",
        "TrustedAdult",
        "GrownUp",
        "Person",
        "Staff",
        "ApiKeySafety",
        "Operator",
        "ApiKeyChat",
        "Link"
    };
    return words.at(static_cast<std::size_t>(access));
}

std::string_view word_of(http::Limit limit)
{
    static constexpr std::array<std::string_view, 4> words{"Api", "Chat", "SignIn", "Uncounted"};
    return words.at(static_cast<std::size_t>(limit));
}

/// The application as it would be wired, on databases in memory, never started.
Result<json::array> wired_routes()
{
    const auto files = find_shipped_files(config::environment_of_process());
    auto parts = load_shipped_parts(files);
    if (!parts) return std::unexpected(parts.error());
    auto pages = http::StaticFiles::load(files.web());
    if (!pages) return std::unexpected(pages.error());
    auto database = sql::open_database("sqlite::memory:", 1);
    if (!database) return std::unexpected(database.error());
    auto keys_database = sql::open_database("sqlite::memory:", 1);
    if (!keys_database) return std::unexpected(keys_database.error());
    Application application{
        {.config = {},
         .parts = std::move(*parts),
         .pages = std::move(*pages),
         .prices = {},
         .root = crypto::SecretKey::random(),
         .trusted_proxies = {},
         .mailer = nullptr,
         .database = std::move(*database),
         .keys_database = std::move(*keys_database)}
    };
    json::array rows;
    for (const auto& route : application.routes()) {
        rows.push_back(json::object{
            {"operation_id", route.operation_id},
            {"verb", http::name_of(route.verb)},
            {"path", route.path},
            {"access", word_of(route.access)},
            {"limit", word_of(route.limit)}
        });
    }
    return rows;
}

int print_routes()
{
    const auto rows = wired_routes();
    if (!rows) {
        std::cerr << "buddy config: " << rows.error().detail << '\n';
        return 1;
    }
    std::cout << json::serialize(*rows) << '\n';
    return 0;
}

}  // namespace

int command_config(Words words)
{
    if (words.size() == 1 && words.front() == "explain") return explain();
    if (words.size() == 1 && words.front() == "routes") return print_routes();
    (wants_help(words) ? std::cout : std::cerr) << usage;
    return wants_help(words) ? 0 : 2;
}

}  // namespace buddy::app
