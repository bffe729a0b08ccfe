// The course of one child over days: quiet signs, none of which calls an adult by itself, that rise
// against the child's own usual days.
//
//     auto course = Trajectory::restored(stored, today);
//     const auto rise = course.note(quiet_signs(assessment, heavy_mood, at_night), today, line);
//     if (rise) { tell(*rise); course.adults_know(rise->strand, today); }
//     stored = course.kept();
//
// A day's level is the mean of its three strongest signs (fewer when less was said), so it does not
// grow with the number of messages. The last seven days are held against the four weeks before them.
// Someone who was never here before is held against what is usual for children (`usual_level`). It
// holds levels by day and never a word; days older than five weeks fall out.
//
// Moods and nights support what the safety engine sees; alone they cannot reach the line.
//
// Threads  One Trajectory belongs to one call.
// Errors   None. Damaged bytes begin anew, watched: what was there is not known.
#pragma once

#include "buddy/safety/assessment.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// What can rise over days.
enum class Strand : std::uint8_t {
    Heaviness,  ///< Sadness, loneliness, worry, weariness of life that is hinted at.
    Eating,     ///< Food and weight take over.
    Bullying,   ///< Being picked on, or picking on others.
    Dependency  ///< Buddy in place of people.
};
inline constexpr std::size_t strand_count = 4;

[[nodiscard]] std::string_view id_of(Strand strand) noexcept;  ///< "heaviness" …
[[nodiscard]] std::optional<Strand> strand_from(std::string_view id) noexcept;
/// What an alert about it is filed under.
[[nodiscard]] Category category_of(Strand strand) noexcept;
/// The strand whose matter an alert of this category is; nullopt: none.
[[nodiscard]] std::optional<Strand> strand_of(Category category) noexcept;

/// How high moods and nights can lift a level without any sign of the engine's.
inline constexpr double supporting_signs_at_most = 0.3;

/// From where on a course is worth telling an adult: data/policy/README.md, "days".
struct DaysLine {
    double level = 0.40;     ///< Mean level of the last seven days, at least.
    double rise = 0.25;      ///< So much above the child's usual, at least.
    int on_days = 3;         ///< On so many of them the day itself stood out by as much.
    int watch_days = 14;     ///< So long the engine looks closely, and the same is not told again.
    double watchful = 0.75;  ///< Meanwhile its thresholds are multiplied by this.
    friend bool operator==(const DaysLine&, const DaysLine&) = default;
};

/// What one message adds to its day, 0 to 1 by strand.
struct QuietSigns {
    std::array<double, strand_count> strength{};
    bool at_night = false;
};

/// What an assessment of a child's message shows. Stories, games, school work and idioms count a
/// quarter; what is past, or about somebody else, half.
/// `heavy_mood` is how sure and how strong a heavy mood was read, 0 to 1.
[[nodiscard]] QuietSigns quiet_signs(
    const Assessment& assessment, double heavy_mood, bool at_night
) noexcept;

/// A course that is over the line.
struct Rise {
    Strand strand = Strand::Heaviness;
    double recent = 0;  ///< Mean level of the last seven days.
    double usual = 0;   ///< Of the four weeks before.
    int on_days = 0;    ///< Days of the last seven that stood out.
    friend bool operator==(const Rise&, const Rise&) = default;
};

class Trajectory {
public:
    static constexpr std::chrono::days recent_days{7};
    static constexpr std::chrono::days kept_days{35};
    /// What is usual for children, and for how many days of their own it stands in.
    static constexpr double usual_level = 0.12;
    static constexpr int usual_weight = 3;

    /// Empty bytes: a child who was never here.
    [[nodiscard]] static Trajectory restored(std::string_view bytes, std::chrono::sys_days today);
    /// At most 1 KiB.
    [[nodiscard]] std::string kept() const;

    /// Counts a message of `today`, in the child's own calendar; a day before the latest counts as
    /// the latest. Answers with the steepest rise over the line that adults do not know of yet.
    std::optional<Rise> note(
        const QuietSigns& signs, std::chrono::sys_days today, const DaysLine& line
    );
    /// They were told of it, or of an acute danger of the same kind.
    void adults_know(Strand strand, std::chrono::sys_days today) noexcept;
    /// The engine should look closely on this day.
    [[nodiscard]] bool watched(std::chrono::sys_days today) const noexcept;

    /// One day with messages.
    struct Day {
        std::chrono::sys_days day;
        std::array<double, strand_count> level{};
        bool at_night = false;
    };
    /// Oldest first.
    [[nodiscard]] std::vector<Day> days() const;

private:
    static constexpr std::size_t strongest_kept = 3;
    struct Trace {
        std::int32_t day = 0;
        std::uint8_t messages = 0;  ///< Up to strongest_kept.
        bool at_night = false;
        /// By strand, the highest first; a level of 1 is 255.
        std::array<std::array<std::uint8_t, strongest_kept>, strand_count> strongest{};
        [[nodiscard]] double level(std::size_t strand) const noexcept;
    };
    static constexpr std::int32_t never = -1'000'000;

    Trace& trace_of(std::int32_t day);
    [[nodiscard]] std::optional<Rise> rise_in(std::size_t strand, const DaysLine& line) const;
    [[nodiscard]] double more_nights() const noexcept;

    std::vector<Trace> traces_;  ///< Oldest first.
    std::int32_t watched_until_ = never;
    std::array<std::int32_t, strand_count> told_{never, never, never, never};
};

}  // namespace buddy::safety
