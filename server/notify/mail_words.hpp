// What our mails say, in five languages. No mail holds a child's words.
#pragma once

#include "notify/notify.hpp"

#include <string>
#include <string_view>

namespace buddy::notify {

/// A mail before it is put into a form: plain paragraphs, and at most one link.
struct MailWords {
    std::string subject;
    std::vector<std::string> before;  ///< Paragraphs before the link.
    std::string link_words;           ///< What the link is called; empty: no link.
    std::vector<std::string> after;   ///< Paragraphs after it.
    std::string end_words;  ///< What the link that ends such mails is called; empty: none.
};

/// `language`: en, es, fr, de or pt; any other reads English.
[[nodiscard]] MailWords verification_words(std::string_view language);
/// Of ConsentMail.
[[nodiscard]] MailWords consent_words(std::string_view language);
[[nodiscard]] MailWords alert_words(const AlertMail& mail);
[[nodiscard]] MailWords digest_words(
    std::string_view language, std::vector<DigestMail::Part> parts
);

[[nodiscard]] MailWords invitation_words(
    std::string_view language, std::string_view inviter, bool as_guardian
);
[[nodiscard]] MailWords family_news_words(std::string_view language, FamilyNews news);

/// That somebody asked to erase; `day` (YYYY-MM-DD) is the last on which it can be undone.
[[nodiscard]] MailWords erasure_asked_words(std::string_view language, std::string_view day);
/// That it was done, with the receipt.
[[nodiscard]] MailWords erasure_done_words(std::string_view language, std::string_view receipt);

/// That there is news about what was asked; nothing of it.
[[nodiscard]] MailWords request_words(std::string_view language, RequestReader reader);

/// Both forms of a mail's body.
struct MailBody {
    std::string text;
    std::string html;
};
/// `end_link` is used where there are end_words.
[[nodiscard]] MailBody body_of(
    const MailWords& words, std::string_view link, std::string_view end_link = {}
);

}  // namespace buddy::notify
