#include "platform/http/json.hpp"

#include <fmt/core.h>

#include <charconv>

namespace buddy::http::json_detail {

namespace {

constexpr std::size_t deepest = 32;

// Reads exactly `digits` decimal digits at `at`.
bool read_digits(std::string_view text, std::size_t at, std::size_t digits, int& out)
{
    const auto part = text.substr(std::min(at, text.size()), digits);
    if (part.size() != digits || part.find_first_not_of("0123456789") != std::string_view::npos)
        return false;
    std::from_chars(part.data(), part.data() + part.size(), out);
    return true;
}

bool has_separators(std::string_view text)
{
    return text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' &&
           text[13] == ':' && text[16] == ':' && text.ends_with('Z');
}

struct Moment {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millis = 0;
};

bool read_moment(std::string_view text, Moment& out)
{
    if (!has_separators(text) || (text.size() != 20 && text.size() != 24)) return false;
    if (text.size() == 24 && (text[19] != '.' || !read_digits(text, 20, 3, out.millis)))
        return false;
    return read_digits(text, 0, 4, out.year) && read_digits(text, 5, 2, out.month) &&
           read_digits(text, 8, 2, out.day) && read_digits(text, 11, 2, out.hour) &&
           read_digits(text, 14, 2, out.minute) && read_digits(text, 17, 2, out.second);
}

}  // namespace

std::string snake_case(std::string_view pascal)
{
    std::string out;
    for (const char c : pascal) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty()) out += '_';
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

bool read_text(const boost::json::value& from, std::string& into, Reading& reading)
{
    if (!from.is_string()) return reading.fail("expected text");
    const auto& text = from.get_string();
    if (text.size() > reading.rules.max_text) return reading.fail("text too long");
    // PostgreSQL would keep only what precedes a NUL.
    if (text.find('\0') != boost::json::string::npos)
        return reading.fail("text must not hold a NUL");
    into.assign(text.data(), text.size());
    return true;
}

bool read_time(const boost::json::value& from, Time& into, Reading& reading)
{
    std::string text;
    if (!read_text(from, text, reading)) return false;
    Moment at;
    if (!read_moment(text, at))
        return reading.fail("expected a time like 2026-11-21T22:31:50.123Z");
    const std::chrono::year_month_day date{
        std::chrono::year{at.year},
        std::chrono::month{static_cast<unsigned>(at.month)},
        std::chrono::day{static_cast<unsigned>(at.day)}
    };
    if (!date.ok() || at.hour > 23 || at.minute > 59 || at.second > 59)
        return reading.fail("there is no such time");
    into = std::chrono::sys_days{date} + std::chrono::hours{at.hour} +
           std::chrono::minutes{at.minute} + std::chrono::seconds{at.second} +
           std::chrono::milliseconds{at.millis};
    return true;
}

std::string write_time(Time time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count(),
        clock.subseconds().count()
    );
}

std::expected<boost::json::value, Mistake> parse(std::string_view text)
{
    boost::json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    auto value =
        boost::json::parse(boost::json::string_view{text.data(), text.size()}, error, {}, options);
    if (!error) return value;
    return std::unexpected(Mistake{.path = "$", .reason = "not JSON: " + error.message()});
}

}  // namespace buddy::http::json_detail
