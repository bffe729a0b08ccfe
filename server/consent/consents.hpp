// What families agree to, and take back: the one who asks before anything goes out.
//
//     Consents consents{{.store = store, .keys = keys, …}, notice};
//     const auto given = co_await consents.give(who, {Purpose::Account, "here"}, version);
//     if (!co_await consents.may_reach(family, {Purpose::Answers, "api.openai.com"})) …  // nothing goes
//
// Threads  From any event loop.
// Errors   Refusals are values (Reason). A broken database throws.
#pragma once

#include "consent/consent_store.hpp"
#include "consent/ledger.hpp"
#include "consent/notice.hpp"
#include "consent/reasons.hpp"

#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_keys.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace buddy::consent {

/// Who agrees.
struct Who {
    FamilyId family;
    GuardianId guardian;
};

/// An agreement, by a method that has been gone through.
struct Grant {
    Who who;
    std::vector<Scope> scopes;
    std::string notice_version;  ///< Of the notice that the guardian saw.
    Method method;
    std::string evidence;  ///< Of the method: a reference, a hash; never a document.
};

/// How a family stands to one use.
struct FamilyUse {
    Use use;
    Standing standing;
};
struct FamilyConsents {
    std::vector<FamilyUse> uses;  ///< All that the notice names, in its order.
    std::vector<Entry> history;   ///< Oldest first.
    std::vector<Form> forms;      ///< Newest first.
    /// The notice says something else than the one to which the account was agreed.
    bool notice_changed = false;
};

/// A file as it was sent.
struct FormFile {
    std::string type;
    std::string bytes;
};
struct WaitingForm {
    Form form;
    std::string email;  ///< Of the guardian; empty when it has left.
};

class Consents {
public:
    /// All outlive this.
    struct Parts {
        ConsentStore& store;
        crypto::FamilyKeys& keys;
        identity::Directory& directory;
        const Clock& clock;
        bool sends_mail = false;  ///< Addresses can be confirmed: then they must be.
        /// Called when the account's agreement was taken back: no child of the family goes on talking.
        /// Empty: nobody is told.
        std::function<Task<>(FamilyId family)> on_stopped = {};
    };
    Consents(Parts parts, Notice notice) : parts_{parts}, notice_{std::move(notice)} {}

    [[nodiscard]] const Notice& notice() const noexcept { return notice_; }

    /// May this family's data go there now? Reads the ledger each time: what was taken back a moment
    /// ago, on whichever node, holds. A use that this installation does not make: no.
    Task<bool> may_reach(FamilyId family, Scope scope);
    /// For identity: may this server know the family's children?
    Task<identity::Collecting> collecting(FamilyId family);
    Task<FamilyConsents> of(FamilyId family);

    /// Agrees on the page. NoSuchUse, NoticeChanged, MethodTooWeak (it goes to a third party),
    /// EmailUnverified, FamilyDisputed. What is in force already stays as it is.
    Task<Answer<void>> give(Who who, Scope scope, std::string notice_version);
    /// Records what any other method has made sure of; here such methods plug in.
    /// NoSuchUse, NoticeChanged, MethodTooWeak.
    Task<Answer<void>> record(Grant grant);
    /// Takes back, at once. The account takes everything else with it. What was never agreed to, or
    /// has been taken back, stays as it is.
    Task<> withdraw(Who who, Scope scope);
    /// Takes back what the mail with this token told of, unless it was agreed to anew. LinkInvalid,
    /// GuardianLeft.
    Task<Answer<void>> undo(std::string token);

    /// Makes a form to print. NoSuchUse (also for what needs none), NoticeChanged, NothingToSign.
    Task<Answer<Form>> open_form(Who who, std::vector<Scope> scopes, std::string notice_version);
    /// NoSuchForm, FormClosed, PieceInvalid.
    Task<Answer<void>> put_piece(Who who, FormId form, std::int64_t number, std::string bytes);
    /// Looks at the file and hands it to staff. NoSuchForm, FormClosed, FileTooLarge, FileUnknown.
    Task<Answer<Form>> submit(Who who, FormId form);
    /// For staff, oldest first.
    Task<std::vector<WaitingForm>> waiting();
    /// NoSuchForm  also one that does not wait.
    Task<Answer<FormFile>> file_of(FormId form);
    /// No flaw: approved, and what was signed is in force. The file is erased either way.
    /// NoSuchForm, FormClosed (decided already), FamilyDisputed, GuardianLeft; the last two not with a flaw.
    Task<Answer<void>> decide(StaffId staff, FormId form, std::optional<Flaw> flaw);

private:
    [[nodiscard]] std::optional<Reason> mistake_in(
        const std::vector<Scope>& scopes, const std::string& version, const Method& method
    ) const;
    [[nodiscard]] std::vector<Entry> entries_for(const Grant& grant) const;
    /// GuardianLeft  it speaks for this family no more.
    Task<Answer<void>> still_speaks(FamilyId family, GuardianId guardian);
    Task<Answer<Form>> own_open_form(Who who, FormId form);
    Task<Result<std::string>> joined(Form form);

    Parts parts_;
    Notice notice_;
};

}  // namespace buddy::consent
