#include "conversation_reading.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <utility>

namespace buddy::safety {

namespace {

constexpr std::array open_categories{
    Category::SelfHarm,
    Category::Abuse,
    Category::Exploitation,
    Category::EatingDisorder,
    Category::Violence,
    Category::Weapons,
    Category::Medical,
    Category::DangerousActs,
};
/// So many words at most still read as an answer to a question that needs one word.
constexpr std::size_t short_answer_words = 12;
/// Two child turns joined hold at most this much; longer ones are read alone.
constexpr std::size_t longest_joined_bytes = 2048;
constexpr std::size_t joined_turns = 2;
/// From here on a series of sad turns counts as build-up.
constexpr double worrying_build_up = 1.4;

constexpr std::size_t index_of(Category category) noexcept
{
    return static_cast<std::size_t>(category);
}

std::optional<std::size_t> last_mentor_turn(std::span<const Turn> context)
{
    if (context.empty() || context.back().role != Role::Mentor) return std::nullopt;
    return context.size() - 1;
}

}  // namespace

struct Conversation::Exchange {
    std::span<const Turn> context;
    const ReadTurn& now;
    std::optional<std::size_t> mentor_turn;
    RuleReading mentor;
};

Findings findings_of(const RuleReading& reading) noexcept
{
    Findings findings{};
    for (const auto& hit : reading.risks) {
        double probability = hit.rule->weight;
        for (const auto category : hit.rule->categories) {
            auto& found = findings.at(index_of(category));
            const bool first = !found.from_rule;
            found.from_rule = true;
            found.probability = std::max(found.probability, probability);
            found.severity = std::max(found.severity, hit.rule->severity);
            if (first) {
                found.danger = hit.rule->danger;
            } else if (hit.rule->danger == Danger::Caregiver || found.danger != hit.rule->danger) {
                found.danger =
                    hit.rule->danger == Danger::Caregiver || found.danger == Danger::Caregiver
                        ? Danger::Caregiver
                        : Danger::Unknown;
            }
            probability *= 0.8;  // the further categories of a rule are likely, not certain
        }
    }
    return findings;
}

void add_finding(Findings& findings, const ContextFinding& found) noexcept
{
    auto& known = findings.at(index_of(found.category));
    if (!known.from_rule) known.danger = found.danger;
    known.severity = known.from_rule ? std::max(known.severity, found.severity) : found.severity;
    known.probability = std::max(known.probability, found.probability);
    known.from_rule = true;
    if (found.danger == Danger::Caregiver) known.danger = Danger::Caregiver;
}

TurnSigns signs_of(const RuleReading& reading, const Findings& findings) noexcept
{
    TurnSigns signs;
    for (const auto& hit : reading.stages) {
        signs.stages = static_cast<std::uint16_t>(signs.stages | stage_bit(hit.rule->meaning));
    }
    for (const auto frame : reading.vetoed_as) {
        if (frame == Frame::Fiction || frame == Frame::Game) signs.fiction = true;
    }
    for (const auto& found : findings) {
        if (found.danger == Danger::Caregiver && found.probability >= 0.5) {
            signs.caregiver_danger = true;
        }
    }
    return signs;
}

Conversation::Conversation(
    const RuleSet& rules, text::NormalisedOnce& texts, std::string_view locale, RiskMemory memory
)
    : rules_{&rules}, normalised_{&texts}, locale_{locale}, memory_{std::move(memory)}
{
}

const MatchText& Conversation::text_of(std::span<const Turn> context, std::size_t turn)
{
    constexpr std::size_t longest = 2048;
    if (texts_.size() <= turn) texts_.resize(turn + 1);
    auto& text = texts_[turn];
    if (!text) {
        text = MatchText{normalised_->of(context[turn].text.substr(0, longest), locale_)->text};
    }
    return *text;
}

void Conversation::replay(std::span<const Turn> context)
{
    for (std::size_t i = 0; i < context.size(); ++i) {
        if (context[i].role != Role::Child) continue;
        ReadTurn turn{.text = text_of(context, i), .reading = {}};
        turn.reading = read_with_rules(*rules_, turn.text, Voice::Child);
        if (i > 0) forget_openings(turn.reading);
        Findings findings = findings_of(turn.reading);
        for (const auto& found : weigh_alone(context.first(i), turn)) add_finding(findings, found);
        memory_.add_turn(findings, signs_of(turn.reading, findings));
        for (const auto& veto : turn.reading.vetoes) {
            const bool story =
                veto.rule->frame == Frame::Fiction || veto.rule->frame == Frame::Game;
            if (story) memory_.remember_story(veto.rule->categories.front());
        }
    }
}

std::vector<ContextFinding> Conversation::weigh(std::span<const Turn> context, const ReadTurn& now)
{
    auto found = weigh_alone(context, now);
    const Exchange exchange{.context = context, .now = now, .mentor_turn = {}, .mentor = {}};
    weigh_split_request(exchange, found);
    return found;
}

Conversation::Found Conversation::weigh_alone(std::span<const Turn> context, const ReadTurn& now)
{
    Found found;
    Exchange exchange{
        .context = context, .now = now, .mentor_turn = last_mentor_turn(context), .mentor = {}
    };
    const bool may_answer = !now.reading.answers.empty() || now.text.words() <= short_answer_words;
    if (exchange.mentor_turn && may_answer) {
        exchange.mentor =
            read_with_rules(*rules_, text_of(context, *exchange.mentor_turn), Voice::Mentor);
    }
    weigh_answer(exchange, found);
    weigh_open_risks(exchange, found);
    weigh_story(exchange, found);
    weigh_stages(exchange, found);
    return found;
}

void Conversation::weigh_answer(const Exchange& exchange, Found& found) const
{
    const auto& child = exchange.now.reading;
    const bool says_no = child.means(Meaning::No);
    const bool says_yes = child.means(Meaning::Yes);
    const bool unsure = child.means(Meaning::Unsure);
    for (const auto& question : exchange.mentor.questions) {
        const auto category = question.rule->categories.front();
        const bool open = memory_.open(category) || memory_.unknown;
        bool worrying = says_yes || unsure;
        if (question.rule->meaning == Meaning::No) worrying = open && (says_no || unsure);
        if (question.rule->meaning == Meaning::Unsure) {
            worrying = open && !says_no && exchange.now.text.words() <= short_answer_words;
        }
        if (question.rule->meaning == Meaning::LongAgo) {
            worrying = child.means(Meaning::LongAgo) || unsure;
        }
        if (!worrying) continue;
        found.push_back(
            {.category = category,
             .probability = says_yes || open ? question.rule->weight : 0.85,
             .severity = question.rule->severity,
             .danger = question.rule->danger,
             .source = "context:" + question.rule->id,
             .turn = exchange.mentor_turn,
             .subject = question.rule->subject}
        );
    }
}

bool Conversation::anything_open() const noexcept
{
    return memory_.unknown || std::ranges::any_of(open_categories, [this](Category category) {
               return memory_.open(category);
           });
}

bool Conversation::denies(std::span<const Turn> context, const ReadTurn& now)
{
    const auto mentor = last_mentor_turn(context);
    if (!mentor || !now.reading.means(Meaning::Denial) || anything_open()) return false;
    const auto asked = read_with_rules(*rules_, text_of(context, *mentor), Voice::Mentor);
    return !asked.questions.empty() &&
           std::ranges::all_of(asked.questions, [](const RuleHit& question) {
               return question.rule->meaning == Meaning::None;
           });
}

bool Conversation::names_family(std::span<const Turn> context, const ReadTurn& now)
{
    if (now.reading.means(Meaning::Family)) return true;
    for (std::size_t i = 0; i < context.size(); ++i) {
        if (context[i].role != Role::Child) continue;
        if (read_with_rules(*rules_, text_of(context, i), Voice::Child).means(Meaning::Family))
            return true;
    }
    return false;
}

std::vector<RuleHit> Conversation::frames_of_bare_answer(
    std::span<const Turn> context, const ReadTurn& now
)
{
    constexpr std::size_t bare_words = 3;
    const auto mentor = last_mentor_turn(context);
    const bool bare = now.text.words() <= bare_words && now.reading.risks.empty() &&
                      !now.reading.means(Meaning::Insist);
    if (!mentor || *mentor == 0 || !bare || anything_open()) return {};
    const auto before = *mentor - 1;
    if (context[before].role != Role::Child) return {};
    const auto asked = read_with_rules(*rules_, text_of(context, *mentor), Voice::Mentor);
    const auto about_danger = [](const RuleHit& question) {
        return question.rule->meaning != Meaning::Unsure;  // "when?" asks of anything
    };
    if (std::ranges::any_of(asked.questions, about_danger)) return {};
    const auto said = read_with_rules(*rules_, text_of(context, before), Voice::Child);
    const bool grooming = std::ranges::any_of(said.stages, [](const RuleHit& hit) {
        return stage_bit(hit.rule->meaning) != 0;
    });
    if (!said.risks.empty() || grooming) return {};
    std::vector<RuleHit> frames;
    std::ranges::copy_if(said.vetoes, std::back_inserter(frames), [](const RuleHit& veto) {
        return veto.rule->frame == Frame::Figurative || veto.rule->frame == Frame::Game ||
               veto.rule->frame == Frame::Study;  // a story may turn real with any word
    });
    return frames;
}

void Conversation::weigh_open_risks(const Exchange& exchange, Found& found) const
{
    const bool takes_back = exchange.now.reading.means(Meaning::Retract);
    for (const auto category : open_categories) {
        if (!memory_.open(category)) continue;
        const auto danger = memory_.caregiver_danger() ? Danger::Caregiver : Danger::Unknown;
        if (takes_back && memory_.turns_since(category) <= 4) {
            found.push_back(
                {.category = category,
                 .probability = 0.85,
                 .severity = Severity::High,
                 .danger = danger,
                 .source = "context:retraction"}
            );
            continue;
        }
        const bool stays_with_child = category == Category::SelfHarm ||
                                      category == Category::Abuse ||
                                      category == Category::Exploitation;
        if (!stays_with_child || memory_.turns_since(category) > 3) continue;
        found.push_back(
            {.category = category,
             .probability = 0.65,
             .severity = Severity::Low,
             .danger = danger,
             .source = "state"}
        );
    }
    const bool sad_now = exchange.now.reading.strongest(Category::Distress) != nullptr;
    if (sad_now && memory_.build_up() >= worrying_build_up && !memory_.open(Category::SelfHarm)) {
        found.push_back(
            {.category = Category::SelfHarm,
             .probability = 0.62,
             .severity = Severity::Low,
             .source = "context:build_up"}
        );
    }
}

void Conversation::weigh_story(const Exchange& exchange, Found& found) const
{
    if (!exchange.now.reading.means(Meaning::TurnReal)) return;
    const auto risk = memory_.story_risk();
    if (!risk) return;
    found.push_back(
        {.category = *risk,
         .probability = 0.93,
         .severity = Severity::High,
         .source = "context:story_turns_real",
         .subject = Subject::Self}
    );
}

void Conversation::weigh_stages(const Exchange& exchange, Found& found) const
{
    unsigned now = 0;
    for (const auto& hit : exchange.now.reading.stages) now |= stage_bit(hit.rule->meaning);
    if (now == 0) return;
    const unsigned all = now | memory_.stages();
    const unsigned contact = stage_bit(Meaning::Contact);
    const int others = std::popcount(all & ~contact);
    const bool met_somebody = (all & contact) != 0;
    if (others + (met_somebody ? 1 : 0) < 2) return;
    const bool grave = others >= 2 || (met_somebody && others >= 1);
    found.push_back(
        {.category = Category::Exploitation,
         .probability = grave && met_somebody ? 0.92 : 0.75,
         .severity = met_somebody ? Severity::High : Severity::Medium,
         .danger = Danger::Unknown,
         .source = "context:grooming_stages",
         .subject = Subject::Self}
    );
}

void Conversation::weigh_split_request(const Exchange& exchange, Found& found)
{
    std::string joined;
    std::size_t taken = 0;
    std::size_t oldest = 0;
    for (std::size_t i = exchange.context.size(); i-- > 0 && taken < joined_turns;) {
        if (exchange.context[i].role != Role::Child) continue;
        const std::string& earlier = text_of(exchange.context, i).text();
        if (joined.size() + earlier.size() > longest_joined_bytes) break;
        joined.insert(0, earlier);
        oldest = i;
        ++taken;
    }
    if (taken == 0 || exchange.now.text.text().size() > longest_joined_bytes) return;
    const std::size_t seam = MatchText{joined}.text().size();
    const MatchText whole{joined + exchange.now.text.text()};
    const RuleReading reading = read_with_rules(*rules_, whole, Voice::Child);
    for (const auto& hit : reading.risks) {
        if (hit.rule->whole_message || hit.begin + 1 >= seam || hit.end <= seam) continue;
        found.push_back(
            {.category = hit.rule->categories.front(),
             .probability = hit.rule->weight * 0.9,
             .severity = hit.rule->severity,
             .danger = hit.rule->danger,
             .source = "context:" + hit.rule->id,
             .turn = oldest,
             .subject = hit.rule->subject}
        );
    }
}

}  // namespace buddy::safety
