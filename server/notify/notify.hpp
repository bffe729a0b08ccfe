// Mails: queued in the transaction of their cause, delivered by a durable job.
//
//     co_await database.write(sql::Durability::Full, [&](sql::Transaction& tx) {
//         tx.run(sql::moderation::insert_alert, …);
//         outbox.enqueue(tx, AlertMail{.to = guardian.email, .language = "en",
//                                      .reader = AlertReader::Guardian, .urgency = Urgency::High});
//     });
//     runner.handle(std::string{deliver_mail_job}, deliver_mail(outbox, mailer));
//
// A mail never holds a child's words. Addresses and contents are sealed while they wait and are
// removed once sent.
//
// Threads  enqueue() on a database thread, the rest from any event loop.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/personal_data.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/http/route.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/smtp/smtp.hpp"
#include "platform/sql/database.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::notify {

/// "Please confirm your address."
struct VerificationMail {
    FamilyId family;
    std::string to;
    std::string language = "en";
    std::string token;  ///< Goes into the link.
};

/// "A guardian asks you to join a family."
struct InvitationMail {
    FamilyId family;
    std::string to;
    std::string language = "en";
    std::string inviter;  ///< The address of who asks.
    bool as_guardian = true;
    std::string token;  ///< Goes into the link.
};

/// What grown-ups of a family are written about each other.
enum class FamilyNews : std::uint8_t {
    Joined,
    Left,
    RemovalAsked,
    Removed,
    RequestEnded,
    HandOverAsked,
    HandedOver,
    DisputeOpened,
    DisputeResolved
};
struct FamilyNewsMail {
    FamilyId family;
    std::string to;
    std::string language = "en";
    FamilyNews news = FamilyNews::Joined;
};

/// Who reads an alert mail, and so what it asks for.
enum class AlertReader : std::uint8_t {
    Guardian,      ///< Look at the page; the mail itself names no child.
    TrustedAdult,  ///< Reach out to the child; the mail names it.
    Moderator      ///< A protected case waits.
};
enum class Urgency : std::uint8_t { Low, Medium, High, Critical };

/// "Please look." Carries a word for the urgency and nothing that the child said.
struct AlertMail {
    FamilyId family;
    /// Whom it is about: it goes with that child. Empty: of no family here.
    ChildId child = {};  // NOLINT(readability-redundant-member-init): may be left out
    std::string to;
    std::string language = "en";
    AlertReader reader = AlertReader::Guardian;
    Urgency urgency = Urgency::Medium;
    bool is_reminder = false;  ///< Nobody has answered the alert yet.
    GuardianId guardian;       ///< Used for Guardian only.
    /// Used for Guardian only. false: the family wants alerts on the page only; what may not wait is
    /// written all the same.
    bool is_wanted = true;
    std::string nickname;  ///< Used for TrustedAdult only.
    /// Used for Moderator only: the answer and the API key it was given through, where the child is of
    /// no family here. Empty: it is.
    std::string reference;
};

/// "You have agreed; here you can take it back." Goes out a day after, so that somebody else at the
/// guardian's mailbox does not see both at one sitting.
struct ConsentMail {
    static constexpr std::chrono::hours delay{24};
    FamilyId family;
    std::string to;
    std::string language = "en";
    std::string token;  ///< Goes into the link.
};

/// A week of a family in numbers and plain sentences, made by others; not a word of a child.
struct DigestMail {
    struct Part {
        std::string title;
        std::vector<std::string> sentences;
    };
    FamilyId family;
    std::string to;
    std::string language = "en";
    std::vector<Part> parts;
    std::string unsubscribe_token;  ///< Goes into the links that end the digest.
};

/// A mail as it is handed to a server or shown in the developer's mailbox.
struct Mail {
    std::string id;  ///< Also its Message-ID: a repeated delivery can be told.
    std::string to;
    std::string subject;
    std::string text;  ///< Plain.
    std::string html;
    Time created_at;
    std::string unsubscribe_url;  ///< Takes a POST (RFC 8058). Empty: a mail that nobody may end.
};

/// Hands mails to the outside world.
class Mailer {
public:
    Mailer() = default;
    Mailer(const Mailer&) = delete;
    Mailer& operator=(const Mailer&) = delete;
    Mailer(Mailer&&) = delete;
    Mailer& operator=(Mailer&&) = delete;
    virtual ~Mailer() = default;
    /// Invalid      refused for good: do not try again.
    /// Unavailable  try again later.
    virtual Task<Result<void>> send(Mail mail) = 0;
};

/// About the end of what is kept of a family or a child: that somebody asked for it, and that it was done.
struct ErasureMail {
    FamilyId family;  ///< Empty for the last mail: it must outlive the family.
    std::string to;
    std::string language = "en";
    std::string day;      ///< "2026-12-01": until when it can be undone. Empty: it was done.
    std::string receipt;  ///< The receipt's text, when it was done.
};

enum class RequestReader : std::uint8_t {
    Guardian,  ///< There is something to read.
    Staff,     ///< Somebody has asked something.
    StaffNow   ///< Likewise, and it may not wait.
};

/// That there is news about what was asked of a family's data. Neither what was asked nor what was answered.
struct RequestMail {
    FamilyId family;  ///< Empty for staff: no trace of it is the family's.
    std::string to;
    std::string language = "en";
    RequestReader reader = RequestReader::Guardian;
};

struct MailWords;  // mail_words.hpp

class Outbox {
public:
    /// `public_url` is what links begin with ("https://buddy.example.org"), without a slash at the
    /// end. `database` and `clock` outlive this.
    Outbox(
        sql::Database& database,
        const crypto::SecretKey& root,
        const Clock& clock,
        std::string public_url
    );

    /// Queues a mail with the transaction; returns its id.
    std::string enqueue(sql::Transaction& tx, const VerificationMail& mail) const;
    std::string enqueue(sql::Transaction& tx, const AlertMail& mail) const;
    std::string enqueue(sql::Transaction& tx, const DigestMail& mail) const;
    std::string enqueue(sql::Transaction& tx, const ErasureMail& mail) const;
    std::string enqueue(sql::Transaction& tx, const RequestMail& mail) const;
    std::string enqueue(sql::Transaction& tx, const InvitationMail& mail) const;
    std::string enqueue(sql::Transaction& tx, const FamilyNewsMail& mail) const;
    /// Waits ConsentMail::delay first.
    std::string enqueue(sql::Transaction& tx, const ConsentMail& mail) const;

    /// Sends a mail that waits; nothing happens when it was sent or erased before. Errors as
    /// Mailer::send(); Invalid gives the mail up.
    Task<Result<void>> deliver(std::string mail_id, Mailer& mailer);

    /// The newest mails that wait, opened, for the developer's mailbox.
    Task<std::vector<Mail>> waiting(std::size_t most);
    /// How many wait, and since when the oldest does.
    struct Backlog {
        std::int64_t waiting = 0;
        std::optional<Time> oldest;
    };
    Task<Backlog> backlog();
    /// Removes what was sent or given up before `before`. Returns how many.
    Task<std::int64_t> forget_sent(Time before);
    /// What it keeps about families, for export and erasure.
    [[nodiscard]] PersonalData& personal_data() noexcept { return family_mails_; }

private:
    struct Content;
    class FamilyMails final : public PersonalData {
    public:
        explicit FamilyMails(sql::Database& database) : database_{database} {}
        [[nodiscard]] std::string_view name() const override { return "notify"; }
        [[nodiscard]] std::vector<std::string_view> tables() const override { return {"mails"}; }
        [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
        [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
        /// Mails about the child, and digests that wait: they tell of it, too.
        [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
            override;

    private:
        sql::Database& database_;
    };
    std::string insert(
        sql::Transaction& tx,
        const FamilyId& family,
        std::string_view kind,
        const Content& content,
        std::chrono::seconds delay = {}
    ) const;
    [[nodiscard]] static MailWords words_of(std::string_view kind, const Content& content);
    [[nodiscard]] Result<Mail> render(
        const std::string& id, std::string_view kind, const sql::Blob& sealed, Time created_at
    ) const;

    sql::Database& database_;
    const Clock& clock_;
    crypto::Sealer sealer_;
    std::string public_url_;
    FamilyMails family_mails_;
};

/// The kind of the job that delivers a mail.
inline constexpr std::string_view deliver_mail_job = "deliver_mail";
/// What runs it: `runner.handle(std::string{deliver_mail_job}, deliver_mail(outbox, mailer))`. Without a mail
/// server leave it out: mails wait. Both outlive the handler.
[[nodiscard]] jobs::JobHandler deliver_mail(Outbox& outbox, Mailer& mailer);

/// Sends through an SMTP server.
class SmtpMailer final : public Mailer {
public:
    /// `from`: "Buddy <buddy@example.org>" or a bare address.
    /// Invalid  it is neither.
    [[nodiscard]] static Result<std::unique_ptr<SmtpMailer>> make(
        smtp::SmtpServer server, std::string_view from
    );
    Task<Result<void>> send(Mail mail) override;

private:
    SmtpMailer(smtp::SmtpServer server, std::string from_name, std::string from_address);

    smtp::SmtpServer server_;
    std::string from_name_;
    std::string from_address_;
};

/// GET /dev/mailbox?token=…: the mails that wait, for a developer without a mail server. Answers 404
/// unless the caller is on this machine and brings the token.
class DevMailbox {
public:
    explicit DevMailbox(Outbox& outbox);
    /// Made anew at every start; print it on the console.
    [[nodiscard]] const std::string& token() const noexcept { return token_; }
    [[nodiscard]] http::Routes routes();

private:
    Task<> read(http::Exchange& exchange);

    Outbox& outbox_;
    std::string token_;
};

}  // namespace buddy::notify
