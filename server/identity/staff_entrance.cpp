#include "identity/staff_entrance.hpp"

#include "identity/rules.hpp"
#include "platform/crypto/random.hpp"

#include <algorithm>
#include <utility>

namespace buddy::identity {
namespace {

FactorOwner owner_of(const StaffRecord& member)
{
    return {.account = member.id.text(), .actor = audit::Actor::of(member.id)};
}

}  // namespace

Task<Answer<StaffEntrance::Step>> StaffEntrance::give_password(
    std::string email, std::string password
)
{
    const auto key = email_key(email).value_or("");
    const auto subject = crypto::hash_token("staff " + key);
    const auto attempt = co_await parts_.attempts.take_attempt(subject, parts_.clock.now());
    if (!attempt.allowed) co_return refused(Reason::TooManyAttempts, attempt.blocked_until);

    const auto staff = co_await parts_.staff.all_staff();
    const auto member = std::ranges::find(staff, key, &StaffRecord::email_key);
    const bool known = member != staff.end();
    const auto right = co_await parts_.hasher.verify(known ? member->password_hash : "", password);
    if (!right) co_return refused(Reason::Busy);
    if (!*right || !known) co_return refused(Reason::WrongCredentials);

    co_await parts_.attempts.clear_attempts(subject);
    const bool has_factor = co_await parts_.factor.is_set(member->id.text());
    co_return Step{.ticket = parts_.factor.ticket_for(member->id.text()), .has_factor = has_factor};
}

Task<Answer<StaffRecord>> StaffEntrance::member_of(std::string ticket)
{
    const auto account = parts_.factor.account_in(ticket);
    if (!account) co_return refused(Reason::SignInOver);
    const auto staff = co_await parts_.staff.all_staff();
    const auto member = std::ranges::find(staff, StaffId{*account}, &StaffRecord::id);
    if (member == staff.end()) co_return refused(Reason::SignInOver);
    co_return *member;
}

Task<Answer<OpenedSession>> StaffEntrance::give_code(std::string ticket, std::string code)
{
    const auto member = co_await member_of(std::move(ticket));
    if (!member) co_return std::unexpected(member.error());
    const auto right = co_await parts_.factor.check(owner_of(*member), std::move(code));
    if (!right) co_return std::unexpected(right.error());
    co_return co_await parts_.sessions.open_staff(*member);
}

Task<Answer<NewFactor>> StaffEntrance::set_up(std::string ticket)
{
    const auto member = co_await member_of(std::move(ticket));
    if (!member) co_return std::unexpected(member.error());
    co_return co_await parts_.factor.begin(member->id.text(), member->email);
}

Task<Answer<StaffEntrance::SetUp>> StaffEntrance::confirm(std::string ticket, std::string code)
{
    const auto member = co_await member_of(std::move(ticket));
    if (!member) co_return std::unexpected(member.error());
    auto codes = co_await parts_.factor.confirm(owner_of(*member), std::move(code));
    if (!codes) co_return std::unexpected(codes.error());
    auto opened = co_await parts_.sessions.open_staff(*member);
    co_return SetUp{.opened = std::move(opened), .recovery_codes = std::move(*codes)};
}

}  // namespace buddy::identity
