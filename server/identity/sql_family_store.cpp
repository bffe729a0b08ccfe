#include "identity/sql_family_store.hpp"

#include "identity/sql_cells.hpp"
#include "sql/identity.hpp"

#include <utility>

namespace buddy::identity {
namespace {

namespace statements = sql::identity;
using sql::Durability;

GuardianRecord guardian_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = GuardianId{rows.get<std::string>(row, 0)},
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .email = rows.get<std::string>(row, 2),
        .email_key = rows.get<std::string>(row, 3),
        .password_hash = rows.get<std::string>(row, 4),
        .language = rows.get<std::string>(row, 5),
        .email_verified_at = optional_time(rows, row, 6),
        .created_at = time_at(rows, row, 7),
        .visibility = rows.get<std::string>(row, 8)
    };
}

std::optional<GuardianRecord> first_guardian(const sql::Rows& rows)
{
    if (rows.empty()) return std::nullopt;
    return guardian_at(rows, 0);
}

bool insert_guardian(sql::Transaction& tx, const GuardianRecord& guardian)
{
    return !tx.run(
                  statements::insert_guardian,
                  guardian.id.text(),
                  guardian.family.text(),
                  guardian.email,
                  guardian.email_key,
                  guardian.password_hash,
                  guardian.language,
                  to_millis(guardian.created_at)
    )
                .empty();
}

// Leaves a transaction without a trace; caught where it began.
struct AddressTaken {};

}  // namespace

Task<Result<void>> SqlFamilyStore::add_family(
    FamilyRecord family,
    GuardianRecord guardian,
    VerificationRecord verification,
    VerificationMail mail
)
{
    auto insert = [&family, &guardian, &verification, &mail, this](sql::Transaction& tx) {
        tx.run(
            statements::insert_family,
            family.id.text(),
            family.country,
            family.language,
            family.time_zone,
            family.alert_emails,
            to_millis(family.created_at)
        );
        if (!insert_guardian(tx, guardian)) throw AddressTaken{};
        tx.run(
            statements::insert_membership,
            family.id.text(),
            guardian.id.text(),
            "guardian",
            guardian.visibility,
            "all",
            true,
            to_millis(guardian.created_at)
        );
        tx.run(
            statements::insert_verification,
            verification.token_hash,
            verification.guardian.text(),
            to_millis(verification.created_at),
            to_millis(verification.expires_at)
        );
        mails_.enqueue(tx, mail);
        trail_.append(
            tx,
            {.actor = audit::Actor::of(guardian.id),
             .action = audit::Action::SignedUp,
             .family = family.id}
        );
    };
    try {
        co_await database_.write(Durability::Full, std::move(insert));
    } catch (const AddressTaken&) {
        co_return failed(ErrorCode::Conflict, "the address has an account");
    }
    co_return Result<void>{};
}

Task<std::optional<FamilyRecord>> SqlFamilyStore::find_family(FamilyId family)
{
    auto select = [&family](sql::Connection& connection) -> std::optional<FamilyRecord> {
        const auto rows = connection.run(statements::find_family, family.text());
        if (rows.empty()) return std::nullopt;
        return FamilyRecord{
            .id = FamilyId{rows.get<std::string>(0, 0)},
            .country = rows.get<std::string>(0, 1),
            .region = rows.get<std::string>(0, 6),
            .language = rows.get<std::string>(0, 2),
            .time_zone = rows.get<std::string>(0, 3),
            .alert_emails = rows.get<bool>(0, 4),
            .created_at = time_at(rows, 0, 5)
        };
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlFamilyStore::change_family(FamilyRecord family, audit::Entry entry)
{
    auto update = [&family, &entry, this](sql::Transaction& tx) {
        tx.run(
            statements::change_family,
            family.id.text(),
            family.country,
            family.language,
            family.time_zone,
            family.alert_emails,
            family.region
        );
        trail_.append(tx, entry);
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<std::optional<TrustedAdultRecord>> SqlFamilyStore::find_trusted_adult(FamilyId family)
{
    auto select = [&family](sql::Connection& connection) -> std::optional<TrustedAdultRecord> {
        const auto rows = connection.run(statements::find_trusted_adult, family.text());
        if (rows.empty()) return std::nullopt;
        return TrustedAdultRecord{
            .name = rows.get<sql::Blob>(0, 0), .email = rows.get<sql::Blob>(0, 1)
        };
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlFamilyStore::set_trusted_adult(
    FamilyId family, std::optional<TrustedAdultRecord> adult, Time now, audit::Entry entry
)
{
    auto update = [&family, &adult, now, &entry, this](sql::Transaction& tx) {
        if (adult)
            tx.run(
                statements::set_trusted_adult,
                family.text(),
                adult->name,
                adult->email,
                to_millis(now)
            );
        else
            tx.run(statements::remove_trusted_adult, family.text());
        trail_.append(tx, entry);
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<std::optional<GuardianRecord>> SqlFamilyStore::find_guardian(GuardianId guardian)
{
    auto select = [&guardian](sql::Connection& connection) {
        return first_guardian(connection.run(statements::find_guardian, guardian.text()));
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::optional<GuardianRecord>> SqlFamilyStore::find_guardian_by_email(std::string email_key)
{
    auto select = [&email_key](sql::Connection& connection) {
        return first_guardian(connection.run(statements::find_guardian_by_email, email_key));
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<GuardianRecord>> SqlFamilyStore::guardians_of(FamilyId family)
{
    auto select = [&family](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_guardians, family.text());
        std::vector<GuardianRecord> guardians;
        for (std::size_t row = 0; row < rows.size(); ++row)
            guardians.push_back(guardian_at(rows, row));
        return guardians;
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlFamilyStore::change_password(GuardianId guardian, std::string password_hash)
{
    auto update = [&guardian, &password_hash](sql::Transaction& tx) {
        tx.run(statements::change_password, guardian.text(), password_hash);
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<Result<void>> SqlFamilyStore::renew_verification(
    VerificationRecord verification, VerificationMail mail, Time last_before
)
{
    auto insert = [&verification, &mail, last_before, this](sql::Transaction& tx) -> Result<void> {
        const auto rows = tx.run(
            statements::renew_verification,
            verification.token_hash,
            verification.guardian.text(),
            to_millis(verification.created_at),
            to_millis(verification.expires_at),
            to_millis(last_before)
        );
        if (rows.empty()) return failed(ErrorCode::TooMany, "the last mail has just been sent");
        mails_.enqueue(tx, mail);
        return {};
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<Result<GuardianId>> SqlFamilyStore::use_verification(std::string token_hash, Time now)
{
    auto confirm = [&token_hash, now, this](sql::Transaction& tx) -> Result<GuardianId> {
        const auto rows = tx.run(statements::use_verification, token_hash, to_millis(now));
        if (rows.empty()) return failed(ErrorCode::NotFound, "no such link");
        const auto guardian = rows.get<std::string>(0, 0);
        tx.run(statements::confirm_email, guardian, to_millis(now));
        tx.run(statements::delete_verifications, guardian);
        const GuardianId whose{guardian};
        trail_.append(
            tx, {.actor = audit::Actor::of(whose), .action = audit::Action::AddressConfirmed}
        );
        return GuardianId{guardian};
    };
    co_return co_await database_.write(Durability::Full, std::move(confirm));
}

Task<std::int64_t> SqlFamilyStore::erase_family(FamilyId family)
{
    auto erase = [&family](sql::Transaction& tx) {
        tx.run(statements::rehome_guardians_of, family.text());
        const auto people =
            tx.run(statements::count_family_people, family.text()).get<std::int64_t>(0, 0);
        tx.run(statements::delete_family, family.text());
        return people;
    };
    co_return co_await database_.write(Durability::Full, std::move(erase));
}

}  // namespace buddy::identity
