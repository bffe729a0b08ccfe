#include "platform/http/static_files.hpp"

#include "platform/async/run_to_end.hpp"
#include "platform/http/fake_exchange.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <optional>

namespace buddy::http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
protected:
    void SetUp() override
    {
        fs::create_directories(folder_ / "assets");
        put("index.html", "<p>hi</p>");
        put("assets/app-1a2b.js", "let x");
        put("assets/app-1a2b.js.gz", "packed");
        put("assets/app-1a2b.js.br", "smaller");
        put("secret.gz", "packed without an original");
        fs::create_symlink("/etc/hostname", folder_ / "link.txt");
        pages_.emplace(*StaticFiles::load(folder_));
    }
    void TearDown() override { fs::remove_all(folder_); }
    void put(const std::string& name, std::string_view content) const
    {
        std::ofstream{folder_ / name} << content;
    }
    FakeExchange& serve(FakeExchange& exchange)
    {
        run_to_end(pages_->serve(exchange));
        return exchange;
    }
    unsigned status_of(std::string target)
    {
        FakeExchange exchange{"GET", std::move(target)};
        return serve(exchange).answer.status;
    }

    fs::path folder_ = fs::temp_directory_path() / ("buddy-pages-" + std::to_string(::getpid()));
    std::optional<StaticFiles> pages_;
};

TEST_F(StaticFilesTest, KeepsHashedAssetsForEver)
{
    FakeExchange exchange{"GET", "/assets/app-1a2b.js"};
    serve(exchange);
    EXPECT_EQ(exchange.answer.body, "let x");
    EXPECT_EQ(exchange.answer.content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(exchange.answer_header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(exchange.answer_header("Vary"), "Accept-Encoding");
}

TEST_F(StaticFilesTest, SendsThePackedCopyToWhoTakesIt)
{
    FakeExchange brotli{"GET", "/assets/app-1a2b.js"};
    serve(brotli.with_header("accept-encoding", "gzip, deflate, br"));
    EXPECT_EQ(brotli.answer.body, "smaller");
    EXPECT_EQ(brotli.answer_header("Content-Encoding"), "br");
    FakeExchange gzip{"GET", "/assets/app-1a2b.js"};
    serve(gzip.with_header("accept-encoding", "gzip, br;q=0"));
    EXPECT_EQ(gzip.answer.body, "packed");
}

TEST_F(StaticFilesTest, AnswersThatNothingHasChanged)
{
    FakeExchange first{"GET", "/index.html"};
    serve(first);
    EXPECT_EQ(first.answer_header("Cache-Control"), "no-cache");
    FakeExchange again{"GET", "/index.html"};
    serve(again.with_header("if-none-match", first.answer_header("ETag")));
    EXPECT_EQ(again.answer.status, 304U);
    EXPECT_EQ(again.answer.body, "");
}

TEST_F(StaticFilesTest, ShowsTheApplicationForItsOwnPaths)
{
    FakeExchange exchange{"GET", "/family/children"};
    serve(exchange);
    EXPECT_EQ(exchange.answer.body, "<p>hi</p>");
    EXPECT_EQ(status_of("/"), 200U);
}

TEST_F(StaticFilesTest, ReachesNothingElse)
{
    EXPECT_EQ(status_of("/missing.js"), 404U);
    EXPECT_EQ(status_of("/secret.gz"), 404U);
    EXPECT_EQ(status_of("/link.txt"), 404U);
    EXPECT_EQ(status_of("/../../etc/host.conf"), 404U);
    EXPECT_EQ(status_of("/%2e%2e/%2e%2e/etc/host.conf"), 404U);
    EXPECT_EQ(status_of("/assets/app%00.js"), 404U);
}

TEST(StaticFilesFolder, MustHaveAnIndex)
{
    EXPECT_FALSE(StaticFiles::load("/nowhere"));
}

}  // namespace
}  // namespace buddy::http
