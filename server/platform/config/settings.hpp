// One table of settings: names, defaults, units and meaning beside the place where the value goes.
//
//     Settings settings;
//     settings.add({.path = "server.port", .variable = "BUDDY_PORT", .fallback = "8080", .meaning =
//     "…"}, parse_port(config.port)); const auto mistakes = settings.load(environment, file_text);
//
// A value comes from, strongest first: the variable, the file that NAME_FILE names, the JSON file,
// the default.
//
// Threads  Used once, at start-up, on one thread.
// Errors   load() reports every mistake at once; after a mistake the values must not be used.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::config {

/// Puts a text into its place. Returns what is wrong with it, in words that complete "NAME …", or
/// nothing.
using Assign = std::function<std::optional<std::string>(const std::string& text)>;

/// One row of the table.
struct Setting {
    std::string path;      ///< In the JSON file: "server.port".
    std::string variable;  ///< In the environment: "BUDDY_PORT". NAME_FILE names a file that holds
                           ///< the value.
    std::string fallback;  ///< Used when nothing is given; empty: off.
    std::string meaning;   ///< What it does, with unit and range.
    bool secret = false;   ///< Never printed.
};

using Environment = std::map<std::string, std::string, std::less<>>;

/// What was given for a setting, and where.
struct Given {
    const Setting* setting = nullptr;
    std::string source;  ///< "variable", "file", "json" or "default".
    bool given = false;  ///< Something other than the default was given.
};

class Settings {
public:
    void add(Setting setting, Assign assign);
    /// Fills every place. `json` is the text of the configuration file (comments allowed), empty
    /// for none. The mistakes, one sentence each; unknown members of the file and unknown BUDDY_*
    /// variables are mistakes, too.
    [[nodiscard]] std::vector<std::string> load(
        const Environment& environment, std::string_view json
    );
    [[nodiscard]] std::vector<Setting> table() const;
    /// Valid after load().
    [[nodiscard]] const std::vector<Given>& given() const noexcept { return given_; }

private:
    struct Row {
        Setting setting;
        Assign assign;
    };
    std::vector<Row> rows_;
    std::vector<Given> given_;
};

// Assignments for common types. The referenced place must outlive the Settings.
[[nodiscard]] Assign text_into(std::string& place);
/// At least `least` characters.
[[nodiscard]] Assign secret_into(std::string& place, std::size_t least);
[[nodiscard]] Assign number_into(long long& place, long long least, long long most);
[[nodiscard]] Assign switch_into(bool& place);  ///< on/off, true/false, yes/no, 1/0
[[nodiscard]] Assign list_into(std::vector<std::string>& place);  ///< comma separated
[[nodiscard]] Assign url_into(std::string& place, std::vector<std::string> schemes);

/// The process's environment.
[[nodiscard]] Environment environment_of_process();

}  // namespace buddy::config
