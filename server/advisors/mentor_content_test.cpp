// Reads everything that is authored: tone, reading age, and what the safety engine says to it.
#include "advisors/advisors_fixture.hpp"
#include "advisors/content_reader.hpp"
#include "advisors/lines.hpp"

#include <algorithm>
#include <fstream>
#include <map>

namespace buddy::advisors {
namespace {

using testing::all_bands;
using testing::content;

/// What a child would read: blanks filled in the way they often are.
std::string as_read(const Line& line)
{
    const Facts facts{
        {"friend", "Mia"},
        {"pet", "Rex"},
        {"nickname", "Sam"},
        {"display", "116 111"},
        {"service", "Child Line"},
        {"keyword", "HOME"},
        {"a", "7"},
        {"b", "8"},
        {"c", "3"},
        {"d", "35"},
        {"e", "21"},
        {"f", "6"},
        {"g", "4"},
        {"h", "2"},
        {"sign", "+"},
        {"verb", "add"},
        {"answer", "56"},
        {"problem", "7 × 8"},
        {"said", "54"}
    };
    return filled(line.text, facts);
}

int syllables(std::string_view word)
{
    int count = 0;
    bool before = false;
    for (const char c : word) {
        const bool vowel = std::string_view{"aeiouy"}.contains(c);
        count += vowel && !before ? 1 : 0;
        before = vowel;
    }
    if (word.ends_with('e') && count > 1) --count;
    return std::max(count, 1);
}

/// The Flesch-Kincaid grade of all English lines for an age band.
double reading_grade(safety::AgeBand band)
{
    double words = 0;
    double parts = 0;
    double sentences = 0;
    content().each_line([&](std::string_view language, std::string_view, const Line& line) {
        if (language != "en" || !line.fits(band)) return;
        for (const auto& sentence : sentences_of(as_read(line))) {
            sentences += 1;
            for (const auto& word : words_of(sentence)) {
                words += 1;
                parts += syllables(word.folded);
            }
        }
    });
    return 0.39 * (words / sentences) + 11.8 * (parts / words) - 15.59;
}

TEST(MentorContent, ReadsEasilyAtEveryAge)
{
    EXPECT_LE(reading_grade(safety::AgeBand::From7To9), 3.0);
    EXPECT_LE(reading_grade(safety::AgeBand::From10To12), 5.0);
    EXPECT_LE(reading_grade(safety::AgeBand::From13To17), 6.0);
    RecordProperty("grade_7_9", std::to_string(reading_grade(safety::AgeBand::From7To9)));
    RecordProperty("grade_10_12", std::to_string(reading_grade(safety::AgeBand::From10To12)));
    RecordProperty("grade_13_17", std::to_string(reading_grade(safety::AgeBand::From13To17)));
}

TEST(MentorContent, HasNoLongSentencesForTheYoung)
{
    content().each_line([](std::string_view language, std::string_view place, const Line& line) {
        for (const auto& sentence : sentences_of(as_read(line))) {
            const auto words = words_of(sentence).size();
            if (line.bands == 1) EXPECT_LE(words, 20U) << language << place << ": " << sentence;
            EXPECT_LE(words, 34U) << language << place << ": " << sentence;
        }
    });
}

TEST(MentorContent, HoldsNoNumbersInCrisisWords)
{
    content().each_line([](std::string_view, std::string_view place, const Line& line) {
        if (!place.starts_with("crisis.")) return;
        EXPECT_EQ(line.text.find_first_of("0123456789!"), std::string::npos) << line.text;
    });
}

TEST(MentorContent, HasFewExclamationMarksAndNoShouting)
{
    content().each_line([](std::string_view, std::string_view place, const Line& line) {
        EXPECT_LE(std::ranges::count(line.text, '!'), 1) << place << line.text;
    });
}

TEST(MentorContent, SpeaksOfItselfHonestly)
{
    PhraseSet claims;
    for (const auto* const claim :
         {"i feel",           "i love",          "i miss",         "im sorry",
          "im proud",         "im glad",         "im human",       "i promise",
          "our secret",       "dont tell",       "im your friend", "i care about",
          "i hope",           "i remember when", "as a doctor",    "as your therapist",
          "you are so smart", "youre so smart",  "good boy",       "good girl"})
        ASSERT_TRUE(claims.add(claim, 0));
    content().each_line([&](std::string_view, std::string_view place, const Line& line) {
        if (!line.text.contains("“"))
            EXPECT_FALSE(claims.any(words_of(line.text))) << place << ": " << line.text;
    });
}

TEST(MentorContent, HasManyTopicsThatGoDeep)
{
    const auto threads = std::ranges::count(content().topics, TopicKind::Thread, &Topic::kind);
    EXPECT_GE(content().topics.size(), 50U);
    EXPECT_GE(threads, 25);
    const auto deep = std::ranges::count_if(content().topics, [](const Topic& topic) {
        const auto always = [](const Beat& beat) { return !beat.if_uneasy; };
        return topic.kind == TopicKind::Thread &&
               std::ranges::count_if(topic.speech.find("en")->second.beats, always) >= 8;
    });
    EXPECT_GE(deep, 45);
    for (const auto* const id : {"bad_day", "friend_fight", "bullying"})
        EXPECT_GE(content().topic(id)->speech.find("en")->second.beats.size(), 8U) << id;
}

/// Says nothing that the safety engine would not let a model say.
void expect_passing(
    const safety::Engine& engine,
    std::string_view place,
    std::string_view language,
    safety::AgeBand band,
    std::string_view text
)
{
    safety::RiskState after;
    const auto assessment = engine.assess(
        {.text = text, .age_band = band, .direction = safety::Direction::Output, .locale = language
        },
        {},
        after
    );
    EXPECT_TRUE(assessment.available);
    EXPECT_LE(assessment.action, safety::Action::Support)
        << place << " (" << language << ", " << safety::id_of(band) << ") "
        << (assessment.primary ? safety::id_of(*assessment.primary) : "") << " "
        << (assessment.evidence.empty() ? "" : assessment.evidence.front().source) << ": " << text;
}

TEST(MentorContent, PassesTheSafetyEngine)
{
    const std::filesystem::path root{BUDDY_SOURCE_DIR};
    const auto engine = safety::Engine::load(
        {.model = root / "data/models/safety.bdm",
         .rules = root / "safety/rules",
         .policy = root / "data/policy/policy.json"},
        {.thread_nanos = [] { return std::int64_t{0}; },  // no deadline: this machine may be busy
         .wall_nanos = [] { return std::int64_t{0}; }}
    );
    ASSERT_TRUE(engine) << engine.error().detail;
    content().each_line([&](std::string_view language, std::string_view place, const Line& line) {
        if (place.contains(".line_")) return;  // half of it comes from the registry
        const auto text = as_read(line);
        for (const auto band : all_bands)
            if (line.fits(band)) expect_passing(*engine, place, language, band, text);
    });
    for (const auto band : all_bands)
        for (const auto& example :
             content().prompts.examples.by_band.at(std::string{safety::id_of(band)}))
            expect_passing(*engine, "examples.json", "en", band, example.buddy);
}

/// A copy of the content with one file changed.
Result<Mentor> with(const std::string& file, std::string_view from, std::string_view to)
{
    const auto folder = std::filesystem::path{::testing::TempDir()} / "buddy_mentor_content";
    std::filesystem::remove_all(folder);
    std::filesystem::copy(
        testing::data_folder("mentor"), folder, std::filesystem::copy_options::recursive
    );
    auto text = *file_text(folder / file);
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream{folder / file} << text;
    return Mentor::load(folder, testing::data_folder("stances"));
}

TEST(MentorContent, NamesFileAndPlaceOfAMistake)
{
    struct Case {
        std::string file;
        std::string_view from;
        std::string_view to;
        std::string_view says;
    };
    for (const auto& [file, from, to, says] : {
             Case{
                 "topics/school.json",
                 "\"kind\": \"thread\"",
                 "\"kind\": \"thraed\"",
                 "is no kind of topic"
             },
             Case{
                 "topics/school.json",
                 "\"move\": \"reflect\"",
                 "\"mvoe\": \"reflect\"",
                 "is not known here"
             },
             Case{
                 "topics/chat.json", "\"go\": \"bad_day\"", "\"go\": \"bad_dya\"", "does not exist"
             },
             Case{
                 "topics/chat.json",
                 "[7-9] Bye. Have fun out there.",
                 "[7-9] Bye. I miss you.",
                 "never says"
             },
             Case{"topics/chat.json", "[7-9] Bye. Have fun", "[7-8] Bye. Have fun", "unknown tag"},
             Case{"topics/chat.json", "{nickname}", "{surname}", "unknown blank"},
             Case{"crisis/en.json", "That was brave.", "That was brave!", "exclamation mark"},
             Case{"crisis/de.json", "Das war mutig.", "Ruf 112.", "has a digit"},
             Case{
                 "crisis/fr.json",
                 "\"company_ask\"",
                 "\"company_aks\"",
                 "no part of the crisis path"
             },
             Case{
                 "words/pt.json", "\"open\": [", "\"open\": [\"Sim?\"], \"more\": [", "31 different"
             },
             Case{"kind/es.json", "\"block\"", "\"blok\"", "needs \"block\""},
             Case{"council.json", "\"feeling_low\"", "\"feeling_lo\"", "does not exist"},
             Case{"roles.json", "\"id\": \"explorer\"", "\"id\": \"exploder\"", "is no advisor"},
             Case{"topics/play.json", "[", "[[", "play.json:"},
         }) {
        const auto loaded = with(file, from, to);
        ASSERT_FALSE(loaded) << file << says;
        EXPECT_TRUE(loaded.error().detail.contains(says)) << loaded.error().detail;
    }
}

TEST(MentorContent, IsRefusedWhenItIsMissing)
{
    EXPECT_FALSE(Mentor::load("/nowhere", testing::data_folder("stances")));
    EXPECT_FALSE(Mentor::load(testing::data_folder("mentor"), "/nowhere"));
}

}  // namespace
}  // namespace buddy::advisors
