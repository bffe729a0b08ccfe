#include "llm/message_events.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buddy::llm {
namespace {

Result<ReplyChunk> read(MessageEvents& events, std::string data)
{
    return events.read({.name = "", .data = std::move(data)});
}

constexpr auto start =
    R"({"type":"message_start","message":{"id":"msg_1","content":[],"stop_reason":null,)"
    R"("usage":{"input_tokens":7,"cache_creation_input_tokens":2,"cache_read_input_tokens":4,"output_tokens":1}}})";
constexpr auto end_turn =
    R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},)"
    R"("usage":{"input_tokens":null,"output_tokens":12}})";
constexpr auto stop = R"({"type":"message_stop"})";

TEST(MessageEvents, TakesTextOnly)
{
    MessageEvents events;
    EXPECT_EQ(
        read(
            events,
            R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}})"
        )
            ->text,
        "Hi"
    );
    EXPECT_EQ(
        read(
            events,
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" there"}})"
        )
            ->text,
        " there"
    );
    for (const auto* other :
         {R"({"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"hm","text":"hm"}})",
          R"({"type":"content_block_delta","delta":{"type":"signature_delta","signature":"s"}})",
          R"({"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{"}})",
          R"({"type":"content_block_start","content_block":{"type":"thinking","thinking":"x","text":"x"}})",
          R"({"type":"content_block_stop","index":0})",
          R"({"type":"ping"})",
          R"({"type":"event_of_tomorrow","text":"x"})"}) {
        const auto chunk = read(events, other);
        ASSERT_TRUE(chunk) << other;
        EXPECT_EQ(chunk->text, "") << other;
        EXPECT_FALSE(chunk->finish || chunk->is_end) << other;
    }
}

TEST(MessageEvents, EndsOnlyWithItsLastEvent)
{
    MessageEvents events;
    static_cast<void>(read(events, start));
    EXPECT_FALSE(read(events, end_turn)->finish) << "a cut after it is a cut";
    const auto last = read(events, stop);
    EXPECT_TRUE(last->is_end);
    EXPECT_EQ(last->finish, Finish::Stop);
    MessageEvents hasty;
    EXPECT_FALSE(read(hasty, stop)->finish) << "no reason was given";
}

TEST(MessageEvents, TakesTheLastTotalForTheUsage)
{
    MessageEvents events;
    EXPECT_FALSE(read(events, start)->usage) << "the number of tokens said is a placeholder there";
    static_cast<void>(
        read(events, R"({"type":"message_delta","delta":{},"usage":{"output_tokens":5}})")
    );
    const auto usage = read(events, end_turn)->usage;
    EXPECT_EQ(usage->prompt_tokens, 13);
    EXPECT_EQ(usage->completion_tokens, 12);
    EXPECT_EQ(usage->cached_tokens, 4);
    EXPECT_EQ(usage->cache_write_tokens, 2);
    EXPECT_FALSE(usage->estimated);
}

TEST(MessageEvents, KnowsWhyAMessageEnded)
{
    const auto finish_for = [](const std::string& reason) {
        MessageEvents events;
        static_cast<void>(
            read(events, R"({"type":"message_delta","delta":{"stop_reason":")" + reason + R"("}})")
        );
        return read(events, stop)->finish;
    };
    EXPECT_EQ(finish_for("end_turn"), Finish::Stop);
    EXPECT_EQ(finish_for("stop_sequence"), Finish::Stop);
    EXPECT_EQ(finish_for("max_tokens"), Finish::Length);
    EXPECT_EQ(finish_for("model_context_window_exceeded"), Finish::Length);
    EXPECT_EQ(finish_for("refusal"), Finish::Filtered);
    for (const auto* other : {"tool_use", "pause_turn", "reason_of_tomorrow"})
        EXPECT_EQ(finish_for(other), Finish::Truncated) << other;
}

TEST(MessageEvents, HearsARefusalAtOnce)
{
    MessageEvents events;
    const auto chunk = read(
        events,
        R"({"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","category":null}}})"
    );
    EXPECT_EQ(chunk->finish, Finish::Filtered);
    EXPECT_EQ(read(events, stop)->finish, Finish::Filtered);
}

TEST(MessageEvents, ReportsAnErrorByItsType)
{
    MessageEvents events;
    const auto chunk = read(
        events,
        R"({"type":"error","error":{"type":"overloaded_error","message":"secret words"},"request_id":"r"})"
    );
    ASSERT_FALSE(chunk);
    EXPECT_EQ(chunk.error().detail, "the stream reports an error: overloaded_error");
    EXPECT_EQ(
        error_code_in(
            R"({"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"enforced_spend_limit_reached"}}})"
        ),
        "enforced_spend_limit_reached"
    );
}

TEST(MessageEvents, SurvivesEveryShape)
{
    MessageEvents events;
    for (const auto* data :
         {"",
          "[]",
          "{}",
          R"({"type":4})",
          R"({"type":"message_start"})",
          R"({"type":"message_start","message":{"usage":4}})",
          R"({"type":"content_block_delta","delta":[]})",
          R"({"type":"message_delta","delta":{"stop_reason":4},"usage":{"output_tokens":"x"}})"})
        EXPECT_TRUE(read(events, data) || read(events, data).error().code == ErrorCode::Unavailable)
            << data;
}

}  // namespace
}  // namespace buddy::llm
