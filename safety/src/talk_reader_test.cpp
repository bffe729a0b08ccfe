#include "talk_reader.hpp"

#include "test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace buddy::safety {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;

const text::Model& model()
{
    static const auto loaded = text::Model::load(testing::shipped_files().model);
    return *loaded;
}

std::string shipped()
{
    std::ifstream file{talks_beside(testing::shipped_files().model)};
    return {std::istreambuf_iterator<char>{file}, {}};
}

class TalkReaderFile : public ::testing::Test {
protected:
    [[nodiscard]] Result<TalkReader> load(const std::string& text) const
    {
        std::ofstream{file_} << text;
        return TalkReader::load(file_, model());
    }
    static std::string with(std::string_view what, std::string_view instead)
    {
        std::string text = shipped();
        text.replace(text.find(what), what.size(), instead);
        return text;
    }

private:
    std::filesystem::path file_ = std::filesystem::path{::testing::TempDir()} / "talks.json";
};

TEST_F(TalkReaderFile, IsReadAsItIsShipped)
{
    EXPECT_TRUE(load(shipped()));
}

TEST_F(TalkReaderFile, IsRefusedWhenItWasLearnedForAnotherModel)
{
    const auto loaded = load(with(model().version(), "0123456789abcdef"));
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error().detail, HasSubstr("another model"));
}

TEST_F(TalkReaderFile, IsRefusedWhenItsNumbersDoNotFit)
{
    for (const std::string_view list : {"\"mean\":[", "\"scale\":[", "\"units\":[["}) {
        const auto loaded = load(with(list, std::string{list} + "1,"));
        EXPECT_FALSE(loaded) << list;
    }
    EXPECT_FALSE(load(with("\"scale\":[", "\"scale\":[0,")));
    EXPECT_FALSE(load(with("\"bias\":", "\"bias\":1e999,\"about2\":")));
    EXPECT_FALSE(load("{}"));
    EXPECT_FALSE(load(""));
}

TEST(TalkReader, IsNotFoundWhereThereIsNone)
{
    const auto loaded = TalkReader::load("/nowhere/talks.json", model());
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::NotFound);
}

TEST(TalkReader, WeighsBothReadings)
{
    const auto talks = TalkReader::load(talks_beside(testing::shipped_files().model), model());
    ASSERT_TRUE(talks);
    text::Prediction calm;
    text::Prediction sure;
    sure.values.fill(0.9F);
    const std::array turns{
        text::SpokenTurn{.speaker = text::Speaker::Child, .text = "hi"},
        text::SpokenTurn{.speaker = text::Speaker::Mentor, .text = "How was it?"}
    };
    const auto alarm = [&](const text::Prediction& whole, const text::Prediction& own) {
        return talks->alarm(model(), {.whole = whole, .own = own, .text = "fine", .turns = turns});
    };
    EXPECT_THAT(alarm(sure, sure), AllOf(Ge(0.0), Le(1.0)));
    EXPECT_NE(alarm(sure, calm), alarm(calm, sure));
}

TEST(TalkReaderInputs, TellWordsTurnsAndWhetherTheMentorAsked)
{
    const text::Prediction some;
    const std::array asked{text::SpokenTurn{.speaker = text::Speaker::Mentor, .text = "And then? "}
    };
    const std::array told{text::SpokenTurn{.speaker = text::Speaker::Mentor, .text = "I see."}};
    const auto of = [&](std::string_view text, std::span<const text::SpokenTurn> turns) {
        return inputs_of(model(), {.whole = some, .own = some, .text = text, .turns = turns});
    };
    const auto one = of("  two words ", asked);
    ASSERT_GE(one.size(), 3U);
    EXPECT_DOUBLE_EQ(one[one.size() - 3], std::log1p(2));
    EXPECT_DOUBLE_EQ(one[one.size() - 2], 1.0 / 8);
    EXPECT_DOUBLE_EQ(one.back(), 1);
    EXPECT_DOUBLE_EQ(of("x", told).back(), 0);
    EXPECT_DOUBLE_EQ(of("", {}).back(), 0);
}

}  // namespace
}  // namespace buddy::safety
