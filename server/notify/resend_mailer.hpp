// Sends through Resend (api.resend.com): one call for each mail, with the mail's id as its key, so that a
// repeated call sends nothing twice within a day.
//
// Errors   Invalid      refused for good: the address or the mail.
//          Unavailable  not reached, too fast, their fault, or a key that they do not take: mails wait.
// Threads  Any event loop.
#pragma once

#include "notify/notify.hpp"
#include "platform/http/client.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::notify {

struct ResendSettings {
    std::string base_url = "https://api.resend.com";  ///< Without a slash at its end.
    std::string key;                                  ///< "re_…"
    /// A call that comes too fast is made again after what they ask for, if that is no longer.
    std::chrono::seconds patience{5};
};

class ResendMailer final : public Mailer {
public:
    /// `from` as SmtpMailer::make() takes it.
    /// Invalid  it is no sender.
    [[nodiscard]] static Result<std::unique_ptr<ResendMailer>> make(
        ResendSettings settings, std::string_view from
    );
    Task<Result<void>> send(Mail mail) override;

private:
    ResendMailer(ResendSettings settings, std::string from);
    [[nodiscard]] http::ClientRequest request_for(const Mail& mail) const;

    ResendSettings settings_;
    std::string from_;
    http::Client client_;
};

}  // namespace buddy::notify
