// What is remembered of a family's grown-ups. Each change is one transaction: it waits for the one
// before in that family, looks at the rules (household.hpp) again, and carries its mails and its
// entries in the audit log with it.
//
// Threads  From any event loop.
// Errors   Refusals are values. A broken database throws sql::DatabaseError.
#pragma once

#include "identity/household.hpp"
#include "identity/refusal.hpp"
#include "identity/verification_mails.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

/// A family that an account belongs to.
struct OwnFamily {
    FamilyId family;
    GrownUpRole role = GrownUpRole::Guardian;
    std::string held_by;  ///< The address of who holds the family's account.
};

/// Who came or went, for the children.
struct GrownUpNews {
    GrownUpRole role = GrownUpRole::Guardian;
    bool has_joined = true;
    std::optional<std::string> email;  ///< Of who belongs to the family now.
    Time at;
};

class SqlGrownUpStore {
public:
    /// All outlive this.
    SqlGrownUpStore(
        sql::Database& database,
        const audit::Trail& trail,
        VerificationMails& mails,
        const Clock& clock
    )
        : database_{database}, trail_{trail}, mails_{mails}, clock_{clock}
    {
    }
    /// Without members: there is no such family.
    Task<Household> find(FamilyId family);
    Task<std::vector<OwnFamily>> families_of(GuardianId guardian);
    Task<bool> is_disputed(FamilyId family);
    /// Newest first, at most 20.
    Task<std::vector<GrownUpNews>> news_of(FamilyId family, Time since);

    /// As may_invite().
    Task<Answer<void>> invite(Invitation invitation, std::string token_hash, InvitationMail mail);
    /// As may_send_again(); InvitationInvalid, MailJustSent.
    Task<Answer<void>> send_again(
        Invitation invitation, GuardianId by, std::string token_hash, InvitationMail mail
    );
    /// InvitationInvalid.
    Task<Answer<void>> withdraw(FamilyId family, std::string invitation, GuardianId by);
    /// One that has not expired.
    Task<std::optional<Invitation>> find_invitation(std::string token_hash);
    /// Uses the invitation up. `fresh`: the account is made with it; else it exists.
    /// As may_come(); InvitationInvalid, AlreadyGrownUp, EmailTaken.
    Task<Answer<void>> accept(std::string token_hash, GuardianRecord account, bool fresh);

    /// As may_leave(). An account that belongs to no family any more is gone.
    Task<Answer<void>> leave(FamilyId family, GuardianId who);
    /// As may_let_go().
    Task<Answer<void>> let_go(FamilyId family, GuardianId whom, GuardianId by);
    /// As may_set_visibility(); `alerts` of a trusted adult.
    Task<Answer<void>> change(
        FamilyId family,
        GuardianId whose,
        GuardianId by,
        std::optional<std::string> visibility,
        std::optional<std::string> alerts
    );
    /// As may_ask().
    Task<Answer<void>> ask(FamilyId family, RequestKind kind, GuardianId by, GuardianId about);
    /// As may_answer(). An objection opens a dispute.
    Task<Answer<void>> answer(
        FamilyId family, std::string request, GuardianId by, RequestAnswer answer
    );
    /// What nobody objected to in time; how many requests ended.
    Task<int> settle_due();
    Task<> forget_old_invitations(Time before);

    /// For staff, oldest first, at most 200.
    Task<std::vector<Dispute>> open_disputes();
    /// Nothing for one that is resolved.
    Task<std::optional<Dispute>> find_dispute(std::string dispute);
    /// RequestStands  one is open.
    Task<Answer<void>> open_dispute(
        FamilyId family, StaffId by, DisputeReason reason, std::string reference
    );
    /// `removed` leaves now, whoever asked for what, and everything that was asked ends; who held the
    /// account hands it over with it. Nobody: every removal that waits is refused.
    /// NoSuchRequest  no such open dispute. As may_be_removed().
    Task<Answer<void>> resolve(std::string dispute, StaffId by, std::optional<GuardianId> removed);

    /// The session goes over to another family of the account. NoSuchGrownUp.
    Task<Answer<void>> enter(SessionId session, GuardianId who, FamilyId family);

private:
    void tell(
        sql::Transaction& tx, const Household& house, FamilyNews news, const GuardianId& except
    ) const;
    void join(sql::Transaction& tx, const Invitation& invitation, const GuardianId& who) const;
    void part(
        sql::Transaction& tx, const Household& house, const Member& member, const audit::Actor& by
    ) const;
    void end_request(
        sql::Transaction& tx, const FamilyId& family, const std::string& id, std::string_view state
    ) const;
    void hand_over(sql::Transaction& tx, const FamilyId& family, const GuardianId& to) const;
    Answer<void> open(sql::Transaction& tx, const Dispute& dispute, const audit::Actor& by) const;
    bool settle(sql::Transaction& tx, const FamilyId& family, const std::string& id) const;
    /// Holds the family and hands `change` what stands.
    Task<Answer<void>> write(
        FamilyId family,
        std::function<Answer<void>(sql::Transaction& tx, const Household& house)> change
    );

    sql::Database& database_;
    const audit::Trail& trail_;
    VerificationMails& mails_;
    const Clock& clock_;
};

}  // namespace buddy::identity
