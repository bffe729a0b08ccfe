#include "spending/prices.hpp"

#include "platform/crypto/random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace buddy::spending {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr std::chrono::sys_days today{2026y / 11 / 22};

/// A folder of price files that goes with the test.
class Folder {
public:
    Folder() { fs::create_directory(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path write(const std::string& name, const std::string& text)
    {
        std::ofstream{path_ / name} << text;
        return path_ / name;
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_ = fs::temp_directory_path() / ("buddy_prices_" + crypto::random_digits(12));
};

std::string entry(const std::string& model, const std::string& from, const std::string& rest)
{
    return R"({"model":")" + model + R"(","valid_from":")" + from +
           R"(","source":"https://prices.test","read_on":"2026-11-22",)" + rest + "}";
}
std::string file(const std::string& entries, const std::string& currency = "USD")
{
    return R"({"vendor":"openai","currency":")" + currency + R"(","prices":[)" + entries + "]}";
}
const std::string plain = R"("input":"0.25","cached_input":"0.025","output":"2.00")";

TEST(Cost, IsExactForEveryKindOfToken)
{
    const Price price{
        .input = Money{250'000},
        .cached_input = Money{25'000},
        .cache_write = Money{312'500},
        .output = Money{2'000'000}
    };
    const Tokens tokens{.input = 1000, .cached_input = 600, .cache_written = 100, .output = 50};
    // 300 plain, 600 from the cache, 100 into it, 50 out.
    EXPECT_EQ(cost_of(price, tokens), Money{75'000'000 + 15'000'000 + 31'250'000 + 100'000'000});
    EXPECT_EQ(saved_by_cache(price, tokens), Money{135'000'000 - 6'250'000});
}

TEST(Cost, TakesNonsenseFromAVendorForTheNearestSense)
{
    const Price price{
        .input = Money{2}, .cached_input = Money{1}, .cache_write = Money{2}, .output = Money{3}
    };
    EXPECT_EQ(cost_of(price, {.input = -5, .cached_input = 9, .output = -1}), Money{});
    EXPECT_EQ(cost_of(price, {.input = 10, .cached_input = 99}), Money{10});
    EXPECT_EQ(cost_of(price, {.output = std::int64_t{1} << 62}), Money{30'000'000});
}

TEST(PriceBook, HoldsThePricesThatShip)
{
    const auto book = PriceBook::load({fs::path{BUDDY_SOURCE_DIR} / "data/prices"});
    ASSERT_TRUE(book) << book.error().detail;
    EXPECT_EQ(book->currency(), "USD");
    for (const auto& [vendor, model] :
         {std::pair{"openai", "gpt-5-mini"}, std::pair{"anthropic", "claude-haiku-5-5"}}) {
        EXPECT_TRUE(book->find(vendor, model, today)) << model << ", asked for by default";
        EXPECT_TRUE(book->window_of(vendor, model)) << model << ", asked for by default";
    }
    EXPECT_EQ(
        book->window_of("openai", "gpt-5-mini-2025-08-07"),
        (llm::Window{.context = 400'000, .answer = 128'000})
    );
    EXPECT_FALSE(book->window_of("openai", "mystery"));
}

TEST(PriceBook, RefusesAWindowThatCannotBe)
{
    Folder folder;
    for (const auto* window :
         {R"({"model":"m","context":8192,"answer":9000,"source":"s","read_on":"2026-11-22"})",
          R"({"model":"m","context":"8192","answer":400,"source":"s","read_on":"2026-11-22"})",
          R"({"model":"m","context":8192,"answer":400,"read_on":"2026-11-22"})",
          R"({"model":"m","context":8192,"answer":400,"source":"s","read_on":"soon"})",
          R"({"context":8192,"answer":400,"source":"s","read_on":"2026-11-22"})",
          R"(7)"}) {
        const auto text = file(entry("m", "2026-01-01", plain));
        folder.write(
            "openai.json",
            text.substr(0, text.size() - 1) + R"(,"windows":[)" + std::string{window} + "]}"
        );
        EXPECT_FALSE(PriceBook::load({folder.path()})) << window;
    }
}

TEST(PriceBook, TakesThePriceOfTheDay)
{
    Folder folder;
    folder.write(
        "openai.json",
        file(
            entry("m", "2026-10-07", R"("input":"2","cached_input":"0.1","output":"3")") + "," +
            entry("m", "2026-09-01", R"("input":"1","cached_input":"0.1","output":"3")")
        )
    );
    const auto book = PriceBook::load({folder.path()});
    ASSERT_TRUE(book) << book.error().detail;
    EXPECT_FALSE(book->find("openai", "m", 2026y / 8 / 31));
    EXPECT_EQ(book->find("openai", "m", 2026y / 10 / 6)->input, Money{1'000'000});
    EXPECT_EQ(book->find("openai", "m", 2026y / 10 / 7)->input, Money{2'000'000});
    EXPECT_EQ(book->find("openai", "m", today)->cache_write, Money{2'000'000});
    EXPECT_FALSE(book->find("anthropic", "m", today));
}

TEST(PriceBook, KnowsADatedNameByTheNameWithout)
{
    Folder folder;
    folder.write("openai.json", file(entry("m", "2026-01-01", plain)));
    const auto book = PriceBook::load({folder.path()});
    ASSERT_TRUE(book);
    EXPECT_TRUE(book->find("openai", "m-2026-08-07", today));
    EXPECT_TRUE(book->find("openai", "m-20260807", today));
    EXPECT_FALSE(book->find("openai", "m-mini", today));
    EXPECT_FALSE(book->find("openai", "-2026-08-07", today));
}

TEST(PriceBook, LetsOwnPricesReplaceThoseThatShip)
{
    Folder folder;
    folder.write(
        "openai.json", file(entry("m", "2026-01-01", plain) + "," + entry("n", "2026-01-01", plain))
    );
    Folder own;
    const auto mine = own.write(
        "own.json",
        file(entry("m", "2026-06-01", R"("input":"0.1","cached_input":"0","output":"0.1")"))
    );
    const auto book = PriceBook::load({folder.path(), {}, mine});
    ASSERT_TRUE(book) << book.error().detail;
    EXPECT_EQ(book->find("openai", "m", today)->output, Money{100'000});
    EXPECT_FALSE(book->find("openai", "m", 2026y / 2 / 1)) << "replaced whole";
    EXPECT_TRUE(book->find("openai", "n", today));
}

TEST(PriceBook, NamesEveryMistake)
{
    Folder folder;
    folder.write(
        "a.json",
        file(
            entry("dear", "2026-01-01", R"("input":"0.2","cached_input":"0.3","output":"20000")") +
            "," + entry("fine", "2026-01-01", R"("input":0.25,"cached_input":"0.0000001")") + "," +
            entry("when", "soon", plain + R"(,"colour":"red")")
        )
    );
    folder.write("b.json", file(entry("m", "2026-01-01", plain), "EUR"));
    folder.write("c.json", "[");
    folder.write(
        "d.json", file(entry("m", "2026-01-01", plain) + "," + entry("m", "2026-01-01", plain))
    );
    const auto book = PriceBook::load({folder.path()});
    ASSERT_FALSE(book);
    EXPECT_EQ(book.error().code, ErrorCode::Invalid);
    for (const auto* mistake :
         {"more for cached input than for input of dear",
          "\"output\" of dear",
          "\"input\" of fine",
          "\"cached_input\" of fine",
          "\"output\" of fine",
          "no day valid_from for when",
          "unknown member \"colour\" in when",
          "b.json is in EUR, other prices are in USD",
          "c.json is no JSON object",
          "d.json has two prices of m from the same day on"})
        EXPECT_THAT(book.error().detail, HasSubstr(mistake));
}

TEST(PriceBook, SaysThatAPlaceIsNotThere)
{
    EXPECT_EQ(PriceBook::load({"/nowhere/at/all"}).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::spending
