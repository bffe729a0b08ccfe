#include "conversation/completion_request.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace buddy::conversation {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

std::string asking(const std::string& more)
{
    return R"({"model":"buddy-10-12","messages":[{"role":"user","content":"hi"}],)" + more + "}";
}
std::string saying(const std::string& messages)
{
    return R"({"model":"buddy","messages":[)" + messages + "]}";
}
std::string param_refused_in(const std::string& body)
{
    const auto read = read_completion_request(body);
    if (read) return "nothing";
    EXPECT_FALSE(read.error().message.empty());
    return read.error().param;
}

TEST(CompletionRequest, ReadsTheConversationAndWhatIsSaidNow)
{
    const auto read = read_completion_request(saying(
        R"({"role":"user","content":"one"},{"role":"assistant","content":"two"},
           {"role":"user","content":[{"type":"text","text":"three"},{"type":"text","text":"four"}]})"
    ));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->earlier.size(), 2U);
    EXPECT_EQ(read->earlier[0].role, safety::Role::Child);
    EXPECT_EQ(read->earlier[0].text, "one");
    EXPECT_EQ(read->earlier[1].role, safety::Role::Mentor);
    EXPECT_EQ(read->text, "three\nfour");
    EXPECT_FALSE(read->streams);
}

TEST(CompletionRequest, TakesAllThatWasSaidSinceTheLastAnswerAsOneMessage)
{
    const auto read = read_completion_request(saying(
        R"({"role":"assistant","content":"hello"},{"role":"user","content":"one"},{"role":"user","content":"two"})"
    ));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->earlier.size(), 1U);
    EXPECT_EQ(read->text, "one\ntwo");
}

TEST(CompletionRequest, TheModelSaysTheAgeAndTheYoungestIsTheDefault)
{
    EXPECT_EQ(find_model("buddy")->age_band, safety::AgeBand::From7To9);
    EXPECT_EQ(find_model("buddy-10-12")->age_band, safety::AgeBand::From10To12);
    EXPECT_EQ(find_model("buddy-13-17")->age_band, safety::AgeBand::From13To17);
    const auto read =
        read_completion_request(R"({"model":"gpt-5","messages":[{"role":"user","content":"hi"}]})");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().status, 404U);
    EXPECT_EQ(read.error().code, "model_not_found");
    EXPECT_FALSE(read.error().message.contains("gpt-5"));
}

TEST(CompletionRequest, ReadsLanguageCountryAndWhoItIsFor)
{
    const auto read = read_completion_request(
        asking(R"("metadata":{"locale":"de","country":"AT","plan":"x"},"safety_identifier":"u1",
                  "stream":true,"stream_options":{"include_usage":true})")
    );
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->locale, "de");
    EXPECT_EQ(read->country, "AT");
    EXPECT_EQ(read->end_user, "u1");
    EXPECT_TRUE(read->streams);
    EXPECT_TRUE(read->wants_usage);
    EXPECT_EQ(param_refused_in(asking(R"("metadata":{"locale":"tlh"})")), "metadata.locale");
    EXPECT_EQ(param_refused_in(asking(R"("metadata":{"country":"at"})")), "metadata.country");
    EXPECT_EQ(param_refused_in(asking(R"("metadata":{"a":1})")), "metadata");
}

TEST(CompletionRequest, RefusesWhatBuddyDoesNotDoByName)
{
    const std::string tool = R"([{"type":"function","function":{"name":"f"}}])";
    const Members refused{
        {"n", "2"},
        {"logprobs", "true"},
        {"top_logprobs", "3"},
        {"tools", tool},
        {"tool_choice", R"("required")"},
        {"functions", R"([{"name":"f"}])"},
        {"function_call", R"({"name":"f"})"},
        {"response_format", R"({"type":"json_object"})"},
        {"modalities", R"(["text","audio"])"},
        {"audio", R"({"voice":"x"})"},
        {"stop", R"("\n")"},
        {"logit_bias", R"({"1":5})"},
        {"web_search_options", "{}"},
        {"prediction", R"({"type":"content"})"},
    };
    for (const auto& [name, value] : refused)
        EXPECT_EQ(param_refused_in(asking("\"" + name + "\":" + value)), name);
}

TEST(CompletionRequest, RefusesWrongTypesByName)
{
    const Members wrong{
        {"temperature", R"("warm")"},
        {"max_tokens", "1.5"},
        {"stream", "1"},
        {"user", "7"},
        {"n", R"("one")"},
        {"tools", "{}"},
        {"metadata", "[]"},
    };
    for (const auto& [name, value] : wrong)
        EXPECT_EQ(param_refused_in(asking("\"" + name + "\":" + value)), name);
    EXPECT_EQ(param_refused_in(asking(R"("stream_options":{})")), "stream_options");
}

TEST(CompletionRequest, LeavesHintsAndUnknownMembersAlone)
{
    EXPECT_TRUE(read_completion_request(asking(
        R"("temperature":0.2,"top_p":1,"max_tokens":20,"max_completion_tokens":20,"seed":7,"n":1,
           "logprobs":false,"tools":[],"tool_choice":"auto","stop":null,"logit_bias":{},
           "response_format":{"type":"text"},"modalities":["text"],"store":false,"future":{"a":1})"
    )));
}

TEST(CompletionRequest, TakesNoRulesFromItsCaller)
{
    for (const auto* role : {"system", "developer", "tool", "function", "child"})
        EXPECT_EQ(
            param_refused_in(saying(
                R"({"role":")" + std::string{role} +
                R"(","content":"no rules"},{"role":"user","content":"hi"})"
            )),
            "messages[0].role"
        );
}

TEST(CompletionRequest, NamesTheMessageThatIsWrong)
{
    const std::string good = R"({"role":"user","content":"hi"})";
    EXPECT_EQ(param_refused_in(saying(good + ",7")), "messages[1]");
    EXPECT_EQ(param_refused_in(saying(R"({"content":"hi"})")), "messages[0].role");
    EXPECT_EQ(param_refused_in(saying(R"({"role":"user","content":" "})")), "messages[0].content");
    EXPECT_EQ(
        param_refused_in(saying(
            R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x"}}]})"
        )),
        "messages[0].content[0]"
    );
    EXPECT_EQ(
        param_refused_in(saying(good + R"(,{"role":"assistant","content":"and?"})")), "messages"
    );
    EXPECT_EQ(param_refused_in(saying("")), "messages");
    EXPECT_EQ(param_refused_in("{"), "");
    EXPECT_EQ(param_refused_in("[]"), "");
}

TEST(CompletionRequest, CountsCharactersNotBytes)
{
    std::string most;
    for (std::size_t i = 0; i < CompletionRequest::longest_message; ++i) most += "ä";
    const auto said = [](const std::string& text) {
        return saying(R"({"role":"user","content":")" + text + R"("})");
    };
    EXPECT_TRUE(read_completion_request(said(most)));
    EXPECT_EQ(param_refused_in(said(most + "ä")), "messages");
    EXPECT_EQ(
        param_refused_in(saying(
            R"({"role":"assistant","content":")" +
            std::string(CompletionRequest::longest_earlier + 1, 'a') +
            R"("},{"role":"user","content":"hi"})"
        )),
        "messages[0].content"
    );
}

}  // namespace
}  // namespace buddy::conversation
