// When the weekly digest is due, what it says, and that each guardian gets one.
#include "moderation/digest.hpp"

#include "identity/fake_directory.hpp"
#include "moderation/fake_alert_preferences.hpp"
#include "moderation/fake_alert_store.hpp"
#include "notify/fake_mailer.hpp"
#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"
#include "sql/identity.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace buddy::moderation {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

/// Sunday, 22 November 2026, at `hour` o'clock UTC.
Time sunday(int hour)
{
    constexpr auto day = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
    return Time{day} + std::chrono::hours{hour};
}
constexpr Day saturday{.year = 2026, .month = 11, .day = 21};

TEST(DigestDue, OnSundayAfternoonWhereTheFamilyLives)
{
    EXPECT_FALSE(digest_due(sunday(16), "UTC"));
    EXPECT_EQ(digest_due(sunday(17), "UTC"), saturday);
    EXPECT_EQ(digest_due(sunday(23), "UTC"), saturday);
    EXPECT_FALSE(digest_due(sunday(17), "America/Chicago"));
    EXPECT_EQ(digest_due(sunday(23), "America/Chicago"), saturday);
    EXPECT_EQ(digest_due(sunday(8), "Asia/Tokyo"), saturday);
    EXPECT_FALSE(digest_due(sunday(17) - 24h, "UTC"));
}

TEST(DigestDue, OnMondayByDayForServersThatSlept)
{
    EXPECT_FALSE(digest_due(sunday(24), "UTC"));
    EXPECT_FALSE(digest_due(sunday(24 + 7), "UTC"));
    EXPECT_EQ(digest_due(sunday(24 + 8), "UTC"), saturday);
    EXPECT_EQ(digest_due(sunday(24 + 19), "UTC"), saturday);
    EXPECT_FALSE(digest_due(sunday(24 + 20), "UTC"));
}

TEST(DigestSentences, AreWholeInEveryLanguage)
{
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        ChildWeek week{.nickname = "Mia", .moods = {}, .alerts = 2, .open_alerts = 1};
        week.moods.days.at(0).turns = 5;
        week.moods.days.at(3).turns = 2;
        week.moods.sentence = "x";
        const auto sentences = sentences_of(week, language);
        ASSERT_EQ(sentences.size(), 3U);
        EXPECT_TRUE(sentences[0].contains('7') && sentences[0].contains('2')) << sentences[0];
        for (const auto& sentence : sentences) EXPECT_FALSE(sentence.contains('{'));
        week.open_alerts = 0;
        EXPECT_NE(sentences_of(week, language)[2], sentences[2]);
    }
    EXPECT_TRUE(sentences_of({}, "en").empty());
}

class Diary final : public conversation::MoodDiary {
public:
    Task<std::vector<conversation::MoodMark>> moods_between(
        conversation::ChildRef child, Time from, Time until
    ) override
    {
        std::vector<conversation::MoodMark> out;
        for (const auto& mark : marks[child.child])
            if (mark.at >= from && mark.at < until) out.push_back(mark);
        co_return out;
    }
    std::map<ChildId, std::vector<conversation::MoodMark>> marks;
};

class Digests : public testing::TestWithParam<sql::Engine> {
protected:
    Digests()
    {
        runner.handle(std::string{notify::deliver_mail_job}, notify::deliver_mail(outbox, mailer));
        wait_for(database->write(sql::Durability::Full, [this](sql::Transaction& tx) {
            tx.run(
                sql::identity::insert_family,
                family.text(),
                std::string{"US"},
                std::string{"en"},
                std::string{"UTC"},
                true,
                std::int64_t{1}
            );
        }));
        directory.contacts[family] = {
            .guardians =
                {{.id = mother, .email = "mother@x.test", .email_verified = true, .language = "en"},
                 {.id = father, .email = "father@x.test", .email_verified = true, .language = "de"},
                 {.id = GuardianId{"new"}, .email = "new@x.test", .email_verified = false}},
            .time_zone = "UTC"
        };
        for (const auto* name : {"Mia", "Tom"})
            directory.children[ChildId{name}] = {
                .id = ChildId{name}, .family = family, .nickname = name, .time_zone = "UTC"
            };
        diary.marks[ChildId{"Mia"}] = {
            {.at = sunday(12) - 3 * 24h, .mood = emotion::Mood::Joy, .certainty = 0.9},
            {.at = sunday(12), .mood = emotion::Mood::Joy, .certainty = 0.9}
        };
    }
    std::vector<notify::Mail> sent()
    {
        while (wait_for(runner.run_due()) > 0) {
        }
        return std::exchange(mailer.sent, {});
    }
    int send() { return wait_for(digests.send_due()); }

    const FamilyId family{"family"};
    const GuardianId mother{"mother"};
    const GuardianId father{"father"};
    FakeClock clock{sunday(17)};
    sql::TemporaryDatabase database{GetParam()};
    const crypto::SecretKey root = crypto::SecretKey::random();
    notify::Outbox outbox{*database, root, clock, "https://buddy.x.test"};
    notify::FakeMailer mailer;
    identity::FakeDirectory directory;
    FakeAlertStore alerts;
    FakeAlertPreferences preferences;
    Diary diary;
    std::string comes_back;
    DigestLinks links{root};
    SqlDigests digests{
        {.database = *database,
         .alerts = alerts,
         .preferences = preferences,
         .moods = diary,
         .directory = directory,
         .outbox = outbox,
         .links = links,
         .comes_back = [this](std::string address) -> Task<bool> {
             co_return address == comes_back;
         },
         .clock = clock}
    };
    log::Log log{log::Level::Error, [](std::string_view) {}};
    jobs::JobRunner runner{*database, clock, log};
};
INSTANTIATE_TEST_SUITE_P(Engines, Digests, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(Digests, GoOncePerGuardianAndWeek)
{
    EXPECT_EQ(send(), 2);
    EXPECT_EQ(send(), 0);
    const auto mails = sent();
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_EQ(mails[0].to, "mother@x.test");
    EXPECT_TRUE(mails[0].text.contains("Mia: Messages to Buddy: 1, on 1 of 7 days."))
        << mails[0].text;
    EXPECT_FALSE(mails[0].text.contains("Tom")) << "there is nothing to tell of him";
    EXPECT_TRUE(mails[1].text.contains("Nachrichten an Buddy: 1"));
    clock.advance(24h);  // Monday, by day
    EXPECT_EQ(send(), 0);
    clock.advance(6 * 24h);
    EXPECT_EQ(send(), 2) << "of the Sunday before";
}

TEST_P(Digests, CarryTheLinksThatEndThem)
{
    EXPECT_EQ(send(), 2);
    const auto mail = sent().at(0);
    const auto token = links.token_for({.family = family, .guardian = mother});
    EXPECT_EQ(mail.unsubscribe_url, "https://buddy.x.test/api/unsubscriptions/" + token);
    EXPECT_TRUE(mail.text.contains("https://buddy.x.test/unsubscribe#token=" + token));
    EXPECT_EQ(links.guardian_in(token)->guardian, mother);
    EXPECT_FALSE(links.guardian_in(token + "0"));
}

TEST_P(Digests, SpareThoseWhoEndedThemAndWeeksOfNothing)
{
    preferences.choices[father].weekly_digest = false;
    comes_back = "mother@x.test";
    EXPECT_EQ(send(), 0);
    comes_back.clear();
    EXPECT_EQ(send(), 1);
    clock.advance(14 * 24h);
    EXPECT_EQ(send(), 0);
}

TEST_P(Digests, CountAlertsButNotProtectedOnes)
{
    const auto raise = [this](const std::string& id, bool for_guardian) {
        alerts.alerts[family].push_back(
            {.id = AlertId{id},
             .child = ChildId{"Tom"},
             .raised_at = sunday(12) - 2 * 24h,
             .facts = {.notify = {.guardian = for_guardian, .moderator = true}}}
        );
    };
    raise("hidden", false);
    preferences.choices[father].weekly_digest = false;
    diary.marks.clear();
    EXPECT_EQ(send(), 0) << "a week with nothing but a protected turn is a week of nothing";
    raise("open", true);
    EXPECT_EQ(send(), 1);
    const auto text = sent().at(0).text;
    EXPECT_TRUE(text.contains("Tom: Alerts: 1. Not yet taken up: 1.")) << text;
}

}  // namespace
}  // namespace buddy::moderation
