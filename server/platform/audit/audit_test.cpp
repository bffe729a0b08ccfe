#include "platform/audit/audit.hpp"

#include "platform/audit/verify.hpp"
#include "platform/sql/temporary_database.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace buddy::audit {
namespace {

using namespace std::chrono_literals;
using sql::Durability;
using sql::wait_for;

const FamilyId family{"f"};
const GuardianId guardian{"g"};

Entry look(int alerts = 1)
{
    return {
        .actor = Actor::of(guardian),
        .action = Action::AlertsListed,
        .family = family,
        .child = ChildId{"c"},
        .object = "a",
        .detail = {{"alerts", alerts}}
    };
}

class TrailOn : public testing::TestWithParam<sql::Engine> {
protected:
    void add(const Entry& entry) { wait_for(trail.append(entry)); }
    void add(int count)
    {
        for (int number = 0; number < count; ++number) add(look(number));
    }
    /// As somebody would who reaches the database.
    void change(std::string_view text)
    {
        wait_for(temporary->write(Durability::Full, [text](sql::Transaction& tx) {
            tx.run_script("test.change", text);
        }));
    }
    Verdict walk(std::vector<Anchor> anchors = {})
    {
        return wait_for(verify(trail, std::move(anchors)));
    }
    std::int64_t first_bad(std::vector<Anchor> anchors = {})
    {
        return walk(std::move(anchors)).fault.value_or(Fault{.number = -1, .why = ""}).number;
    }
    Anchor anchor() { return {.written_at = clock.now(), .head = wait_for(trail.head())}; }

    sql::TemporaryDatabase temporary{GetParam()};
    FakeClock clock{from_millis(1'795'300'000'000)};
    Trail trail{*temporary, clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, TrailOn, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(TrailOn, KeepsWhatWasDone)
{
    add(look(3));
    const auto entries = wait_for(trail.after(0, 10));
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].number, 1);
    EXPECT_EQ(entries[0].occurred_at, clock.now());
    EXPECT_EQ(entries[0].actor_kind, "guardian");
    EXPECT_EQ(entries[0].actor_id, "g");
    EXPECT_EQ(entries[0].action, "alerts.listed");
    EXPECT_EQ(entries[0].detail, R"({"alerts":3})");
    EXPECT_EQ(entries[0].hash, hash_of(entries[0], std::string(64, '0')));
    EXPECT_FALSE(walk().fault);
}

TEST_P(TrailOn, ForgetsAnEntryWhoseWriteWasUndone)
{
    add(1);
    EXPECT_THROW(
        wait_for(temporary->write(
            Durability::Full,
            [this](sql::Transaction& tx) {
                trail.append(tx, look());
                throw std::runtime_error{"the change failed"};
            }
        )),
        std::runtime_error
    );
    add(1);
    const auto verdict = walk();
    EXPECT_FALSE(verdict.fault);
    EXPECT_EQ(verdict.entries, 2);
}

TEST_P(TrailOn, StaysOneChainUnderManyWriters)
{
    constexpr int writers = 4;
    constexpr int entries = 25;
    {
        std::vector<std::jthread> threads;
        threads.reserve(writers);
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([this] {
                auto own = sql::open_database(temporary.url()).value();
                Trail beside{*own, clock};
                for (int entry = 0; entry < entries; ++entry) wait_for(beside.append(look(entry)));
            });
    }
    const auto verdict = walk();
    EXPECT_EQ(verdict.fault.value_or(Fault{}).why, "");
    EXPECT_EQ(verdict.entries, writers * entries);
}

TEST_P(TrailOn, NamesTheFirstEntryThatWasTouched)
{
    add(5);
    EXPECT_EQ(first_bad(), -1);
    change("UPDATE audit_entries SET actor_id = 'someone' WHERE number = 3");
    EXPECT_EQ(first_bad(), 3);
    change("UPDATE audit_entries SET actor_id = 'g' WHERE number = 3");
    EXPECT_EQ(first_bad(), -1);
    change("UPDATE audit_entries SET is_protected = TRUE WHERE number = 2");
    EXPECT_EQ(first_bad(), 2);
}

TEST_P(TrailOn, MissesAnEntryThatWasTakenOut)
{
    add(5);
    change("DELETE FROM audit_entries WHERE number = 2");
    EXPECT_EQ(first_bad(), 2);
}

TEST_P(TrailOn, MissesAnEndThatWasCutOff)
{
    add(5);
    const auto seen = anchor();
    const auto third = wait_for(trail.after(2, 1)).at(0).hash;
    change("DELETE FROM audit_entries WHERE number > 3");
    EXPECT_EQ(first_bad(), 4);
    change("UPDATE audit_head SET number = 3, hash = '" + third + "'");
    EXPECT_EQ(first_bad(), -1);  // whoever can write there can make a shorter chain: hence anchors
    EXPECT_EQ(first_bad({seen}), 4);
}

TEST_P(TrailOn, MissesAnAnchoredEntryInAChainWrittenAnew)
{
    add(2);
    const auto seen = anchor();
    add(1);
    EXPECT_EQ(walk({anchor(), seen}).anchors, 2);
    change("DELETE FROM audit_entries");
    change("UPDATE audit_head SET number = 0, hash = '" + std::string(64, '0') + "'");
    clock.advance(1s);
    add(3);
    EXPECT_EQ(first_bad(), -1);
    EXPECT_EQ(first_bad({seen}), 2);
}

TEST_P(TrailOn, WalksManyEntriesInPages)
{
    wait_for(temporary->write(Durability::Full, [this](sql::Transaction& tx) {
        for (int number = 0; number < 1001; ++number) trail.append(tx, look(number));
    }));
    std::vector<std::int64_t> steps;
    const auto verdict = wait_for(verify(trail, {}, [&steps](std::int64_t done, std::int64_t all) {
        EXPECT_EQ(all, 1001);
        steps.push_back(done);
    }));
    EXPECT_FALSE(verdict.fault);
    EXPECT_EQ(steps, (std::vector<std::int64_t>{1000, 1001}));
}

// No guardian may learn of a protected turn; that somebody looked at it would tell.
TEST_P(TrailOn, ShowsAFamilyWhatIsItsOwnAndNotProtected)
{
    add(look());
    const auto before = trail.personal_data().export_family(family).value();
    EXPECT_TRUE(before.contains("alerts.listed"));
    auto hidden = look();
    hidden.action = Action::WordsOpened;
    hidden.is_protected = true;
    add(hidden);
    auto foreign = look();
    foreign.family = FamilyId{"other"};
    add(foreign);
    EXPECT_EQ(trail.personal_data().export_family(family).value(), before);
}

TEST_P(TrailOn, OutlivesTheFamilyItIsAbout)
{
    add(2);
    EXPECT_EQ(trail.personal_data().erase_family(family).value(), 0);
    EXPECT_EQ(walk().entries, 2);
    EXPECT_EQ(first_bad(), -1);
}

TEST(AuditHash, TellsNeighbouringFieldsApart)
{
    StoredEntry left{.number = 1, .family = "ab", .child = "c"};
    StoredEntry right{.number = 1, .family = "a", .child = "bc"};
    EXPECT_NE(hash_of(left, ""), hash_of(right, ""));
}

// What others compute from an export must stay what it was.
TEST(AuditHash, StaysTheSameFromReleaseToRelease)
{
    const StoredEntry entry{
        .number = 1,
        .occurred_at = from_millis(1000),
        .actor_kind = "guardian",
        .actor_id = "g",
        .action = "alerts.listed",
        .family = "f",
        .child = "c",
        .object = "o",
        .detail = "{}"
    };
    EXPECT_EQ(
        hash_of(entry, std::string(64, '0')),
        "36b729bea98c2446aef1dd48373aed09a61652ec3c8bcc7e1438e0977716247b"
    );
}

TEST(AuditDetail, IsJson)
{
    Detail detail{{"reason", Literal{"appeal"}}, {"turns", 2}};
    detail.add({"protected", true});
    EXPECT_EQ(detail.json(), R"({"reason":"appeal","turns":2,"protected":true})");
    EXPECT_EQ(Detail{}.json(), "{}");
}

class Anchors : public testing::Test {
protected:
    Anchors() { std::filesystem::remove(file.path()); }
    ~Anchors() override { std::filesystem::remove(file.path()); }
    AnchorFile file{
        std::filesystem::temp_directory_path() / ("anchors-" + crypto::random_digits(8))
    };
    const Anchor one{
        .written_at = from_millis(1'795'300'000'000),
        .head = {.number = 7, .hash = std::string(64, 'a')}
    };
};

TEST_F(Anchors, AreReadAsTheyWereWritten)
{
    EXPECT_TRUE(file.read().value().empty());
    ASSERT_TRUE(file.append(one));
    ASSERT_TRUE(file.append(one));
    EXPECT_EQ(file.read().value(), (std::vector{one, one}));
    namespace fs = std::filesystem;
    EXPECT_EQ(
        fs::status(file.path()).permissions(), fs::perms::owner_read | fs::perms::owner_write
    );
}

TEST_F(Anchors, AreRefusedWhenALineIsNone)
{
    ASSERT_TRUE(file.append(one));
    std::ofstream{file.path(), std::ios::app} << "{\"number\":8}\n";
    const auto read = file.read();
    ASSERT_FALSE(read);
    EXPECT_TRUE(read.error().detail.contains("line 2")) << read.error().detail;
}

TEST_F(Anchors, AreDueOnceADay)
{
    EXPECT_TRUE(is_anchor_due({}, one.written_at));
    EXPECT_FALSE(is_anchor_due({one}, one.written_at));
    EXPECT_TRUE(is_anchor_due({one}, one.written_at + 24h));
}

TEST(AnchorText, IsNumberAndHash)
{
    const std::string hash(64, 'b');
    EXPECT_EQ(parse_anchor("12:" + hash).value().head, (Head{.number = 12, .hash = hash}));
    for (const auto& wrong :
         {std::string{}, std::string{"12"}, "x:" + hash, "-1:" + hash, "12:" + hash + "0"})
        EXPECT_FALSE(parse_anchor(wrong)) << wrong;
}

}  // namespace
}  // namespace buddy::audit
