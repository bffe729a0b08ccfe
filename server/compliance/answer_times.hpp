// How soon a request must be answered, and where a family can complain, by country: data with sources.
//
//     const auto times = AnswerTimes::load(files.compliance());
//     if (!times) return std::unexpected(times.error());
//     const auto& rule = times->rule_for("DE");             // one month, two more with a reason
//     const auto due = rule.due(opened_at);
//
// Drafts for counsel, not legal advice (data/compliance/README.md).
//
// Threads  Never changes after load().
// Errors   load() alone can fail: NotFound or Invalid, the detail names the file.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::compliance {

/// A time as laws count it: months by the calendar, or days.
struct LegalTime {
    std::chrono::months months{0};
    std::chrono::days days{0};
    [[nodiscard]] bool has_length() const noexcept
    {
        return months.count() != 0 || days.count() != 0;
    }
    /// The same time of day (UTC); a month later than the 31st is the last day of the next month.
    [[nodiscard]] Time after(Time start) const;
    friend bool operator==(const LegalTime&, const LegalTime&) = default;
};

struct AnswerRule {
    std::string id;  ///< "eu.gdpr.answer".
    LegalTime within;
    LegalTime longer_by;  ///< Without length: it cannot be extended.
    std::string citation;
    std::string url;         ///< Empty: our own promise.
    std::string known_from;  ///< "source", "second_hand", "memory" or "own".
    std::string note;

    [[nodiscard]] Time due(Time opened) const { return within.after(opened); }
    [[nodiscard]] Time extended_due(Time opened) const { return longer_by.after(due(opened)); }
};

struct Authority {
    std::string name;
    std::string url;
};

class AnswerTimes {
public:
    /// Reads answer_times.json and authorities.json of the folder. Blocks.
    [[nodiscard]] static Result<AnswerTimes> load(const std::filesystem::path& folder);

    /// Of a country without a rule: our own promise.
    [[nodiscard]] const AnswerRule& rule_for(std::string_view country) const;
    /// What a request was opened under; our own promise when it is no longer there.
    [[nodiscard]] const AnswerRule& rule(std::string_view id) const;
    /// Null: none is written down.
    [[nodiscard]] const Authority* authority_of(std::string_view country) const;
    [[nodiscard]] const std::vector<AnswerRule>& rules() const noexcept { return rules_; }

private:
    std::vector<AnswerRule> rules_;  ///< The last one is for everywhere.
    std::map<std::string, std::size_t, std::less<>> by_country_;
    std::map<std::string, Authority, std::less<>> authorities_;
};

}  // namespace buddy::compliance
