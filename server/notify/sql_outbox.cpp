#include "notify/mail_words.hpp"
#include "notify/notify.hpp"
#include "platform/crypto/random.hpp"
#include "platform/sql/wait.hpp"
#include "sql/notify.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <utility>

namespace buddy::notify {

namespace statements = sql::notify;
using sql::Durability;

/// What waits sealed: whom it is for, and what its template needs.
struct Outbox::Content {
    std::string to;
    std::string language;
    std::string token;      ///< verify_email, consent.
    std::string nickname;   ///< alert to a trusted adult.
    std::string reference;  ///< alert to a moderator.
    std::string day;        ///< erasure_asked.
    std::string receipt;    ///< erasure_done.
    ChildId child;          ///< Not sealed: it goes with that child.
    std::string inviter;    ///< invitation.
    int variant = 0;        ///< invitation: 1 as a guardian; family_news: FamilyNews.
    int reader = 0;
    int urgency = 0;
    bool is_reminder = false;
    std::vector<DigestMail::Part> parts;  ///< digest.

    [[nodiscard]] std::string text() const
    {
        return boost::json::serialize(boost::json::object{
            {"to", to},
            {"language", language},
            {"token", token},
            {"nickname", nickname},
            {"reference", reference},
            {"day", day},
            {"receipt", receipt},
            {"inviter", inviter},
            {"variant", variant},
            {"reader", reader},
            {"urgency", urgency},
            {"reminder", is_reminder},
            {"parts", parts_json()}
        });
    }
    [[nodiscard]] boost::json::array parts_json() const
    {
        boost::json::array out;
        for (const auto& part : parts) {
            boost::json::array sentences;
            for (const auto& sentence : part.sentences) sentences.emplace_back(sentence);
            out.emplace_back(
                boost::json::object{{"title", part.title}, {"sentences", std::move(sentences)}}
            );
        }
        return out;
    }
    [[nodiscard]] static std::vector<DigestMail::Part> parts_from(const boost::json::array& all)
    {
        std::vector<DigestMail::Part> out;
        for (const auto& one : all) {
            out.push_back({.title = std::string{one.at("title").as_string()}, .sentences = {}});
            for (const auto& sentence : one.at("sentences").as_array())
                out.back().sentences.emplace_back(sentence.as_string());
        }
        return out;
    }
    [[nodiscard]] AlertMail alert() const
    {
        AlertMail mail;
        mail.to = to;
        mail.language = language;
        mail.reader = static_cast<AlertReader>(reader);
        mail.urgency = static_cast<Urgency>(urgency);
        mail.is_reminder = is_reminder;
        mail.nickname = nickname;
        mail.reference = reference;
        return mail;
    }
    /// Throws boost::system::system_error for anything that text() did not write.
    [[nodiscard]] static Content from(const std::string& text)
    {
        const auto value = boost::json::parse(text);
        const auto word = [&value](const char* member) {
            return std::string{value.at(member).as_string()};
        };
        // Mails that an earlier release queued have none of these.
        const auto* parts = value.as_object().if_contains("parts");
        const auto* reminder = value.as_object().if_contains("reminder");
        const auto later_word = [&value](const char* member) {
            const auto* found = value.as_object().if_contains(member);
            return found == nullptr ? std::string{} : std::string{found->as_string()};
        };
        const auto* variant = value.as_object().if_contains("variant");
        const auto number = [&value](const char* member) {
            return static_cast<int>(value.at(member).as_int64());
        };
        return {
            .to = word("to"),
            .language = word("language"),
            .token = word("token"),
            .nickname = word("nickname"),
            .reference = later_word("reference"),
            .day = later_word("day"),
            .receipt = later_word("receipt"),
            .inviter = later_word("inviter"),
            .variant = variant == nullptr ? 0 : static_cast<int>(variant->as_int64()),
            .reader = number("reader"),
            .urgency = number("urgency"),
            .is_reminder = reminder != nullptr && reminder->as_bool(),
            .parts =
                parts == nullptr ? std::vector<DigestMail::Part>{} : parts_from(parts->as_array())
        };
    }
};

namespace {

constexpr std::string_view verification_kind = "verify_email";
constexpr std::string_view consent_kind = "consent";
constexpr std::string_view alert_kind = "alert";
constexpr std::string_view digest_kind = "digest";
constexpr std::string_view erasure_asked_kind = "erasure_asked";
constexpr std::string_view erasure_done_kind = "erasure_done";
constexpr std::string_view request_kind = "request";
constexpr std::string_view request_staff_kind = "request_staff";
constexpr std::string_view invitation_kind = "invitation";
constexpr std::string_view family_news_kind = "family_news";
/// To adults outside the family: list_family_mails leaves it out.
constexpr std::string_view outside_alert_kind = "alert_outside";

crypto::Place place_of(const std::string& id)
{
    return {.table = "mails", .column = "sealed", .row = id};
}

/// Behind the #, the token reaches no server's log.
std::string page_of(std::string_view kind, std::string_view token)
{
    if (kind == verification_kind) return fmt::format("/verify-email#token={}", token);
    if (kind == consent_kind) return fmt::format("/consent-undo#token={}", token);
    if (kind == erasure_asked_kind || kind == request_kind) return "/home/data";
    if (kind == request_staff_kind) return "/staff/compliance";
    if (kind == invitation_kind) return fmt::format("/invitation#token={}", token);
    if (kind == family_news_kind) return "/home/grown-ups";
    return "/home";
}

}  // namespace

MailWords Outbox::words_of(std::string_view kind, const Content& content)
{
    if (kind == verification_kind) return verification_words(content.language);
    if (kind == consent_kind) return consent_words(content.language);
    if (kind == erasure_asked_kind) return erasure_asked_words(content.language, content.day);
    if (kind == erasure_done_kind) return erasure_done_words(content.language, content.receipt);
    if (kind == request_kind || kind == request_staff_kind)
        return request_words(content.language, static_cast<RequestReader>(content.reader));
    if (kind == invitation_kind)
        return invitation_words(content.language, content.inviter, content.variant == 1);
    if (kind == family_news_kind)
        return family_news_words(content.language, static_cast<FamilyNews>(content.variant));
    if (kind == digest_kind) return digest_words(content.language, content.parts);
    return alert_words(content.alert());
}

Outbox::Outbox(
    sql::Database& database,
    const crypto::SecretKey& root,
    const Clock& clock,
    std::string public_url
)
    : database_{database},
      clock_{clock},
      sealer_{root.derive(1, "mailbox1")},
      public_url_{std::move(public_url)},
      family_mails_{database}
{
}

std::string Outbox::enqueue(sql::Transaction& tx, const VerificationMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.token = mail.token;
    return insert(tx, mail.family, verification_kind, content);
}

std::string Outbox::enqueue(sql::Transaction& tx, const AlertMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.reader = static_cast<int>(mail.reader);
    content.urgency = static_cast<int>(mail.urgency);
    content.is_reminder = mail.is_reminder;
    content.child = mail.child;
    if (mail.reader == AlertReader::TrustedAdult) content.nickname = mail.nickname;
    if (mail.reader == AlertReader::Moderator) content.reference = mail.reference;
    const bool is_own = mail.reader == AlertReader::Guardian;
    return insert(tx, mail.family, is_own ? alert_kind : outside_alert_kind, content);
}

std::string Outbox::enqueue(sql::Transaction& tx, const DigestMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.token = mail.unsubscribe_token;
    content.parts = mail.parts;
    return insert(tx, mail.family, digest_kind, content);
}

std::string Outbox::enqueue(sql::Transaction& tx, const ErasureMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.day = mail.day;
    content.receipt = mail.receipt;
    return insert(
        tx, mail.family, mail.day.empty() ? erasure_done_kind : erasure_asked_kind, content
    );
}

std::string Outbox::enqueue(sql::Transaction& tx, const RequestMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.reader = static_cast<int>(mail.reader);
    const bool is_own = mail.reader == RequestReader::Guardian;
    return insert(tx, mail.family, is_own ? request_kind : request_staff_kind, content);
}

std::string Outbox::enqueue(sql::Transaction& tx, const InvitationMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.token = mail.token;
    content.inviter = mail.inviter;
    content.variant = mail.as_guardian ? 1 : 0;
    return insert(tx, mail.family, invitation_kind, content);
}

std::string Outbox::enqueue(sql::Transaction& tx, const FamilyNewsMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.variant = static_cast<int>(mail.news);
    return insert(tx, mail.family, family_news_kind, content);
}

std::string Outbox::enqueue(sql::Transaction& tx, const ConsentMail& mail) const
{
    Content content;
    content.to = mail.to;
    content.language = mail.language;
    content.token = mail.token;
    return insert(tx, mail.family, consent_kind, content, ConsentMail::delay);
}

std::string Outbox::insert(
    sql::Transaction& tx,
    const FamilyId& family,
    std::string_view kind,
    const Content& content,
    std::chrono::seconds delay
) const
{
    const auto now = clock_.now();
    auto id = crypto::new_id_text(now);
    const auto text_or_none = [](const auto& owner) {
        return owner.empty() ? std::nullopt : std::optional{owner.text()};
    };
    tx.run(
        statements::insert_mail,
        id,
        text_or_none(family),
        text_or_none(content.child),
        kind,
        sealer_.seal(content.text(), place_of(id)),
        to_millis(now)
    );
    jobs::enqueue(
        tx,
        {.kind = std::string{deliver_mail_job},
         .payload = boost::json::serialize(boost::json::object{{"mail", id}}),
         .run_at = now + delay},
        now
    );
    return id;
}

Result<Mail> Outbox::render(
    const std::string& id, std::string_view kind, const sql::Blob& sealed, Time created_at
) const
{
    const auto text = sealer_.open(sealed, place_of(id));
    if (!text) return std::unexpected(text.error());
    const auto content = Content::from(*text);
    const auto words = words_of(kind, content);
    auto body = body_of(
        words,
        public_url_ + page_of(kind, content.token),
        fmt::format("{}/unsubscribe#token={}", public_url_, content.token)
    );
    return Mail{
        .id = id,
        .to = content.to,
        .subject = words.subject,
        .text = std::move(body.text),
        .html = std::move(body.html),
        .created_at = created_at,
        .unsubscribe_url =
            kind == digest_kind
                ? fmt::format("{}/api/unsubscriptions/{}", public_url_, content.token)
                : std::string{}
    };
}

Task<Result<void>> Outbox::deliver(std::string mail_id, Mailer& mailer)
{
    auto select = [&mail_id](sql::Connection& connection) {
        return connection.run(statements::find_waiting_mail, mail_id);
    };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return Result<void>{};
    auto mail = render(
        mail_id,
        rows.get<std::string>(0, 0),
        rows.get<sql::Blob>(0, 1),
        from_millis(rows.get<std::int64_t>(0, 2))
    );
    Result<void> sent;
    if (mail)
        sent = co_await mailer.send(std::move(*mail));
    else
        sent = std::unexpected(mail.error());
    if (!sent && sent.error().code != ErrorCode::Invalid) co_return sent;
    auto settle = [&mail_id, done = sent.has_value(), now = clock_.now()](sql::Transaction& tx) {
        tx.run(done ? statements::mark_sent : statements::mark_failed, mail_id, to_millis(now));
    };
    co_await database_.write(Durability::Full, std::move(settle));
    co_return sent;
}

Task<std::vector<Mail>> Outbox::waiting(std::size_t most)
{
    auto select = [most](sql::Connection& connection) {
        return connection.run(statements::list_waiting_mails, most);
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<Mail> mails;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto mail = render(
            rows.get<std::string>(row, 0),
            rows.get<std::string>(row, 1),
            rows.get<sql::Blob>(row, 2),
            from_millis(rows.get<std::int64_t>(row, 3))
        );
        if (mail) mails.push_back(std::move(*mail));
    }
    co_return mails;
}

Task<Outbox::Backlog> Outbox::backlog()
{
    co_return co_await database_.read([](sql::Connection& connection) {
        const auto rows = connection.run(statements::count_waiting_mails);
        Backlog backlog{.waiting = rows.get<std::int64_t>(0, 0), .oldest = {}};
        if (const auto oldest = rows.get<std::optional<std::int64_t>>(0, 1))
            backlog.oldest = from_millis(*oldest);
        return backlog;
    });
}

Task<std::int64_t> Outbox::forget_sent(Time before)
{
    auto remove = [before](sql::Transaction& tx) {
        return tx.run(statements::delete_sent_mails, to_millis(before)).affected();
    };
    co_return co_await database_.write(Durability::Grouped, std::move(remove));
}

Result<std::string> Outbox::FamilyMails::export_family(const FamilyId& family)
{
    const auto rows = sql::wait_for(database_.read([&family](sql::Connection& connection) {
        return connection.run(statements::list_family_mails, family.text());
    }));
    boost::json::array mails;
    for (std::size_t row = 0; row < rows.size(); ++row)
        mails.push_back(
            {{"kind", rows.get<std::string>(row, 0)},
             {"queued_at", rows.get<std::int64_t>(row, 1)},
             {"sent", rows.get<std::optional<std::int64_t>>(row, 2).has_value()}}
        );
    return boost::json::serialize(boost::json::object{{"mails", std::move(mails)}});
}

Result<std::int64_t> Outbox::FamilyMails::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [&family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_mails, family.text()).affected();
    }));
}

Result<std::int64_t> Outbox::FamilyMails::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(Durability::Full, [&](sql::Transaction& tx) {
        return tx.run(statements::delete_child_mails, family.text(), child.text()).affected();
    }));
}

}  // namespace buddy::notify
