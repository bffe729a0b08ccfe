#include "conversation/stream_guard.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace buddy::conversation {
namespace {

/// Refuses every text with `forbidden` in it, remembers what it allowed, and can be made to fail.
struct StrictJudge {
    enum class Fault : std::uint8_t { None, Throws, Unavailable };

    std::string forbidden = "poison";
    std::set<std::string> allowed;
    Fault fault = Fault::None;
    int calls_before_fault = 0;
    int calls = 0;
    std::vector<std::string> contexts;

    Judge judge()
    {
        return
            [this](const safety::Message& message, const safety::RiskState&, safety::RiskState&) {
                ++calls;
                if (fault == Fault::Throws && calls > calls_before_fault)
                    throw std::runtime_error{"judge broke"};
                safety::Assessment assessment;
                if (fault == Fault::Unavailable && calls > calls_before_fault) return assessment;
                EXPECT_EQ(message.direction, safety::Direction::Output);
                const std::string text{message.text};
                assessment.available = true;
                const bool bad = !forbidden.empty() && text.contains(forbidden);
                assessment.action = bad ? safety::Action::Block : safety::Action::Allow;
                if (!bad) allowed.insert(text);
                return assessment;
            };
    }
};

std::string text_of(const std::vector<ClearedText>& clauses)
{
    std::string text;
    for (const auto& clause : clauses) text += clause.text();
    return text;
}

std::vector<std::string> clauses_of(const std::vector<ClearedText>& cleared)
{
    std::vector<std::string> out;
    for (const auto& clause : cleared) out.push_back(clause.text());
    return out;
}

std::vector<std::string> random_chunks(const std::string& text, std::mt19937& random)
{
    std::uniform_int_distribution<std::size_t> length{1, 1 + random() % 24};
    std::vector<std::string> chunks;
    for (std::size_t at = 0; at < text.size();) {
        chunks.push_back(text.substr(at, length(random)));
        at += chunks.back().size();
    }
    return chunks;
}

bool is_whole_utf8(const std::string& text)
{
    std::size_t follow = 0;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if ((byte & 0xC0) == 0x80) {
            if (follow == 0) return false;
            --follow;
        } else {
            if (follow != 0) return false;
            follow = byte < 0x80 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        }
    }
    return follow == 0;
}

const std::vector<std::string>& parts()
{
    static const std::vector<std::string> list{
        "That sounds hard. ",
        "Ça va, tu crois ? ",
        "Did you tell anyone, a teacher, your aunt, somebody you like, about how it was today at "
        "all? ",
        "\n\n",
        "1. Breathe in\n2. Breathe out\n",
        "e\u0301te\u0301 ",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467 ",
        "\U0001F1EB\U0001F1F7\U0001F1E9\U0001F1EA ",
        "今日は学校でどうでしたか。",
        "3.14 and 12:30 and example.org ",
        "no end in sight and so it goes on and on and on until the line is much too long for one "
        "breath and still it will not stop because nobody put a mark anywhere near it so that it "
        "has to be cut at some space or other in the middle ",
        "“Really?” she said... ",
        "poison ",
        std::string(300, 'a'),
    };
    return list;
}

std::string random_text(std::mt19937& random, bool with_poison)
{
    std::string text;
    for (auto count = 1 + random() % 12; count > 0; --count) {
        const auto& part = parts().at(random() % parts().size());
        if (with_poison || part != "poison ") text += part;
    }
    return text;
}

TEST(StreamGuard, SaysBeforehandWhichBytesMayEndAClause)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    std::string text = "Otters swim. \"Do they?\" Yes, wait\u2026 3.14 a: b; \u00a1hola! ";
    for (int i = 0; i < 80; ++i) text += "words and words, ";
    text += std::string(600, 'x') + "\n";
    std::mt19937 random{7};
    for (int round = 0; round < 50; ++round) {
        StreamGuard guard{judge, {}};
        for (const auto& chunk : random_chunks(text, random)) {
            const bool may = guard.may_end_clause(chunk);
            EXPECT_TRUE(guard.feed(chunk).empty() || may);
        }
    }
}

TEST(StreamGuard, LetsOrdinaryBytesPassWithoutAJudge)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    const StreamGuard guard{judge, {}};
    EXPECT_FALSE(guard.may_end_clause(" the river carries small stones"));
}

TEST(StreamGuard, ReleasesAClauseWithTheChunkThatEndsIt)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    EXPECT_TRUE(guard.feed("That sounds").empty());
    EXPECT_TRUE(guard.feed(" hard").empty());
    EXPECT_EQ(text_of(guard.feed(".")), "That sounds hard.");
    EXPECT_EQ(strict.calls, 1) << "assessed once for each clause, not for each chunk";
    EXPECT_TRUE(guard.feed(" What happened").empty());
    EXPECT_EQ(text_of(guard.finish()), " What happened");
}

TEST(StreamGuard, AssessesEachClauseTogetherWithWhatCameBefore)
{
    StrictJudge strict;
    strict.forbidden = "one. And two";
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    EXPECT_EQ(text_of(guard.feed("Number one.")), "Number one.");
    EXPECT_TRUE(guard.feed(" And two.").empty());
    EXPECT_TRUE(guard.blocked());
}

TEST(StreamGuard, KeepsNumbersTimesAndAddressesWhole)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    const auto clauses =
        clauses_of(guard.feed("It is 3.14 at 12:30 on example.org. Yes! “Good.” Hm... "));
    EXPECT_EQ(
        clauses,
        (std::vector<std::string>{"It is 3.14 at 12:30 on example.org.", " Yes!", " “Good.”"})
    );
}

TEST(StreamGuard, NeverSplitsACharacterThatComesInPieces)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    const std::string text = "Très bien, \U0001F468\u200D\U0001F469\u200D\U0001F467 oui.";
    std::string shown;
    for (const char byte : text) {
        for (const auto& clause : guard.feed(std::string(1, byte))) {
            EXPECT_TRUE(is_whole_utf8(clause.text()));
            shown += clause.text();
        }
    }
    EXPECT_EQ(shown + text_of(guard.finish()), text);
}

TEST(StreamGuard, CutsAnEndlessRunBetweenGraphemesOnly)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    std::string run;
    for (int count = 0; count < 60; ++count) run += family;
    auto cleared = guard.feed(run);
    ASSERT_FALSE(cleared.empty());
    for (const auto& clause : cleared) EXPECT_EQ(clause.text().size() % family.size(), 0U);
}

TEST(StreamGuard, ReadsBytesThatAreNotTextAsUnknownCharacters)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    const auto first = text_of(guard.feed("bad \xFF\xC3( byte."));
    EXPECT_EQ(first, "bad \uFFFD\uFFFD( byte.");
    static_cast<void>(guard.feed(" cut \xE2\x82"));
    EXPECT_EQ(text_of(guard.finish()), " cut \uFFFD");
}

TEST(StreamGuard, BlocksWhatCannotBeCutIntoReadableText)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    std::string pile = "a";
    while (pile.size() <= StreamGuard::most_held_back) pile += "\u0301";
    EXPECT_TRUE(guard.feed(pile).empty());
    EXPECT_TRUE(guard.blocked());
}

TEST(StreamGuard, DropsWhatWasNotFinished)
{
    StrictJudge strict;
    const auto judge = strict.judge();
    StreamGuard guard{judge, {}};
    EXPECT_EQ(text_of(guard.feed("All good. And then the stream broke")), "All good.");
    EXPECT_EQ(guard.released(), "All good.");
}

// The invariant: whatever is shown at any moment is a text that was allowed as a whole, in whole
// characters, and it is the beginning of what the model said.
TEST(StreamGuard, ShowsNothingThatWasNotAllowedUnderAnyChunking)
{
    std::mt19937 random{20261121};
    for (int round = 0; round < 400; ++round) {
        const auto text = random_text(random, true);
        StrictJudge strict;
        const auto judge = strict.judge();
        StreamGuard guard{judge, {}};
        std::string shown;
        const auto show = [&](const std::vector<ClearedText>& cleared) {
            for (const auto& clause : cleared) {
                shown += clause.text();
                ASSERT_TRUE(is_whole_utf8(clause.text()));
                ASSERT_TRUE(strict.allowed.contains(shown));
                ASSERT_FALSE(shown.contains("poison"));
            }
        };
        for (const auto& chunk : random_chunks(text, random)) show(guard.feed(chunk));
        show(guard.finish());
        ASSERT_TRUE(text.starts_with(shown));
        ASSERT_EQ(guard.blocked(), text.contains("poison"));
        if (!guard.blocked()) ASSERT_EQ(shown, text);
    }
}

TEST(StreamGuard, ShowsNothingMoreAfterAFaultAtAnyPoint)
{
    std::mt19937 random{42};
    for (int round = 0; round < 300; ++round) {
        const auto text = random_text(random, false);
        StrictJudge strict;
        strict.fault =
            round % 2 == 0 ? StrictJudge::Fault::Throws : StrictJudge::Fault::Unavailable;
        strict.calls_before_fault = static_cast<int>(random() % 6);
        const auto judge = strict.judge();
        StreamGuard guard{judge, {}};
        std::string shown;
        std::string at_fault;
        for (const auto& chunk : random_chunks(text, random)) {
            shown += text_of(guard.feed(chunk));
            if (guard.blocked() && at_fault.empty()) at_fault = shown;
        }
        shown += text_of(guard.finish());
        ASSERT_TRUE(shown.empty() || strict.allowed.contains(shown));
        if (guard.blocked()) {
            ASSERT_FALSE(guard.refusal()->available);
            ASSERT_LE(strict.calls, strict.calls_before_fault + 1);
        } else {
            ASSERT_EQ(shown, text);
        }
    }
}

}  // namespace
}  // namespace buddy::conversation
