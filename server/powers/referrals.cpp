#include "powers/referrals.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <numeric>

namespace buddy::powers {
namespace {

namespace json = boost::json;

Published all_of(const std::vector<ReferralCount>& counts)
{
    Published out;
    for (const auto& one : counts) {
        out.kinds.push_back({.kind = one.kind, .shown = one.shown});
        out.at_least += one.shown;
    }
    return out;
}

std::string figure(const PublishedCount& count)
{
    return count.shown ? std::to_string(*count.shown)
                       : fmt::format("fewer than {}", least_published);
}

std::string total(const Published& all)
{
    return all.is_exact ? std::to_string(all.at_least) : fmt::format("at least {}", all.at_least);
}

std::string as_text(const ReportFace& face, const Published& all)
{
    auto out = fmt::format(
        "Help lines shown in a crisis, {} in {}\nCrisis protocol: {}\nMade on {}.{}\n\n",
        face.question.year,
        face.question.place.empty() ? "all places" : face.question.place,
        face.protocol,
        face.made_on,
        face.masks ? " Small figures are masked." : ""
    );
    for (const auto& kind : all.kinds) out += fmt::format("{:<20} {}\n", kind.kind, figure(kind));
    out += fmt::format("{:<20} {}\n\n", "all", total(all));
    return out +
           "Each time help lines were shown counts once. No figure leads to a child, a family or a "
           "talk: none is kept.\n";
}

std::string as_csv(const ReportFace& face, const Published& all)
{
    std::string out = "year,place,protocol,kind,shown\r\n";
    const auto row = [&](std::string_view kind, std::string_view shown) {
        out += fmt::format(
            "{},{},{},{},{}\r\n",
            face.question.year,
            face.question.place,
            face.protocol,
            kind,
            shown
        );
    };
    for (const auto& kind : all.kinds) row(kind.kind, figure(kind));
    row("all", total(all));
    return out;
}

std::string as_json(const ReportFace& face, const Published& all)
{
    json::array kinds;
    for (const auto& kind : all.kinds)
        kinds.push_back(
            {{"kind", kind.kind}, {"shown", kind.shown ? json::value(*kind.shown) : json::value{}}}
        );
    return json::serialize(json::object{
               {"year", face.question.year},
               {"place", face.question.place},
               {"protocol", face.protocol},
               {"made_on", face.made_on},
               {"kinds", std::move(kinds)},
               {"at_least", all.at_least},
               {"exact", all.is_exact}
           }) +
           "\n";
}

}  // namespace

Published published(const std::vector<ReferralCount>& counts)
{
    Published out;
    for (const auto& one : counts) {
        if (one.shown >= least_published) {
            out.kinds.push_back({.kind = one.kind, .shown = one.shown});
            out.at_least += one.shown;
        } else if (one.shown > 0) {
            out.kinds.push_back({.kind = one.kind, .shown = std::nullopt});
            out.is_exact = false;
        }
    }
    return out;
}

std::string report_of(
    const ReportFace& face, const std::vector<ReferralCount>& counts, ReportForm form
)
{
    const auto all = face.masks ? published(counts) : all_of(counts);
    switch (form) {
        case ReportForm::Csv: return as_csv(face, all);
        case ReportForm::Json: return as_json(face, all);
        case ReportForm::Text: break;
    }
    return as_text(face, all);
}

}  // namespace buddy::powers
