#include "buddy/safety/report_card.hpp"

#include "test_files.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace buddy::safety {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value)
{
    return std::string{value.as_string()};
}

/// The shipped engine, with a small gate and a small corpus.
class SmallHouse {
public:
    SmallHouse()
    {
        (void)gate_.write(
            "families.json", R"([{"id":"small","title":"Small","file":"s.jsonl","blocking":true}])"
        );
        (void)gate_.write(
            "s.jsonl", R"({"id":"1","text":"i want to kill myself","actions":["escalate"]})"
        );
        (void)corpus_.write(
            "a.jsonl",
            R"({"id":"a","family":"one","text":"i want to kill myself","categories":["self_harm"],"actions":["escalate"]})"
            "\n"
            R"({"id":"b","family":"one","text":"this quiz is killing me","categories":[],"actions":["allow"]})"
            "\n"
            R"({"id":"c","family":"two","text":"trained on this","categories":[],"actions":["allow"]})"
            "\n"
        );
        (void)corpus_.write("splits.json", R"({"one":"test","two":"train"})");
    }
    [[nodiscard]] SafetyPaths paths() const
    {
        const auto files = testing::shipped_files();
        return {
            .model = files.model,
            .linear = testing::source() / "data/models/linear.bin",
            .rules = files.rules,
            .policy = files.policy,
            .gate = gate_.path(),
            .splits = corpus_.path() / "splits.json"
        };
    }

private:
    testing::ScratchFolder gate_;
    testing::ScratchFolder corpus_;
};

TEST(ReportCard, HoldsNumbersSetsAndHashes)
{
    const SmallHouse house;
    const auto made = write_report_card(house.paths(), {.day = "2026-11-22", .signer = "abc"});
    ASSERT_TRUE(made.has_value()) << made.error().detail;
    EXPECT_FALSE(made->gate_passes) << "no release is recorded there";
    const auto card = json::parse(made->json).as_object();
    EXPECT_EQ(card.at("day"), "2026-11-22");
    EXPECT_EQ(card.at("signer"), "abc");
    const auto& engine = card.at("engine").as_object();
    EXPECT_EQ(text_of(engine.at("model")), testing::shipped_engine().model_version());
    EXPECT_EQ(text_of(engine.at("policy")), testing::shipped_engine().policy_version());
    EXPECT_EQ(text_of(engine.at("rules")), testing::shipped_engine().rules_version());
    const auto& first = engine.at("files").as_array().at(0).as_object();
    EXPECT_EQ(first.at("file"), "models/safety.bdm");
    EXPECT_EQ(first.at("blake2b_256").as_string().size(), 64U);
    const auto& side = card.at("test_side").as_object();
    const auto& all =
        side.at("measures").as_object().at("groups").as_object().at("all").as_object();
    EXPECT_EQ(all.at("cases").to_number<int>(), 2) << "the train side is left out";
    EXPECT_TRUE(side.at("comparison").as_object().at("judges").as_object().contains("model only"));
    EXPECT_NE(made->markdown.find("| Small | 1 | 1 | 100.0 |"), std::string::npos);
    EXPECT_NE(made->markdown.find("keyword list"), std::string::npos);
    EXPECT_NE(made->markdown.find("`abc`"), std::string::npos);
    EXPECT_EQ(made->markdown.find("kill"), std::string::npos) << "no case is quoted";
}

TEST(ReportCard, TheSameInputsGiveTheSameBytes)
{
    const SmallHouse house;
    const ReportOrder order{.day = "2026-11-22", .signer = {}};
    const auto once = write_report_card(house.paths(), order);
    const auto again = write_report_card(house.paths(), order);
    ASSERT_TRUE(once && again);
    EXPECT_EQ(once->json, again->json);
    EXPECT_EQ(once->markdown, again->markdown);
}

TEST(ReportCard, SaysWhichFileIsMissing)
{
    const SmallHouse house;
    auto paths = house.paths();
    paths.splits = "/nowhere/splits.json";
    const auto made = write_report_card(paths, {});
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::safety
