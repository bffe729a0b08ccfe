// What the packs that ship make of the cadence of every child: never slacker than Buddy's own, nor than a law.
#include "app/law_cadence.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>

namespace buddy::app {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const law::Packs& packs()
{
    static const auto loaded =
        law::Packs::load(std::filesystem::path{BUDDY_SOURCE_DIR} / "data/law");
    return loaded.value();
}

constexpr std::array bands{
    safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17
};

TEST(LawCadence, AsksOfACountryWhatItsStrictestStateAsks)
{
    const auto before =
        cadence_by_law(packs(), "US", safety::AgeBand::From7To9, sys_days{2026y / 12 / 31});
    EXPECT_EQ(before.ai_notice_every, 180min);
    EXPECT_EQ(before.pause_every, 180min);
    const auto after =
        cadence_by_law(packs(), "US", safety::AgeBand::From7To9, sys_days{2027y / 1 / 1});
    EXPECT_EQ(after.ai_notice_every, 60min) << "Washington";
}

TEST(LawCadence, AsksNothingWhereNoRuleDoes)
{
    EXPECT_EQ(
        cadence_by_law(packs(), "GB", safety::AgeBand::From7To9, sys_days{2027y / 1 / 1}),
        conversation::unasked_cadence
    );
}

TEST(LawCadence, TakesTheStrictestOfAllForACountryThatNobodyKnows)
{
    for (const auto* country : {"", "ZZ", "JP", "us"})
        EXPECT_EQ(
            cadence_by_law(packs(), country, safety::AgeBand::From13To17, sys_days{2027y / 1 / 1})
                .ai_notice_every,
            60min
        ) << country;
}

TEST(LawCadence, NeverMakesBuddySlackerThanItIs)
{
    for (const auto band : bands)
        for (const auto* country : {"", "US", "GB", "DE", "JP"})
            for (const auto date : {2025y / 1 / 1, 2026y / 11 / 22, 2027y / 1 / 1, 2030y / 1 / 1}) {
                const auto own = conversation::cadence_for(band, conversation::unasked_cadence);
                const auto law = cadence_by_law(packs(), country, band, sys_days{date});
                const auto both = conversation::cadence_for(band, law);
                EXPECT_LE(both.ai_notice_every, own.ai_notice_every);
                EXPECT_LE(both.pause_every, own.pause_every);
                EXPECT_LE(both.ai_notice_every, law.ai_notice_every);
                EXPECT_LE(both.pause_every, law.pause_every);
                EXPECT_GT(both.ai_notice_every, 0min);
                EXPECT_GT(both.pause_every, 0min);
            }
}

TEST(LawMemory, EndsWhereTheStrictestLawEndsIt)
{
    const auto limit = [](std::string_view country, std::chrono::year_month_day date) {
        return memory_by_law(packs(), country, safety::AgeBand::From13To17, sys_days{date});
    };
    EXPECT_EQ(limit("GB", 2027y / 1 / 15), conversation::MemoryLimit{}) << "no rule asks";
    EXPECT_EQ(limit("US", 2026y / 11 / 22), conversation::MemoryLimit{}) << "not yet";
    for (const auto* country : {"US", "", "JP"}) {
        const auto later = limit(country, 2027y / 1 / 15);
        EXPECT_EQ(later.window, 12h) << country;
        EXPECT_TRUE(later.ends_with_session) << country;
    }
}

}  // namespace
}  // namespace buddy::app
