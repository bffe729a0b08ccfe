// How often help lines were shown in a crisis, by year, place and kind: figures of nobody, for the law's yearly report
// and for the public page of the crisis protocol.
//
//     const auto counts = co_await store.counts_of({.year = 2026, .place = "US-CA"});
//     const auto shown = published(question, counts, now);         // nothing: too few to publish, or not over yet
//
// Figures are kept by month and place, and by nothing that leads to a child, a family or a talk.
//
// Threads  Pure functions; a ReferralStore from any event loop.
#pragma once

#include "core/clock.hpp"
#include "platform/async/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::powers {

struct ReferralQuestion {
    int year = 0;
    std::string place;  ///< "US", "US-CA"; a country holds its regions. Empty: everywhere.
};

struct ReferralCount {
    std::string kind;  ///< A category of the safety engine, or "follow_up".
    std::int64_t shown = 0;
    friend bool operator==(const ReferralCount&, const ReferralCount&) = default;
};

class ReferralStore {
public:
    ReferralStore() = default;
    ReferralStore(const ReferralStore&) = delete;
    ReferralStore& operator=(const ReferralStore&) = delete;
    ReferralStore(ReferralStore&&) = delete;
    ReferralStore& operator=(ReferralStore&&) = delete;
    virtual ~ReferralStore() = default;
    /// By kind, in the order of their names; those that never were are missing.
    virtual Task<std::vector<ReferralCount>> counts_of(ReferralQuestion question) = 0;
};

/// Below this nothing is published: on a household's server a figure would point at somebody.
inline constexpr std::int64_t least_published = 20;

/// As everybody may read it: one sum of a year that is over (UTC), of all kinds. Nothing, whether there were none or nineteen
/// or the year is not over: nobody can watch it grow.
[[nodiscard]] std::optional<std::int64_t> published(
    const ReferralQuestion& question, const std::vector<ReferralCount>& counts, Time now
);

/// What the report says beside its figures.
struct ReportFace {
    ReferralQuestion question;
    std::string protocol;  ///< Which version of the crisis protocol was in use.
    Time made_at;
    bool is_public = false;  ///< No more than everybody may read: published().
};
enum class ReportForm : std::uint8_t { Text, Csv, Json };
[[nodiscard]] std::string report_of(
    const ReportFace& face, const std::vector<ReferralCount>& counts, ReportForm form
);

}  // namespace buddy::powers
