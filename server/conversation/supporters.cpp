#include "conversation/supporters.hpp"

#include "buddy/safety/personal_details.hpp"
#include "conversation/short_answer.hpp"
#include "platform/async/task_group.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <cctype>
#include <exception>
#include <memory>
#include <utility>

namespace buddy::conversation {
namespace {

/// How a supporter says that it has no note.
bool says_nothing(std::string_view note)
{
    constexpr std::string_view nothing = "nothing";
    std::string letters;
    for (const char c : note)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters.empty() || letters == nothing;
}

std::string note_in(std::string_view answer)
{
    auto note = on_one_line(answer, Supporters::longest_note);
    note = safety::mask(note, safety::find_personal_details(note));
    return says_nothing(note) ? std::string{} : note;
}

NoteOutcome outcome_of(const TimedAnswer& heard)
{
    if (heard.answer) return NoteOutcome::Used;
    if (heard.was_late) return NoteOutcome::Late;
    const bool is_unbooked = heard.error && (heard.error->code == ErrorCode::NotAllowed ||
                                             heard.error->code == ErrorCode::Conflict);
    return is_unbooked ? NoteOutcome::OverBudget : NoteOutcome::Failed;
}

NoteHeard without_a_call(const NoteQuestion& question, NoteOutcome outcome)
{
    return {.call = {.by = question.by, .outcome = outcome}, .note = {.by = question.by}};
}

/// Keeps what one call came to, for whoever waits for all of them.
Task<> keep(Task<NoteHeard> call, std::shared_ptr<std::vector<NoteHeard>> heard, std::size_t place)
{
    auto one = co_await std::move(call);
    heard->at(place) = std::move(one);
}

}  // namespace

std::string_view id_of(NoteOutcome outcome) noexcept
{
    switch (outcome) {
        case NoteOutcome::Used: return "used";
        case NoteOutcome::Late: return "late";
        case NoteOutcome::Failed: return "failed";
        case NoteOutcome::Resting: return "resting";
        case NoteOutcome::OverBudget: return "over_budget";
        case NoteOutcome::Empty: return "empty";
        case NoteOutcome::Dropped: return "dropped";
        case NoteOutcome::NotAllowed: return "not_allowed";
    }
    return "failed";
}

Supporters::Supporters(Parts parts, Settings settings)
    : parts_{parts}, settings_{std::move(settings)}
{
}

ModelVoice Supporters::voice() const
{
    return {.provider = parts_.model, .is_local = false, .window = settings_.window};
}

void Supporters::tell(const NoteCall& call) const
{
    parts_.observer.noted(call);
}

Task<std::vector<NoteHeard>> Supporters::ask(NoteCase one) const
{
    std::vector<NoteHeard> heard;
    const bool may_ask = settings_.is_local || one.allows_third_party;
    if (!may_ask || parts_.model.is_resting()) {
        const auto why = may_ask ? NoteOutcome::Resting : NoteOutcome::NotAllowed;
        for (const auto& question : one.questions) heard.push_back(without_a_call(question, why));
        co_return heard;
    }
    const auto begin = std::chrono::steady_clock::now();
    heard = co_await consult(std::move(one.questions));
    if (!heard.empty()) parts_.observer.waited(std::chrono::steady_clock::now() - begin);
    co_return heard;
}

Task<std::vector<NoteHeard>> Supporters::consult(std::vector<NoteQuestion> questions) const
{
    // Shared: when we are cancelled, the calls may still be ending.
    auto heard = std::make_shared<std::vector<NoteHeard>>();
    for (const auto& question : questions)
        heard->push_back(without_a_call(question, NoteOutcome::Failed));
    TaskGroup calls{
        co_await asio::this_coro::executor,
        // The outcome says Failed already; the observer hears of it.
        [](std::string_view /*name*/, const std::exception_ptr& /*why*/) {}
    };
    for (std::size_t i = 0; i < questions.size(); ++i)
        calls.spawn("ask_supporter", keep(consult_one(std::move(questions.at(i))), heard, i));
    co_await calls.wait();
    co_return *heard;
}

Task<NoteHeard> Supporters::consult_one(NoteQuestion question) const
{
    question.request.reasoning_effort = settings_.reasoning_effort;
    const auto answer =
        co_await short_answer_within(settings_.deadline, parts_.model, std::move(question.request));
    NoteHeard heard{
        .call =
            {.by = question.by,
             .outcome = outcome_of(answer),
             .took = answer.took,
             .error = answer.error},
        .note = {.by = question.by}
    };
    if (answer.answer) {
        heard.call.usage = answer.answer->usage;
        heard.note.text = note_in(answer.answer->text);
        if (heard.note.text.empty()) heard.call.outcome = NoteOutcome::Empty;
    }
    co_return heard;
}

}  // namespace buddy::conversation
