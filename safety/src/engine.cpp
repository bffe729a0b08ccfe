#include "buddy/safety/engine.hpp"

#include "conversation_reading.hpp"
#include "judgement.hpp"
#include "layers.hpp"
#include "model_input.hpp"
#include "policy.hpp"
#include "raising.hpp"
#include "recognition.hpp"
#include "risk_state.hpp"
#include "rule_reading.hpp"
#include "rule_set.hpp"
#include "talk_reader.hpp"
#include "windows.hpp"

#include "buddy/safety/personal_details.hpp"
#include "text/model.hpp"
#include "text/normalised_once.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <future>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace buddy::safety {

namespace {

constexpr std::int64_t thread_budget_nanos = 50'000'000;
constexpr std::int64_t wall_budget_nanos = 250'000'000;
constexpr std::size_t most_context_turns = 8;

std::int64_t nanos_of(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    constexpr std::int64_t nanos_per_second = 1'000'000'000;
    return static_cast<std::int64_t>(now.tv_sec) * nanos_per_second + now.tv_nsec;
}

/// The time is up. Caught by assess() only.
class DeadlinePassed : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "deadline"; }
};

/// What was learned, and where its answers lie.
struct Learned {
    text::Model model;
    ModelOutputs outputs;
    TalkReader talks;

    static Result<Learned> load(const std::filesystem::path& file)
    {
        auto model = text::Model::load(file);
        if (!model) return std::unexpected(model.error());
        auto outputs = find_outputs(*model);
        if (!outputs) return std::unexpected(outputs.error());
        auto talks = TalkReader::load(talks_beside(file), *model);
        if (!talks) return std::unexpected(talks.error());
        return Learned{.model = std::move(*model), .outputs = *outputs, .talks = std::move(*talks)};
    }
};

}  // namespace

struct Engine::Parts {
    Learned learned;
    RuleSet rules;
    Policy policy;
    EngineHooks hooks;
    std::future<void> recognisers;  ///< Compiled beside the first messages, as the rules' patterns.
};

namespace {

/// Tells the hooks where we are and watches the clock.
class Course {
public:
    explicit Course(const EngineHooks& hooks)
        : hooks_{&hooks}, thread_start_{hooks.thread_nanos()}, wall_start_{hooks.wall_nanos()}
    {
    }
    void enter(std::string_view layer)
    {
        check();
        if (hooks_->at) hooks_->at(layer);
        check();
    }
    void check() const
    {
        if (hooks_->thread_nanos() - thread_start_ > thread_budget_nanos ||
            hooks_->wall_nanos() - wall_start_ > wall_budget_nanos) {
            throw DeadlinePassed{};
        }
    }

private:
    const EngineHooks* hooks_;
    std::int64_t thread_start_;
    std::int64_t wall_start_;
};

/// One assessment, layer by layer.
class Assessing {
public:
    Assessing(
        const Learned& learned,
        const RuleSet& rules,
        const Policy& policy,
        const EngineHooks& hooks,
        const Layers& layers
    )
        : learned_{&learned},
          texts_{learned.model.normaliser()},
          rules_{&rules},
          policy_{&policy},
          course_{hooks},
          layers_{layers}
    {
    }

    Assessment run(const Message& message, const RiskState& before, RiskState& after)
    {
        const auto context =
            message.context.last(std::min(message.context.size(), most_context_turns));
        Judgement judgement{policy_->tempering()};
        std::optional<ReadTurn> last;
        for (const auto window : windows_of(message.text, Engine::window_bytes)) {
            last = read_window(message, window, judgement);
        }
        if (layers_.model) read_model(message, context, judgement);
        course_.enter("context");
        RiskMemory memory = remembered(before);
        const bool is_input = message.direction == Direction::Input;
        const bool weighs = is_input && layers_.context;
        if (weighs && last) memory = weigh_context(message, context, memory, *last, judgement);
        course_.enter("policy");
        Assessment assessment = judgement.conclude(
            *policy_,
            message.direction,
            message.age_band,
            message.attention,
            {.text_bytes = message.text.size(),
             .context_offset = message.context.size() - context.size()}
        );
        if (is_input) after = keep(memory, judgement, last, assessment);
        course_.check();
        return assessment;
    }

private:
    ReadTurn read_window(const Message& message, text::Span window, Judgement& judgement)
    {
        course_.enter("normalise");
        const auto piece = message.text.substr(window.begin, window.end - window.begin);
        const auto normalised = texts_.of(piece, message.locale);
        ReadTurn turn{.text = MatchText{normalised->text}, .reading = {}};
        course_.enter("rules");
        if (!layers_.rules) return turn;
        const Voice voice = message.direction == Direction::Input ? Voice::Child : Voice::Mentor;
        turn.reading = read_with_rules(*rules_, turn.text, voice);
        if (!message.context.empty()) forget_openings(turn.reading);
        judgement.add_rules(turn, *normalised, window.begin);
        judgement.add_details(find_personal_details(piece), window.begin, message.direction);
        return turn;
    }

    void read_model(const Message& message, std::span<const Turn> context, Judgement& judgement)
    {
        const auto turns = spoken(context);
        const auto of_the_child = spoken_by_child(context);
        const bool may_mislead =
            message.direction == Direction::Input && of_the_child.size() < turns.size();
        constexpr std::size_t model_window_bytes = std::size_t{8} * 1024;
        for (const auto window : windows_of(message.text, model_window_bytes)) {
            course_.enter("model");
            if (window.begin == window.end) continue;  // it would guess from the turns before
            const auto piece = message.text.substr(window.begin, window.end - window.begin);
            const auto whole = read_after(message, piece, turns);
            auto reading = read_outputs(learned_->outputs, whole);
            if (may_mislead && is_uneasy(reading) && !asked_about_danger(context, message.locale)) {
                course_.enter("model");
                const auto own = read_after(message, piece, of_the_child);
                reading = lesser(reading, read_outputs(learned_->outputs, own));
                reading.advice.in_talk = learned_->talks.alarm(
                    learned_->model, {.whole = whole, .own = own, .text = piece, .turns = turns}
                );
            }
            judgement.add_model(reading);
        }
    }

    text::Prediction read_after(
        const Message& message, std::string_view piece, std::span<const text::SpokenTurn> turns
    )
    {
        return learned_->model.predict(
            {.text = piece,
             .speaker = speaker_of(message.direction),
             .age_band = static_cast<std::uint8_t>(message.age_band),
             .locale = message.locale,
             .context = turns},
            texts_
        );
    }

    /// A child's "no" is read in the light of the question before it, where one asked about danger.
    /// Any other words of the mentor explain a child's; they do not make them alarming.
    bool asked_about_danger(std::span<const Turn> context, std::string_view locale)
    {
        constexpr std::size_t longest = 2048;
        return std::ranges::any_of(context, [&](const Turn& turn) {
            if (turn.role != Role::Mentor) return false;
            const auto asked = texts_.of(turn.text.substr(0, longest), locale);
            return !read_with_rules(*rules_, MatchText{asked->text}, Voice::Mentor)
                        .questions.empty();
        });
    }

    RiskMemory weigh_context(
        const Message& message,
        std::span<const Turn> context,
        const RiskMemory& memory,
        const ReadTurn& now,
        Judgement& judgement
    )
    {
        Conversation conversation{*rules_, texts_, message.locale, memory};
        if (memory.turns() == 0 || memory.unknown) conversation.replay(context);
        for (const auto& found : conversation.weigh(context, now)) judgement.add_context(found);
        if (conversation.denies(context, now)) judgement.add_denial();
        if (judgement.blames_others() && !conversation.names_family(context, now))
            judgement.add_outsider();
        for (const auto& veto : conversation.frames_of_bare_answer(context, now)) {
            for (const auto category : veto.rule->categories)
                judgement.add_frame(category, veto.rule->frame);
        }
        if (memory.unknown) judgement.add_unknown_past();
        if (conversation.memory().caregiver_danger()) judgement.add_danger_at_home();
        return conversation.memory();
    }

    static RiskState keep(
        RiskMemory memory,
        const Judgement& judgement,
        const std::optional<ReadTurn>& last,
        const Assessment& assessment
    )
    {
        const Findings findings = judgement.findings();
        const RuleReading nothing;
        const RuleReading& reading = last ? last->reading : nothing;
        memory.add_turn(findings, signs_of(reading, findings));
        // Also what only the model saw: "jk" must not close a crisis that it opened.
        if (assessment.action == Action::Escalate && assessment.primary)
            memory.add_to_last_turn(*assessment.primary, Severity::High);
        if (assessment.notify.protects()) memory.remember_danger_at_home();
        for (const auto& veto : reading.vetoes) {
            const bool story =
                veto.rule->frame == Frame::Fiction || veto.rule->frame == Frame::Game;
            if (story) memory.remember_story(veto.rule->categories.front());
        }
        return kept(memory);
    }

    const Learned* learned_;
    text::NormalisedOnce texts_;
    const RuleSet* rules_;
    const Policy* policy_;
    Course course_;
    Layers layers_;
};

/// Reads a line once: what is made at first use is made now, and not in the first child's turn.
void warm_up(const text::Model& model, const RuleSet& rules)
{
    (void)find_personal_details("");
    const auto line = model.normaliser().normalise("hello, how was your day?", "en");
    const MatchText text{line.text};
    for (const Voice voice : {Voice::Child, Voice::Mentor})
        (void)read_with_rules(rules, text, voice);
    (void)model.predict({.text = line.text});
}

}  // namespace

Result<Engine> Engine::load(const EngineFiles& files, EngineHooks hooks)
{
    // Compiling the rules takes half of the time; a second core, where there is one, does it.
    auto compiled = std::async(std::launch::async | std::launch::deferred, [&files] {
        return RuleSet::load(files.rules);
    });
    auto learned = Learned::load(files.model);
    if (!learned) return std::unexpected(learned.error());
    auto policy = Policy::load(files.policy);
    if (!policy) return std::unexpected(policy.error());
    if (!hooks.thread_nanos) {
        hooks.thread_nanos = [] { return nanos_of(CLOCK_THREAD_CPUTIME_ID); };
    }
    if (!hooks.wall_nanos) hooks.wall_nanos = [] { return nanos_of(CLOCK_MONOTONIC); };
    auto rules = compiled.get();
    if (!rules) return std::unexpected(rules.error());
    warm_up(learned->model, *rules);
    return Engine{std::make_shared<const Parts>(Parts{
        .learned = std::move(*learned),
        .rules = std::move(*rules),
        .policy = std::move(*policy),
        .hooks = std::move(hooks),
        .recognisers = std::async(std::launch::async | std::launch::deferred, compile_recognisers)
    })};
}

namespace {

/// Even the answer that something went wrong may not fail.
Assessment closed(std::string_view reason, const RiskState& before, RiskState& after) noexcept
{
    try {
        after = before;
        return Assessment::unavailable(reason);
    } catch (...) {
        after.bytes.assign(1, '?');  // no allocation; reads as an unknown past
        return {};
    }
}

}  // namespace

Assessment Engine::assess(const Message& message, const RiskState& before, RiskState& after)
    const noexcept
{
    return assess_by({}, message, before, after);
}

Assessment Engine::assess_by(
    const Layers& layers, const Message& message, const RiskState& before, RiskState& after
) const noexcept
{
    try {
        Assessing assessing{parts_->learned, parts_->rules, parts_->policy, parts_->hooks, layers};
        RiskState next = before;
        Assessment assessment = assessing.run(message, before, next);
        after = std::move(next);
        return assessment;
    } catch (const DeadlinePassed&) {
        return closed("deadline", before, after);
    } catch (const std::bad_alloc&) {
        return closed("memory", before, after);
    } catch (...) {
        return closed("exception", before, after);
    }
}

Assessment LayerSwitch::assess(
    const Engine& engine, const Message& message, const Layers& layers
) noexcept
{
    RiskState after;
    return engine.assess_by(layers, message, {}, after);
}

const text::Normaliser& LayerSwitch::normaliser(const Engine& engine) noexcept
{
    return engine.parts_->learned.model.normaliser();
}

Assessment Engine::raised(
    const Message& message, Assessment standing, const Opinion& opinion, RiskState& after
) const
{
    return raise(parts_->policy, message, std::move(standing), opinion, after);
}

const std::string& Engine::model_version() const noexcept
{
    return parts_->learned.model.version();
}
const std::string& Engine::policy_version() const noexcept
{
    return parts_->policy.version();
}
const std::string& Engine::rules_version() const noexcept
{
    return parts_->rules.version();
}

const DaysLine& Engine::days_line() const noexcept
{
    return parts_->policy.days_line();
}

namespace {

struct SourceReason {
    std::string_view source;
    std::string_view reason;
};
constexpr std::array source_reasons{
    SourceReason{"model", "The learned model finds that messages like this one often mean it."},
    SourceReason{
        "state", "An earlier message in this conversation was serious, and that stays open."
    },
    SourceReason{
        "days",
        "Quieter signs have added up over the last days, and so Buddy looks more closely for a "
        "while."
    },
    SourceReason{
        "judge", "A language model that was asked for a second opinion sees it in the message."
    },
    SourceReason{"fail_safe", "Buddy could not judge the message, and then it takes no chances."},
    SourceReason{
        "context:retraction",
        "It takes back something serious; Buddy stays with the child all the same."
    },
    SourceReason{
        "context:build_up", "Several sad messages in a row weigh more than each one alone."
    },
    SourceReason{"context:story_turns_real", "What was told as a story is now said to be real."},
    SourceReason{
        "context:grooming_stages",
        "Several things together look like somebody winning a child's trust to harm it."
    },
    SourceReason{"rule:pi.email", "It holds an e-mail address."},
    SourceReason{"rule:pi.phone", "It holds what looks like a telephone number."},
    SourceReason{"rule:pi.address", "It holds what looks like a home address."},
    SourceReason{"rule:pi.password", "It holds a password or a code."},
    SourceReason{"rule:pi.username", "It holds a user name."},
    SourceReason{"rule:pi.school", "It names a school."},
    SourceReason{"rule:pi.name", "It holds a full name."},
    SourceReason{"rule:pi.place", "It names a place where the child can be found."},
    SourceReason{"rule:pi.link", "It holds a link."},
    SourceReason{"rule:pi.card", "It holds the number or code of a bank card."},
    SourceReason{"rule:pi.birthday", "It holds a date of birth."},
};

}  // namespace

std::string Engine::reason_of(std::string_view source) const
{
    for (const auto& entry : source_reasons) {
        if (entry.source == source) return std::string{entry.reason};
    }
    const auto colon = source.find(':');
    const Rule* const rule =
        colon == std::string_view::npos ? nullptr : parts_->rules.named(source.substr(colon + 1));
    if (rule == nullptr) return std::string{source};
    return source.starts_with("context:") ? "Together with what was said before: " + rule->reason
                                          : rule->reason;
}

}  // namespace buddy::safety
