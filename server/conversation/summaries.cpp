#include "conversation/summaries.hpp"

#include "advisors/advisors.hpp"
#include "buddy/safety/personal_details.hpp"
#include "conversation/model_prompt.hpp"
#include "conversation/short_answer.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;

std::string masked(std::string_view text)
{
    return safety::mask(text, safety::find_personal_details(text));
}

std::string line_of(const Said& said)
{
    const auto text =
        on_one_line(masked(without(said.text, said.private_spans)), Summaries::longest_said);
    return json::serialize(
        json::object{{"who", said.role == safety::Role::Child ? "child" : "buddy"}, {"said", text}}
    );
}

std::string lines_of(std::span<const Said> said)
{
    std::string lines;
    for (const auto& one : said) lines += (lines.empty() ? "" : "\n") + line_of(one);
    return lines;
}

SummaryOutcome outcome_of(const TimedAnswer& heard)
{
    if (heard.was_late) return SummaryOutcome::Late;
    const bool is_unbooked = heard.error && (heard.error->code == ErrorCode::NotAllowed ||
                                             heard.error->code == ErrorCode::Conflict);
    return is_unbooked ? SummaryOutcome::OverBudget : SummaryOutcome::Failed;
}

}  // namespace

std::string_view id_of(SummaryOutcome outcome) noexcept
{
    switch (outcome) {
        case SummaryOutcome::Kept: return "kept";
        case SummaryOutcome::Late: return "late";
        case SummaryOutcome::Failed: return "failed";
        case SummaryOutcome::Resting: return "resting";
        case SummaryOutcome::OverBudget: return "over_budget";
        case SummaryOutcome::Dropped: return "dropped";
        case SummaryOutcome::NotAllowed: return "not_allowed";
        case SummaryOutcome::NothingNew: return "nothing_new";
    }
    return "failed";
}

Summaries::Summaries(Parts parts, Settings settings)
    : parts_{std::move(parts)}, settings_{std::move(settings)}
{
}

bool Summaries::is_due(int turns) noexcept
{
    const auto left = turns - turns_in_words;
    return left > 0 && left % every == 0;
}

Task<std::optional<Summary>> Summaries::find(
    ChildRef child, ConversationId id, MemoryLimit limit, Time now
) const
{
    if (!limit.allows_summaries()) co_return std::nullopt;
    auto kept = co_await parts_.store.find(std::move(child), std::move(id));
    if (kept && kept->oldest < memory_begins(limit, now, {})) kept.reset();
    co_return kept;
}

void Summaries::after_turn(SummaryCase one) const
{
    if (!is_due(one.turns) || one.child.family.empty()) return;
    parts_.beside(sum_up(std::move(one)));
}

Task<> Summaries::sum_up(SummaryCase one) const
{
    // What may no longer be told is not kept, either, once the talk has gone on.
    const auto now = parts_.clock.now();
    const auto kept = co_await parts_.store.find(one.child, one.conversation);
    const bool is_too_old =
        kept && (!one.limit.allows_summaries() || kept->oldest < memory_begins(one.limit, now, {}));
    if (is_too_old) co_await parts_.store.forget(one.child, one.conversation);
    if (!one.limit.allows_summaries()) co_return;
    parts_.observer.summed_up(co_await write(std::move(one)));
}

Task<SummaryCall> Summaries::write(SummaryCase one) const
{
    if (!settings_.is_local && !one.allows_third_party)
        co_return SummaryCall{.outcome = SummaryOutcome::NotAllowed};
    if (parts_.model.is_resting()) co_return SummaryCall{.outcome = SummaryOutcome::Resting};
    const auto since = memory_begins(one.limit, parts_.clock.now(), {});
    const auto before = co_await parts_.store.find(one.child, one.conversation);
    const auto until = one.turns - turns_in_words;
    const TurnRange range{
        .after = std::max(before ? before->until : 0, until - most_turns),
        .until = until,
        .since = since
    };
    const auto part = co_await parts_.store.part_of(one.child, one.conversation, range);
    auto request = part.oldest ? request_for(one, before, part) : std::nullopt;
    if (!request) co_return SummaryCall{.outcome = SummaryOutcome::NothingNew};

    const auto heard =
        co_await short_answer_within(settings_.patience, parts_.model, std::move(*request));
    SummaryCall call{.outcome = outcome_of(heard), .error = heard.error};
    if (!heard.answer) co_return call;
    call.usage = heard.answer->usage;
    const auto text = masked(on_one_line(heard.answer->text, longest));
    if (text.empty()) co_return call;
    call.outcome = SummaryOutcome::Dropped;
    if (!co_await may_be_kept(one, text)) co_return call;
    call.outcome = SummaryOutcome::Kept;
    co_await parts_.store.keep(
        one.child,
        one.conversation,
        {.text = text,
         .until = until,
         .oldest = before ? std::min(before->oldest, *part.oldest) : *part.oldest}
    );
    co_return call;
}

Task<bool> Summaries::may_be_kept(const SummaryCase& one, const std::string& text) const
{
    const StreamGuard::Setting setting{
        .age_band = one.age_band, .locale = one.locale, .context = {}
    };
    if (parts_.assessing == nullptr) co_return may_be_said(parts_.judge, setting, text);
    co_return co_await parts_.assessing->run([this, &setting, &text] {
        return may_be_said(parts_.judge, setting, text);
    });
}

/// Empty: not even one thing said fits.
std::optional<llm::ChatRequest> Summaries::request_for(
    const SummaryCase& one, const std::optional<Summary>& before, const TalkPart& part
) const
{
    llm::ChatRequest request{
        .messages =
            {{.role = llm::Role::System,
              .content = parts_.instructions(one.age_band),
              .is_shared = true},
             {.role = llm::Role::User, .content = {}}},
        .max_tokens = static_cast<int>(settings_.window.answer),
        .end_user = one.end_user,
        .reasoning_effort = settings_.reasoning_effort,
        .account = one.account
    };
    const auto earlier =
        before ? advisors::Mentor::fenced_summary(before->text) + "\n" : std::string{};
    for (std::span<const Said> said{part.said}; !said.empty(); said = said.subspan(1)) {
        request.messages.back().content = earlier + advisors::Mentor::fenced_talk(lines_of(said));
        if (llm::tokens_at_most(request) <= settings_.window.context) return request;
    }
    return std::nullopt;
}

}  // namespace buddy::conversation
