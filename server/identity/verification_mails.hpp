// The mails that identity asks for: to confirm an address, to join a family, and news among its
// grown-ups. The application plugs in who really sends them.
#pragma once

#include "core/ids.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <string>

namespace buddy::identity {

struct VerificationMail {
    FamilyId family;
    std::string to;
    std::string language;
    std::string token;  ///< Only here in plain; the store keeps its hash.
};

/// "Somebody asks you to join a family." It names nobody but who asks.
struct InvitationMail {
    FamilyId family;
    std::string to;
    std::string language;
    std::string inviter;  ///< The address of the guardian who asks.
    bool as_guardian = true;
    std::string token;  ///< Only here in plain; the store keeps its hash.
};

/// What grown-ups of a family are written about each other. The page says more.
enum class FamilyNews : std::uint8_t {
    Joined,
    Left,
    RemovalAsked,
    Removed,
    RequestEnded,  ///< It was taken back or declined.
    HandOverAsked,
    HandedOver,
    DisputeOpened,
    DisputeResolved
};
struct FamilyNewsMail {
    FamilyId family;
    std::string to;
    std::string language;
    FamilyNews news = FamilyNews::Joined;
};

class VerificationMails {
public:
    VerificationMails() = default;
    VerificationMails(const VerificationMails&) = delete;
    VerificationMails& operator=(const VerificationMails&) = delete;
    VerificationMails(VerificationMails&&) = delete;
    VerificationMails& operator=(VerificationMails&&) = delete;
    virtual ~VerificationMails() = default;
    /// Queues the mail with the transaction. Called on a database thread.
    virtual void enqueue(sql::Transaction& tx, const VerificationMail& mail) = 0;
    virtual void enqueue(sql::Transaction& tx, const InvitationMail& mail) = 0;
    virtual void enqueue(sql::Transaction& tx, const FamilyNewsMail& mail) = 0;
};

}  // namespace buddy::identity
