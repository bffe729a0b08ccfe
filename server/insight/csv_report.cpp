// Insights as CSV. Names of columns and rows are fixed words, so that a spreadsheet made once goes on working.
#include "insight/report.hpp"

#include <fmt/format.h>

namespace buddy::insight {
namespace {

/// What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection").
std::string cell(std::string_view text)
{
    std::string out{"\""};
    if (!text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front())) out += '\'';
    for (const char letter : text) {
        if (letter == '"') out += '"';
        out += letter;
    }
    return out += '"';
}

class Lines {
public:
    Lines(std::string& out, std::string_view child, const ReportOrder& order)
        : out_{out}, child_{child}, order_{order}
    {
    }
    void write(const Summary& summary)
    {
        for (const auto part : order_.parts) {
            part_ = id_of(part);
            switch (part) {
                case Part::Changes:
                    for (const auto& one : summary.changes)
                        line(id_of(one.kind), one.topic, std::to_string(one.count), {});
                    break;
                case Part::Moods: write_moods(summary); break;
                case Part::Times: write_times(summary); break;
                case Part::Topics:
                    for (const auto& one : summary.topics)
                        line("talks", one.title, std::to_string(one.talks), {});
                    break;
                case Part::Learning: write_learning(summary); break;
                case Part::Strengths:
                    for (const auto& one : summary.strengths)
                        line(id_of(one.kind), {}, std::to_string(one.count), {});
                    break;
            }
        }
    }

private:
    void line(
        std::string_view what,
        std::string_view name,
        const std::string& value,
        const std::optional<Band>& band,
        const Stretch* stretch = nullptr
    )
    {
        const auto first = stretch != nullptr ? stretch->first : order_.period.first();
        const auto last = stretch != nullptr ? stretch->last : order_.period.last();
        out_ += cell(child_) + ',' + std::string{part_} + ',' + to_text(first) + ',' +
                to_text(last) + ',' + std::string{what} + ',' + cell(name) + ',' + value + ',';
        out_ += band ? fmt::format("{:.2f},{:.2f}\r\n", band->low, band->high) : ",\r\n";
    }
    void write_moods(const Summary& summary)
    {
        for (const auto& one : summary.stretches)
            if (one.mood)
                line("felt", {}, fmt::format("{:.2f}", one.mood->middle), one.mood, &one.stretch);
        for (const auto& one : summary.moods)
            line(
                "share",
                emotion::id_of(one.mood),
                fmt::format("{:.2f}", one.share.middle),
                one.share
            );
    }
    void write_times(const Summary& summary)
    {
        for (const auto& one : summary.stretches) {
            line("talks", {}, std::to_string(one.talks), {}, &one.stretch);
            line("minutes", {}, std::to_string(one.minutes.count()), {}, &one.stretch);
        }
        for (std::size_t part = 0; part < day_parts; ++part)
            line(
                "minutes",
                id_of(static_cast<DayPart>(part)),
                std::to_string(summary.parts.at(part).count()),
                {}
            );
    }
    void write_learning(const Summary& summary)
    {
        if (!summary.shows_doings) return;
        line("found", {}, std::to_string(summary.learning.found), {});
        line("shown", {}, std::to_string(summary.learning.shown), {});
        line("hints", {}, std::to_string(summary.learning.hints), {});
    }

    std::string& out_;
    std::string_view child_;
    const ReportOrder& order_;
    std::string_view part_;
};

}  // namespace

std::string csv_of(const std::vector<ChildReport>& children, const ReportOrder& order)
{
    std::string out{"child,part,from,until,what,name,value,low,high\r\n"};
    for (const auto& child : children)
        if (child.summary) Lines{out, child.nickname, order}.write(*child.summary);
    return out;
}

}  // namespace buddy::insight
