#include "trainer.hpp"

#include "calibration.hpp"
#include "corpus.hpp"
#include "emotion_words.hpp"
#include "goemotions.hpp"
#include "linear_trainer.hpp"
#include "lint.hpp"
#include "measures.hpp"
#include "mood_lessons.hpp"
#include "mood_measures.hpp"
#include "noise.hpp"

#include "text/lexicon.hpp"
#include "text/linear_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace buddy::train {
namespace {

std::filesystem::path fresh_folder()
{
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const auto folder = std::filesystem::path{testing::TempDir()} / test->name();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

Case a_case(std::string id, std::string family, std::string text, bool needs)
{
    Case one;
    one.id = std::move(id);
    one.family = std::move(family);
    one.lang = "en";
    one.text = std::move(text);
    one.actions = {needs ? 4U : 0U};
    if (needs) one.categories = {0};
    one.severity = needs ? 3 : 0;
    return one;
}

std::vector<Case> dozens_of_cases()
{
    const char* const dark[] = {"i want to die", "i hurt myself again", "nobody would miss me"};
    const char* const light[] = {"we had pizza", "my dog is funny", "math was long today"};
    std::vector<Case> cases;
    for (int i = 0; i < 12; ++i) {
        const std::string number = std::to_string(i);
        cases.push_back(a_case("d" + number, "d-" + number, dark[i % 3] + (" " + number), true));
        cases.push_back(a_case("l" + number, "l-" + number, light[i % 3] + (" " + number), false));
    }
    return cases;
}

Result<std::string> tiny_model(const std::filesystem::path& folder)
{
    const auto cases = dozens_of_cases();
    std::vector<const Case*> all;
    for (const Case& one : cases) all.push_back(&one);
    const auto lexicons = text::Lexicon::read(BUDDY_SOURCE_DIR "/data/lexicons");
    const Settings settings{.dim = 8, .hidden = 8, .epochs = 6};
    return train_model(
        {heads(), all, all},
        lexicons.value(),
        settings,
        nullptr,
        folder / "scratch",
        [](std::size_t) {}
    );
}

TEST(Trainer, MakesTheSameBytesTwice)
{
    const auto folder = fresh_folder();
    const auto first = tiny_model(folder);
    const auto second = tiny_model(folder);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(*first, *second);
}

TEST(Trainer, LearnsToTellTheCasesApart)
{
    const auto folder = fresh_folder();
    const auto bytes = tiny_model(folder);
    ASSERT_TRUE(bytes.has_value());
    std::ofstream{folder / "tiny.bdm", std::ios::binary} << *bytes;
    const auto model = text::Model::load(folder / "tiny.bdm");
    ASSERT_TRUE(model.has_value());
    const auto needs = model->output("needs_action", "needs_action").value();
    const float dark = model->predict({.text = "i want to die"}).values.at(needs);
    const float light = model->predict({.text = "we had pizza"}).values.at(needs);
    EXPECT_GT(dark, light + 0.4F);
}

TEST(Trainer, RefusesToLearnFromNothing)
{
    const auto lexicons = text::Lexicon::read(BUDDY_SOURCE_DIR "/data/lexicons");
    const auto none = train_model(
        {heads(), {}, {}}, lexicons.value(), {}, nullptr, fresh_folder() / "s", [](std::size_t) {}
    );
    EXPECT_EQ(none.error().code, ErrorCode::Invalid);
}

TEST(Targets, FollowTheLabels)
{
    Case one = a_case("x", "x", "words", true);
    one.actions = {1, 4};
    one.emotions = {1};
    const auto all = heads();
    std::vector<float> targets;
    std::vector<float> weights;
    set_targets(one, all, targets, weights);
    EXPECT_EQ(targets[all[0].first], 1.0F);
    EXPECT_EQ(targets[all[1].first], 1.0F);
    EXPECT_EQ(targets[all[2].first], 0.0F) << "support is accepted, so no alarm is needed";
    EXPECT_EQ(targets[all[7].first + 1], 0.5F);
    EXPECT_EQ(targets[all[7].first + 4], 0.5F);
    EXPECT_EQ(targets[all[8].first + 1], 1.0F);
    one.speaker = text::Speaker::Mentor;
    set_targets(one, all, targets, weights);
    EXPECT_EQ(weights[all[8].first], 0.0F) << "a mentor's emotions are not labelled";
}

TEST(Corpus, ReportsEveryBadLineByPlaceAndNeverByItsWords)
{
    const auto folder = fresh_folder();
    std::ofstream{folder / "a.jsonl"} << "{\"id\":\"secret words\"}\nnot json\n";
    const auto cases = read_corpus(folder);
    ASSERT_FALSE(cases.has_value());
    EXPECT_THAT(cases.error().detail, testing::HasSubstr("a.jsonl:1: family"));
    EXPECT_THAT(cases.error().detail, testing::HasSubstr("a.jsonl:2: not a JSON object"));
    EXPECT_THAT(cases.error().detail, testing::Not(testing::HasSubstr("secret")));
}

TEST(Splits, NeverMoveAFamilyThatHasASide)
{
    std::vector<Case> cases = dozens_of_cases();
    Splits splits;
    extend_splits(cases, splits);
    const Splits before = splits;
    cases.push_back(a_case("n", "d-new", "new words", true));
    extend_splits(cases, splits);
    for (const auto& [family, side] : before) EXPECT_EQ(splits.at(family), side);
    EXPECT_EQ(splits.size(), before.size() + 1);
}

TEST(Splits, ComeBackFromTheFile)
{
    Splits splits;
    extend_splits(dozens_of_cases(), splits);
    const auto file = fresh_folder() / "splits.json";
    std::ofstream{file} << splits_text(splits);
    EXPECT_EQ(read_splits(file).value(), splits);
}

TEST(Splits, PutMostFamiliesOnTheTrainingSide)
{
    std::vector<Case> cases;
    for (int i = 0; i < 400; ++i) {
        const std::string number = std::to_string(i);
        cases.push_back(a_case(number, "zz-" + number, "words " + number, i % 2 == 0));
    }
    Splits splits;
    extend_splits(cases, splits);
    EXPECT_NEAR(static_cast<double>(side_of(cases, splits, Side::Train).size()), 280.0, 4.0);
    EXPECT_NEAR(static_cast<double>(side_of(cases, splits, Side::Test).size()), 60.0, 4.0);
}

TEST(Lint, FindsWhatMayReachSomebody)
{
    EXPECT_TRUE(may_reach_somebody("write to anna.b@gmail.com"));
    EXPECT_TRUE(may_reach_somebody("call 0171 238 9946 now"));
    EXPECT_FALSE(may_reach_somebody("write to anna@example.org or @anna"));
    EXPECT_FALSE(may_reach_somebody("call 212 555 0147 or 988 or 116 111"));
    EXPECT_FALSE(may_reach_somebody("the sum is 48 and 7 14 21 28 35"));
}

TEST(Lint, FindsContradictions)
{
    std::vector<Case> cases = {a_case("a", "f", "x", true), a_case("a", "f", "y", false)};
    cases[0].categories.clear();
    const auto complaints = complaints_about(cases, {{"f", Side::Train}});
    EXPECT_THAT(
        complaints, testing::Contains(testing::HasSubstr("needs action without a category"))
    );
    EXPECT_THAT(complaints, testing::Contains(testing::HasSubstr("an id used before")));
}

TEST(Lint, IsContentWithTheShippedCorpus)
{
    const auto cases = read_corpus(BUDDY_SOURCE_DIR "/data/corpus");
    ASSERT_TRUE(cases.has_value()) << cases.error().detail;
    const auto splits = read_splits(BUDDY_SOURCE_DIR "/data/corpus/splits.json");
    ASSERT_TRUE(splits.has_value());
    EXPECT_THAT(complaints_about(*cases, *splits), testing::IsEmpty());
}

TEST(Measures, KnowAPromiseThatIsHalfKept)
{
    EXPECT_NEAR(
        calibration_error(std::vector<safety::Ranked>{{1.0, true}, {1.0, false}}), 0.5, 1e-9
    );
}

TEST(LinearTrainer, LearnsToTellTheCasesApart)
{
    std::vector<Case> cases;
    for (int i = 0; i < 20; ++i) {
        const auto number = std::to_string(i);
        cases.push_back(a_case("n" + number, "n" + number, "he hits me at home " + number, true));
        cases.push_back(a_case("o" + number, "o" + number, "we baked a cake " + number, false));
    }
    std::vector<const Case*> all;
    for (const Case& one : cases) all.push_back(&one);
    const auto normaliser = text::Normaliser::parse("");
    ASSERT_TRUE(normaliser);
    const auto bytes = train_linear(all, all, *normaliser, 7);
    EXPECT_EQ(bytes, train_linear(all, all, *normaliser, 7)) << "not deterministic";
    const auto linear = text::LinearModel::parse(bytes);
    ASSERT_TRUE(linear) << linear.error().detail;
    const auto asked = [&](std::string_view text) {
        return linear->probability(text::features_of(*normaliser, {.text = text}));
    };
    EXPECT_GT(asked("my uncle hits me"), 0.6F);
    EXPECT_LT(asked("i baked bread"), 0.4F);
}

TEST(Noise, MisspellsTheChildAndNeverTheMentor)
{
    Case one = a_case("n", "n", "i really cannot sleep because it is loud again downstairs", true);
    one.context = {{text::Speaker::Mentor, "What is it that keeps you awake, would you say?"}};
    std::mt19937_64 random{3};
    bool slipped = false;
    for (int round = 0; round < 20; ++round) {
        const Case copy = noisy(one, SmallTalk{}, random);
        EXPECT_EQ(copy.context.front().text, one.context.front().text);
        slipped = slipped || copy.text != one.text;
    }
    EXPECT_TRUE(slipped);
}

TEST(Noise, LetsTheGuidedMentorTalkButKeepsWhatIsAnswered)
{
    Case line = a_case("l", "l", "How did that sit with you?", false);
    line.author = "buddy";
    line.speaker = text::Speaker::Mentor;
    const std::vector<const Case*> learn = {&line};
    const SmallTalk small_talk{learn};
    const auto asked = [](std::string text, bool needs) {
        Case one = a_case("c", "c", std::move(text), needs);
        one.context = {
            {text::Speaker::Mentor, "And then?"},
            {text::Speaker::Child, "he came in"},
            {text::Speaker::Mentor, "Did he hurt you?"}
        };
        return one;
    };
    const Case answer = asked("yes a bit", true);
    const Case plain = asked("we had pasta", false);
    std::mt19937_64 random{5};
    int recast = 0;
    for (int round = 0; round < 60; ++round) {
        const Case copy = noisy(answer, small_talk, random);
        EXPECT_TRUE(copy.context.back().text.ends_with("Did he hurt you?"));
        if (copy.context.front().text == line.text) ++recast;
        const Case other = noisy(plain, small_talk, random);
        EXPECT_TRUE(
            other.context.back().text == line.text ||
            other.context.back().text == "Did he hurt you?"
        );
    }
    EXPECT_GT(recast, 5);
    EXPECT_LT(recast, 40);
}

TEST(Noise, PutsHarmlessChatterBesideAMessageAndNothingElse)
{
    Case harmless = a_case("s", "s", "we had pasta", false);
    Case figurative = a_case("f", "f", "that test killed me", false);
    figurative.frame = 1;
    const Case worry = a_case("w", "w", "my uncle hits me", true);
    const std::vector<const Case*> learn = {&harmless, &figurative, &worry};
    const SmallTalk small_talk{learn};
    std::mt19937_64 random{5};
    ASSERT_NE(small_talk.any("en", random), nullptr);
    EXPECT_EQ(*small_talk.any("en", random), harmless.text);
    EXPECT_EQ(small_talk.any("pt", random), nullptr);
    int beside = 0;
    for (int round = 0; round < 60; ++round) {
        const Case copy = noisy(worry, small_talk, random);
        EXPECT_EQ(copy.actions, worry.actions);
        if (copy.text.size() > worry.text.size() + harmless.text.size() / 2) ++beside;
    }
    EXPECT_GT(beside, 5);
    EXPECT_LT(beside, 40);
}

TEST(Goemotions, ReadsPostsAndNamesALineThatIsNone)
{
    std::istringstream lines{
        R"({"text":"a b","split":"train","labels":{"emotions":["joy","love"]}})"
        "\n"
        R"({"text":"c d","split":"dev","labels":{"emotions":["neutral"]}})"
        "\n"
    };
    const auto posts = read_goemotions(lines);
    ASSERT_TRUE(posts) << posts.error().detail;
    ASSERT_EQ(posts->size(), 2U);
    EXPECT_EQ(goemotions_names.at(posts->front().labels.at(1)), "love");
    EXPECT_TRUE(posts->back().dev);
    std::istringstream wrong{R"({"text":"secret","split":"dev","labels":{"emotions":["bliss"]}})"};
    const auto none = read_goemotions(wrong);
    EXPECT_EQ(none.error().code, ErrorCode::Invalid);
    EXPECT_EQ(none.error().detail.find("secret"), std::string::npos);
}

TEST(MoodLessons, AreThePostsThatSayWhatIsFeltOrThatNothingIs)
{
    const auto label = [](std::string_view name) {
        const auto* const found = std::ranges::find(goemotions_names, name);
        return static_cast<std::size_t>(found - goemotions_names.begin());
    };
    const std::vector<Post> posts{
        {.text = "one", .labels = {label("gratitude"), label("joy")}},
        {.text = "two", .labels = {label("neutral")}},
        {.text = "three", .labels = {label("approval")}},
        {.text = "four", .labels = {label("fear")}, .dev = true},
    };
    const auto lessons = mood_lessons(posts);
    ASSERT_EQ(lessons.size(), 2U);
    ASSERT_EQ(lessons[0].emotions.size(), 1U);
    EXPECT_EQ(emotion_names.at(lessons[0].emotions[0]), "joy");
    EXPECT_TRUE(lessons[1].emotions.empty());
    EXPECT_NE(lessons[0].family, lessons[1].family);
}

TEST(MoodLessons, MakeAModelThatReadsMoodsAlone)
{
    auto cases = dozens_of_cases();
    for (Case& one : cases) one.emotions = {one.needs_action() ? 1U : 0U};
    std::vector<const Case*> all;
    for (const Case& one : cases) all.push_back(&one);
    const auto lexicons = text::Lexicon::read(BUDDY_SOURCE_DIR "/data/lexicons");
    const auto folder = fresh_folder();
    const auto bytes = train_model(
        {mood_heads(), all, all},
        lexicons.value(),
        {.dim = 8, .hidden = 8, .epochs = 6},
        nullptr,
        folder / "scratch",
        [](std::size_t) {}
    );
    ASSERT_TRUE(bytes.has_value());
    std::ofstream{folder / "moods.bdm", std::ios::binary} << *bytes;
    const auto model = text::Model::load(folder / "moods.bdm");
    ASSERT_TRUE(model.has_value());
    EXPECT_EQ(model->heads().size(), 1U);
    const auto sadness = model->output("emotions", "sadness").value();
    const float dark = model->predict({.text = "i want to die"}).values.at(sadness);
    const float light = model->predict({.text = "we had pizza"}).values.at(sadness);
    EXPECT_GT(dark, light + 0.4F);
}

TEST(Goemotions, CountsF1AndFindsTheThresholdWithTheBest)
{
    EXPECT_DOUBLE_EQ((LabelCounts{.hits = 2, .said = 4, .real = 2}.f1()), 2.0 / 3.0);
    EXPECT_EQ(LabelCounts{}.f1(), 0.0);
    const std::vector<double> scores{0.9, 0.2, 0.6, 0.1};
    EXPECT_EQ(best_threshold(scores, {true, false, true, false}), 0.6);
    EXPECT_EQ(best_threshold(scores, {false, false, false, false}), 2.0);
}

TEST(Goemotions, LearnsWhatWordsTell)
{
    const auto normaliser = text::Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
    std::vector<Post> posts;
    for (int i = 0; i < 400; ++i) {
        const bool glad = i % 2 == 0;
        const std::string number = std::to_string(i / 4);
        posts.push_back(
            {.text = (glad ? "what a splendid day " : "the train was at the station ") + number,
             .labels = {glad ? 17U : 27U},
             .dev = i % 5 == 0}
        );
    }
    const Settings settings{
        .dim = 8, .hidden = 8, .epochs = 6, .noisy_copies = 0, .least_families = 2
    };
    const auto report = measure_goemotions(posts, *normaliser, settings);
    ASSERT_EQ(report.rows.size(), 4U);
    EXPECT_EQ(report.dev, 80U);
    EXPECT_EQ(report.rows[1].labels[17].f1(), 0.0) << "no word of the list";
    EXPECT_GT(report.rows[2].labels[17].f1(), 0.9);
    EXPECT_GT(report.rows[3].labels[17].f1(), 0.9);
}

TEST(Moods, AreJudgedByWhatPeopleLabelledAlone)
{
    Case one = a_case("g1-0001", "f", "words", false);
    EXPECT_FALSE(judges_moods(one)) << "nothing is felt";
    one.emotions = {10, 0, 11};  // love, joy, disgust
    EXPECT_TRUE(judges_moods(one));
    EXPECT_EQ(moods_of(one), (std::vector<std::size_t>{0, 2}));
    one.id = "k3-0001";
    EXPECT_FALSE(judges_moods(one));
    one.id = "g1-0001";
    one.speaker = text::Speaker::Mentor;
    EXPECT_FALSE(judges_moods(one));
}

TEST(Moods, AreScoredByEveryGuess)
{
    Case sad = a_case("a", "a", "words", false);
    sad.emotions = {1};
    Case glad = a_case("b", "b", "words", false);
    glad.emotions = {0, 8};
    const std::vector<const Case*> cases{&sad, &glad};
    const std::vector<MoodGuess> guesses{
        {.mood = 1, .certainty = 1.0}, {.mood = 1, .certainty = 0.2}
    };
    const auto score = score_of("x", cases, guesses);
    EXPECT_DOUBLE_EQ(score.right, 0.5);
    EXPECT_DOUBLE_EQ(score.named, 0.5);
    EXPECT_DOUBLE_EQ(score.right_when_named, 1.0);
    EXPECT_NEAR(score.macro_f1, 2.0 / 3.0 / 10.0, 1e-9);
    EXPECT_NEAR(score.calibration_error, 0.1, 1e-9);
}

}  // namespace
}  // namespace buddy::train
