#include "documents/blocks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace buddy::documents {
namespace {

constexpr std::string_view country_mark = "country:";

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// "../privacy/en.md" is the page of that document, "#help" a page of Buddy; what else there is stays.
std::string target_of(std::string_view link)
{
    if (link.starts_with("../") && link.ends_with(".md")) {
        const auto kind = link.substr(3, link.find('/', 3) - 3);
        return "/documents/" + std::string{kind};
    }
    if (link.starts_with('#')) return "/" + std::string{link.substr(1)};
    return std::string{link};
}

class LineReader {
public:
    explicit LineReader(std::string_view line) : rest_{line} {}

    Runs read()
    {
        while (!rest_.empty()) {
            if (rest_.front() == '\\' && rest_.size() > 1) {
                plain_ += rest_[1];
                rest_.remove_prefix(2);
            } else if (!take_marked("**", Look::Bold) && !take_marked("`", Look::Code) &&
                       !take_link()) {
                plain_ += rest_.front();
                rest_.remove_prefix(1);
            }
        }
        flush();
        return std::move(runs_);
    }

private:
    void flush()
    {
        if (!plain_.empty()) runs_.push_back({.text = std::exchange(plain_, {})});
    }

    static std::string unescaped(std::string_view text)
    {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) ++i;
            out += text[i];
        }
        return out;
    }

    /// Where `mark` stands next, not counting what a backslash makes plain.
    [[nodiscard]] std::size_t find_mark(std::string_view mark, std::size_t from) const
    {
        for (auto at = from; at < rest_.size(); ++at) {
            if (rest_[at] == '\\')
                ++at;
            else if (rest_.substr(at).starts_with(mark))
                return at;
        }
        return std::string_view::npos;
    }

    bool take_marked(std::string_view mark, Look look)
    {
        if (!rest_.starts_with(mark)) return false;
        const auto end = find_mark(mark, mark.size());
        if (end == std::string_view::npos || end == mark.size()) return false;
        flush();
        auto text = unescaped(rest_.substr(mark.size(), end - mark.size()));
        if (look == Look::Code && text.starts_with(country_mark))
            runs_.push_back({.text = text.substr(country_mark.size()), .look = Look::Country});
        else
            runs_.push_back({.text = std::move(text), .look = look});
        rest_.remove_prefix(end + mark.size());
        return true;
    }

    bool take_link()
    {
        if (!rest_.starts_with('[')) return false;
        const auto middle = find_mark("](", 1);
        const auto end = middle == std::string_view::npos ? middle : find_mark(")", middle);
        if (end == std::string_view::npos) return false;
        flush();
        runs_.push_back(
            {.text = unescaped(rest_.substr(1, middle - 1)),
             .to = target_of(rest_.substr(middle + 2, end - middle - 2))}
        );
        rest_.remove_prefix(end + 1);
        return true;
    }

    std::string_view rest_;
    std::string plain_;
    Runs runs_;
};

std::vector<Runs> cells_in(std::string_view line)
{
    line = trimmed(line);
    if (line.starts_with('|')) line.remove_prefix(1);
    std::vector<Runs> cells;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\') {
            ++at;
        } else if (line[at] == '|') {
            cells.push_back(runs_in(trimmed(line.substr(begin, at - begin))));
            begin = at + 1;
        }
    }
    return cells;
}

bool is_rule(std::string_view line)
{
    return line.starts_with("| -") && line.find_first_not_of("|- :") == std::string_view::npos;
}

/// The text behind "- " or "1. "; nothing when the line is no item.
std::string_view item_in(std::string_view line, Block::Kind& kind)
{
    if (line.starts_with("- ")) {
        kind = Block::Kind::List;
        return line.substr(2);
    }
    const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
    if (digits == 0 || !line.substr(digits).starts_with(". ")) return {};
    kind = Block::Kind::Steps;
    return line.substr(digits + 2);
}

class BlockReader {
public:
    void take(std::string_view line)
    {
        const bool goes_on = line.starts_with("  ");
        line = trimmed(line);
        auto kind = Block::Kind::Paragraph;
        if (line.empty()) {
            close();
        } else if (line.starts_with("## ") || line.starts_with("### ")) {
            close();
            const auto level = static_cast<int>(line.find(' '));
            const auto words = line.substr(line.find(' ') + 1);
            blocks_.push_back(
                {.kind = Block::Kind::Heading, .level = level, .parts = {runs_in(words)}, .rows = {}
                }
            );
        } else if (line.starts_with('|')) {
            take_row(line);
        } else if (const auto item = item_in(line, kind); !item.empty()) {
            if (kind_ != kind || is_table_) close();
            kind_ = kind;
            texts_.emplace_back(item);
        } else if (goes_on && !texts_.empty()) {
            texts_.back().append(" ").append(line);
        } else {
            if (kind_ != Block::Kind::Paragraph || is_table_) close();
            if (texts_.empty())
                texts_.emplace_back(line);
            else
                texts_.back().append(" ").append(line);
        }
    }

    std::vector<Block> end()
    {
        close();
        return std::move(blocks_);
    }

private:
    void take_row(std::string_view line)
    {
        if (is_rule(line)) return;
        const bool is_first = !is_table_;
        if (is_first) {
            close();
            is_table_ = true;
            blocks_.push_back(
                {.kind = Block::Kind::Table, .level = 0, .parts = cells_in(line), .rows = {}}
            );
        } else {
            blocks_.back().rows.push_back(cells_in(line));
        }
    }

    void close()
    {
        is_table_ = false;
        if (!texts_.empty()) {
            Block block{.kind = kind_, .level = 0, .parts = {}, .rows = {}};
            for (const auto& text : texts_) block.parts.push_back(runs_in(text));
            blocks_.push_back(std::move(block));
        }
        texts_.clear();
        kind_ = Block::Kind::Paragraph;
    }

    std::vector<Block> blocks_;
    std::vector<std::string> texts_;
    Block::Kind kind_ = Block::Kind::Paragraph;
    bool is_table_ = false;
};

}  // namespace

std::string_view name_of(Look look) noexcept
{
    constexpr std::array<std::string_view, 4> names{"plain", "bold", "code", "country"};
    return names.at(static_cast<std::size_t>(look));
}

std::string_view name_of(Block::Kind kind) noexcept
{
    constexpr std::array<std::string_view, 5> names{
        "heading", "paragraph", "list", "steps", "table"
    };
    return names.at(static_cast<std::size_t>(kind));
}

Runs runs_in(std::string_view line)
{
    return LineReader{line}.read();
}

std::vector<Block> blocks_in(std::string_view markdown)
{
    BlockReader reader;
    while (!markdown.empty()) {
        const auto end = std::min(markdown.find('\n'), markdown.size());
        reader.take(markdown.substr(0, end));
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    return reader.end();
}

}  // namespace buddy::documents
