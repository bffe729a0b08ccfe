// Writes a ZIP archive from first byte to last, as it goes: files one after the other, not compressed, so that
// any part of it can be fetched again and every computer opens it.
//
//     ZipArchive zip{made_at};
//     out += zip.file("index.html", page);
//     out += zip.end();
//
// Threads  One archive, one thread.
// Limits   4 GiB in all and 65,535 files: the plain form of the format.
#pragma once

#include "core/clock.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::compliance {

class ZipArchive {
public:
    /// `made_at` stands as the time of every file (UTC, to two seconds).
    explicit ZipArchive(Time made_at);
    /// The bytes that add one file. `name` is a relative path with slashes.
    [[nodiscard]] std::string file(std::string_view name, std::string_view content);
    /// The bytes that end the archive: its table of contents.
    [[nodiscard]] std::string end() const;

private:
    struct Entry {
        std::string name;
        std::uint32_t checksum = 0;
        std::uint32_t size = 0;
        std::uint32_t begins_at = 0;
    };
    std::uint16_t time_ = 0;
    std::uint16_t date_ = 0;
    std::uint32_t written_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace buddy::compliance
