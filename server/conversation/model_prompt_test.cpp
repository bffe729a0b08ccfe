#include "conversation/model_prompt.hpp"

#include "conversation/turn_fakes.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace buddy::conversation {
namespace {

class ModelPrompt : public testing::Test {
protected:
    std::optional<llm::ChatRequest> ask(std::int64_t context, std::int64_t answer = 100)
    {
        const ModelVoice voice{
            .provider = model,
            .is_local = is_local,
            .window = {.context = context, .answer = answer}
        };
        return prompt_for(
            voice,
            {.instructions =
                 {.shared = "Be kind.", .of_turn = "Listen now.", .examples = "So it sounds."},
             .earlier = earlier,
             .asides = asides,
             .said = said,
             .text = text,
             .private_spans = {},
             .end_user = "h4sh",
             .account = {}}
        );
    }
    void talk(int turns)
    {
        for (int turn = 1; turn <= turns; ++turn) {
            said.push_back({.role = safety::Role::Child, .text = "child " + std::to_string(turn)});
            said.push_back({.role = safety::Role::Mentor, .text = "mentor " + std::to_string(turn)}
            );
        }
    }
    /// "system", "child 3" …: what each message is about.
    static std::vector<std::string> told(const llm::ChatRequest& request)
    {
        std::vector<std::string> out;
        for (const auto& message : request.messages) {
            auto content = message.content;
            if (message.role == llm::Role::User) content = content.substr(content.find('\n') + 1);
            out.push_back(content.substr(0, content.find('\n')));
        }
        return out;
    }

    FakeModel model;
    bool is_local = false;
    std::string earlier;
    std::vector<Aside> asides;
    std::vector<Said> said;
    std::string text = "now";
};

using Told = std::vector<std::string>;

TEST_F(ModelPrompt, BeginsWithWhatIsSharedAndEndsWithTheMessage)
{
    talk(1);
    earlier = "School (2 messages).";
    const auto request = ask(8192);
    ASSERT_TRUE(request);
    EXPECT_EQ(told(*request), (Told{"Be kind.", "child 1", "mentor 1", "Listen now.", "now"}));
    EXPECT_TRUE(request->messages[0].is_shared);
    EXPECT_FALSE(request->messages[3].is_shared) << "what is about this child is shared by nobody";
    EXPECT_TRUE(request->messages[3].content.contains("<earlier_talk>\nSchool (2 messages)."));
    EXPECT_EQ(request->max_tokens, 100);
    EXPECT_EQ(request->end_user, "h4sh");
}

TEST_F(ModelPrompt, NeverExceedsTheWindowAndLeavesOutTheOldestTurnsWhole)
{
    talk(4);
    const auto whole = llm::tokens_at_most(*ask(8192));
    std::size_t last = 11;
    for (auto context = whole + 5; context > 0; --context) {
        const auto request = ask(context);
        if (!request) break;
        ASSERT_LE(llm::tokens_at_most(*request), context);
        const auto now = told(*request);
        ASSERT_LE(now.size(), last);
        last = now.size();
        ASSERT_EQ(now.size() % 2, 1U) << "a turn goes whole";
        ASSERT_EQ(now.back(), "now");
        if (now.size() > 3) {
            ASSERT_EQ(now.at(now.size() - 3), "mentor 4") << "the newest stay";
        }
    }
    EXPECT_EQ(last, 3U) << "at last instructions and message alone";
    EXPECT_EQ(told(*ask(whole)).size(), 11U) << "what fits is sent";
}

TEST_F(ModelPrompt, HasNoWayWithAMessageThatIsTooLongAlone)
{
    text = std::string(4000, 'x');
    EXPECT_FALSE(ask(4096));
    EXPECT_TRUE(ask(8192));
    EXPECT_FALSE(ask(8192, 4100)) << "the answer needs room, too";
}

TEST_F(ModelPrompt, ShowsExamplesWhereTheWindowIsWide)
{
    EXPECT_EQ(ask(8192)->messages[0].content, "Be kind.");
    EXPECT_EQ(ask(128'000)->messages[0].content, "Be kind.\nSo it sounds.");
}

TEST_F(ModelPrompt, LeavesTheSummaryOutBeforeTheMessage)
{
    const auto tight = llm::tokens_at_most(*ask(8192));
    earlier = "School (2 messages).";
    EXPECT_FALSE(ask(tight)->messages[1].content.contains("earlier_talk"));
    EXPECT_EQ(told(*ask(tight)).back(), "now");
}

TEST_F(ModelPrompt, PutsTheWordsOfOtherModelsBeforeTheMessageAndWhatIsToldOfThemOnce)
{
    asides = {
        {.about = {}, .fenced = "<earlier_talk>"},
        {.about = "Mind notes.", .fenced = "<note one>"},
        {.about = "Mind notes.", .fenced = "<note two>"}
    };
    const auto request = ask(8192);
    EXPECT_EQ(request->messages.at(1).content, "Listen now.\nMind notes.");
    EXPECT_TRUE(request->messages.back().content.starts_with(
        "<earlier_talk>\n<note one>\n<note two>\n<child_message>"
    ));
}

TEST_F(ModelPrompt, LeavesOutWhatOtherModelsSaidBeforeTheMessage)
{
    const auto tight = llm::tokens_at_most(*ask(8192)) + 12;
    asides = {{.about = "Mind notes.", .fenced = "<note one>"}, {.about = {}, .fenced = "<note>"}};
    const auto request = ask(tight);
    EXPECT_EQ(request->messages.at(1).content, "Listen now.");
    EXPECT_TRUE(request->messages.back().content.starts_with("<note>\n<child_message>"));
    EXPECT_LE(llm::tokens_at_most(*request), tight);
}

TEST_F(ModelPrompt, TakesAnAnswerWhoseMessageIsForgottenForATurn)
{
    said.push_back({.role = safety::Role::Mentor, .text = "mentor 0"});
    talk(1);
    EXPECT_EQ(
        told(*ask(8192)),
        (Told{"Be kind.", "mentor 0", "child 1", "mentor 1", "Listen now.", "now"})
    );
}

TEST_F(ModelPrompt, MasksWhatGivesAChildAwayUnlessTheModelIsLocal)
{
    said.push_back(
        {.role = safety::Role::Child,
         .text = "I am in SECRET",
         .private_spans = {{.begin = 8, .end = 14}}}
    );
    EXPECT_EQ(told(*ask(8192)).at(1), "I am in […]");
    is_local = true;
    EXPECT_EQ(told(*ask(8192)).at(1), "I am in SECRET");
}

}  // namespace
}  // namespace buddy::conversation
