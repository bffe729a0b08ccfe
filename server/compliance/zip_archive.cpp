#include "compliance/zip_archive.hpp"

#include <boost/crc.hpp>

#include <chrono>

namespace buddy::compliance {
namespace {

// Numbers of the format (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
constexpr std::uint32_t file_mark = 0x04034b50;
constexpr std::uint32_t entry_mark = 0x02014b50;
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint16_t version = 20;
constexpr std::uint16_t utf8_names = 1U << 11U;
constexpr int first_year = 1980;

void put16(std::string& out, std::uint32_t number)
{
    out += static_cast<char>(number & 0xffU);
    out += static_cast<char>((number >> 8U) & 0xffU);
}

void put32(std::string& out, std::uint32_t number)
{
    put16(out, number & 0xffffU);
    put16(out, number >> 16U);
}

std::uint32_t checksum_of(std::string_view content)
{
    boost::crc_32_type crc;
    crc.process_bytes(content.data(), content.size());
    return crc.checksum();
}

}  // namespace

ZipArchive::ZipArchive(Time made_at)
{
    const auto day = std::chrono::floor<std::chrono::days>(made_at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(made_at - day)};
    date_ = static_cast<std::uint16_t>(
        (static_cast<unsigned>(static_cast<int>(date.year()) - first_year) << 9U) |
        (static_cast<unsigned>(date.month()) << 5U) | static_cast<unsigned>(date.day())
    );
    time_ = static_cast<std::uint16_t>(
        (static_cast<unsigned>(clock.hours().count()) << 11U) |
        (static_cast<unsigned>(clock.minutes().count()) << 5U) |
        (static_cast<unsigned>(clock.seconds().count()) / 2U)
    );
}

std::string ZipArchive::file(std::string_view name, std::string_view content)
{
    const auto size = static_cast<std::uint32_t>(content.size());
    const auto checksum = checksum_of(content);
    entries_.push_back(
        {.name = std::string{name}, .checksum = checksum, .size = size, .begins_at = written_}
    );
    std::string out;
    out.reserve(content.size() + name.size() + 32);
    put32(out, file_mark);
    put16(out, version);
    put16(out, utf8_names);
    put16(out, 0);  // stored
    put16(out, time_);
    put16(out, date_);
    put32(out, checksum);
    put32(out, size);
    put32(out, size);
    put16(out, static_cast<std::uint32_t>(name.size()));
    put16(out, 0);
    out += name;
    out += content;
    written_ += static_cast<std::uint32_t>(out.size());
    return out;
}

std::string ZipArchive::end() const
{
    std::string out;
    for (const auto& entry : entries_) {
        put32(out, entry_mark);
        put16(out, version);
        put16(out, version);
        put16(out, utf8_names);
        put16(out, 0);
        put16(out, time_);
        put16(out, date_);
        put32(out, entry.checksum);
        put32(out, entry.size);
        put32(out, entry.size);
        put16(out, static_cast<std::uint32_t>(entry.name.size()));
        for (int unused = 0; unused < 4; ++unused) put16(out, 0);  // extras, comment, disk, kind
        put32(out, 0);
        put32(out, entry.begins_at);
        out += entry.name;
    }
    const auto table = static_cast<std::uint32_t>(out.size());
    put32(out, end_mark);
    put32(out, 0);  // one disk
    put16(out, static_cast<std::uint32_t>(entries_.size()));
    put16(out, static_cast<std::uint32_t>(entries_.size()));
    put32(out, table);
    put32(out, written_);
    put16(out, 0);
    return out;
}

}  // namespace buddy::compliance
