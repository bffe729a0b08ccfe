#include "platform/time/local_time.hpp"

#include <unicode/gregocal.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <memory>

namespace buddy {
namespace {

std::unique_ptr<icu::TimeZone> zone_of(const std::string& name)
{
    std::unique_ptr<icu::TimeZone> zone{
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name))
    };
    if (*zone == icu::TimeZone::getUnknown()) zone.reset(icu::TimeZone::createTimeZone("UTC"));
    return zone;
}

/// The hands of the clock as a number; no moment in time.
Time shown_at(Time at, const std::string& time_zone)
{
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t daylight_saving = 0;
    zone_of(time_zone)->getOffset(
        static_cast<UDate>(to_millis(at)), 0, raw, daylight_saving, error
    );
    return at + std::chrono::milliseconds{raw + daylight_saving};
}

}  // namespace

LocalTime local_time(Time at, const std::string& time_zone)
{
    const auto wall = shown_at(at, time_zone);
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    const auto hour = std::chrono::floor<std::chrono::hours>(wall - day);
    return {.day = day, .hour = static_cast<int>(hour.count())};
}

WallTime wall_time(Time at, const std::string& time_zone)
{
    const auto wall = shown_at(at, time_zone);
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    return {.day = day, .since_midnight = std::chrono::floor<std::chrono::minutes>(wall - day)};
}

Time moment_of(WallTime wall, Showing showing, const std::string& time_zone)
{
    const auto whole = wall.day + wall.since_midnight;
    const auto day = std::chrono::floor<std::chrono::days>(whole);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss hands{whole - day};
    UErrorCode error = U_ZERO_ERROR;
    icu::GregorianCalendar calendar{zone_of(time_zone).release(), error};
    calendar.setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
    calendar.setRepeatedWallTimeOption(
        showing == Showing::First ? UCAL_WALLTIME_FIRST : UCAL_WALLTIME_LAST
    );
    calendar.clear();
    calendar.set(
        static_cast<int>(date.year()),
        static_cast<int>(static_cast<unsigned>(date.month())) - 1,
        static_cast<int>(static_cast<unsigned>(date.day())),
        static_cast<int>(hands.hours().count()),
        static_cast<int>(hands.minutes().count()),
        0
    );
    return from_millis(static_cast<std::int64_t>(calendar.getTime(error)));
}

Time start_of_day(std::chrono::sys_days day, const std::string& time_zone)
{
    const std::chrono::year_month_day date{day};
    UErrorCode error = U_ZERO_ERROR;
    icu::GregorianCalendar calendar{zone_of(time_zone).release(), error};
    calendar.clear();
    calendar.set(
        static_cast<int>(date.year()),
        static_cast<int>(static_cast<unsigned>(date.month())) - 1,
        static_cast<int>(static_cast<unsigned>(date.day())),
        0,
        0,
        0
    );
    return from_millis(static_cast<std::int64_t>(calendar.getTime(error)));
}

}  // namespace buddy
