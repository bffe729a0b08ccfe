#include "notify/mail_format.hpp"

#include "platform/crypto/random.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace buddy::notify {
namespace {

constexpr std::string_view line_end = "\r\n";

std::string base64(std::string_view bytes)
{
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(
        out.data(),
        out.size(),
        reinterpret_cast<const unsigned char*>(bytes.data()),
        bytes.size(),
        sodium_base64_VARIANT_ORIGINAL
    );
    out.pop_back();
    return out;
}

std::string in_lines(const std::string& text)
{
    constexpr std::size_t width = 76;
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += width)
        out.append(text, at, width).append(line_end);
    return out;
}

bool is_plain(std::string_view text)
{
    return std::ranges::all_of(text, [](char one) { return one >= ' ' && one < '\x7f'; }) &&
           !text.contains("=?");
}

bool is_continuation(char one)
{
    return (static_cast<unsigned char>(one) & 0xC0U) == 0x80U;
}

// RFC 2047: words of at most 75 characters, none of them cut inside a character. Controls become
// blanks before, so that no line end survives.
std::string header_text(std::string_view given)
{
    std::string text{given};
    std::ranges::replace_if(
        text, [](char one) { return static_cast<unsigned char>(one) < ' ' || one == '\x7f'; }, ' '
    );
    if (is_plain(text)) return text;
    constexpr std::size_t most = 42;  // 56 characters of base64, with "=?UTF-8?B?" and "?=" 68.
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto end = std::min(at + most, text.size());
        while (end < text.size() && end > at + 1 && is_continuation(text[end])) --end;
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(std::string_view{text}.substr(at, end - at)) + "?=";
        at = end;
    }
    return out;
}

// RFC 5322 wants English names, whatever the locale.
std::string header_date(Time time)
{
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
    return fmt::format(
        "{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
        days.at(std::chrono::weekday{day}.c_encoding()),
        static_cast<unsigned>(date.day()),
        months.at(static_cast<unsigned>(date.month()) - 1),
        static_cast<int>(date.year()),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count()
    );
}

std::string part(std::string_view type, const std::string& content)
{
    return fmt::format(
        "Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        type,
        in_lines(base64(content))
    );
}

}  // namespace

std::optional<Sender> parse_sender(std::string_view text)
{
    Sender sender;
    const auto open = text.find('<');
    if (open == std::string_view::npos) {
        sender.address = text;
    } else {
        if (!text.ends_with('>')) return std::nullopt;
        auto name = text.substr(0, open);
        while (name.ends_with(' ')) name.remove_suffix(1);
        sender.name = name;
        sender.address = text.substr(open + 1, text.size() - open - 2);
    }
    const auto allowed = [](char one) {
        return one > ' ' && one < '\x7f' && one != '<' && one != '>';
    };
    const auto at = sender.address.find('@');
    if (!std::ranges::all_of(sender.address, allowed) || at == 0 || at == std::string::npos ||
        at + 1 == sender.address.size())
        return std::nullopt;
    return sender;
}

std::string format_message(const Mail& mail, const Sender& sender)
{
    const auto boundary = "buddy-" + crypto::random_token(18);
    const auto domain = sender.address.substr(sender.address.find('@') + 1);
    const auto from = sender.name.empty()
                          ? sender.address
                          : fmt::format("{} <{}>", header_text(sender.name), sender.address);
    std::string out;
    const auto header = [&out](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append(line_end);
    };
    header("From", from);
    header("To", header_text(mail.to));
    header("Subject", header_text(mail.subject));
    header("Date", header_date(mail.created_at));
    header("Message-ID", fmt::format("<{}@{}>", mail.id, domain));
    header("Auto-Submitted", "auto-generated");
    if (!mail.unsubscribe_url.empty()) {
        header("List-Unsubscribe", "<" + mail.unsubscribe_url + ">");
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    header("MIME-Version", "1.0");
    header("Content-Type", fmt::format("multipart/alternative; boundary=\"{}\"", boundary));
    out.append(line_end);
    out += fmt::format("--{}\r\n{}", boundary, part("text/plain", mail.text));
    out += fmt::format("--{}\r\n{}", boundary, part("text/html", mail.html));
    out += fmt::format("--{}--\r\n", boundary);
    return out;
}

}  // namespace buddy::notify
