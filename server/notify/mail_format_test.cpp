#include "notify/mail_format.hpp"

#include "notify/mail_words.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace buddy::notify {
namespace {

Mail plain_mail()
{
    return {
        .id = "0190",
        .to = "ann@example.test",
        .subject = "Please look",
        .text = "Hello,\n\n.\n",
        .html = "<p>Hello</p>",
        .created_at = from_millis(1'795'300'000'000)
    };
}

std::vector<std::string> header_lines(const std::string& message)
{
    std::istringstream stream{message.substr(0, message.find("\r\n\r\n"))};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST(MailFormat, HasTheHeadersThatMailNeeds)
{
    const auto message = format_message(plain_mail(), {.name = "Buddy", .address = "b@home.test"});
    EXPECT_TRUE(message.starts_with("From: Buddy <b@home.test>\r\nTo: ann@example.test\r\n"));
    EXPECT_TRUE(message.contains("\r\nSubject: Please look\r\n"));
    EXPECT_TRUE(message.contains("\r\nDate: Sat, 21 Nov 2026 22:26:40 +0000\r\n")) << message;
    EXPECT_TRUE(message.contains("\r\nMessage-ID: <0190@home.test>\r\n"));
    EXPECT_FALSE(message.contains("Bcc"));
}

TEST(MailFormat, LetsAMailProgramEndADigest)
{
    auto mail = plain_mail();
    const Sender sender{.name = "Buddy", .address = "b@home.test"};
    EXPECT_FALSE(format_message(mail, sender).contains("List-Unsubscribe"));
    mail.unsubscribe_url = "https://home.test/api/unsubscriptions/t";
    const auto message = format_message(mail, sender);
    EXPECT_TRUE(
        message.contains("\r\nList-Unsubscribe: <https://home.test/api/unsubscriptions/t>\r\n")
    );
    EXPECT_TRUE(message.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

TEST(MailFormat, LetsNothingAddAHeader)
{
    auto mail = plain_mail();
    mail.subject = "Look\r\nBcc: everybody@example.test";
    mail.to = "a@b.test\r\nBcc: everybody@example.test";
    const auto clean = plain_mail();
    const Sender sender{.name = "Bud\r\ndy", .address = "b@home.test"};
    const auto lines = header_lines(format_message(mail, sender));
    EXPECT_EQ(lines.size(), header_lines(format_message(clean, sender)).size());
    for (const auto& line : lines) EXPECT_FALSE(line.starts_with("Bcc")) << line;
}

TEST(MailFormat, EncodesOtherScriptsInWordsThatAreShortEnough)
{
    auto mail = plain_mail();
    for (int i = 0; i < 12; ++i) mail.subject += " Grüße 🦊 日本";
    const auto lines = header_lines(format_message(mail, {.name = {}, .address = "b@home.test"}));
    for (const auto& line : lines) {
        EXPECT_LE(line.size(), 90U) << line;
        for (const char one : line) EXPECT_LT(static_cast<unsigned char>(one), 0x80) << line;
    }
}

TEST(MailFormat, HasNoLineThatSmtpCouldMisread)
{
    auto mail = plain_mail();
    mail.text = std::string(5000, 'x') + "\n.\n" + std::string(3000, 'y');
    std::istringstream stream{format_message(mail, {.name = {}, .address = "b@home.test"})};
    for (std::string line; std::getline(stream, line);) {
        EXPECT_LE(line.size(), 200U);
        EXPECT_TRUE(line.ends_with('\r'));
        EXPECT_FALSE(line.starts_with('.'));
    }
}

TEST(Sender, IsTakenApart)
{
    EXPECT_EQ(parse_sender("b@home.test")->address, "b@home.test");
    const auto named = parse_sender("Buddy at home <b@home.test>");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->name, "Buddy at home");
    EXPECT_EQ(named->address, "b@home.test");
    for (const auto* text :
         {"",
          "buddy",
          "Buddy <b@home.test",
          "Buddy <>",
          "@home.test",
          "b@",
          "b@home.test\r\nBcc: x@y.test"})
        EXPECT_FALSE(parse_sender(text)) << text;
}

AlertMail alert_to(AlertReader reader, std::string language, std::string nickname = "Mia")
{
    AlertMail mail;
    mail.language = std::move(language);
    mail.reader = reader;
    mail.urgency = Urgency::High;
    mail.nickname = std::move(nickname);
    return mail;
}

TEST(MailWords, TellATrustedAdultWhatNotToDo)
{
    for (const auto* language : {"en", "es", "fr", "de", "pt"})
        EXPECT_EQ(alert_words(alert_to(AlertReader::TrustedAdult, language)).before.size(), 6U);
}

TEST(MailWords, ExistInFiveLanguages)
{
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        EXPECT_FALSE(verification_words(language).subject.empty());
        for (const auto reader :
             {AlertReader::Guardian, AlertReader::TrustedAdult, AlertReader::Moderator}) {
            auto mail = alert_to(reader, language);
            const auto words = alert_words(mail);
            EXPECT_FALSE(words.subject.empty());
            for (const auto& paragraph : words.before) EXPECT_FALSE(paragraph.contains("{}"));
            mail.is_reminder = true;
            const auto again = alert_words(mail);
            EXPECT_EQ(again.subject == words.subject, reader == AlertReader::TrustedAdult)
                << "a trusted adult cannot answer, and so is not reminded";
            EXPECT_FALSE(again.subject.contains("{}"));
        }
    }
    EXPECT_EQ(verification_words("tlh").subject, verification_words("en").subject);
    EXPECT_TRUE(alert_words(alert_to(AlertReader::TrustedAdult, "en", ""))
                    .subject.contains("a child you know"));
}

TEST(MailWords, TellAModeratorWhomToAskWhenTheChildIsOfNoFamilyHere)
{
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        auto mail = alert_to(AlertReader::Moderator, language);
        mail.reference = "chatcmpl-1 (key 2)";
        const auto words = alert_words(mail);
        EXPECT_TRUE(words.link_words.empty());
        ASSERT_FALSE(words.after.empty());
        EXPECT_TRUE(words.after.front().ends_with("chatcmpl-1 (key 2)"));
    }
}

TEST(MailWords, EscapeANameInHtml)
{
    const auto words =
        alert_words(alert_to(AlertReader::TrustedAdult, "en", "<script>{}</script>"));
    const auto body = body_of(words, "https://x.test");
    EXPECT_FALSE(body.html.contains("<script>"));
    EXPECT_TRUE(body.text.contains("<script>{}</script>"));
}

}  // namespace
}  // namespace buddy::notify
