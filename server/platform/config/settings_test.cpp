#include "platform/config/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace buddy::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

struct Places {
    long long port = 0;
    std::string key;
    bool mailbox = false;
    std::vector<std::string> proxies;
    std::string base;
};

Settings settings_for(Places& places)
{
    Settings settings;
    settings.add(
        {"server.port", "BUDDY_PORT", "8080", "Port."}, number_into(places.port, 1, 65535)
    );
    settings.add(
        {"keys.session", "NEXTAUTH_SECRET", "", "Signs sessions.", true},
        secret_into(places.key, 32)
    );
    settings.add(
        {"dev.mailbox", "BUDDY_DEV_MAILBOX", "off", "Mailbox."}, switch_into(places.mailbox)
    );
    settings.add(
        {"server.proxies", "BUDDY_TRUSTED_PROXIES", "", "Hops."}, list_into(places.proxies)
    );
    settings.add(
        {"server.base", "NEXT_PUBLIC_BASE_URL", "", "Address."},
        url_into(places.base, {"http", "https"})
    );
    return settings;
}

TEST(Settings, TakesDefaultsWhenNothingIsGiven)
{
    Places places;
    EXPECT_THAT(settings_for(places).load({}, ""), IsEmpty());
    EXPECT_EQ(places.port, 8080);
    EXPECT_FALSE(places.mailbox);
}

TEST(Settings, PrefersTheVariableToTheFile)
{
    Places places;
    auto settings = settings_for(places);
    EXPECT_THAT(
        settings.load(
            {{"BUDDY_PORT", "9000"}},
            R"({"server": {"port": 7000 /* why */, "proxies": ["10.0.0.1", "::1"]}})"
        ),
        IsEmpty()
    );
    EXPECT_EQ(places.port, 9000);
    EXPECT_THAT(places.proxies, ElementsAre("10.0.0.1", "::1"));
}

TEST(Settings, ReadsSecretsFromFilesWithoutTheirNewline)
{
    const auto path = std::filesystem::temp_directory_path() / "buddy_settings_test_secret";
    std::ofstream{path} << std::string(32, 'k') << "\n";
    Places places;
    EXPECT_THAT(
        settings_for(places).load({{"NEXTAUTH_SECRET_FILE", path.string()}}, ""), IsEmpty()
    );
    EXPECT_EQ(places.key, std::string(32, 'k'));
    std::filesystem::remove(path);
}

TEST(Settings, ReportsAllMistakesAtOnceAndNeverPrintsASecret)
{
    Places places;
    const auto mistakes = settings_for(places).load(
        {{"BUDDY_PORT", "eighty"},
         {"NEXTAUTH_SECRET", "short"},
         {"BUDDY_TYPO", "1"},
         {"NEXT_PUBLIC_BASE_URL", "ftp://x"}},
        R"({"server": {"prot": 1}})"
    );
    EXPECT_THAT(
        mistakes,
        UnorderedElementsAre(
            HasSubstr("BUDDY_PORT must be a whole number"),
            "NEXTAUTH_SECRET must have at least 32 characters.",
            HasSubstr("BUDDY_TYPO is no setting"),
            HasSubstr("NEXT_PUBLIC_BASE_URL must be an address"),
            HasSubstr("server.prot")
        )
    );
}

TEST(Settings, SaysWhenTheFileIsNoJson)
{
    Places places;
    EXPECT_THAT(settings_for(places).load({}, "{"), ElementsAre(HasSubstr("not a JSON object")));
}

}  // namespace
}  // namespace buddy::config
