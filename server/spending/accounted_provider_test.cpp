#include "spending/accounted_provider.hpp"

#include "spending/sql_ledger.hpp"

#include "llm/fake_model_provider.hpp"
#include "platform/async/deadline.hpp"
#include "platform/async/task_group.hpp"
#include "platform/sql/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <functional>

namespace buddy::spending {
namespace {

using namespace std::chrono_literals;

const Time noon{std::chrono::sys_days{2026y / 11 / 22} + 12h};
constexpr std::chrono::sys_days today{2026y / 11 / 22};
const Price price{
    .input = Money{10}, .cached_input = Money{1}, .cache_write = Money{10}, .output = Money{100}
};

class ListObserver final : public CallObserver {
public:
    void ended(const CallEnd& call) override { ends.push_back(call); }
    void refused(CallRole /*role*/, Budget budget) override { refusals.push_back(budget); }
    void ledger_failed(CallRole /*role*/) override { ++failures; }
    std::vector<CallEnd> ends;
    std::vector<Budget> refusals;
    int failures = 0;
};

/// A vendor that never answers.
class SilentModel final : public llm::ModelProvider {
public:
    [[nodiscard]] std::string_view name() const override { return "silent"; }
    [[nodiscard]] std::string_view model() const override { return "silent-1"; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest /*request*/) override
    {
        asio::steady_timer never{co_await asio::this_coro::executor, 1h};
        co_await never.async_wait(asio::use_awaitable);
        co_return failed(ErrorCode::Unavailable, "never");
    }
};

/// One that has failed several times in a row.
class RestingModel final : public llm::ModelProvider {
public:
    [[nodiscard]] std::string_view name() const override { return "resting"; }
    [[nodiscard]] std::string_view model() const override { return "resting-1"; }
    [[nodiscard]] bool is_resting() const override { return true; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest /*request*/) override
    {
        ADD_FAILURE() << "nobody may ask it";
        co_return failed(ErrorCode::Unavailable, "rests");
    }
};

/// A database that is away.
class BrokenLedger final : public Ledger {
public:
    Task<std::optional<Budget>> reserve(Reservation /*reservation*/) override
    {
        throw sql::DatabaseError{"spending.book", "away"};
    }
    Task<> settle(Settlement /*settlement*/) override { co_return; }
    Task<> release(std::string /*id*/, Time /*at*/) override { co_return; }
    Task<std::size_t> settle_lost(Time /*now*/) override { co_return 0; }
    Task<std::int64_t> forget_before(std::chrono::sys_days /*day*/) override { co_return 0; }
    Task<std::vector<CallSum>> sums_since(std::chrono::sys_days /*day*/) override
    {
        co_return std::vector<CallSum>{};
    }
    Task<std::int64_t> families_since(std::chrono::sys_days /*day*/) override { co_return 0; }
};

/// One whose ends cannot be written for a while.
class FalteringLedger final : public Ledger {
public:
    FalteringLedger(Ledger& books, int failures) : books_{books}, failures_{failures} {}
    Task<std::optional<Budget>> reserve(Reservation reservation) override
    {
        co_return co_await books_.reserve(std::move(reservation));
    }
    Task<> settle(Settlement settlement) override
    {
        if (failures_-- > 0) throw sql::DatabaseError{"spending.end_call", "away"};
        co_await books_.settle(std::move(settlement));
    }
    Task<> release(std::string /*id*/, Time /*at*/) override { co_return; }
    Task<std::size_t> settle_lost(Time /*now*/) override { co_return 0; }
    Task<std::int64_t> forget_before(std::chrono::sys_days /*day*/) override { co_return 0; }
    Task<std::vector<CallSum>> sums_since(std::chrono::sys_days /*day*/) override
    {
        co_return std::vector<CallSum>{};
    }
    Task<std::int64_t> families_since(std::chrono::sys_days /*day*/) override { co_return 0; }

private:
    Ledger& books_;
    int failures_;
};

/// Takes the call, and says no word in time.
class LateModel final : public llm::ModelProvider {
public:
    [[nodiscard]] std::string_view name() const override { return "late"; }
    [[nodiscard]] std::string_view model() const override { return "late-1"; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest request) override
    {
        request.was_perhaps_billed();
        co_return failed(ErrorCode::Unavailable, "no word in time");
    }
};

class AccountedProviderTest : public testing::Test {
protected:
    AccountedProvider provider(
        std::unique_ptr<llm::ModelProvider> model, Ledger& ledger, bool may_be_refused = true
    )
    {
        return AccountedProvider{
            std::move(model),
            {.ledger = ledger,
             .clock = clock,
             .beside = [this](Task<> task) { tasks.spawn("account", std::move(task)); },
             .observer = observer,
             .retries = {1ms, 1ms}},
            {.role = may_be_refused ? CallRole::Lead : CallRole::Judge,
             .vendor = "openai",
             .price = [](Time) { return std::optional{price}; },
             .lease = 5min,
             .may_be_refused = may_be_refused}
        };
    }
    static llm::ChatRequest request()
    {
        return {
            .messages = {{.role = llm::Role::User, .content = "twelve bytes"}},
            .max_tokens = 50,
            .account = {.family = FamilyId{"f1"}, .time_zone = "UTC"}
        };
    }
    template <class T>
    T run(Task<T> work)
    {
        std::optional<T> out;
        asio::co_spawn(loop, std::move(work), [&out](const std::exception_ptr& why, T value) {
            if (why) std::rethrow_exception(why);
            out.emplace(std::move(value));
        });
        loop.restart();
        loop.run();
        return std::move(*out);
    }
    CallSum sum()
    {
        const auto sums = sql::wait_for(books.sums_since(today));
        return sums.empty() ? CallSum{} : sums.front();
    }

    FakeClock clock{noon};
    sql::TemporaryDatabase temporary{sql::Engine::Sqlite};
    SqlLedger books{*temporary, {.family_day = Money{50'000}}};
    ListObserver observer;
    asio::io_context loop{1};
    TaskGroup tasks{loop.get_executor(), [](std::string_view, const std::exception_ptr& why) {
                        std::rethrow_exception(why);
                    }};
};

Task<Result<std::string>> listen(
    llm::ModelProvider& model, llm::ChatRequest request, int pieces = 99
)
{
    auto stream = co_await model.start(std::move(request));
    if (!stream) co_return std::unexpected(stream.error());
    std::string said;
    for (int i = 0; i < pieces; ++i) {
        auto piece = co_await (*stream)->next();
        if (!piece) co_return std::unexpected(piece.error());
        if (!*piece) break;
        said += **piece;
    }
    co_return said;
}

TEST_F(AccountedProviderTest, SettlesACallWithWhatTheVendorCounted)
{
    auto fake = std::make_unique<llm::FakeModelProvider>();
    fake->will(
        {.refusal = {},
         .pieces = {"Hel", "lo."},
         .breaks_with = {},
         .usage = {.prompt_tokens = 20, .completion_tokens = 7, .cached_tokens = 5}}
    );
    auto lead = provider(std::move(fake), books);
    EXPECT_EQ(run(listen(lead, request())), "Hello.");
    EXPECT_EQ(sum().cost, Money{(15 * 10) + 5 + (7 * 100)});
    EXPECT_EQ(sum().saved_by_cache, Money{45});
    EXPECT_EQ(sum().held, Money{});
    ASSERT_EQ(observer.ends.size(), 1U);
    EXPECT_TRUE(observer.ends[0].was_answered);
    EXPECT_EQ(observer.ends[0].cost, Money{855});
}

TEST_F(AccountedProviderTest, AsksNobodyOnceABudgetIsUsedUp)
{
    auto fake = std::make_unique<llm::FakeModelProvider>();
    const auto& asked = fake->requests;
    auto lead = provider(std::move(fake), books);
    auto dear = request();
    dear.max_tokens = 500;  // worst case: 50,000 and the prompt
    const auto refused = run(listen(lead, dear));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NotAllowed);
    EXPECT_TRUE(asked.empty());
    EXPECT_EQ(observer.refusals, std::vector{Budget::FamilyDay});
    EXPECT_EQ(sum().calls, 0);
    EXPECT_TRUE(run(listen(lead, request()))) << "a smaller call still fits";
}

TEST_F(AccountedProviderTest, NeverRefusesTheJudgeNorWaitsForTheLedger)
{
    BrokenLedger broken;
    auto judge = provider(std::make_unique<llm::FakeModelProvider>(), broken, false);
    EXPECT_EQ(run(listen(judge, request())), "Hello.");
    EXPECT_EQ(observer.failures, 1);
    auto dear = request();
    dear.max_tokens = 500;
    auto counted = provider(std::make_unique<llm::FakeModelProvider>(), books, false);
    EXPECT_EQ(run(listen(counted, dear)), "Hello.");
    EXPECT_EQ(sum().calls, 1) << "counted all the same";
}

TEST_F(AccountedProviderTest, LetsAnotherVoiceSpeakWhenTheLedgerIsAway)
{
    BrokenLedger broken;
    auto lead = provider(std::make_unique<llm::FakeModelProvider>(), broken);
    EXPECT_EQ(run(listen(lead, request())).error().code, ErrorCode::Conflict) << "not the model's";
    EXPECT_EQ(observer.failures, 1);
}

TEST_F(AccountedProviderTest, WritesAnEndAgainThatCouldNotBeWritten)
{
    FalteringLedger faltering{books, 2};
    auto lead = provider(std::make_unique<llm::FakeModelProvider>(), faltering);
    EXPECT_EQ(run(listen(lead, request())), "Hello.");
    EXPECT_EQ(sum().cost, Money{10 * 10 + 5 * 100});
    EXPECT_EQ(sum().held, Money{});
    EXPECT_EQ(observer.ends.size(), 1U);
    EXPECT_EQ(observer.failures, 0);
}

TEST_F(AccountedProviderTest, LeavesAnEndThatCannotBeWrittenToTheLease)
{
    FalteringLedger faltering{books, 3};
    auto lead = provider(std::make_unique<llm::FakeModelProvider>(), faltering);
    EXPECT_EQ(run(listen(lead, request())), "Hello.");
    EXPECT_GT(sum().held, Money{});
    EXPECT_TRUE(observer.ends.empty());
    EXPECT_EQ(observer.failures, 1);
}

TEST_F(AccountedProviderTest, CountsACallThatGotNoWordAsItWasReserved)
{
    auto lead = provider(std::make_unique<LateModel>(), books);
    EXPECT_FALSE(run(listen(lead, request())));
    EXPECT_EQ(sum().cost, worst_case_of(price, request()));
    EXPECT_EQ(sum().held, Money{});
    EXPECT_EQ(sum().estimated, 1);
    ASSERT_EQ(observer.ends.size(), 1U);
    EXPECT_TRUE(observer.ends[0].is_worst_case);
    EXPECT_FALSE(observer.ends[0].was_answered);
}

TEST_F(AccountedProviderTest, ReleasesACallThatFailedBeforeAnAnswer)
{
    auto fake = std::make_unique<llm::FakeModelProvider>();
    fake->will_refuse({.code = ErrorCode::Unavailable, .detail = "down"});
    auto lead = provider(std::move(fake), books);
    EXPECT_FALSE(run(listen(lead, request())));
    EXPECT_EQ(sum().calls, 0);
    ASSERT_EQ(observer.ends.size(), 1U);
    EXPECT_FALSE(observer.ends[0].was_answered);
}

TEST_F(AccountedProviderTest, NeitherAsksNorHoldsAnythingWhileAModelRests)
{
    BrokenLedger never_asked;
    auto lead = provider(std::make_unique<RestingModel>(), never_asked);
    EXPECT_TRUE(lead.is_resting());
    EXPECT_EQ(run(listen(lead, request())).error().code, ErrorCode::Unavailable);
    EXPECT_EQ(observer.failures, 0);
    EXPECT_TRUE(observer.ends.empty());
}

TEST_F(AccountedProviderTest, BooksACallOfNoFamilyOnTheServersAccountAlone)
{
    auto lead = provider(std::make_unique<llm::FakeModelProvider>(), books);
    auto guest = request();
    guest.account = {};
    guest.max_tokens = 500;  // beyond what a family may spend
    EXPECT_EQ(run(listen(lead, guest)), "Hello.");
    EXPECT_EQ(sum().calls, 1);
    EXPECT_EQ(sum().families, 0);
}

TEST_F(AccountedProviderTest, CountsAnAnswerThatBrokeOrWasNotHeardToItsEnd)
{
    auto fake = std::make_unique<llm::FakeModelProvider>();
    fake->will_break_after({"Hel"});
    fake->will_say({"Hel", "lo."});
    auto lead = provider(std::move(fake), books);
    EXPECT_FALSE(run(listen(lead, request())));
    EXPECT_EQ(run(listen(lead, request(), 1)), "Hel");
    EXPECT_EQ(sum().calls, 2);
    EXPECT_EQ(sum().cost, Money{2 * (10 * 10 + 5 * 100)});
    EXPECT_EQ(sum().held, Money{});
}

Task<bool> give_up_soon(llm::ModelProvider& model, llm::ChatRequest request)
{
    co_return (co_await with_deadline(20ms, listen(model, std::move(request)))).has_value();
}

TEST_F(AccountedProviderTest, CountsThePromptOfACallThatWasDroppedWhileTheVendorWorked)
{
    auto judge = provider(std::make_unique<SilentModel>(), books, false);
    EXPECT_FALSE(run(give_up_soon(judge, request())));
    EXPECT_EQ(sum().tokens, (Tokens{.input = 3}));
    EXPECT_EQ(sum().cost, Money{30});
    EXPECT_EQ(sum().estimated, 1);
}

TEST_F(AccountedProviderTest, HangsOnNobodyWhenTheServerStops)
{
    auto lead = provider(std::make_unique<llm::FakeModelProvider>(), books);
    tasks.stop();
    EXPECT_EQ(run(listen(lead, request())).error().code, ErrorCode::Conflict);
}

TEST(WorstCase, IsNeverBelowWhatTheRequestCanCost)
{
    const Price dear_writes{
        .input = Money{10}, .cached_input = Money{1}, .cache_write = Money{12}, .output = Money{100}
    };
    const llm::ChatRequest request{
        .messages = {{.content = "ab"}, {.content = "cd"}}, .max_tokens = 3
    };
    EXPECT_EQ(worst_case_of(dear_writes, request), Money{(12 * (4 + 32 + 64)) + 300});
}

}  // namespace
}  // namespace buddy::spending
