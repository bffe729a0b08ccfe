// What laws and families leave to Buddy: the strictest wins, whoever asks; a family never loosens a law.
#include "powers/powers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace buddy::powers {
namespace {

using namespace std::chrono_literals;
using advisors::Persona;
using limits::Memory;

const law::Packs& packs()
{
    static const auto loaded =
        law::Packs::load(std::filesystem::path{BUDDY_SOURCE_DIR} / "data/law");
    return loaded.value();
}

Held held(
    std::string_view country,
    std::string_view region,
    std::chrono::year_month_day on,
    const limits::Rules& rules = {},
    int age = 11
)
{
    const Whom whom{.country = country, .region = region, .age = age};
    return what_holds(packs(), question_about(whom, std::chrono::sys_days{on}), rules);
}

const Reason& reason(const Held& of, Switch one)
{
    return *std::ranges::find(of.reasons, one, &Reason::one);
}

TEST(WhatHolds, TakesNothingWhereNobodyAsks)
{
    const auto gb = held("GB", "", 2027y / 1 / 15);
    EXPECT_EQ(gb.memory, Remembering{});
    EXPECT_TRUE(gb.reads_moods);
    EXPECT_EQ(gb.manner, advisors::Manner{});
    EXPECT_EQ(gb.ai_notice_every, std::nullopt);
    for (const auto& one : gb.reasons) EXPECT_EQ(one.because, Because::Buddy) << id_of(one.one);
}

TEST(WhatHolds, BeginsOnTheDayOfTheLaw)
{
    EXPECT_EQ(held("US", "NY", 2026y / 12 / 31).manner.persona, Persona::Companion);
    const auto ny = held("US", "NY", 2027y / 1 / 1);
    EXPECT_EQ(ny.manner.persona, Persona::Tutor);
    EXPECT_EQ(ny.memory.window, 12h);
    EXPECT_TRUE(ny.memory.ends_with_session);
    EXPECT_FALSE(ny.manner.praises);
    EXPECT_FALSE(ny.manner.asks_about_feelings);
    EXPECT_FALSE(ny.manner.gives_opinions);
    EXPECT_EQ(reason(ny, Switch::Persona).because, Because::Law);
    EXPECT_EQ(reason(ny, Switch::Persona).rules.front()->id, "us-ny.s9051b.persona");
}

TEST(WhatHolds, AsksOfAStateItsOwnAndOfACountryItsStrictest)
{
    EXPECT_EQ(held("US", "CA", 2027y / 1 / 15).manner.persona, Persona::Companion);
    EXPECT_EQ(held("US", "WA", 2027y / 1 / 15).manner.persona, Persona::Mentor);
    EXPECT_EQ(held("US", "", 2027y / 1 / 15).manner.persona, Persona::Tutor);
    EXPECT_EQ(held("US", "FL", 2027y / 1 / 15).manner.persona, Persona::Tutor) << "nobody looked";
    EXPECT_EQ(held("US", "", 2027y / 1 / 15).ai_notice_every, 60min) << "Washington";
    for (const auto* country : {"", "ZZ", "JP", "us"})
        EXPECT_EQ(held(country, "", 2027y / 1 / 15).manner.persona, Persona::Tutor) << country;
}

TEST(WhatHolds, IgnoresARegionWithoutItsCountry)
{
    EXPECT_EQ(held("", "CA", 2027y / 1 / 15).manner.persona, Persona::Tutor);
}

TEST(WhatHolds, SaysThatTheFamilyAsked)
{
    const auto gb = held(
        "GB", "", 2027y / 1 / 15, {.moods = false, .memory = Memory::Sitting, .only_tutor = true}
    );
    EXPECT_FALSE(gb.reads_moods);
    EXPECT_TRUE(gb.memory.ends_with_session);
    EXPECT_FALSE(gb.memory.keeps_nothing);
    EXPECT_EQ(gb.manner.persona, Persona::Tutor);
    for (const auto one : {Switch::Moods, Switch::Memory, Switch::Persona})
        EXPECT_EQ(reason(gb, one).because, Because::Family) << id_of(one);
}

TEST(WhatHolds, NamesTheOneWhoIsStricter)
{
    const auto ny =
        held("US", "NY", 2027y / 1 / 15, {.memory = Memory::Nothing, .only_tutor = true});
    EXPECT_EQ(reason(ny, Switch::Memory).because, Because::Family) << "stricter than the law";
    EXPECT_EQ(reason(ny, Switch::Persona).because, Because::Law) << "as strict";
    const auto wa = held("US", "WA", 2027y / 1 / 15, {.only_tutor = true});
    EXPECT_EQ(reason(wa, Switch::Persona).because, Because::Family);
}

TEST(WhatHolds, TurnsMoodsOffAtEuropeanSchools)
{
    auto question = question_about(
        Whom{.country = "DE", .region = "", .age = 15}, std::chrono::sys_days{2026y / 11 / 22}
    );
    EXPECT_TRUE(what_holds(packs(), question, {}).reads_moods);
    question.setting = law::Setting::School;
    const auto school = what_holds(packs(), question, {});
    EXPECT_FALSE(school.reads_moods);
    EXPECT_EQ(reason(school, Switch::Moods).rules.front()->id, "eu.ai-act.schools");
}

/// Nothing that `other` is allowed more than `one`.
void expect_at_least_as_strict(const Held& one, const Held& other)
{
    EXPECT_LE(one.reads_moods, other.reads_moods);
    EXPECT_LE(one.manner.persona, other.manner.persona);
    EXPECT_LE(one.manner.praises, other.manner.praises);
    EXPECT_LE(one.manner.asks_about_feelings, other.manner.asks_about_feelings);
    EXPECT_LE(one.manner.gives_opinions, other.manner.gives_opinions);
    EXPECT_GE(one.memory.ends_with_session, other.memory.ends_with_session);
    EXPECT_GE(one.memory.keeps_nothing, other.memory.keeps_nothing);
    EXPECT_LE(one.memory.window.value_or(10'000h), other.memory.window.value_or(10'000h));
    EXPECT_LE(one.ai_notice_every.value_or(10'000min), other.ai_notice_every.value_or(10'000min));
    EXPECT_LE(one.break_every.value_or(10'000min), other.break_every.value_or(10'000min));
}

TEST(WhatHolds, IsNeverLooserForWhatAFamilyChoseNorForAnUnknownPlace)
{
    const std::array choices{
        limits::Rules{},
        limits::Rules{.moods = false},
        limits::Rules{.memory = Memory::Sitting},
        limits::Rules{.memory = Memory::Nothing},
        limits::Rules{.only_tutor = true}
    };
    for (const auto on : {2026y / 11 / 22, 2027y / 1 / 1, 2027y / 7 / 1})
        for (const auto age : {7, 9, 12, 13, 15, 17})
            for (const auto* region : {"CA", "NY", "OR", "WA", "UT", "FL", ""}) {
                const auto by_law = held("US", region, on, {}, age);
                for (const auto& rules : choices) {
                    expect_at_least_as_strict(held("US", region, on, rules, age), by_law);
                    expect_at_least_as_strict(
                        held("US", "", on, rules, age), held("US", region, on, rules, age)
                    );
                    expect_at_least_as_strict(
                        held("", "", on, rules, age), held("US", region, on, rules, age)
                    );
                }
            }
}

TEST(WhatHolds, ReadsTheDateOnTheChildsOwnWall)
{
    const auto on = [](std::string zone, Time now) {
        return question_about(
                   identity::ChildProfile{
                       .country = "US", .region = "NY", .age = 11, .time_zone = std::move(zone)
                   },
                   now
        )
            .on;
    };
    const Time midnight_utc = std::chrono::sys_days{2027y / 1 / 1} + 0h;
    EXPECT_EQ(on("America/New_York", midnight_utc), (2026y / 12 / 31));
    EXPECT_EQ(on("America/New_York", midnight_utc + 5h), (2027y / 1 / 1));
    EXPECT_EQ(on("Pacific/Honolulu", midnight_utc + 9h), (2026y / 12 / 31));
    EXPECT_EQ(on("Pacific/Guam", midnight_utc - 10h), (2027y / 1 / 1));
}

}  // namespace
}  // namespace buddy::powers
