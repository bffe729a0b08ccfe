#include "app/command_line.hpp"

#include <algorithm>

namespace buddy::app {

std::optional<std::string> Options::read(std::span<const std::string_view> words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto word = words[i];
        if (!word.starts_with("--")) {
            rest_.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const auto name = word.substr(0, equals);
        const auto known = std::ranges::find(known_, name, &Known::name);
        if (known == known_.end()) return std::string{name} + " is not an option here.";
        if (!known->takes_value) {
            values_[std::string{name}] = "";
        } else if (equals != std::string_view::npos) {
            values_[std::string{name}] = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            values_[std::string{name}] = words[++i];
        } else {
            return std::string{name} + " needs a value.";
        }
    }
    return std::nullopt;
}

std::string Options::value(std::string_view name, std::string_view fallback) const
{
    const auto it = values_.find(name);
    return it == values_.end() ? std::string{fallback} : it->second;
}

bool wants_help(std::span<const std::string_view> words)
{
    return std::ranges::any_of(words, [](auto word) { return word == "--help" || word == "-h"; });
}

}  // namespace buddy::app
