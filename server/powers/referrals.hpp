// How often help lines were shown in a crisis, by year, place and kind: figures of nobody, for the law's yearly report
// and for the public page of the crisis protocol.
//
//     const auto counts = co_await store.counts_of({.year = 2026, .place = "US-CA"});
//     const auto shown = published(counts);         // small figures masked
//
// Figures are kept by month and place, and by nothing that leads to a child, a family or a talk.
//
// Threads  Pure functions; a ReferralStore from any event loop.
#pragma once

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

/// Below this a figure is not published: in a small place it could point at somebody.
inline constexpr std::int64_t least_published = 5;

/// As everybody may read it. Neither a masked figure nor their sum can be worked out from it.
struct PublishedCount {
    std::string kind;
    std::optional<std::int64_t> shown;  ///< Nothing: fewer than least_published.
    friend bool operator==(const PublishedCount&, const PublishedCount&) = default;
};
struct Published {
    std::vector<PublishedCount> kinds;
    std::int64_t at_least = 0;  ///< All that is shown above.
    bool is_exact = true;       ///< false: some are masked, and there were more than `at_least`.
    friend bool operator==(const Published&, const Published&) = default;
};
[[nodiscard]] Published published(const std::vector<ReferralCount>& counts);

/// What the report says beside its figures.
struct ReportFace {
    ReferralQuestion question;
    std::string protocol;  ///< Which version of the crisis protocol was in use.
    std::string made_on;   ///< "2026-11-23"
    bool masks = false;    ///< For the public: small figures masked.
};
enum class ReportForm : std::uint8_t { Text, Csv, Json };
[[nodiscard]] std::string report_of(
    const ReportFace& face, const std::vector<ReferralCount>& counts, ReportForm form
);

}  // namespace buddy::powers
