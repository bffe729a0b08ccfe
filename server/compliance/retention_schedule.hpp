// How long each class of data is kept: one table, which the job follows, families read and the documents are made of.
//
//     for (const auto& rule : schedule()) …
//     KeepingTimes times;                                  // the defaults
//     times.set(DataClass::Conversations, days{30});
//     for (const auto& sweep : plan(clock.now(), times, Mails::CanGo)) …
//
// Threads  Pure functions.
#pragma once

#include "core/clock.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::compliance {

enum class DataClass : std::uint8_t {
    Conversations,
    Alerts,
    Trajectories,
    SafetyEvents,
    SentMails,
    UnsentMails,
    MailProblems,
    Looks,
    OversightChanges,
    Digests,
    SignIns,
    UnfinishedSignUps,
    ModelCalls,
    CachedReplies,
    Opinions,
    Exports,
    Runs,
    Erasures,
    Requests,
    Incidents
};
inline constexpr std::size_t data_class_count = 20;

/// One row of the table. `least` equal to `most` means that the time is not a setting.
struct ClassRule {
    DataClass data_class;
    std::string_view id;     ///< Stable, e.g. "conversations".
    std::string_view what;   ///< What is in it, for people.
    std::string_view clock;  ///< What the days are counted from, for people.
    std::chrono::days fallback;
    std::chrono::days least;
    std::chrono::days most;
    std::string_view variable;  ///< The setting; empty: none.
    [[nodiscard]] constexpr bool is_setting() const noexcept { return !variable.empty(); }
};

/// In the order in which a run takes them: what children wrote goes first.
[[nodiscard]] std::span<const ClassRule> schedule() noexcept;
[[nodiscard]] const ClassRule& rule_of(DataClass data_class) noexcept;

class KeepingTimes {
public:
    KeepingTimes();
    void set(DataClass data_class, std::chrono::days days);
    [[nodiscard]] std::chrono::days of(DataClass data_class) const;

private:
    std::array<std::chrono::days, data_class_count> days_{};
};

/// Whether a family could have confirmed its address at all.
enum class Mails : std::uint8_t { CanGo, Wait };

/// One class and the moment before which it goes.
struct Sweep {
    DataClass data_class;
    Time before;
    friend bool operator==(const Sweep&, const Sweep&) = default;
};

/// What a run at `now` does, in order. Where no mail can go, nobody can finish a sign-up: that class rests.
[[nodiscard]] std::vector<Sweep> plan(Time now, const KeepingTimes& times, Mails mails);

/// The table as Markdown, for docs/retention.md.
[[nodiscard]] std::string schedule_as_markdown();

}  // namespace buddy::compliance
