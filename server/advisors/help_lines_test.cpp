#include "advisors/advisors_fixture.hpp"
#include "advisors/opening_hours.hpp"

#include <fstream>

namespace buddy::advisors {
namespace {

using testing::help_lines;

constexpr auto now = Time{std::chrono::milliseconds{1'790'000'000'000}};

std::string line(std::string_view changes = {})
{
    std::string text = R"({"service": "Child Line", "audience": "child", "channel": "call",
        "marks": ["A"], "dial": "0800111", "sms_to": null, "sms_keyword": null,
        "display": "0800 111", "e164": null, "ext": null, "free": true, "ages": [5, 18],
        "hours": null, "languages": ["en"], "url": null, "source_url": null, "verified_at": null,
        "verified_by": null, "replaces": [], "expires_at": null})";
    if (changes.empty()) return text;
    const auto colon = changes.find('=');
    const auto key = "\"" + std::string{changes.substr(0, colon)} + "\": ";
    const auto start = text.find(key) + key.size();
    auto end = start;
    for (int depth = 0; depth > 0 || (text[end] != ',' && text[end] != '}'); ++end)
        depth += text[end] == '[' ? 1 : (text[end] == ']' ? -1 : 0);
    return text.replace(start, end - start, changes.substr(colon + 1));
}

/// A registry of one country, "XX".
Result<HelpLines> loaded(const std::string& lines, std::string_view emergency = "112")
{
    const auto folder = std::filesystem::path{::testing::TempDir()} / "buddy_help_lines";
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "xx.json"}
        << R"({"country": "XX", "name": "Test", "emergency": [{"channel": "call", "dial": ")"
        << emergency << R"(", "display": "112", "reaches": "any", "audience": "all"}], "lines": [)"
        << lines << "]}";
    return HelpLines::load(folder, now);
}

TEST(HelpLines, LoadsTheRegistryWithEmergencyFirst)
{
    EXPECT_GT(help_lines().countries().size(), 40U);
    for (const auto& country : help_lines().countries()) {
        const auto lines = help_lines().lines_for(country);
        ASSERT_FALSE(lines.empty()) << country;
        EXPECT_EQ(lines.front().channel, "emergency") << country;
        for (const auto& one : lines) EXPECT_NE(one.audience, "parent") << country;
    }
}

TEST(HelpLines, GuessesNoCountry)
{
    EXPECT_TRUE(help_lines().lines_for("").empty());
    EXPECT_TRUE(help_lines().lines_for("ZZ").empty());
}

TEST(HelpLines, ShowsWhatIsKnownWellEnough)
{
    EXPECT_EQ(loaded(line())->lines_for("XX").size(), 2U);
    EXPECT_EQ(loaded(line(R"(marks=["C"])"))->lines_for("XX").size(), 1U);
    EXPECT_EQ(loaded(line(R"(marks=["C", "W"])"))->lines_for("XX").size(), 2U);
    EXPECT_EQ(loaded(line(R"(audience="parent")"))->lines_for("XX").size(), 1U);
    EXPECT_EQ(loaded(line(R"(expires_at="2020-01-01")"))->lines_for("XX").size(), 1U);
}

TEST(HelpLines, RefusesTheDefectsOfPublishedLists)
{
    ASSERT_TRUE(loaded(line()));
    for (const auto* const change :
         {R"(display="0800 112")",
          R"(dial=null)",
          R"(channel="sms")",
          R"(marks=[])",
          R"(marks=["Q"])",
          R"(marks=["A", "A"])",
          R"(audience="kids")",
          R"(sms_keyword="HOME")",
          R"(e164="+44116123")",
          R"(ext="8")",
          R"(url="http://x.org")",
          R"(replaces=["0800-111"])",
          R"(verified_at="2030-01-01")",
          R"(ages=[18, 5])",
          R"(free="yes")",
          R"(expires_at="soon")"})
        EXPECT_FALSE(loaded(line(change))) << change;
    EXPECT_FALSE(loaded(line() + "," + line()));
    EXPECT_FALSE(loaded(line(), "113"));
    EXPECT_FALSE(HelpLines::load("/nowhere", now));
}

TEST(HelpLines, NamesFileAndRowOfAMistake)
{
    const auto result = loaded(line() + "," + line(R"(marks=["Q"])"));
    ASSERT_FALSE(result);
    EXPECT_TRUE(result.error().detail.contains("xx.json.lines[1].marks")) << result.error().detail;
}

TEST(HelpLines, SaysUsuallyForHoursThatNobodyChecked)
{
    OpeningHours hours;
    for (std::size_t day = 0; day < 6; ++day) hours.week.at(day) = {"14:00-20:00"};
    EXPECT_EQ(hours_in_words(hours, "en", false), "usually Mon–Sat 14:00–20:00");
    EXPECT_EQ(hours_in_words(hours, "de", true), "Mo–Sa 14:00–20:00");
    for (auto& day : hours.week) day = {"00:00-24:00"};
    EXPECT_EQ(hours_in_words(hours, "fr", true), "jour et nuit");
    EXPECT_EQ(hours_in_words({}, "en", true), "");
}

}  // namespace
}  // namespace buddy::advisors
