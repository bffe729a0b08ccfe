#include "platform/config/settings.hpp"

#include <boost/json.hpp>
#include <boost/url/parse.hpp>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace buddy::config {

namespace json = boost::json;

namespace {

using Flat = std::map<std::string, std::string, std::less<>>;

std::string text_of(const json::value& value)
{
    if (value.is_string()) return std::string{value.get_string()};
    if (value.is_bool()) return value.get_bool() ? "on" : "off";
    if (value.is_array()) {
        std::string joined;
        for (const auto& item : value.get_array())
            joined += (joined.empty() ? "" : ",") + text_of(item);
        return joined;
    }
    return json::serialize(value);
}

void flatten(const json::object& object, const std::string& prefix, Flat& out)
{
    for (const auto& member : object) {
        const auto path = prefix + std::string{member.key()};
        if (member.value().is_object()) {
            flatten(member.value().get_object(), path + ".", out);
        } else {
            out[path] = text_of(member.value());
        }
    }
}

Flat flat_members(std::string_view text, std::vector<std::string>& mistakes)
{
    Flat out;
    if (text.empty()) return out;
    json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    boost::system::error_code error;
    const auto value = json::parse(text, error, {}, options);
    if (error || !value.is_object()) {
        mistakes.emplace_back(
            "The configuration file is not a JSON object: check brackets, quotes and commas."
        );
        return out;
    }
    flatten(value.get_object(), "", out);
    return out;
}

std::optional<std::string> content_of(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

struct Found {
    std::string text;
    std::string source;
};

std::optional<Found> find_value(
    const Setting& setting,
    const Environment& environment,
    const Flat& file,
    std::vector<std::string>& mistakes
)
{
    // An empty variable counts as not given: that is how compose files and shells switch things
    // off.
    if (const auto it = environment.find(setting.variable);
        it != environment.end() && !it->second.empty()) {
        return Found{it->second, "variable"};
    }
    if (const auto it = environment.find(setting.variable + "_FILE");
        it != environment.end() && !it->second.empty()) {
        if (auto text = content_of(it->second)) return Found{std::move(*text), "file"};
        mistakes.push_back(
            setting.variable + "_FILE names a file that cannot be read: " + it->second + "."
        );
        return std::nullopt;
    }
    if (const auto it = file.find(setting.path); it != file.end()) return Found{it->second, "json"};
    return std::nullopt;
}

using Names = std::set<std::string, std::less<>>;

// What was given and is no setting: most likely a misspelling.
void name_strangers(
    const Flat& file,
    const Names& paths,
    const Environment& environment,
    const Names& variables,
    std::vector<std::string>& mistakes
)
{
    for (const auto& [path, value] : file) {
        if (!paths.contains(path))
            mistakes.push_back("The configuration file has \"" + path + "\", which is no setting.");
    }
    for (const auto& [name, value] : environment) {
        if (name.starts_with("BUDDY_") && !name.starts_with("BUDDY_TEST_") &&
            !variables.contains(name)) {
            mistakes.push_back(name + " is no setting; `buddy config explain` lists them.");
        }
    }
}

}  // namespace

void Settings::add(Setting setting, Assign assign)
{
    rows_.push_back({std::move(setting), std::move(assign)});
}

std::vector<std::string> Settings::load(const Environment& environment, std::string_view json_text)
{
    std::vector<std::string> mistakes;
    const auto file = flat_members(json_text, mistakes);
    Names paths;
    Names variables;
    given_.clear();
    for (const auto& [setting, assign] : rows_) {
        paths.insert(setting.path);
        variables.insert(setting.variable);
        variables.insert(setting.variable + "_FILE");
        const auto found = find_value(setting, environment, file, mistakes);
        given_.push_back({&setting, found ? found->source : "default", found.has_value()});
        const auto& text = found ? found->text : setting.fallback;
        if (text.empty()) continue;
        if (const auto wrong = assign(text)) mistakes.push_back(setting.variable + " " + *wrong);
    }
    name_strangers(file, paths, environment, variables, mistakes);
    return mistakes;
}

std::vector<Setting> Settings::table() const
{
    std::vector<Setting> out;
    out.reserve(rows_.size());
    for (const auto& row : rows_) out.push_back(row.setting);
    return out;
}

Assign text_into(std::string& place)
{
    return [&place](const std::string& text) -> std::optional<std::string> {
        place = text;
        return std::nullopt;
    };
}

Assign secret_into(std::string& place, std::size_t least)
{
    return [&place, least](const std::string& text) -> std::optional<std::string> {
        if (text.size() < least)
            return "must have at least " + std::to_string(least) + " characters.";
        place = text;
        return std::nullopt;
    };
}

Assign number_into(long long& place, long long least, long long most)
{
    return [&place, least, most](const std::string& text) -> std::optional<std::string> {
        long long value = 0;
        const auto* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc{} || stop != end || value < least || value > most) {
            return "must be a whole number from " + std::to_string(least) + " to " +
                   std::to_string(most) + ".";
        }
        place = value;
        return std::nullopt;
    };
}

Assign switch_into(bool& place)
{
    return [&place](const std::string& text) -> std::optional<std::string> {
        static const std::set<std::string, std::less<>> yes{"on", "true", "yes", "1"};
        static const std::set<std::string, std::less<>> no{"off", "false", "no", "0"};
        if (!yes.contains(text) && !no.contains(text)) return "must be on or off.";
        place = yes.contains(text);
        return std::nullopt;
    };
}

Assign list_into(std::vector<std::string>& place)
{
    return [&place](const std::string& text) -> std::optional<std::string> {
        place.clear();
        std::size_t begin = 0;
        while (begin <= text.size()) {
            const auto end = std::min(text.find(',', begin), text.size());
            auto item = text.substr(begin, end - begin);
            item.erase(0, item.find_first_not_of(' '));
            item.erase(item.find_last_not_of(' ') + 1);
            if (!item.empty()) place.push_back(std::move(item));
            begin = end + 1;
        }
        return std::nullopt;
    };
}

Assign url_into(std::string& place, std::vector<std::string> schemes)
{
    return [&place,
            schemes = std::move(schemes)](const std::string& text) -> std::optional<std::string> {
        const auto url = boost::urls::parse_uri(text);
        const auto known = url && std::ranges::any_of(schemes, [&url](const auto& scheme) {
                               return std::string_view{url->scheme()} == scheme;
                           });
        if (!known) {
            std::string list;
            for (const auto& scheme : schemes)
                list += (list.empty() ? "" : " or ") + scheme + "://…";
            return "must be an address such as " + list + ".";
        }
        place = text;
        return std::nullopt;
    };
}

Environment environment_of_process()
{
    Environment out;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view line{*entry};
        const auto equals = line.find('=');
        if (equals != std::string_view::npos)
            out.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return out;
}

}  // namespace buddy::config
