#include "judgement.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace buddy::safety {

namespace {

constexpr std::size_t index_of(Category category) noexcept
{
    return static_cast<std::size_t>(category);
}

struct OutputFinder {
    const text::Model* model;
    std::string missing;

    std::size_t operator()(std::string_view head, std::string_view label)
    {
        const auto found = model->output(head, label);
        if (!found && missing.empty()) missing = std::string{head} + "/" + std::string{label};
        return found.value_or(0);
    }
};

template <class T, std::size_t N>
T likeliest(const std::array<std::size_t, N>& outputs, const text::Prediction& prediction) noexcept
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < N; ++i) {
        if (prediction.values[outputs[i]] > prediction.values[outputs[best]]) best = i;
    }
    return static_cast<T>(best);
}

double weight_of(DetailKind kind) noexcept
{
    switch (kind) {
        case DetailKind::Address:
        case DetailKind::Card:
        case DetailKind::Email:
        case DetailKind::Password:
        case DetailKind::Phone: return 0.95;
        case DetailKind::Birthday:
        case DetailKind::School:
        case DetailKind::FullName:
        case DetailKind::UserName: return 0.85;
        case DetailKind::Place: return 0.6;
        case DetailKind::Link: return 0.3;
    }
    return 0.3;
}

bool worth_naming(double probability, const PolicyCell& cell) noexcept
{
    return probability >= cell.support_at;
}

}  // namespace

Result<ModelOutputs> find_outputs(const text::Model& model)
{
    OutputFinder find{.model = &model, .missing = {}};
    ModelOutputs outputs;
    for (std::size_t i = 0; i < category_count; ++i) {
        outputs.category.at(i) = find("categories", id_of(static_cast<Category>(i)));
    }
    outputs.needs_action = find("needs_action", "needs_action");
    for (std::size_t i = 0; i < outputs.action.size(); ++i) {
        outputs.action.at(i) = find("action", id_of(static_cast<Action>(i)));
    }
    for (std::size_t i = 0; i < outputs.subject.size(); ++i) {
        outputs.subject.at(i) = find("subject", id_of(static_cast<Subject>(i)));
    }
    for (std::size_t i = 0; i < outputs.when.size(); ++i) {
        outputs.when.at(i) = find("time", id_of(static_cast<When>(i)));
    }
    for (std::size_t i = 0; i < outputs.frame.size(); ++i) {
        outputs.frame.at(i) = find("frame", id_of(static_cast<Frame>(i)));
    }
    if (!find.missing.empty()) {
        return failed(ErrorCode::Invalid, "the model has no output " + find.missing);
    }
    return outputs;
}

ModelReading read_outputs(const ModelOutputs& outputs, const text::Prediction& prediction) noexcept
{
    ModelReading reading;
    for (std::size_t i = 0; i < category_count; ++i) {
        reading.probability.at(i) = static_cast<double>(prediction.values[outputs.category.at(i)]);
    }
    reading.needs_action = static_cast<double>(prediction.values[outputs.needs_action]);
    const auto would = [&](Action action) {
        return static_cast<double>(
            prediction.values[outputs.action.at(static_cast<std::size_t>(action))]
        );
    };
    reading.advice = {
        .answer = 1 - would(Action::Allow),
        .refuse = would(Action::Redirect) + would(Action::Block),
        .escalate = would(Action::Escalate)
    };
    reading.subject = likeliest<Subject>(outputs.subject, prediction);
    reading.when = likeliest<When>(outputs.when, prediction);
    reading.frame = likeliest<Frame>(outputs.frame, prediction);
    return reading;
}

bool is_uneasy(const ModelReading& reading) noexcept
{
    constexpr double below_every_limit = 0.15;  // the lowest support_at of data/policy is 0.2
    return reading.advice.answer >= below_every_limit ||
           std::ranges::max(reading.probability) >= below_every_limit;
}

ModelReading lesser(const ModelReading& one, const ModelReading& other) noexcept
{
    ModelReading both = one;
    for (std::size_t i = 0; i < category_count; ++i)
        both.probability.at(i) = std::min(one.probability.at(i), other.probability.at(i));
    both.needs_action = std::min(one.needs_action, other.needs_action);
    both.advice = {
        .answer = std::min(one.advice.answer, other.advice.answer),
        .refuse = std::min(one.advice.refuse, other.advice.refuse),
        .escalate = std::min(one.advice.escalate, other.advice.escalate)
    };
    return both;
}

void Judgement::add_rules(
    const ReadTurn& turn, const text::Normalised& normalised, std::size_t offset
)
{
    const Findings found = findings_of(turn.reading);
    if (turn.reading.settled) settled_ = turn.reading.settled;
    for (std::size_t i = 0; i < category_count; ++i) {
        const auto& here = found.at(i);
        auto& known = rules_.at(i);
        if (turn.reading.vetoed_as.at(i) != Frame::Real) {
            vetoed_as_.at(i) = turn.reading.vetoed_as.at(i);
        }
        negated_.at(i) = negated_.at(i) || turn.reading.negated.at(i);
        over_.at(i) = over_.at(i) || turn.reading.over.at(i);
        if (!here.from_rule) continue;
        if (known.from_rule && here.danger != Danger::Caregiver) {
            known.probability = std::max(known.probability, here.probability);
            known.severity = std::max(known.severity, here.severity);
        } else {
            const Finding before = known;
            known = here;
            known.probability = std::max(before.probability, here.probability);
            known.severity = std::max(before.severity, here.severity);
        }
    }
    for (const auto& hit : turn.reading.risks) {
        const auto span = turn.text.normalised(hit.begin, hit.end);
        const auto original = normalised.original(span.begin, span.end);
        for (const auto category : hit.rule->categories) {
            evidence_.push_back(
                {.category = category,
                 .source = "rule:" + hit.rule->id,
                 .begin = offset + original.begin,
                 .end = offset + original.end,
                 .context_turn = std::nullopt}
            );
            auto& hint = hints_.at(index_of(category));
            const double strength = static_cast<double>(hit.rule->severity) + hit.rule->weight;
            if (strength <= hint.strength) continue;
            hint = {.strength = strength, .subject = hit.rule->subject, .when = hit.rule->when};
        }
    }
}

void Judgement::add_details(
    std::span<const PersonalDetail> details, std::size_t offset, Direction direction
)
{
    if (direction == Direction::Output) return;  // a help line's number is no secret
    auto& known = rules_.at(index_of(Category::PersonalInfo));
    for (const auto& detail : details) {
        known.from_rule = true;
        known.probability = std::max(known.probability, weight_of(detail.kind));
        known.severity = std::max(known.severity, Severity::Medium);
        evidence_.push_back(
            {.category = Category::PersonalInfo,
             .source = "rule:pi." + std::string{id_of(detail.kind)},
             .begin = offset + detail.begin,
             .end = offset + detail.end,
             .context_turn = std::nullopt}
        );
    }
}

void Judgement::add_model(const ModelReading& reading)
{
    const bool worst = reading.needs_action >= model_.needs_action;
    for (std::size_t i = 0; i < category_count; ++i) {
        model_.probability.at(i) = std::max(model_.probability.at(i), reading.probability.at(i));
    }
    const auto louder = std::max(model_.advice.in_talk, reading.advice.in_talk);
    if (worst) model_.advice = reading.advice;
    model_.advice.in_talk = louder;
    if (!worst) return;
    model_.needs_action = reading.needs_action;
    model_.subject = reading.subject;
    model_.when = reading.when;
    model_.frame = reading.frame;
}

void Judgement::add_context(const ContextFinding& found)
{
    add_finding(rules_, found);
    evidence_.push_back(
        {.category = found.category,
         .source = found.source,
         .begin = std::nullopt,
         .end = std::nullopt,
         .context_turn = found.turn}
    );
    auto& hint = hints_.at(index_of(found.category));
    if (found.subject && !hint.subject) hint.subject = found.subject;
}

double Judgement::factor_of(Frame frame) const noexcept
{
    switch (frame) {
        case Frame::Real: return 1;
        case Frame::Figurative: return tempering_.idiom;
        case Frame::Fiction: return tempering_.fiction;
        case Frame::Study: return tempering_.study;
        case Frame::Game: return tempering_.game;
    }
    return 1;
}

double Judgement::tempered(std::size_t category) const noexcept
{
    const double by_model = model_.probability.at(category);
    const auto& by_rule = rules_.at(category);
    const bool agrees = over_.at(category) && by_rule.severity <= Severity::Low;
    if (by_rule.from_rule && !agrees) return by_model;
    const double denied = over_.at(category)      ? tempering_.past
                          : negated_.at(category) ? tempering_.negated
                                                  : 1;
    return by_model * factor_of(vetoed_as_.at(category)) * denied;
}

Findings Judgement::findings() const noexcept
{
    Findings all = rules_;
    for (std::size_t i = 0; i < category_count; ++i) all.at(i).model = tempered(i);
    return all;
}

void Judgement::add_frame(Category category, Frame frame) noexcept
{
    auto& known = vetoed_as_.at(index_of(category));
    if (known == Frame::Real) known = frame;
}

bool Judgement::blames_others() const noexcept
{
    return std::ranges::any_of(rules_, [](const Finding& found) {
        return found.from_rule && found.danger == Danger::Others;
    });
}

std::size_t Judgement::leading() const noexcept
{
    return static_cast<std::size_t>(
        std::ranges::max_element(model_.probability) - model_.probability.begin()
    );
}

double Judgement::leading_factor() const noexcept
{
    // The frame that tempers the model's leading category tempers its overall judgement, too.
    const double raw = model_.probability.at(leading());
    return raw > 0 ? tempered(leading()) / raw : 1;
}

double Judgement::care_factor() const noexcept
{
    // Uneasy without naming anything, the model has hardly more than the words to go by, and a rule
    // may know what these words mean.
    constexpr double names_nothing = 0.25;
    const double factor = leading_factor();
    const bool names = model_.probability.at(leading()) >= names_nothing;
    return names || !settled_ ? factor : std::min(factor, factor_of(*settled_));
}

Advice Judgement::advice() const noexcept
{
    const double kept = leading_factor();
    return {
        .answer = model_.advice.answer * care_factor(),
        .refuse = model_.advice.refuse * kept,
        .escalate = model_.advice.escalate * kept,
        .in_talk = denied_ ? 0 : model_.advice.in_talk,
        .kept = kept
    };
}

double Judgement::score() const noexcept
{
    // A rule that spoke raises the odds that the model sees. Up to e-fold: so it was best on the
    // calibration side of the corpus, where the higher of rule and model ranked worse than the model.
    double spoke = 0;
    for (const auto& found : rules_) {
        if (found.from_rule) spoke = std::max(spoke, found.probability);
    }
    constexpr double hardly = 1e-4;
    const double by_model = std::clamp(model_.needs_action * leading_factor(), hardly, 1 - hardly);
    return 1 / (1 + (1 - by_model) / by_model * std::exp(-spoke));
}

void Judgement::describe(Assessment& assessment) const
{
    assessment.subject = model_.subject;
    assessment.when = model_.when;
    assessment.frame = model_.frame;
    if (!assessment.primary) {
        for (const auto frame : vetoed_as_) {
            if (frame != Frame::Real) assessment.frame = frame;
        }
        return;
    }
    const auto primary = index_of(*assessment.primary);
    const auto& hint = hints_.at(primary);
    if (hint.subject) assessment.subject = *hint.subject;
    if (hint.when) assessment.when = *hint.when;
    if (rules_.at(primary).from_rule) assessment.frame = Frame::Real;
}

void Judgement::collect_evidence(Assessment& assessment, const CellOf& cell_of, Place place) const
{
    for (Evidence evidence : evidence_) {
        const auto& found = rules_.at(index_of(evidence.category));
        if (!worth_naming(found.probability, cell_of(evidence.category))) continue;
        if (evidence.context_turn) *evidence.context_turn += place.context_offset;
        const bool placed = evidence.begin || evidence.context_turn;
        if (!placed) {
            evidence.begin = 0;
            evidence.end = place.text_bytes;
        }
        assessment.evidence.push_back(std::move(evidence));
    }
    for (std::size_t i = 0; i < category_count; ++i) {
        const auto category = static_cast<Category>(i);
        const bool is_alone = assessment.primary == category && !rules_.at(i).from_rule;
        if (!is_alone && !worth_naming(tempered(i), cell_of(category))) continue;
        assessment.evidence.push_back(
            {.category = category,
             .source = "model",
             .begin = 0,
             .end = place.text_bytes,
             .context_turn = std::nullopt}
        );
    }
    if (unknown_past_) {
        assessment.evidence.push_back(
            {.category = assessment.primary.value_or(Category::Distress),
             .source = "state",
             .begin = 0,
             .end = place.text_bytes,
             .context_turn = std::nullopt}
        );
    }
}

Assessment Judgement::conclude(
    const Policy& policy, Direction direction, AgeBand age_band, Attention attention, Place place
) const
{
    Findings all = findings();
    auto& abuse = all.at(index_of(Category::Abuse));
    const double sure = policy.cell(direction, age_band, Category::Abuse, attention).act_at;
    if (outsider_ && blames_others() && !abuse.from_rule && abuse.model < sure)
        abuse.danger = Danger::Others;
    const Verdict verdict = policy.decide(all, advice(), direction, age_band, attention);
    Assessment assessment;
    assessment.available = true;
    assessment.action = verdict.action;
    assessment.severity = verdict.severity;
    assessment.primary = verdict.primary;
    assessment.notify = verdict.notify;
    if (danger_at_home_ && verdict.notify.anyone())
        assessment.notify = {.guardian = false, .trusted_adult = true, .moderator = true};
    if (unknown_past_ && assessment.action == Action::Allow) {
        assessment.action = Action::Support;
        assessment.severity = Severity::Low;
        assessment.primary = Category::Distress;
    }
    assessment.score = score();
    for (std::size_t i = 0; i < category_count; ++i) {
        assessment.probability.at(i) = std::clamp(all.at(i).highest(), 0.0, 1.0);
    }
    describe(assessment);
    const auto cell_of = [&](Category category) -> const PolicyCell& {
        return policy.cell(direction, age_band, category, attention);
    };
    collect_evidence(assessment, cell_of, place);
    const bool by_days = attention == Attention::Watchful && verdict.primary &&
                         verdict.action > policy.decide(all, advice(), direction, age_band).action;
    if (by_days) {
        assessment.evidence.push_back(
            {.category = *verdict.primary,
             .source = "days",
             .begin = 0,
             .end = place.text_bytes,
             .context_turn = std::nullopt}
        );
    }
    return assessment;
}

}  // namespace buddy::safety
