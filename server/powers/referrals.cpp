#include "powers/referrals.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>
#include <numeric>
#include <utility>

namespace buddy::powers {
namespace {

namespace json = boost::json;

/// What a report shows.
struct Figures {
    std::vector<ReferralCount> kinds;  ///< None for the public.
    std::optional<std::int64_t> all;
};

std::string day_of(Time at)
{
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
}

std::int64_t sum_of(const std::vector<ReferralCount>& counts)
{
    return std::accumulate(
        counts.begin(),
        counts.end(),
        std::int64_t{0},
        [](std::int64_t sum, const ReferralCount& one) { return sum + one.shown; }
    );
}

std::string as_text(const ReportFace& face, const Figures& figures)
{
    auto out = fmt::format(
        "Help lines shown in a crisis, {} in {}\nCrisis protocol: {}\nMade on {}.\n\n",
        face.question.year,
        face.question.place.empty() ? "all places" : face.question.place,
        face.protocol,
        day_of(face.made_at)
    );
    for (const auto& kind : figures.kinds) out += fmt::format("{:<20} {}\n", kind.kind, kind.shown);
    if (figures.all)
        out += fmt::format("{:<20} {}\n\n", "all", *figures.all);
    else
        out += fmt::format(
            "Not published: fewer than {}, or the year is not over.\n\n", least_published
        );
    return out +
           "Each time help lines were shown counts once. No figure leads to a child, a family or a "
           "talk: none is kept.\n";
}

std::string as_csv(const ReportFace& face, const Figures& figures)
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
    for (const auto& kind : figures.kinds) row(kind.kind, std::to_string(kind.shown));
    row("all", figures.all ? std::to_string(*figures.all) : std::string{"not published"});
    return out;
}

std::string as_json(const ReportFace& face, const Figures& figures)
{
    json::object out{
        {"year", face.question.year},
        {"place", face.question.place},
        {"protocol", face.protocol},
        {"made_on", day_of(face.made_at)}
    };
    if (!face.is_public) {
        json::array kinds;
        for (const auto& kind : figures.kinds)
            kinds.push_back({{"kind", kind.kind}, {"shown", kind.shown}});
        out["kinds"] = std::move(kinds);
    }
    out["shown"] = figures.all ? json::value(*figures.all) : json::value{};
    return json::serialize(out) + "\n";
}

}  // namespace

std::optional<std::int64_t> published(
    const ReferralQuestion& question, const std::vector<ReferralCount>& counts, Time now
)
{
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
    const auto all = sum_of(counts);
    if (question.year >= static_cast<int>(today.year()) || all < least_published)
        return std::nullopt;
    return all;
}

std::string report_of(
    const ReportFace& face, const std::vector<ReferralCount>& counts, ReportForm form
)
{
    Figures figures{.kinds = counts, .all = sum_of(counts)};
    if (face.is_public)
        figures = {.kinds = {}, .all = published(face.question, counts, face.made_at)};
    switch (form) {
        case ReportForm::Csv: return as_csv(face, figures);
        case ReportForm::Json: return as_json(face, figures);
        case ReportForm::Text: break;
    }
    return as_text(face, figures);
}

}  // namespace buddy::powers
