// Hands one mail to an SMTP server.
//
//     auto sent = co_await smtp::send_mail(server, {.from = "buddy@example.org", .recipients =
//     {address}, .message = text});
//
// Threads  Any loop; nothing is shared.
// Errors   Invalid      the server refused this mail for good (5xx), or an address cannot be one:
// do not try again.
//          Unavailable  not reached, too slow, or "later" (4xx): try again.
//          The detail names the step and the reply code, never an address.
#pragma once

#include "platform/async/task.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace buddy::smtp {

struct SmtpServer {
    std::string url;   ///< "smtp://host:25", "smtps://host:465".
    std::string user;  ///< Empty: no sign-in.
    std::string password;
    bool require_tls =
        false;  ///< With smtp://: STARTTLS or nothing. Otherwise TLS is used when offered.
    std::filesystem::path ca_file;  ///< PEM. Empty: the system's.
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds total_timeout{30'000};
};

struct SmtpEnvelope {
    std::string from;                     ///< Bare address, no name.
    std::vector<std::string> recipients;  ///< Bare addresses.
    std::string message;                  ///< RFC 5322, whole, with CRLF line ends.
};

[[nodiscard]] Task<Result<void>> send_mail(SmtpServer server, SmtpEnvelope envelope);

}  // namespace buddy::smtp
