// What is written to whom about an alert, on SQLite and PostgreSQL: the floor, choices, reminders.
#include "moderation/alert_dispatch.hpp"

#include "identity/fake_directory.hpp"
#include "moderation/alert_preferences.hpp"
#include "moderation/sql_alert_data.hpp"
#include "moderation/sql_alert_store.hpp"
#include "notify/fake_mailer.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"
#include "sql/identity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace buddy::moderation {
namespace {

using namespace std::chrono_literals;
using conversation::AlertFacts;
using safety::Category;
using safety::Severity;
using sql::wait_for;

class Dispatch : public testing::TestWithParam<sql::Engine> {
protected:
    Dispatch()
    {
        EXPECT_TRUE(wait_for(keys.create(family)));
        directory.contacts[family] = {
            .guardians =
                {{.id = mother, .email = "mother@x.test", .email_verified = true, .language = "en"},
                 {.id = father, .email = "father@x.test", .email_verified = true, .language = "en"},
                 {.id = GuardianId{"new"}, .email = "new@x.test", .email_verified = false}},
            .country = "US",
            .language = "en",
            .time_zone = "UTC"
        };
        directory.staff = {{.id = StaffId{"staff"}, .email = "mo@x.test"}};
        runner.handle(std::string{notify::deliver_mail_job}, notify::deliver_mail(outbox, mailer));
        runner.handle(
            std::string{repeat_alert_job},
            repeat_alert(
                {.database = *database,
                 .keys = keys,
                 .directory = directory,
                 .dispatch = dispatch,
                 .bus = bus,
                 .clock = clock}
            )
        );
    }
    /// As the conversation's store does it.
    void raise(const std::string& id, AlertFacts facts)
    {
        conversation::FiledAlert alert{
            .alert = AlertId{id},
            .child = {.family = family, .child = ChildId{"child"}},
            .received_at = clock.now() - 200ms,
            .facts = facts,
            .told = facts.notify,
            .mails = {}
        };
        for (const auto& guardian : directory.contacts[family].guardians) {
            if (!guardian.email_verified || !facts.notify.guardian) continue;
            notify::AlertMail mail;
            mail.family = family;
            mail.to = guardian.email;
            mail.guardian = guardian.id;
            mail.is_wanted = directory.contacts[family].alert_emails;
            alert.mails.push_back(std::move(mail));
        }
        const auto sealer =
            facts.notify.guardian
                ? wait_for(keys.of(family))
                : wait_for(keys.protected_words(family, crypto::ProtectedReader::Conversation));
        wait_for(database->write(sql::Durability::Full, [&](sql::Transaction& tx) {
            tx.run(
                sql::conversation::insert_alert,
                id,
                family.text(),
                std::string{"child"},
                std::string{"turn"},
                to_millis(clock.now()),
                static_cast<std::int64_t>(facts.severity),
                facts.notify.guardian,
                false,
                facts.notify.moderator,
                sealer->seal(to_json(facts), {"alerts", "facts", id}),
                false
            );
            dispatch.file(tx, alert);
        }));
    }
    /// A trusted adult with an account.
    void add_watcher(const std::string& name, const std::string& alerts)
    {
        wait_for(database->write(sql::Durability::Full, [&](sql::Transaction& tx) {
            namespace identity_sql = sql::identity;
            const auto at = to_millis(clock.now());
            const auto email = name + "@x.test";
            if (watchers++ == 0)
                tx.run(identity_sql::insert_family, family.text(), "US", "en", "UTC", true, at);
            tx.run(identity_sql::insert_guardian, name, family.text(), email, email, "", "en", at);
            tx.run(identity_sql::confirm_email, name, at);
            tx.run(
                identity_sql::insert_membership,
                family.text(),
                name,
                "trusted_adult",
                "titles",
                alerts,
                false,
                at
            );
        }));
    }
    void choose(const GuardianId& guardian, AlertKind kind, Delivery delivery)
    {
        wait_for(preferences.change(
            {.family = family, .guardian = guardian},
            {.deliveries = {{kind, delivery}}, .weekly_digest = {}},
            clock.now()
        ));
    }
    /// Whom the mails went to that were sent since the last question, sorted.
    std::vector<std::string> written_to()
    {
        while (wait_for(runner.run_due()) > 0) {
        }
        std::vector<std::string> out;
        for (const auto& mail : mailer.sent) out.push_back(mail.to);
        mailer.sent.clear();
        std::ranges::sort(out);
        return out;
    }
    void answer(const std::string& id)
    {
        EXPECT_TRUE(wait_for(store.acknowledge(
            {.alert = AlertId{id}, .family = family, .by = mother, .at = clock.now()}
        )));
    }
    static AlertFacts grave(Category category = Category::SelfHarm)
    {
        return {
            .category = category,
            .severity = Severity::High,
            .notify = {.guardian = true, .moderator = true}
        };
    }

    const FamilyId family{"family"};
    const GuardianId mother{"mother"};
    const GuardianId father{"father"};
    const std::vector<std::string> both{"father@x.test", "mother@x.test"};
    const std::vector<std::string> both_and_staff{"father@x.test", "mo@x.test", "mother@x.test"};
    int watchers = 0;
    FakeClock clock{from_millis(1'795'000'000'000)};
    sql::TemporaryDatabase database{GetParam()};
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    notify::Outbox outbox{*database, crypto::SecretKey::random(), clock, "https://buddy.x.test"};
    notify::FakeMailer mailer;
    identity::FakeDirectory directory;
    events::Bus bus;
    AlertDispatch dispatch{outbox, clock};
    audit::Trail trail{*database, clock};
    SqlAlertStore store{*database, keys, trail};
    SqlAlertPreferences preferences{*database};
    SqlAlertData data{*database, keys};
    log::Log log{log::Level::Error, [](std::string_view) {}};
    jobs::JobRunner runner{*database, clock, log};
};
INSTANTIATE_TEST_SUITE_P(Engines, Dispatch, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(Dispatch, WritesToEachGuardianAsTheyChose)
{
    choose(father, AlertKind::Bullying, Delivery::Digest);
    raise("a", grave(Category::Bullying));
    EXPECT_EQ(written_to(), std::vector<std::string>{"mother@x.test"});
}

TEST_P(Dispatch, WritesToTrustedAdultsAsMuchAsTheyShallHearAndNothingProtected)
{
    add_watcher("aunt", "grave");
    add_watcher("coach", "all");
    raise("a", grave());
    EXPECT_EQ(
        written_to(),
        (std::vector<std::string>{"aunt@x.test", "coach@x.test", "father@x.test", "mother@x.test"})
    );
    auto medium = grave(Category::Bullying);
    medium.severity = Severity::Medium;
    raise("b", medium);
    EXPECT_EQ(
        written_to(), (std::vector<std::string>{"coach@x.test", "father@x.test", "mother@x.test"})
    );
    auto secret = grave(Category::Abuse);
    secret.notify.guardian = false;
    raise("c", secret);
    EXPECT_TRUE(written_to().empty());
}

TEST_P(Dispatch, WritesBelowTheFloorWhateverAnybodyChose)
{
    for (const auto kind : alert_kinds)
        for (const auto& guardian : {mother, father}) choose(guardian, kind, Delivery::Page);
    directory.contacts[family].alert_emails = false;
    raise("a", grave(Category::Medical));
    EXPECT_EQ(written_to(), both);
    raise("b", grave(Category::Bullying));
    EXPECT_TRUE(written_to().empty());
}

TEST_P(Dispatch, TellsAGraveAlertAgainUntilSomebodyAnswers)
{
    raise("a", grave());
    EXPECT_EQ(written_to(), both);
    clock.advance(14min);
    EXPECT_TRUE(written_to().empty());
    clock.advance(1min);
    EXPECT_EQ(written_to(), both) << "moderators are not asked within the hour";
    clock.advance(45min);
    EXPECT_EQ(written_to(), both_and_staff);
    const auto told = wait_for(store.find(family, AlertId{"a"}));
    ASSERT_TRUE(told && told->clock);
    EXPECT_EQ(told->clock->reminders, 2);
    EXPECT_EQ(told->clock->next_reminder_at, told->clock->queued_at + 4h);
    EXPECT_EQ(told->clock->queued_at - told->clock->received_at, 200ms);
    answer("a");
    clock.advance(30 * 24h);
    EXPECT_TRUE(written_to().empty());
    EXPECT_FALSE(wait_for(store.find(family, AlertId{"a"}))->clock->next_reminder_at);
}

TEST_P(Dispatch, EndsAfterAWeekWithoutAnAnswer)
{
    raise("a", grave());
    std::size_t mails = written_to().size();
    for (int hour = 0; hour < 20 * 24; ++hour) {
        clock.advance(1h);
        mails += written_to().size();
    }
    // Both guardians: at once, then ten times less the one at 15 minutes, which is late by then; staff
    // from the hour on.
    const auto reminders = wait_for(store.find(family, AlertId{"a"}))->clock->reminders;
    EXPECT_GE(reminders, 9);
    EXPECT_LE(reminders, 10);
    EXPECT_EQ(mails, 2U + static_cast<std::size_t>(reminders) * 3U);
}

TEST_P(Dispatch, MakesUpNothingThatWasSleptThrough)
{
    raise("a", grave());
    EXPECT_EQ(written_to(), both);
    clock.advance(30h);
    EXPECT_EQ(written_to(), both_and_staff) << "one reminder, not four at once";
}

TEST_P(Dispatch, LeavesOnlySeenAlertsUnanswered)
{
    raise("a", grave());
    EXPECT_EQ(written_to(), both);
    EXPECT_TRUE(wait_for(store.note_sighting(
        {.alert = AlertId{"a"}, .family = family, .by = mother, .at = clock.now()}
    )));
    clock.advance(15min);
    EXPECT_EQ(written_to(), both);
}

TEST_P(Dispatch, DoesNotInsistOnWhatIsNotGrave)
{
    auto facts = grave(Category::Distress);
    facts.severity = Severity::Medium;
    raise("a", facts);
    EXPECT_EQ(written_to(), both);
    clock.advance(8 * 24h);
    EXPECT_TRUE(written_to().empty());
}

TEST_P(Dispatch, RemindsOnlyModeratorsOfAProtectedCase)
{
    raise("a", {.category = Category::Abuse, .notify = {.trusted_adult = true, .moderator = true}});
    EXPECT_TRUE(written_to().empty());
    clock.advance(15min);
    EXPECT_EQ(written_to(), std::vector<std::string>{"mo@x.test"});
    const auto cases = wait_for(store.cases());
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].reminders, 1);
    EXPECT_TRUE(wait_for(store.take_case(AlertId{"a"}, StaffId{"staff"}, clock.now())));
    clock.advance(24h);
    EXPECT_TRUE(written_to().empty());
    EXPECT_TRUE(wait_for(store.cases())[0].acknowledged_at);
}

TEST_P(Dispatch, RemindsGuardiansOnWhenAModeratorHasTakenItUp)
{
    auto facts = grave();
    facts.notify.moderator = true;
    raise("a", facts);
    written_to();
    EXPECT_TRUE(wait_for(store.take_case(AlertId{"a"}, StaffId{"staff"}, clock.now())));
    clock.advance(4h);
    EXPECT_EQ(written_to(), both);
}

TEST_P(Dispatch, SendsAReminderOnceWhenTheJobRunsTwice)
{
    raise("a", grave());
    EXPECT_EQ(written_to(), both);
    clock.advance(15min);
    wait_for(database->write(sql::Durability::Full, [this](sql::Transaction& tx) {
        jobs::enqueue(
            tx,
            {.kind = std::string{repeat_alert_job},
             .payload = R"({"alert":"a","reminder":0})",
             .run_at = clock.now()},
            clock.now()
        );
    }));
    EXPECT_EQ(written_to(), both);
}

TEST_P(Dispatch, NeedsNoReminderForAFamilyThatIsGone)
{
    raise("a", grave());
    EXPECT_EQ(written_to(), both);
    directory.contacts.clear();
    clock.advance(15min);
    EXPECT_TRUE(written_to().empty());
    EXPECT_EQ(wait_for(runner.counts()).waiting, 0);
}

TEST_P(Dispatch, KeepsAVerdictAndCountsItOnce)
{
    raise("a", grave());
    const auto say = [this](Verdict verdict) {
        EXPECT_TRUE(wait_for(store.acknowledge(
            {.alert = AlertId{"a"},
             .family = family,
             .by = mother,
             .at = clock.now(),
             .verdict = verdict}
        )));
    };
    say(Verdict::Nothing);
    say(Verdict::Nothing);
    say(Verdict::Right);
    std::vector<std::string> counts;
    for (const auto& count : wait_for(store.verdicts()))
        counts.push_back(count.category + " " + count.verdict + " " + std::to_string(count.alerts));
    EXPECT_EQ(counts, (std::vector<std::string>{"self_harm nothing 0", "self_harm right 1"}));
}

TEST_P(Dispatch, ShowsAFamilyItsOwnAndForgetsAll)
{
    raise("a", grave());
    const auto before = data.export_family(family).value();
    EXPECT_TRUE(before.contains("\"a\""));
    raise("hidden", {.category = Category::Abuse, .notify = {.moderator = true}});
    EXPECT_EQ(data.export_family(family).value(), before);
    choose(mother, AlertKind::Mood, Delivery::Digest);
    EXPECT_TRUE(data.export_family(family)->contains("digest"));
    EXPECT_EQ(data.erase_family(family).value(), 5);
    EXPECT_EQ(data.erase_family(family).value(), 0);
}

TEST_P(Dispatch, ForgetsOneChildAndKeepsWhatGuardiansChose)
{
    const ChildId child{"child"};
    raise("a", grave());
    raise("hidden", {.category = Category::Abuse, .notify = {.moderator = true}});
    choose(mother, AlertKind::Mood, Delivery::Digest);
    EXPECT_EQ(data.amounts_of(family, child).value().at(0).count, 1);
    EXPECT_EQ(data.erase_child(family, ChildId{"other"}).value(), 0);
    EXPECT_EQ(data.erase_child(family, child).value(), 4);
    EXPECT_EQ(data.amounts_of(family, child).value().at(0).count, 0);
    EXPECT_EQ(data.erase_family(family).value(), 1);
}

TEST_P(Dispatch, RemembersWhatAGuardianChose)
{
    EXPECT_EQ(wait_for(preferences.choices_of(mother)), AlertChoices{});
    choose(mother, AlertKind::Mood, Delivery::Digest);
    choose(mother, AlertKind::Mood, Delivery::Page);
    wait_for(preferences.change(
        {.family = family, .guardian = mother},
        {.deliveries = {}, .weekly_digest = false},
        clock.now()
    ));
    const auto choices = wait_for(preferences.choices_of(mother));
    EXPECT_EQ(choices.deliveries, (std::map{std::pair{AlertKind::Mood, Delivery::Page}}));
    EXPECT_FALSE(choices.weekly_digest);
    EXPECT_EQ(wait_for(preferences.choices_of(father)), AlertChoices{});
}

}  // namespace
}  // namespace buddy::moderation
