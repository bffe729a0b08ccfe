#include "platform/http/router.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace buddy::http {

namespace {

constexpr std::array verbs{Verb::Get, Verb::Post, Verb::Put, Verb::Patch, Verb::Delete};

std::optional<unsigned> hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

// Takes the first segment off "/a/b": returns "a", leaves "/b".
std::string_view take_segment(std::string_view& path)
{
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

bool is_usable(const std::optional<std::string>& param)
{
    return param && !param->empty() && param->find('/') == std::string::npos &&
           param->find('\0') == std::string::npos;
}

}  // namespace

std::string_view name_of(Verb verb) noexcept
{
    switch (verb) {
        case Verb::Get: return "GET";
        case Verb::Post: return "POST";
        case Verb::Put: return "PUT";
        case Verb::Patch: return "PATCH";
        case Verb::Delete: return "DELETE";
    }
    return "GET";
}

std::optional<std::string> percent_decode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_digit(text[i + 1]);
        const auto low = hex_digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        out += static_cast<char>((*high << 4U) | *low);
        i += 2;
    }
    return out;
}

// One segment of the tree. A path is known where at least one verb has a row.
struct Router::Node {
    std::vector<std::pair<std::string_view, std::unique_ptr<Node>>> literals;
    std::unique_ptr<Node> param;
    std::string_view param_name;
    std::array<const Route*, verbs.size()> rows{};

    Node& literal(std::string_view segment)
    {
        for (auto& [name, node] : literals)
            if (name == segment) return *node;
        return *literals.emplace_back(segment, std::make_unique<Node>()).second;
    }
    Node& parameter(std::string_view name)
    {
        if (!param) {
            param = std::make_unique<Node>();
            param_name = name;
        }
        if (param_name != name)
            throw std::logic_error{
                "two routes name one path parameter differently: " + std::string{name}
            };
        return *param;
    }
    [[nodiscard]] bool is_known() const
    {
        return std::ranges::any_of(rows, [](const Route* row) { return row != nullptr; });
    }
    // The node for the rest of a path. Fills `params` on the way.
    [[nodiscard]] const Node* find(
        std::string_view rest, std::vector<std::pair<std::string, std::string>>& params
    ) const
    {
        if (rest.empty()) return is_known() ? this : nullptr;
        const auto segment = take_segment(rest);
        for (const auto& [name, node] : literals) {
            if (name != segment) continue;
            if (const auto* found = node->find(rest, params)) return found;
        }
        if (!param) return nullptr;
        auto value = percent_decode(segment);
        if (!is_usable(value)) return nullptr;
        params.emplace_back(param_name, std::move(*value));
        const auto* found = param->find(rest, params);
        if (found == nullptr) params.pop_back();
        return found;
    }
};

Router::Router(Routes routes) : routes_{std::move(routes)}, root_{std::make_unique<Node>()}
{
    for (const auto& route : routes_) {
        auto* node = root_.get();
        std::string_view rest = route.path;
        while (!rest.empty()) {
            const auto segment = take_segment(rest);
            const bool is_param = segment.starts_with('{') && segment.ends_with('}');
            node = is_param ? &node->parameter(segment.substr(1, segment.size() - 2))
                            : &node->literal(segment);
        }
        auto& row = node->rows.at(static_cast<std::size_t>(route.verb));
        if (row != nullptr)
            throw std::logic_error{
                "two routes claim one verb and path: " + std::string{route.operation_id}
            };
        row = &route;
    }
}

Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Router::Match Router::find(std::string_view verb, std::string_view path) const
{
    Match match;
    if (!path.starts_with('/')) return match;
    const auto* node = root_->find(path, match.params);
    if (node == nullptr) return match;
    const auto wanted = verb == "HEAD" ? std::string_view{"GET"} : verb;
    for (const auto each : verbs) {
        const auto* row = node->rows.at(static_cast<std::size_t>(each));
        if (row != nullptr && name_of(each) == wanted) match.route = row;
    }
    if (match.route != nullptr) return match;
    for (const auto each : verbs) {
        if (node->rows.at(static_cast<std::size_t>(each)) == nullptr) continue;
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += name_of(each);
        if (each == Verb::Get) match.allow += ", HEAD";
    }
    return match;
}

}  // namespace buddy::http
