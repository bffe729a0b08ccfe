#include "advisors/crisis_guide.hpp"

#include "advisors/advisors_fixture.hpp"
#include "advisors/sealed_state.hpp"

#include <random>

namespace buddy::advisors {
namespace {

using safety::Category;
using testing::all_bands;
using testing::assessed;
using testing::Crisis;

bool has(const std::string& text, std::string_view part)
{
    return text.contains(part);
}

TEST(CrisisGuide, BeginsWithCareTruthHelpAndTheQuestion)
{
    for (const auto band : all_bands) {
        Crisis path{.band = band};
        const auto reply = path.alarm("i dont want to be alive anymore");
        EXPECT_EQ(reply.move, "crisis_open");
        EXPECT_TRUE(has(reply.text, "Thank you")) << reply.text;
        EXPECT_TRUE(has(reply.text, "911")) << reply.text;
        EXPECT_TRUE(has(reply.text, "988")) << reply.text;
        EXPECT_TRUE(reply.text.ends_with("?")) << reply.text;
        EXPECT_TRUE(path.open());
    }
}

TEST(CrisisGuide, DoesNotCloseOnAWordThatTakesItBack)
{
    for (const auto* const said :
         {"jk", "no", "im fine", "nvm", "lol", "forget it", "it was a joke"}) {
        Crisis path;
        static_cast<void>(path.alarm("i want to die"));
        for (int turn = 0; turn < 5; ++turn) {
            static_cast<void>(path.calm(said));
            EXPECT_TRUE(path.open()) << said << " closed the path at turn " << turn;
        }
    }
}

TEST(CrisisGuide, AsksAgainAfterARetraction)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to kill myself"));
    const auto reply = path.calm("jk");
    EXPECT_EQ(reply.move, "crisis_retract");
    EXPECT_TRUE(has(reply.text, "once more")) << reply.text;
}

TEST(CrisisGuide, LooksForCompanyAndWordsAfterAYes)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    const auto yes = path.calm("yes");
    EXPECT_EQ(yes.move, "crisis_yes");
    EXPECT_TRUE(has(yes.text, "?"));
    const auto near = path.calm("my mum is downstairs");
    EXPECT_TRUE(has(near.text, "“")) << "gives words to say: " << near.text;
    const auto done = path.calm("i told her");
    EXPECT_TRUE(has(done.text, "right")) << done.text;
    EXPECT_TRUE(path.open());
}

TEST(CrisisGuide, FindsSomebodyWhenTheChildIsAlone)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    static_cast<void>(path.calm("kind of"));
    const auto reply = path.calm("nobody im alone");
    EXPECT_TRUE(has(reply.text, "family")) << reply.text;
}

TEST(CrisisGuide, StepsDownSlowlyAndChecksOnTheWay)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    int turns = 1;
    bool checked = false;
    for (; path.open() && turns < 40; ++turns)
        checked = path.calm(turns == 3 ? "i told my mum" : "yes shes with me").text.contains("?") ||
                  checked;
    EXPECT_GE(turns, 8);
    EXPECT_LT(turns, 40);
    EXPECT_TRUE(checked);
}

TEST(CrisisGuide, DoesNotCloseWithoutAGoodAnswer)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    for (int turn = 0; turn < 30; ++turn) {
        static_cast<void>(path.calm("whatever"));
        EXPECT_TRUE(path.open());
    }
}

TEST(CrisisGuide, GoesBackToHelpOnANewAlarm)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    for (const auto* const said : {"no", "my mum", "i told her", "ok", "fine"})
        static_cast<void>(path.calm(said));
    const auto reply = path.alarm("i still want to do it");
    EXPECT_EQ(reply.move, "crisis_again");
    EXPECT_TRUE(has(reply.text, "988"));
    const auto words = path.calm("tonight");
    EXPECT_TRUE(path.open()) << words.text;
}

TEST(CrisisGuide, TakesItUpAgainAfterItWasClosed)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    for (int turn = 0; path.open() && turn < 40; ++turn)
        static_cast<void>(path.calm(turn == 2 ? "i told my mum" : "yes shes with me"));
    ASSERT_FALSE(path.open());
    EXPECT_EQ(path.alarm("i want to die").move, "crisis_open");
    EXPECT_TRUE(path.open());
}

TEST(CrisisGuide, TreatsDamagedStateAsAnOpenPath)
{
    Crisis path;
    static_cast<void>(path.alarm("i want to die"));
    const auto whole = path.state;
    std::mt19937 random{3};
    for (int i = 0; i < 300; ++i) {
        auto broken = whole;
        broken[random() % broken.size()] ^= static_cast<char>(1 + random() % 100);
        EXPECT_TRUE(Mentor::in_crisis(broken));
        EXPECT_TRUE(Mentor::in_crisis(whole.substr(0, 1 + random() % (whole.size() - 1))));
    }
    for (const auto* const body : {"step none\n", "step closed", "rubbish", "danger x\n"})
        if (std::string_view{body} != "step closed")
            EXPECT_TRUE(Mentor::in_crisis(sealed("crisis1", body))) << body;
    path.state = "damaged";
    const auto reply = path.calm("hello");
    EXPECT_EQ(reply.move, "crisis_open");
    EXPECT_TRUE(path.open());
    EXPECT_FALSE(Mentor::in_crisis(""));
}

TEST(CrisisGuide, TellsTheTruthAboutWhoIsTold)
{
    struct Case {
        safety::Notify told;
        std::string_view says;
        std::string_view never;
    };
    for (const auto& [told, says, never] : {
             Case{{.guardian = true}, "your parent or guardian is being told", "safety team"},
             Case{{.guardian = true, .moderator = true}, "safety team", "do not get this"},
             Case{{.moderator = true}, "do not get this from me", "guardian is being told"},
             Case{{.trusted_adult = true}, "other trusted adult", "safety team"},
             Case{
                 {.trusted_adult = true, .moderator = true}, "safety team", "guardian is being told"
             },
             Case{{}, "nobody near you is told by me", "is being told now"},
         }) {
        Crisis path{.told = told};
        const auto text = path.alarm("my dad hits me", Category::Abuse).text;
        EXPECT_TRUE(has(text, says)) << text;
        EXPECT_FALSE(has(text, never)) << text;
    }
}

TEST(CrisisGuide, SaysItAgainWhenWhoIsToldChanges)
{
    Crisis path{.told = {.moderator = true}};
    static_cast<void>(path.alarm("he hits me", Category::Abuse));
    path.told = {.guardian = true, .moderator = true};
    const auto reply = path.alarm("i want to die");
    EXPECT_TRUE(has(reply.text, "arent or guardian is being told")) << reply.text;
}

TEST(CrisisGuide, GuessesNoCountry)
{
    Crisis path{.country = ""};
    const auto text = path.alarm("i want to die").text;
    EXPECT_EQ(text.find_first_of("0123456789"), std::string::npos) << text;
    EXPECT_TRUE(has(text, "Which country do you live in?")) << text;
}

TEST(CrisisGuide, HasWordsForEveryDangerLanguageAndAge)
{
    for (const auto* const locale : {"en", "es", "fr", "de", "pt"})
        for (const auto band : all_bands)
            for (const auto category :
                 {Category::SelfHarm,
                  Category::Abuse,
                  Category::Exploitation,
                  Category::Violence,
                  Category::Medical,
                  Category::EatingDisorder})
                for (const auto subject : {safety::Subject::Self, safety::Subject::Other}) {
                    Crisis path{.band = band, .locale = locale, .country = "DE"};
                    auto assessment = assessed(safety::Action::Escalate, category);
                    assessment.subject = subject;
                    const auto text = path.say("x", assessment).text;
                    EXPECT_TRUE(has(text, "112")) << text;
                    EXPECT_TRUE(has(text, "?")) << text;
                    EXPECT_FALSE(has(text, "!")) << text;
                }
}

TEST(CrisisGuide, GoesOnWhenTheEngineOnlyRemembersTheDanger)
{
    Crisis path;
    path.alarm("i want to die");
    auto remembered = assessed(safety::Action::Escalate, Category::SelfHarm);
    remembered.evidence.push_back({.category = Category::SelfHarm, .source = "model"});
    remembered.evidence.push_back({.category = Category::SelfHarm, .source = "state"});
    EXPECT_EQ(path.say("no", remembered).move, "crisis_no");
    EXPECT_EQ(path.say("my mum is here", remembered).move, "crisis_company");
    EXPECT_EQ(path.say("i told her", remembered).move, "crisis_words");
    EXPECT_EQ(path.say("ok", remembered).move, "crisis_watch");
    EXPECT_EQ(path.alarm("i have taken something").move, "crisis_again");
    EXPECT_TRUE(path.open());
}

safety::Assessment guessed(double probability)
{
    auto seen = assessed(safety::Action::Escalate, Category::SelfHarm);
    seen.primary = Category::SelfHarm;
    seen.probability.at(static_cast<std::size_t>(Category::SelfHarm)) = probability;
    seen.evidence.push_back({.category = Category::SelfHarm, .source = "model"});
    return seen;
}

TEST(CrisisGuide, OpensForWhatOnlyTheModelSees)
{
    Crisis path;
    EXPECT_EQ(path.say("i gave everything away", guessed(sure_probability)).move, "crisis_open");
}

TEST(CrisisGuide, AsksMoreSoftlyWhereTheModelAloneGuesses)
{
    for (const auto band : all_bands) {
        Crisis path{.band = band};
        const auto reply = path.say("nobody wants to sit with me at break", guessed(0.5));
        EXPECT_EQ(reply.move, "crisis_doubt");
        EXPECT_TRUE(has(reply.text, "988")) << reply.text;
        EXPECT_TRUE(has(reply.text, "told") || has(reply.text, "know")) << reply.text;
        EXPECT_FALSE(has(reply.text, "killing yourself") || has(reply.text, "be dead"))
            << reply.text;
        EXPECT_TRUE(reply.text.ends_with("alive?")) << reply.text;
    }
}

Crisis doubted_path()
{
    Crisis path;
    EXPECT_EQ(path.say("i dont see the point any more", guessed(0.5)).move, "crisis_doubt");
    return path;
}

TEST(CrisisGuide, LetsGoOfADoubtThatWasDeniedTwice)
{
    for (const auto* const said :
         {"no", "No, not really", "my hamster ran in his wheel all night"}) {
        auto path = doubted_path();
        EXPECT_TRUE(has(path.calm(said).text, "killing yourself")) << said;
        EXPECT_TRUE(path.open()) << said;
        const auto ease = path.calm(said);
        EXPECT_EQ(ease.move, "crisis_ease") << said;
        EXPECT_TRUE(has(ease.text, "told knows that I asked")) << ease.text;
        EXPECT_FALSE(path.open()) << said;
    }
}

TEST(CrisisGuide, HasASecondQuestionForEveryDoubt)
{
    for (const auto* const locale : {"en", "es", "fr", "de", "pt"})
        for (const auto band : all_bands)
            for (const auto category :
                 {Category::SelfHarm,
                  Category::Abuse,
                  Category::Exploitation,
                  Category::Violence,
                  Category::DangerousActs}) {
                Crisis path{.band = band, .locale = locale};
                auto seen = assessed(safety::Action::Escalate, category);
                seen.evidence.push_back({.category = category, .source = "model"});
                EXPECT_EQ(path.say("x", seen).move, "crisis_doubt");
                const auto again = path.calm("x").text;
                EXPECT_TRUE(again.ends_with("?")) << again;
                EXPECT_FALSE(has(again, "safe")) << "a yes is danger: " << again;
                EXPECT_EQ(
                    path.calm(locale == std::string{"en"} ? "yes" : "x").move.substr(0, 7),
                    "crisis_"
                );
                EXPECT_TRUE(path.open());
            }
}

TEST(CrisisGuide, HoldsOnToADoubtThatIsNotAnsweredPlainly)
{
    for (const auto* const said :
         {"jk",
          "idk",
          "whatever",
          "i cant tell you",
          "i dont want to say it here",
          "yes no one stops them",
          "no but sometimes i do think about it",
          "i just feel so bad about all of it"}) {
        auto path = doubted_path();
        static_cast<void>(path.calm(said));
        EXPECT_NE(path.calm(said).move, "crisis_ease") << said;
        EXPECT_TRUE(path.open()) << said;
    }
    auto still_seen = doubted_path();
    static_cast<void>(still_seen.say("they would be better off with another kid", guessed(0.5)));
    static_cast<void>(still_seen.say("it will all be over anyway you know", guessed(0.5)));
    EXPECT_TRUE(still_seen.open());
}

TEST(CrisisGuide, HoldsOnToADoubtThatCannotBeJudged)
{
    for (const auto* const said : {"no", "my hamster ran in his wheel all night"}) {
        auto path = doubted_path();
        static_cast<void>(path.calm(said));
        EXPECT_NE(path.say(said, safety::Assessment::unavailable("test")).move, "crisis_ease")
            << said;
        EXPECT_TRUE(path.open()) << said;
    }
}

TEST(CrisisGuide, DoubtsNoSureGuessAndNoEmergencyThatFollows)
{
    auto sure = doubted_path();
    EXPECT_EQ(sure.say("i have everything ready for friday", guessed(0.95)).move, "crisis_yes");
    auto emergency = doubted_path();
    auto medical = assessed(safety::Action::Escalate, Category::Medical);
    medical.evidence.push_back({.category = Category::Medical, .source = "model"});
    EXPECT_EQ(emergency.say("my sister does not wake up", medical).move, "crisis_yes");
    EXPECT_TRUE(emergency.open());
}

TEST(CrisisGuide, AsksSoftlyWhenOnlyTheMemoryOfWhatWasDeniedRaisesIt)
{
    auto path = doubted_path();
    static_cast<void>(path.calm("no"));
    static_cast<void>(path.calm("no"));
    ASSERT_FALSE(path.open());
    auto remembered = assessed(safety::Action::Escalate, Category::SelfHarm);
    remembered.evidence.push_back({.category = Category::SelfHarm, .source = "context:retraction"});
    EXPECT_EQ(path.say("can we talk about something else", remembered).move, "crisis_doubt");
}

TEST(CrisisGuide, TakesAYesOrASureAlarmForWhatItIs)
{
    Crisis answered;
    static_cast<void>(answered.say("i dont see the point any more", guessed(0.5)));
    EXPECT_EQ(answered.calm("yes sometimes").move, "crisis_yes");
    Crisis alarmed;
    static_cast<void>(alarmed.say("i dont see the point any more", guessed(0.5)));
    EXPECT_EQ(alarmed.alarm("i want to die").move, "crisis_yes");
    EXPECT_TRUE(alarmed.open());
}

TEST(CrisisGuide, KnowsAFriendInDanger)
{
    Crisis path;
    auto assessment = assessed(safety::Action::Escalate, Category::SelfHarm);
    assessment.subject = safety::Subject::Other;
    EXPECT_TRUE(has(path.say("my friend wants to die", assessment).text, "friend"));
}

TEST(CrisisGuide, CallsForHelpFirstInAnEmergency)
{
    Crisis path;
    const auto text = path.alarm("my sister swallowed pills", Category::Medical).text;
    EXPECT_LT(text.find("911"), text.find("?")) << text;
    EXPECT_LT(text.find("911"), text.find("being told")) << text;
}

TEST(CrisisGuide, WandersThroughAnyConversation)
{
    std::mt19937 random{11};
    const std::vector<std::string> said = {
        "yes",
        "no",
        "jk",
        "idk",
        "my mum",
        "im alone",
        "i cant tell her",
        "i told her",
        "",
        "tonight",
        "better",
        "can we talk about something else please",
        "fine",
        "worse",
        "lol",
        "hm"
    };
    for (int run = 0; run < 60; ++run) {
        Crisis path{.seed = random()};
        static_cast<void>(path.alarm("i want to die"));
        for (int turn = 0; turn < 40 && path.open(); ++turn) {
            const auto& text = said[random() % said.size()];
            const auto reply = random() % 9 == 0 ? path.alarm(text) : path.calm(text);
            EXPECT_FALSE(has(reply.text, "{")) << reply.text;
        }
    }
}

}  // namespace
}  // namespace buddy::advisors
