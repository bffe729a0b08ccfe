// Evidence for an authority or an auditor: one archive of what the board shows, as JSON and as tables, with an
// excerpt of the audit log and the timelines of incidents. It names no family and no child, and holds no word of
// a request.
//
//     const auto bytes = evidence_archive({.board = state, .timelines = …, .excerpt = …, .assessment = html});
//
// Threads  Pure functions.
#pragma once

#include "compliance/board.hpp"

#include <string>
#include <utility>
#include <vector>

namespace buddy::compliance {

struct Evidence {
    /// Entries of the audit log in the excerpt, at most.
    static constexpr std::int64_t excerpt_length = 1000;

    BoardState board;
    std::vector<std::pair<Incident, std::vector<IncidentEntry>>> timelines;
    std::vector<audit::StoredEntry> excerpt;
    std::string assessment;  ///< The assessment pack, HTML.
};

/// A cell of a table: quoted, and never taken for a formula by a spreadsheet.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The bytes of a ZIP archive.
[[nodiscard]] std::string evidence_archive(const Evidence& evidence);

}  // namespace buddy::compliance
