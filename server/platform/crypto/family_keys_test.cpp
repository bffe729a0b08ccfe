#include "platform/crypto/family_keys.hpp"

#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/crypto/random.hpp"
#include "platform/crypto/sql_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace buddy::crypto {
namespace {

using sql::wait_for;

/// The stores under one contract: in memory, on SQLite, on PostgreSQL.
enum class Kind : std::uint8_t { Fake, Sqlite, Postgres };

std::vector<Kind> kinds_here()
{
    std::vector<Kind> kinds{Kind::Fake, Kind::Sqlite};
    if (sql::engines_here().size() > 1) kinds.push_back(Kind::Postgres);
    return kinds;
}

class FamilyKeyStores : public testing::TestWithParam<Kind> {
protected:
    FamilyKeyStores()
    {
        if (GetParam() == Kind::Fake) {
            store = std::make_unique<FakeFamilyKeyStore>();
            return;
        }
        temporary = std::make_unique<sql::TemporaryDatabase>(
            GetParam() == Kind::Sqlite ? sql::Engine::Sqlite : sql::Engine::Postgres
        );
        store = std::make_unique<SqlFamilyKeyStore>(**temporary);
    }

    std::unique_ptr<sql::TemporaryDatabase> temporary;
    std::unique_ptr<FamilyKeyStore> store;
    FamilyId family{"f1"};
};
INSTANTIATE_TEST_SUITE_P(Kinds, FamilyKeyStores, testing::ValuesIn(kinds_here()));

TEST_P(FamilyKeyStores, FindWhatWasAddedOnce)
{
    EXPECT_TRUE(wait_for(store->add(family, sql::Blob{"a"}, sql::Blob{"b"}, {})));
    EXPECT_FALSE(wait_for(store->add(family, sql::Blob{"c"}, sql::Blob{"d"}, {})));
    EXPECT_EQ(wait_for(store->find(family, KeySpace::Family)), sql::Blob{"a"});
    EXPECT_EQ(wait_for(store->find(family, KeySpace::Protected)), sql::Blob{"b"});
    EXPECT_EQ(wait_for(store->find(FamilyId{"f2"}, KeySpace::Family)), std::nullopt);
}

TEST_P(FamilyKeyStores, NeverGiveKeysToADestroyedFamily)
{
    wait_for(store->add(family, sql::Blob{"a"}, sql::Blob{"b"}, {}));
    wait_for(store->destroy(family, {}));
    wait_for(store->destroy(family, {}));
    EXPECT_EQ(wait_for(store->find(family, KeySpace::Family)), std::nullopt);
    EXPECT_EQ(wait_for(store->find(family, KeySpace::Protected)), std::nullopt);
    EXPECT_FALSE(wait_for(store->add(family, sql::Blob{"c"}, sql::Blob{"d"}, {})));
    wait_for(store->destroy(FamilyId{"f2"}, {}));
    EXPECT_FALSE(wait_for(store->add(FamilyId{"f2"}, sql::Blob{"c"}, sql::Blob{"d"}, {})));
}

class FamilyKeysTest : public testing::Test {
protected:
    FakeFamilyKeyStore store;
    FakeClock clock{from_millis(1'000'000)};
    SecretKey root = SecretKey::random();
    FamilyKeys keys{store, root, clock};
    FamilyId family{"f1"};
    Place place{.table = "turns", .column = "text", .row = "1"};
};

TEST_F(FamilyKeysTest, OpenAgainAfterARestart)
{
    ASSERT_TRUE(wait_for(keys.create(family)));
    const auto sealed = wait_for(keys.of(family))->seal("hi", place);
    FamilyKeys restarted{store, root, clock};
    EXPECT_EQ(wait_for(restarted.of(family))->open(sealed, place).value(), "hi");
}

TEST_F(FamilyKeysTest, KeepTheProtectedWordsApart)
{
    ASSERT_TRUE(wait_for(keys.create(family)));
    const auto sealed = wait_for(keys.protecting(family))->seal("hi", place);
    EXPECT_FALSE(wait_for(keys.of(family))->open(sealed, place));
    EXPECT_EQ(
        wait_for(keys.protected_words(family, ProtectedReader::Moderator))
            ->open(sealed, place)
            .value(),
        "hi"
    );
}

TEST_F(FamilyKeysTest, KeepFamiliesApart)
{
    ASSERT_TRUE(wait_for(keys.create(family)));
    ASSERT_TRUE(wait_for(keys.create(FamilyId{"f2"})));
    const auto sealed = wait_for(keys.of(family))->seal("hi", place);
    EXPECT_FALSE(wait_for(keys.of(FamilyId{"f2"}))->open(sealed, place));
}

TEST_F(FamilyKeysTest, AreGoneForEverOnceDestroyed)
{
    ASSERT_TRUE(wait_for(keys.create(family)));
    ASSERT_TRUE(wait_for(keys.of(family)));
    wait_for(keys.destroy(family));
    EXPECT_EQ(wait_for(keys.of(family)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(wait_for(keys.protecting(family)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(wait_for(keys.create(family)).error().code, ErrorCode::Conflict);
}

TEST_F(FamilyKeysTest, ForgetWhatAnotherProcessDestroyed)
{
    ASSERT_TRUE(wait_for(keys.create(family)));
    ASSERT_TRUE(wait_for(keys.of(family)));
    FamilyKeys elsewhere{store, root, clock};
    wait_for(elsewhere.destroy(family));
    clock.advance(FamilyKeys::cache_time);
    EXPECT_EQ(wait_for(keys.of(family)).error().code, ErrorCode::NotFound);
}

TEST_F(FamilyKeysTest, SayThatTheRootKeyIsAnother)
{
    ASSERT_TRUE(wait_for(keys.create(family)));
    FamilyKeys stranger{store, SecretKey::random(), clock};
    EXPECT_EQ(wait_for(stranger.of(family)).error().code, ErrorCode::Invalid);
}

TEST_F(FamilyKeysTest, ServeMoreFamiliesThanTheyRemember)
{
    for (std::size_t i = 0; i < FamilyKeys::cache_size + 10; ++i) {
        const FamilyId one{std::to_string(i)};
        ASSERT_TRUE(wait_for(keys.create(one)));
        ASSERT_TRUE(wait_for(keys.of(one)));
    }
    EXPECT_TRUE(wait_for(keys.of(FamilyId{"0"})));
}

// A destroyed key must be found neither in the database file nor in its log.
TEST(SqlFamilyKeyStoreFile, HoldsNothingOfADestroyedKey)
{
    sql::TemporaryDatabase temporary{sql::Engine::Sqlite};
    SqlFamilyKeyStore store{*temporary};
    const std::string marker = "marker-" + random_token();
    wait_for(store.add(FamilyId{"f"}, sql::Blob{marker}, sql::Blob{marker}, {}));
    wait_for(store.destroy(FamilyId{"f"}, {}));
    const std::string file = temporary.url().substr(9);
    for (const auto* suffix : {"", "-wal"}) {
        std::ifstream stream{file + suffix, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_FALSE(bytes.contains(marker)) << suffix;
    }
}

}  // namespace
}  // namespace buddy::crypto
