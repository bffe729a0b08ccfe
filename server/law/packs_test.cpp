// What rules come to: the strictest, by power, place, age and day; and what nobody knows.
#include "law/law_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

namespace buddy::law {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> ids_of(const std::vector<const Rule*>& rules)
{
    std::vector<std::string> ids;
    for (const auto* rule : rules) ids.push_back(rule->id);
    return ids;
}

/// All of `strict` that `loose` asks for, at least as strictly.
bool asks_no_less(const Applicable& strict, const Applicable& loose)
{
    return std::ranges::all_of(loose.outcomes, [&](const Outcome& outcome) {
        const auto* found = strict.find(outcome.power);
        return found != nullptr &&
               at_least_as_strict(entry_of(outcome.power).measure, found->value, outcome.value);
    });
}

TEST(Packs, LetTheStrictestWinAndSayWhatItBeat)
{
    PackFolder folder;
    const auto here =
        folder.with("us.json", pack_of("us", R"(["US"])", rule_with({{"id", R"("us.a")"}})))
            .with(
                "us-wa.json",
                pack_of(
                    "us-wa",
                    R"(["US-WA"])",
                    rule_with(
                        {{"id", R"("us-wa.a")"}, {"demands", R"({"ai_notice_every_minutes": 60})"}}
                    )
                )
            )
            .load();
    ASSERT_TRUE(here) << here.error().detail;
    const auto applicable = here->applicable(child_of(9, "US-WA", 2026y / 1 / 1));
    EXPECT_EQ(applicable.ai_notice_every(), 60min);
    const auto* outcome = applicable.find(Power::AiNoticeEvery);
    ASSERT_NE(outcome, nullptr);
    EXPECT_THAT(ids_of(outcome->asked_by), ElementsAre("us-wa.a"));
    EXPECT_THAT(ids_of(outcome->beaten), ElementsAre("us.a"));
    EXPECT_EQ(outcome->asked_by.front()->source.citation, "Some Act, s. 1");
}

TEST(Packs, CountARuleFromItsFirstDayToItsLast)
{
    PackFolder folder;
    const auto packs =
        folder
            .with(
                "gb.json",
                pack_of("gb", R"(["GB"])", rule_with({{"effective_until", R"("2026-03-31")"}}))
            )
            .load();
    ASSERT_TRUE(packs) << packs.error().detail;
    const auto every = [&](const Day& on) {
        return packs->applicable(child_of(9, "GB", on)).ai_notice_every();
    };
    EXPECT_EQ(every(2025y / 12 / 31), std::nullopt);
    EXPECT_EQ(every(2026y / 1 / 1), 180min);
    EXPECT_EQ(every(2026y / 3 / 31), 180min);
    EXPECT_EQ(every(2026y / 4 / 1), std::nullopt);
    EXPECT_THAT(
        ids_of(packs->applicable(child_of(9, "GB", 2025y / 12 / 31)).not_counted),
        ElementsAre("gb.law.rule")
    );
    EXPECT_THAT(packs->applicable(child_of(9, "GB", 2026y / 4 / 1)).not_counted, IsEmpty());
}

TEST(Packs, CountWhatIsPendingFromItsDayOnUntilSomebodyKnowsBetter)
{
    EXPECT_EQ(
        shipped().applicable(child_of(16, "US-NY", 2026y / 12 / 31)).memory_window(), std::nullopt
    );
    const auto after = shipped().applicable(child_of(16, "US-NY", 2027y / 1 / 1));
    EXPECT_EQ(after.memory_window(), 12h);
    EXPECT_EQ(after.find(Power::MemoryWindow)->asked_by.front()->status, Status::Pending);
    EXPECT_THAT(ids_of(after.not_counted), Contains("us.guard-act.companions"))
        << "without a day it is shown and never counts";
}

TEST(Packs, NeverCountWhatACourtHasStopped)
{
    const auto applicable = shipped().applicable(child_of(9, "US-TX", 2027y / 1 / 15));
    EXPECT_FALSE(applicable.demands(Power::StoreAgeSignals));
    EXPECT_THAT(ids_of(applicable.not_counted), Contains("us-tx.sb2420.signals"));
}

TEST(Packs, TakeARegionThatNobodyLookedAtForTheStrictestOfItsCountry)
{
    const auto on = 2027y / 1 / 15;
    for (const auto place : {"US", "US-FL"}) {
        const auto applicable = shipped().applicable(child_of(9, place, on));
        EXPECT_EQ(applicable.knowledge, Knowledge::RegionUnknown);
        for (const auto state : {"US-CA", "US-NY", "US-WA", "US-OR", "US-UT", "US-LA", "US-TX"})
            EXPECT_TRUE(asks_no_less(applicable, shipped().applicable(child_of(9, state, on))))
                << state;
        EXPECT_THAT(applicable.packs, Not(Contains("eu")));
    }
    EXPECT_EQ(shipped().applicable(child_of(9, "GB-SCT", on)).knowledge, Knowledge::Known)
        << "a country without regional packs is known as a whole";
}

TEST(Packs, TakeAnUnknownCountryForTheStrictestOfAll)
{
    for (const auto& on : {Day{2026y / 11 / 22}, Day{2027y / 1 / 15}, Day{2030y / 1 / 1}}) {
        const auto nowhere = shipped().applicable(child_of(9, "JP", on));
        EXPECT_EQ(nowhere.knowledge, Knowledge::PlaceUnknown);
        EXPECT_TRUE(asks_no_less(shipped().applicable(child_of(9, "", on)), nowhere));
        for (const auto& pack : shipped().packs())
            for (const auto& place : pack.places)
                EXPECT_TRUE(
                    asks_no_less(nowhere, shipped().applicable(child_of(9, place.text(), on)))
                ) << place.text();
    }
}

TEST(Packs, AskForABandWhatTheyAskForAnyAgeInIt)
{
    const Question band{
        .ages = {.youngest = 10, .oldest = 14}, .place = *Place::parse("US-CA"), .on = 2027y / 1 / 1
    };
    const auto applicable = shipped().applicable(band);
    for (int age = 10; age <= 14; ++age)
        EXPECT_TRUE(asks_no_less(applicable, shipped().applicable(child_of(age, "US-CA", band.on)))
        );
    EXPECT_TRUE(applicable.parent_consents()) << "some in the band are below thirteen";
}

TEST(Packs, TurnEmotionReadingOffInEuropesSchoolsAlone)
{
    auto question = child_of(15, "FR", 2026y / 11 / 22);
    EXPECT_EQ(shipped().applicable(question).emotion_reading(), "text_and_voice");
    question.setting = Setting::School;
    EXPECT_EQ(shipped().applicable(question).emotion_reading(), "off");
}

TEST(Packs, GiveEveryStateOfTheUnionOneAgeOfConsent)
{
    const auto& packs = shipped().packs();
    const auto eu = std::ranges::find(packs, "eu", &Packs::Pack::id);
    ASSERT_NE(eu, packs.end());
    EXPECT_EQ(eu->places.size(), 27U);
    for (const auto& place : eu->places) {
        const auto applicable = shipped().applicable(child_of(12, place.text(), 2026y / 11 / 22));
        const auto* outcome = applicable.find(Power::ConsentAge);
        ASSERT_NE(outcome, nullptr) << place.text();
        EXPECT_EQ(outcome->asked_by.size(), 1U) << place.text();
        EXPECT_THAT(outcome->beaten, IsEmpty()) << place.text();
    }
}

TEST(Packs, SayWhatBeginsAndEndsBetweenTwoDays)
{
    PackFolder folder;
    const auto packs =
        folder
            .with(
                "gb.json",
                pack_of("gb", R"(["GB"])", rule_with({{"effective_until", R"("2026-03-31")"}}))
            )
            .load();
    ASSERT_TRUE(packs) << packs.error().detail;
    const auto all = packs->changes(2026y / 1 / 1, 2026y / 4 / 1);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all.front().begins);
    EXPECT_FALSE(all.back().begins);
    EXPECT_EQ(all.back().on, 2026y / 4 / 1) << "the first day without it";
    EXPECT_THAT(packs->changes(2026y / 1 / 2, 2026y / 3 / 31), IsEmpty());
}

/// Rules by chance, in one or two places, of every measure.
class RandomRules {
public:
    explicit RandomRules(unsigned seed) : chance_{seed} {}
    std::string rule(int number)
    {
        static constexpr std::array<std::string_view, 6> demands{
            R"("ai_notice_every_minutes": )",
            R"("consent_age": )",
            R"("persona": )",
            R"("forbidden_ways": )",
            R"("consent_methods": )",
            R"("crisis_protocol": )"
        };
        const auto kind = below(demands.size());
        const auto year = std::to_string(2024 + below(5));
        return rule_with(
            {{"id", "\"gb.r" + std::to_string(number) + "\""},
             {"demands", "{" + std::string{demands.at(kind)} + value(kind) + "}"},
             {"ages", below(2) == 0 ? "[0, 12]" : "[0, 17]"},
             {"status", below(4) == 0 ? R"("pending")" : R"("in_force")"},
             {"effective_from", "\"" + year + "-07-01\""}}
        );
    }

private:
    std::size_t below(std::size_t end)
    {
        return std::uniform_int_distribution<std::size_t>{0, end - 1}(chance_);
    }
    std::string value(std::size_t kind)
    {
        switch (kind) {
            case 0:
            case 1: return std::to_string(1 + below(20));
            case 2: return below(2) == 0 ? R"("tutor")" : R"("mentor")";
            case 3: return below(2) == 0 ? R"(["romance"])" : R"(["romance", "isolation"])";
            case 4: return below(2) == 0 ? R"(["signed_form"])" : R"(["signed_form", "text_plus"])";
            default: return "true";
        }
    }
    std::mt19937 chance_;
};

/// As Packs::applicable() sees them; rules that overlap in one pack are for the linter, so each rule is a
/// pack of its own place beside the others.
Packs packs_of(const std::vector<std::string>& rules, std::size_t first)
{
    PackFolder folder;
    for (std::size_t i = 0; i < first; ++i) {
        auto text = rules.at(i);
        const auto id = "p" + std::to_string(i);
        text.replace(text.find("gb.r"), 4, id + ".r");
        folder.with(id + ".json", pack_of(id, R"(["GB"])", text));
    }
    auto packs = folder.load();
    EXPECT_TRUE(packs) << packs.error().detail;
    return *std::move(packs);
}

TEST(Packs, AreNeverWeakerForOneRuleMore)
{
    for (unsigned seed = 0; seed < 40; ++seed) {
        RandomRules random{seed};
        std::vector<std::string> rules;
        for (int i = 0; i < 8; ++i) rules.push_back(random.rule(i));
        const auto fewer = packs_of(rules, 7);
        const auto more = packs_of(rules, 8);
        for (const int age : {9, 15})
            for (const auto& on : {Day{2025y / 1 / 1}, Day{2026y / 7 / 1}, Day{2029y / 1 / 1}}) {
                const auto question = child_of(age, "GB", on);
                EXPECT_TRUE(asks_no_less(more.applicable(question), fewer.applicable(question)))
                    << "seed " << seed << ", age " << age << ", " << text_of(on);
            }
    }
}

TEST(Days, AreReadAsTheyAreWritten)
{
    EXPECT_EQ(day_in("2027-01-15"), 2027y / 1 / 15);
    EXPECT_EQ(day_in("2028-02-29"), 2028y / 2 / 29);
    for (const auto wrong :
         {"2027-02-29", "2027-13-01", "2027-1-15", "", "2027-01-15 ", "20270115ab"})
        EXPECT_EQ(day_in(wrong), std::nullopt) << wrong;
    for (auto day = std::chrono::sys_days{2024y / 1 / 1};
         day < std::chrono::sys_days{2029y / 1 / 1};
         day += std::chrono::days{1})
        EXPECT_EQ(day_in(text_of(Day{day})), Day{day});
}

TEST(Places, AreReadAsTheyAreWritten)
{
    for (const auto right : {"GB", "US-OR", "DE-BY", "GB-SCT", "FR-75"})
        EXPECT_EQ(Place::parse(right).value_or(Place{}).text(), right);
    for (const auto wrong : {"", "XX", "us-or", "US-", "US-ORE1", "USA", "US OR", "-OR"})
        EXPECT_EQ(Place::parse(wrong), std::nullopt) << wrong;
}

TEST(Packs, KnowTheRegionsThatAFamilyCanName)
{
    const auto& regions = shipped().regions_of("US");
    EXPECT_EQ(regions.size(), 56U);
    EXPECT_TRUE(std::ranges::is_sorted(regions, {}, &Region::name));
    EXPECT_TRUE(shipped().is_region({.country = "US", .region = "FL"}));
    EXPECT_FALSE(shipped().is_region({.country = "US", .region = "ZZ"}));
    EXPECT_FALSE(shipped().is_region({.country = "GB", .region = "ENG"}));
    EXPECT_TRUE(shipped().regions_of("DE").empty());
}

}  // namespace
}  // namespace buddy::law
