#include "platform/smtp/smtp.hpp"

#include "platform/http/curl_driver.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace buddy::smtp {

namespace {

// What may stand between < and > of an SMTP command without ending it.
bool is_address(std::string_view text)
{
    const auto breaks_out = [](char c) { return c <= ' ' || c == '<' || c == '>' || c == '\x7f'; };
    const auto at = text.rfind('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           std::ranges::none_of(text, breaks_out);
}

class MailTransfer final : public http::CurlTransfer {
public:
    MailTransfer(const asio::any_io_executor& executor, SmtpServer server, SmtpEnvelope envelope)
        : CurlTransfer{executor}, server_{std::move(server)}, envelope_{std::move(envelope)}
    {
        set(CURLOPT_URL, server_.url);
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_PROXY, "");
        set(CURLOPT_USE_SSL,
            static_cast<long>(server_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
        if (!server_.ca_file.empty()) set(CURLOPT_CAINFO, server_.ca_file.string());
        if (!server_.user.empty()) {
            set(CURLOPT_USERNAME, server_.user);
            set(CURLOPT_PASSWORD, server_.password);
        }
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server_.connect_timeout.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(server_.total_timeout.count()));
        set(CURLOPT_MAIL_FROM, "<" + envelope_.from + ">");
        for (const auto& recipient : envelope_.recipients) recipients_.add("<" + recipient + ">");
        set(CURLOPT_MAIL_RCPT, recipients_.get());
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &MailTransfer::on_read);
        set(CURLOPT_READDATA, this);
        start();
    }
    [[nodiscard]] long reply() const
    {
        long reply = 0;
        curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &reply);
        return reply;
    }

private:
    static std::size_t on_read(char* into, std::size_t size, std::size_t count, void* self)
    {
        auto& mail = *static_cast<MailTransfer*>(self);
        const auto left = std::string_view{mail.envelope_.message}.substr(mail.sent_);
        const auto piece = left.substr(0, size * count);
        std::memcpy(into, piece.data(), piece.size());
        mail.sent_ += piece.size();
        return piece.size();
    }

    SmtpServer server_;
    SmtpEnvelope envelope_;
    http::CurlList recipients_;
    std::size_t sent_ = 0;
};

// A 5xx answer to the mail itself is final. A refused sign-in is ours to mend, so the mail is kept.
Error error_of(CURLcode code, long reply)
{
    auto error = http::error_of(code);
    const bool is_final =
        reply >= 500 && code != CURLE_LOGIN_DENIED && code != CURLE_WEIRD_SERVER_REPLY;
    error.code = is_final ? ErrorCode::Invalid : ErrorCode::Unavailable;
    if (reply != 0) error.detail += ", reply " + std::to_string(reply);
    return error;
}

}  // namespace

Task<Result<void>> send_mail(SmtpServer server, SmtpEnvelope envelope)
{
    const bool all_addresses = is_address(envelope.from) && !envelope.recipients.empty() &&
                               std::ranges::all_of(envelope.recipients, is_address);
    if (!all_addresses) co_return failed(ErrorCode::Invalid, "an address of the envelope is none");
    const auto patience = server.total_timeout + std::chrono::seconds{1};
    MailTransfer mail{co_await asio::this_coro::executor, std::move(server), std::move(envelope)};
    while (!mail.has_ended())
        if (!co_await mail.sleep(patience))
            co_return failed(ErrorCode::Unavailable, "the mail server is too slow");
    if (mail.code() == CURLE_OK) co_return Result<void>{};
    co_return std::unexpected(error_of(mail.code(), mail.reply()));
}

}  // namespace buddy::smtp
