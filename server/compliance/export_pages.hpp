// What is in a family's archive beside the data: pages that a person can read.
//
// Threads  Pure functions.
#pragma once

#include "core/clock.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::compliance {

/// One feature's data as its file in the archive: who made it, when, in which form, and the data.
/// `data` is JSON text.
[[nodiscard]] std::string export_file(
    std::string_view feature, Time made_at, std::string_view data
);
/// The same for people: every value of the JSON text with its name, in order. Works for any feature.
[[nodiscard]] std::string export_page(std::string_view feature, std::string_view data);
/// The first page, with links to the others.
[[nodiscard]] std::string export_index(Time made_at, const std::vector<std::string>& features);
/// What a feature's page is called, e.g. "Conversations".
[[nodiscard]] std::string title_of(std::string_view feature);

}  // namespace buddy::compliance
