#include "llm/retry_policy.hpp"

#include <algorithm>
#include <charconv>
#include <random>
#include <string>

namespace buddy::llm {

namespace {

using std::chrono::milliseconds;

// Out of money is not out of breath: waiting does not help.
bool is_out_of_money(std::string_view code)
{
    return code == "credit_balance_exhausted" || code == "insufficient_quota" ||
           code == "billing_error" || code.ends_with("spend_limit_reached");
}

bool is_retryable(int status)
{
    return status == 408 || status == 409 || status == 429 || status >= 500;
}

std::optional<double> number_in(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number >= 0 ? std::optional{number} : std::nullopt;
}

milliseconds capped(double millis)
{
    constexpr double longest = 60'000;
    return milliseconds{static_cast<std::int64_t>(std::min(millis, longest))};
}

// retry-after-ms first, then retry-after in seconds or as a date.
milliseconds named_wait(const http::ClientHead& head, Time now)
{
    if (const auto millis = number_in(head.header("retry-after-ms"))) return capped(*millis);
    const auto text = head.header("retry-after");
    if (const auto seconds = number_in(text)) return capped(*seconds * 1000);
    const auto date = http::read_http_date(text);
    if (!date) return milliseconds{0};
    const auto span = *date - now;
    return capped(static_cast<double>(std::max(span.count(), milliseconds::rep{0})));
}

}  // namespace

std::optional<milliseconds> wait_asked_for(
    const http::ClientHead& head, std::string_view code, Time now
)
{
    if (is_out_of_money(code)) return std::nullopt;
    const auto word = head.header("x-should-retry");
    const bool again = word == "true" || (word != "false" && is_retryable(head.status));
    return again ? std::optional{named_wait(head, now)} : std::nullopt;
}

milliseconds backoff(int attempt, milliseconds first)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    constexpr int most_doublings = 6;
    const auto longest = first.count() << std::min(attempt - 1, most_doublings);
    return milliseconds{std::uniform_int_distribution<milliseconds::rep>{0, longest}(random)};
}

}  // namespace buddy::llm
