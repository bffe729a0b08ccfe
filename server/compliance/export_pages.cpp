#include "compliance/export_pages.hpp"

#include "compliance/html_text.hpp"

#include "platform/http/json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;

constexpr std::string_view style =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "color:#23262f;background:#fbf7f0}"
    "section{border:1px solid #d8d2c6;border-radius:12px;padding:.75rem 1rem;margin:1rem 0}"
    "dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}"
    "a{color:#0f6b6b}"
    "@media(prefers-color-scheme:dark){body{color:#ece7dc;background:#14171f}"
    "section{border-color:#3a4050}a{color:#6cc5c1}}";

/// Words for the features that are there; any other is called by its name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> titles{{
    {"identity", "Family, children and grown-ups"},
    {"conversations", "Conversations"},
    {"alerts", "Alerts"},
    {"trajectories", "Moods by day"},
    {"notify", "Mails"},
    {"spending", "What language models cost"},
    {"audit", "Who looked, and what was done"},
    {"compliance", "What was asked of this data"},
}};

/// "raised_at" as "raised at".
std::string name_in_words(std::string_view name)
{
    std::string out{name};
    std::ranges::replace(out, '_', ' ');
    return escaped(out);
}

std::string word_of(const json::value& value)
{
    if (value.is_string()) return escaped(std::string_view{value.get_string()});
    if (value.is_bool()) return value.get_bool() ? "yes" : "no";
    if (value.is_null()) return "–";
    return escaped(json::serialize(value));
}

void put(std::string& out, const json::value& value);

void put_object(std::string& out, const json::object& object)
{
    out += "<dl>";
    for (const auto& [name, value] : object) {
        out += "<dt>" + name_in_words(std::string_view{name}) + "</dt><dd>";
        put(out, value);
        out += "</dd>";
    }
    out += "</dl>";
}

void put(std::string& out, const json::value& value)
{
    if (value.is_object()) return put_object(out, value.get_object());
    if (!value.is_array()) {
        out += word_of(value);
        return;
    }
    const auto& items = value.get_array();
    if (items.empty()) out += "nothing";
    bool first = true;
    for (const auto& item : items) {
        if (item.is_structured()) {
            out += "<section>";
            put(out, item);
            out += "</section>";
        } else {
            out += (first ? "" : ", ") + word_of(item);
        }
        first = false;
    }
}

std::string page(std::string_view title, std::string_view body)
{
    return fmt::format(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>{0} – "
        "Buddy</title><style>{1}</style></head><body><main><h1>{0}</h1>{2}</main></body></html>",
        escaped(title),
        style,
        body
    );
}

}  // namespace

std::string title_of(std::string_view feature)
{
    for (const auto& [name, title] : titles)
        if (name == feature) return std::string{title};
    return std::string{feature};
}

std::string export_file(std::string_view feature, Time made_at, std::string_view data)
{
    const json::value at = http::to_json(made_at);
    return fmt::format(
        R"({{"schema":"buddy-export/1","feature":"{}","made_at":"{}","data":{}}})",
        feature,
        std::string_view{at.as_string()},
        data
    );
}

std::string export_page(std::string_view feature, std::string_view data)
{
    boost::system::error_code error;
    const auto value = json::parse(data, error);
    std::string body = "<p><a href=\"index.html\">All pages</a></p>";
    if (error)
        body += "<p>This part could not be shown; it is in the data folder.</p>";
    else
        put(body, value);
    return page(title_of(feature), body);
}

std::string export_index(Time made_at, const std::vector<std::string>& features)
{
    std::string body = fmt::format(
        "<p>This is what Buddy keeps about your family and may show you. It was put together on "
        "{}. "
        "Times are UTC.</p><ul>",
        std::string_view{http::to_json(made_at).as_string()}.substr(0, 10)
    );
    for (const auto& feature : features)
        body += fmt::format(
            "<li><a href=\"{0}.html\">{1}</a> (<a href=\"data/{0}.json\">data</a>)</li>",
            feature,
            escaped(title_of(feature))
        );
    body += "</ul><p>Keep this archive somewhere safe: it holds your children's words.</p>";
    return page("Your family's data", body);
}

}  // namespace buddy::compliance
