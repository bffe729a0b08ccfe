#include "notify/resend_mailer.hpp"

#include "notify/mail_format.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include <charconv>
#include <optional>
#include <utility>

namespace buddy::notify {
namespace {

namespace json = boost::json;

constexpr int most_tries = 3;

/// The stable name of what went wrong; the words beside it may hold an address and are dropped.
std::string error_name(const std::string& body)
{
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* name = object == nullptr ? nullptr : object->if_contains("name");
    return name != nullptr && name->is_string() ? std::string{name->get_string()} : std::string{};
}

/// Seconds that a 429 asks for.
std::optional<std::chrono::seconds> asked_to_wait(const http::ClientHead& head)
{
    const auto text = head.header("retry-after");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds{seconds};
}

Result<void> outcome_of(const http::ClientAnswer& answer)
{
    const auto status = answer.head.status;
    if (status >= 200 && status < 300) return {};
    const auto name = error_name(answer.body);
    const auto detail = "resend answered " + std::to_string(status);
    // A call with this key was taken before, by an earlier release with other words: the mail is out.
    if (status == 409 && name == "invalid_idempotent_request") return {};
    if (status == 400 || status == 413 || status == 422) return failed(ErrorCode::Invalid, detail);
    return failed(ErrorCode::Unavailable, detail);
}

}  // namespace

ResendMailer::ResendMailer(ResendSettings settings, std::string from)
    : settings_{std::move(settings)}, from_{std::move(from)}
{
}

Result<std::unique_ptr<ResendMailer>> ResendMailer::make(
    ResendSettings settings, std::string_view from
)
{
    if (!parse_sender(from))
        return failed(ErrorCode::Invalid, "expected an address, like Buddy <buddy@example.org>");
    return std::unique_ptr<ResendMailer>{new ResendMailer{std::move(settings), std::string{from}}};
}

http::ClientRequest ResendMailer::request_for(const Mail& mail) const
{
    json::object body{
        {"from", from_},
        {"to", json::array{mail.to}},
        {"subject", mail.subject},
        {"text", mail.text},
        {"html", mail.html}
    };
    json::object headers{{"Auto-Submitted", "auto-generated"}};
    if (!mail.unsubscribe_url.empty()) {
        headers["List-Unsubscribe"] = "<" + mail.unsubscribe_url + ">";
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
    }
    body["headers"] = std::move(headers);
    return {
        .method = "POST",
        .url = settings_.base_url + "/emails",
        .headers =
            {{"Authorization", "Bearer " + settings_.key},
             {"Content-Type", "application/json"},
             {"Idempotency-Key", mail.id}},
        .body = json::serialize(body)
    };
}

Task<Result<void>> ResendMailer::send(Mail mail)
{
    for (int attempt = 1;; ++attempt) {
        const auto answer = co_await client_.fetch(request_for(mail));
        if (!answer) co_return failed(ErrorCode::Unavailable, "resend was not reached");
        const auto wait = answer->head.status == 429 ? asked_to_wait(answer->head) : std::nullopt;
        if (!wait || *wait > settings_.patience || attempt == most_tries)
            co_return outcome_of(*answer);
        asio::steady_timer timer{co_await asio::this_coro::executor, *wait};
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace buddy::notify
