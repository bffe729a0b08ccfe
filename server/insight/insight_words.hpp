// All sentences about insights, from data/insight: one file per language, each with the same keys and blanks as English.
//
//     words.say("de", "change.late_evenings", {{"count", "3"}, {"of", "7"}})
//
// Threads  Never changes after load(); share it freely.
// Errors   load(): NotFound, or Invalid with the file and the key.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace buddy::insight {

class InsightWords {
public:
    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

    [[nodiscard]] static Result<InsightWords> load(const std::filesystem::path& folder);
    /// Other languages get English. `key` must be one of the files'.
    [[nodiscard]] std::string say(
        std::string_view language, std::string_view key, Values values = {}
    ) const;

private:
    using Catalogue = std::map<std::string, std::string, std::less<>>;
    std::map<std::string, Catalogue, std::less<>> catalogues_;
};

/// "16 November 2026".
[[nodiscard]] std::string day_in_words(std::chrono::sys_days day, std::string_view language);

}  // namespace buddy::insight
