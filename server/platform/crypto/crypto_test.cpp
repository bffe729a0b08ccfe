#include "platform/crypto/base64.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/random.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace buddy::crypto {
namespace {

TEST(Random, IdsAreUuidsThatSortByTheirMaking)
{
    const auto now = from_millis(1'795'300'000'000);
    auto before = new_id_text(now);
    EXPECT_EQ(before.size(), 36U);
    EXPECT_EQ(before[14], '7');
    EXPECT_TRUE(std::string{"89ab"}.contains(before[19]));
    for (int i = 0; i < 10'000; ++i) {
        auto next = new_id_text(now);
        ASSERT_LT(before, next);
        before = std::move(next);
    }
}

TEST(Random, TokensAreLongAndNeverTheSame)
{
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i) tokens.insert(random_token());
    EXPECT_EQ(tokens.size(), 1000U);
    EXPECT_EQ(tokens.begin()->size(), 43U);
    EXPECT_EQ(random_digits(6).find_first_not_of("0123456789"), std::string::npos);
    EXPECT_EQ(random_digits(6).size(), 6U);
}

TEST(Random, HashesTokensAsEverybodyDoes)
{
    EXPECT_EQ(
        hash_token("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_TRUE(equal_in_constant_time("same", "same"));
    EXPECT_FALSE(equal_in_constant_time("same", "sama"));
    EXPECT_FALSE(equal_in_constant_time("same", "same "));
}

TEST(Base64, ReadsWholeTextsOnly)
{
    EXPECT_EQ(from_base64("aGVsbG8="), "hello");
    EXPECT_EQ(from_base64(""), "");
    for (const auto* text : {"aGVsbG8", "aGVsbG8=!", "aGVs bG8=", "a", "===="})
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

TEST(SecretKey, ReadsBase64AndHexadecimal)
{
    const std::string hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const std::string base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    ASSERT_TRUE(parse_root_key(hex));
    ASSERT_TRUE(parse_root_key(base64));
    EXPECT_EQ(parse_root_key(hex)->bytes(), parse_root_key(base64)->bytes());
    EXPECT_TRUE(parse_root_key(base64.substr(0, 43)));
}

TEST(SecretKey, RefusesOtherLengthsWithoutQuotingThem)
{
    for (const auto* text :
         {"",
          "secret-secret",
          "AAEC",
          "00",
          "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}) {
        const auto key = parse_root_key(text);
        ASSERT_FALSE(key) << text;
        EXPECT_FALSE(key.error().detail.contains("secret-secret"));
    }
}

class SealerTest : public testing::Test {
protected:
    Sealer sealer{SecretKey::random()};
    Place place{.table = "turns", .column = "text", .row = "1"};
};

TEST_F(SealerTest, OpensWhatItSealed)
{
    for (const std::string& text :
         {std::string{}, std::string{"i like foxes"}, std::string(40'000, 'x')}) {
        const auto sealed = sealer.seal(text, place);
        EXPECT_EQ(sealed.bytes.size(), text.size() + Sealer::overhead);
        EXPECT_EQ(sealer.open(sealed, place).value(), text);
    }
    EXPECT_FALSE(sealer.seal("i like foxes", place).bytes.contains("foxes"));
}

TEST_F(SealerTest, NeverSealsTheSameWayTwice)
{
    EXPECT_NE(sealer.seal("hi", place), sealer.seal("hi", place));
}

TEST_F(SealerTest, OpensNowhereElse)
{
    const auto sealed = sealer.seal("hi", place);
    EXPECT_FALSE(sealer.open(sealed, {.table = "turns", .column = "text", .row = "2"}));
    EXPECT_FALSE(sealer.open(sealed, {.table = "turns", .column = "reply", .row = "1"}));
    EXPECT_FALSE(sealer.open(sealed, {.table = "turnst", .column = "ext", .row = "1"}));
}

TEST_F(SealerTest, NoticesEveryChangedByte)
{
    const auto sealed = sealer.seal("hello", place);
    for (std::size_t i = 0; i < sealed.bytes.size(); ++i) {
        auto changed = sealed;
        changed.bytes[i] = static_cast<char>(changed.bytes[i] ^ 1);
        EXPECT_FALSE(sealer.open(changed, place)) << i;
    }
    for (std::size_t length = 0; length < sealed.bytes.size(); ++length)
        EXPECT_FALSE(sealer.open(Sealed{sealed.bytes.substr(0, length)}, place)) << length;
}

TEST_F(SealerTest, SaysThatTheKeyIsAnother)
{
    const Sealer other{SecretKey::random()};
    const auto refused = other.open(sealer.seal("hi", place), place);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "sealed with another key");
}

TEST(Password, IsVerifiedAndOnlyTheRightOne)
{
    PasswordHasher hasher{1};
    const auto hash = sql::wait_for(hasher.hash("correct horse"));
    ASSERT_TRUE(hash);
    EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *hash;
    EXPECT_TRUE(sql::wait_for(hasher.verify(*hash, "correct horse")).value());
    EXPECT_FALSE(sql::wait_for(hasher.verify(*hash, "wrong horse")).value());
    EXPECT_FALSE(PasswordHasher::is_outdated(*hash));
    EXPECT_TRUE(PasswordHasher::is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$x"));
}

TEST(Password, IsNeverRightForNobody)
{
    PasswordHasher hasher{1};
    EXPECT_FALSE(sql::wait_for(hasher.verify("", "")).value());
    EXPECT_FALSE(sql::wait_for(hasher.verify("", "anything")).value());
}

}  // namespace
}  // namespace buddy::crypto
