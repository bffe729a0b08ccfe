#include "admin/work.hpp"

#include "admin/http_work.hpp"

#include "platform/http/fake_exchange.hpp"
#include "platform/sql/wait.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <string>

namespace buddy::admin {
namespace {

using namespace std::chrono_literals;

constexpr Time noon = from_millis(1'795'300'000'000);

WorkItem item(std::string kind, std::string id, Gravity gravity, std::chrono::minutes age)
{
    return {
        .kind = std::move(kind),
        .id = std::move(id),
        .what = {},
        .gravity = gravity,
        .since = noon - age,
        .due = noon - age + 1h,
        .page = "/staff"
    };
}

std::vector<WorkItem> some()
{
    return {
        item("form", "a", Gravity::Normal, 10min),
        item("alert", "b", Gravity::Urgent, 5min),
        item("alert", "c", Gravity::Serious, 90min),
        item("form", "d", Gravity::Normal, 120min),
        item("alert", "e", Gravity::Urgent, 7min),
    };
}

std::string ids_of(const WorkPage& page)
{
    std::string all;
    for (const auto& one : page.items) all += one.id;
    return all;
}

TEST(Work, StandsGravestFirstAndOldestThen)
{
    const auto page = page_of(some(), {}, noon);
    ASSERT_TRUE(page);
    EXPECT_EQ(ids_of(*page), "ebcda");
    EXPECT_TRUE(page->next.empty());
    EXPECT_EQ(page->counts, (std::map<std::string, std::size_t>{{"alert", 3}, {"form", 2}}));
    EXPECT_EQ(page->overdue, 2U);
}

TEST(Work, ComesInPagesThatLoseAndRepeatNothing)
{
    WorkQuery query{.kind = {}, .after = {}, .size = 2};
    std::string read;
    for (int pages = 0; pages < 3; ++pages) {
        auto waiting = some();
        // Something that came meanwhile does not move what comes after.
        if (pages == 1) waiting.push_back(item("alert", "new", Gravity::Urgent, 6min));
        const auto page = page_of(std::move(waiting), query, noon);
        ASSERT_TRUE(page);
        read += ids_of(*page) + "|";
        query.after = page->next;
    }
    EXPECT_EQ(read, "eb|cd|a|");
    EXPECT_TRUE(query.after.empty());
}

TEST(Work, IsFilteredByKindAndCountedAsAWhole)
{
    const auto page = page_of(some(), {.kind = "form", .after = {}}, noon);
    ASSERT_TRUE(page);
    EXPECT_EQ(ids_of(*page), "da");
    EXPECT_EQ(page->counts.at("alert"), 3U);
}

TEST(Work, KnowsItsOwnCursorsOnly)
{
    for (const auto* cursor : {"x", "1", "1.2", "1.2.form", "1.2.form.", "a.b.c.d"})
        EXPECT_FALSE(page_of(some(), {.kind = {}, .after = cursor}, noon)) << cursor;
    EXPECT_TRUE(page_of(some(), {.kind = {}, .after = "0.1.form.x.y"}, noon));
}

class Waiting final : public WorkSource {
public:
    Waiting(std::string kind, std::vector<WorkItem> items)
        : kind_{std::move(kind)}, items_{std::move(items)}
    {
    }
    [[nodiscard]] std::string_view kind() const override { return kind_; }
    Task<std::vector<WorkItem>> waiting() override { co_return items_; }

private:
    std::string kind_;
    std::vector<WorkItem> items_;
};

TEST(Work, IsAskedOfEverySource)
{
    FakeClock clock{noon};
    Waiting forms{"form", {item("form", "a", Gravity::Normal, 10min)}};
    Waiting nothing{"dispute", {}};
    WorkList work{{&forms, &nothing}, clock};
    HttpWork http{work, clock};
    const auto call = [&http](const std::string& query) {
        http::FakeExchange exchange{"GET", "/api/staff/work" + query};
        sql::wait_for(http.routes().front().handler(exchange));
        return std::pair{exchange.status, exchange.answer.body};
    };
    const auto [status, body] = call("");
    EXPECT_EQ(status, 200U);
    const auto answer = boost::json::parse(body);
    EXPECT_EQ(answer.at("items").as_array().size(), 1U);
    EXPECT_EQ(answer.at("items").at(0).at("is_overdue"), false);
    EXPECT_EQ(answer.at("counts").at("dispute"), 0);
    EXPECT_TRUE(answer.at("next").is_null());
    EXPECT_TRUE(call("?kind=dispute").second.contains(R"("items":[])"));
    for (const auto* wrong : {"?kind=none", "?after=x", "?size=0", "?size=201", "?size=many"})
        EXPECT_EQ(call(wrong).first, 422U) << wrong;
}

}  // namespace
}  // namespace buddy::admin
