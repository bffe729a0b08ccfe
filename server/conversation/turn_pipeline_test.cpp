#include "conversation/turn_pipeline.hpp"

#include "conversation/turn_fakes.hpp"
#include "conversation/words.hpp"
#include "platform/async/run_to_end.hpp"

#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace buddy::conversation {
namespace {

using Names = std::vector<std::string>;

class Pipeline : public testing::Test {
protected:
    Pipeline()
    {
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
    }

    Result<TurnReport> say(std::string text, bool with_model = true)
    {
        return ask(world.request(std::move(text)), with_model);
    }
    Result<TurnReport> ask(TurnRequest request, bool with_model = true)
    {
        sink.events.clear();
        const TurnPipeline pipeline{world.parts(with_model)};
        return run_to_end(pipeline.run(std::move(request), sink, stop));
    }
    [[nodiscard]] Finish finish() const { return std::get<Done>(sink.events.back().event).finish; }
    /// The turn that the sink heard last.
    [[nodiscard]] TurnId sink_turn() const
    {
        return std::get<TurnStarted>(sink.events.front().event).turn;
    }

    TurnWorld world;
    ListSink sink;
    StopSignal stop;
};

TEST_F(Pipeline, RunsItsStepsInReadingOrder)
{
    ASSERT_TRUE(say("hello"));
    EXPECT_EQ(
        world.observer.names,
        (Names{
            "screen_input",
            "read_emotion",
            "choose_advisors",
            "stream_reply",
            "record_turn",
            "announce"
        })
    );
}

TEST_F(Pipeline, AnswersWithTheModelClauseByClause)
{
    world.model.pieces = {"That ", "sounds hard", ".", " What happened?"};
    const auto report = say("bad day");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reply, "That sounds hard. What happened?");
    EXPECT_EQ(report->reason, FinishReason::Answered);
    EXPECT_EQ(sink.names(), (Names{"turn", "notice", "mood", "advisor", "delta", "delta", "done"}));
    for (std::size_t index = 0; index < sink.events.size(); ++index)
        EXPECT_EQ(sink.events.at(index).number, static_cast<int>(index) + 1);
    EXPECT_EQ(std::get<Done>(sink.events.back().event).usage->completion_tokens, 5);
}

TEST_F(Pipeline, JudgesOnTheThreadsItIsGivenAndSpeaksOnItsOwn)
{
    BlockingPool pool{2};
    const auto own = std::this_thread::get_id();
    std::atomic<int> judged_here = 0;
    std::atomic<int> judged_elsewhere = 0;
    auto parts = world.parts(true);
    parts.assessing = &pool;
    parts.judge = [&](const auto& message, const auto& before, auto& after) {
        ++(std::this_thread::get_id() == own ? judged_here : judged_elsewhere);
        return judge_by_marks(message, before, after);
    };
    sink.on_event = [own](const NumberedEvent&) { EXPECT_EQ(std::this_thread::get_id(), own); };
    world.model.pieces = {"One ", "clause.", " Another one"};
    const TurnPipeline pipeline{parts};
    const auto report = run_to_end(pipeline.run(world.request("bad day"), sink, stop));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reply, "One clause. Another one");
    EXPECT_EQ(judged_elsewhere, 3);  // the message and two clauses
    EXPECT_EQ(judged_here, 0);
}

TEST_F(Pipeline, JudgesAuthoredWordsByThemselvesAndAModelsInTheLightOfTheTurn)
{
    std::vector<std::size_t> turns_seen;
    const auto speak = [&](bool with_model) {
        auto parts = world.parts(with_model);
        parts.judge = [&](const auto& message, const auto& before, auto& after) {
            if (message.direction == safety::Direction::Output)
                turns_seen.push_back(message.context.size());
            return judge_by_marks(message, before, after);
        };
        const TurnPipeline pipeline{parts};
        ListSink here;
        ASSERT_TRUE(run_to_end(pipeline.run(world.request("bad day"), here, stop)));
    };
    speak(false);
    ASSERT_FALSE(turns_seen.empty());
    EXPECT_EQ(std::ranges::max(turns_seen), 0U);
    turns_seen.clear();
    world.model.pieces = {"One clause."};
    speak(true);
    ASSERT_FALSE(turns_seen.empty());
    EXPECT_GE(std::ranges::min(turns_seen), 1U);
}

TEST_F(Pipeline, StoresEveryEventBeforeItIsPublished)
{
    world.model.pieces = {"One clause.", " Another clause."};
    sink.on_event = [this](const NumberedEvent& event) {
        const auto* stored = world.store.find(TurnId{"turn-1"});
        ASSERT_NE(stored, nullptr);
        EXPECT_GE(stored->events.back().number, event.number);
    };
    ASSERT_TRUE(say("hi"));
}

TEST_F(Pipeline, UsesTheGuidedMentorWithoutAModel)
{
    const auto report = say("hi", false);
    EXPECT_EQ(report->reply, world.mentor.guided_words);
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(Pipeline, AsksNoThirdPartyWhenTheFamilyAllowsNone)
{
    auto request = world.request("hi");
    request.speaker.may_reach = {};
    EXPECT_EQ(ask(std::move(request))->reply, world.mentor.guided_words);
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(Pipeline, NeverCallsTheModelWhenInputIsRefused)
{
    for (const auto* mark : {"!redirect", "!block", "!unavailable", "!throw"}) {
        const auto report = say(std::string{"please "} + mark);
        ASSERT_TRUE(report);
        EXPECT_EQ(finish(), Finish::Replaced) << mark;
    }
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(Pipeline, SaysThatItCannotJudgeAndRecordsASafetyEvent)
{
    const auto report = say("!throw");
    EXPECT_EQ(report->reply, "I cannot answer right now.");
    EXPECT_EQ(report->reason, FinishReason::InputNotJudged);
    ASSERT_EQ(world.store.safety_events.size(), 1U);
    EXPECT_EQ(world.store.safety_events[0].kind, "input_not_judged");
    EXPECT_EQ(world.observer.unavailable, 1);
    EXPECT_EQ(sink.names(), (Names{"turn", "notice", "delta", "notice", "done"}));
}

TEST_F(Pipeline, CommitsTheAlertBeforeTheFirstEvent)
{
    sink.on_event = [this](const NumberedEvent& event) {
        if (event.number != 1) return;
        const auto* stored = world.store.find(TurnId{"turn-1"});
        ASSERT_NE(stored, nullptr);
        EXPECT_TRUE(stored->begun.alert.has_value());
        EXPECT_EQ(world.alerts.size(), 1U);
    };
    const auto report = say("!escalate");
    EXPECT_EQ(report->reason, FinishReason::CrisisAnswered);
    EXPECT_EQ(report->advisor, advisors::Advisor::SafetySteward);
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_TRUE(world.alerts.at(0).guardian_may_know);
}

TEST_F(Pipeline, KeepsTheCrisisPathOpenAfterAJoke)
{
    ASSERT_TRUE(say("!escalate"));
    const auto report = say("jk");
    EXPECT_EQ(report->reason, FinishReason::CrisisAnswered);
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_TRUE(std::ranges::count(sink.names(), "notice") == 1);
}

TEST_F(Pipeline, LetsTheMentorAnswerWhereTheCrisisPathHandsOver)
{
    world.mentor.beside = "Help stays there.";
    const auto report = say("!escalate");
    EXPECT_EQ(report->reason, FinishReason::Answered);
    EXPECT_EQ(world.model.calls, 1);
    EXPECT_EQ(world.alerts.size(), 1U) << "no alert is lost";
    EXPECT_TRUE(report->reply.ends_with("\n\nHelp stays there.")) << report->reply;
    EXPECT_EQ(report->advisor, world.mentor.lead);
    EXPECT_EQ(say("!unavailable")->reply, "I cannot answer right now.");
    EXPECT_EQ(say("!redirect")->reply, "Let us do something else.");
}

TEST_F(Pipeline, RemindsOfABreakAfterTheAnswerAndOfWhatBuddyIsBeforeIt)
{
    using namespace std::chrono_literals;
    std::vector<NoticeKind> seen;
    sink.on_event = [&seen](const NumberedEvent& event) {
        if (const auto* notice = std::get_if<Notice>(&event.event)) seen.push_back(notice->kind);
    };
    for (int turn = 0; turn <= 6; ++turn) {
        ASSERT_TRUE(say("fine day"));
        world.clock.advance(10min);
    }
    EXPECT_EQ(seen, (std::vector{NoticeKind::Ai, NoticeKind::Break, NoticeKind::Ai}))
        << "with the first message, after 45 minutes, after an hour";
    EXPECT_EQ(sink.names().at(1), "notice");
    const auto names = sink.names();
    EXPECT_EQ(names.back(), "done");
}

TEST_F(Pipeline, SendsNoChildAwayInDanger)
{
    using namespace std::chrono_literals;
    for (int turn = 0; turn < 5; ++turn) {
        ASSERT_TRUE(say("fine day"));
        world.clock.advance(10min);
    }
    std::vector<NoticeKind> seen;
    sink.on_event = [&seen](const NumberedEvent& event) {
        if (const auto* notice = std::get_if<Notice>(&event.event)) seen.push_back(notice->kind);
    };
    ASSERT_TRUE(say("!escalate"));
    EXPECT_EQ(seen, std::vector{NoticeKind::Help});
}

TEST_F(Pipeline, StaysWithAChildInDangerWhenAMessageCannotBeJudged)
{
    ASSERT_TRUE(say("!escalate"));
    const auto report = say("!unavailable");
    EXPECT_EQ(report->reason, FinishReason::CrisisAnswered);
    EXPECT_EQ(world.observer.unavailable, 1);
    EXPECT_EQ(world.store.safety_events.back().kind, "input_not_judged");
}

TEST_F(Pipeline, ProtectsATurnThatTheGuardianMustNotKnowOf)
{
    ASSERT_TRUE(say("!protect"));
    const auto* stored = world.store.find(TurnId{"turn-1"});
    EXPECT_TRUE(stored->begun.ref.is_protected);
    EXPECT_FALSE(world.alerts.at(0).guardian_may_know);
    EXPECT_FALSE(world.mentor.told.guardian);
    EXPECT_TRUE(world.mentor.told.trusted_adult);
    EXPECT_FALSE(world.mentor.told.moderator) << "this server has no moderator";
    const auto marks = run_to_end(
        world.store.moods_between(world.child, from_millis(0), from_millis(2'000'000'000'000))
    );
    EXPECT_TRUE(marks.empty());
}

TEST_F(Pipeline, NotesThatTheChildWasHereUnlessTheTurnIsProtected)
{
    ASSERT_TRUE(say("hello"));
    EXPECT_EQ(world.visits, std::vector{world.child.child});
    ASSERT_TRUE(say("!protect"));
    EXPECT_EQ(world.visits.size(), 1U);
}

TEST_F(Pipeline, NotesNothingForGuardiansOfWhatFollowsAProtectedTurn)
{
    ASSERT_TRUE(say("!protect"));
    ASSERT_TRUE(say("hello"));
    EXPECT_TRUE(world.visits.empty());
    world.conversation = ConversationId{"another"};
    static_cast<void>(
        run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
    );
    ASSERT_TRUE(say("hello"));
    EXPECT_EQ(world.visits.size(), 1U) << "another talk is open to them";
}

class UnkeptPipeline : public Pipeline {
protected:
    Result<TurnReport> say_unkept(const std::string& text)
    {
        auto request = world.request(text);
        request.is_kept = false;
        return ask(std::move(request));
    }
    [[nodiscard]] bool tells_where_help_is() const
    {
        return std::ranges::any_of(sink.events, [](const NumberedEvent& event) {
            const auto* notice = std::get_if<Notice>(&event.event);
            return notice != nullptr && notice->kind == NoticeKind::Help;
        });
    }
};

TEST_F(UnkeptPipeline, KeepsNothingAndAsksNoModel)
{
    const auto report = say_unkept("tell me a riddle");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reason, FinishReason::NotKept);
    EXPECT_TRUE(report->reply.contains("stopped our talks")) << report->reply;
    EXPECT_TRUE(tells_where_help_is());
    EXPECT_EQ(std::get<Done>(sink.events.back().event).finish, Finish::Replaced);
    EXPECT_EQ(world.store.find(TurnId{"turn-1"}), nullptr);
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_TRUE(world.visits.empty());
}

TEST_F(UnkeptPipeline, AnswersACrisisInFullAndTellsAdults)
{
    const auto report = say_unkept("!escalate");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reason, FinishReason::CrisisAnswered);
    EXPECT_TRUE(report->reply.contains("I am glad you told me.")) << report->reply;
    EXPECT_TRUE(tells_where_help_is());
    EXPECT_EQ(world.store.find(TurnId{"turn-1"}), nullptr);
    EXPECT_EQ(world.store.unkept_alerts.size(), 1U);
    EXPECT_EQ(world.alerts.size(), 1U);
}

TEST_F(UnkeptPipeline, FailsClosed)
{
    const auto report = say_unkept("!unavailable");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reason, FinishReason::InputNotJudged);
    EXPECT_TRUE(tells_where_help_is());
    EXPECT_EQ(world.store.find(TurnId{"turn-1"}), nullptr);
}

TEST_F(Pipeline, MailsOnlyThoseWhomTheAlertConcerns)
{
    auto request = world.request("!protect");
    request.speaker.alert_mails = {
        {.to = "guardian@example.org", .reader = notify::AlertReader::Guardian},
        {.to = "aunt@example.org", .reader = notify::AlertReader::TrustedAdult}
    };
    ASSERT_TRUE(ask(std::move(request)));
    const auto& mails = world.store.find(TurnId{"turn-1"})->begun.alert->mails;
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].to, "aunt@example.org");
    EXPECT_EQ(mails[0].urgency, notify::Urgency::Critical);
}

TEST_F(Pipeline, AnswersACrisisAlsoOverTheChatLimit)
{
    auto crisis = world.request("!escalate");
    crisis.over_chat_limit = true;
    EXPECT_EQ(ask(std::move(crisis))->reason, FinishReason::CrisisAnswered);
}

TEST_F(Pipeline, RecordsAndSlowsDownWhatIsOverTheChatLimit)
{
    auto request = world.request("again");
    request.over_chat_limit = true;
    const auto report = ask(std::move(request));
    EXPECT_EQ(report->reason, FinishReason::TooFast);
    EXPECT_EQ(report->reply, "Slow down a little.");
    EXPECT_EQ(world.store.find(TurnId{"turn-1"})->begun.text, "again");
}

TEST_F(Pipeline, LetsTheGuidedMentorAnswerWhenTheModelFailsBeforeAWord)
{
    world.model.refuses = true;
    EXPECT_EQ(say("hi")->reply, world.mentor.guided_words);
    world.model.refuses = false;
    world.model.pieces = {"held back and never"};
    for (const auto end : {FakeModel::End::Error, FakeModel::End::Cut}) {
        world.model.end = end;
        const auto report = say("hi");
        EXPECT_EQ(report->reply, world.mentor.guided_words) << "no splice, nothing of the model";
        EXPECT_EQ(report->reason, FinishReason::Answered);
    }
}

TEST_F(Pipeline, LetsTheNextModelAnswerWhenTheFirstFailsBeforeAWord)
{
    world.backup.refuses = false;
    world.backup.pieces = {"Hello from the second."};
    world.model.refuses = true;
    EXPECT_EQ(say("hi")->reply, "Hello from the second.");
    world.model.refuses = false;
    world.model.pieces = {"held back and never"};
    for (const auto end : {FakeModel::End::Error, FakeModel::End::Cut}) {
        world.model.end = end;
        EXPECT_EQ(say("hi")->reply, "Hello from the second.") << "nothing of the first";
    }
    const auto usage = std::get<Done>(sink.events.back().event).usage;
    EXPECT_EQ(usage->completion_tokens, 10) << "both have to be paid";
    world.model.rests = true;
    world.model.refuses = true;
    ASSERT_TRUE(say("hi"));
    EXPECT_EQ(
        world.observer.models,
        (Names{
            "fake failed",
            "backup answered",
            "fake failed",
            "backup answered",
            "fake failed",
            "backup answered",
            "fake resting",
            "backup answered"
        })
    );
}

TEST_F(Pipeline, NeverAsksAnotherModelOnceAWordWasShown)
{
    world.backup.refuses = false;
    world.model.pieces = {"First clause. And then it"};
    for (const auto end : {FakeModel::End::Error, FakeModel::End::Cut, FakeModel::End::Refusal}) {
        world.model.end = end;
        EXPECT_TRUE(say("hi")->reply.starts_with("First clause. I "));
    }
    world.model.pieces = {"!block"};
    world.model.end = FakeModel::End::Stop;
    EXPECT_EQ(say("hi")->reply, "I lost my thread.");
    EXPECT_EQ(world.backup.calls, 0);
    EXPECT_EQ(
        world.observer.models, (Names{"fake broke", "fake broke", "fake refused", "fake replaced"})
    );
}

TEST_F(Pipeline, ShopsNoRefusalAroundAndShowsItToNoModelAgain)
{
    world.backup.refuses = false;
    world.model.end = FakeModel::End::Refusal;
    const auto report = say("a question that the vendor does not like");
    EXPECT_EQ(report->reply, world.mentor.guided_words);
    EXPECT_EQ(report->reason, FinishReason::ModelRefused);
    EXPECT_EQ(finish(), Finish::Complete);
    EXPECT_EQ(world.backup.calls, 0);

    world.model.end = FakeModel::End::Stop;
    world.model.pieces = {"Hello."};
    EXPECT_EQ(say("hi")->reply, "Hello.");
    ASSERT_EQ(world.model.last_request.messages.size(), 3U) << "instructions and the new message";
    EXPECT_EQ(say("and")->reply, "Hello.");
    EXPECT_EQ(world.model.last_request.messages.size(), 5U);
}

TEST_F(Pipeline, AsksOnlyModelsThatTheFamilyAllows)
{
    world.model.pieces = {"From elsewhere."};
    world.backup.pieces = {"From this server."};
    world.backup.refuses = false;
    auto parts = world.parts(true);
    parts.models.back().is_local = true;
    const TurnPipeline pipeline{std::move(parts)};
    auto request = world.request("my word is SECRET");
    request.speaker.may_reach = {};
    EXPECT_EQ(run_to_end(pipeline.run(std::move(request), sink, stop))->reply, "From this server.");
    EXPECT_EQ(world.model.calls, 0);
    const auto has_secret = [](const FakeModel& model) {
        return model.last_request.messages.back().content.contains("SECRET");
    };
    EXPECT_TRUE(has_secret(world.backup));
    world.backup.refuses = true;
    static_cast<void>(run_to_end(pipeline.run(world.request("my word is SECRET"), sink, stop)));
    EXPECT_FALSE(has_secret(world.model)) << "each model is asked as far as it is trusted";
}

TEST_F(Pipeline, StopsBetweenTwoModels)
{
    world.model.end = FakeModel::End::Error;
    world.observer.on_model = [this] { stop.stop(FinishReason::ReadersLeft); };
    ASSERT_TRUE(say("hi"));
    EXPECT_EQ(world.backup.calls, 0);
    EXPECT_EQ(world.observer.models, (Names{"fake failed", "backup stopped"}));
}

TEST_F(Pipeline, SaysOnceADayAndKindlyThatTheModelIsUsedUp)
{
    world.model.is_used_up = true;
    const auto parts = world.parts(true);
    const TurnPipeline pipeline{parts};
    const auto say_here = [&](std::string text) {
        sink.events.clear();
        return run_to_end(pipeline.run(world.request(std::move(text)), sink, stop));
    };
    EXPECT_EQ(say_here("!lonely")->reply, world.mentor.guided_words) << "comfort comes first";
    const auto first = say_here("hi");
    EXPECT_EQ(first->reply, std::string{limit_words("en")} + "\n\n" + world.mentor.guided_words);
    EXPECT_EQ(first->reason, FinishReason::Answered);
    EXPECT_EQ(finish(), Finish::Complete);
    EXPECT_EQ(say_here("still here")->reply, world.mentor.guided_words);
    world.clock.advance(std::chrono::hours{24});
    EXPECT_TRUE(say_here("good morning")->reply.starts_with(limit_words("en")));
}

TEST_F(Pipeline, SaysItAnotherTimeWhenTheGuardRefusedTheWordsToday)
{
    world.model.is_used_up = true;
    bool is_strict = true;
    auto parts = world.parts(true);
    parts.judge = [&](const auto& message, const auto& before, auto& after) {
        auto seen = judge_by_marks(message, before, after);
        if (is_strict && message.direction == safety::Direction::Output)
            seen.action = safety::Action::Block;
        return seen;
    };
    const TurnPipeline pipeline{parts};
    const auto say_here = [&] {
        return run_to_end(pipeline.run(world.request("hi"), sink, stop))->reply;
    };
    EXPECT_FALSE(say_here().contains(limit_words("en")));
    is_strict = false;
    EXPECT_TRUE(say_here().starts_with(limit_words("en")));
    EXPECT_FALSE(say_here().contains(limit_words("en")));
}

TEST_F(Pipeline, GivesAMessageThatIsTooLongForTheWindowToTheNextVoice)
{
    auto parts = world.parts(true);
    parts.models.front().window = {.context = 1024, .answer = 400};
    const TurnPipeline pipeline{parts};
    const auto say_here = [&](std::string text) {
        return run_to_end(pipeline.run(world.request(std::move(text)), sink, stop))->reply;
    };
    EXPECT_EQ(say_here(std::string(1500, 'x')), world.mentor.guided_words);
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_EQ(world.observer.models, (Names{"fake too_long", "backup failed"}));
    world.model.pieces = {"Hello."};
    EXPECT_EQ(say_here("hi"), "Hello.") << "and the long one is left out of what it is sent";
    EXPECT_EQ(world.model.last_request.messages.size(), 3U);
    EXPECT_EQ(world.model.last_request.max_tokens, 400);
}

TEST_F(Pipeline, TellsTheModelInShortWhatIsNotSentAnyMore)
{
    world.model.pieces = {"Hello."};
    const auto instructions = [this] {
        const auto& messages = world.model.last_request.messages;
        return messages.at(messages.size() - 2).content;
    };
    for (int turn = 0; turn < 4; ++turn) ASSERT_TRUE(say("about " + std::to_string(turn)));
    EXPECT_FALSE(instructions().contains("earlier_talk"));
    ASSERT_TRUE(say("!redirect"));
    for (int turn = 0; turn < 4; ++turn) ASSERT_TRUE(say("more"));
    EXPECT_TRUE(instructions().contains("school (4 messages). Mood")) << instructions();
    EXPECT_FALSE(instructions().contains("about")) << "none of the words";
}

TEST_F(Pipeline, TakesALedgerThatCannotBeWrittenForNoSilenceOfTheModels)
{
    world.model.is_unbooked = true;
    ASSERT_TRUE(say("hi"));
    EXPECT_EQ(world.observer.models, (Names{"fake unbooked", "backup failed"}));
}

TEST_F(Pipeline, LetsACheaperModelAnswerWhenTheFirstMayCostNoMore)
{
    world.model.is_used_up = true;
    world.backup.refuses = false;
    world.backup.pieces = {"Hello from the second."};
    EXPECT_EQ(say("hi")->reply, "Hello from the second.") << "and no word of budgets";
    EXPECT_EQ(world.observer.models, (Names{"fake over_budget", "backup answered"}));
    world.backup.end = FakeModel::End::Refusal;
    world.backup.pieces = {};
    EXPECT_EQ(say("hi")->reply, world.mentor.guided_words) << "asked, and it would not";
}

TEST_F(Pipeline, SaysNothingOfBudgetsToAGuest)
{
    world.model.is_used_up = true;
    const TurnPipeline pipeline{world.parts(true)};
    auto request = world.request("hi");
    request.speaker.child = {.family = {}, .child = ChildId{"key 1"}};
    request.conversation = ConversationId{"guest's"};
    static_cast<void>(run_to_end(
        world.store.start(request.speaker.child, request.conversation, world.clock.now())
    ));
    const auto report = run_to_end(pipeline.run(std::move(request), sink, stop));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reply, world.mentor.guided_words);
    EXPECT_TRUE(world.model.last_request.account.family.empty());
}

TEST_F(Pipeline, AsksNoModelAndNoLedgerInACrisis)
{
    world.model.is_used_up = true;
    EXPECT_EQ(say("!escalate")->reason, FinishReason::CrisisAnswered);
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(Pipeline, TellsTheModelOnWhoseAccountItIsAsked)
{
    ASSERT_TRUE(say("hello"));
    EXPECT_EQ(world.model.last_request.account.family, world.child.family);
    EXPECT_EQ(world.model.last_request.account.time_zone, "UTC");
}

TEST_F(Pipeline, EndsKindlyWhenTheModelBreaksAfterWords)
{
    world.model.pieces = {"First clause. And then it"};
    for (const auto end : {FakeModel::End::Error, FakeModel::End::Cut}) {
        world.model.end = end;
        const auto report = say("hi");
        EXPECT_EQ(report->reply, "First clause. I have to stop here.");
        EXPECT_EQ(finish(), Finish::Interrupted);
    }
}

TEST_F(Pipeline, ReplacesTheRestWhenAClauseIsRefused)
{
    world.model.pieces = {"Good start.", " Then !block this.", " And more."};
    const auto report = say("hi");
    EXPECT_EQ(report->reply, "Good start. I lost my thread.");
    EXPECT_EQ(finish(), Finish::Replaced);
    EXPECT_EQ(world.store.safety_events.at(0).kind, "output_stopped");
}

TEST_F(Pipeline, FailsClosedWhenAClauseCannotBeJudged)
{
    world.model.pieces = {"Good start.", " Then !throw this."};
    const auto report = say("hi");
    EXPECT_EQ(report->reply, "Good start. I cannot answer right now.");
    EXPECT_EQ(world.store.safety_events.at(0).kind, "output_not_judged");
}

TEST_F(Pipeline, StopsASilentModelAtOnceAndKeepsWhatWasShown)
{
    world.model.pieces = {"First clause. Then"};
    world.model.end = FakeModel::End::Silence;
    sink.on_event = [this](const NumberedEvent& event) {
        if (std::holds_alternative<Delta>(event.event)) stop.stop(FinishReason::StoppedByChild);
    };
    const auto report = say("hi");
    EXPECT_EQ(report->reply, "First clause.");
    EXPECT_EQ(finish(), Finish::Stopped);
}

TEST_F(Pipeline, CancelsAModelThatIsWaitedFor)
{
    world.model.end = FakeModel::End::Silence;
    asio::io_context loop{1};
    const TurnPipeline pipeline{world.parts(true)};
    auto result =
        asio::co_spawn(loop, pipeline.run(world.request("hi"), sink, stop), asio::use_future);
    loop.poll();
    EXPECT_EQ(sink.names().back(), "advisor");
    stop.stop(FinishReason::ServerClosing);
    loop.restart();
    loop.run();
    EXPECT_EQ(result.get()->reply, "I have to stop here.");
    EXPECT_EQ(finish(), Finish::Interrupted);
}

TEST_F(Pipeline, GivesTheSameTurnForTheSameKey)
{
    ASSERT_TRUE(say("hi"));
    auto again = world.request("hi");
    again.idempotency_key = "key-1";
    const auto report = ask(std::move(again));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->repeated);
    EXPECT_EQ(report->turn, TurnId{"turn-1"});
    EXPECT_TRUE(sink.events.empty());
}

TEST_F(Pipeline, ReadsTheConversationAgainWhenAnotherMessageCameBetween)
{
    const TurnPipeline other{world.parts(false)};
    bool once = false;
    world.store.before_begin = [&] {
        if (std::exchange(once, true)) return;
        ListSink elsewhere;
        StopSignal never;
        const auto report = run_to_end(other.run(world.request("!escalate"), elsewhere, never));
        ASSERT_TRUE(report);
    };
    const auto report = say("hello");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reason, FinishReason::CrisisAnswered) << "judged in the light of the other";
}

TEST_F(Pipeline, RefusesAnUnknownConversationWithoutATrace)
{
    auto request = world.request("hi");
    request.conversation = ConversationId{"somebody else's"};
    const auto report = ask(std::move(request));
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::NotFound);
    EXPECT_TRUE(sink.events.empty());
}

TEST_F(Pipeline, HidesWhatAChildGivesAwayFromAModelElsewhere)
{
    ASSERT_TRUE(say("my code is SECRET ok"));
    EXPECT_EQ(
        world.model.last_request.messages.back().content,
        advisors::Mentor::fenced("my code is […] ok")
    );
    ASSERT_TRUE(say("and now"));
    for (const auto& message : world.model.last_request.messages)
        EXPECT_FALSE(message.content.contains("SECRET"));
}

TEST_F(Pipeline, ClosesTurnsThatAStoppedServerLeftOpen)
{
    NewTurn open{
        .ref = {.family = world.child.family, .turn = TurnId{"open"}, .child = world.child.child},
        .conversation = world.conversation,
        .child = world.child.child,
        .idempotency_key = "key-open",
        .text = "hi",
        .locale = "en",
        .at = world.clock.now()
    };
    ASSERT_TRUE(run_to_end(world.store.begin_turn(open)));
    const TurnPipeline pipeline{world.parts(false)};
    EXPECT_EQ(run_to_end(pipeline.close_open_turns()), 1U);
    EXPECT_EQ(run_to_end(pipeline.close_open_turns()), 0U);
    const auto page =
        run_to_end(world.store.events_after(world.child, world.conversation, TurnId{"open"}, 0));
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->ended);
    EXPECT_EQ(reply_of(page->events), "I have to stop here.");
    EXPECT_EQ(std::get<Done>(page->events.back().event).finish, Finish::Interrupted);
}

class JudgedPipeline : public Pipeline {
protected:
    JudgedPipeline() { world.with_judge = true; }
    [[nodiscard]] const FakeConversationStore::StoredTurn& stored(const std::string& turn)
    {
        return *world.store.find(TurnId{turn});
    }
};

TEST_F(JudgedPipeline, CommitsTheRaisedAssessmentBeforeTheFirstEvent)
{
    world.judge_model.severity = "high";
    world.judge_model.category = "self_harm";
    sink.on_event = [this](const NumberedEvent& event) {
        if (event.number != 1) return;
        const auto& turn = stored("turn-1");
        EXPECT_TRUE(turn.begun.assessment.contains(R"("action":"escalate")"));
        EXPECT_TRUE(turn.begun.assessment.contains(R"("source":"judge")"));
        EXPECT_TRUE(turn.begun.alert.has_value());
        EXPECT_EQ(turn.begun.risk_after.bytes, "raised");
    };
    const auto report = say("!grey");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reason, FinishReason::CrisisAnswered);
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_EQ(world.alerts.size(), 1U);
    ASSERT_EQ(world.judge_observer.raises.size(), 1U);
    EXPECT_EQ(world.judge_observer.raises[0].first, safety::Action::Allow);
    EXPECT_EQ(world.judge_observer.raises[0].second, safety::Action::Escalate);
}

TEST_F(JudgedPipeline, ProtectsATurnThatTheJudgeTakesForAbuse)
{
    world.judge_model.severity = "high";
    world.judge_model.category = "abuse";
    ASSERT_TRUE(say("!grey"));
    EXPECT_TRUE(stored("turn-1").begun.ref.is_protected);
    EXPECT_FALSE(world.alerts.at(0).guardian_may_know);
}

TEST_F(JudgedPipeline, RefusesWhatTheJudgeRefuses)
{
    world.judge_model.severity = "medium";
    world.judge_model.category = "hate";
    ASSERT_TRUE(say("!grey"));
    EXPECT_EQ(finish(), Finish::Replaced);
    EXPECT_EQ(world.model.calls, 0);
}

TEST_F(JudgedPipeline, AsksOnlyInTheGreyZone)
{
    for (const auto* text : {"hello", "!redirect", "!escalate", "!unavailable", "!throw"})
        ASSERT_TRUE(say(text));
    EXPECT_TRUE(world.judge_observer.calls.empty());
    ASSERT_TRUE(say("!grey"));
    EXPECT_EQ(world.judge_observer.calls.size(), 1U);
}

TEST_F(JudgedPipeline, LowersNothingWhenTheJudgeSeesNothing)
{
    ASSERT_TRUE(say("!grey !redirect"));
    EXPECT_EQ(world.judge_observer.outcomes(), std::vector{JudgeOutcome::Answered});
    EXPECT_EQ(finish(), Finish::Replaced);
    EXPECT_TRUE(stored("turn-1").begun.assessment.contains(R"("action":"redirect")"));
    EXPECT_TRUE(world.judge_observer.raises.empty());
}

TEST_F(JudgedPipeline, GoesOnAsBeforeWhenTheJudgeIsSilent)
{
    world.judge_model.is_silent = true;
    world.model.pieces = {"Hello there."};
    const auto report = say("!grey");
    EXPECT_EQ(report->reply, "Hello there.");
    EXPECT_EQ(report->reason, FinishReason::Answered);
    EXPECT_EQ(world.judge_observer.outcomes(), std::vector{JudgeOutcome::TimedOut});
}

TEST_F(JudgedPipeline, AsksOnceWhenAnotherMessageComesInBetween)
{
    world.judge_model.severity = "high";
    world.judge_model.category = "self_harm";
    bool is_first = true;
    world.judge_model.on_start = [&] {
        if (!std::exchange(is_first, false)) return;
        const NewTurn other{
            .ref =
                {.family = world.child.family, .turn = TurnId{"other"}, .child = world.child.child},
            .conversation = world.conversation,
            .child = world.child.child,
            .idempotency_key = "other",
            .text = "hi"
        };
        ASSERT_TRUE(run_to_end(world.store.begin_turn(other)));
    };
    ASSERT_TRUE(say("!grey"));
    EXPECT_EQ(world.judge_model.requests.size(), 1U);
    EXPECT_TRUE(stored("turn-1").begun.assessment.contains(R"("action":"escalate")"));
    EXPECT_EQ(world.judge_observer.raises.size(), 1U);
}

TEST_F(JudgedPipeline, BuysNoCallsForAChildThatWritesTooFast)
{
    auto request = world.request("!grey");
    request.over_chat_limit = true;
    ASSERT_TRUE(ask(std::move(request)));
    EXPECT_EQ(world.judge_observer.outcomes(), std::vector{JudgeOutcome::OverLimit});
    EXPECT_TRUE(world.judge_model.requests.empty());
}

TEST_F(JudgedPipeline, AsksNoJudgeElsewhereWhenTheFamilyAllowsNone)
{
    auto request = world.request("!grey");
    request.speaker.may_reach = {};
    ASSERT_TRUE(ask(std::move(request)));
    EXPECT_EQ(world.judge_observer.outcomes(), std::vector{JudgeOutcome::NotAllowed});
    EXPECT_TRUE(world.judge_model.requests.empty());
}

/// Notices of the turn that say that adults were told of the days.
std::vector<std::string> told_in(const ListSink& sink)
{
    std::vector<std::string> out;
    for (const auto& event : sink.events)
        if (const auto* notice = std::get_if<Notice>(&event.event);
            notice != nullptr && notice->kind == NoticeKind::Told)
            out.push_back(notice->text);
    return out;
}

class PipelineOverDays : public Pipeline {
protected:
    /// One message a day, until an alert is raised; how many days it took, 0: none was.
    int say_daily(const std::string& text, int days)
    {
        for (int day = 1; day <= days; ++day, world.clock.advance(std::chrono::hours{24})) {
            const auto before = world.alerts.size();
            EXPECT_TRUE(say(text));
            if (world.alerts.size() > before) return day;
        }
        return 0;
    }
    void open_another_conversation()
    {
        world.conversation = ConversationId{"another at turn " + std::to_string(world.turns)};
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
    }
};

TEST_F(PipelineOverDays, TellGuardianAndChildOfDaysThatGrewHeavy)
{
    EXPECT_EQ(say_daily("we played football", 12), 0);
    EXPECT_GE(say_daily("nobody talks to me !lonely", 8), 3);
    ASSERT_EQ(world.alerts.size(), 1U);
    EXPECT_TRUE(world.alerts.back().guardian_may_know);
    ASSERT_EQ(world.store.alerts_of_days.size(), 1U);
    EXPECT_EQ(world.store.alerts_of_days.back().facts.sources, Names{"days:heaviness"});
    EXPECT_FALSE(world.store.find(sink_turn())->begun.ref.is_protected);
    ASSERT_EQ(told_in(sink).size(), 1U);
    EXPECT_EQ(sink.names().back(), "done");
    EXPECT_EQ(world.store.find(sink_turn())->events.size(), sink.events.size());
    EXPECT_EQ(say_daily("nobody talks to me !lonely", 7), 0) << "once";
    EXPECT_TRUE(told_in(sink).empty());
}

TEST_F(PipelineOverDays, LookCloselyAtAChildWhoseDaysGrewHeavy)
{
    static_cast<void>(say_daily("!lonely", 8));
    world.clock.advance(std::chrono::hours{24});
    auto parts = world.parts(false);
    auto attention = safety::Attention::Usual;
    parts.judge = [&attention](const auto& message, const auto& before, auto& after) {
        if (message.direction == safety::Direction::Input) attention = message.attention;
        return judge_by_marks(message, before, after);
    };
    const TurnPipeline pipeline{parts};
    ASSERT_TRUE(run_to_end(pipeline.run(world.request("hi"), sink, stop)));
    EXPECT_EQ(attention, safety::Attention::Watchful);
}

TEST_F(PipelineOverDays, CommitWithTheAlertWhatTheChildIsToldOfIt)
{
    std::vector<std::size_t> stored_at_first_event;
    sink.on_event = [&](const NumberedEvent& event) {
        if (event.number == 1)
            stored_at_first_event.push_back(world.store.find(sink_turn())->events.size());
    };
    EXPECT_GT(say_daily("!lonely", 8), 0);
    ASSERT_EQ(world.alerts.size(), 1U);
    EXPECT_EQ(stored_at_first_event.back(), 2U) << "a server killed here has told the child";
    EXPECT_EQ(stored_at_first_event.front(), 1U);
    EXPECT_EQ(sink.names().at(1), "notice");
    for (std::size_t index = 0; index < sink.events.size(); ++index)
        EXPECT_EQ(sink.events.at(index).number, static_cast<int>(index) + 1);
}

TEST_F(PipelineOverDays, TellNoGuardianAfterAProtectedTurn)
{
    ASSERT_TRUE(say("!protect"));
    world.alerts.clear();
    open_another_conversation();
    EXPECT_GT(say_daily("!lonely", 8), 0);
    ASSERT_EQ(world.alerts.size(), 1U);
    EXPECT_FALSE(world.alerts.back().guardian_may_know);
    const auto& alert = world.store.alerts_of_days.back();
    EXPECT_TRUE(alert.facts.notify.protects());
    EXPECT_TRUE(alert.told.trusted_adult);
    EXPECT_EQ(told_in(sink).size(), 1U) << "the trusted adult was told, and the child hears it";
    EXPECT_TRUE(world.store.find(sink_turn())->begun.ref.is_protected)
        << "what the child was told must not be on a guardian's page";
    EXPECT_TRUE(world.store.find(sink_turn())->finished->ref.is_protected);
}

TEST_F(PipelineOverDays, TellNoGuardianOfADangerInAnotherConversationEither)
{
    ASSERT_TRUE(say("!protect"));
    world.clock.advance(std::chrono::hours{24} * 60);
    open_another_conversation();
    auto request = world.request("!escalate");
    request.speaker.alert_mails = {
        {.to = "guardian@example.org", .reader = notify::AlertReader::Guardian},
        {.to = "aunt@example.org", .reader = notify::AlertReader::TrustedAdult}
    };
    ASSERT_TRUE(ask(std::move(request)));
    EXPECT_FALSE(world.alerts.back().guardian_may_know);
    const auto& begun = world.store.find(sink_turn())->begun;
    EXPECT_TRUE(begun.ref.is_protected);
    EXPECT_EQ(begun.alert->facts.category, safety::Category::SelfHarm);
    EXPECT_EQ(begun.alert->facts.sources, Names{"guard"});
    EXPECT_TRUE(begun.alert->told.trusted_adult);
    ASSERT_EQ(begun.alert->mails.size(), 1U);
    EXPECT_EQ(begun.alert->mails[0].to, "aunt@example.org");
    EXPECT_FALSE(world.mentor.told.guardian) << "and the child hears just that";

    world.clock.advance(std::chrono::hours{24} * 32);
    open_another_conversation();
    ASSERT_TRUE(say("!escalate"));
    EXPECT_TRUE(world.alerts.back().guardian_may_know) << "ninety days have passed";
}

TEST_F(PipelineOverDays, RouteAnewWhenAnotherConversationShutTheGuardianOutMeanwhile)
{
    const auto here = world.conversation;
    bool came_in_between = false;
    world.store.before_begin = [&] {
        if (std::exchange(came_in_between, true)) return;
        open_another_conversation();
        ASSERT_TRUE(say("!protect"));
        world.conversation = here;
    };
    auto request = world.request("!escalate");
    const auto turn = request.turn;
    ListSink other_sink;
    const TurnPipeline pipeline{world.parts(false)};
    ASSERT_TRUE(run_to_end(pipeline.run(std::move(request), other_sink, stop)));
    EXPECT_TRUE(world.store.find(turn)->begun.ref.is_protected);
    EXPECT_FALSE(world.alerts.back().guardian_may_know);
}

TEST_F(PipelineOverDays, CountAMessageOnceThatHadToBeReadAgain)
{
    bool came_in_between = false;
    world.store.before_begin = [&] {
        if (std::exchange(came_in_between, true)) return;
        ASSERT_TRUE(say("hello"));
    };
    const auto own = world.request("!lonely");
    ListSink other_sink;
    const TurnPipeline pipeline{world.parts(false)};
    ASSERT_TRUE(run_to_end(pipeline.run(own, other_sink, stop)));
    const auto& days = world.store.days.at(world.child.child);
    const auto lived = safety::Trajectory::restored(days.course, {}).days();
    ASSERT_EQ(lived.size(), 1U);
    // Two messages, one of them lonely: its mood and the other's share the day.
    EXPECT_GT(lived.front().level.front(), 0.3);
    EXPECT_LT(lived.front().level.front(), 0.6);
}

}  // namespace
}  // namespace buddy::conversation
