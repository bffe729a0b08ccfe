#include "notify/mail_problems.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <optional>
#include <utility>

namespace buddy::notify {
namespace {

namespace json = boost::json;

struct Event {
    MailFate fate = MailFate::Delivered;
    std::vector<std::string> addresses;
};

std::optional<MailFate> fate_of(std::string_view type)
{
    if (type == "email.delivered") return MailFate::Delivered;
    if (type == "email.bounced" || type == "email.suppressed") return MailFate::Bounced;
    if (type == "email.complained") return MailFate::Complained;
    return std::nullopt;
}

/// Nothing for events that change nothing here, and for what is no event.
std::optional<Event> event_in(std::string_view body)
{
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    const auto* object = error ? nullptr : value.if_object();
    if (object == nullptr) return std::nullopt;
    const auto* type = object->if_contains("type");
    const auto* content = object->if_contains("data");
    if (type == nullptr || !type->is_string() || content == nullptr || !content->is_object())
        return std::nullopt;
    const auto fate = fate_of(std::string_view{type->get_string()});
    const auto* to = content->get_object().if_contains("to");
    if (!fate || to == nullptr) return std::nullopt;
    Event event{.fate = *fate, .addresses = {}};
    if (to->is_string()) event.addresses.emplace_back(to->get_string());
    if (to->is_array())
        for (const auto& one : to->get_array())
            if (one.is_string()) event.addresses.emplace_back(one.get_string());
    return event;
}

}  // namespace

http::Routes ResendEvents::routes()
{
    return {
        {"hearResend",
         http::Verb::Post,
         "/webhooks/resend",
         http::Access::Link,
         http::Limit::Uncounted,
         http::to(&ResendEvents::hear, this)}
    };
}

Task<> ResendEvents::hear(http::Exchange& exchange)
{
    if (parts_.secret.empty()) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    const auto body = exchange.body();
    const std::string id{exchange.header("svix-id")};
    const SignedCall call{
        .id = id,
        .timestamp = exchange.header("svix-timestamp"),
        .signatures = exchange.header("svix-signature"),
        .body = body
    };
    if (!is_genuine(call, parts_.secret, parts_.clock.now()))
        co_return co_await http::refuse(exchange, http::Fault::NotAllowed);
    if (auto event = event_in(body))
        co_await parts_.problems.note(id, std::move(event->addresses), event->fate);
    co_await exchange.respond({.status = 204});
}

}  // namespace buddy::notify
