#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace buddy::log {
namespace {

using testing::HasSubstr;

class LogLines : public testing::Test {
protected:
    std::vector<std::string> lines_;
    Log log_{Level::Info, [this](std::string_view line) { lines_.emplace_back(line); }};
};

TEST_F(LogLines, AreJsonObjects)
{
    log_.info(
        "server \"started\"",
        {{"port", 8080}, {"tls", false}, {"ratio", 0.5}, {"mode", Literal{"dev"}}}
    );
    ASSERT_EQ(lines_.size(), 1U);
    EXPECT_THAT(
        lines_[0],
        HasSubstr(
            R"("level":"info","message":"server \"started\"","port":8080,"tls":false,"ratio":5E-1,"mode":"dev"})"
        )
    );
    EXPECT_THAT(lines_[0], testing::MatchesRegex(R"(\{"time":"[0-9-]+T[0-9:.]+Z".*)"));
}

TEST_F(LogLines, KeepWordsOutOfCodes)
{
    log_.info("a code", {{"code", Code{"my dog's name is Rex\n"}}});
    EXPECT_THAT(lines_[0], HasSubstr(R"("code":"my?dog?s?name?is?Rex?")"));
}

TEST_F(LogLines, CutCodesThatAreTooLong)
{
    EXPECT_EQ(Code{std::string(500, 'a')}.text().size(), 128U);
}

TEST_F(LogLines, SayWhatAnErrorIs)
{
    log_.warning(
        "upstream refused", {{"why", Error{.code = ErrorCode::TooMany, .detail = "answered 429"}}}
    );
    EXPECT_THAT(lines_[0], HasSubstr(R"("why":"too_many: answered 429")"));
}

TEST_F(LogLines, LeaveOutWhatIsBelowTheLevel)
{
    log_.debug("not shown");
    EXPECT_TRUE(lines_.empty());
}

TEST(LogLevel, IsReadFromItsName)
{
    EXPECT_EQ(level_from("warning"), Level::Warning);
    EXPECT_FALSE(level_from("loud"));
}

}  // namespace
}  // namespace buddy::log
