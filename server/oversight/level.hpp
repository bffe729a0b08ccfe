// What a guardian may see of a child's talks: four levels, a default by age, and what a change does to
// what was said before it.
//
//     const Course course{changes, child.age_band};
//     if (course.open_at(turn.started_at) >= Level::Transcript) …
//
// Threads  Values; share them freely.
#pragma once

#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace buddy::oversight {

/// Each shows what the one before it shows, and more.
enum class Level : std::uint8_t {
    Titles,    ///< That there was a talk, about what, on which day, how long.
    Summary,   ///< Topics, feelings, and what Buddy did. No quotes.
    Excerpts,  ///< What raised an alert, in the child's words, with Buddy's answer.
    Transcript
};
[[nodiscard]] std::string_view id_of(Level level) noexcept;  ///< "titles" …
[[nodiscard]] std::optional<Level> level_from(std::string_view id) noexcept;

/// What counts where nobody chose: 7-9 and 10-12 Summary, 13-17 Titles.
[[nodiscard]] Level default_for(safety::AgeBand band) noexcept;

/// A guardian's choice.
struct Change {
    Level level = Level::Titles;
    Level before = Level::Titles;                        ///< What counted until then.
    safety::AgeBand band = safety::AgeBand::From10To12;  ///< The child's, when it was made.
    Time changed_at;
    std::optional<Time> told_at;  ///< When the child was shown it.
    friend bool operator==(const Change&, const Change&) = default;
};

/// The level of a child over time.
///
/// A turn is open as far as the narrowest level that counted from when it was said until now. A wider
/// level counts from when the child was shown it; a narrower one at once, also for what was said
/// before. A choice wider than the default ends when the child enters another age band.
class Course {
public:
    /// Oldest change first.
    Course(std::vector<Change> changes, safety::AgeBand band);

    [[nodiscard]] Level now() const noexcept { return now_; }
    /// How far what was said then is open.
    [[nodiscard]] Level open_at(Time said) const noexcept;
    /// What the child has not been shown, as one change from what counts for its words now; nothing
    /// when it knows all, or when the level is what it was.
    [[nodiscard]] std::optional<Change> untold() const;

private:
    std::vector<Change> changes_;
    Level now_;
};

}  // namespace buddy::oversight
