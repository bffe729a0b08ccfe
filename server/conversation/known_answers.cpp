#include "conversation/known_answers.hpp"

#include "platform/crypto/random.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace buddy::conversation {
namespace {

// The form of names and replies; another number makes every reply of the form before unfindable.
constexpr std::string_view form = "1";
constexpr std::string_view key_context = "replies1";
// From here on a judge would be asked by default (BUDDY_JUDGE_FROM_PERCENT).
constexpr double surely_harmless = 0.1;

crypto::Place place_of(const std::string& name)
{
    return {.table = "cached_replies", .column = "reply", .row = name};
}

std::string packed(const KnownAnswer& answer)
{
    return std::to_string(answer.cost.prompt_tokens) + ' ' +
           std::to_string(answer.cost.completion_tokens) + '\n' + answer.text;
}

std::optional<std::int64_t> number_from(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<KnownAnswer> unpacked(std::string_view kept)
{
    const auto line = kept.find('\n');
    const auto gap = kept.find(' ');
    if (line == std::string_view::npos || gap > line) return std::nullopt;
    const auto prompt = number_from(kept.substr(0, gap));
    const auto completion = number_from(kept.substr(gap + 1, line - gap - 1));
    if (!prompt || !completion) return std::nullopt;
    return KnownAnswer{
        .text = std::string{kept.substr(line + 1)},
        .cost = {.prompt_tokens = *prompt, .completion_tokens = *completion}
    };
}

bool is_light(const emotion::Reading& felt)
{
    return !felt.mood || *felt.mood == emotion::Mood::Curiosity ||
           *felt.mood == emotion::Mood::Calm || *felt.mood == emotion::Mood::Joy;
}

bool is_doubted(const KnownAnswers::Asked& asked)
{
    const auto& seen = asked.assessment;
    return asked.was_doubted || seen.flagged() || !seen.evidence.empty() ||
           seen.score >= surely_harmless || seen.notify.anyone() ||
           asked.message.attention != safety::Attention::Usual || asked.memory.days.guard ||
           !asked.memory.risk.bytes.empty() || !asked.memory.crisis_state.empty();
}

std::optional<Unshared> against_looking(const KnownAnswers::Asked& asked)
{
    const auto& memory = asked.memory;
    if (memory.turns != 0 || !memory.said.empty()) return Unshared::LaterMessage;
    if (asked.holds_private) return Unshared::Private;
    if (is_doubted(asked)) return Unshared::Doubted;
    if (!is_light(asked.felt)) return Unshared::Mood;
    // "open": the council heard no topic, and whether the words are a question is read next.
    if (asked.choice.lead != advisors::Advisor::Explorer && asked.choice.topic != "open")
        return Unshared::Topic;
    return std::nullopt;
}

}  // namespace

std::string_view id_of(KnownOutcome outcome) noexcept
{
    switch (outcome) {
        case KnownOutcome::Hit: return "hit";
        case KnownOutcome::Miss: return "miss";
        case KnownOutcome::Kept: return "kept";
        case KnownOutcome::Blocked: return "blocked";
        case KnownOutcome::NotJudged: return "not_judged";
        case KnownOutcome::Failed: return "failed";
    }
    return "failed";
}

KnownAnswers::KnownAnswers(Parts parts, Settings settings, const crypto::SecretKey& root)
    : parts_{parts},
      settings_{std::move(settings)},
      naming_{root.derive(1, key_context)},
      sealer_{root.derive(2, key_context)}
{
}

std::optional<std::string> KnownAnswers::meaning_of(const Asked& asked) const
{
    if (const auto against = against_looking(asked)) {
        parts_.observer.left_alone(*against);
        return std::nullopt;
    }
    auto meaning = parts_.reader.meaning_of(asked.message.text, asked.message.locale);
    if (meaning) return std::move(*meaning);
    parts_.observer.left_alone(meaning.error());
    return std::nullopt;
}

std::string KnownAnswers::name_of(std::string_view meaning, const Circumstances& circumstances)
    const
{
    const std::array<std::string_view, 8> parts{
        form,
        meaning,
        circumstances.model,
        circumstances.is_local ? "local" : "third party",
        safety::id_of(circumstances.age_band),
        circumstances.locale,
        settings_.judged_by,
        circumstances.prompt
    };
    std::string whole;
    for (const auto part : parts) {
        whole += std::to_string(part.size()) + ':';
        whole += part;
    }
    return crypto::keyed_hash(naming_, whole);
}

Task<std::optional<KnownAnswer>> KnownAnswers::find(std::string name) const
{
    const auto found = co_await parts_.cache.find(name, parts_.clock.now());
    if (!found) {
        parts_.observer.looked(KnownOutcome::Failed);
        co_return std::nullopt;
    }
    if (!*found) {
        parts_.observer.looked(KnownOutcome::Miss);
        co_return std::nullopt;
    }
    const auto opened = sealer_.open(**found, place_of(name));
    auto answer = opened ? unpacked(*opened) : std::nullopt;
    if (!answer) parts_.observer.looked(KnownOutcome::Failed);
    co_return answer;
}

void KnownAnswers::note_given(const KnownAnswer& answer) const
{
    parts_.observer.looked(KnownOutcome::Hit);
    parts_.observer.saved(answer.cost);
}

Task<> KnownAnswers::forget_blocked(std::string name) const
{
    parts_.observer.looked(KnownOutcome::Blocked);
    const auto dropped = co_await parts_.cache.drop(std::move(name));
    if (!dropped) parts_.observer.looked(KnownOutcome::Failed);
}

void KnownAnswers::note_not_judged() const
{
    parts_.observer.looked(KnownOutcome::NotJudged);
}

Task<> KnownAnswers::keep(std::string name, KnownAnswer answer, bool is_whole) const
{
    auto against = QuestionReader::against_keeping(answer.text);
    if (!is_whole) against = Unshared::ReplyCut;
    if (against) {
        parts_.observer.left_alone(*against);
        co_return;
    }
    auto sealed = sealer_.seal(packed(answer), place_of(name));
    const auto until = parts_.clock.now() + settings_.lifetime;
    const auto kept = co_await parts_.cache.keep(std::move(name), std::move(sealed), until);
    parts_.observer.looked(kept ? KnownOutcome::Kept : KnownOutcome::Failed);
}

}  // namespace buddy::conversation
