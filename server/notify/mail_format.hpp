// A mail as it travels: RFC 5322 with MIME, made so that nothing in it can add a header.
#pragma once

#include "notify/notify.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace buddy::notify {

/// "Buddy <buddy@example.org>" or a bare address, taken apart.
struct Sender {
    std::string name;
    std::string address;
};
/// Nothing when it holds no plain address or a control character.
[[nodiscard]] std::optional<Sender> parse_sender(std::string_view text);

/// The whole message with CRLF line ends: plain text and HTML, both as base64, so that no line is
/// too long and no line begins with a dot. Bcc does not exist.
[[nodiscard]] std::string format_message(const Mail& mail, const Sender& sender);

}  // namespace buddy::notify
