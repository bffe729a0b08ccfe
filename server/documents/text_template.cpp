#include "documents/text_template.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace buddy::documents {
namespace {

constexpr std::string_view counsel_mark = "> counsel: ";

/// "if mail" of "{{if mail}}", when the line is nothing else.
std::optional<std::string_view> directive_in(std::string_view line)
{
    if (!line.starts_with("{{") || !line.ends_with("}}")) return std::nullopt;
    const auto inner = line.substr(2, line.size() - 4);
    if (inner.contains("}}")) return std::nullopt;
    if (inner == "else" || inner == "end" || inner.starts_with("if ") || inner.starts_with("each "))
        return inner;
    return std::nullopt;
}

/// Calls `plain` and `name` for the parts of a line, in order. False: a place is never closed.
bool for_each_part(
    std::string_view line,
    const std::function<void(std::string_view)>& plain,
    const std::function<void(std::string_view)>& name
)
{
    while (!line.empty()) {
        const auto begin = line.find("{{");
        plain(line.substr(0, begin));
        if (begin == std::string_view::npos) return true;
        const auto end = line.find("}}", begin);
        if (end == std::string_view::npos) return false;
        name(line.substr(begin + 2, end - begin - 2));
        line.remove_prefix(end + 2);
    }
    return true;
}

/// A value as Markdown would show it unchanged.
std::string escaped(std::string_view value)
{
    constexpr std::string_view special = "\\`*_[]|<>#";
    std::string out;
    for (const char c : value) {
        if (special.contains(c)) out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

std::string value_of(std::string_view name, const Facts& facts, const Row* row)
{
    if (name.starts_with('.')) {
        if (row == nullptr) return {};
        const auto cell = row->cells.find(name.substr(1));
        return cell == row->cells.end() ? std::string{} : escaped(cell->second);
    }
    const auto fact = facts.single.find(name);
    return fact == facts.single.end() ? std::string{} : escaped(fact->second.value);
}

}  // namespace

struct TextTemplate::Reader {
    TextTemplate& out;
    std::vector<std::string_view> lines;
    std::size_t at = 0;
    std::string mistakes;

    void wrong(std::string_view why)
    {
        mistakes += "line " + std::to_string(at + 1) + ": " + std::string{why} + '\n';
    }

    void read_line(std::string_view line, std::vector<Node>& nodes)
    {
        if (line.starts_with(counsel_mark)) {
            out.counsel_.emplace_back(line.substr(counsel_mark.size()));
            return;
        }
        const auto note = [this](std::string_view name) {
            if (name.empty()) wrong("a place without a name");
            if (!name.starts_with('.')) out.names_.emplace(name);
        };
        if (!for_each_part(line, [](std::string_view) {}, note)) wrong("{{ without }}");
        nodes.push_back({.kind = Node::Kind::Line, .text = std::string{line}});
    }

    /// Up to the `else` or `end` that closes it, which is returned; empty at the end of the text.
    std::string_view read_until_closed(std::vector<Node>& nodes)
    {
        for (; at < lines.size(); ++at) {
            const auto word = directive_in(lines[at]);
            if (!word) {
                read_line(lines[at], nodes);
                continue;
            }
            if (*word == "else" || *word == "end") return *word;
            read_block(*word, nodes);
        }
        return {};
    }

    void read_block(std::string_view word, std::vector<Node>& nodes)
    {
        Node node;
        node.kind = word.starts_with("if ") ? Node::Kind::If : Node::Kind::Each;
        node.text = std::string{word.substr(word.find(' ') + 1)};
        out.names_.insert(node.text);
        ++at;
        auto closed_by = read_until_closed(node.body);
        if (closed_by == "else") {
            ++at;
            closed_by = read_until_closed(node.otherwise);
        }
        if (closed_by != "end") wrong("{{" + std::string{word} + "}} is not closed");
        nodes.push_back(std::move(node));
    }
};

Result<TextTemplate> TextTemplate::parse(std::string_view text)
{
    TextTemplate out;
    Reader reader{.out = out};
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        reader.lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    while (!reader.read_until_closed(out.nodes_).empty()) {
        reader.wrong("nothing to close");
        ++reader.at;
    }
    if (!reader.mistakes.empty()) {
        reader.mistakes.pop_back();
        return failed(ErrorCode::Invalid, std::move(reader.mistakes));
    }
    return out;
}

void TextTemplate::add_unknown(
    const std::vector<Node>& nodes,
    const Facts& facts,
    const Table* table,
    std::vector<std::string>& out
)
{
    const auto note = [&](std::string_view name) {
        const bool is_cell = name.starts_with('.');
        const bool is_known =
            is_cell ? table != nullptr &&
                          std::ranges::find(table->columns, name.substr(1)) != table->columns.end()
                    : facts.single.contains(name);
        if (!is_known) out.emplace_back(name);
    };
    for (const auto& node : nodes) {
        if (node.kind == Node::Kind::Line) {
            for_each_part(node.text, [](std::string_view) {}, note);
            continue;
        }
        const auto rows = facts.tables.find(node.text);
        const bool is_each = node.kind == Node::Kind::Each;
        if (is_each ? rows == facts.tables.end() : !facts.knows(node.text))
            out.push_back(node.text);
        const auto* const inner = is_each && rows != facts.tables.end() ? &rows->second : table;
        add_unknown(node.body, facts, inner, out);
        add_unknown(node.otherwise, facts, inner, out);
    }
}

std::vector<std::string> TextTemplate::unknown_to(const Facts& facts) const
{
    std::vector<std::string> out;
    add_unknown(nodes_, facts, nullptr, out);
    return out;
}

void TextTemplate::write(
    const std::vector<Node>& nodes, const Facts& facts, const Row* row, std::string& out
)
{
    for (const auto& node : nodes) switch (node.kind) {
            case Node::Kind::Line:
                for_each_part(
                    node.text,
                    [&out](std::string_view plain) { out += plain; },
                    [&](std::string_view name) { out += value_of(name, facts, row); }
                );
                out += '\n';
                break;
            case Node::Kind::If:
                write(facts.holds(node.text) ? node.body : node.otherwise, facts, row, out);
                break;
            case Node::Kind::Each:
                if (const auto table = facts.tables.find(node.text); table != facts.tables.end())
                    for (const auto& each : table->second.rows) write(node.body, facts, &each, out);
                break;
        }
}

std::string TextTemplate::render(const Facts& facts) const
{
    std::string out;
    write(nodes_, facts, nullptr, out);
    return out;
}

}  // namespace buddy::documents
