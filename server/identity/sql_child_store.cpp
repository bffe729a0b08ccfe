#include "identity/sql_child_store.hpp"

#include "identity/sql_cells.hpp"
#include "sql/identity.hpp"

#include <utility>

namespace buddy::identity {
namespace {

namespace statements = sql::identity;
using sql::Durability;

ChildRecord child_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = ChildId{rows.get<std::string>(row, 0)},
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .nickname = rows.get<sql::Blob>(row, 2),
        .interests = rows.get<sql::Blob>(row, 3),
        .birth = {.year = rows.get<int>(row, 4), .month = rows.get<int>(row, 5)},
        .avatar = rows.get<std::string>(row, 6),
        .language = rows.get<std::string>(row, 7),
        .country = rows.get<std::string>(row, 8),
        .pin_hash = rows.get<std::string>(row, 9),
        .created_at = time_at(rows, row, 10),
        .last_active_at = optional_time(rows, row, 11),
        .devices = rows.get<std::int64_t>(row, 12)
    };
}

DeviceRecord device_at(const sql::Rows& rows, std::size_t row)
{
    return {
        .id = DeviceId{rows.get<std::string>(row, 0)},
        .family = FamilyId{rows.get<std::string>(row, 1)},
        .child = ChildId{rows.get<std::string>(row, 2)},
        .token_hash = rows.get<std::string>(row, 3),
        .name = rows.get<sql::Blob>(row, 4),
        .paired_at = time_at(rows, row, 5),
        .last_seen_at = optional_time(rows, row, 6)
    };
}

// Leaves a transaction without a trace; caught where it began.
struct CodeTaken {};

}  // namespace

Task<> SqlChildStore::add_child(ChildRecord child, audit::Entry entry)
{
    auto insert = [&child, &entry, this](sql::Transaction& tx) {
        tx.run(
            statements::insert_child,
            child.id.text(),
            child.family.text(),
            child.nickname,
            child.interests,
            child.birth.year,
            child.birth.month,
            child.avatar,
            child.language,
            child.country,
            child.pin_hash,
            to_millis(child.created_at)
        );
        trail_.append(tx, entry);
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<ChildRecord>> SqlChildStore::find_child(ChildId child)
{
    auto select = [&child](sql::Connection& connection) -> std::optional<ChildRecord> {
        const auto rows = connection.run(statements::find_child, child.text());
        if (rows.empty()) return std::nullopt;
        return child_at(rows, 0);
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<ChildRecord>> SqlChildStore::children_of(FamilyId family)
{
    auto select = [&family](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_children, family.text());
        std::vector<ChildRecord> children;
        for (std::size_t row = 0; row < rows.size(); ++row) children.push_back(child_at(rows, row));
        return children;
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlChildStore::change_child(ChildRecord child, audit::Entry entry)
{
    auto update = [&child, &entry, this](sql::Transaction& tx) {
        tx.run(
            statements::change_child,
            child.id.text(),
            child.nickname,
            child.interests,
            child.avatar,
            child.language,
            child.country,
            child.pin_hash
        );
        trail_.append(tx, entry);
    };
    co_await database_.write(Durability::Full, std::move(update));
}

Task<std::int64_t> SqlChildStore::erase_child(FamilyId family, ChildId child)
{
    auto erase = [&family, &child](sql::Transaction& tx) {
        return tx.run(statements::delete_child, child.text(), family.text()).affected();
    };
    co_return co_await database_.write(Durability::Full, std::move(erase));
}

Task<> SqlChildStore::note_activity(ChildId child, Time now)
{
    auto update = [&child, now](sql::Transaction& tx) {
        tx.run(statements::note_activity, child.text(), to_millis(now));
    };
    co_await database_.write(Durability::Grouped, std::move(update));
}

Task<bool> SqlChildStore::replace_pairing_code(PairingCodeRecord code)
{
    auto replace = [&code](sql::Transaction& tx) {
        tx.run(statements::delete_pairing_codes, code.child.text(), to_millis(code.created_at));
        const auto rows = tx.run(
            statements::insert_pairing_code,
            code.code_hash,
            code.family.text(),
            code.child.text(),
            to_millis(code.created_at),
            to_millis(code.expires_at)
        );
        if (rows.empty()) throw CodeTaken{};
    };
    try {
        co_await database_.write(Durability::Full, std::move(replace));
    } catch (const CodeTaken&) {
        co_return false;
    }
    co_return true;
}

Task<std::optional<PairingCodeRecord>> SqlChildStore::find_pairing_code(
    std::string code_hash, Time now
)
{
    auto select = [&code_hash,
                   now](sql::Connection& connection) -> std::optional<PairingCodeRecord> {
        const auto rows = connection.run(statements::find_pairing_code, code_hash, to_millis(now));
        if (rows.empty()) return std::nullopt;
        return PairingCodeRecord{
            .code_hash = rows.get<std::string>(0, 0),
            .family = FamilyId{rows.get<std::string>(0, 1)},
            .child = ChildId{rows.get<std::string>(0, 2)},
            .created_at = time_at(rows, 0, 3),
            .expires_at = time_at(rows, 0, 4)
        };
    };
    co_return co_await database_.read(std::move(select));
}

Task<bool> SqlChildStore::pair_device(std::string code_hash, DeviceRecord device, Time now)
{
    auto pair = [&code_hash, &device, now, this](sql::Transaction& tx) {
        if (tx.run(statements::use_pairing_code, code_hash, to_millis(now)).empty()) return false;
        tx.run(
            statements::insert_device,
            device.id.text(),
            device.family.text(),
            device.child.text(),
            device.token_hash,
            device.name,
            to_millis(device.paired_at)
        );
        // Whoever held the code: it is given to the child.
        trail_.append(
            tx,
            {.actor = audit::Actor::of(device.child),
             .action = audit::Action::DevicePaired,
             .family = device.family,
             .child = device.child,
             .object = device.id.text()}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(pair));
}

Task<std::optional<DeviceRecord>> SqlChildStore::find_device(std::string token_hash)
{
    auto select = [&token_hash](sql::Connection& connection) -> std::optional<DeviceRecord> {
        const auto rows = connection.run(statements::find_device, token_hash);
        if (rows.empty()) return std::nullopt;
        return device_at(rows, 0);
    };
    co_return co_await database_.read(std::move(select));
}

Task<std::vector<DeviceRecord>> SqlChildStore::devices_of(ChildId child)
{
    auto select = [&child](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_devices, child.text());
        std::vector<DeviceRecord> devices;
        for (std::size_t row = 0; row < rows.size(); ++row) devices.push_back(device_at(rows, row));
        return devices;
    };
    co_return co_await database_.read(std::move(select));
}

Task<bool> SqlChildStore::remove_device(ChildId child, DeviceId device, audit::Entry entry)
{
    auto remove = [&child, &device, &entry, this](sql::Transaction& tx) {
        if (tx.run(statements::delete_device, device.text(), child.text()).empty()) return false;
        trail_.append(tx, entry);
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(remove));
}

Task<> SqlChildStore::note_device_seen(DeviceId device, Time now)
{
    auto update = [&device, now](sql::Transaction& tx) {
        tx.run(statements::note_device_seen, device.text(), to_millis(now));
    };
    co_await database_.write(Durability::Grouped, std::move(update));
}

}  // namespace buddy::identity
