// What consent remembers: the ledger, and forms on their way to staff.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "consent/form.hpp"
#include "consent/ledger.hpp"

#include "notify/notify.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/sealer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::consent {

/// What staff decided on a form.
struct Decision {
    FormId form;
    StaffId staff;
    std::optional<Flaw> flaw;  ///< None: approved.
    Time at;
};

class ConsentStore {
public:
    ConsentStore() = default;
    ConsentStore(const ConsentStore&) = delete;
    ConsentStore& operator=(const ConsentStore&) = delete;
    ConsentStore(ConsentStore&&) = delete;
    ConsentStore& operator=(ConsentStore&&) = delete;
    virtual ~ConsentStore() = default;

    /// Adds to the ledger and numbers what it adds, in order; queues the mail with it.
    virtual Task<> append(std::vector<Entry> entries, std::optional<notify::ConsentMail> mail) = 0;
    /// Oldest first.
    virtual Task<std::vector<Entry>> entries_of(FamilyId family) = 0;
    /// What a mail's token can take back. Empty: no such token.
    virtual Task<std::vector<Entry>> find_undo(std::string undo_hash) = 0;

    /// Stores a form; those of the family that are still open are replaced, and their files erased.
    virtual Task<> add_form(Form form) = 0;
    virtual Task<std::optional<Form>> find_form(FormId form) = 0;
    /// Newest first, without those that were replaced.
    virtual Task<std::vector<Form>> forms_of(FamilyId family) = 0;
    /// Those that wait for staff, oldest first; two hundred at most.
    virtual Task<std::vector<Form>> waiting_forms() = 0;
    /// Keeps a piece of the file, or puts another in its place.
    /// Conflict  the form is not open.
    virtual Task<Result<void>> put_piece(
        FormId form, std::int64_t number, crypto::Sealed piece
    ) = 0;
    virtual Task<std::vector<crypto::Sealed>> pieces_of(FormId form) = 0;
    /// Hands the form to staff. Conflict  it is not open.
    virtual Task<Result<void>> send_form(
        FormId form, std::string file_type, std::string file_hash, Time now
    ) = 0;
    /// Decides, erases the file, and adds what was agreed to: all or nothing.
    /// Conflict  somebody has decided, or nothing was sent.
    virtual Task<Result<void>> decide_form(Decision decision, std::vector<Entry> agreed) = 0;
};

}  // namespace buddy::consent
