// `buddy cost`: what language models have cost, from the ledger.

#include "spending/calendar_day.hpp"
#include "spending/cost_report.hpp"
#include "spending/sql_ledger.hpp"

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/open_database.hpp"
#include "app/priced_models.hpp"
#include "platform/async/run_to_end.hpp"

#include <chrono>
#include <iostream>
#include <optional>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy cost [--since YYYY-MM-DD] [--json]\n\n"
    "What language models have cost, from the ledger: by day, role and model, with how many "
    "families "
    "were behind it and what\n"
    "was saved. Days are those of UTC. Without --since: this month. May run beside the server.\n";

int refuse(const std::string& why)
{
    std::cerr << "buddy cost: " << why << '\n';
    return 1;
}

std::chrono::sys_days first_of_month(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date{day};
    return std::chrono::sys_days{date.year() / date.month() / 1};
}

Task<spending::CostReport> report_since(
    spending::Ledger& ledger, spending::CostReport report, spending::PriceBook prices, Config config
)
{
    report.sums = co_await ledger.sums_since(report.since);
    report.families = co_await ledger.families_since(report.since);
    const auto leads = lead_models(config);
    report.saved_by_cheaper_roles =
        spending::saved_by_cheaper_roles(report.sums, [&](std::chrono::sys_days day) {
            // The first: the others stand in for it.
            return leads.empty() ? std::nullopt : price_of(leads.front(), prices, day);
        });
    co_return report;
}

}  // namespace

int command_cost(Words words)
{
    Options options{{{"--since", true}, {"--json", false}}};
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    const auto wrong = options.read(words);
    const auto today = std::chrono::floor<std::chrono::days>(SystemClock{}.now());
    const auto since = options.has("--since") ? spending::day_in(options.value("--since", ""))
                                              : std::optional{first_of_month(today)};
    if (wrong || !since || !options.rest().empty()) {
        std::cerr << (wrong ? *wrong + '\n' : std::string{}) << usage;
        return 2;
    }
    const auto environment = config::environment_of_process();
    const auto loaded = load_config(environment, Needs::Nothing);
    if (!loaded.mistakes.empty()) return refuse(loaded.mistakes.front());
    const auto& config = loaded.config;
    const auto prices =
        spending::PriceBook::load({find_shipped_files(environment).prices(), config.budget.prices});
    if (!prices) return refuse(prices.error().detail);
    const auto database = open_migrated(config.storage.database_url, sql::main_schema());
    if (!database) return refuse(database.error().detail);
    spending::SqlLedger ledger{**database, {}};
    const auto report = run_to_end(report_since(
        ledger, {.since = *since, .until = today, .currency = prices->currency()}, *prices, config
    ));
    std::cout
        << (options.has("--json") ? spending::as_json(report) + '\n' : spending::as_text(report));
    return 0;
}

}  // namespace buddy::app
