#include "identity/sql_grown_up_store.hpp"

#include "identity/sql_cells.hpp"
#include "platform/crypto/random.hpp"
#include "sql/identity.hpp"

#include <algorithm>
#include <utility>

namespace buddy::identity {
namespace {

namespace statements = sql::identity;
using audit::Action;
using audit::Actor;
using sql::Durability;

GrownUpRole role_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    const auto role = role_from(rows.get<std::string>(row, column));
    if (!role) throw sql::DatabaseError{"identity.memberships", "unknown_role"};
    return *role;
}

Member member_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = GuardianId{rows.get<std::string>(row, 0)},
        .email = rows.get<std::string>(row, 1),
        .email_key = rows.get<std::string>(row, 2),
        .email_verified = optional_time(rows, row, 3).has_value(),
        .language = rows.get<std::string>(row, 4),
        .role = role_at(rows, row, 5),
        .visibility = rows.get<std::string>(row, 6),
        .alerts = rows.get<std::string>(row, 7),
        .is_first = rows.get<bool>(row, 8),
        .joined_at = time_at(rows, row, 9)
    };
}

Invitation invitation_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = rows.get<std::string>(row, 0),
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .role = role_at(rows, row, 2),
        .visibility = rows.get<std::string>(row, 3),
        .alerts = rows.get<std::string>(row, 4),
        .email = rows.get<sql::Blob>(row, 5),
        .invited_by = GuardianId{rows.get<std::string>(row, 6)},
        .created_at = time_at(rows, row, 7),
        .sent_at = time_at(rows, row, 8),
        .expires_at = time_at(rows, row, 9)
    };
}

Request request_at(const sql::Rows& rows, std::size_t row)
{
    const auto kind = request_kind_from(rows.get<std::string>(row, 1));
    if (!kind) throw sql::DatabaseError{"identity.list_requests", "unknown_kind"};
    return {
        .id = rows.get<std::string>(row, 0),
        .kind = *kind,
        .asked_by = GuardianId{rows.get<std::string>(row, 2)},
        .about = GuardianId{rows.get<std::string>(row, 3)},
        .asked_at = time_at(rows, row, 4),
        .due_at = time_at(rows, row, 5),
        .is_disputed = rows.get<std::string>(row, 6) == "disputed"
    };
}

Dispute dispute_at(const sql::Rows& rows, std::size_t row)
{
    const auto reason = dispute_reason_from(rows.get<std::string>(row, 4));
    if (!reason) throw sql::DatabaseError{"identity.disputes", "unknown_reason"};
    return {
        .id = rows.get<std::string>(row, 0),
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .request = rows.get<std::string>(row, 2),
        .reason = *reason,
        .reference = rows.get<std::string>(row, 5),
        .opened_at = time_at(rows, row, 6)
    };
}

template <class Runner>
Household household_in(Runner& db, const FamilyId& family)
{
    Household house{
        .family = family, .members = {}, .invitations = {}, .requests = {}, .dispute = {}
    };
    const auto members = db.run(statements::list_members, family.text());
    for (std::size_t row = 0; row < members.size(); ++row)
        house.members.push_back(member_at(members, row));
    const auto invitations = db.run(statements::list_invitations, family.text());
    for (std::size_t row = 0; row < invitations.size(); ++row)
        house.invitations.push_back(invitation_at(invitations, row));
    const auto requests = db.run(statements::list_requests, family.text());
    for (std::size_t row = 0; row < requests.size(); ++row)
        house.requests.push_back(request_at(requests, row));
    const auto dispute = db.run(statements::find_open_dispute, family.text());
    if (!dispute.empty()) house.dispute = dispute_at(dispute, 0);
    return house;
}

audit::Detail detail_of(GrownUpRole role)
{
    using audit::Literal;
    if (role == GrownUpRole::Guardian) return {{"role", Literal{"guardian"}}};
    return {{"role", Literal{"trusted_adult"}}};
}

audit::Detail detail_of(RequestKind kind)
{
    using audit::Literal;
    if (kind == RequestKind::Removal) return {{"kind", Literal{"removal"}}};
    return {{"kind", Literal{"hand_over"}}};
}

audit::Detail detail_of(RequestKind kind, RequestAnswer answer)
{
    using audit::Literal;
    auto detail = detail_of(kind);
    switch (answer) {
        case RequestAnswer::Accept: detail.add({"answer", Literal{"accept"}}); break;
        case RequestAnswer::Decline: detail.add({"answer", Literal{"decline"}}); break;
        case RequestAnswer::Object: detail.add({"answer", Literal{"object"}}); break;
        case RequestAnswer::Withdraw: detail.add({"answer", Literal{"withdraw"}}); break;
    }
    return detail;
}

/// Guardians read it in the family's archive: why staff steps in stays with staff.
audit::Detail detail_of(DisputeReason reason)
{
    using audit::Literal;
    if (reason == DisputeReason::Objection) return {{"reason", Literal{"objection"}}};
    return {{"reason", Literal{"staff"}}};
}

}  // namespace

Task<Household> SqlGrownUpStore::find(FamilyId family)
{
    co_return co_await database_.read([&family](sql::Connection& db) {
        return household_in(db, family);
    });
}

Task<std::vector<OwnFamily>> SqlGrownUpStore::families_of(GuardianId guardian)
{
    co_return co_await database_.read([&guardian](sql::Connection& db) {
        const auto rows = db.run(statements::list_families_of, guardian.text());
        std::vector<OwnFamily> families;
        for (std::size_t row = 0; row < rows.size(); ++row)
            families.push_back(
                {.family = FamilyId{rows.get<std::string>(row, 0)},
                 .role = role_at(rows, row, 1),
                 .held_by = rows.get<std::string>(row, 2)}
            );
        return families;
    });
}

Task<bool> SqlGrownUpStore::is_disputed(FamilyId family)
{
    co_return co_await database_.read([&family](sql::Connection& db) {
        return !db.run(statements::find_open_dispute, family.text()).empty();
    });
}

Task<std::vector<GrownUpNews>> SqlGrownUpStore::news_of(FamilyId family, Time since)
{
    co_return co_await database_.read([&family, since](sql::Connection& db) {
        const auto rows = db.run(statements::list_news, family.text(), to_millis(since));
        std::vector<GrownUpNews> news;
        for (std::size_t row = 0; row < rows.size(); ++row)
            news.push_back(
                {.role = role_at(rows, row, 0),
                 .has_joined = rows.get<std::string>(row, 1) == "joined",
                 .email = rows.get<std::optional<std::string>>(row, 3),
                 .at = time_at(rows, row, 2)}
            );
        return news;
    });
}

Task<Answer<void>> SqlGrownUpStore::write(
    FamilyId family,
    std::function<Answer<void>(sql::Transaction& tx, const Household& house)> change
)
{
    auto run = [&family, &change](sql::Transaction& tx) -> Answer<void> {
        if (tx.run(statements::hold_family, family.text()).empty())
            return refused(Reason::NoSuchGrownUp);
        return change(tx, household_in(tx, family));
    };
    co_return co_await database_.write(Durability::Full, std::move(run));
}

void SqlGrownUpStore::tell(
    sql::Transaction& tx, const Household& house, FamilyNews news, const GuardianId& except
) const
{
    for (const auto& member : house.members)
        if (member.role == GrownUpRole::Guardian && member.email_verified && member.id != except)
            mails_.enqueue(
                tx,
                FamilyNewsMail{
                    .family = house.family,
                    .to = member.email,
                    .language = member.language,
                    .news = news
                }
            );
}

Task<Answer<void>> SqlGrownUpStore::invite(
    Invitation invitation, std::string token_hash, InvitationMail mail
)
{
    const auto family = invitation.family;
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        const auto no =
            may_invite(house, invitation.invited_by, invitation.role, invitation.created_at);
        if (no) return Answer<void>{refused(*no)};
        tx.run(
            statements::insert_invitation,
            invitation.id,
            invitation.family.text(),
            token_hash,
            id_of(invitation.role),
            invitation.visibility,
            invitation.alerts,
            invitation.email,
            invitation.invited_by.text(),
            to_millis(invitation.created_at),
            to_millis(invitation.expires_at)
        );
        mails_.enqueue(tx, mail);
        trail_.append(
            tx,
            {.actor = Actor::of(invitation.invited_by),
             .action = Action::GrownUpInvited,
             .family = invitation.family,
             .object = invitation.id,
             .detail = detail_of(invitation.role)}
        );
        return Answer<void>{};
    });
}

Task<Answer<void>> SqlGrownUpStore::send_again(
    Invitation invitation, GuardianId by, std::string token_hash, InvitationMail mail
)
{
    const auto family = invitation.family;
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        const auto now = clock_.now();
        const auto open = std::ranges::find(house.invitations, invitation.id, &Invitation::id);
        if (open == house.invitations.end())
            return Answer<void>{refused(Reason::InvitationInvalid)};
        if (const auto refusal = may_send_again(house, *open, by))
            return Answer<void>{refused(*refusal)};
        const auto again = open->sent_at + between_invitation_mails;
        if (again > now) return Answer<void>{refused(Reason::MailJustSent, again)};
        tx.run(
            statements::renew_invitation,
            house.family.text(),
            invitation.id,
            token_hash,
            to_millis(now),
            to_millis(now + invitation_life)
        );
        mails_.enqueue(tx, mail);
        trail_.append(
            tx,
            {.actor = Actor::of(by),
             .action = Action::GrownUpInvited,
             .family = house.family,
             .object = invitation.id,
             .detail = {{"again", true}}}
        );
        return Answer<void>{};
    });
}

Task<Answer<void>> SqlGrownUpStore::withdraw(FamilyId family, std::string invitation, GuardianId by)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        if (tx.run(statements::delete_invitation, house.family.text(), invitation).empty())
            return Answer<void>{refused(Reason::InvitationInvalid)};
        trail_.append(
            tx,
            {.actor = Actor::of(by),
             .action = Action::InvitationWithdrawn,
             .family = house.family,
             .object = invitation}
        );
        return Answer<void>{};
    });
}

Task<std::optional<Invitation>> SqlGrownUpStore::find_invitation(std::string token_hash)
{
    const auto now = clock_.now();
    co_return co_await database_.read(
        [&token_hash, now](sql::Connection& db) -> std::optional<Invitation> {
            const auto rows = db.run(statements::find_invitation, token_hash, to_millis(now));
            if (rows.empty()) return std::nullopt;
            return invitation_at(rows, 0);
        }
    );
}

void SqlGrownUpStore::join(
    sql::Transaction& tx, const Invitation& invitation, const GuardianId& who
) const
{
    const auto now = clock_.now();
    tx.run(
        statements::insert_membership,
        invitation.family.text(),
        who.text(),
        id_of(invitation.role),
        invitation.visibility,
        invitation.alerts,
        false,
        to_millis(now)
    );
    tx.run(statements::delete_invitation, invitation.family.text(), invitation.id);
    tx.run(
        statements::insert_news,
        crypto::new_id_text(now),
        invitation.family.text(),
        who.text(),
        id_of(invitation.role),
        "joined",
        to_millis(now)
    );
    trail_.append(
        tx,
        {.actor = Actor::of(who),
         .action = Action::GrownUpJoined,
         .family = invitation.family,
         .object = who.text(),
         .detail = detail_of(invitation.role)}
    );
}

Task<Answer<void>> SqlGrownUpStore::accept(
    std::string token_hash, GuardianRecord account, bool fresh
)
{
    const auto found = co_await find_invitation(token_hash);
    if (!found) co_return refused(Reason::InvitationInvalid);
    co_return co_await write(found->family, [&](sql::Transaction& tx, const Household& house) {
        const auto no = [](Reason reason) { return Answer<void>{refused(reason)}; };
        const auto now = clock_.now();
        // Once more, now that nobody else can use it up.
        const auto rows = tx.run(statements::find_invitation, token_hash, to_millis(now));
        if (rows.empty()) return no(Reason::InvitationInvalid);
        const auto invitation = invitation_at(rows, 0);
        if (const auto refusal = may_come(house, invitation)) return no(*refusal);
        if (house.find(account.id) != nullptr) return no(Reason::AlreadyGrownUp);
        if (fresh) {
            const auto made = tx.run(
                statements::insert_guardian,
                account.id.text(),
                house.family.text(),
                account.email,
                account.email_key,
                account.password_hash,
                account.language,
                to_millis(now)
            );
            if (made.empty()) return no(Reason::EmailTaken);
            tx.run(statements::confirm_email, account.id.text(), to_millis(now));
        }
        tell(tx, house, FamilyNews::Joined, account.id);
        join(tx, invitation, account.id);
        return Answer<void>{};
    });
}

void SqlGrownUpStore::hand_over(sql::Transaction& tx, const FamilyId& family, const GuardianId& to)
    const
{
    tx.run(statements::make_nobody_first, family.text());
    tx.run(statements::make_first, family.text(), to.text());
}

void SqlGrownUpStore::part(
    sql::Transaction& tx, const Household& house, const Member& member, const Actor& by
) const
{
    const auto now = clock_.now();
    const auto family = house.family.text();
    const auto who = member.id.text();
    if (member.is_first)
        for (const auto& next : house.members)
            if (next.role == GrownUpRole::Guardian && next.id != member.id) {
                hand_over(tx, house.family, next.id);
                break;
            }
    tx.run(statements::delete_sessions_in_family, family, who);
    tx.run(statements::delete_membership, family, who);
    tx.run(statements::delete_invitations_of, family, who);
    tx.run(statements::end_requests_about, family, who, to_millis(now));
    if (tx.run(statements::rehome_guardian, who).empty()) tx.run(statements::delete_guardian, who);
    tx.run(
        statements::insert_news,
        crypto::new_id_text(now),
        family,
        who,
        id_of(member.role),
        "left",
        to_millis(now)
    );
    trail_.append(
        tx,
        {.actor = by,
         .action = Action::GrownUpLeft,
         .family = house.family,
         .object = who,
         .detail = detail_of(member.role)}
    );
}

Task<Answer<void>> SqlGrownUpStore::leave(FamilyId family, GuardianId who)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        if (const auto no = may_leave(house, who)) return Answer<void>{refused(*no)};
        tell(tx, house, FamilyNews::Left, who);
        part(tx, house, *house.find(who), Actor::of(who));
        return Answer<void>{};
    });
}

Task<Answer<void>> SqlGrownUpStore::let_go(FamilyId family, GuardianId whom, GuardianId by)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        if (const auto no = may_let_go(house, whom)) return Answer<void>{refused(*no)};
        const auto& member = *house.find(whom);
        tell(tx, house, FamilyNews::Left, by);
        mails_.enqueue(
            tx,
            FamilyNewsMail{
                .family = family,
                .to = member.email,
                .language = member.language,
                .news = FamilyNews::Removed
            }
        );
        part(tx, house, member, Actor::of(by));
        return Answer<void>{};
    });
}

Task<Answer<void>> SqlGrownUpStore::change(
    FamilyId family,
    GuardianId whose,
    GuardianId by,
    std::optional<std::string> visibility,
    std::optional<std::string> alerts
)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        const auto* const member = house.find(whose);
        if (member == nullptr) return Answer<void>{refused(Reason::NoSuchGrownUp)};
        if (visibility)
            if (const auto no = may_set_visibility(house, by, whose, *visibility))
                return Answer<void>{refused(*no)};
        if (alerts && member->role != GrownUpRole::TrustedAdult)
            return Answer<void>{refused(Reason::NoSuchGrownUp)};
        if (alerts && house.dispute) return Answer<void>{refused(Reason::FamilyDisputed)};
        tx.run(
            statements::change_membership,
            family.text(),
            whose.text(),
            visibility.value_or(member->visibility),
            alerts.value_or(member->alerts)
        );
        audit::Detail detail;
        if (visibility) detail.add({"visibility", true});
        if (alerts) detail.add({"alerts", true});
        trail_.append(
            tx,
            {.actor = Actor::of(by),
             .action = Action::GrownUpChanged,
             .family = family,
             .object = whose.text(),
             .detail = detail}
        );
        return Answer<void>{};
    });
}

Task<Answer<void>> SqlGrownUpStore::ask(
    FamilyId family, RequestKind kind, GuardianId by, GuardianId about
)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        if (const auto no = may_ask(house, kind, by, about)) return Answer<void>{refused(*no)};
        const auto now = clock_.now();
        const auto id = crypto::new_id_text(now);
        tx.run(
            statements::insert_request,
            id,
            family.text(),
            id_of(kind),
            by.text(),
            about.text(),
            to_millis(now),
            to_millis(now + request_grace)
        );
        // Both sides have it in writing: who asked, too.
        if (kind == RequestKind::Removal) {
            tell(tx, house, FamilyNews::RemovalAsked, {});
        } else {
            const auto& other = *house.find(about);
            mails_.enqueue(
                tx,
                FamilyNewsMail{
                    .family = family,
                    .to = other.email,
                    .language = other.language,
                    .news = FamilyNews::HandOverAsked
                }
            );
        }
        trail_.append(
            tx,
            {.actor = Actor::of(by),
             .action = Action::GrownUpAsked,
             .family = family,
             .object = id,
             .detail = detail_of(kind)}
        );
        return Answer<void>{};
    });
}

void SqlGrownUpStore::end_request(
    sql::Transaction& tx, const FamilyId& family, const std::string& id, std::string_view state
) const
{
    tx.run(statements::change_request, family.text(), id, state, to_millis(clock_.now()));
}

Answer<void> SqlGrownUpStore::open(sql::Transaction& tx, const Dispute& dispute, const Actor& by)
    const
{
    const auto rows = tx.run(
        statements::insert_dispute,
        dispute.id,
        dispute.family.text(),
        dispute.request,
        by.id,
        id_of(dispute.reason),
        dispute.reference,
        to_millis(dispute.opened_at)
    );
    if (rows.empty()) return refused(Reason::RequestStands);
    trail_.append(
        tx,
        {.actor = by,
         .action = Action::DisputeOpened,
         .family = dispute.family,
         .object = dispute.id,
         .detail = detail_of(dispute.reason)}
    );
    return {};
}

Task<Answer<void>> SqlGrownUpStore::answer(
    FamilyId family, std::string id, GuardianId by, RequestAnswer answer
)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        const auto* const request = house.request(id);
        if (request == nullptr) return Answer<void>{refused(Reason::NoSuchRequest)};
        if (const auto no = may_answer(house, *request, by, answer))
            return Answer<void>{refused(*no)};
        const auto now = clock_.now();
        if (answer == RequestAnswer::Accept && request->due_at <= now)
            return Answer<void>{refused(Reason::NoSuchRequest)};
        trail_.append(
            tx,
            {.actor = Actor::of(by),
             .action = Action::GrownUpAnswered,
             .family = family,
             .object = id,
             .detail = detail_of(request->kind, answer)}
        );
        switch (answer) {
            case RequestAnswer::Accept:
                hand_over(tx, family, by);
                end_request(tx, family, id, "done");
                tell(tx, house, FamilyNews::HandedOver, by);
                return Answer<void>{};
            case RequestAnswer::Decline:
            case RequestAnswer::Withdraw:
                end_request(
                    tx, family, id, answer == RequestAnswer::Decline ? "refused" : "withdrawn"
                );
                tell(tx, house, FamilyNews::RequestEnded, by);
                return Answer<void>{};
            case RequestAnswer::Object: break;
        }
        tx.run(
            statements::change_request, family.text(), id, "disputed", std::optional<std::int64_t>{}
        );
        // Where staff has opened one already, the request waits for its end as well.
        if (house.dispute) return Answer<void>{};
        tell(tx, house, FamilyNews::DisputeOpened, {});
        return open(
            tx,
            {.id = crypto::new_id_text(now),
             .family = family,
             .request = id,
             .reason = DisputeReason::Objection,
             .reference = {},
             .opened_at = now},
            Actor::of(by)
        );
    });
}

bool SqlGrownUpStore::settle(sql::Transaction& tx, const FamilyId& family, const std::string& id)
    const
{
    if (tx.run(statements::hold_family, family.text()).empty()) return false;
    const auto house = household_in(tx, family);
    const auto* const request = house.request(id);
    // Whatever came between the list and this: an answer, a dispute, a leave.
    if (request == nullptr || request->is_disputed || house.dispute) return false;
    if (request->kind == RequestKind::HandOver) {
        end_request(tx, family, id, "refused");
        tell(tx, house, FamilyNews::RequestEnded, {});
        return true;
    }
    const auto* const member = house.find(request->about);
    if (member == nullptr || house.guardians() < 2) {
        end_request(tx, family, id, "withdrawn");
        return true;
    }
    end_request(tx, family, id, "done");
    tell(tx, house, FamilyNews::Removed, {});
    part(tx, house, *member, Actor::system());
    return true;
}

Task<int> SqlGrownUpStore::settle_due()
{
    const auto now = clock_.now();
    const auto due = co_await database_.read([now](sql::Connection& db) {
        const auto rows = db.run(statements::list_due_requests, to_millis(now));
        std::vector<std::pair<FamilyId, std::string>> out;
        for (std::size_t row = 0; row < rows.size(); ++row)
            out.emplace_back(
                FamilyId{rows.get<std::string>(row, 0)}, rows.get<std::string>(row, 1)
            );
        return out;
    });
    int settled = 0;
    for (const auto& [family, id] : due) {
        auto run = [this, &family, &id](sql::Transaction& tx) { return settle(tx, family, id); };
        if (co_await database_.write(Durability::Full, std::move(run))) ++settled;
    }
    co_return settled;
}

Task<> SqlGrownUpStore::forget_old_invitations(Time before)
{
    co_await database_.write(Durability::Full, [before](sql::Transaction& tx) {
        tx.run(statements::delete_old_invitations, to_millis(before));
    });
}

Task<std::vector<Dispute>> SqlGrownUpStore::open_disputes()
{
    co_return co_await database_.read([](sql::Connection& db) {
        const auto rows = db.run(statements::list_open_disputes);
        std::vector<Dispute> disputes;
        for (std::size_t row = 0; row < rows.size(); ++row)
            disputes.push_back(dispute_at(rows, row));
        return disputes;
    });
}

Task<std::optional<Dispute>> SqlGrownUpStore::find_dispute(std::string dispute)
{
    co_return co_await database_.read([&dispute](sql::Connection& db) -> std::optional<Dispute> {
        const auto rows = db.run(statements::find_dispute, dispute);
        if (rows.empty()) return std::nullopt;
        return dispute_at(rows, 0);
    });
}

Task<Answer<void>> SqlGrownUpStore::open_dispute(
    FamilyId family, StaffId by, DisputeReason reason, std::string reference
)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& house) {
        if (house.dispute) return Answer<void>{refused(Reason::RequestStands)};
        const auto now = clock_.now();
        tell(tx, house, FamilyNews::DisputeOpened, {});
        return open(
            tx,
            {.id = crypto::new_id_text(now),
             .family = family,
             .request = {},
             .reason = reason,
             .reference = reference,
             .opened_at = now},
            Actor::of(by)
        );
    });
}

Task<Answer<void>> SqlGrownUpStore::resolve(
    std::string id, StaffId by, std::optional<GuardianId> removed
)
{
    const auto found = co_await find_dispute(id);
    if (!found) co_return refused(Reason::NoSuchRequest);
    co_return co_await write(found->family, [&](sql::Transaction& tx, const Household& house) {
        if (!house.dispute || house.dispute->id != id)
            return Answer<void>{refused(Reason::NoSuchRequest)};
        if (removed)
            if (const auto no = may_be_removed(house, *removed)) return Answer<void>{refused(*no)};
        tx.run(
            statements::resolve_dispute,
            id,
            to_millis(clock_.now()),
            by.text(),
            removed ? "removed" : "stays"
        );
        for (const auto& request : house.requests) {
            const bool is_removal = request.kind == RequestKind::Removal;
            if (!is_removal && !removed) continue;
            const bool is_done = is_removal && removed == request.about;
            end_request(tx, house.family, request.id, is_done ? "done" : "refused");
        }
        tell(tx, house, FamilyNews::DisputeResolved, {});
        trail_.append(
            tx,
            {.actor = Actor::of(by),
             .action = Action::DisputeResolved,
             .family = house.family,
             .object = id,
             .detail = {{"removed", removed.has_value()}}}
        );
        // Who held the family's account does not any more: the oldest of the others does.
        if (removed) part(tx, house, *house.find(*removed), Actor::of(by));
        return Answer<void>{};
    });
}

Task<Answer<void>> SqlGrownUpStore::enter(SessionId session, GuardianId who, FamilyId family)
{
    co_return co_await write(family, [&](sql::Transaction& tx, const Household& /*house*/) {
        const auto moved =
            tx.run(statements::move_session, session.text(), who.text(), family.text());
        if (moved.empty()) return Answer<void>{refused(Reason::NoSuchGrownUp)};
        trail_.append(
            tx, {.actor = Actor::of(who), .action = Action::FamilyEntered, .family = family}
        );
        return Answer<void>{};
    });
}

}  // namespace buddy::identity
