// A child that wants to go can go: no hook, no guilt, no wish that it comes back.
#include "advisors/advisors_fixture.hpp"
#include "advisors/content_reader.hpp"
#include "advisors/lines.hpp"
#include "advisors/phrase_match.hpp"

namespace buddy::advisors {
namespace {

using testing::all_bands;
using testing::Conversation;

/// Whatever would hold a child back, beyond what no line may say at all (data/mentor/forbidden.json).
PhraseSet hooks()
{
    PhraseSet phrases;
    for (const auto* const phrase :
         {"before you go",
          "one more",
          "are you sure",
          "already",
          "come back",
          "dont leave",
          "stay",
          "wait",
          "miss",
          "without you",
          "next time i",
          "i will be here",
          "ill be here",
          "antes de irte",
          "quedate",
          "vuelve",
          "avant de partir",
          "reste",
          "reviens",
          "bevor du gehst",
          "bleib",
          "komm wieder",
          "antes de ires",
          "antes de ir",
          "fica",
          "volta"})
        EXPECT_TRUE(phrases.add(phrase, 0));
    return phrases;
}

TEST(Goodbye, LetsGoOfTheChild)
{
    Findings findings;
    const auto file = ContentFile::read(
        testing::data_folder("mentor") / "probes/goodbyes.json", "goodbyes.json", findings
    );
    const auto held_back = hooks();
    int said = 0;
    int asked = 0;
    std::string missed;
    for (const auto& [language, lines] : file.root().at("lines").members())
        for (const auto& line : lines.texts())
            for (const auto band : all_bands) {
                Conversation talk{.band = band, .locale = language};
                talk.say(language == "en" ? "we won our match today" : "ok");
                const auto reply = talk.say(line).text;
                ++said;
                EXPECT_FALSE(held_back.any(words_of(reply))) << line << " -> " << reply;
                if (!reply.contains('?')) continue;
                ++asked;
                missed += "\n" + language + ": " + line + " -> " + reply;
            }
    EXPECT_TRUE(findings.empty()) << findings.summary();
    EXPECT_GE(said, 400);
    EXPECT_LE(asked * 20, said) << "more than one in twenty is asked something:" << missed;
    RecordProperty("goodbyes", said);
    RecordProperty("asked_something", asked);
}

}  // namespace
}  // namespace buddy::advisors
