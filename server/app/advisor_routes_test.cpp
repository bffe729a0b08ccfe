// Which advisor leads and which topic is taken up, measured on the labelled turns of data/mentor/probes/routes.json with the
// engine and the mood reader that ship. BUDDY_SHOW_ROUTES=1 prints figures, confusion tables and the missed turns of the half
// that may be looked at, as ids and counts: never a child's words.
#include "advisors/content.hpp"
#include "advisors/content_reader.hpp"
#include "app/config.hpp"
#include "emotion/emotion.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::app {
namespace {

constexpr std::array<std::string_view, 2> halves = {"tune", "held_out"};
// Shares in percent, of `tune` and `held_out`: some points under what is reached, because the safety model and the mood reader,
// which are trained anew now and then, choose along.
constexpr std::array<int, 2> advisor_floors = {82, 72};
constexpr std::array<int, 2> topic_floors = {71, 45};
constexpr int language_floor = 66;  // 24 turns each: one is four points
constexpr int lead_floor = 52;
constexpr std::string_view refused = "refused";

struct Before {
    safety::Role role = safety::Role::Child;
    std::string text;
};

struct LabelledTurn {
    std::string id;  ///< Family and place in it, from 1.
    std::string locale;
    std::string_view half;
    safety::AgeBand band = safety::AgeBand::From10To12;
    std::vector<Before> before;
    std::string says;
    std::vector<std::string> leads;
    std::set<std::string> topics;  ///< Empty: not labelled.
};

struct Route {
    std::string lead;
    std::string topic;
};

struct Measured {
    LabelledTurn turn;
    Route route;

    [[nodiscard]] bool lead_fits() const
    {
        return std::ranges::find(turn.leads, route.lead) != turn.leads.end();
    }
    [[nodiscard]] bool topic_fits() const { return turn.topics.contains(route.topic); }
};

/// What ships, without a deadline: this machine may be busy.
struct Parts {
    ShippedFiles files{BUDDY_SOURCE_DIR};
    Result<safety::Engine> engine = safety::Engine::load(
        {.model = files.model(), .rules = files.rules(), .policy = files.policy()},
        {.thread_nanos = [] { return std::int64_t{0}; },
         .wall_nanos = [] { return std::int64_t{0}; },
         .at = {}}
    );
    Result<emotion::EmotionReader> moods = emotion::EmotionReader::load(files.moods());
    Result<advisors::Mentor> mentor = advisors::Mentor::load(files.mentor(), files.stances());
    Result<advisors::Content> content = advisors::Content::load(files.mentor());
};

const Parts& parts()
{
    static const Parts loaded;
    return loaded;
}

Before before_from(const advisors::Node& node)
{
    node.only({"child", "mentor"});
    if (const auto child = node.maybe("child")) return {safety::Role::Child, child->text()};
    return {safety::Role::Mentor, node.at("mentor").text()};
}

LabelledTurn turn_from(const advisors::Node& node)
{
    node.only({"band", "before", "says", "leads", "topics"});
    LabelledTurn turn{.says = node.at("says").text(), .leads = node.at("leads").texts()};
    if (const auto band = safety::age_band_from(node.at("band").text()))
        turn.band = *band;
    else
        node.wrong("has no such age band");
    if (const auto before = node.maybe("before"))
        for (const auto& one : before->items()) turn.before.push_back(before_from(one));
    if (const auto topics = node.maybe("topics"))
        for (const auto& topic : topics->texts()) turn.topics.insert(topic);
    return turn;
}

const std::vector<LabelledTurn>& labelled()
{
    static const auto read = [] {
        advisors::Findings findings;
        const auto path = ShippedFiles{BUDDY_SOURCE_DIR}.mentor() / "probes/routes.json";
        const auto file = advisors::ContentFile::read(path, "routes.json", findings);
        std::vector<LabelledTurn> all;
        for (const auto& family : file.root().at("families").items()) {
            family.only({"family", "locale", "turns"});
            std::size_t number = 0;
            for (const auto& node : family.at("turns").items()) {
                auto turn = turn_from(node);
                turn.half = halves.at(number % 2);
                turn.id = fmt::format("{} {}", family.at("family").text(), ++number);
                turn.locale = family.at("locale").text();
                all.push_back(std::move(turn));
            }
        }
        EXPECT_TRUE(findings.empty()) << findings.summary();
        return all;
    }();
    return read;
}

/// The first steps of conversation/turn_pipeline.cpp: screen, read the mood, choose.
Route route_of(const LabelledTurn& turn)
{
    std::vector<safety::Turn> context;
    for (const auto& [role, text] : turn.before) context.push_back({.role = role, .text = text});
    const safety::Message message{
        .text = turn.says,
        .age_band = turn.band,
        .direction = safety::Direction::Input,
        .locale = turn.locale,
        .context = context,
        .attention = safety::Attention::Usual
    };
    safety::RiskState after;
    const auto assessment = parts().engine->assess(message, {}, after);
    if (assessment.action == safety::Action::Redirect || assessment.action == safety::Action::Block)
        return {.lead = std::string{refused}, .topic = std::string{refused}};
    const auto mood = parts().moods->read(message).mood;
    const auto choice = parts().mentor->choose(
        {.text = turn.says,
         .context = context,
         .age_band = turn.band,
         .locale = turn.locale,
         .mood = mood ? emotion::id_of(*mood) : std::string_view{},
         .assessment = &assessment}
    );
    return {.lead = std::string{advisors::id_of(choice.lead)}, .topic = choice.topic};
}

const std::vector<Measured>& measured()
{
    static const auto all = [] {
        std::vector<Measured> each;
        for (const auto& turn : labelled()) each.push_back({.turn = turn, .route = route_of(turn)});
        return each;
    }();
    return all;
}

struct Count {
    int right = 0;
    int all = 0;

    void add(bool fits)
    {
        ++all;
        if (fits) ++right;
    }
    [[nodiscard]] double percent() const { return all == 0 ? 0.0 : 100.0 * right / all; }
};

/// What is counted: of one half, by language and by the first of the labelled advisors.
struct Figures {
    Count advisor;
    Count topic;
    std::map<std::string, Count> by_language;
    std::map<std::string, Count> by_lead;
    std::map<std::string, std::map<std::string, int>>
        confusion;  ///< Labelled → chosen instead → turns.
};

Figures figures_of(std::string_view half)
{
    Figures figures;
    for (const auto& one : measured()) {
        if (one.turn.half != half) continue;
        const bool fits = one.lead_fits();
        figures.advisor.add(fits);
        figures.by_language[one.turn.locale].add(fits);
        const auto& wanted = one.turn.leads.front();
        figures.by_lead[wanted].add(fits);
        if (!fits) ++figures.confusion[wanted][one.route.lead];
        if (!one.turn.topics.empty()) figures.topic.add(one.topic_fits());
    }
    return figures;
}

std::string line(std::string_view what, const Count& count)
{
    return fmt::format(
        "  {:<18} {:5.1f} % ({} of {})\n", what, count.percent(), count.right, count.all
    );
}

std::string table(const Figures& figures)
{
    auto text = line("advisor", figures.advisor) + line("topic", figures.topic);
    for (const auto& [language, count] : figures.by_language) text += line(language, count);
    for (const auto& [lead, count] : figures.by_lead) text += line(lead, count);
    for (const auto& [wanted, chosen] : figures.confusion)
        for (const auto& [lead, turns] : chosen)
            text += fmt::format("  {} -> {}: {}\n", wanted, lead, turns);
    return text;
}

void show()
{
    for (const auto half : halves) fmt::print("{}\n{}", half, table(figures_of(half)));
    for (const auto& one : measured()) {
        if (one.turn.half != halves.front()) continue;
        const bool misses_topic = !one.turn.topics.empty() && !one.topic_fits();
        if (one.lead_fits() && !misses_topic) continue;
        fmt::print(
            "{}: {} ({}) for {} ({})\n",
            one.turn.id,
            one.route.lead,
            one.route.topic,
            fmt::join(one.turn.leads, "/"),
            fmt::join(one.turn.topics, "/")
        );
    }
}

TEST(AdvisorRoutes, AreLabelledForEveryAdvisorLanguageAndAge)
{
    std::map<std::string, int> leads;
    std::map<std::string, int> languages;
    std::map<safety::AgeBand, int> bands;
    int with_context = 0;
    for (const auto& turn : labelled()) {
        ASSERT_FALSE(turn.leads.empty()) << turn.id;
        ASSERT_FALSE(turn.says.empty()) << turn.id;
        EXPECT_LE(turn.before.size(), 3U) << turn.id;
        for (const auto& lead : turn.leads) ++leads[lead];
        for (const auto& topic : turn.topics)
            EXPECT_NE(parts().content->topic(topic), nullptr) << turn.id << ": " << topic;
        ++languages[turn.locale];
        ++bands[turn.band];
        if (!turn.before.empty()) ++with_context;
    }
    EXPECT_GE(labelled().size(), 640U);
    EXPECT_GE(with_context * 3, static_cast<int>(labelled().size()));
    EXPECT_EQ(leads.size(), 6U);
    for (const auto& [lead, turns] : leads) EXPECT_GE(turns, 40) << lead;
    EXPECT_EQ(languages.size(), advisors::languages.size());
    for (const auto& [language, turns] : languages) EXPECT_GE(turns, 40) << language;
    for (const auto& [band, turns] : bands) EXPECT_GE(turns, 160) << safety::id_of(band);
}

TEST(AdvisorRoutes, LeadToTheRightAdvisorAndTopic)
{
    if (std::getenv("BUDDY_SHOW_ROUTES") != nullptr) show();
    for (std::size_t i = 0; i < halves.size(); ++i) {
        const auto half = halves.at(i);
        const auto figures = figures_of(half);
        EXPECT_GE(figures.advisor.percent(), advisor_floors.at(i)) << half;
        EXPECT_GE(figures.topic.percent(), topic_floors.at(i)) << half;
        for (const auto& [language, count] : figures.by_language)
            EXPECT_GE(count.percent(), language_floor) << half << ' ' << language;
        for (const auto& [lead, count] : figures.by_lead)
            EXPECT_GE(count.percent(), lead_floor) << half << ' ' << lead;
    }
}

}  // namespace
}  // namespace buddy::app
