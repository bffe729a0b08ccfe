// What a family can take with it: the insights of children it chose, for a week or a month, in the parts it chose. As a PDF to
// read and as CSV to go on with. Each child stands alone, in the family's order; nothing is put side by side.
//
// Threads  Pure functions, but for PdfPrinter.
#pragma once

#include "insight/insight_words.hpp"
#include "insight/summary.hpp"

#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace buddy::insight {

enum class Part : std::uint8_t { Changes, Moods, Times, Topics, Learning, Strengths };
[[nodiscard]] std::string_view id_of(Part part) noexcept;  ///< "changes" …
[[nodiscard]] std::optional<Part> part_from(std::string_view id) noexcept;
[[nodiscard]] std::set<Part> all_parts();

struct ChildReport {
    std::string nickname;
    std::optional<Summary> summary;  ///< Nothing: switched off for this child.
};

struct ReportOrder {
    Period period;
    std::chrono::sys_days today;
    std::set<Part> parts;
    std::string language;
};

/// The file's name without ending: never a child's.
[[nodiscard]] std::string file_name_of(const Period& period);

struct Heading {
    int level = 1;
    std::string text;
};
struct Paragraph {
    std::string text;
};
struct Table {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
};
using Block = std::variant<Heading, Paragraph, Table>;

/// A report before anybody has drawn it.
struct Document {
    std::string title;
    std::vector<Block> blocks;
};
[[nodiscard]] Document document_of(
    const std::vector<ChildReport>& children, const ReportOrder& order, const InsightWords& words
);

/// "heavy to in between".
[[nodiscard]] std::string felt_in_words(
    const Band& band, const InsightWords& words, std::string_view language
);

/// RFC 4180, UTF-8. Nothing in it is a formula to a spreadsheet.
[[nodiscard]] std::string csv_of(
    const std::vector<ChildReport>& children, const ReportOrder& order
);

/// Where the two fonts are.
struct Fonts {
    std::filesystem::path plain{"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
    std::filesystem::path bold{"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"};
};
/// Draws PDFs: A4, tagged for screen readers, with the fonts in them. Open one for a whole process.
///
/// Threads  One drawing at a time.
class PdfPrinter {
public:
    /// Unavailable  a font is not there: package fonts-dejavu-core.
    [[nodiscard]] static Result<PdfPrinter> open(const Fonts& fonts = {});
    /// Unavailable  out of memory.
    [[nodiscard]] Result<std::string> print(
        const Document& document, const InsightWords& words, std::string_view language
    ) const;

private:
    struct Parts;
    explicit PdfPrinter(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::insight
