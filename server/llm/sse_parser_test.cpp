#include "llm/sse_parser.hpp"

#include <gtest/gtest.h>

#include <random>

namespace buddy::llm {
namespace {

std::vector<SseEvent> parse_in_pieces(std::string_view text, const std::vector<std::size_t>& cuts)
{
    SseParser parser;
    std::vector<SseEvent> all;
    std::size_t from = 0;
    for (const auto cut : cuts) {
        for (auto& event : parser.feed(text.substr(from, cut - from)))
            all.push_back(std::move(event));
        from = cut;
    }
    for (auto& event : parser.feed(text.substr(from))) all.push_back(std::move(event));
    return all;
}

std::vector<SseEvent> parse(std::string_view text)
{
    return parse_in_pieces(text, {});
}

TEST(SseParser, TakesEveryLineEnd)
{
    const std::vector<SseEvent> expected{{.name = "", .data = "a"}, {.name = "", .data = "b"}};
    EXPECT_EQ(parse("data: a\n\ndata: b\n\n"), expected);
    EXPECT_EQ(parse("data: a\r\n\r\ndata: b\r\n\r\n"), expected);
    EXPECT_EQ(parse("data: a\r\rdata: b\r\r"), expected);
    EXPECT_EQ(
        parse("\xEF\xBB\xBF"
              "data: a\n\ndata:b\r\n\n"),
        expected
    );
}

TEST(SseParser, JoinsTheDataLinesOfAnEvent)
{
    EXPECT_EQ(
        parse("event: x\ndata: a\ndata\ndata:  b\n\n"),
        (std::vector<SseEvent>{{.name = "x", .data = "a\n\n b"}})
    );
}

TEST(SseParser, SkipsCommentsAndUnknownFields)
{
    EXPECT_EQ(parse(": hi\n\nid: 4\nretry: 9\nfoo\n\n: x\ndata: a\n\n").size(), 1U);
}

TEST(SseParser, HoldsBackWhatWasNotEnded)
{
    EXPECT_TRUE(parse("data: a\n").empty());
}

TEST(SseParser, GivesUpOnAnEventWithoutEnd)
{
    SseParser parser;
    const std::string piece(64UL * 1024, 'x');
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(parser.feed(piece).empty());
    EXPECT_TRUE(parser.is_broken());
    SseParser lines;
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(lines.feed("data: " + piece + "\n").empty());
    EXPECT_TRUE(lines.is_broken());
}

constexpr std::string_view long_story =
    ": hello\r\n\r\ndata: {\"a\":\"Schön, 日本 👩‍👩‍👧\"}\r\n\r\nevent: ping\ndata: "
    "1\ndata: "
    "2\n\n\rdata: x\r\rdata: [DONE]\n\n";

// Property: where the bytes were cut never matters.
TEST(SseParser, FindsTheSameEventsInEveryPairOfPieces)
{
    const auto expected = parse(long_story);
    ASSERT_EQ(expected.size(), 4U);
    for (std::size_t first = 0; first <= long_story.size(); ++first)
        for (std::size_t second = first; second <= long_story.size(); ++second)
            ASSERT_EQ(parse_in_pieces(long_story, {first, second}), expected)
                << first << ' ' << second;
}

TEST(SseParser, FindsTheSameEventsInSinglesAndRandomPieces)
{
    const auto expected = parse(long_story);
    std::mt19937 random{7};  // NOLINT(cert-msc51-cpp): the same cuts in every run
    for (int round = 0; round < 500; ++round) {
        std::vector<std::size_t> cuts;
        std::bernoulli_distribution cut{round == 0 ? 1.0 : 0.2};
        for (std::size_t at = 1; at < long_story.size(); ++at)
            if (cut(random)) cuts.push_back(at);
        ASSERT_EQ(parse_in_pieces(long_story, cuts), expected);
    }
}

}  // namespace
}  // namespace buddy::llm
