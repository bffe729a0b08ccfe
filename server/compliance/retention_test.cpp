// Retention on every database that is here: what is old goes, what is young or held stays, and the evidence is right.
#include "compliance/job_keep_retention.hpp"
#include "compliance/retention_report.hpp"
#include "compliance/rights_fixture.hpp"

#include "sql/moderation.hpp"
#include "sql/oversight.hpp"

#include <algorithm>

namespace buddy::compliance {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;
using std::chrono::days;

class RetentionTest : public testing::TestWithParam<sql::Engine> {
public:
    [[nodiscard]] Retention retention(Mails mails = Mails::CanGo)
    {
        return Retention{
            {.store = house.kept,
             .clock = house.clock,
             .times = {},
             .mails = mails,
             .elsewhere = {},
             .erase_family = [this](FamilyId family
                             ) { return erasures.erase_unfinished(std::move(family)); }}
        };
    }
    RetentionRun run(Mode mode = Mode::Remove, Mails mails = Mails::CanGo)
    {
        return wait_for(retention(mails).run(house.clock.now(), mode));
    }
    static std::int64_t removed(const RetentionRun& run, std::string_view data_class)
    {
        const auto found = std::ranges::find(run.swept, data_class, &Swept::data_class);
        return found == run.swept.end() ? 0 : found->removed;
    }

    House house{GetParam()};
    Erasures erasures = house.erasures();
};

INSTANTIATE_TEST_SUITE_P(Engines, RetentionTest, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(RetentionTest, RemovesAConversationNinetyDaysAfterItsLastTurn)
{
    const auto child = house.add_child(house.add_family("f"), "c");
    house.talk(child, "old");
    house.clock.advance(days{60});
    house.talk(child, "young");
    house.clock.advance(days{30});
    EXPECT_EQ(removed(run(), "conversations"), 0);  // to the millisecond: not yet
    house.clock.advance(1ms);
    const auto done = run();
    EXPECT_EQ(removed(done, "conversations"), 1);
    ASSERT_TRUE(done.ended_at);
    EXPECT_EQ(done.swept.front().oldest, from_millis(House::start));
    EXPECT_EQ(house.count("conversations"), 1);
    EXPECT_EQ(house.count("turns"), 1);
    EXPECT_EQ(removed(run(), "conversations"), 0);
}

TEST_P(RetentionTest, RemovesAnAlertWithItsClockAndWhoSawIt)
{
    const auto family = house.add_family("f");
    house.add_child(family, "c");
    const auto raise = [&](const std::string& alert) {
        house.write([&](sql::Transaction& tx) {
            const auto now = to_millis(house.clock.now());
            const auto& id = family.text();
            const sql::Blob facts;
            tx.run(
                sql::conversation::insert_alert,
                alert,
                id,
                "c",
                "t",
                now,
                3,
                true,
                false,
                false,
                facts,
                false
            );
            tx.run(sql::moderation::insert_clock, alert, id, now, now, now);
            tx.run(sql::moderation::note_sighting, alert, "mother", id, now);
        });
    };
    raise("old");
    house.clock.advance(days{365} + 1ms);
    raise("young");
    EXPECT_EQ(removed(run(), "alerts"), 1);
    for (const auto* table : {"alerts", "alert_clocks", "alert_sightings"})
        EXPECT_EQ(house.count(table), 1) << table;
}

TEST_P(RetentionTest, RemovesLooksAndDigestsWhenTheyAreOldUnlessAHoldKeepsThem)
{
    const auto family = house.add_family("f");
    const auto held = house.add_family("g");
    ASSERT_TRUE(wait_for(house.kept.add_hold({.family = held, .reference = "1", .placed_at = {}})));
    const auto note = [&](const FamilyId& of, const std::string& name) {
        house.write([&](sql::Transaction& tx) {
            const auto now = to_millis(house.clock.now());
            const auto& id = of.text();
            tx.run(sql::oversight::insert_look, name + id, id, "c", "g", "summary", now);
            tx.run(sql::moderation::insert_digest, "guardian-" + id, name, id, now);
        });
    };
    note(family, "old");
    note(held, "old");
    house.clock.advance(days{92} + 1ms);
    EXPECT_EQ(removed(run(), "digests"), 1);
    EXPECT_EQ(removed(run(), "looks"), 0);
    note(family, "young");
    house.clock.advance(days{273});
    const auto done = run();
    EXPECT_EQ(removed(done, "looks"), 1);
    EXPECT_EQ(house.count("looks"), 2) << "a young one, and one under a hold";
    EXPECT_EQ(house.count("digests"), 1);
}

TEST_P(RetentionTest, RemovesAChoiceOfOversightOnlyOnceALaterOneHasCountedForLong)
{
    const auto family = house.add_family("f");
    const auto choose = [&](const std::string& name, const std::string& child) {
        house.write([&](sql::Transaction& tx) {
            tx.run(
                sql::oversight::insert_change,
                name,
                family.text(),
                child,
                "titles",
                "summary",
                "10-12",
                "guardian-of-f",
                to_millis(house.clock.now())
            );
        });
    };
    const auto tell = [&](const std::string& child) {
        house.write([&](sql::Transaction& tx) {
            const auto now = to_millis(house.clock.now());
            tx.run(sql::oversight::tell_changes, family.text(), child, now, now);
        });
    };
    choose("first", "c");
    choose("alone", "d");
    tell("c");
    tell("d");
    house.clock.advance(days{800});
    EXPECT_EQ(removed(run(), "oversight-choices"), 0) << "both are in force, whatever their age";
    choose("second", "c");
    house.clock.advance(days{800});
    EXPECT_EQ(removed(run(), "oversight-choices"), 0) << "the child was not told of the second";
    tell("c");
    house.clock.advance(days{730} + 1ms);
    EXPECT_EQ(removed(run(), "oversight-choices"), 1);
    EXPECT_EQ(house.count("oversight_changes"), 2);
}

TEST_P(RetentionTest, OnlyCountsInADryRunAndSaysSo)
{
    const auto child = house.add_child(house.add_family("f"), "c");
    house.talk(child, "old");
    house.clock.advance(days{91});
    const auto dry = run(Mode::OnlyCount);
    EXPECT_EQ(removed(dry, "conversations"), 1);
    EXPECT_EQ(house.count("conversations"), 1);
    EXPECT_NE(as_text({&dry, 1}).find("would remove"), std::string::npos);
    EXPECT_NE(as_json({&dry, 1}).find("\"dry_run\":true"), std::string::npos);
}

TEST_P(RetentionTest, LeavesAFamilyUnderAHoldAloneAndCountsWhatItKept)
{
    const auto family = house.add_family("f");
    house.talk(house.add_child(family, "c"), "old");
    house.talk(house.add_child(house.add_family("g"), "d"), "other");
    const Hold hold{.family = family, .reference = "4711", .placed_at = house.clock.now()};
    ASSERT_TRUE(wait_for(house.kept.add_hold(hold)));
    EXPECT_EQ(wait_for(house.kept.add_hold(hold)).error().code, ErrorCode::Conflict);
    EXPECT_EQ(
        wait_for(
            house.kept.add_hold({.family = FamilyId{"nobody"}, .reference = "x", .placed_at = {}})
        )
            .error()
            .code,
        ErrorCode::NotFound
    );
    house.clock.advance(days{91});
    const auto held = run();
    EXPECT_EQ(removed(held, "conversations"), 1);
    EXPECT_EQ(held.swept.front().held, 1);
    EXPECT_EQ(house.count("conversations"), 1);
    EXPECT_EQ(wait_for(house.kept.holds()).size(), 1U);
    ASSERT_TRUE(wait_for(house.kept.remove_hold(family)));
    EXPECT_EQ(removed(run(), "conversations"), 1);
}

TEST_P(RetentionTest, LooksAgainRightBeforeItRemoves)
{
    const auto child = house.add_child(house.add_family("f"), "c");
    house.talk(child, "old");
    house.clock.advance(days{91});
    const Sweep sweep{DataClass::Conversations, house.clock.now() - days{90}};
    const auto due = wait_for(house.kept.due(sweep));
    EXPECT_EQ(due.count, 1);
    // The child goes on with it after it was counted.
    house.write([&](sql::Transaction& tx) {
        const sql::Blob nothing;
        tx.run(
            sql::conversation::advance_conversation,
            "old",
            "f",
            "c",
            1,
            to_millis(house.clock.now()),
            nothing,
            nothing
        );
    });
    wait_for(house.kept.begin_run("r", house.clock.now(), Mode::Remove));
    EXPECT_EQ(wait_for(house.kept.sweep("r", sweep, due)), 0);
    EXPECT_EQ(house.count("conversations"), 1);
}

TEST_P(RetentionTest, KeepsExactEvidenceOfARunThatWasCutOff)
{
    const auto child = house.add_child(house.add_family("f"), "c");
    for (int i = 0; i < 60; ++i) house.talk(child, "old-" + std::to_string(i));
    house.clock.advance(days{91});
    const Sweep sweep{DataClass::Conversations, house.clock.now() - days{90}};
    wait_for(house.kept.begin_run("cut-off", house.clock.now(), Mode::Remove));
    const auto due = wait_for(house.kept.due(sweep));
    EXPECT_EQ(
        wait_for(house.kept.sweep("cut-off", sweep, due)), 50
    );  // one batch, and the power goes
    house.clock.advance(1s);
    EXPECT_EQ(removed(run(), "conversations"), 10);
    const auto runs = wait_for(house.kept.runs(5));
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_FALSE(runs.back().ended_at);
    EXPECT_EQ(removed(runs.back(), "conversations"), 50);
    EXPECT_NE(as_text(runs).find("cut off"), std::string::npos);
}

TEST_P(RetentionTest, ErasesASignUpThatNobodyFinishedKeysAndAll)
{
    const auto unfinished = house.add_family("unfinished", false);
    house.add_family("finished");
    const auto in_use = house.add_family("in-use", false);
    const auto child = house.add_child(in_use, "c");
    house.clock.advance(days{7} + 1ms);
    house.write([&](sql::Transaction& tx) {
        tx.run(sql::identity::note_activity, "c", to_millis(house.clock.now() - days{6}));
    });
    EXPECT_EQ(removed(run(Mode::Remove, Mails::Wait), "unfinished-sign-ups"), 0);
    EXPECT_EQ(removed(run(), "unfinished-sign-ups"), 1);
    EXPECT_EQ(house.count("families"), 2);
    EXPECT_FALSE(wait_for(house.keys.of(unfinished)));
    EXPECT_TRUE(wait_for(house.keys.of(in_use)));
    EXPECT_TRUE(house.mails.empty());
    EXPECT_EQ(wait_for(house.ledger.all()).size(), 1U);
}

TEST_P(RetentionTest, LeavesAFamilyWhoseGuardianSignsInToAnotherHome)
{
    const auto home = house.add_family("home", false);
    house.add_family("signed-in-to");
    house.write([&](sql::Transaction& tx) {
        tx.run(
            sql::identity::insert_membership,
            home.text(),
            "guardian-of-signed-in-to",
            "guardian",
            "transcript",
            "all",
            false,
            to_millis(house.clock.now())
        );
    });
    house.clock.advance(days{7} + 1ms);
    for (const auto& sweep : plan(house.clock.now(), {}, Mails::CanGo))
        if (rule_of(sweep.data_class).id == "unfinished-sign-ups") {
            EXPECT_FALSE(wait_for(house.kept.due(sweep)).oldest);
        }
    EXPECT_EQ(removed(run(), "unfinished-sign-ups"), 0);
    EXPECT_EQ(house.count("families"), 2);
}

TEST_P(RetentionTest, CountsEveryClassOnThisDatabase)
{
    house.talk(house.add_child(house.add_family("f"), "c"), "old");
    house.clock.advance(days{4000});
    for (const auto& sweep : plan(house.clock.now(), {}, Mails::CanGo)) {
        EXPECT_NO_THROW(wait_for(house.kept.due(sweep))) << rule_of(sweep.data_class).id;
        wait_for(house.kept.begin_run(
            std::string{rule_of(sweep.data_class).id}, house.clock.now(), Mode::Remove
        ));
        if (house.kept.removes(sweep.data_class)) {
            EXPECT_NO_THROW(
                wait_for(house.kept.sweep(std::string{rule_of(sweep.data_class).id}, sweep, {}))
            ) << rule_of(sweep.data_class).id;
        }
    }
}

}  // namespace
}  // namespace buddy::compliance
