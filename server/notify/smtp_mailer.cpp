#include "notify/mail_format.hpp"
#include "notify/notify.hpp"

#include <utility>

namespace buddy::notify {

SmtpMailer::SmtpMailer(smtp::SmtpServer server, std::string from_name, std::string from_address)
    : server_{std::move(server)},
      from_name_{std::move(from_name)},
      from_address_{std::move(from_address)}
{
}

Result<std::unique_ptr<SmtpMailer>> SmtpMailer::make(smtp::SmtpServer server, std::string_view from)
{
    auto sender = parse_sender(from);
    if (!sender)
        return failed(ErrorCode::Invalid, "expected an address, like Buddy <buddy@example.org>");
    return std::unique_ptr<SmtpMailer>{
        new SmtpMailer{std::move(server), std::move(sender->name), std::move(sender->address)}
    };
}

Task<Result<void>> SmtpMailer::send(Mail mail)
{
    smtp::SmtpEnvelope envelope{
        .from = from_address_,
        .recipients = {mail.to},
        .message = format_message(mail, {.name = from_name_, .address = from_address_})
    };
    co_return co_await smtp::send_mail(server_, std::move(envelope));
}

}  // namespace buddy::notify
