#include "insight/report.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace buddy::insight {
namespace {

constexpr std::array<std::pair<Part, std::string_view>, 6> part_ids{{
    {Part::Changes, "changes"},
    {Part::Moods, "moods"},
    {Part::Times, "times"},
    {Part::Topics, "topics"},
    {Part::Learning, "learning"},
    {Part::Strengths, "strengths"},
}};
constexpr double clearly_felt = 0.2;

std::string key_of(std::string_view group, std::string_view id)
{
    return std::string{group} + "." + std::string{id};
}

/// Writes the parts of one child, one after the other.
class Writer {
public:
    Writer(Document& document, const ReportOrder& order, const InsightWords& words)
        : blocks_{document.blocks}, order_{order}, words_{words}
    {
    }
    void write(const Summary& summary)
    {
        if (summary.was_serious) text(say("serious"));
        if (summary.talks == 0) return text(say("talks.none"));
        text(
            say("talks.some",
                {{"talks", std::to_string(summary.talks)},
                 {"days", std::to_string(summary.days)},
                 {"minutes", std::to_string(summary.minutes.count())}})
        );
        for (const auto part : order_.parts) {
            blocks_.emplace_back(Heading{.level = 3, .text = say(key_of("head", id_of(part)))});
            switch (part) {
                case Part::Changes: write_changes(summary); break;
                case Part::Moods: write_moods(summary); break;
                case Part::Times: write_times(summary); break;
                case Part::Topics: write_topics(summary); break;
                case Part::Learning: write_learning(summary); break;
                case Part::Strengths: write_strengths(summary); break;
            }
        }
    }

private:
    [[nodiscard]] std::string say(std::string_view key, InsightWords::Values values = {}) const
    {
        return words_.say(order_.language, key, values);
    }
    void text(std::string words) { blocks_.emplace_back(Paragraph{std::move(words)}); }
    [[nodiscard]] std::string name_of(const Stretch& stretch) const
    {
        const auto first = day_in_words(stretch.first, order_.language);
        if (stretch.first == stretch.last) return first;
        return say(
            "report.period", {{"from", first}, {"to", day_in_words(stretch.last, order_.language)}}
        );
    }
    [[nodiscard]] std::string range_of(const Band& band) const
    {
        const auto percent = [](double share) {
            return std::to_string(static_cast<int>(std::lround(share * 100.0)));
        };
        return say("share.range", {{"low", percent(band.low)}, {"high", percent(band.high)}});
    }
    void write_changes(const Summary& summary)
    {
        if (summary.changes.empty()) return text(say("nothing"));
        for (const auto& change : summary.changes) {
            text(
                say(key_of("change", id_of(change.kind)),
                    {{"count", std::to_string(change.count)},
                     {"of", std::to_string(change.of)},
                     {"topic", change.topic}})
            );
            text(say("opening", {{"words", say(key_of("opening", id_of(change.kind)))}}));
        }
    }
    void write_moods(const Summary& summary)
    {
        if (!summary.moods_are_read) return text(say("moods.unread"));
        Table felt{.head = {say("column.time"), say("column.felt")}, .rows = {}};
        for (const auto& stretch : summary.stretches)
            felt.rows.push_back(
                {name_of(stretch.stretch),
                 stretch.mood ? felt_in_words(*stretch.mood, words_, order_.language)
                              : say("too_little")}
            );
        blocks_.emplace_back(std::move(felt));
        if (summary.moods.empty()) return text(say("too_little"));
        Table shares{
            .head = {say("column.mood"), say("column.talks"), say("column.likely")}, .rows = {}
        };
        for (const auto& share : summary.moods)
            shares.rows.push_back(
                {say(key_of("mood", emotion::id_of(share.mood))),
                 std::to_string(share.talks),
                 range_of(share.share)}
            );
        blocks_.emplace_back(std::move(shares));
        text(say("interval"));
    }
    void write_times(const Summary& summary)
    {
        Table times{
            .head = {say("column.time"), say("column.talks"), say("column.minutes")}, .rows = {}
        };
        for (const auto& stretch : summary.stretches)
            times.rows.push_back(
                {name_of(stretch.stretch),
                 std::to_string(stretch.talks),
                 std::to_string(stretch.minutes.count())}
            );
        blocks_.emplace_back(std::move(times));
        Table parts{.head = {say("column.time"), say("column.minutes")}, .rows = {}};
        for (std::size_t part = 0; part < day_parts; ++part)
            parts.rows.push_back(
                {say(key_of("part", id_of(static_cast<DayPart>(part)))),
                 std::to_string(summary.parts.at(part).count())}
            );
        blocks_.emplace_back(std::move(parts));
    }
    void write_topics(const Summary& summary)
    {
        if (summary.topics.empty()) return text(say("nothing"));
        Table topics{.head = {say("column.topic"), say("column.talks")}, .rows = {}};
        for (const auto& topic : summary.topics)
            topics.rows.push_back({topic.title, std::to_string(topic.talks)});
        blocks_.emplace_back(std::move(topics));
    }
    void write_learning(const Summary& summary)
    {
        if (!summary.shows_doings) return text(say("doings.closed"));
        const auto& learning = summary.learning;
        Table sums{.head = {say("column.what"), say("column.number")}, .rows = {}};
        sums.rows.push_back({say("learning.found"), std::to_string(learning.found)});
        sums.rows.push_back({say("learning.shown"), std::to_string(learning.shown)});
        sums.rows.push_back({say("learning.hints"), std::to_string(learning.hints)});
        blocks_.emplace_back(std::move(sums));
        text(
            learning.own ? say("learning.own", {{"range", range_of(*learning.own)}})
                         : say("too_little")
        );
        text(say("learning.note"));
    }
    void write_strengths(const Summary& summary)
    {
        if (!summary.shows_doings) return text(say("doings.closed"));
        if (summary.strengths.empty()) return text(say("too_little"));
        for (const auto& strength : summary.strengths)
            text(
                say(key_of("strength", id_of(strength.kind)),
                    {{"count", std::to_string(strength.count)}})
            );
    }

    std::vector<Block>& blocks_;
    const ReportOrder& order_;
    const InsightWords& words_;
};

}  // namespace

std::string_view id_of(Part part) noexcept
{
    for (const auto& [each, id] : part_ids)
        if (each == part) return id;
    return part_ids.front().second;
}

std::optional<Part> part_from(std::string_view id) noexcept
{
    for (const auto& [part, own] : part_ids)
        if (own == id) return part;
    return std::nullopt;
}

std::set<Part> all_parts()
{
    std::set<Part> parts;
    for (const auto& [part, id] : part_ids) parts.insert(part);
    return parts;
}

std::string file_name_of(const Period& period)
{
    return "buddy-" + std::string{id_of(period.span())} + "-" + to_text(period.first());
}

std::string felt_in_words(const Band& band, const InsightWords& words, std::string_view language)
{
    const auto key_at = [](double valence) {
        if (valence < -clearly_felt) return std::string_view{"felt.low"};
        return valence > clearly_felt ? std::string_view{"felt.high"}
                                      : std::string_view{"felt.middle"};
    };
    const auto low = key_at(band.low);
    const auto high = key_at(band.high);
    if (low == high) return words.say(language, low);
    return words.say(
        language,
        "felt.range",
        {{"low", words.say(language, low)}, {"high", words.say(language, high)}}
    );
}

Document document_of(
    const std::vector<ChildReport>& children, const ReportOrder& order, const InsightWords& words
)
{
    const auto say = [&](std::string_view key, InsightWords::Values values = {}) {
        return words.say(order.language, key, values);
    };
    Document document{.title = say("report.title"), .blocks = {}};
    document.blocks.emplace_back(Heading{.level = 1, .text = document.title});
    document.blocks.emplace_back(Paragraph{
        say("report.period",
            {{"from", day_in_words(order.period.first(), order.language)},
             {"to", day_in_words(order.period.last(), order.language)}})
    });
    if (order.today <= order.period.last())
        document.blocks.emplace_back(Paragraph{say("report.goes_on")});
    document.blocks.emplace_back(Paragraph{say("not_shown")});
    for (const auto& child : children) {
        document.blocks.emplace_back(Heading{.level = 2, .text = child.nickname});
        if (child.summary)
            Writer{document, order, words}.write(*child.summary);
        else
            document.blocks.emplace_back(Paragraph{say("off")});
    }
    return document;
}

}  // namespace buddy::insight
