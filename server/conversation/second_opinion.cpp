#include "conversation/second_opinion.hpp"

#include "conversation/judge_verdict.hpp"
#include "conversation/short_answer.hpp"

#include <exception>
#include <utility>
#include <vector>

namespace buddy::conversation {

std::string_view id_of(JudgeOutcome outcome) noexcept
{
    switch (outcome) {
        case JudgeOutcome::Answered: return "answered";
        case JudgeOutcome::Cached: return "cached";
        case JudgeOutcome::TimedOut: return "timed_out";
        case JudgeOutcome::Failed: return "failed";
        case JudgeOutcome::Unreadable: return "unreadable";
        case JudgeOutcome::NotAllowed: return "not_allowed";
        case JudgeOutcome::OverLimit: return "over_limit";
    }
    return "failed";
}

SecondOpinion::SecondOpinion(Parts parts, Settings settings)
    : parts_{std::move(parts)}, settings_{std::move(settings)}, cache_{settings_.cached}
{
}

bool SecondOpinion::is_grey(const safety::Assessment& assessment) const noexcept
{
    return assessment.available && assessment.action < safety::Action::Escalate &&
           assessment.score >= settings_.zone.from && assessment.score <= settings_.zone.to;
}

Task<std::optional<safety::Opinion>> SecondOpinion::ask(JudgeCase one) const
{
    JudgeCall made;
    try {
        made = co_await consult(std::move(one));
    } catch (...) {
        // The engine's decision stands; the observer counts it below.
        made = {.outcome = JudgeOutcome::Failed};
    }
    parts_.observer.asked(made);
    co_return std::move(made.opinion);
}

Task<JudgeCall> SecondOpinion::consult(JudgeCase one) const
{
    if (!settings_.is_local && !one.allows_third_party)
        co_return JudgeCall{.outcome = JudgeOutcome::NotAllowed};
    const auto key = key_for(one.question);
    if (auto known = cache_.find(key))
        co_return JudgeCall{.outcome = JudgeOutcome::Cached, .opinion = std::move(known)};
    if (one.over_chat_limit) co_return JudgeCall{.outcome = JudgeOutcome::OverLimit};

    const auto marks = fresh_marks();
    auto request = request_for(one.question, settings_.style, marks);
    request.end_user = std::move(one.end_user);
    request.account = std::move(one.account);
    request.reasoning_effort = settings_.reasoning_effort;
    auto made = co_await call_model(std::move(request), marks.ticket);
    if (made.opinion) cache_.keep(key, *made.opinion);
    co_return made;
}

Task<JudgeCall> SecondOpinion::call_model(llm::ChatRequest request, std::string ticket) const
{
    const auto heard =
        co_await short_answer_within(settings_.deadline, parts_.model, std::move(request));
    JudgeCall made{.took = heard.took, .error = heard.error};
    if (heard.answer) {
        made.usage = heard.answer->usage;
        made.opinion = read_verdict(heard.answer->text, settings_.style, ticket);
        made.outcome = made.opinion ? JudgeOutcome::Answered : JudgeOutcome::Unreadable;
    } else {
        made.outcome = heard.was_late ? JudgeOutcome::TimedOut : JudgeOutcome::Failed;
    }
    co_return made;
}

std::string SecondOpinion::key_for(const JudgeQuestion& question) const
{
    std::vector<std::string> parts{
        settings_.policy_version,
        std::string{judge_prompt_version},
        std::string{parts_.model.model()},
        std::string{safety::id_of(question.age_band)},
        question.locale
    };
    for (const auto& said : question.said) {
        parts.emplace_back(safety::id_of(said.role));
        parts.push_back(said.text);
    }
    return cache_.key_of(parts);
}

safety::Assessment SecondOpinion::raised(
    const safety::Message& message,
    const safety::Assessment& standing,
    const safety::Opinion& opinion,
    safety::RiskState& after
) const
{
    auto remembered = after;
    auto now = parts_.raise(message, standing, opinion, remembered);
    if (!standing.available || now.action <= standing.action) return standing;
    after = std::move(remembered);
    return now;
}

void SecondOpinion::note_raise(safety::Action from, safety::Action to) const
{
    parts_.observer.raised(from, to);
}

}  // namespace buddy::conversation
