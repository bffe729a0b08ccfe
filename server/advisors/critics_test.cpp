// What critics find in clauses of a model's (data/mentor/probes/critics.json), and that they find nothing in what people wrote.
// BUDDY_SHOW_CRITICS=1 prints the table of docs/mentor.md and the clauses behind its misses.
#include "advisors/critics.hpp"

#include "advisors/advisors_fixture.hpp"
#include "advisors/content_reader.hpp"
#include "advisors/critic_rules.hpp"
#include "advisors/lines.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

namespace buddy::advisors {
namespace {

using testing::all_bands;
using testing::content;
using testing::data_folder;

const Critics& critics()
{
    static const auto loaded = Critics::load(data_folder("mentor") / "critics");
    EXPECT_TRUE(loaded.has_value()) << loaded.error().detail;
    return *loaded;
}

std::optional<Critic> stopped(std::string_view reply, const ReviewSetting& setting = {})
{
    return critics().review(setting).stops(reply);
}

int times(const Review& review, Critic critic, Remark remark)
{
    for (const auto& one : review.found())
        if (one.critic == critic && one.remark == remark) return one.times;
    return 0;
}

ReviewSetting asked(std::string_view text, std::vector<safety::Turn> before = {})
{
    const auto assessment = testing::assessed(safety::Action::Allow);
    return critics().setting_for(
        {.text = text, .context = before, .assessment = &assessment},
        {.lead = Advisor::StudyCoach},
        false
    );
}

// ---------------------------------------------------------------- the probes

struct Probe {
    std::string locale;
    std::string says;
    bool is_meant = false;  ///< The critic should find it.
    ReviewSetting setting;
};

std::vector<Probe> probes_of(const Node& groups, Critic critic)
{
    std::vector<Probe> probes;
    for (const auto& group : groups.items()) {
        group.only({"locale", "band", "child", "stop", "pass"});
        const auto locale = group.at("locale").text();
        const auto child = group.maybe("child");
        const auto said = child ? child->text() : std::string{};
        const auto band = group.maybe("band");
        const auto assessment = testing::assessed(
            critic == Critic::Redirection ? safety::Action::Support : safety::Action::Allow
        );
        const auto setting = critics().setting_for(
            {.text = said,
             .age_band = band ? *safety::age_band_from(band->text()) : safety::AgeBand::From10To12,
             .locale = locale,
             .assessment = &assessment},
            {},
            false
        );
        for (const auto* const list : {"stop", "pass"})
            for (auto& says : group.at(list).texts())
                probes.push_back(
                    {locale, std::move(says), list == std::string_view{"stop"}, setting}
                );
    }
    return probes;
}

bool finds(Critic critic, const Probe& probe)
{
    auto review = critics().review(probe.setting);
    const auto stops = review.stops(probe.says);
    if (critic == Critic::AgeFit) {
        static_cast<void>(review.closing_words());
        return times(review, critic, Remark::Counted) > 0;
    }
    if (critic == Critic::Redirection) return !stops && !review.closing_words().empty();
    return probe.is_meant ? stops == critic : stops.has_value();
}

struct Share {
    int caught = 0;
    int meant = 0;
    int wrongly = 0;
    int innocent = 0;
};

TEST(Critics, FindWhatTheyAreMeantToFindAndLeaveInnocentTwins)
{
    Findings findings;
    const auto file = ContentFile::read(
        data_folder("mentor") / "probes/critics.json", "probes/critics.json", findings
    );
    const bool shows = std::getenv("BUDDY_SHOW_CRITICS") != nullptr;
    for (const auto& [name, groups] : file.root().members()) {
        std::size_t at = 0;
        while (at < critic_count && id_of(static_cast<Critic>(at)) != name) ++at;
        ASSERT_LT(at, critic_count) << name;
        const auto critic = static_cast<Critic>(at);
        Share share;
        for (const auto& probe : probes_of(groups, critic)) {
            const bool found = finds(critic, probe);
            (probe.is_meant ? share.meant : share.innocent) += 1;
            if (found) (probe.is_meant ? share.caught : share.wrongly) += 1;
            if (shows && found != probe.is_meant)
                std::cout << "  " << name << " (" << probe.locale << ") "
                          << (found ? "wrongly: " : "missed: ") << probe.says << '\n';
        }
        if (shows)
            std::cout << "| " << name << " | " << share.caught << " of " << share.meant << " | "
                      << share.wrongly << " of " << share.innocent << " |\n";
        EXPECT_GE(share.meant, 30) << name;
        EXPECT_GE(share.innocent, 30) << name;
        EXPECT_GE(share.caught * 10, share.meant * 9) << name;
        EXPECT_LE(share.wrongly * 20, share.innocent) << name;
    }
    EXPECT_TRUE(findings.empty()) << findings.summary();
}

// ---------------------------------------------------------------- what people wrote

TEST(Critics, StopNothingThatTheGuidedMentorSays)
{
    int lines = 0;
    content().each_line([&](std::string_view language, std::string_view place, const Line& line) {
        for (const auto band : all_bands) {
            if (!line.fits(band)) continue;
            ++lines;
            const auto text = without_quotes(filled(line.text, {}));
            const auto critic = stopped(text, {.locale = std::string{language}, .age_band = band});
            EXPECT_FALSE(critic) << place << " (" << language << ") " << id_of(*critic) << ": "
                                 << text;
        }
    });
    EXPECT_GT(lines, 3000);
}

TEST(Critics, AreLoadedWithTheMentorAndNameFileAndPlaceOfAMistake)
{
    struct Case {
        std::string file;
        std::string_view from;
        std::string_view to;
        std::string_view says;
    };
    for (const auto& [file, from, to, says] : {
             Case{"en.json", "\"flattery\"", "\"flatery\"", "needs \"flattery\""},
             Case{"es.json", "\"stops\"", "\"stop\"", "is not known here"},
             Case{"de.json", "\"base\": \"180\"", "\"base\": \"x\"", "must be a number"},
             Case{"pt.json", "\"somos (os)? melhores amigos\"", "\"~\"", "is no phrase"},
             Case{
                 "fr.json",
                 "[7-9] Un adulte de confiance peut t'aider. À qui pourrais-tu le dire ?",
                 "[7-9] Respire.",
                 "names nobody"
             },
             Case{
                 "en.json",
                 "[7-9] A grown-up you trust can help with this.",
                 "[7-9] A grown-up you trust can help. I love you.",
                 "a critic stops"
             },
             Case{"limits.json", "\"radicalisation\"", "\"radicalization\"", "names no stance"},
         }) {
        const auto folder = std::filesystem::path{::testing::TempDir()} / "buddy_critics";
        std::filesystem::remove_all(folder);
        std::filesystem::copy(data_folder("mentor") / "critics", folder);
        auto text = *file_text(folder / file);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
        std::ofstream{folder / file} << text;
        const auto loaded = Critics::load(folder);
        ASSERT_FALSE(loaded) << file << says;
        EXPECT_TRUE(loaded.error().detail.contains(says)) << loaded.error().detail;
        EXPECT_TRUE(loaded.error().detail.contains(file)) << loaded.error().detail;
    }
    EXPECT_FALSE(Critics::load("/nowhere"));
}

// ---------------------------------------------------------------- how they read

TEST(Critics, ReadAClauseWithTheSentenceItGoesOnWith)
{
    auto review = critics().review({});
    EXPECT_FALSE(review.stops("I think, now that we have talked for such a long time, that I'm all")
    );
    EXPECT_EQ(review.stops(" you need."), Critic::Dependence);
}

TEST(Critics, ReadAcrossFullStopsThatCutAClaimToPieces)
{
    auto review = critics().review({});
    EXPECT_FALSE(review.stops("I. love."));
    EXPECT_EQ(review.stops(" you."), Critic::Dependence);
}

TEST(Critics, DoNotJoinSentencesThatHaveNothingToDoWithEachOther)
{
    auto review = critics().review({});
    EXPECT_FALSE(review.stops("That is a thing that many people need."));
    EXPECT_FALSE(review.stops(" You wrote it down."));
}

TEST(Critics, LetBuddyOfferWordsForAnotherPerson)
{
    EXPECT_FALSE(stopped("You could say to her: “I miss you, come back soon.”"));
    EXPECT_EQ(stopped("I miss you, come back soon."), Critic::Dependence);
    // A quotation that nothing introduces is Buddy's own.
    EXPECT_EQ(stopped("“I miss you so much,” whispers Buddy."), Critic::Dependence);
}

TEST(Critics, BelieveAForgottenQuotationMarkOnlyForAWhile)
{
    auto review = critics().review({});
    EXPECT_FALSE(review.stops("You could say: “Can we talk?"));
    for (int i = 0; i < 6; ++i) EXPECT_FALSE(review.stops(" Then wait for what she has to say."));
    EXPECT_EQ(review.stops(" I love you."), Critic::Dependence);
}

TEST(Critics, CountCourtesiesAndStopNone)
{
    auto review = critics().review({});
    EXPECT_FALSE(review.stops("I'm sorry that happened. I hope tomorrow is easier."));
    EXPECT_EQ(times(review, Critic::Personhood, Remark::Counted), 2);
    EXPECT_TRUE(review.in_words().empty());
}

TEST(Critics, FindNothingInAReviewWithoutRules)
{
    Review none;
    EXPECT_FALSE(none.stops("I love you."));
    EXPECT_TRUE(none.closing_words().empty());
    EXPECT_TRUE(none.found().empty());
}

// ---------------------------------------------------------------- homework

TEST(HomeworkCritic, HoldsTheResultBackUntilTwoTriesOfTheChilds)
{
    const std::string sum{"what is 7 x 8"};
    EXPECT_EQ(stopped("7 x 8 is 56.", asked(sum)), Critic::Homework);
    EXPECT_EQ(stopped("7 x 8 = **56**.", asked(sum)), Critic::Homework);
    EXPECT_FALSE(stopped("7 x 4 is 28, and then?", asked(sum)));
    EXPECT_FALSE(stopped("It is less than 560.", asked(sum)));
    const std::vector<safety::Turn> tried{
        {.role = safety::Role::Child, .text = "what is 7 x 8"},
        {.role = safety::Role::Mentor, .text = "What is 7 x 4?"},
        {.role = safety::Role::Child, .text = "is it 54"},
        {.role = safety::Role::Mentor, .text = "Close."}
    };
    EXPECT_FALSE(stopped("It is 56.", asked("55?", tried)));
    EXPECT_EQ(stopped("It is 56.", asked("i dont know", tried)), Critic::Homework);
}

TEST(HomeworkCritic, LetsAResultBeConfirmedThatTheChildFound)
{
    const std::vector<safety::Turn> before{
        {.role = safety::Role::Child, .text = "what is 7 x 8"},
        {.role = safety::Role::Mentor, .text = "What is 7 x 4?"}
    };
    EXPECT_FALSE(stopped("Yes, 7 x 8 is 56.", asked("56", before)));
}

TEST(HomeworkCritic, StopsATextThatGrowsIntoTheEssay)
{
    auto review = critics().review(asked("write my essay about owls for school"));
    int sentences = 0;
    while (sentences < 100 && !review.stops(" Owls are birds that hunt at night and see well."))
        ++sentences;
    EXPECT_EQ(sentences, 12);  // ten words each, 120 allowed
    auto other = critics().review(asked("tell me about owls"));
    for (int i = 0; i < 30; ++i)
        EXPECT_FALSE(other.stops(" Owls are birds that hunt at night and see well."));
}

TEST(HomeworkCritic, MindsOnlyHomework)
{
    EXPECT_FALSE(stopped("The answer is oxygen."));
    EXPECT_EQ(stopped("The answer is oxygen.", asked("my science homework")), Critic::Homework);
}

// ---------------------------------------------------------------- people

TEST(RedirectionCritic, NamesAPersonAtTheEndOfAHeavyAnswerThatNamedNone)
{
    for (const auto language : languages)
        for (const auto band : all_bands) {
            auto review = critics().review(
                {.locale = std::string{language}, .age_band = band, .needs_person = true}
            );
            EXPECT_FALSE(review.stops("OK. "));
            const auto words = review.closing_words();
            EXPECT_FALSE(words.empty());
            EXPECT_FALSE(stopped(words, {.locale = std::string{language}, .age_band = band}));
            EXPECT_TRUE(review.closing_words().empty()) << "once";
            EXPECT_EQ(times(review, Critic::Redirection, Remark::Added), 1);
            EXPECT_FALSE(review.in_words().empty());
        }
}

TEST(RedirectionCritic, AddsNothingWhereSomebodyWasNamedOrNobodyIsNeeded)
{
    auto named = critics().review({.needs_person = true});
    EXPECT_FALSE(named.stops("Could you tell your aunt?"));
    EXPECT_TRUE(named.closing_words().empty());
    auto light = critics().review({});
    EXPECT_FALSE(light.stops("Owls hunt at night."));
    EXPECT_TRUE(light.closing_words().empty());
}

TEST(RedirectionCritic, ActsWhereTheEngineOrAStanceAsksForIt)
{
    const auto needs = [](const safety::Assessment& assessment, bool leans) {
        const TurnView turn{.text = "hi", .assessment = &assessment, .leans_on_buddy = leans};
        auto review = testing::mentor().review(turn, {.topic = "open"});
        static_cast<void>(review.stops("Okay then."));
        return !review.closing_words().empty();
    };
    auto faint = testing::assessed(safety::Action::Allow);
    EXPECT_FALSE(needs(faint, false));
    EXPECT_TRUE(needs(faint, true));
    faint.probability.at(static_cast<std::size_t>(safety::Category::Abuse)) = 0.4;
    EXPECT_TRUE(needs(faint, false));
    EXPECT_TRUE(needs(testing::assessed(safety::Action::Support), false));
}

// ---------------------------------------------------------------- reading

TEST(ReadingEase, CountsSyllablesAsGroupsOfVowels)
{
    const std::vector<std::string> silent{"e", "ed", "es"};
    EXPECT_EQ(syllables_of("cat", silent), 1);
    EXPECT_EQ(syllables_of("make", silent), 1);
    EXPECT_EQ(syllables_of("mother", silent), 2);
    EXPECT_EQ(syllables_of("photosynthesis", silent), 5);
    EXPECT_EQ(syllables_of("the", silent), 1);
    EXPECT_EQ(syllables_of("7", silent), 1);
}

TEST(ReadingEase, FollowsFlesch)
{
    // Ten words of 1.3 syllables: 206.835 - 10.15 - 109.98.
    EXPECT_NEAR(ease_of({}, 10, 13), 86.7, 0.1);
}

TEST(AgeFitCritic, CountsAHardSentenceOnceAndLetsItThrough)
{
    auto review = critics().review({.age_band = safety::AgeBand::From7To9});
    EXPECT_FALSE(review.stops("Photosynthesis enables vegetation to convert carbon dioxide, "));
    EXPECT_FALSE(review.stops("which accumulates in the atmosphere. "));
    EXPECT_FALSE(review.stops("The sun is up and the day is warm."));
    EXPECT_EQ(times(review, Critic::AgeFit, Remark::Counted), 1);
    EXPECT_TRUE(review.in_words().contains("harder to read"));
}

// ---------------------------------------------------------------- cost

// A measurement for docs/mentor.md, and no test: the machine decides.
TEST(Critics, ShowWhatAClauseCosts)
{
    if (std::getenv("BUDDY_SHOW_CRITICS") == nullptr)
        GTEST_SKIP() << "BUDDY_SHOW_CRITICS=1 shows it";
    using Clock = std::chrono::steady_clock;
    const std::string clause =
        " You could ask your teacher what she meant, and then think about how it felt for you and "
        "for your friend when you came home after such a long day, because that helps to find out "
        "what you want to say to her tomorrow morning.";
    std::vector<double> micros;
    for (const auto language : languages) {
        auto review = critics().review({.locale = std::string{language}, .is_homework = true});
        for (int i = 0; i < 60; ++i) {
            const auto begin = Clock::now();
            static_cast<void>(review.stops(clause));
            micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count()
            );
        }
    }
    std::ranges::sort(micros);
    std::cout << "median " << micros[micros.size() / 2] << " us, p99 "
              << micros[micros.size() * 99 / 100] << " us\n";
}

}  // namespace
}  // namespace buddy::advisors
