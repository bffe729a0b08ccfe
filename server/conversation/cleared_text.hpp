// Words that the stream guard has let through: the only text that may be shown to a child.
//
// There is no way to make one but through StreamGuard, so a writer that takes ClearedText cannot
// send what was not assessed.
#pragma once

#include <string>
#include <utility>

namespace buddy::conversation {

class ClearedText {
public:
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    friend bool operator==(const ClearedText&, const ClearedText&) = default;

private:
    friend class StreamGuard;
    explicit ClearedText(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

/// A clause that a store reads back: it was cleared before it was written. Only stores can make
/// one; StreamGuard::restored() turns it into ClearedText again.
class StoredClause {
public:
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    friend class EventReader;
    explicit StoredClause(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

}  // namespace buddy::conversation
