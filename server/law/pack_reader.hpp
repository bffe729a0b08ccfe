// Reads one pack file, and everything that is wrong with it by itself.
//
//     std::vector<std::string> mistakes;
//     auto file = read_pack("us-or.json", text, mistakes);
//     if (file) …      // mistakes may have come all the same
//
// Threads  None of its own.
#pragma once

#include "law/law.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::law {

struct PackFile {
    Packs::Pack pack;
    std::vector<Rule> rules;
};

/// Reading goes on after a mistake, so that a writer sees all of them. Nothing: no JSON object.
[[nodiscard]] std::optional<PackFile> read_pack(
    std::string_view file_name, std::string_view text, std::vector<std::string>& mistakes
);

/// The regions of one country, by name.
struct RegionFile {
    std::string country;
    std::vector<Region> regions;
};
/// As read_pack().
[[nodiscard]] std::optional<RegionFile> read_regions_of(
    std::string_view file_name, std::string_view text, std::vector<std::string>& mistakes
);

}  // namespace buddy::law
