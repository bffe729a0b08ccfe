#include "support/support.hpp"

#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cctype>

namespace buddy::support {

namespace json = boost::json;

namespace {

json::value line_json(const advisors::HelpLine& line)
{
    json::object out{
        {"service", line.service},
        {"audience", line.audience},
        {"channel", line.channel},
        {"dial", line.dial},
        {"display", line.display},
        {"verified", line.verified}
    };
    if (!line.sms_keyword.empty()) out["sms_keyword"] = line.sms_keyword;
    if (!line.hours.empty()) out["hours"] = line.hours;
    return out;
}

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return text;
}

}  // namespace

http::Routes HttpHelp::routes()
{
    using http::Access, http::Limit, http::Verb;
    return {
        {"getHelp",
         Verb::Get,
         "/api/help",
         Access::Public,
         Limit::Uncounted,
         http::to(&HttpHelp::get_help, this)}
    };
}

Task<> HttpHelp::get_help(http::Exchange& exchange)
{
    auto country = upper(exchange.query_param("country"));
    std::string locale{http::language_for(exchange.header("accept-language"))};
    if (country.empty() && !exchange.principal.child.empty()) {
        const auto child = co_await directory_.find_child(exchange.principal.child);
        if (child) country = child->country;
        if (child) locale = child->language;
    }
    const auto known = lines_.countries();
    // A country that the registry does not have is asked for again: never another country's numbers.
    const bool is_known = std::ranges::find(known, country) != known.end();
    json::array lines;
    if (is_known) {
        for (const auto& line : lines_.lines_for(country, locale)) lines.push_back(line_json(line));
    }
    json::object body{
        {"country", is_known ? json::value(country) : json::value(nullptr)},
        {"lines", std::move(lines)}
    };
    body["countries"] = json::value_from(known);
    http::Response response;
    response.body = json::serialize(body);
    response.headers.emplace_back("Cache-Control", "private, max-age=300");
    co_await exchange.respond(std::move(response));
}

}  // namespace buddy::support
