// Proves the audit log whole: walks the chain, and holds it against the anchors that were set down outside the database.
//
//     const auto anchors = audit::AnchorFile{folder / "audit-anchors.jsonl"};
//     const auto verdict = co_await audit::verify(trail, anchors.read().value(), on_progress);
//     if (verdict.fault) … "entry 4711: its content does not match its hash"
//
// A changed, moved, added or missing entry breaks the chain behind it. Who rewrites the whole chain,
// or cuts off its end and moves the head back, is given away by the anchors, if these are kept where
// they do not reach: the server also logs each, and `buddy audit verify --anchor` takes one from there.
//
// Threads  verify() from any event loop; beside a server that writes. AnchorFile blocks: one writer.
#pragma once

#include "platform/audit/audit.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace buddy::audit {

/// Where the chain's end was at a moment.
struct Anchor {
    Time written_at;
    Head head;
    friend bool operator==(const Anchor&, const Anchor&) = default;
};

/// A file of one anchor a line, written to at its end only.
class AnchorFile {
public:
    explicit AnchorFile(std::filesystem::path path) : path_{std::move(path)} {}
    /// Oldest first; nothing when there is no file yet.
    /// Invalid      a line is no anchor; the detail names it.
    /// Unavailable  the file cannot be read.
    [[nodiscard]] Result<std::vector<Anchor>> read() const;
    /// On disk when this returns; readable by the owner only. Unavailable  it cannot be written.
    [[nodiscard]] Result<void> append(const Anchor& anchor) const;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// "NUMBER:HASH", as the log shows an anchor. Invalid  it is not.
[[nodiscard]] Result<Anchor> parse_anchor(std::string_view text);

/// Whether an anchor is due: none yet, or the last is of an earlier day (UTC).
[[nodiscard]] bool is_anchor_due(const std::vector<Anchor>& anchors, Time now);

/// The first thing that is wrong.
struct Fault {
    std::int64_t number = 0;  ///< Of the entry.
    std::string why;          ///< A sentence for the operator, without the number.
};

struct Verdict {
    std::int64_t entries = 0;  ///< How many were walked.
    std::int64_t anchors = 0;  ///< How many were met and fit.
    std::optional<Fault> fault;
};

/// Called now and then with how many entries were walked and how many there are.
using OnProgress = std::function<void(std::int64_t, std::int64_t)>;

/// Walks the chain from its beginning to where its end is now. Memory does not grow with the chain.
/// Anchors in any order.
Task<Verdict> verify(Trail& trail, std::vector<Anchor> anchors, OnProgress on_progress = {});

}  // namespace buddy::audit
