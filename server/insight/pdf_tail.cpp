#include "insight/pdf_tail.hpp"

#include <fmt/format.h>

namespace buddy::insight {
namespace {

/// What stands between two marks, the last time.
std::string_view last_between(std::string_view text, std::string_view from, std::string_view to)
{
    const auto begin = text.rfind(from);
    if (begin == std::string_view::npos) return {};
    const auto inside = text.substr(begin + from.size());
    return inside.substr(0, inside.find(to));
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \r\n") + 1 - first);
}

}  // namespace

std::string with_language(std::string pdf, std::string_view language)
{
    const std::string before{trimmed(last_between(pdf, "startxref", "%%EOF"))};
    const std::string trailer{trimmed(last_between(pdf, "trailer\n<<", ">>"))};
    const std::string root{trimmed(last_between(trailer, "/Root", "0 R"))};
    const std::string catalog{trimmed(last_between(pdf, "\n" + root + " 0 obj\n<<", "endobj"))};
    if (before.empty() || root.empty() || !catalog.starts_with("/Type /Catalog")) return pdf;
    const auto place = pdf.size();
    const auto* const marked = catalog.contains("/MarkInfo") ? "" : " /MarkInfo << /Marked true >>";
    pdf += fmt::format(
        "{} 0 obj\n<< /Lang ({}){} {}\nendobj\n", root, language.substr(0, 2), marked, catalog
    );
    const auto table = pdf.size();
    pdf += fmt::format(
        "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< {} /Prev {} >>\nstartxref\n{}\n%%EOF\n",
        root,
        place,
        trailer,
        before,
        table
    );
    return pdf;
}

}  // namespace buddy::insight
