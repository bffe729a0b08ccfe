#include "compliance/assessment_pack.hpp"

#include "compliance/data_file.hpp"
#include "compliance/html_text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <initializer_list>
#include <stdexcept>

namespace buddy::compliance {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 8> known_flags{
    "model",
    "no_model",
    "outside_model",
    "judge",
    "summaries",
    "supporters",
    "mail",
    "response_cache"
};

constexpr std::string_view style =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#23262f;background:#fff}"
    "h1,h2{line-height:1.2}h2{margin-top:2.5rem;break-after:avoid}"
    ".draft{border:3px solid #8a3b12;border-radius:8px;padding:.75rem 1rem;font-weight:600}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #9a9a9a;padding:.4rem .6rem;text-align:left;vertical-align:top}"
    "tr{break-inside:avoid}ul{margin:0;padding-left:1.2rem}"
    ".open{border-left:4px solid #8a3b12;padding-left:.6rem}"
    ".line{display:block;border-bottom:1px solid #555;height:2rem}"
    "@media print{body{max-width:none;margin:0;font-size:10pt}.wide{overflow:visible}}"
    "@media screen and (prefers-color-scheme:dark){body{color:#ece7dc;background:#14171f}"
    "th,td{border-color:#566}.draft,.open{border-color:#f0a070}}";

std::string optional_text(const json::value& object, std::string_view member)
{
    const auto* found = object.as_object().if_contains(member);
    return found == nullptr || found->is_null() ? std::string{} : text_at(object, member);
}

std::string condition_of(const json::value& object)
{
    auto when = optional_text(object, "when");
    if (!when.empty() && std::ranges::find(known_flags, when) == known_flags.end())
        throw std::runtime_error{"\"when\" knows no \"" + when + "\""};
    return when;
}

std::vector<std::string> texts_at(const json::value& object, std::string_view member)
{
    std::vector<std::string> out;
    for (const auto& text : object.at(member).as_array())
        out.emplace_back(std::string_view{text.as_string()});
    return out;
}

std::vector<AssessmentPack::Standard> standards_in(const json::value& file, int count)
{
    std::vector<AssessmentPack::Standard> out;
    for (const auto& item : file.at("items").as_array())
        out.push_back(
            {.number = item.at("number").to_number<int>(),
             .title = text_at(item, "title"),
             .does = text_at(item, "does"),
             .where = texts_at(item, "where"),
             .question = optional_text(item, "question")}
        );
    for (int i = 0; i < count; ++i)
        if (std::cmp_less_equal(out.size(), i) ||
            out.at(static_cast<std::size_t>(i)).number != i + 1)
            throw std::runtime_error{fmt::format("number {} is missing", i + 1)};
    return out;
}

AssessmentPack::Risk risk_in(const json::value& item)
{
    AssessmentPack::Risk risk{
        .when = condition_of(item),
        .id = text_at(item, "id"),
        .risk = text_at(item, "risk"),
        .harm = text_at(item, "harm"),
        .measures = {},
        .left = text_at(item, "left"),
        .question = optional_text(item, "question")
    };
    for (const auto& measure : item.at("measures").as_array())
        risk.measures.push_back(
            {.text = text_at(measure, "text"), .where = text_at(measure, "where")}
        );
    return risk;
}

bool holds(const std::string& when, const PackFacts& facts)
{
    return when.empty() || facts.flags.contains(when);
}

std::string head_row(std::initializer_list<std::string_view> cells)
{
    std::string out = "<tr>";
    for (const auto cell : cells) out += fmt::format("<th scope=\"col\">{}</th>", escaped(cell));
    return out + "</tr>";
}

/// Cells are markup already; the first one names the row.
std::string table_row(std::initializer_list<std::string> cells)
{
    std::string out = "<tr>";
    bool is_first = true;
    for (const auto& cell : cells) {
        out += is_first ? fmt::format("<th scope=\"row\">{}</th>", cell)
                        : fmt::format("<td>{}</td>", cell);
        is_first = false;
    }
    return out + "</tr>";
}

std::string table(std::string_view head, std::string_view rows)
{
    return fmt::format(
        "<div class=\"wide\"><table><thead>{}</thead><tbody>{}</tbody></table></div>", head, rows
    );
}

std::string question_cell(const std::string& question)
{
    return question.empty() ? "–" : fmt::format("<p class=\"open\">{}</p>", escaped(question));
}

std::string standards_table(const std::vector<AssessmentPack::Standard>& standards)
{
    std::string rows;
    for (const auto& one : standards) {
        std::string where;
        for (const auto& place : one.where) where += "<li>" + escaped(place) + "</li>";
        rows += table_row(
            {fmt::format("{}. {}", one.number, escaped(one.title)),
             escaped(one.does),
             "<ul>" + where + "</ul>",
             question_cell(one.question)}
        );
    }
    return table(head_row({"standard", "what Buddy does", "where to see it", "open"}), rows);
}

std::string risks_table(const std::vector<AssessmentPack::Risk>& risks, const PackFacts& facts)
{
    std::string rows;
    for (const auto& risk : risks) {
        if (!holds(risk.when, facts)) continue;
        std::string measures;
        for (const auto& measure : risk.measures)
            measures +=
                fmt::format("<li>{} ({})</li>", escaped(measure.text), escaped(measure.where));
        rows += table_row(
            {escaped(risk.risk),
             escaped(risk.harm),
             "<ul>" + measures + "</ul>",
             escaped(risk.left),
             question_cell(risk.question)}
        );
    }
    return table(
        head_row({"risk", "harm", "what is done, and where to see it", "likelihood left", "open"}),
        rows
    );
}

std::string processors_table(const PackFacts& facts)
{
    if (facts.processors.empty()) return "<p>Nobody outside gets anything.</p>";
    std::string rows;
    for (const auto& line : facts.processors) {
        std::string purposes;
        for (const auto purpose : line.purposes)
            purposes += "<li>" + escaped(consent::id_of(purpose)) + "</li>";
        rows += table_row(
            {escaped(line.name.empty() ? line.processor : line.name),
             escaped(line.processor),
             line.country.empty() ? "not known" : escaped(line.country),
             "<ul>" + purposes + "</ul>",
             escaped(id_of(line.state)),
             line.agreement ? escaped(line.agreement->reference) : "–"}
        );
    }
    return table(
        head_row({"processor", "address", "country", "purposes", "agreement", "reference"}), rows
    );
}

std::string retention_table(const PackFacts& facts)
{
    std::string rows;
    for (const auto& rule : schedule()) {
        const auto days = facts.times.of(rule.data_class).count();
        rows += table_row(
            {escaped(rule.what),
             days == 0 ? "at once" : fmt::format("{} days", days),
             escaped(rule.clock)}
        );
    }
    return table(head_row({"what", "kept", "counted"}), rows);
}

std::string laws_table(const PackFacts& facts)
{
    std::string rows;
    for (const auto& law : facts.laws)
        rows += table_row(
            {escaped(law.name),
             escaped(law.places),
             std::to_string(law.rules),
             fmt::format("{} of {}", law.checked, law.rules)}
        );
    return table(head_row({"pack", "places", "rules", "compared with the official text"}), rows);
}

std::string section(std::string_view id, std::string_view title, std::string_view body)
{
    return fmt::format(
        "<section aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>{2}</section>",
        id,
        escaped(title),
        body
    );
}

}  // namespace

Result<AssessmentPack> AssessmentPack::load(const std::filesystem::path& folder)
{
    AssessmentPack pack;
    constexpr int code_count = 15;
    constexpr int unicef_count = 10;
    std::string name;
    Error trouble;
    const auto file = [&](std::string_view which) {
        name = which;
        auto read = read_data_file(folder / which);
        if (read) return std::move(*read);
        trouble = read.error();
        throw std::runtime_error{trouble.detail};
    };
    try {
        const auto assessment = file("assessment.json");
        pack.title_ = text_at(assessment, "title");
        pack.lead_ = text_at(assessment, "lead");
        for (const auto& item : assessment.at("sections").as_array())
            pack.sections_.push_back(
                {.when = condition_of(item),
                 .id = text_at(item, "id"),
                 .title = text_at(item, "title"),
                 .paragraphs = texts_at(item, "paragraphs")}
            );
        const auto risks = file("risks.json");
        for (const auto& item : risks.at("risks").as_array()) pack.risks_.push_back(risk_in(item));
        pack.code_ = standards_in(file("childrens_code.json"), code_count);
        pack.unicef_ = standards_in(file("unicef.json"), unicef_count);
        const auto questions = file("questions.json");
        for (const auto& item : questions.at("questions").as_array())
            pack.questions_.push_back(
                {.when = condition_of(item),
                 .whose = text_at(item, "for"),
                 .text = text_at(item, "text")}
            );
    } catch (const std::exception& error) {
        if (!trouble.detail.empty()) return std::unexpected(trouble);
        return failed(ErrorCode::Invalid, (folder / name).string() + ": " + error.what());
    }
    return pack;
}

std::string AssessmentPack::html(const PackFacts& facts) const
{
    std::string body;
    for (const auto& one : sections_) {
        if (!holds(one.when, facts)) continue;
        std::string paragraphs;
        for (const auto& text : one.paragraphs) paragraphs += "<p>" + escaped(text) + "</p>";
        body += section("about-" + one.id, one.title, paragraphs);
    }
    std::string settings;
    for (const auto& [what, value] : facts.settings)
        settings += table_row({escaped(what), escaped(value)});
    body +=
        section("settings", "How it is set up here", table(head_row({"what", "here"}), settings));
    body += section("processors", "Who outside gets data", processors_table(facts));
    body += section("kept", "How long what is kept", retention_table(facts));
    body += section("laws", "Which laws are written down", laws_table(facts));
    body += section("risks", "Risks for children, and what is done", risks_table(risks_, facts));
    body += section("code", "UK Children's Code: fifteen standards", standards_table(code_));
    body += section(
        "unicef", "UNICEF's guidance on AI and children: ten requirements", standards_table(unicef_)
    );
    std::string questions;
    for (const auto& one : questions_)
        if (holds(one.when, facts))
            questions += fmt::format(
                "<li class=\"open\"><strong>For {}:</strong> {}<span class=\"line\"></span></li>",
                one.whose == "counsel" ? "counsel" : "the operator",
                escaped(one.text)
            );
    body += section("open", "Open questions", "<ol>" + questions + "</ol>");
    body += section(
        "signed",
        "Read and decided",
        "<p>By, on, and when it is looked at again:<span class=\"line\"></span>"
        "<span class=\"line\"></span><span class=\"line\"></span></p>"
    );
    return fmt::format(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>{0} – draft</title><style>{1}</style></head><body><main><h1>{0}</h1>"
        "<p class=\"draft\">Draft of {2:%Y-%m-%d} by Buddy {3}. Not legal advice, and not "
        "complete until the open questions are answered and somebody has signed.</p><p>{4}</p>{5}"
        "</main></body></html>\n",
        escaped(title_),
        style,
        std::chrono::floor<std::chrono::days>(facts.made_at),
        escaped(facts.version),
        escaped(lead_),
        body
    );
}

}  // namespace buddy::compliance
