#include "spending/cost_report.hpp"

#include "spending/calendar_day.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace buddy::spending {
namespace {

namespace json = boost::json;

constexpr auto row_shape = "{:<10}  {:<5}  {:<28} {:>7} {:>8} {:>11} {:>11} {:>11}  {}\n";

std::string row_of(const CallSum& sum, const std::string& families)
{
    return fmt::format(
        row_shape,
        sum.day.empty() ? "in all" : sum.day,
        sum.role,
        sum.model.empty() ? "" : sum.vendor + "/" + sum.model,
        sum.calls,
        families,
        sum.tokens.input,
        sum.tokens.cached_input,
        sum.tokens.output,
        sum.cost.text()
    );
}

json::object json_of(const CallSum& sum)
{
    return {
        {"calls", sum.calls},
        {"input_tokens", sum.tokens.input},
        {"cached_input_tokens", sum.tokens.cached_input},
        {"cache_write_tokens", sum.tokens.cache_written},
        {"output_tokens", sum.tokens.output},
        {"cost", sum.cost.text()},
        {"held", sum.held.text()},
        {"lost_calls", sum.lost},
        {"estimated_calls", sum.estimated},
        {"calls_without_price", sum.without_price}
    };
}

/// What a reader must know before believing the sum.
std::string remarks_on(const CallSum& total)
{
    std::string text;
    if (total.held > Money{})
        text += fmt::format("Calls that still run hold at most {}.\n", total.held.text());
    if (total.lost > 0)
        text += fmt::format(
            "{} calls were cut off with the server and count at their worst case.\n", total.lost
        );
    if (total.estimated > 0)
        text += fmt::format(
            "{} calls ended without the vendor's token counts: those are estimated.\n",
            total.estimated
        );
    if (total.without_price > 0)
        text += fmt::format(
            "{} calls count as 0: nobody has given a price for their model (BUDDY_PRICES).\n",
            total.without_price
        );
    return text;
}

}  // namespace

CallSum total_of(const std::vector<CallSum>& sums)
{
    CallSum total;
    for (const auto& sum : sums) {
        total.calls += sum.calls;
        total.tokens.input += sum.tokens.input;
        total.tokens.cached_input += sum.tokens.cached_input;
        total.tokens.cache_written += sum.tokens.cache_written;
        total.tokens.output += sum.tokens.output;
        total.cost = total.cost + sum.cost;
        total.saved_by_cache = total.saved_by_cache + sum.saved_by_cache;
        total.held = total.held + sum.held;
        total.lost += sum.lost;
        total.estimated += sum.estimated;
        total.without_price += sum.without_price;
    }
    return total;
}

Money saved_by_cheaper_roles(
    const std::vector<CallSum>& sums,
    const std::function<std::optional<Price>(std::chrono::sys_days day)>& lead_price
)
{
    Money saved;
    for (const auto& sum : sums) {
        const auto day = day_in(sum.day);
        const bool is_other = sum.role != id_of(CallRole::Lead);
        // Lost calls have a cost without tokens: nothing can be compared.
        if (!is_other || !day || sum.lost > 0) continue;
        const auto price = lead_price(*day);
        if (!price) continue;
        const auto& tokens = sum.tokens;
        const auto plain = tokens.input - tokens.cached_input - tokens.cache_written;
        const auto instead = price->input * plain + price->cached_input * tokens.cached_input +
                             price->cache_write * tokens.cache_written +
                             price->output * tokens.output;
        saved = saved + std::max(instead - sum.cost, Money{});
    }
    return saved;
}

Money thirty_days_like(const CostReport& report)
{
    constexpr std::int64_t month = 30;
    const auto days = std::max<std::int64_t>((report.until - report.since).count() + 1, 1);
    const auto cost = total_of(report.sums).cost.trillionths();
    // Days first, so that the product stays far from the end of the numbers.
    return Money{cost / days} * month + Money{cost % days * month / days};
}

std::string as_text(const CostReport& report)
{
    auto text = fmt::format(
        "What language models cost since {} (days in UTC, amounts in {})\n\n",
        text_of(report.since),
        report.currency
    );
    if (report.sums.empty()) return text + "No model was called.\n";
    text += fmt::format(
        row_shape,
        "day",
        "role",
        "model",
        "calls",
        "families",
        "tokens in",
        "of cache",
        "tokens out",
        "cost"
    );
    for (const auto& sum : report.sums) text += row_of(sum, std::to_string(sum.families));
    const auto total = total_of(report.sums);
    text += row_of(total, std::to_string(report.families)) + '\n';
    text += fmt::format(
        "Saved by the vendor's prompt cache {}, by cheaper models than the lead's about {}.\n",
        total.saved_by_cache.text(),
        report.saved_by_cheaper_roles.text()
    );
    text += fmt::format("Thirty days like these: {}.\n", thirty_days_like(report).text());
    return text + remarks_on(total);
}

std::string as_json(const CostReport& report)
{
    json::array days;
    for (const auto& sum : report.sums) {
        auto one = json_of(sum);
        one["day"] = sum.day;
        one["role"] = sum.role;
        one["vendor"] = sum.vendor;
        one["model"] = sum.model;
        one["families"] = sum.families;
        days.emplace_back(std::move(one));
    }
    const auto total = total_of(report.sums);
    auto in_all = json_of(total);
    in_all["families"] = report.families;
    return json::serialize(json::object{
        {"since", text_of(report.since)},
        {"until", text_of(report.until)},
        {"currency", report.currency},
        {"days", std::move(days)},
        {"total", std::move(in_all)},
        {"saved",
         {{"prompt_cache", total.saved_by_cache.text()},
          {"cheaper_roles", report.saved_by_cheaper_roles.text()}}},
        {"thirty_days", thirty_days_like(report).text()}
    });
}

}  // namespace buddy::spending
