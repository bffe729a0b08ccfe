// The five stores of identity in memory, for tests and `buddy chat`. One event loop only.
//
//     FakeStores stores;
//     Accounts accounts{{.families = stores.families, .sessions = stores.sessions, …}};
#pragma once

#include "identity/child_store.hpp"
#include "identity/factor_store.hpp"
#include "identity/family_store.hpp"
#include "identity/session_store.hpp"
#include "identity/staff_store.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace buddy::identity {

/// Rows that belong together; what SQL's foreign keys do is done by hand.
struct FakeRows {
    std::vector<FamilyRecord> families;
    std::vector<GuardianRecord> guardians;
    std::map<FamilyId, TrustedAdultRecord> trusted_adults;
    std::vector<VerificationRecord> verifications;
    std::vector<VerificationMail> mails;  ///< What would have been sent.
    std::vector<ChildRecord> children;
    std::vector<PairingCodeRecord> codes;
    std::vector<DeviceRecord> devices;
    std::vector<SessionRecord> sessions;
    struct Attempts {
        std::int64_t failures = 0;
        Time last_at;
        Time blocked_until;
    };
    std::map<std::string, Attempts> attempts;
    std::vector<StaffRecord> staff;
    std::vector<ApiKeyRecord> api_keys;
    std::map<std::string, FactorRecord> factors;
    std::map<std::pair<std::string, std::string>, bool>
        recovery_codes;                 ///< By account and hash; whether it was used.
    std::vector<audit::Entry> entries;  ///< Those that were given.
};

namespace fake_detail {

template <class Row, class Member, class Wanted>
[[nodiscard]] std::optional<Row> first(
    const std::vector<Row>& rows, Member member, const Wanted& wanted
)
{
    const auto found = std::ranges::find(rows, wanted, member);
    if (found == rows.end()) return std::nullopt;
    return *found;
}

template <class Row, class Member, class Wanted>
[[nodiscard]] std::vector<Row> all(
    const std::vector<Row>& rows, Member member, const Wanted& wanted
)
{
    std::vector<Row> out;
    std::ranges::copy_if(rows, std::back_inserter(out), [&](const Row& row) {
        return row.*member == wanted;
    });
    return out;
}

}  // namespace fake_detail

class FakeFamilyStore final : public FamilyStore {
public:
    explicit FakeFamilyStore(FakeRows& rows) : rows_{rows} {}

    Task<Result<void>> add_family(
        FamilyRecord family,
        GuardianRecord guardian,
        VerificationRecord verification,
        VerificationMail mail
    ) override
    {
        if (fake_detail::first(rows_.guardians, &GuardianRecord::email_key, guardian.email_key))
            co_return failed(ErrorCode::Conflict, "the address has an account");
        rows_.families.push_back(std::move(family));
        rows_.guardians.push_back(std::move(guardian));
        rows_.verifications.push_back(std::move(verification));
        rows_.mails.push_back(std::move(mail));
        co_return Result<void>{};
    }
    Task<std::optional<FamilyRecord>> find_family(FamilyId family) override
    {
        co_return fake_detail::first(rows_.families, &FamilyRecord::id, family);
    }
    Task<> change_family(FamilyRecord family, audit::Entry entry) override
    {
        rows_.entries.push_back(std::move(entry));
        for (auto& row : rows_.families) {
            if (row.id != family.id) continue;
            family.created_at = row.created_at;
            row = family;
        }
        co_return;
    }
    Task<std::optional<TrustedAdultRecord>> find_trusted_adult(FamilyId family) override
    {
        const auto found = rows_.trusted_adults.find(family);
        if (found == rows_.trusted_adults.end()) co_return std::nullopt;
        co_return found->second;
    }
    Task<> set_trusted_adult(
        FamilyId family, std::optional<TrustedAdultRecord> adult, Time /*now*/, audit::Entry entry
    ) override
    {
        rows_.entries.push_back(std::move(entry));
        if (adult)
            rows_.trusted_adults.insert_or_assign(std::move(family), std::move(*adult));
        else
            rows_.trusted_adults.erase(family);
        co_return;
    }
    Task<std::optional<GuardianRecord>> find_guardian(GuardianId guardian) override
    {
        co_return fake_detail::first(rows_.guardians, &GuardianRecord::id, guardian);
    }
    Task<std::optional<GuardianRecord>> find_guardian_by_email(std::string email_key) override
    {
        co_return fake_detail::first(rows_.guardians, &GuardianRecord::email_key, email_key);
    }
    Task<std::vector<GuardianRecord>> guardians_of(FamilyId family) override
    {
        co_return fake_detail::all(rows_.guardians, &GuardianRecord::family, family);
    }
    Task<> change_password(GuardianId guardian, std::string password_hash) override
    {
        for (auto& row : rows_.guardians)
            if (row.id == guardian) row.password_hash = password_hash;
        co_return;
    }
    Task<Result<void>> renew_verification(
        VerificationRecord verification, VerificationMail mail, Time last_before
    ) override
    {
        const bool too_soon = std::ranges::any_of(rows_.verifications, [&](const auto& row) {
            return row.guardian == verification.guardian && row.created_at > last_before;
        });
        if (too_soon) co_return failed(ErrorCode::TooMany, "the last mail has just been sent");
        rows_.verifications.push_back(std::move(verification));
        rows_.mails.push_back(std::move(mail));
        co_return Result<void>{};
    }
    Task<Result<GuardianId>> use_verification(std::string token_hash, Time now) override
    {
        const auto found =
            fake_detail::first(rows_.verifications, &VerificationRecord::token_hash, token_hash);
        if (!found || found->expires_at <= now)
            co_return failed(ErrorCode::NotFound, "no such link");
        for (auto& row : rows_.guardians)
            if (row.id == found->guardian && !row.email_verified_at) row.email_verified_at = now;
        std::erase_if(rows_.verifications, [&](const auto& row) {
            return row.guardian == found->guardian;
        });
        co_return found->guardian;
    }
    Task<std::int64_t> erase_family(FamilyId family) override
    {
        const auto in_family = [&family](const auto& row) { return row.family == family; };
        std::erase_if(rows_.families, [&family](const auto& row) { return row.id == family; });
        std::erase_if(rows_.sessions, in_family);
        std::erase_if(rows_.devices, in_family);
        std::erase_if(rows_.codes, in_family);
        rows_.trusted_adults.erase(family);
        const auto people =
            std::erase_if(rows_.guardians, in_family) + std::erase_if(rows_.children, in_family);
        co_return static_cast<std::int64_t>(people);
    }

private:
    FakeRows& rows_;
};

class FakeChildStore final : public ChildStore {
public:
    explicit FakeChildStore(FakeRows& rows) : rows_{rows} {}

    Task<> add_child(ChildRecord child, audit::Entry entry) override
    {
        rows_.entries.push_back(std::move(entry));
        rows_.children.push_back(std::move(child));
        co_return;
    }
    Task<std::optional<ChildRecord>> find_child(ChildId child) override
    {
        auto found = fake_detail::first(rows_.children, &ChildRecord::id, child);
        if (found) count_devices(*found);
        co_return found;
    }
    Task<std::vector<ChildRecord>> children_of(FamilyId family) override
    {
        auto children = fake_detail::all(rows_.children, &ChildRecord::family, family);
        for (auto& child : children) count_devices(child);
        co_return children;
    }
    Task<> change_child(ChildRecord child, audit::Entry entry) override
    {
        rows_.entries.push_back(std::move(entry));
        for (auto& row : rows_.children) {
            if (row.id != child.id) continue;
            row.nickname = child.nickname;
            row.interests = child.interests;
            row.avatar = child.avatar;
            row.language = child.language;
            row.country = child.country;
            row.pin_hash = child.pin_hash;
        }
        co_return;
    }
    Task<std::int64_t> erase_child(FamilyId family, ChildId child) override
    {
        const auto of_child = [&child](const auto& row) { return row.child == child; };
        const auto erased = std::erase_if(rows_.children, [&](const auto& row) {
            return row.id == child && row.family == family;
        });
        if (erased == 0) co_return 0;
        std::erase_if(rows_.sessions, of_child);
        std::erase_if(rows_.devices, of_child);
        std::erase_if(rows_.codes, of_child);
        co_return static_cast<std::int64_t>(erased);
    }
    Task<> note_activity(ChildId child, Time now) override
    {
        for (auto& row : rows_.children)
            if (row.id == child) row.last_active_at = now;
        co_return;
    }
    Task<bool> replace_pairing_code(PairingCodeRecord code) override
    {
        auto codes = rows_.codes;
        std::erase_if(codes, [&code](const auto& row) {
            return row.child == code.child || row.expires_at <= code.created_at;
        });
        if (fake_detail::first(codes, &PairingCodeRecord::code_hash, code.code_hash))
            co_return false;
        codes.push_back(std::move(code));
        rows_.codes = std::move(codes);
        co_return true;
    }
    Task<std::optional<PairingCodeRecord>> find_pairing_code(std::string code_hash, Time now)
        override
    {
        auto found = fake_detail::first(rows_.codes, &PairingCodeRecord::code_hash, code_hash);
        if (found && found->expires_at <= now) co_return std::nullopt;
        co_return found;
    }
    Task<bool> pair_device(std::string code_hash, DeviceRecord device, Time now) override
    {
        const auto used = std::erase_if(rows_.codes, [&](const auto& row) {
            return row.code_hash == code_hash && row.expires_at > now;
        });
        if (used == 0) co_return false;
        rows_.devices.push_back(std::move(device));
        co_return true;
    }
    Task<std::optional<DeviceRecord>> find_device(std::string token_hash) override
    {
        co_return fake_detail::first(rows_.devices, &DeviceRecord::token_hash, token_hash);
    }
    Task<std::vector<DeviceRecord>> devices_of(ChildId child) override
    {
        auto devices = fake_detail::all(rows_.devices, &DeviceRecord::child, child);
        std::ranges::reverse(devices);
        co_return devices;
    }
    Task<bool> remove_device(ChildId child, DeviceId device, audit::Entry entry) override
    {
        const auto removed = std::erase_if(rows_.devices, [&](const auto& row) {
            return row.id == device && row.child == child;
        });
        if (removed != 0) rows_.entries.push_back(std::move(entry));
        if (removed != 0)
            std::erase_if(rows_.sessions, [&](const auto& row) { return row.device == device; });
        co_return removed != 0;
    }
    Task<> note_device_seen(DeviceId device, Time now) override
    {
        for (auto& row : rows_.devices)
            if (row.id == device) row.last_seen_at = now;
        co_return;
    }

private:
    void count_devices(ChildRecord& child) const
    {
        child.devices = std::ranges::count(rows_.devices, child.id, &DeviceRecord::child);
    }
    FakeRows& rows_;
};

class FakeSessionStore final : public SessionStore {
public:
    explicit FakeSessionStore(FakeRows& rows) : rows_{rows} {}

    Task<> add(SessionRecord session) override
    {
        rows_.sessions.push_back(std::move(session));
        co_return;
    }
    Task<std::optional<SessionRecord>> find(std::string token_hash, Time now) override
    {
        auto found = fake_detail::first(rows_.sessions, &SessionRecord::token_hash, token_hash);
        if (found && is_over(*found, now)) co_return std::nullopt;
        co_return found;
    }
    Task<> touch(SessionId session, Time now, Time idle_expires_at) override
    {
        for (auto& row : rows_.sessions) {
            if (row.id != session) continue;
            row.last_seen_at = now;
            row.idle_expires_at = idle_expires_at;
        }
        co_return;
    }
    Task<> remove(SessionId session) override
    {
        std::erase_if(rows_.sessions, [&](const auto& row) { return row.id == session; });
        co_return;
    }
    Task<> end_children(FamilyId family, Time at) override
    {
        for (auto& row : rows_.sessions)
            if (row.kind == SessionKind::Child && row.family == family)
                row.expires_at = std::min(row.expires_at, at);
        co_return;
    }
    Task<std::int64_t> remove_expired(Time now) override
    {
        const auto expired = [now](const auto& row) { return row.expires_at <= now; };
        std::erase_if(rows_.verifications, expired);
        std::erase_if(rows_.codes, expired);
        std::erase_if(rows_.attempts, [now](const auto& entry) {
            return entry.second.last_at < now - attempts_kept && entry.second.blocked_until <= now;
        });
        co_return static_cast<std::int64_t>(std::erase_if(rows_.sessions, [now](const auto& row) {
            return is_over(row, now);
        }));
    }
    Task<AttemptOutcome> take_attempt(std::string subject, Time now) override
    {
        auto& row = rows_.attempts[subject];
        if (row.blocked_until > now)
            co_return AttemptOutcome{.allowed = false, .blocked_until = row.blocked_until};
        row.failures = row.last_at < now - attempts_kept ? 1 : row.failures + 1;
        row.last_at = now;
        const auto wait = block_after(row.failures);
        if (wait == wait.zero()) co_return AttemptOutcome{.allowed = true, .blocked_until = {}};
        row.blocked_until = now + wait;
        co_return AttemptOutcome{.allowed = true, .blocked_until = row.blocked_until};
    }
    Task<> clear_attempts(std::string subject) override
    {
        rows_.attempts.erase(subject);
        co_return;
    }
    Task<std::optional<Time>> find_block(std::string subject, Time now) override
    {
        const auto found = rows_.attempts.find(subject);
        if (found == rows_.attempts.end() || found->second.blocked_until <= now)
            co_return std::nullopt;
        co_return found->second.blocked_until;
    }

private:
    static bool is_over(const SessionRecord& row, Time now)
    {
        return row.expires_at <= now || row.idle_expires_at <= now;
    }
    FakeRows& rows_;
};

class FakeStaffStore final : public StaffStore {
public:
    explicit FakeStaffStore(FakeRows& rows) : rows_{rows} {}

    Task<bool> add_staff(StaffRecord staff) override
    {
        if (fake_detail::first(rows_.staff, &StaffRecord::email_key, staff.email_key))
            co_return false;
        rows_.staff.push_back(std::move(staff));
        co_return true;
    }
    Task<std::vector<StaffRecord>> all_staff() override { co_return rows_.staff; }
    Task<> add_api_key(ApiKeyRecord key) override
    {
        rows_.api_keys.push_back(std::move(key));
        co_return;
    }
    Task<std::optional<ApiKeyRecord>> find_api_key(std::string key_hash) override
    {
        co_return fake_detail::first(rows_.api_keys, &ApiKeyRecord::key_hash, key_hash);
    }
    Task<bool> revoke_api_key(ApiKeyId key, Time /*now*/) override
    {
        co_return std::erase_if(rows_.api_keys, [&](const auto& row) { return row.id == key; }) !=
            0;
    }

private:
    FakeRows& rows_;
};

class FakeFactorStore final : public FactorStore {
public:
    explicit FakeFactorStore(FakeRows& rows) : rows_{rows} {}

    Task<bool> begin(FactorRecord factor) override
    {
        auto& row = rows_.factors[factor.account];
        if (row.confirmed_at) co_return false;
        row = std::move(factor);
        co_return true;
    }
    Task<std::optional<FactorRecord>> find(std::string account) override
    {
        const auto found = rows_.factors.find(account);
        if (found == rows_.factors.end()) co_return std::nullopt;
        co_return found->second;
    }
    Task<bool> confirm(Confirmation given) override
    {
        const auto found = rows_.factors.find(given.account);
        if (found == rows_.factors.end() || found->second.confirmed_at) co_return false;
        found->second.confirmed_at = given.at;
        found->second.last_step = given.step;
        for (const auto& hash : given.code_hashes)
            rows_.recovery_codes[{given.account, hash}] = false;
        note(audit::Action::FactorSet, given.by, given.account);
        co_return true;
    }
    Task<bool> use_step(std::string account, std::int64_t step) override
    {
        const auto found = rows_.factors.find(account);
        if (found == rows_.factors.end() || !found->second.confirmed_at ||
            found->second.last_step >= step)
            co_return false;
        found->second.last_step = step;
        co_return true;
    }
    Task<bool> use_recovery_code(
        std::string account, std::string code_hash, audit::Actor by, Time /*now*/
    ) override
    {
        const auto found = rows_.recovery_codes.find({account, code_hash});
        if (found == rows_.recovery_codes.end() || found->second) co_return false;
        found->second = true;
        note(audit::Action::RecoveryCodeUsed, by, account);
        co_return true;
    }
    Task<std::int64_t> recovery_codes_left(std::string account) override
    {
        co_return std::ranges::count_if(rows_.recovery_codes, [&account](const auto& code) {
            return code.first.first == account && !code.second;
        });
    }
    Task<bool> reset(std::string account, audit::Actor by) override
    {
        if (rows_.factors.erase(account) == 0) co_return false;
        std::erase_if(rows_.recovery_codes, [&account](const auto& code) {
            return code.first.first == account;
        });
        std::erase_if(rows_.sessions, [&account](const auto& session) {
            return session.staff.text() == account;
        });
        note(audit::Action::FactorReset, by, account);
        co_return true;
    }

private:
    void note(audit::Action action, const audit::Actor& by, const std::string& account)
    {
        rows_.entries.push_back({.actor = by, .action = action, .object = account});
    }

    FakeRows& rows_;
};

/// All five, over the same rows.
struct FakeStores {
    FakeRows rows;
    FakeFamilyStore families{rows};
    FakeChildStore children{rows};
    FakeSessionStore sessions{rows};
    FakeStaffStore staff{rows};
    FakeFactorStore factors{rows};
};

}  // namespace buddy::identity
