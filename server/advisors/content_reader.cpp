#include "advisors/content_reader.hpp"

#include <boost/json/parser.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <ranges>

namespace buddy::advisors {
namespace json = boost::json;
namespace {

constexpr std::size_t most_shown = 20;

std::string line_and_column(std::string_view text, std::size_t at)
{
    const auto before = text.substr(0, at);
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto line_start = before.rfind('\n');
    const auto column = line_start == std::string_view::npos ? at + 1 : at - line_start;
    return std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace

void Findings::add(std::string_view place, std::string_view what)
{
    list_.push_back(std::string{place} + ": " + std::string{what});
}

std::string Findings::summary() const
{
    std::string out;
    for (const auto& finding : list_ | std::views::take(most_shown)) {
        if (!out.empty()) out += '\n';
        out += finding;
    }
    return out;
}

Node Node::at(std::string_view key) const
{
    if (auto found = maybe(key)) return *std::move(found);
    wrong("needs \"" + std::string{key} + "\"");
    return {nullptr, place_ + "." + std::string{key}, findings_};
}

std::optional<Node> Node::maybe(std::string_view key) const
{
    if (value_ == nullptr || !value_->is_object()) return std::nullopt;
    const auto* member = value_->get_object().if_contains(key);
    if (member == nullptr) return std::nullopt;
    return Node{member, place_ + "." + std::string{key}, findings_};
}

std::string Node::text() const
{
    if (value_ == nullptr) return {};
    if (!is_text()) {
        wrong("must be a text");
        return {};
    }
    const auto& text = value_->get_string();
    return {text.data(), text.size()};
}

int Node::number() const
{
    if (value_ == nullptr) return 0;
    const auto* whole = value_->if_int64();
    if (whole == nullptr || *whole < 0 || *whole > std::numeric_limits<int>::max()) {
        wrong("must be a whole number");
        return 0;
    }
    return static_cast<int>(*whole);
}

bool Node::flag() const
{
    if (value_ == nullptr) return false;
    const auto* flag = value_->if_bool();
    if (flag == nullptr) wrong("must be true or false");
    return flag != nullptr && *flag;
}

std::vector<Node> Node::items() const
{
    std::vector<Node> out;
    if (value_ == nullptr) return out;
    if (!is_list()) {
        wrong("must be a list");
        return out;
    }
    std::size_t index = 0;
    for (const auto& item : value_->get_array())
        out.emplace_back(&item, place_ + "[" + std::to_string(index++) + "]", findings_);
    return out;
}

std::vector<std::pair<std::string, Node>> Node::members() const
{
    std::vector<std::pair<std::string, Node>> out;
    if (value_ == nullptr) return out;
    if (!value_->is_object()) {
        wrong("must be an object");
        return out;
    }
    for (const auto& member : value_->get_object()) {
        const std::string key{member.key().data(), member.key().size()};
        out.emplace_back(key, Node{&member.value(), place_ + "." + key, findings_});
    }
    return out;
}

std::vector<std::string> Node::texts() const
{
    std::vector<std::string> out;
    for (const auto& item : items()) out.push_back(item.text());
    return out;
}

bool Node::is_text() const noexcept
{
    return value_ != nullptr && value_->is_string();
}
bool Node::is_null() const noexcept
{
    return value_ != nullptr && value_->is_null();
}
bool Node::is_list() const noexcept
{
    return value_ != nullptr && value_->is_array();
}

void Node::only(std::initializer_list<std::string_view> keys) const
{
    for (const auto& [key, node] : members())
        if (std::ranges::find(keys, key) == keys.end()) node.wrong("is not known here");
}

void Node::wrong(std::string_view what) const
{
    findings_->add(place_, what);
}

ContentFile ContentFile::read(
    const std::filesystem::path& path, std::string_view shown_as, Findings& findings
)
{
    ContentFile file;
    file.shown_as_ = std::string{shown_as};
    file.findings_ = &findings;
    const auto text = file_text(path);
    if (!text) {
        findings.add(shown_as, "cannot be read");
        return file;
    }
    json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    json::parser parser{{}, options};
    json::error_code problem;
    const auto used = parser.write(*text, problem);
    if (problem) {
        const auto reached = std::min(used, text->size());
        findings.add(
            file.shown_as_ + ":" + line_and_column(*text, reached),
            "is no valid JSON: " + problem.message()
        );
        return file;
    }
    file.value_ = parser.release();
    return file;
}

std::optional<std::string> file_text(const std::filesystem::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    if (!stream) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> files_in(const std::filesystem::path& folder, std::string_view ending)
{
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator{folder, problem}) {
        auto name = entry.path().filename().string();
        if (name.ends_with(ending)) names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace buddy::advisors
