#include "notify/notify.hpp"
#include "platform/crypto/random.hpp"
#include "platform/http/network.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace buddy::notify {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char one : text) {
        if (one == '<')
            out += "&lt;";
        else if (one == '&')
            out += "&amp;";
        else
            out += one;
    }
    return out;
}

// The links of our own templates stand on a line of their own: "Confirm the address: https://…".
std::string with_links(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        const auto at = line.rfind(": http");
        if (at == std::string_view::npos) {
            out += escaped(line);
        } else {
            const auto link = escaped(line.substr(at + 2));
            out += escaped(line.substr(0, at + 2)) + "<a href=\"" + link + "\">" + link + "</a>";
        }
        out += '\n';
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return out;
}

std::string page_of(const std::vector<Mail>& mails)
{
    std::string page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<title>Mails that wait</title></head><body>\n<h1>Mails that wait</h1>\n"
        "<p>No mail server is set, so these were not sent.</p>\n";
    if (mails.empty()) page += "<p>There is none.</p>\n";
    for (const auto& mail : mails)
        page += "<section>\n<h2>" + escaped(mail.subject) + "</h2>\n<p>To: " + escaped(mail.to) +
                "</p>\n<pre>" + with_links(mail.text) + "</pre>\n</section>\n";
    return page + "</body></html>\n";
}

}  // namespace

DevMailbox::DevMailbox(Outbox& outbox) : outbox_{outbox}, token_{crypto::random_token(24)} {}

http::Routes DevMailbox::routes()
{
    return {
        {"readMailbox",
         http::Verb::Get,
         "/dev/mailbox",
         http::Access::Operator,
         http::Limit::Uncounted,
         http::to(&DevMailbox::read, this)}
    };
}

Task<> DevMailbox::read(http::Exchange& exchange)
{
    constexpr std::size_t most = 50;
    const auto given = exchange.query_param("token");
    if (!http::is_loopback(exchange.client_address()) ||
        !crypto::equal_in_constant_time(given, token_))
        co_return co_await http::refuse(exchange, http::Fault::NotFound);
    http::Response response;
    response.content_type = "text/html; charset=utf-8";
    response.body = page_of(co_await outbox_.waiting(most));
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    co_await exchange.respond(std::move(response));
}

}  // namespace buddy::notify
