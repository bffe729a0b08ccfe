// One contract, three caches: memory, SQLite, PostgreSQL.
#include "conversation/response_cache.hpp"

#include "conversation/memory_response_cache.hpp"
#include "conversation/sql_response_cache.hpp"
#include "platform/sql/temporary_database.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {
namespace {

crypto::Sealed bytes(std::string_view text)
{
    return {.bytes = std::string{text}};
}

Time at(std::int64_t millis)
{
    return from_millis(millis);
}

class ResponseCaches : public testing::TestWithParam<std::optional<sql::Engine>> {
protected:
    ResponseCaches()
    {
        constexpr int capacity = 2;
        if (!GetParam()) {
            cache = std::make_unique<MemoryResponseCache>(capacity);
            return;
        }
        temporary = std::make_unique<sql::TemporaryDatabase>(*GetParam());
        cache = std::make_unique<SqlResponseCache>(**temporary, capacity);
    }
    [[nodiscard]] std::optional<crypto::Sealed> find(const std::string& name, Time now) const
    {
        return sql::wait_for(cache->find(name, now)).value();
    }
    void keep(const std::string& name, std::string_view reply, Time until) const
    {
        ASSERT_TRUE(sql::wait_for(cache->keep(name, bytes(reply), until)));
    }

    std::unique_ptr<sql::TemporaryDatabase> temporary;
    std::unique_ptr<ResponseCache> cache;
};

std::vector<std::optional<sql::Engine>> places()
{
    std::vector<std::optional<sql::Engine>> out{std::nullopt};
    for (const auto engine : sql::engines_here()) out.emplace_back(engine);
    return out;
}

std::string name_of_place(const testing::TestParamInfo<std::optional<sql::Engine>>& test)
{
    if (!test.param) return "Memory";
    return *test.param == sql::Engine::Sqlite ? "Sqlite" : "Postgres";
}
INSTANTIATE_TEST_SUITE_P(Places, ResponseCaches, testing::ValuesIn(places()), name_of_place);

TEST_P(ResponseCaches, FindsWhatWasKeptUntilItsTimeIsUp)
{
    EXPECT_EQ(find("a", at(1)), std::nullopt);
    keep("a", "one", at(10));
    EXPECT_EQ(find("a", at(9)), bytes("one"));
    EXPECT_EQ(find("a", at(10)), std::nullopt);
    EXPECT_EQ(find("b", at(9)), std::nullopt);
}

TEST_P(ResponseCaches, ReplacesAReply)
{
    keep("a", "one", at(10));
    keep("a", "two", at(20));
    EXPECT_EQ(find("a", at(15)), bytes("two"));
}

TEST_P(ResponseCaches, DropsAReply)
{
    keep("a", "one", at(10));
    EXPECT_TRUE(sql::wait_for(cache->drop("a")));
    EXPECT_TRUE(sql::wait_for(cache->drop("a")));
    EXPECT_EQ(find("a", at(1)), std::nullopt);
}

TEST_P(ResponseCaches, HoldsNoMoreThanItMay)
{
    keep("a", "one", at(10));
    keep("b", "two", at(11));
    keep("c", "three", at(12));
    EXPECT_EQ(find("a", at(1)), std::nullopt);
    EXPECT_EQ(find("b", at(1)), bytes("two"));
    EXPECT_EQ(find("c", at(1)), bytes("three"));
}

TEST_P(ResponseCaches, ForgetsWhatHasExpired)
{
    keep("a", "one", at(10));
    keep("b", "two", at(20));
    EXPECT_EQ(sql::wait_for(cache->forget_expired(at(10))).value(), 1);
    EXPECT_EQ(sql::wait_for(cache->forget_expired(at(10))).value(), 0);
    EXPECT_EQ(find("b", at(10)), bytes("two"));
}

TEST(MemoryResponseCache, ForgetsTheReplyThatWasNotAskedForLongest)
{
    MemoryResponseCache cache{2};
    for (const auto* name : {"a", "b"})
        ASSERT_TRUE(sql::wait_for(cache.keep(name, bytes(name), at(10))));
    EXPECT_TRUE(sql::wait_for(cache.find("a", at(1))).value());
    ASSERT_TRUE(sql::wait_for(cache.keep("c", bytes("c"), at(10))));
    EXPECT_EQ(cache.size(), 2U);
    EXPECT_TRUE(sql::wait_for(cache.find("a", at(1))).value());
    EXPECT_FALSE(sql::wait_for(cache.find("b", at(1))).value());
}

TEST(MemoryResponseCache, KeepsNothingWhenItMayHoldNothing)
{
    MemoryResponseCache cache{0};
    ASSERT_TRUE(sql::wait_for(cache.keep("a", bytes("a"), at(10))));
    EXPECT_EQ(cache.size(), 0U);
}

TEST(SqlResponseCache, SaysThatItCannotBeReachedAndThrowsNothing)
{
    sql::TemporaryDatabase temporary{sql::Engine::Sqlite, sql::TemporaryDatabase::Content::Empty};
    SqlResponseCache cache{*temporary, 2};
    const auto found = sql::wait_for(cache.find("a", at(1)));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::Unavailable);
    EXPECT_FALSE(sql::wait_for(cache.keep("a", bytes("a"), at(10))));
    EXPECT_FALSE(sql::wait_for(cache.drop("a")));
}

}  // namespace
}  // namespace buddy::conversation
