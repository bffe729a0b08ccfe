// What the linter refuses, each with the file and the place that it names.
#include "law/law_fixture.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace buddy::law {
namespace {

using testing::HasSubstr;

std::string mistakes_of_rules(const std::string& rules)
{
    PackFolder folder;
    return folder.with("gb.json", pack_of("gb", R"(["GB"])", rules)).mistakes();
}

TEST(PackLinter, TakesASoundPack)
{
    EXPECT_EQ(mistakes_of_rules(rule_with({})), "");
    EXPECT_EQ(
        mistakes_of_rules(
            rule_with({{"ages", "[0, 17]"}, {"setting", R"("school")"}, {"note", R"("x")"}})
        ),
        ""
    );
    EXPECT_EQ(
        mistakes_of_rules(
            rule_with({{"verified_at", R"("2026-11-22")"}, {"verified_by", R"("counsel")"}})
        ),
        ""
    );
}

TEST(PackLinter, TakesThePacksThatShip)
{
    EXPECT_GE(shipped().packs().size(), 7U);
}

struct Refused {
    std::string field;
    std::string value;
    std::string finding;
};
class PackLinterRefuses : public testing::TestWithParam<Refused> {};

TEST_P(PackLinterRefuses, AndNamesFileAndPlace)
{
    const auto& [field, value, finding] = GetParam();
    EXPECT_THAT(
        mistakes_of_rules(rule_with({{field, value}})), HasSubstr("gb.json.rules[0]" + finding)
    );
}

INSTANTIATE_TEST_SUITE_P(
    Rules,
    PackLinterRefuses,
    testing::Values(
        Refused{"hue", "1", ".hue is no field of a pack"},
        Refused{"id", "", " needs \"id\""},
        Refused{"id", R"("us.law.rule")", ".id must begin with the pack's id"},
        Refused{"demands", "{}", ".demands must be an object, and not empty"},
        Refused{"demands", R"({"bedtime": 20})", ".demands.bedtime is nothing that a law can ask"},
        Refused{
            "demands", R"({"consent_age": "13"})", ".demands.consent_age must be a whole number"
        },
        Refused{
            "demands",
            R"({"memory_window_hours": 0})",
            ".demands.memory_window_hours must be a whole"
        },
        Refused{"demands", R"({"crisis_protocol": false})", ".demands.crisis_protocol is a duty"},
        Refused{
            "demands", R"({"persona": "friend"})", ".demands.persona must be one of tutor, mentor"
        },
        Refused{
            "demands", R"({"crisis_covers": ["a"]})", ".demands.crisis_covers[0] must be one of"
        },
        Refused{"demands", R"({"crisis_covers": []})", ".demands.crisis_covers must be a list"},
        Refused{"places", R"(["XX"])", ".places[0] is an unknown place"},
        Refused{"places", R"(["uk"])", ".places[0] is an unknown place"},
        Refused{"places", R"(["GB-"])", ".places[0] is an unknown place"},
        Refused{"places", R"(["IE"])", ".places has IE, which is outside"},
        Refused{"ages", "[17, 0]", ".ages must begin with the youngest"},
        Refused{"ages", "[17]", ".ages must be two ages"},
        Refused{"setting", R"("bus")", ".setting must be one of home, school"},
        Refused{"status", R"("repealed")", ".status must be one of"},
        Refused{"effective_from", "null", " needs a day in effective_from"},
        Refused{"effective_from", R"("2026-02-30")", ".effective_from must be a day"},
        Refused{"effective_from", R"("1.1.2026")", ".effective_from must be a day"},
        Refused{"effective_from", "", " needs \"effective_from\""},
        Refused{"effective_until", R"("2025-12-31")", " has its dates out of order"},
        Refused{"source", "", " needs \"source\""},
        Refused{"source", "null", ".source is missing"},
        Refused{
            "source",
            R"({"citation": "", "url": "https://a.org"})",
            ".source.citation must be a text"
        },
        Refused{"source", R"({"citation": "s. 1", "url": "a.org"})", ".source needs an address"},
        Refused{"known_from", R"("rumour")", ".known_from must be one of"},
        Refused{"verified_at", R"("2026-11-22")", " needs both verified_at and verified_by"},
        Refused{"verified_by", R"("counsel")", " needs both verified_at and verified_by"}
    )
);

TEST(PackLinter, LetsOnlyPendingRulesHaveNoDay)
{
    EXPECT_EQ(
        mistakes_of_rules(rule_with({{"status", R"("pending")"}, {"effective_from", "null"}})), ""
    );
}

TEST(PackLinter, RefusesRulesThatOverlap)
{
    const auto first = rule_with({{"id", R"("gb.a")"}});
    const auto clash = [&](std::map<std::string, std::string> other) {
        other.emplace("id", R"("gb.b")");
        return mistakes_of_rules(first + "," + rule_with(std::move(other)));
    };
    EXPECT_THAT(
        clash({}), HasSubstr("gb.json gb.a and gb.b overlap: both ask for ai_notice_every_minutes")
    );
    EXPECT_THAT(clash({{"places", R"(["GB-SCT"])"}}), HasSubstr("overlap"));
    EXPECT_EQ(clash({{"demands", R"({"consent_age": 13})"}}), "") << "another power";
    EXPECT_EQ(clash({{"status", R"("pending")"}}), "") << "a bill beside the law it would sharpen";
    const auto young = rule_with({{"id", R"("gb.a")"}, {"ages", "[0, 12]"}});
    const auto old = rule_with({{"id", R"("gb.b")"}, {"ages", "[13, 17]"}});
    EXPECT_EQ(mistakes_of_rules(young + "," + old), "") << "other children";
}

TEST(PackLinter, LetsARuleFollowAnother)
{
    const auto first = rule_with({{"id", R"("gb.a")"}, {"effective_until", R"("2026-06-30")"}});
    const auto then = [](const std::string& from) {
        return "," + rule_with({{"id", R"("gb.b")"}, {"effective_from", "\"" + from + "\""}});
    };
    EXPECT_EQ(mistakes_of_rules(first + then("2026-07-01")), "");
    EXPECT_THAT(mistakes_of_rules(first + then("2026-06-30")), HasSubstr("overlap"));
}

TEST(PackLinter, RefusesANameThatIsUsedTwice)
{
    const auto twice = rule_with({}) + "," + rule_with({{"demands", R"({"consent_age": 13})"}});
    EXPECT_THAT(mistakes_of_rules(twice), HasSubstr("gb.json gb.law.rule is used twice"));
}

TEST(PackLinter, RefusesFilesThatAreNoPacks)
{
    PackFolder folder;
    folder.with("gb.json", "[1")
        .with("fr.json", pack_of("de", R"(["FR"])", ""))
        .with("it.json", "{}");
    const auto mistakes = folder.mistakes();
    EXPECT_THAT(mistakes, HasSubstr("gb.json is no JSON object"));
    EXPECT_THAT(mistakes, HasSubstr("fr.json.pack differs from the file's name"));
    EXPECT_THAT(mistakes, HasSubstr("fr.json.rules must be a list, and not empty"));
    EXPECT_THAT(mistakes, HasSubstr("it.json needs \"places\""));
}

TEST(PackLinter, SaysWhenThereIsNothingToRead)
{
    PackFolder folder;
    EXPECT_EQ(folder.load().error().code, ErrorCode::NotFound);
    EXPECT_EQ(Packs::load("/nowhere/at/all").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::law
