#include "identity/household.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace buddy::identity {
namespace {

using namespace std::chrono_literals;

const GuardianId first{"first"};
const GuardianId second{"second"};
const GuardianId aunt{"aunt"};
const Time now = from_millis(1'795'300'000'000);

Member member(const GuardianId& id, GrownUpRole role = GrownUpRole::Guardian)
{
    return {
        .id = id,
        .email = id.text(),
        .email_key = id.text(),
        .email_verified = true,
        .language = "en",
        .role = role,
        .is_first = id == first,
        .joined_at = now
    };
}

Household two_homes()
{
    Household house;
    house.members = {member(first), member(second), member(aunt, GrownUpRole::TrustedAdult)};
    return house;
}

Request removal_of(const GuardianId& about, const GuardianId& by)
{
    return {.id = "r", .kind = RequestKind::Removal, .asked_by = by, .about = about};
}

TEST(Household, NeverLosesItsLastGuardian)
{
    Household alone;
    alone.members = {member(first), member(aunt, GrownUpRole::TrustedAdult)};
    EXPECT_EQ(may_leave(alone, first), Reason::LastGuardian);
    EXPECT_FALSE(may_leave(alone, aunt));
}

TEST(Household, LetsWhoHoldsTheAccountGoOnlyAfterHandingItOver)
{
    auto house = two_homes();
    EXPECT_EQ(may_leave(house, first), Reason::FirstGuardian);
    EXPECT_FALSE(may_leave(house, second));
    EXPECT_FALSE(may_ask(house, RequestKind::HandOver, first, second));
    EXPECT_EQ(may_ask(house, RequestKind::HandOver, second, first), Reason::NoSuchRequest);
    EXPECT_EQ(may_ask(house, RequestKind::HandOver, first, aunt), Reason::NoSuchGrownUp);
    house.members[1].email_verified = false;
    EXPECT_EQ(may_ask(house, RequestKind::HandOver, first, second), Reason::EmailUnverified);
}

TEST(Household, RemovesAGuardianOnlyByARequestThatTheOtherMayAnswer)
{
    auto house = two_homes();
    EXPECT_EQ(may_let_go(house, second), Reason::NoSuchGrownUp);
    EXPECT_FALSE(may_let_go(house, aunt));
    EXPECT_FALSE(may_ask(house, RequestKind::Removal, second, first));
    EXPECT_EQ(may_ask(house, RequestKind::Removal, second, second), Reason::NoSuchGrownUp);

    const auto asked = removal_of(second, first);
    house.requests = {asked};
    EXPECT_EQ(may_ask(house, RequestKind::Removal, first, second), Reason::RequestStands);
    EXPECT_EQ(may_ask(house, RequestKind::Removal, second, first), Reason::RequestStands);
    EXPECT_FALSE(may_answer(house, asked, second, RequestAnswer::Object));
    EXPECT_EQ(may_answer(house, asked, first, RequestAnswer::Object), Reason::NoSuchRequest);
    EXPECT_FALSE(may_answer(house, asked, first, RequestAnswer::Withdraw));
    EXPECT_EQ(may_answer(house, asked, second, RequestAnswer::Withdraw), Reason::NoSuchRequest);
    EXPECT_EQ(may_answer(house, asked, second, RequestAnswer::Accept), Reason::NoSuchRequest);
}

TEST(Household, StandsStillWhileGuardiansAreInDispute)
{
    auto house = two_homes();
    house.members[1].visibility = "titles";
    house.dispute = Dispute{.id = "d"};
    EXPECT_EQ(may_invite(house, first, GrownUpRole::Guardian, now), Reason::FamilyDisputed);
    EXPECT_EQ(may_let_go(house, aunt), Reason::FamilyDisputed);
    EXPECT_EQ(may_ask(house, RequestKind::Removal, first, second), Reason::FamilyDisputed);
    EXPECT_EQ(may_ask(house, RequestKind::HandOver, first, second), Reason::FamilyDisputed);
    EXPECT_EQ(may_set_visibility(house, first, second, "summary"), Reason::FamilyDisputed);
    EXPECT_FALSE(may_set_visibility(house, first, first, "titles"));
    EXPECT_FALSE(may_leave(house, second));
}

TEST(Household, LetsNobodyNarrowAnothersViewNorWidenItsOwn)
{
    auto house = two_homes();
    EXPECT_EQ(may_set_visibility(house, first, second, "titles"), Reason::VisibilityRefused);
    EXPECT_FALSE(may_set_visibility(house, second, second, "titles"));
    house.members[1].visibility = "titles";
    EXPECT_EQ(may_set_visibility(house, second, second, "summary"), Reason::VisibilityRefused);
    EXPECT_FALSE(may_set_visibility(house, first, second, "summary"));
    EXPECT_EQ(may_set_visibility(house, first, aunt, "summary"), Reason::NoSuchGrownUp);

    Household alone;
    alone.members = {member(first)};
    alone.members[0].visibility = "titles";
    EXPECT_FALSE(may_set_visibility(alone, first, first, "transcript"));
}

TEST(Household, NamesWhomStaffMayRemove)
{
    auto house = two_homes();
    EXPECT_FALSE(may_be_removed(house, first));
    EXPECT_FALSE(may_be_removed(house, second));
    EXPECT_EQ(may_be_removed(house, aunt), Reason::NoSuchGrownUp);
    house.members[1].role = GrownUpRole::TrustedAdult;
    EXPECT_EQ(may_be_removed(house, first), Reason::LastGuardian);
}

TEST(Household, AsksNobodyInForWhomIsToLeave)
{
    auto house = two_homes();
    house.requests = {removal_of(second, first)};
    const Invitation by_second{.visibility = "summary", .invited_by = second};
    const Invitation by_first{.visibility = "summary", .invited_by = first};
    EXPECT_EQ(may_invite(house, second, GrownUpRole::Guardian, now), Reason::RemovalWaits);
    EXPECT_EQ(may_invite(house, second, GrownUpRole::TrustedAdult, now), Reason::RemovalWaits);
    EXPECT_FALSE(may_invite(house, first, GrownUpRole::Guardian, now));
    EXPECT_EQ(may_send_again(house, by_second, first), Reason::RemovalWaits);
    EXPECT_EQ(may_send_again(house, by_first, second), Reason::RemovalWaits);
    EXPECT_FALSE(may_send_again(house, by_first, first));
    EXPECT_EQ(may_come(house, by_second), Reason::InvitationInvalid);
    EXPECT_FALSE(may_come(house, by_first));

    house.requests.clear();
    EXPECT_FALSE(may_come(house, by_second));
    house.members[1].visibility = "titles";
    EXPECT_EQ(may_come(house, by_second), Reason::InvitationInvalid);
    house.members[1].role = GrownUpRole::TrustedAdult;
    house.members[1].visibility = "transcript";
    EXPECT_EQ(may_come(house, by_second), Reason::InvitationInvalid);
    EXPECT_EQ(
        may_come(house, Invitation{.invited_by = GuardianId{"gone"}}), Reason::InvitationInvalid
    );
}

TEST(Household, HasRoomForFourOfARoleInvitationsIncluded)
{
    auto house = two_homes();
    EXPECT_FALSE(may_invite(house, first, GrownUpRole::Guardian, now));
    house.invitations = {
        {.role = GrownUpRole::Guardian, .expires_at = now + 1h},
        {.role = GrownUpRole::Guardian, .expires_at = now + 1h}
    };
    EXPECT_EQ(may_invite(house, first, GrownUpRole::Guardian, now), Reason::TooManyGrownUps);
    EXPECT_FALSE(may_invite(house, first, GrownUpRole::TrustedAdult, now));
    EXPECT_FALSE(may_invite(house, first, GrownUpRole::Guardian, now + 2h));
    house.members[0].email_verified = false;
    EXPECT_EQ(may_invite(house, first, GrownUpRole::TrustedAdult, now), Reason::EmailUnverified);
}

}  // namespace
}  // namespace buddy::identity
