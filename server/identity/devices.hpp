// Children's devices: pairing by a six-digit code, and signing in there by PIN.
//
// Threads  From any event loop. PINs are hashed on threads of their own.
#pragma once

#include "core/clock.hpp"
#include "identity/child_store.hpp"
#include "identity/refusal.hpp"
#include "identity/session_store.hpp"
#include "identity/sessions.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/secret_key.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::identity {

struct PairingCode {
    std::string code;  ///< Six digits; shown once.
    Time expires_at;
};

struct PairedDevice {
    std::string token;  ///< For the cookie.
    DeviceRecord device;
};

/// A device as guardians see it.
struct OpenedDevice {
    DeviceId id;
    std::string name;
    Time paired_at;
    std::optional<Time> last_seen_at;
};

class Devices {
public:
    static constexpr std::chrono::minutes code_life{10};
    static constexpr std::size_t name_length = 60;

    struct Parts {
        ChildStore& store;
        SessionStore& attempts;
        Sessions& sessions;
        crypto::FamilyKeys& keys;
        crypto::PasswordHasher& hasher;
        const Clock& clock;
    };
    /// `root` makes the key under which codes are hashed.
    Devices(Parts parts, const crypto::SecretKey& root);

    /// NoSuchChild, also for another family's.
    Task<Answer<PairingCode>> make_code(FamilyId family, ChildId child);
    /// `address` is the caller's: five wrong codes shut it for a while.
    /// CodeWrong, TooManyAttempts, NameInvalid, Busy.
    Task<Answer<PairedDevice>> pair(std::string code, std::string name, std::string address);
    /// The device behind a cookie.
    Task<std::optional<DeviceRecord>> find(std::string token);
    /// Until when the device's PIN is shut; nothing when it is open.
    Task<std::optional<Time>> locked_until(DeviceId device);
    /// PinWrong, PinLocked, NoSuchDevice, Busy.
    Task<Answer<OpenedSession>> sign_in_child(DeviceRecord device, std::string pin);

    /// Newest first. NoSuchChild, also for another family's.
    Task<Answer<std::vector<OpenedDevice>>> of_child(FamilyId family, ChildId child);
    /// NoSuchDevice, also for another family's.
    Task<Answer<void>> remove(FamilyId family, ChildId child, DeviceId device, audit::Actor by);

private:
    [[nodiscard]] std::string hash_code(std::string_view code) const;
    Task<bool> has_child(FamilyId family, ChildId child);

    Parts parts_;
    crypto::SecretKey code_key_;
};

}  // namespace buddy::identity
