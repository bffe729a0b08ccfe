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

}  // namespace

LocalTime local_time(Time at, const std::string& time_zone)
{
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t daylight_saving = 0;
    zone_of(time_zone)->getOffset(
        static_cast<UDate>(to_millis(at)), 0, raw, daylight_saving, error
    );
    const auto wall = at + std::chrono::milliseconds{raw + daylight_saving};
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    const auto hour = std::chrono::floor<std::chrono::hours>(wall - day);
    return {.day = day, .hour = static_cast<int>(hour.count())};
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
