#include "app/document_facts.hpp"

#include "consent/reasons.hpp"

#include "app/processors.hpp"
#include "identity/caller.hpp"
#include "identity/sessions.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace buddy::app {
namespace {

using documents::Fact;
using documents::Facts;
using documents::Row;
using documents::Table;
using documents::Weight;

constexpr std::string_view yes = "yes";

std::string days_in_words(std::chrono::days length)
{
    if (length == std::chrono::days{0}) return "gone at once";
    return std::to_string(length.count()) + (length.count() == 1 ? " day" : " days");
}

/// A claim that holds or not; `says` and `denies` are told when it changes.
Fact claim(bool holds, std::string says, std::string denies, Weight weight = Weight::Light)
{
    return {
        .value = std::string{holds ? yes : std::string_view{}},
        .weight = weight,
        .says = holds ? std::move(says) : std::move(denies)
    };
}

void add_operator(const Config& config, Facts& facts)
{
    const auto& named = config.operator_of;
    facts.single["operator.name"] = {
        .value = named.name,
        .weight = Weight::Material,
        .says = named.name.empty() ? "Whoever runs this Buddy has not written a name."
                                   : "This Buddy is run by " + named.name + "."
    };
    facts.single["operator.address"] = {
        .value = named.address, .says = named.address.empty() ? "" : "Address: " + named.address
    };
    facts.single["operator.contact"] = {
        .value = named.contact,
        .says = named.contact.empty() ? "" : "Questions go to " + named.contact + "."
    };
    facts.single["tls"] = claim(
        config.public_url().starts_with("https:"),
        "Connections to this Buddy are encrypted.",
        "This Buddy is reached without encryption."
    );
    facts.single["mail.too"] = {
        .value = config.has_mail() ? " and by mail" : "",
        .says = config.has_mail() ? "Alerts also go out by mail."
                                  : "Alerts stand on the page, and no mail is sent."
    };
}

void add_processors(const Config& config, Facts& facts)
{
    Table table{
        .columns = {"name", "host", "country", "title", "gets", "decides"},
        .rows = {},
        .weight = Weight::Material
    };
    bool has_own_model = false;
    for (const auto& use : notice_of(config).uses()) {
        if (use.purpose == consent::Purpose::Answers && !use.is_outside) has_own_model = true;
        if (!use.is_outside) continue;
        const auto words = consent::words_for(use.purpose, "en");
        table.rows.push_back(
            {.id = std::string{consent::id_of(use.purpose)} + ' ' + use.processor,
             .cells =
                 {{"name", use.name},
                  {"host", use.processor},
                  {"country", use.country},
                  {"title", std::string{words.title}},
                  {"gets", std::string{words.gets}},
                  {"decides",
                   use.discloses() ? "a form that you sign, for this company alone"
                                   : "it belongs to the account"}},
             .says = use.name + " (" + use.processor + "): " + std::string{words.title} + ". " +
                     std::string{words.gets}}
        );
    }
    facts.tables["processors"] = std::move(table);
    facts.single["models"] = claim(
        config.has_model(),
        "Language models can write what Buddy says.",
        "No language model writes what Buddy says."
    );
    facts.single["models.own"] =
        claim(has_own_model, "Language models run on the operator's own machines.", "");
    facts.single["judge"] = claim(
        config.has_judge(),
        "A language model is asked about messages of which Buddy is unsure.",
        "No language model is asked about worrying messages."
    );
}

void add_times(const Config& config, Facts& facts)
{
    using compliance::DataClass;
    const auto times = config.keeping_times();
    Table table{.columns = {"what", "kept", "clock"}, .rows = {}, .weight = Weight::Material};
    for (const auto& rule : compliance::schedule()) {
        const auto kept = days_in_words(times.of(rule.data_class));
        const std::string what{rule.what};
        table.rows.push_back(
            {.id = std::string{rule.id},
             .cells = {{"what", what}, {"kept", kept}, {"clock", std::string{rule.clock}}},
             .says = "Kept for " + kept + ", counted " + std::string{rule.clock} + ": " + what + "."
            }
        );
    }
    facts.tables["retention"] = std::move(table);
    const auto add = [&](std::string name, DataClass data_class, std::string_view what) {
        const auto kept = days_in_words(times.of(data_class));
        facts.single[std::move(name)] = {
            .value = kept,
            .weight = Weight::Material,
            .says = std::string{what} + " are kept for " + kept + "."
        };
    };
    add("kept.conversations", DataClass::Conversations, "Conversations");
    add("kept.alerts", DataClass::Alerts, "Alerts");
    add("kept.mood_days", DataClass::Trajectories, "Levels of mood by day");
    add("kept.sign_ups", DataClass::UnfinishedSignUps, "Unfinished sign-ups");
    const auto grace = days_in_words(std::chrono::days{config.rights.erasure_days});
    facts.single["erasure.days"] = {
        .value = grace, .says = "An erasure can be undone for " + grace + "."
    };
}

/// The longest that the browser keeps a session's cookie, by who is signed in.
std::string life_in_words(identity::SessionKind kind)
{
    const auto whole = identity::life_of(kind).whole;
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(whole);
    if (hours < std::chrono::days{1}) return std::to_string(hours.count()) + " hours";
    return days_in_words(std::chrono::duration_cast<std::chrono::days>(whole));
}

void add_cookies(Facts& facts)
{
    using identity::SessionKind;
    const auto session = life_in_words(SessionKind::Guardian) + " for a guardian, " +
                         life_in_words(SessionKind::Child) + " for a child, " +
                         life_in_words(SessionKind::Staff) + " for staff; or until signing out";
    const auto row = [](std::string_view name, std::string why, std::string kept) {
        auto says = std::string{name} + ": " + why + " (" + kept + ")";
        return Row{
            .id = std::string{name},
            .cells =
                {{"name", std::string{name}}, {"why", std::move(why)}, {"kept", std::move(kept)}},
            .says = std::move(says)
        };
    };
    facts.tables["cookies"] = {
        .columns = {"name", "why", "kept"},
        .rows =
            {row(identity::session_cookie, "knows who is signed in", session),
             row(identity::device_cookie,
                 "knows a child's paired device, so that a PIN is enough there",
                 "400 days; or until a guardian unpairs the device")}
    };
}

std::optional<int> consent_age(const law::Packs& laws, const law::Place& place, Time now)
{
    const law::Day today{std::chrono::floor<std::chrono::days>(now)};
    const auto applicable =
        laws.applicable({.ages = {.youngest = 0, .oldest = 17}, .place = place, .on = today});
    if (applicable.knowledge == law::Knowledge::PlaceUnknown) return std::nullopt;
    return applicable.consent_age();
}

void add_laws(const law::Packs& laws, const std::string& country, Time now, Facts& facts)
{
    std::set<std::string> countries;
    for (const auto& rule : laws.rules())
        for (const auto& place : rule.places)
            if (place.region.empty() && rule.demands.contains(law::Power::ConsentAge))
                countries.insert(place.country);
    Table ages{.columns = {"country", "age"}, .rows = {}};
    for (const auto& one : countries)
        if (const auto age = consent_age(laws, {.country = one, .region = {}}, now)) {
            auto text = std::to_string(*age);
            auto says = "In " + one + " a parent consents below the age of " + text + ".";
            ages.rows.push_back(
                {.id = one,
                 .cells = {{"country", one}, {"age", std::move(text)}},
                 .says = std::move(says)}
            );
        }
    facts.tables["ages"] = std::move(ages);
    const auto place = law::Place::parse(country);
    const auto age = place ? consent_age(laws, *place, now) : std::nullopt;
    facts.single["country"] = {
        .value = place ? place->country : std::string{}, .weight = Weight::Local, .says = {}
    };
    facts.single["country.consent_age"] = {
        .value = age ? std::to_string(*age) : std::string{}, .weight = Weight::Local, .says = {}
    };
}

std::string contact_of(const advisors::HelpLine& line)
{
    std::string text = "call " + line.display;
    if (line.channel == "sms")
        text = line.sms_keyword.empty() ? "text " + line.display
                                        : "text " + line.sms_keyword + " to " + line.display;
    else if (line.channel == "chat" || line.channel == "email" || line.channel == "whatsapp")
        text = line.channel + (line.url.empty() ? "" : ", " + line.url);
    return line.verified ? text : text + " (not yet checked with the service)";
}

void add_lines(const advisors::HelpLines& lines, const std::string& country, Facts& facts)
{
    Table table{.columns = {"service", "contact", "hours"}, .rows = {}, .weight = Weight::Local};
    for (const auto& line : lines.lines_for(country)) {
        const bool is_emergency = line.service.empty();
        const auto hours = line.hours.empty() ? std::string{"not known; try it"} : line.hours;
        table.rows.push_back(
            {.id = line.service + ' ' + line.channel + ' ' + line.dial,
             .cells =
                 {{"service", is_emergency ? "Emergency" : line.service},
                  {"contact", contact_of(line)},
                  {"hours", is_emergency ? "at any time" : hours}},
             .says = {}}
        );
    }
    facts.tables["lines"] = std::move(table);
}

}  // namespace

Facts facts_of(const FactSources& sources, const std::string& country, Time now)
{
    Facts facts;
    add_operator(sources.config, facts);
    add_processors(sources.config, facts);
    add_times(sources.config, facts);
    add_cookies(facts);
    add_laws(sources.laws, country, now, facts);
    add_lines(sources.lines, country, facts);
    return facts;
}

}  // namespace buddy::app
