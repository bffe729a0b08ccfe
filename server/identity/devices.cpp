#include "identity/devices.hpp"

#include "identity/rules.hpp"
#include "platform/crypto/random.hpp"

#include <utility>

namespace buddy::identity {
namespace {

crypto::Place name_place(const DeviceId& device)
{
    return {.table = "devices", .column = "name", .row = device.text()};
}

std::string pin_attempts(const DeviceId& device)
{
    return crypto::hash_token("pin " + device.text());
}

std::string code_attempts(const std::string& address)
{
    return crypto::hash_token("code " + address);
}

}  // namespace

Devices::Devices(Parts parts, const crypto::SecretKey& root)
    : parts_{parts}, code_key_{root.derive(1, "pairing1")}
{
}

std::string Devices::hash_code(std::string_view code) const
{
    return crypto::keyed_hash(code_key_, code);
}

Task<bool> Devices::has_child(FamilyId family, ChildId child)
{
    const auto found = co_await parts_.store.find_child(std::move(child));
    co_return found && found->family == family;
}

Task<Answer<PairingCode>> Devices::make_code(FamilyId family, ChildId child)
{
    if (!co_await has_child(family, child)) co_return refused(Reason::NoSuchChild);
    constexpr int tries = 5;
    for (int i = 0; i < tries; ++i) {
        const auto now = parts_.clock.now();
        PairingCode made{.code = crypto::random_digits(6), .expires_at = now + code_life};
        PairingCodeRecord record{
            .code_hash = hash_code(made.code),
            .family = family,
            .child = child,
            .created_at = now,
            .expires_at = made.expires_at
        };
        if (co_await parts_.store.replace_pairing_code(std::move(record))) co_return made;
    }
    co_return refused(Reason::Busy);
}

Task<Answer<PairedDevice>> Devices::pair(std::string code, std::string name, std::string address)
{
    const auto now = parts_.clock.now();
    const auto subject = code_attempts(address);
    const auto attempt = co_await parts_.attempts.take_attempt(subject, now);
    if (!attempt.allowed) co_return refused(Reason::TooManyAttempts, attempt.blocked_until);
    const auto clean_name = clean_line(name, name_length);
    if (!clean_name && !name.empty()) co_return refused(Reason::NameInvalid);
    const auto found = is_pairing_code(code)
                           ? co_await parts_.store.find_pairing_code(hash_code(code), now)
                           : std::nullopt;
    if (!found) co_return refused(Reason::CodeWrong);
    const auto sealer = co_await parts_.keys.of(found->family, found->child);
    if (!sealer) co_return refused(Reason::Busy);

    PairedDevice paired;
    paired.token = crypto::random_token();
    const auto id = crypto::new_id<DeviceId>(now);
    paired.device = {
        .id = id,
        .family = found->family,
        .child = found->child,
        .token_hash = crypto::hash_token(paired.token),
        .name = sealer->seal(clean_name.value_or(""), name_place(id)),
        .paired_at = now,
        .last_seen_at = std::nullopt
    };
    if (!co_await parts_.store.pair_device(found->code_hash, paired.device, now))
        co_return refused(Reason::CodeWrong);
    co_await parts_.attempts.clear_attempts(subject);
    co_return paired;
}

Task<std::optional<DeviceRecord>> Devices::find(std::string token)
{
    co_return co_await parts_.store.find_device(crypto::hash_token(token));
}

Task<std::optional<Time>> Devices::locked_until(DeviceId device)
{
    co_return co_await parts_.attempts.find_block(pin_attempts(device), parts_.clock.now());
}

Task<Answer<OpenedSession>> Devices::sign_in_child(DeviceRecord device, std::string pin)
{
    const auto now = parts_.clock.now();
    const auto subject = pin_attempts(device.id);
    const auto attempt = co_await parts_.attempts.take_attempt(subject, now);
    if (!attempt.allowed) co_return refused(Reason::PinLocked, attempt.blocked_until);
    const auto child = co_await parts_.store.find_child(device.child);
    if (!child) co_return refused(Reason::NoSuchDevice);
    const auto right = co_await parts_.hasher.verify(child->pin_hash, std::move(pin));
    if (!right) co_return refused(Reason::Busy);
    if (!*right && attempt.blocked_until > now)
        co_return refused(Reason::PinLocked, attempt.blocked_until);
    if (!*right) co_return refused(Reason::PinWrong);
    co_await parts_.attempts.clear_attempts(subject);
    co_await parts_.store.note_device_seen(device.id, now);
    co_return co_await parts_.sessions.open_child(std::move(device));
}

Task<Answer<std::vector<OpenedDevice>>> Devices::of_child(FamilyId family, ChildId child)
{
    if (!co_await has_child(family, child)) co_return refused(Reason::NoSuchChild);
    const auto sealer = co_await parts_.keys.of(std::move(family), child);
    if (!sealer) co_return refused(Reason::Busy);
    std::vector<OpenedDevice> devices;
    for (const auto& record : co_await parts_.store.devices_of(std::move(child))) {
        auto name = sealer->open(record.name, name_place(record.id));
        if (!name) co_return refused(Reason::Busy);
        devices.push_back(
            {.id = record.id,
             .name = std::move(*name),
             .paired_at = record.paired_at,
             .last_seen_at = record.last_seen_at}
        );
    }
    co_return devices;
}

Task<Answer<void>> Devices::remove(FamilyId family, ChildId child, DeviceId device, audit::Actor by)
{
    if (!co_await has_child(family, child)) co_return refused(Reason::NoSuchDevice);
    audit::Entry entry{
        .actor = std::move(by),
        .action = audit::Action::DeviceRemoved,
        .family = std::move(family),
        .child = child,
        .object = device.text()
    };
    if (!co_await parts_.store.remove_device(std::move(child), std::move(device), std::move(entry)))
        co_return refused(Reason::NoSuchDevice);
    co_return Answer<void>{};
}

}  // namespace buddy::identity
