#include "consent/ledger.hpp"

#include <gtest/gtest.h>

namespace buddy::consent {
namespace {

using namespace std::chrono_literals;

const Time noon{std::chrono::sys_days{2026y / 11 / 22} + 12h};
const Use vendor{
    .purpose = Purpose::Answers,
    .processor = "a.test",
    .name = "A",
    .country = "US",
    .is_outside = true
};

Entry entry(Event event, const Use& use = vendor)
{
    return {
        .family = FamilyId{"f"},
        .guardian = GuardianId{"g"},
        .scope = use.scope(),
        .event = event,
        .method = "signed_form",
        .notice_version = "v",
        .terms = Notice::terms_of(use),
        .at = noon
    };
}

State state(const std::vector<Entry>& entries, const Use& use = vendor)
{
    return standing_of(entries, use).state;
}

TEST(Ledger, HoldsNothingForGivenThatNobodyGave)
{
    EXPECT_EQ(state({}), State::None);
    EXPECT_EQ(standing_of({}, vendor).since, std::nullopt);
}

TEST(Ledger, TakesTheLastEntryForWhatHolds)
{
    EXPECT_EQ(state({entry(Event::Given)}), State::Given);
    EXPECT_EQ(state({entry(Event::Given), entry(Event::Withdrawn)}), State::Withdrawn);
    EXPECT_EQ(
        state({entry(Event::Given), entry(Event::Withdrawn), entry(Event::Given)}), State::Given
    );
}

TEST(Ledger, CoversNoOtherProcessorAndNoOtherPurpose)
{
    auto elsewhere = vendor;
    elsewhere.processor = "b.test";
    auto otherwise = vendor;
    otherwise.purpose = Purpose::SecondOpinion;
    EXPECT_EQ(state({entry(Event::Given)}, elsewhere), State::None);
    EXPECT_EQ(state({entry(Event::Given)}, otherwise), State::None);
    EXPECT_EQ(state({entry(Event::Given), entry(Event::Withdrawn, elsewhere)}), State::Given);
}

TEST(Ledger, CoversNothingOnceTheNoticeSaysSomethingElseOfIt)
{
    auto moved = vendor;
    moved.country = "BR";
    EXPECT_EQ(state({entry(Event::Given)}, moved), State::Outdated);
    auto unknown = entry(Event::Given);
    unknown.terms.clear();
    EXPECT_EQ(state({unknown}), State::Outdated);
}

TEST(Ledger, AsksAnewForWhatAnUpgradeFound)
{
    auto lapsed = entry(Event::Lapsed);
    lapsed.scope.processor.clear();
    EXPECT_EQ(state({lapsed}), State::ToRenew);
    EXPECT_EQ(state({lapsed, entry(Event::Given)}), State::Given);
    EXPECT_EQ(state({lapsed, entry(Event::Given), entry(Event::Withdrawn)}), State::Withdrawn);
    // What never left the house had no switch.
    const Notice notice{{}};
    EXPECT_EQ(state({lapsed}, notice.uses().front()), State::None);
}

TEST(Notice, NamesTheAccountFirstAndWhatIsOnAfterIt)
{
    const Notice alone{{}};
    ASSERT_EQ(alone.uses().size(), 1U);
    EXPECT_EQ(alone.uses().front().purpose, Purpose::Account);
    EXPECT_FALSE(alone.discloses());
    const Notice with{{vendor}};
    EXPECT_TRUE(with.discloses());
    EXPECT_NE(with.find(vendor.scope()), nullptr);
    EXPECT_EQ(alone.find(vendor.scope()), nullptr);
}

TEST(Notice, HasAVersionOfWhatItSays)
{
    auto renamed = vendor;
    renamed.name = "B";
    EXPECT_EQ(Notice{{vendor}}.version(), Notice{{vendor}}.version());
    EXPECT_NE(Notice{{vendor}}.version(), Notice{{}}.version());
    EXPECT_NE(Notice{{vendor}}.version(), Notice{{renamed}}.version());
}

TEST(Notice, WantsAFormForWordsThatLeaveAndNothingForMailsAndOwnMachines)
{
    EXPECT_TRUE(vendor.discloses());
    auto own = vendor;
    own.is_outside = false;
    EXPECT_FALSE(own.discloses());
    EXPECT_FALSE(own.needs_consent());
    const Use mail{.purpose = Purpose::Mail, .processor = "m.test", .is_outside = true};
    EXPECT_FALSE(mail.needs_consent());
}

}  // namespace
}  // namespace buddy::consent
