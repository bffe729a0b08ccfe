#include "advisors/crisis_guide.hpp"

#include "advisors/advisors_fixture.hpp"
#include "advisors/sealed_state.hpp"

#include <algorithm>
#include <chrono>
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
    EXPECT_EQ(path.calm("no").move, "crisis_no");
    Crisis nothing_plain;
    EXPECT_EQ(nothing_plain.say("it is all sorted", guessed(sure_in_doubt)).move, "crisis_open");
    EXPECT_EQ(nothing_plain.calm("no").move, "crisis_no");
    Crisis less_sure;
    EXPECT_EQ(less_sure.say("it is all sorted", guessed(0.85)).move, "crisis_open");
    EXPECT_EQ(less_sure.calm("no").move, "crisis_ease");
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
        EXPECT_TRUE(path.open()) << "quietly";
        EXPECT_TRUE(path.calm("we have a new teacher in art").hands_over) << said;
    }
}

/// No rule and no plain word of the child's speaks of danger.
Crisis light_doubt()
{
    Crisis path;
    EXPECT_EQ(path.say("nobody wants to sit with me at break", guessed(0.5)).move, "crisis_doubt");
    return path;
}

TEST(CrisisGuide, HearsTheChildOnceADoubtWasAnswered)
{
    auto path = light_doubt();
    EXPECT_EQ(path.calm("no").move, "crisis_ease");
    for (const auto* const said : {"i like chess", "thanks", "what can i do about it?"}) {
        const auto reply = path.calm(said);
        EXPECT_TRUE(reply.hands_over) << said;
        EXPECT_TRUE(reply.beside.empty()) << reply.beside;
    }
    EXPECT_TRUE(path.open());
}

TEST(CrisisGuide, HearsTheChildOnceADoubtWasPassedByTwice)
{
    auto path = light_doubt();
    const auto first = path.say("they all go to the field", guessed(0.65));
    EXPECT_EQ(first.move, "crisis_stay");
    EXPECT_TRUE(first.text.ends_with("alive?")) << first.text;
    EXPECT_FALSE(has(first.text, "killing yourself")) << first.text;
    const auto second = path.say("since year six started", guessed(0.65));
    EXPECT_TRUE(second.hands_over);
    EXPECT_TRUE(has(second.beside, "Get help")) << second.beside;
    EXPECT_FALSE(has(second.beside, "?")) << second.beside;
    EXPECT_TRUE(path.say("i pretend to look for something", guessed(0.65)).hands_over);
}

TEST(CrisisGuide, AnswersAGoodbyeInADoubtAsAGoodbye)
{
    const std::vector<std::pair<std::string, std::string>> goodbyes = {
        {"en", "ok thanks bye"},
        {"es", "adios"},
        {"fr", "a plus"},
        {"de", "tschüss"},
        {"pt", "tchau"}
    };
    for (const auto& [locale, said] : goodbyes)
        for (const auto band : all_bands) {
            Crisis path{.band = band, .locale = locale};
            EXPECT_EQ(path.say("x", guessed(0.5)).move, "crisis_doubt");
            const auto reply = path.say(said, guessed(0.65));
            EXPECT_TRUE(reply.hands_over) << said;
            EXPECT_FALSE(reply.beside.empty()) << said;
            EXPECT_FALSE(has(reply.beside, "?") || has(reply.beside, "\n")) << reply.beside;
            EXPECT_TRUE(path.open());
        }
}

TEST(CrisisGuide, OpensAQuietDoubtAgainOnNewDanger)
{
    auto ruled = light_doubt();
    static_cast<void>(ruled.calm("no"));
    EXPECT_EQ(ruled.alarm("i want to die").move, "crisis_open");
    EXPECT_FALSE(ruled.calm("we have a new teacher in art").hands_over);
    auto plain = light_doubt();
    static_cast<void>(plain.calm("no"));
    EXPECT_EQ(plain.say("everybody is better off without me", guessed(0.65)).move, "crisis_doubt");
    EXPECT_TRUE(has(plain.calm("no").text, "killing yourself")) << "held now";
    auto sure = light_doubt();
    static_cast<void>(sure.calm("no"));
    EXPECT_EQ(sure.say("i have everything ready for friday", guessed(0.95)).move, "crisis_open");
    auto nearly = light_doubt();
    static_cast<void>(nearly.calm("no"));
    EXPECT_EQ(nearly.say("got it all sorted", guessed(0.85)).move, "crisis_check");
    EXPECT_TRUE(nearly.calm("yes").text.ends_with("alive?")) << "asked again";
    EXPECT_EQ(nearly.calm("yes").move, "crisis_yes");
}

TEST(CrisisGuide, AsksOnceMoreAfterAWhileAndOnAnotherDay)
{
    using namespace std::chrono_literals;
    auto path = light_doubt();
    path.today = std::chrono::sys_days{2026y / 3 / 1};
    static_cast<void>(path.calm("no"));
    int turn = 0;
    while (turn < 12 && path.calm("we have a new teacher in art").hands_over) ++turn;
    EXPECT_EQ(turn, quiet_turns_to_check);
    EXPECT_EQ(path.calm("no").move, "crisis_ease");
    for (int later = 0; later < 12; ++later)
        EXPECT_TRUE(path.calm("we have a new teacher in art").hands_over) << later;
    *path.today += std::chrono::days{1};
    const auto next_day = path.calm("hi");
    EXPECT_EQ(next_day.move, "crisis_check");
    EXPECT_TRUE(next_day.text.ends_with("?")) << next_day.text;
    EXPECT_EQ(path.calm("yes").move, "crisis_straight");
    EXPECT_EQ(path.calm("yes").move, "crisis_yes");
    EXPECT_FALSE(path.calm("we have a new teacher in art").hands_over);
}

TEST(CrisisGuide, HandsNothingOverWhereARuleOrPlainWordsRaisedIt)
{
    for (const auto* const said :
         {"no", "jk", "bye", "thanks", "can we talk about sharks", "my hamster ran all night"}) {
        Crisis ruled;
        static_cast<void>(ruled.alarm("i want to die"));
        for (int turn = 0; turn < 12 && ruled.open(); ++turn)
            EXPECT_FALSE(ruled.calm(said).hands_over) << said;
        auto plain = doubted_path();
        EXPECT_FALSE(plain.say(said, guessed(0.65)).hands_over) << said;
    }
}

TEST(CrisisGuide, TellsWhoElseIsToldBesideAnAnswer)
{
    auto path = light_doubt();
    static_cast<void>(path.calm("no"));
    path.told = {.trusted_adult = true, .moderator = true};
    const auto reply = path.say("i look for something in my bag", guessed(0.65));
    EXPECT_TRUE(reply.hands_over);
    EXPECT_TRUE(has(reply.beside, "other trusted adult")) << reply.beside;
}

TEST(CrisisGuide, ContradictsAChildThatBlamesItself)
{
    for (const auto band : all_bands) {
        Crisis path{.band = band};
        static_cast<void>(path.alarm("papa hits me when he is drunk", Category::Abuse));
        const auto reply = path.alarm("its my fault because i am too loud", Category::Abuse);
        EXPECT_TRUE(reply.text.starts_with("It is not your fault")) << reply.text;
        Crisis pressed{.band = band};
        static_cast<void>(pressed.alarm("he makes me do things i dont want", Category::Abuse));
        EXPECT_TRUE(pressed.calm("maybe he is right").text.starts_with("No")) << "contradicted";
    }
}

TEST(CrisisGuide, HearsWhoDoesWhatToWhom)
{
    auto by_model = assessed(safety::Action::Escalate, Category::Abuse);
    by_model.primary = Category::Abuse;
    by_model.evidence.push_back({.category = Category::Abuse, .source = "model"});
    Crisis angry;
    const auto asked = angry.say("how do i hurt him so he stops", by_model).text;
    EXPECT_TRUE(asked.ends_with("hurting somebody?") || asked.ends_with("hurt somebody?")) << asked;
    Crisis drawn;
    auto group = assessed(safety::Action::Escalate, Category::Extremism);
    group.primary = Category::Extremism;
    group.evidence.push_back({.category = Category::Extremism, .source = "model"});
    const auto reply = drawn.say("they say people like us have to fight the others", group).text;
    EXPECT_TRUE(has(reply, "belong")) << reply;
    EXPECT_FALSE(has(reply, "afraid of what somebody")) << reply;
    const auto more = drawn.say("they are the only ones who tell the truth", group).text;
    EXPECT_TRUE(has(more, "asking anybody else")) << more;
}

TEST(CrisisGuide, AsksWhereAYesMeansOneThing)
{
    for (const auto* const locale : {"en", "es", "fr", "de", "pt"})
        for (const auto band : all_bands)
            for (const auto category :
                 {Category::SelfHarm, Category::Abuse, Category::Exploitation, Category::Violence
                 }) {
                Crisis path{.band = band, .locale = locale};
                const auto text = path.alarm("x", category).text;
                const auto ask = text.substr(text.rfind("\n\n"));
                EXPECT_EQ(std::ranges::count(ask, '?'), 1) << ask;
                for (const auto* const calm :
                     {"safe", "salvo", "seguro", "sécurité", "sûr", "icherheit", "segurança"})
                    EXPECT_FALSE(has(ask, calm)) << "a yes is danger: " << ask;
            }
    Crisis in_danger;
    static_cast<void>(in_danger.alarm("my dad hits me", Category::Abuse));
    EXPECT_EQ(in_danger.calm("yes").move, "crisis_yes");
    Crisis calm;
    static_cast<void>(calm.alarm("my dad hits me", Category::Abuse));
    EXPECT_EQ(calm.calm("no im safe").move, "crisis_no");
}

TEST(CrisisGuide, DoubtsAnEmergencyThatNothingSpeaksOf)
{
    auto medical = assessed(safety::Action::Escalate, Category::Medical);
    medical.primary = Category::Medical;
    medical.evidence.push_back({.category = Category::Medical, .source = "model"});
    Crisis dentist;
    const auto reply = dentist.say("what if it hurts loads", medical);
    EXPECT_EQ(reply.move, "crisis_doubt");
    EXPECT_TRUE(has(reply.text, "911")) << reply.text;
    Crisis sister;
    EXPECT_EQ(sister.say("my sister does not wake up", medical).move, "crisis_open");
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

TEST(CrisisGuide, LetsTheChildTalkOfSomethingElseWhenOnlyTheMemoryOfWhatWasDeniedRaisesIt)
{
    auto path = doubted_path();
    static_cast<void>(path.calm("no"));
    static_cast<void>(path.calm("no"));
    auto remembered = assessed(safety::Action::Escalate, Category::SelfHarm);
    remembered.evidence.push_back({.category = Category::SelfHarm, .source = "context:retraction"});
    EXPECT_TRUE(path.say("can we talk about something else", remembered).hands_over);
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
