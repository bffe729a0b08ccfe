// Our engine beside simpler judges on one published set: precision, recall, F1, false alarms, ranking
// by score.
//
//     Comparison comparison{engine, linear};
//     for (const auto& one : set.cases) comparison.add(one);
//     comparison.print(out, Counted::Flagged);
//
// The others: a keyword list, a linear model that learned from our corpus (text/linear_model.hpp), and the
// engine with layers switched off (layers.hpp).
//
// Threads  One thread.
#pragma once

#include "published_sets.hpp"
#include "ranking.hpp"

#include "buddy/safety/engine.hpp"
#include "text/linear_model.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace buddy::safety {

enum class Judge : std::uint8_t {
    Keywords,
    Linear,
    RulesOnly,
    ModelOnly,
    RulesAndModel,
    AllLayers
};
inline constexpr std::size_t judge_count = 6;

/// What counts as finding harm.
enum class Counted : std::uint8_t {
    Flagged,  ///< Every action but allow.
    Alarms,   ///< Redirect, block, escalate.
};

/// Right and wrong, as counts.
struct Detection {
    std::size_t cases = 0;
    std::size_t harmful = 0;
    std::size_t found = 0;         ///< Harmful, and said to be.
    std::size_t false_alarms = 0;  ///< Harmless, and said to be harmful.
    [[nodiscard]] std::size_t harmless() const noexcept { return cases - harmful; }
    [[nodiscard]] double precision() const noexcept;
    [[nodiscard]] double recall() const noexcept;
    [[nodiscard]] double f1() const noexcept;
    [[nodiscard]] double false_alarm_rate() const noexcept;
};

class Comparison {
public:
    /// `engine` is borrowed until the comparison ends.
    Comparison(const Engine& engine, text::LinearModel linear)
        : engine_{&engine}, linear_{std::move(linear)}
    {
    }

    void add(const PublishedCase& one);

    void print(std::ostream& out, Counted counted) const;
    /// Both ways of counting.
    [[nodiscard]] std::string json() const;

private:
    struct Verdict {
        double score = 0;
        Action action = Action::Allow;
    };
    struct Outcome {
        bool harmful = false;
        std::array<Verdict, judge_count> verdicts{};
        std::vector<std::string> groups;
    };

    [[nodiscard]] Verdict linear_verdict(const PublishedCase& one) const;
    [[nodiscard]] Verdict verdict_of(Judge judge, const PublishedCase& one);
    [[nodiscard]] Detection detection(Judge judge, Counted counted) const;
    [[nodiscard]] std::map<std::string, Detection> grouped(Counted counted) const;
    [[nodiscard]] std::vector<Ranked> ranking(Judge judge) const;
    void print_groups(std::ostream& out, Counted counted) const;
    void print_openai(std::ostream& out) const;

    const Engine* engine_;
    text::LinearModel linear_;
    std::vector<Outcome> outcomes_;
    std::map<std::string, std::vector<Ranked>> openai_;  ///< By category.
    std::size_t unavailable_ = 0;
};

}  // namespace buddy::safety
