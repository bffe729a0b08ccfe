// Reads the words of one command: options first to last, each known by name.
//
//     Options options{{{"--country", true}, {"--json", false}}};
//     if (const auto wrong = options.read(words)) return usage(*wrong);
//     if (options.has("--json")) …
//
// Threads  None of its own.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::app {

class Options {
public:
    struct Known {
        std::string_view name;
        bool takes_value = false;
    };
    explicit Options(std::vector<Known> known) : known_{std::move(known)} {}
    /// What is wrong with the words, in one sentence, or nothing. Words without dashes go to rest().
    [[nodiscard]] std::optional<std::string> read(std::span<const std::string_view> words);
    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    [[nodiscard]] std::string value(std::string_view name, std::string_view fallback) const;
    [[nodiscard]] const std::vector<std::string_view>& rest() const noexcept { return rest_; }

private:
    std::vector<Known> known_;
    std::map<std::string, std::string, std::less<>> values_;
    std::vector<std::string_view> rest_;
};

/// True when --help or -h stands among the words.
[[nodiscard]] bool wants_help(std::span<const std::string_view> words);

}  // namespace buddy::app
