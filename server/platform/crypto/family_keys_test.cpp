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

TEST_P(FamilyKeyStores, KeepTheKeysOfAChildWithItsFamilyAndApart)
{
    const KeyOwner child{.family = family, .id = "c"};
    EXPECT_FALSE(wait_for(store->add_own(child, sql::Blob{"a"}, sql::Blob{"b"}, {})))
        << "a family without keys has no children with keys";
    wait_for(store->add(family, sql::Blob{"f"}, sql::Blob{"p"}, {}));
    EXPECT_EQ(wait_for(store->find_own(child)), std::nullopt);
    EXPECT_TRUE(wait_for(store->add_own(child, sql::Blob{"a"}, sql::Blob{"b"}, {})));
    EXPECT_FALSE(wait_for(store->add_own(child, sql::Blob{"c"}, sql::Blob{"d"}, {})));
    EXPECT_EQ(wait_for(store->find_own(child))->own, sql::Blob{"a"});
    EXPECT_EQ(wait_for(store->find_own(child))->protecting, sql::Blob{"b"});

    wait_for(store->add(FamilyId{"f2"}, sql::Blob{"f"}, sql::Blob{"p"}, {}));
    const KeyOwner stolen{.family = FamilyId{"f2"}, .id = "c"};
    EXPECT_FALSE(wait_for(store->add_own(stolen, sql::Blob{"x"}, sql::Blob{"y"}, {})));
    EXPECT_EQ(wait_for(store->find_own(stolen)), std::nullopt);
    wait_for(store->destroy_own(stolen, {}));
    EXPECT_EQ(wait_for(store->find_own(child))->own, sql::Blob{"a"}) << "another family's child";

    const KeyOwner sibling{.family = family, .id = "s"};
    EXPECT_TRUE(wait_for(store->add_own(sibling, sql::Blob{"e"}, sql::Blob{"g"}, {})));
    EXPECT_EQ(wait_for(store->keys_of_children(family)).size(), 2U);
    wait_for(store->destroy_own(child, {}));
    wait_for(store->destroy_own(child, {}));
    EXPECT_FALSE(wait_for(store->find_own(child))->own);
    EXPECT_FALSE(wait_for(store->find_own(child))->protecting);
    EXPECT_FALSE(wait_for(store->add_own(child, sql::Blob{"c"}, sql::Blob{"d"}, {})));
    ASSERT_EQ(wait_for(store->keys_of_children(family)).size(), 1U);
    EXPECT_EQ(wait_for(store->keys_of_children(family)).front().owner, "s");
    wait_for(store->destroy(family, {}));
    EXPECT_TRUE(wait_for(store->keys_of_children(family)).empty());
    EXPECT_FALSE(wait_for(
        store->add_own({.family = family, .id = "late"}, sql::Blob{"c"}, sql::Blob{"d"}, {})
    ));
}

TEST_P(FamilyKeyStores, ForgetTheKeysOfArchives)
{
    wait_for(store->add(family, sql::Blob{"f"}, sql::Blob{"p"}, {}));
    const KeyOwner archive{.family = family, .id = "e", .kind = KeyOwner::Kind::Archive};
    ASSERT_TRUE(wait_for(store->add_own(archive, sql::Blob{"a"}, sql::Blob{"b"}, {})));
    EXPECT_TRUE(wait_for(store->keys_of_children(family)).empty()) << "an archive is no child";
    wait_for(store->forget_archives(FamilyId{"f2"}));
    EXPECT_TRUE(wait_for(store->find_own(archive)));
    wait_for(store->forget_archives(family));
    EXPECT_FALSE(wait_for(store->find_own(archive)));
    ASSERT_TRUE(wait_for(store->add_own(archive, sql::Blob{"a"}, sql::Blob{"b"}, {})));
    wait_for(store->destroy(family, {}));
    EXPECT_FALSE(wait_for(store->find_own(archive)));
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

class KeysOfChildren : public FamilyKeysTest {
protected:
    KeysOfChildren() { EXPECT_TRUE(wait_for(keys.create(family))); }
    /// Words of a child, as it seals them.
    Sealed sealed_by(const ChildId& child)
    {
        return wait_for(keys.of(family, child))->seal("hi", place);
    }
    bool opens(const Result<Sealer>& sealer, const Sealed& sealed)
    {
        return sealer && sealer->open(sealed, place).value_or("") == "hi";
    }
    ChildId one{"c1"};
    ChildId other{"c2"};
};

TEST_F(KeysOfChildren, OpenWhatIsTheirsAndTheFamilyOpensBoth)
{
    const auto sealed = sealed_by(one);
    EXPECT_TRUE(opens(wait_for(keys.of(family, one)), sealed));
    EXPECT_FALSE(opens(wait_for(keys.of(family, other)), sealed));
    EXPECT_FALSE(wait_for(keys.of(family))->has_sealed(sealed));
    EXPECT_TRUE(opens(wait_for(keys.of(family)), sealed));
    EXPECT_TRUE(opens(wait_for(keys.of(family)), sealed_by(other)));
    const auto hidden = wait_for(keys.protecting(family, one))->seal("hi", place);
    EXPECT_FALSE(opens(wait_for(keys.of(family)), hidden));
    EXPECT_FALSE(opens(wait_for(keys.of(family, one)), hidden));
    EXPECT_TRUE(
        opens(wait_for(keys.protected_words(family, one, ProtectedReader::Moderator)), hidden)
    );
    EXPECT_TRUE(opens(wait_for(keys.protected_words(family, ProtectedReader::Moderator)), hidden));
    FamilyKeys restarted{store, root, clock};
    EXPECT_TRUE(opens(wait_for(restarted.of(family, one)), sealed));
}

TEST_F(KeysOfChildren, OpenWhatTheirFamilysKeySealedBefore)
{
    const auto before = wait_for(keys.of(family))->seal("hi", place);
    const auto key = wait_for(keys.of(family, one));
    EXPECT_TRUE(opens(key, before));
    EXPECT_FALSE(key->has_sealed(before));
    EXPECT_TRUE(key->has_sealed(key->seal("hi", place)));
}

TEST_F(KeysOfChildren, EndAloneAndForEver)
{
    const auto gone = sealed_by(one);
    const auto stays = sealed_by(other);
    const auto of_family = wait_for(keys.of(family))->seal("hi", place);
    const auto archive = wait_for(keys.of_archive(family, "e"))->seal("hi", place);
    ASSERT_TRUE(opens(wait_for(keys.of_archive(family, "e")), archive));
    wait_for(keys.destroy(family, one));
    EXPECT_EQ(wait_for(keys.of(family, one)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(wait_for(keys.protecting(family, one)).error().code, ErrorCode::NotFound);
    EXPECT_FALSE(opens(wait_for(keys.of(family)), gone));
    EXPECT_TRUE(opens(wait_for(keys.of(family)), stays));
    EXPECT_TRUE(opens(wait_for(keys.of(family, other)), of_family));
    EXPECT_FALSE(opens(wait_for(keys.of_archive(family, "e")), archive)) << "its words were in it";
    wait_for(keys.destroy(family));
    EXPECT_EQ(wait_for(keys.of(family, other)).error().code, ErrorCode::NotFound);
}

TEST_F(KeysOfChildren, AreKnownToOtherProcessesAndForgottenByThem)
{
    FamilyKeys elsewhere{store, root, clock};
    ASSERT_TRUE(wait_for(elsewhere.of(family)));
    const auto sealed = sealed_by(one);
    EXPECT_TRUE(opens(wait_for(elsewhere.of(family, one)), sealed));
    clock.advance(FamilyKeys::whole_family_time);
    EXPECT_TRUE(opens(wait_for(elsewhere.of(family)), sealed));
    wait_for(keys.destroy(family, one));
    clock.advance(FamilyKeys::cache_time);
    EXPECT_FALSE(wait_for(elsewhere.of(family, one)));
    EXPECT_FALSE(opens(wait_for(elsewhere.of(family)), sealed));
}

TEST_F(KeysOfChildren, AreOfOneFamilyOnly)
{
    ASSERT_TRUE(wait_for(keys.create(FamilyId{"f2"})));
    const auto sealed = sealed_by(one);
    EXPECT_FALSE(wait_for(keys.of(FamilyId{"f2"}, one)));
    EXPECT_FALSE(opens(wait_for(keys.of(FamilyId{"f2"})), sealed));
    EXPECT_FALSE(wait_for(keys.of(family, ChildId{})));
    EXPECT_FALSE(wait_for(keys.of(FamilyId{"none"}, one)));
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
    const KeyOwner archive{.family = FamilyId{"g"}, .id = "e", .kind = KeyOwner::Kind::Archive};
    const KeyOwner child{.family = FamilyId{"g"}, .id = "c"};
    wait_for(store.add(child.family, sql::Blob{"f"}, sql::Blob{"p"}, {}));
    ASSERT_TRUE(wait_for(store.add_own(child, sql::Blob{marker}, sql::Blob{marker}, {})));
    ASSERT_TRUE(wait_for(store.add_own(archive, sql::Blob{marker}, sql::Blob{marker}, {})));
    wait_for(store.destroy(FamilyId{"f"}, {}));
    wait_for(store.destroy_own(child, {}));
    wait_for(store.forget_archives(child.family));
    const std::string file = temporary.url().substr(9);
    for (const auto* suffix : {"", "-wal"}) {
        std::ifstream stream{file + suffix, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_FALSE(bytes.contains(marker)) << suffix;
    }
}

}  // namespace
}  // namespace buddy::crypto
