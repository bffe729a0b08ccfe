// Requests, incidents and the board's own store, on every database that is here.
#include "compliance/requests.hpp"

#include "compliance/board.hpp"
#include "compliance/job_keep_retention.hpp"
#include "compliance/rights_fixture.hpp"

#include "identity/fake_directory.hpp"

#include <algorithm>

namespace buddy::compliance {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

AnswerTimes shipped()
{
    auto loaded = AnswerTimes::load(BUDDY_SOURCE_DIR "/data/compliance");
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return std::move(*loaded);
}

class RequestsTest : public testing::TestWithParam<sql::Engine> {
public:
    RequestsTest()
    {
        family = house.add_family("f");
        child = house.add_child(family, "c");
        identity::FamilyContacts contacts;
        contacts.country = "DE";
        contacts.language = "de";
        contacts.guardians = {
            {.id = guardian, .email = "g@example.test", .email_verified = true, .language = "de"},
            {.id = other, .email = "o@example.test", .email_verified = true, .language = "de"}
        };
        directory.contacts[family] = contacts;
        identity::ChildProfile profile;
        profile.id = child.child;
        profile.family = family;
        profile.country = "DE";
        directory.children[child.child] = profile;
        directory.staff = {{.id = staff, .email = "s@example.test"}};
    }
    RightsRequest ask(const std::string& words = "my name is spelt wrongly")
    {
        return *wait_for(
            requests.ask_as_guardian(family, guardian, RequestKind::Correct, std::nullopt, words)
        );
    }
    RightsRequest ask_as_child(const std::string& words = "i do not like that it is kept")
    {
        return *wait_for(requests.ask_as_child(family, child.child, RequestKind::Complain, words));
    }
    std::vector<ReadRequest> of_guardian(const GuardianId& who)
    {
        return *wait_for(requests.of_guardian(family, who));
    }

    House house{GetParam()};
    identity::FakeDirectory directory;
    AnswerTimes times = shipped();
    std::vector<notify::RequestMail> mails;
    Urgency judged = Urgency::Usual;
    GuardianId guardian{"guardian-of-f"};
    GuardianId other{"the-other-one"};
    StaffId staff{"staff"};
    FamilyId family;
    conversation::ChildRef child;
    SqlRequestStore store{
        *house.data,
        house.trail,
        [this](sql::Transaction&, const notify::RequestMail& mail) { mails.push_back(mail); }
    };
    Requests requests{
        {.store = store,
         .keys = house.keys,
         .directory = directory,
         .times = times,
         .clock = house.clock,
         .judge = [this](const identity::ChildProfile&, const std::string&) -> Task<Urgency> {
             return at_once(judged);
         }}
    };
    SqlIncidentStore incidents{
        *house.data, house.trail, crypto::Sealer{crypto::SecretKey::random()}
    };
    SqlBoardStore board{*house.data, house.trail};

private:
    static Task<Urgency> at_once(Urgency urgency) { co_return urgency; }
};

INSTANTIATE_TEST_SUITE_P(Engines, RequestsTest, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(RequestsTest, GoFromAskingToAnAnswerThatTheGuardianReads)
{
    const auto request = ask();
    EXPECT_EQ(request.rule, "eu.gdpr.answer");
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].reader, notify::RequestReader::Staff);
    EXPECT_TRUE(mails[0].family.empty());
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Question, "which spelling?")));
    ASSERT_TRUE(wait_for(requests.reply_as_guardian(family, guardian, request.id, "with a double n")
    ));
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Answered, "it is mended")));
    ASSERT_EQ(mails.size(), 4U);
    EXPECT_EQ(mails.back().to, "g@example.test");
    EXPECT_EQ(mails.back().family, family);
    const auto read = of_guardian(guardian);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].request.state, RequestState::Answered);
    ASSERT_EQ(read[0].said.size(), 4U);
    EXPECT_EQ(read[0].said[0].words, "my name is spelt wrongly");
    EXPECT_EQ(read[0].said[3].words, "it is mended");
    EXPECT_TRUE(wait_for(requests.open_ones()).empty());
    EXPECT_EQ(
        wait_for(requests.step(staff, request.id, Step::Refused, "no")).error().code,
        ErrorCode::Conflict
    );
}

TEST_P(RequestsTest, OfAChildAreOnNothingThatAGuardianSees)
{
    const auto before = wait_for(house.trail.head()).number;
    const auto request = ask_as_child();
    EXPECT_TRUE(of_guardian(guardian).empty());
    EXPECT_EQ(
        wait_for(requests.reply_as_guardian(family, guardian, request.id, "who is that?"))
            .error()
            .code,
        ErrorCode::NotFound
    );
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Answered, "thank you")));
    for (const auto& mail : mails) EXPECT_EQ(mail.to, "s@example.test");
    const auto exported = *house.rights_data.export_family(family);
    EXPECT_EQ(exported, R"({"erasures":[],"requests":[]})");
    EXPECT_TRUE(house.rights_data.amounts_of(family, child.child)->empty());
    for (const auto& entry : wait_for(house.trail.after(before, 100)))
        EXPECT_TRUE(entry.is_protected) << entry.action;
    const auto key = wait_for(house.keys.of(family));
    for (const auto& message : wait_for(store.messages(request.id)))
        EXPECT_FALSE(key->open(message.words, place_of_request(request.id)));
}

TEST_P(RequestsTest, ShowAChildTheAnswerAndNotItsOwnWordsAgain)
{
    const auto request = ask_as_child();
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Question, "what is it?")));
    ASSERT_TRUE(wait_for(requests.reply_as_child(family, child.child, request.id, "the moods")));
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Answered, "we hear you")));
    const auto read = *wait_for(requests.of_child(family, child.child));
    ASSERT_EQ(read.size(), 1U);
    ASSERT_EQ(read[0].said.size(), 2U);
    EXPECT_EQ(read[0].said[1].words, "we hear you");
    EXPECT_TRUE(wait_for(requests.of_child(family, ChildId{"another"}))->empty());
    EXPECT_EQ(
        wait_for(requests.reply_as_child(family, ChildId{"another"}, request.id, "me too"))
            .error()
            .code,
        ErrorCode::NotFound
    );
}

TEST_P(RequestsTest, OfOneGuardianAreNotTheOthers)
{
    const auto request = ask();
    EXPECT_TRUE(of_guardian(other).empty());
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Question, "which?")));
    EXPECT_EQ(
        wait_for(requests.reply_as_guardian(family, other, request.id, "this")).error().code,
        ErrorCode::NotFound
    );
    EXPECT_EQ(
        wait_for(requests.ask_as_guardian(
                     family, guardian, RequestKind::Access, ChildId{"a-stranger"}, "all of it"
                 ))
            .error()
            .code,
        ErrorCode::NotFound
    );
}

TEST_P(RequestsTest, ThatMayNotWaitComeFirstAndAreNeverRefused)
{
    for (std::int64_t i = 0; i < Requests::most_open; ++i) ask_as_child();
    EXPECT_EQ(
        wait_for(requests.ask_as_child(family, child.child, RequestKind::Access, "one more"))
            .error()
            .code,
        ErrorCode::TooMany
    );
    judged = Urgency::Now;
    const auto urgent = ask_as_child("i am afraid at home");
    EXPECT_EQ(mails.back().reader, notify::RequestReader::StaffNow);
    const auto open = wait_for(requests.open_ones());
    ASSERT_EQ(open.size(), static_cast<std::size_t>(Requests::most_open) + 1);
    EXPECT_EQ(open.front().id, urgent.id);
    EXPECT_TRUE(open.front().by_child);
    ask();
}

TEST_P(RequestsTest, AreReadByStaffWithEveryWordAndTheLookIsKept)
{
    const auto request = ask_as_child("it should forget my poem");
    const auto read = *wait_for(requests.read(staff, request.id));
    ASSERT_EQ(read.said.size(), 1U);
    EXPECT_EQ(read.said[0].words, "it should forget my poem");
    const auto head = wait_for(house.trail.head());
    const auto last = wait_for(house.trail.after(head.number - 1, 1)).at(0);
    EXPECT_EQ(last.action, "request.read");
    EXPECT_EQ(last.actor_id, "staff");
    EXPECT_EQ(wait_for(requests.read(staff, "none")).error().code, ErrorCode::NotFound);
}

TEST_P(RequestsTest, AreLateAfterTheirDayUntilTheyTakeLonger)
{
    const auto request = ask();
    house.clock.advance(26 * 24h);
    EXPECT_EQ(wait_for(requests.open_ones()).at(0).standing, Standing::Soon);
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Extended, "many at once")));
    EXPECT_EQ(wait_for(requests.open_ones()).at(0).standing, Standing::InTime);
    house.clock.advance(70 * 24h);
    EXPECT_EQ(wait_for(requests.open_ones()).at(0).standing, Standing::Late);
}

TEST_P(RequestsTest, GoWithTheChildAndWithTheFamily)
{
    const auto mine = ask();
    ask_as_child();
    EXPECT_EQ(house.count("rights_requests"), 2);
    EXPECT_EQ(*house.rights_data.erase_child(family, child.child), 1);
    EXPECT_EQ(house.count("rights_messages"), 1);
    EXPECT_NE(house.rights_data.export_family(family)->find("correct"), std::string::npos);
    EXPECT_EQ(*house.rights_data.erase_family(family), 1);
    EXPECT_EQ(house.count("rights_messages"), 0);
    EXPECT_EQ(wait_for(requests.read(staff, mine.id)).error().code, ErrorCode::NotFound);
}

TEST_P(RequestsTest, GoThreeYearsAfterTheyWereAnsweredUnlessALegalHoldKeepsThem)
{
    const auto request = ask();
    ask("open ones stay");
    ASSERT_TRUE(wait_for(requests.step(staff, request.id, Step::Answered, "done")));
    house.clock.advance(1096 * 24h);
    const Sweep sweep{DataClass::Requests, house.clock.now() - 1095 * 24h};
    wait_for(house.kept.begin_run("r", house.clock.now(), Mode::Remove));
    ASSERT_TRUE(wait_for(house.kept.add_hold({.family = family, .reference = "1", .placed_at = {}}))
    );
    EXPECT_EQ(wait_for(house.kept.due(sweep)).held, 1);
    EXPECT_EQ(wait_for(house.kept.sweep("r", sweep, {})), 0);
    ASSERT_TRUE(wait_for(house.kept.remove_hold(family)));
    EXPECT_EQ(wait_for(house.kept.due(sweep)).count, 1);
    EXPECT_EQ(wait_for(house.kept.sweep("r", sweep, {})), 1);
    EXPECT_EQ(house.count("rights_requests"), 1);
}

TEST_P(RequestsTest, LeaveIncidentsWithATimelineThatIsSealed)
{
    const auto now = house.clock.now();
    Incident incident;
    incident.id = "i";
    incident.kind = IncidentKind::Disclosure;
    incident.severity = IncidentSeverity::High;
    incident.found_at = now - 1h;
    incident.recorded_at = now;
    incident.families = 3;
    wait_for(incidents.record(incident, staff, "a list was sent to the wrong address"));
    const auto add = [&](EntryKind kind, std::int64_t families = 0) {
        return wait_for(incidents.add("i", kind, now, staff, "because", families));
    };
    EXPECT_EQ(add(EntryKind::Closed).error().code, ErrorCode::Conflict);
    ASSERT_TRUE(add(EntryKind::Families, 5));
    ASSERT_TRUE(add(EntryKind::AuthorityTold));
    ASSERT_TRUE(add(EntryKind::PersonsNotNeeded));
    ASSERT_TRUE(add(EntryKind::Closed));
    EXPECT_EQ(add(EntryKind::Note).error().code, ErrorCode::Conflict);
    const auto all = wait_for(incidents.all());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].families, 5);
    EXPECT_EQ(all[0].authority, Told::Told);
    EXPECT_TRUE(all[0].closed_at);
    const auto timeline = *wait_for(incidents.timeline("i"));
    ASSERT_EQ(timeline.size(), 5U);
    EXPECT_EQ(timeline[0].words, "a list was sent to the wrong address");
    SqlIncidentStore elsewhere{
        *house.data, house.trail, crypto::Sealer{crypto::SecretKey::random()}
    };
    EXPECT_FALSE(wait_for(elsewhere.timeline("i")));
    EXPECT_EQ(
        wait_for(incidents.add("none", EntryKind::Note, now, staff, "x", 0)).error().code,
        ErrorCode::NotFound
    );
    const Sweep sweep{DataClass::Incidents, now + 1h};
    wait_for(house.kept.begin_run("r", now, Mode::Remove));
    EXPECT_EQ(wait_for(house.kept.due(sweep)).count, 1);
    EXPECT_EQ(wait_for(house.kept.sweep("r", sweep, {})), 1);
}

TEST_P(RequestsTest, LeaveTheBoardItsFigures)
{
    const auto now = house.clock.now();
    EXPECT_EQ(wait_for(board.families()), 1);
    EXPECT_TRUE(wait_for(board.consents()).empty());
    EXPECT_TRUE(wait_for(board.work()).empty());
    EXPECT_FALSE(wait_for(board.last_check()));
    Agreement agreement{
        .processor = "api.example.org",
        .signed_on = *day_from("2026-01-31"),
        .valid_until = std::nullopt,
        .reference = "folder 3",
        .recorded_at = now
    };
    wait_for(board.put_agreement(agreement, staff));
    agreement.valid_until = day_from("2027-01-31");
    wait_for(board.put_agreement(agreement, staff));
    const auto agreements = wait_for(board.agreements());
    ASSERT_EQ(agreements.size(), 1U);
    EXPECT_EQ(text_of(*agreements[0].valid_until), "2027-01-31");
    wait_for(board.note_check({.checked_at = now, .entries = 5, .anchors = 1, .fault = {}}));
    wait_for(board.note_check(
        {.checked_at = now + 366 * 24h,
         .entries = 9,
         .anchors = 2,
         .fault = audit::Fault{.number = 4, .why = "its content does not match its hash"}}
    ));
    EXPECT_EQ(wait_for(board.last_check())->fault->number, 4);
    EXPECT_EQ(house.count("audit_checks"), 1);
}

TEST_P(RequestsTest, AreOnTheBoardWithAnAuditLogThatIsWalkedOnceADay)
{
    ask();
    BlockingPool pool{1};
    Board whole{
        {.store = board,
         .requests = requests,
         .retention = house.kept,
         .incidents = incidents,
         .trail = house.trail,
         .anchors = audit::AnchorFile{"/nonexistent/anchors.jsonl"},
         .notice = consent::Notice{{}},
         .pool = pool,
         .clock = house.clock}
    };
    EXPECT_FALSE(wait_for(whole.check_audit()));
    const auto first = wait_for(board.last_check());
    EXPECT_EQ(first->entries, 1);
    house.clock.advance(23h);
    wait_for(whole.check_audit());
    EXPECT_EQ(wait_for(board.last_check())->checked_at, first->checked_at);
    house.clock.advance(2h);
    wait_for(whole.check_audit());
    EXPECT_GT(wait_for(board.last_check())->checked_at, first->checked_at);
    const auto state = wait_for(whole.look());
    ASSERT_EQ(state.requests.size(), 1U);
    EXPECT_EQ(state.families, 1);
    EXPECT_EQ(state.audit_head.number, 1);
}

}  // namespace
}  // namespace buddy::compliance
