#include "compliance/byte_range.hpp"

#include <gtest/gtest.h>

namespace buddy::compliance {
namespace {

void expect_part(std::string_view header, std::int64_t begin, std::int64_t end)
{
    const auto asked = range_in(header, 1000);
    EXPECT_EQ(asked.kind, RangeKind::Part) << header;
    EXPECT_EQ(asked.range, (ByteRange{begin, end})) << header;
}

TEST(ByteRanges, AreReadAsAnyDownloaderWritesThem)
{
    expect_part("bytes=0-", 0, 1000);
    expect_part("bytes=500-", 500, 1000);
    expect_part("bytes=500-599", 500, 600);
    expect_part("bytes=500-5000", 500, 1000);
    expect_part("bytes=999-999", 999, 1000);
    expect_part("bytes=-100", 900, 1000);
    expect_part("bytes=-5000", 0, 1000);
}

TEST(ByteRanges, ThatBeginBehindTheEndAreImpossible)
{
    for (const auto* header : {"bytes=1000-", "bytes=1000-2000", "bytes=-0"})
        EXPECT_EQ(range_in(header, 1000).kind, RangeKind::Impossible) << header;
    EXPECT_EQ(range_in("bytes=0-", 0).kind, RangeKind::Impossible);
}

TEST(ByteRanges, InAnotherFormGetTheWholeFile)
{
    for (const auto* header :
         {"",
          "bytes",
          "bytes=",
          "bytes=-",
          "items=0-1",
          "bytes=0-1,5-6",
          "bytes=a-b",
          "bytes=5-1",
          "bytes=--5",
          "bytes=+1-2",
          "bytes=99999999999999999999-"})
        EXPECT_EQ(range_in(header, 1000).kind, RangeKind::Whole) << header;
}

}  // namespace
}  // namespace buddy::compliance
