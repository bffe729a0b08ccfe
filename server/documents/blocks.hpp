// Markdown as far as documents use it, as blocks that a page can show without trusting any markup:
// headings (## and ###), paragraphs, lists, tables, **bold**, `code`, links.
//
//     for (const auto& block : blocks_in(markdown)) …
//
// `country:DE` in backticks is a country, which a page names in its reader's language. A link to
// another document is written as a path between the files, ../privacy/en.md; one to another page of
// Buddy by its name, #help.
//
// Threads  Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::documents {

enum class Look : std::uint8_t { Plain, Bold, Code, Country };
[[nodiscard]] std::string_view name_of(Look look) noexcept;

/// Words that look alike.
struct Run {
    std::string text;
    Look look = Look::Plain;
    std::string
        to;  ///< Where a link leads: a page of ours ("/documents/privacy") or https; or empty.
    friend bool operator==(const Run&, const Run&) = default;
};
using Runs = std::vector<Run>;

struct Block {
    enum class Kind : std::uint8_t { Heading, Paragraph, List, Steps, Table };
    Kind kind = Kind::Paragraph;
    int level = 0;            ///< Of a heading: 2 or 3.
    std::vector<Runs> parts;  ///< One; of a list its items; of a table the head's cells.
    std::vector<std::vector<Runs>> rows;  ///< Of a table.
};
[[nodiscard]] std::string_view name_of(Block::Kind kind) noexcept;

[[nodiscard]] std::vector<Block> blocks_in(std::string_view markdown);
[[nodiscard]] Runs runs_in(std::string_view line);

}  // namespace buddy::documents
