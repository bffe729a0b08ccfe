#include "advisors/stances.hpp"

#include "advisors/advisors_fixture.hpp"
#include "advisors/content_reader.hpp"
#include "buddy/safety/taxonomies.hpp"

#include <fstream>

namespace buddy::advisors {
namespace {

using testing::all_bands;
using testing::assessed;
using testing::content;
using testing::data_folder;

const Stances& stances()
{
    static const auto loaded = Stances::load(data_folder("stances"), content());
    EXPECT_TRUE(loaded.has_value()) << loaded.error().detail;
    return *loaded;
}

std::vector<std::string> called_for(const safety::Assessment& assessment, std::string_view topic)
{
    std::vector<std::string> ids;
    for (const auto* stance : stances().called_for({.assessment = &assessment}, topic))
        ids.push_back(stance->id);
    return ids;
}

/// A copy of the stances with one file changed.
Result<Stances> with(const std::string& file, std::string_view from, std::string_view to)
{
    const auto folder = std::filesystem::path{::testing::TempDir()} / "buddy_stances";
    std::filesystem::remove_all(folder);
    std::filesystem::copy(data_folder("stances"), folder, std::filesystem::copy_options::recursive);
    const auto path = folder / "risks" / file;
    auto text = file_text(path).value_or("");
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream{path} << text;
    return Stances::load(folder, content());
}

TEST(Stances, StandOnEveryRiskAtEveryAge)
{
    ASSERT_EQ(stances().all().size(), safety::kora_risks().size());
    for (const auto& stance : stances().all())
        for (const auto& [does, never, points_to] : stance.by_band) {
            EXPECT_GT(words_of(does).size(), 4U) << stance.id;
            EXPECT_GT(words_of(never).size(), 4U) << stance.id;
            EXPECT_GT(words_of(points_to).size(), 4U) << stance.id;
        }
}

TEST(Stances, AreReachedByASafetyCategoryOrATopic)
{
    for (const auto& stance : stances().all())
        EXPECT_FALSE(stance.categories.empty() && stance.topics.empty()) << stance.id;
}

TEST(Stances, AreCalledForByWhatTheSafetyEngineSaw)
{
    EXPECT_EQ(
        called_for(assessed(safety::Action::Support, safety::Category::Abuse), "open"),
        (std::vector<std::string>{"domestic_harm_and_neglect", "sexual_violence"})
    );
    EXPECT_EQ(
        called_for(assessed(safety::Action::Support, safety::Category::Bullying), "bullying"),
        std::vector<std::string>{"harmful_norms"}
    );
    auto faint = assessed(safety::Action::Allow);
    faint.probability.at(static_cast<std::size_t>(safety::Category::Extremism)) = 0.4;
    EXPECT_EQ(called_for(faint, "open"), std::vector<std::string>{"radicalisation"});
}

TEST(Stances, AreCalledForByTheTopic)
{
    const auto calm = assessed(safety::Action::Allow);
    EXPECT_EQ(
        called_for(calm, "homework"),
        (std::vector<std::string>{"academic_dishonesty", "cognitive_atrophy"})
    );
    EXPECT_TRUE(called_for(calm, "jokes").empty());
    EXPECT_TRUE(called_for(safety::Assessment{}, "open").empty()) << "not judged";
}

TEST(Stances, AreNeverMoreThanAPromptCanBear)
{
    auto everything = assessed(safety::Action::Support, safety::Category::Distress);
    everything.probability.fill(0.9);
    for (const auto& topic : content().topics)
        EXPECT_LE(called_for(everything, topic.id).size(), Stances::most_at_once);
}

TEST(Stances, NameFileAndPlaceOfAMistake)
{
    struct Case {
        std::string file;
        std::string_view from;
        std::string_view to;
        std::string_view says;
    };
    for (const auto& [file, from, to, says] : {
             Case{"01-violence.json", "\"id\": \"violence\"", "\"id\": \"violins\"", "must be"},
             Case{"14-hate.json", "\"hate\"\n", "\"hats\"\n", "is no category"},
             Case{"14-hate.json", "\"hate\"\n", "\"crime\"\n", "taxonomies.cpp"},
             Case{"22-privacy.json", "\"who_sees\"", "\"who_seas\"", "does not exist"},
             Case{"22-privacy.json", "\"7-9\"", "\"6-9\"", "needs \"7-9\""},
             Case{
                 "22-privacy.json", "\"never\": \"Never", "\"never\": \"Do not", "must begin with"
             },
             Case{"22-privacy.json", "\"epistemic_humility\"", "\"humility\"", "is no mechanism"},
             Case{
                 "22-privacy.json",
                 "\"anthropomorphism\"",
                 "\"sycophancy\": \"Agreement is no present; interest is.\", \"anthropomorphism\"",
                 "says again"
             },
             Case{"26-sensorimotor-displacement.json", "{", "[", "no valid JSON"},
         }) {
        const auto loaded = with(file, from, to);
        ASSERT_FALSE(loaded) << file << says;
        EXPECT_TRUE(loaded.error().detail.contains(says)) << loaded.error().detail;
        EXPECT_TRUE(loaded.error().detail.contains(".json")) << loaded.error().detail;
    }
    EXPECT_FALSE(Stances::load("/nowhere", content()));
}

}  // namespace
}  // namespace buddy::advisors
