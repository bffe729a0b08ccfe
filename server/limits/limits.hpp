// What a family has settled for a child: how long a day, when it is quiet, which topics are theirs to talk about.
//
//     const auto kept = co_await limits.find(family, child);
//     const auto standing = standing_at(kept->rules, clock.now(), zone, talked);
//     if (standing.closed) …               // kind words, and when Buddy is back; never to a child in need
//
// Limits close a plain talk, and nothing else: what is said is screened, recorded and told to adults all the
// same. Who asks decides when they do not count (conversation/turn_limits.hpp).
//
// Threads  Pure functions; a LimitsStore from any event loop.
// Errors   NotFound  the family has no keys.  Conflict  somebody else changed them meanwhile.
//          Invalid   what was kept is damaged.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::limits {

/// On the wall clock of the family, as minutes since midnight. Where `until` is not after `from` they end on
/// the next day.
struct QuietHours {
    std::chrono::minutes from{0};
    std::chrono::minutes until{0};
    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// What Buddy may be told again of what a child said.
enum class Memory : std::uint8_t {
    All,      ///< As far as the law allows.
    Sitting,  ///< The talk that is going on.
    Nothing   ///< Each message stands by itself.
};
[[nodiscard]] std::string_view id_of(Memory memory) noexcept;  ///< "all", "sitting", "nothing"

struct Rules {
    std::optional<std::chrono::minutes> daily;  ///< Nothing: as long as it likes.
    std::optional<QuietHours> school_nights;    ///< Those that begin from Sunday to Thursday.
    std::optional<QuietHours> weekend;          ///< Those that begin on Friday and Saturday.
    std::vector<std::string> topics_off;        ///< Ids of topic_groups().
    std::vector<std::string> words_off;         ///< The family's own, as it wrote them.
    bool models = true;                         ///< false: only the guided mentor answers.
    bool moods = true;  ///< false: none is read but where safety depends on it.
    Memory memory = Memory::All;
    bool only_tutor = false;  ///< true: Buddy helps with learning, and names a person for the rest.
    friend bool operator==(const Rules&, const Rules&) = default;
};

inline constexpr std::chrono::minutes least_daily{5};
inline constexpr std::chrono::minutes most_daily{12 * 60};
/// A child shall have some hours of the day.
inline constexpr std::chrono::minutes longest_quiet{20 * 60};
inline constexpr std::size_t most_words_off = 20;
inline constexpr std::size_t longest_word_off = 40;  ///< In characters.

/// What cannot be settled, for Mistake: where, and what is expected. Nothing: it can.
struct Objection {
    std::string path;
    std::string reason;
};
[[nodiscard]] std::optional<Objection> objection_to(const Rules& rules);

/// Whether these give back of moods, memory or the mentor what was taken before: not while guardians are in dispute.
[[nodiscard]] bool gives_back(const Rules& before, const Rules& after) noexcept;

/// A family's day begins at five in the morning, so that a night belongs to the day before it.
[[nodiscard]] Time day_began(Time now, const std::string& time_zone);

enum class Closed : std::uint8_t { QuietHours, OverTime };
[[nodiscard]] std::string_view id_of(Closed closed) noexcept;  ///< "quiet_hours", "over_time"

/// How a child stands with its limits at a moment.
struct Standing {
    std::optional<Closed> closed;
    std::optional<Time> back;        ///< While closed: when Buddy is there again.
    bool back_with_the_day = false;  ///< `back` is but the beginning of a day: name no hour.
    std::optional<std::chrono::minutes> left;  ///< Of today's minutes.
    std::optional<Time> quiet_from;   ///< The next quiet hours, within a week. Absent in them.
    std::optional<Time> quiet_until;  ///< Only in quiet hours.
    friend bool operator==(const Standing&, const Standing&) = default;
};
/// `talked`: so long the child has talked since day_began(now).
[[nodiscard]] Standing standing_at(
    const Rules& rules, Time now, const std::string& time_zone, std::chrono::minutes talked
);

/// The minutes to name to a child whose time runs out, when `left` has come down to ten, or to three, since
/// `before` (nothing: it has just come). Nothing: it is not the moment.
[[nodiscard]] std::optional<std::chrono::minutes> minutes_to_tell(
    std::optional<std::chrono::minutes> before, std::chrono::minutes left
);

/// What a family may keep to itself: play, interests and wonder. A child's own matters are in no group and
/// can never be turned off (README.md).
struct TopicGroup {
    std::string_view id;
    std::span<const std::string_view>
        topics;  ///< Of data/mentor/topics; "x_" means all that begin so.
};
[[nodiscard]] std::span<const TopicGroup> topic_groups() noexcept;

/// Whether the family keeps this topic of the mentor's to itself.
[[nodiscard]] bool is_topic_off(const Rules& rules, std::string_view topic);
/// Whether one of the family's own words is in the text: letters folded, endings of a plural read over.
[[nodiscard]] bool names_word_off(const Rules& rules, std::string_view text);

struct Kept {
    Rules rules;
    std::int64_t version = 0;       ///< 0: nothing was ever settled.
    std::int64_t seen_version = 0;  ///< The last change that the child has been told of.
    std::optional<Time> changed_at;
};

/// Remembers what was settled.
class LimitsStore {
public:
    LimitsStore() = default;
    LimitsStore(const LimitsStore&) = delete;
    LimitsStore& operator=(const LimitsStore&) = delete;
    LimitsStore(LimitsStore&&) = delete;
    LimitsStore& operator=(LimitsStore&&) = delete;
    virtual ~LimitsStore() = default;

    /// Of a child that has none, and of one of another family: no limits at all.
    virtual Task<Result<Kept>> find(FamilyId family, ChildId child) = 0;
    struct Change {
        FamilyId family;
        ChildId child;
        std::int64_t version = 0;  ///< The one that was read before.
        Rules rules;
        Time at;
        GuardianId by;
    };
    /// Conflict  `version` is not the last one.
    virtual Task<Result<Kept>> change(Change change) = 0;
    /// The child has been told of this version.
    virtual Task<> note_seen(FamilyId family, ChildId child, std::int64_t version) = 0;
};

}  // namespace buddy::limits
