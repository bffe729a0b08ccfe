// Fakes for tests of a turn: a judge that reads markers, a mentor of few words, a model that follows a
// script.
#pragma once

#include "conversation/fake_conversation_store.hpp"
#include "conversation/fake_summary_store.hpp"
#include "conversation/speakers.hpp"
#include "conversation/turn_pipeline.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::conversation {

/// Decides by words in the text: "!escalate", "!protect", "!redirect", "!block", "!unavailable",
/// "!throw", "!grey" (allowed, with a score of a half), "!lonely" (supported, nobody is told).
/// Everything else is allowed.
inline safety::Assessment judge_by_marks(
    const safety::Message& message, const safety::RiskState& before, safety::RiskState& after
)
{
    const auto says = [&message](std::string_view mark) { return message.text.contains(mark); };
    after = before;
    if (says("!throw")) throw std::runtime_error{"judge broke"};
    if (says("!unavailable")) return safety::Assessment{};
    safety::Assessment assessment;
    assessment.available = true;
    assessment.action = safety::Action::Allow;
    if (says("!grey")) assessment.score = 0.5;
    if (says("!lonely")) {
        assessment.action = safety::Action::Support;
        assessment.primary = safety::Category::Distress;
        assessment.probability.at(static_cast<std::size_t>(safety::Category::Distress)) = 0.7;
    }
    if (says("!redirect")) assessment.action = safety::Action::Redirect;
    if (says("!block")) assessment.action = safety::Action::Block;
    if (says("!escalate") || says("!protect")) {
        assessment.action = safety::Action::Escalate;
        assessment.severity = safety::Severity::Critical;
        assessment.primary =
            says("!protect") ? safety::Category::Abuse : safety::Category::SelfHarm;
        assessment.notify = {
            .guardian = !says("!protect"), .trusted_adult = says("!protect"), .moderator = true
        };
        if (message.direction == safety::Direction::Input) after.bytes = "crisis";
    }
    if (const auto at = message.text.find("SECRET"); at != std::string_view::npos)
        assessment.evidence.push_back(
            {.category = safety::Category::PersonalInfo,
             .source = "rule:pi.test",
             .begin = at,
             .end = at + 6}
        );
    return assessment;
}

/// Does what the opinion says: abuse protects, a high severity escalates, all else is redirected.
inline safety::Assessment raise_as_asked(
    const safety::Message& /*message*/,
    safety::Assessment standing,
    const safety::Opinion& opinion,
    safety::RiskState& after
)
{
    if (!opinion.sees_risk) return standing;
    const bool is_high = opinion.severity >= safety::Severity::High;
    standing.action = is_high ? safety::Action::Escalate : safety::Action::Redirect;
    standing.severity = opinion.severity;
    standing.primary = opinion.categories.front();
    const bool is_abuse = standing.primary == safety::Category::Abuse;
    if (is_high) standing.notify = {.guardian = !is_abuse, .moderator = true};
    standing.evidence.push_back({.category = *standing.primary, .source = "judge"});
    after.bytes = "raised";
    return standing;
}

/// Keeps what it is told about the judge.
class ListJudgeObserver final : public JudgeObserver {
public:
    void asked(const JudgeCall& call) override { calls.push_back(call); }
    void raised(safety::Action from, safety::Action to) override { raises.emplace_back(from, to); }
    [[nodiscard]] std::vector<JudgeOutcome> outcomes() const
    {
        std::vector<JudgeOutcome> out;
        for (const auto& call : calls) out.push_back(call.outcome);
        return out;
    }
    std::vector<JudgeCall> calls;
    std::vector<std::pair<safety::Action, safety::Action>> raises;
};

/// A judge's model that gives one verdict, in the shape it was asked for.
class FakeJudge final : public llm::ModelProvider {
public:
    std::string severity = "none";
    std::string category = "none";
    std::optional<std::string> answer;  ///< Said instead of a verdict.
    std::function<void()> on_start;
    bool is_silent = false;
    std::vector<llm::ChatRequest> requests;

    [[nodiscard]] std::string_view name() const override { return "judge"; }
    [[nodiscard]] std::string_view model() const override { return "verdicts"; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest request) override
    {
        requests.push_back(std::move(request));
        if (on_start) on_start();
        if (is_silent) {
            asio::steady_timer never{co_await asio::this_coro::executor, std::chrono::hours{1}};
            co_await never.async_wait(asio::use_awaitable);
        }
        co_return std::unique_ptr<llm::TokenStream>{
            std::make_unique<Stream>(answer ? *answer : verdict())
        };
    }
    /// The ticket of the last question.
    [[nodiscard]] std::string ticket() const
    {
        constexpr std::string_view mark = R"({"ticket":")";
        const auto& text = requests.back().messages.back().content;
        const auto begin = text.rfind(mark) + mark.size();
        return text.substr(begin, text.find('"', begin) - begin);
    }

private:
    [[nodiscard]] std::string verdict() const
    {
        return R"({"ticket":")" + ticket() + R"(","severity":")" + severity + R"(","category":")" +
               category + R"("})";
    }
    class Stream final : public llm::TokenStream {
    public:
        explicit Stream(std::string text) : text_{std::move(text)} {}
        Task<Result<std::optional<std::string>>> next() override
        {
            co_return std::exchange(text_, {});
        }
        [[nodiscard]] llm::Finish finish() const override { return llm::Finish::Stop; }
        [[nodiscard]] llm::Usage usage() const override
        {
            return {.prompt_tokens = 700, .completion_tokens = 20};
        }

    private:
        std::optional<std::string> text_;
    };
};

/// Keeps what it is told about notes.
class ListSupporterObserver final : public SupporterObserver {
public:
    void noted(const NoteCall& call) override { calls.push_back(call); }
    void waited(std::chrono::steady_clock::duration /*time*/) override { ++waits; }
    [[nodiscard]] std::vector<NoteOutcome> outcomes() const
    {
        std::vector<NoteOutcome> out;
        for (const auto& call : calls) out.push_back(call.outcome);
        return out;
    }
    std::vector<NoteCall> calls;
    int waits = 0;
};

/// Keeps what it is told about summaries.
class ListSummaryObserver final : public SummaryObserver {
public:
    void summed_up(const SummaryCall& call) override { calls.push_back(call); }
    std::vector<SummaryCall> calls;
};

/// A supporter's model: gives one note, or keeps silent.
class FakeSupporter final : public llm::ModelProvider {
public:
    std::optional<std::string> answer = "Ask what they tried.";
    std::function<void()> on_start;
    bool is_silent = false;
    int running = 0;  ///< Calls that wait in silence.
    int running_at_most = 0;
    std::vector<llm::ChatRequest> requests;

    [[nodiscard]] std::string_view name() const override { return "supporter"; }
    [[nodiscard]] std::string_view model() const override { return "notes"; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest request) override
    {
        requests.push_back(std::move(request));
        if (on_start) on_start();
        if (is_silent) {
            const Running here{*this};
            asio::steady_timer never{co_await asio::this_coro::executor, std::chrono::hours{1}};
            co_await never.async_wait(asio::use_awaitable);
        }
        co_return std::unique_ptr<llm::TokenStream>{std::make_unique<Stream>(answer)};
    }

private:
    class Running {
    public:
        explicit Running(FakeSupporter& of) : of_{of}
        {
            of_.running_at_most = std::max(of_.running_at_most, ++of_.running);
        }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        Running(Running&&) = delete;
        Running& operator=(Running&&) = delete;
        ~Running() { --of_.running; }

    private:
        FakeSupporter& of_;
    };
    class Stream final : public llm::TokenStream {
    public:
        explicit Stream(std::optional<std::string> text) : text_{std::move(text)} {}
        Task<Result<std::optional<std::string>>> next() override
        {
            co_return std::exchange(text_, {});
        }
        [[nodiscard]] llm::Finish finish() const override { return llm::Finish::Stop; }
        [[nodiscard]] llm::Usage usage() const override
        {
            return {.prompt_tokens = 300, .completion_tokens = 12};
        }

    private:
        std::optional<std::string> text_;
    };
};

class FakeMentor final : public MentorVoice {
public:
    std::string guided_words = "I am listening. Tell me more.";
    mutable safety::Notify told;
    bool is_broken = false;  ///< Throws when the guided mentor should speak.
    advisors::Advisor lead = advisors::Advisor::Listener;
    std::vector<advisors::Advisor> supporters;
    std::string prompt = "You are kind.";
    std::optional<advisors::Critics> critics;  ///< None: nothing is criticised.
    /// Set: the crisis path leaves every turn to the mentor, with this after the answer.
    std::optional<std::string> beside;

    [[nodiscard]] advisors::Choice choose(const advisors::TurnView& /*turn*/) const override
    {
        return {.lead = lead, .supporters = supporters, .topic = "school", .reason = "It fits."};
    }
    [[nodiscard]] bool may_take_up(
        const advisors::TurnView& turn, const advisors::Choice& /*choice*/
    ) const override
    {
        return turn.manner.persona != advisors::Persona::Tutor || turn.text.contains("fractions");
    }
    [[nodiscard]] advisors::PreparedReply guided_reply(
        const advisors::TurnView& /*turn*/,
        const advisors::Choice& /*choice*/,
        std::string_view state
    ) const override
    {
        if (is_broken) throw std::runtime_error{"mentor broke"};
        return {.text = guided_words, .state = std::string{state} + "g", .suggestions = {"Okay"}};
    }
    [[nodiscard]] advisors::PreparedReply crisis_reply(
        const advisors::TurnView& /*turn*/,
        std::string_view state,
        std::span<const advisors::HelpLine> /*lines*/,
        safety::Notify will_be_told
    ) const override
    {
        told = will_be_told;
        if (beside)
            return {.state = std::string{state} + "open", .hands_over = true, .beside = *beside};
        return {
            .text = "I am glad you told me. Are you safe?", .state = std::string{state} + "open"
        };
    }
    [[nodiscard]] bool in_crisis(std::string_view crisis_state) const override
    {
        return !crisis_state.empty();
    }
    [[nodiscard]] advisors::PreparedReply kind_words(
        const advisors::TurnView& /*turn*/, advisors::Mentor::Kindness kind
    ) const override
    {
        using Kindness = advisors::Mentor::Kindness;
        switch (kind) {
            case Kindness::Redirect: return {.text = "Let us do something else."};
            case Kindness::Block: return {.text = "I cannot help with that."};
            case Kindness::CannotJudge: return {.text = "I cannot answer right now."};
            case Kindness::OutputStopped: return {.text = "I lost my thread."};
            case Kindness::Interrupted: return {.text = "I have to stop here."};
            case Kindness::TooFast: return {.text = "Slow down a little."};
            case Kindness::BeyondTutor: return {.text = "That is for people."};
        }
        return {};
    }
    [[nodiscard]] advisors::SystemPrompt system_prompt(
        const advisors::TurnView& /*turn*/, const advisors::Choice& /*choice*/
    ) const override
    {
        return {.shared = prompt, .of_turn = "Listen now."};
    }
    [[nodiscard]] advisors::SystemPrompt note_prompt(
        const advisors::TurnView& /*turn*/,
        const advisors::Choice& /*choice*/,
        advisors::Advisor supporter
    ) const override
    {
        return {
            .shared = "Write a note.",
            .of_turn = "As the " + std::string{advisors::id_of(supporter)} + "."
        };
    }
    [[nodiscard]] std::string_view about_notes() const override { return "Mind the notes."; }
    [[nodiscard]] std::string summary_prompt(safety::AgeBand /*age_band*/) const override
    {
        return "Sum it up.";
    }
    [[nodiscard]] advisors::Review review(
        const advisors::TurnView& turn, const advisors::Choice& choice
    ) const override
    {
        return critics ? critics->review(critics->setting_for(turn, choice, turn.leans_on_buddy))
                       : advisors::Review{};
    }
};

/// A model that says its pieces, then ends, breaks or falls silent.
class FakeModel final : public llm::ModelProvider {
public:
    enum class End : std::uint8_t { Stop, Cut, Error, Silence, Refusal };
    explicit FakeModel(std::string name = "fake") : name_{std::move(name)} {}
    bool refuses = false;
    bool is_used_up = false;   ///< A budget is: refused without being asked.
    bool is_unbooked = false;  ///< The ledger is away: likewise.
    bool rests = false;
    std::vector<std::string> pieces;
    End end = End::Stop;
    int calls = 0;
    llm::ChatRequest last_request;

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::string_view model() const override { return "scripted"; }
    [[nodiscard]] bool is_resting() const override { return rests; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest request) override
    {
        ++calls;
        last_request = std::move(request);
        if (refuses) co_return failed(ErrorCode::Unavailable, "refused");
        if (is_unbooked) co_return failed(ErrorCode::Conflict, "the ledger cannot be asked");
        if (is_used_up) co_return failed(ErrorCode::NotAllowed, "a budget is used up");
        co_return std::unique_ptr<llm::TokenStream>{std::make_unique<Stream>(*this)};
    }

private:
    class Stream final : public llm::TokenStream {
    public:
        explicit Stream(const FakeModel& model)
            : pieces_{model.pieces.begin(), model.pieces.end()}, end_{model.end}
        {
        }
        Task<Result<std::optional<std::string>>> next() override
        {
            if (!pieces_.empty()) {
                auto piece = std::move(pieces_.front());
                pieces_.pop_front();
                co_return std::optional{std::move(piece)};
            }
            if (end_ == End::Error) co_return failed(ErrorCode::Unavailable, "cut");
            if (end_ == End::Silence) {
                asio::steady_timer never{co_await asio::this_coro::executor, std::chrono::hours{1}};
                co_await never.async_wait(asio::use_awaitable);
            }
            co_return std::optional<std::string>{};
        }
        [[nodiscard]] llm::Finish finish() const override
        {
            return end_ == End::Cut       ? llm::Finish::Truncated
                   : end_ == End::Refusal ? llm::Finish::Filtered
                                          : llm::Finish::Stop;
        }
        [[nodiscard]] llm::Usage usage() const override
        {
            return {.prompt_tokens = 10, .completion_tokens = 5};
        }

    private:
        std::deque<std::string> pieces_;
        End end_;
    };
    std::string name_;
};

class CountingObserver final : public TurnObserver {
public:
    void step_ended(std::string_view step, std::chrono::nanoseconds /*took*/) override
    {
        names.emplace_back(step);
    }
    void message_assessed(safety::Action /*action*/, bool available) override
    {
        if (!available) ++unavailable;
    }
    void days_were_damaged() override { ++damaged_days; }
    void model_asked(const ModelCall& call) override
    {
        models.emplace_back(
            std::string{call.provider->name()} + " " + std::string{id_of(call.outcome)}
        );
        if (on_model) on_model();
    }
    void criticised(const advisors::Criticism& criticism) override
    {
        criticisms.push_back(
            std::string{id_of(criticism.critic)} + " " + std::string{id_of(criticism.remark)}
        );
    }
    void turn_ended(FinishReason reason, std::string_view /*voice*/) override
    {
        reasons.push_back(reason);
    }
    std::vector<std::string> criticisms;  ///< "flattery stopped" …
    std::vector<std::string> names;
    std::vector<std::string> models;  ///< "fake answered", "backup failed" …
    std::function<void()> on_model;
    std::vector<FinishReason> reasons;
    int unavailable = 0;
    int damaged_days = 0;
};

/// Keeps every event; a test may act on each.
class ListSink final : public TurnSink {
public:
    void publish(const NumberedEvent& event) override
    {
        events.push_back(event);
        if (on_event) on_event(event);
    }
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> out;
        for (const auto& event : events) out.emplace_back(name_of(event.event));
        return out;
    }
    std::vector<NumberedEvent> events;
    std::function<void(const NumberedEvent&)> on_event;
};

/// A family of fakes around one pipeline, with an open conversation.
struct TurnWorld {
    TurnWorld()
    {
        backup.refuses = true;
        summary_model.pieces = {"They spoke of fractions."};
    }

    FakeConversationStore store;
    FakeMentor mentor;
    FakeClock clock{from_millis(1'700'000'000'000)};
    CountingObserver observer;
    FakeModel model;
    FakeModel backup{"backup"};  ///< Asked after `model`; fails unless a test says otherwise.
    FakeJudge judge_model;
    ListJudgeObserver judge_observer;
    SecondOpinion second_opinion{
        {.model = judge_model, .raise = raise_as_asked, .observer = judge_observer},
        {.deadline = std::chrono::milliseconds{200}, .policy_version = "test"}
    };
    bool with_judge = false;
    FakeSupporter supporter;
    ListSupporterObserver supporter_observer;
    Supporters supporters{
        {.model = supporter, .observer = supporter_observer},
        {.deadline = std::chrono::milliseconds{100}}
    };
    bool with_supporters = false;
    FakeSummaryStore summary_store{store};
    FakeModel summary_model{"summary"};
    ListSummaryObserver summary_observer;
    std::vector<Task<>> beside;  ///< What turns have begun beside themselves; a test runs it.
    Summaries summaries{
        {.store = summary_store,
         .model = summary_model,
         .judge = judge_by_marks,
         .instructions = [this](safety::AgeBand band) { return mentor.summary_prompt(band); },
         .clock = clock,
         .beside = [this](Task<> task) { beside.push_back(std::move(task)); },
         .observer = summary_observer},
        {}
    };
    bool with_summaries = false;
    Powers powers;
    std::vector<AlertRaised> alerts;
    std::vector<ChildId> visits;
    ConversationId conversation{"conversation"};
    ChildRef child{.family = FamilyId{"family"}, .child = ChildId{"child"}};
    int turns = 0;

    Task<> note_visit(ChildId visitor)
    {
        visits.push_back(std::move(visitor));
        co_return;
    }
    [[nodiscard]] TurnParts parts(bool with_model)
    {
        return {
            .store = store,
            .judge = judge_by_marks,
            .read_mood =
                [](const safety::Message&) {
                    return emotion::Reading{
                        .mood = emotion::Mood::Sadness,
                        .intensity = 0.5,
                        .certainty = 0.8,
                        .strength = 0.5
                    };
                },
            .mentor = mentor,
            .lines_for =
                [](std::string_view, std::string_view /*locale*/) {
                    return std::vector<advisors::HelpLine>{
                        {.service = "Line", .channel = "call", .dial = "123", .display = "1 2 3"}
                    };
                },
            .clock = clock,
            .observer = observer,
            .on_alert = [this](const AlertRaised& news) { alerts.push_back(news); },
            .note_visit = [this](ChildId visitor) { return note_visit(std::move(visitor)); },
            .models = with_model
                          ? std::vector<ModelVoice>{{.provider = model}, {.provider = backup}}
                          : std::vector<ModelVoice>{},
            .second_opinion = with_judge ? &second_opinion : nullptr,
            .powers_of = [this](
                             const Speaker&, const limits::Rules&, std::chrono::sys_days
                         ) { return powers; },
            .supporters = with_supporters ? &supporters : nullptr,
            .summaries = with_summaries ? &summaries : nullptr
        };
    }
    [[nodiscard]] TurnRequest request(std::string text)
    {
        ++turns;
        return {
            .speaker =
                {.child = child,
                 .country = "US",
                 .nickname = "Mia",
                 .trusted_adults = {"Aunt Jo"},
                 .trusted_adult_reachable = true,
                 .may_reach = [](std::string) { return answered(true); }},
            .conversation = conversation,
            .turn = TurnId{"turn-" + std::to_string(turns)},
            .alert = AlertId{"alert-" + std::to_string(turns)},
            .idempotency_key = "key-" + std::to_string(turns),
            .text = std::move(text)
        };
    }
};

}  // namespace buddy::conversation
