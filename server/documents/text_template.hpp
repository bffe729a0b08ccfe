// The text of a document with places for facts.
//
//     {{operator.name}} runs this Buddy.      a fact
//     {{if mail}} … {{else}} … {{end}}        lines that stand only where a fact holds
//     {{each retention}} … {{end}}            lines once for every row; {{.what}} is a cell of it
//     > counsel: Is this term lawful here?    a question for counsel; families never see it
//
// What stands in {{…}} of if, else, each and end has a line of its own. A value is written so that it
// cannot be read as Markdown.
//
// Threads  Never changes after parse().
#pragma once

#include "documents/facts.hpp"

#include "core/result.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::documents {

class TextTemplate {
public:
    /// Invalid  the detail has one line a mistake, with the line's number.
    [[nodiscard]] static Result<TextTemplate> parse(std::string_view text);

    /// Every fact that is asked for.
    [[nodiscard]] const std::set<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] const std::vector<std::string>& for_counsel() const noexcept { return counsel_; }
    /// Names and cells that `facts` does not know: a misspelt one would leave a hole.
    [[nodiscard]] std::vector<std::string> unknown_to(const Facts& facts) const;
    [[nodiscard]] std::string render(const Facts& facts) const;

private:
    struct Node {
        enum class Kind : std::uint8_t { Line, If, Each };
        Kind kind = Kind::Line;
        std::string text;  ///< The line, or the fact's name.
        std::vector<Node> body;
        std::vector<Node> otherwise;
    };
    struct Reader;
    static void add_unknown(
        const std::vector<Node>& nodes,
        const Facts& facts,
        const Table* table,
        std::vector<std::string>& out
    );
    static void write(
        const std::vector<Node>& nodes, const Facts& facts, const Row* row, std::string& out
    );

    std::vector<Node> nodes_;
    std::set<std::string> names_;
    std::vector<std::string> counsel_;
};

}  // namespace buddy::documents
