#include "platform/crypto/one_time_code.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace buddy::crypto {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view rfc_secret = "12345678901234567890";

Time at_second(std::int64_t second)
{
    return from_millis(second * 1000);
}

// RFC 4226, appendix D.
TEST(OneTimeCode, CountsAsTheStandardOfCountedCodes)
{
    constexpr std::array codes{
        "755224",
        "287082",
        "359152",
        "969429",
        "338314",
        "254676",
        "287922",
        "162583",
        "399871",
        "520489"
    };
    for (std::size_t count = 0; count < codes.size(); ++count)
        EXPECT_EQ(code_at(rfc_secret, static_cast<std::int64_t>(count)), codes.at(count)) << count;
}

// RFC 6238, appendix B, SHA-1: its eight digits, the last six of them.
TEST(OneTimeCode, TellsTheTimeAsTheStandard)
{
    constexpr std::array<std::pair<std::int64_t, const char*>, 6> vectors{{
        {59, "287082"},
        {1111111109, "081804"},
        {1111111111, "050471"},
        {1234567890, "005924"},
        {2000000000, "279037"},
        {20000000000, "353130"},
    }};
    for (const auto& [second, code] : vectors)
        EXPECT_EQ(code_at(rfc_secret, code_step_at(at_second(second))), code) << second;
}

TEST(OneTimeCode, TakesTheCodeOfTheStepBeforeAndAfter)
{
    const auto now = at_second(1111111111);
    const auto step = code_step_at(now);
    for (const auto near : {step - 1, step, step + 1})
        EXPECT_EQ(matching_step(rfc_secret, code_at(rfc_secret, near), now, 0), near);
    for (const auto far : {step - 2, step + 2})
        EXPECT_EQ(matching_step(rfc_secret, code_at(rfc_secret, far), now, 0), std::nullopt);
    for (const auto* typed : {"", "05047", "0504711", "abcdef"})
        EXPECT_EQ(matching_step(rfc_secret, typed, now, 0), std::nullopt) << typed;
}

TEST(OneTimeCode, TakesNoStepTwiceAndNoneBeforeIt)
{
    const auto now = at_second(1111111111);
    const auto step = code_step_at(now);
    EXPECT_EQ(matching_step(rfc_secret, code_at(rfc_secret, step), now, step), std::nullopt);
    EXPECT_EQ(matching_step(rfc_secret, code_at(rfc_secret, step - 1), now, step), std::nullopt);
    EXPECT_EQ(matching_step(rfc_secret, code_at(rfc_secret, step + 1), now, step), step + 1);
}

// RFC 4648, section 10, without padding.
TEST(OneTimeCode, WritesBase32)
{
    EXPECT_EQ(base32(""), "");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32("fo"), "MZXQ");
    EXPECT_EQ(base32("foo"), "MZXW6");
    EXPECT_EQ(base32("foob"), "MZXW6YQ");
    EXPECT_EQ(base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(OneTimeCode, WritesWhatAnAppReads)
{
    EXPECT_EQ(
        code_uri(rfc_secret, "Buddy", "mo+1@example.org"),
        "otpauth://totp/Buddy:mo%2B1%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Buddy&algorithm=SHA1&digits=6&period=30"
    );
    std::set<std::string> secrets;
    for (int i = 0; i < 100; ++i) secrets.insert(new_code_secret());
    EXPECT_EQ(secrets.size(), 100U);
    EXPECT_EQ(secrets.begin()->size(), 20U);
}

}  // namespace
}  // namespace buddy::crypto
