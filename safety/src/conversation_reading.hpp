// The context layer: what a message means because of what was said before it.
//
//     Conversation conversation{rules, texts, locale, remembered(before)};
//     conversation.replay(message.context);            // only when there is no state yet
//     const auto found = conversation.weigh(message.context, text, reading);
//
// It knows: answers to the mentor's own questions, risks that stay open, taking back, stories that
// turn real, build-up over turns, stages of grooming, and requests split over turns.
//
// Threads  One Conversation belongs to one call.
// Errors   As RuleSet::find().
#pragma once

#include "match_text.hpp"
#include "policy.hpp"
#include "risk_state.hpp"
#include "rule_reading.hpp"

#include "text/normalised_once.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// One thing that the conversation adds to a message.
struct ContextFinding {
    Category category = Category::Distress;
    double probability = 0;
    Severity severity = Severity::Medium;
    Danger danger = Danger::Unknown;
    std::string source;               ///< "context:answer", "state" …
    std::optional<std::size_t> turn;  ///< Index into Message::context.
    std::optional<Subject> subject;
};

/// A text as the rules read it.
struct ReadTurn {
    MatchText text;
    RuleReading reading;
};

/// What rules alone find: weight as probability, severity and danger of the hits.
[[nodiscard]] Findings findings_of(const RuleReading& reading) noexcept;
/// Adds one finding to what is known of its category: the higher probability and severity win.
void add_finding(Findings& findings, const ContextFinding& found) noexcept;
[[nodiscard]] TurnSigns signs_of(const RuleReading& reading, const Findings& findings) noexcept;

class Conversation {
public:
    /// Keeps references to `rules` and `texts`, and borrows `locale`.
    Conversation(
        const RuleSet& rules,
        text::NormalisedOnce& texts,
        std::string_view locale,
        RiskMemory memory
    );

    /// Builds the memory from earlier turns.
    void replay(std::span<const Turn> context);
    /// What the earlier turns add to the child's message `now`.
    [[nodiscard]] std::vector<ContextFinding> weigh(
        std::span<const Turn> context, const ReadTurn& now
    );
    /// `now` is a plain no to the mentor's question about a danger that is not open, and nothing else.
    [[nodiscard]] bool denies(std::span<const Turn> context, const ReadTurn& now);
    /// The child names somebody of its family, now or in an earlier turn.
    [[nodiscard]] bool names_family(std::span<const Turn> context, const ReadTurn& now);
    /// A bare answer in harmless talk: the vetoes that spoke in the child's turn that it continues.
    [[nodiscard]] std::vector<RuleHit> frames_of_bare_answer(
        std::span<const Turn> context, const ReadTurn& now
    );
    [[nodiscard]] const RiskMemory& memory() const noexcept { return memory_; }

private:
    struct Exchange;
    using Found = std::vector<ContextFinding>;

    /// The rules' view of an earlier turn; made once and kept by its place in the context.
    const MatchText& text_of(std::span<const Turn> context, std::size_t turn);
    [[nodiscard]] bool anything_open() const noexcept;
    [[nodiscard]] Found weigh_alone(std::span<const Turn> context, const ReadTurn& now);
    void weigh_answer(const Exchange& exchange, Found& found) const;
    void weigh_open_risks(const Exchange& exchange, Found& found) const;
    void weigh_story(const Exchange& exchange, Found& found) const;
    void weigh_stages(const Exchange& exchange, Found& found) const;
    void weigh_split_request(const Exchange& exchange, Found& found);

    const RuleSet* rules_;
    text::NormalisedOnce* normalised_;
    std::string_view locale_;
    RiskMemory memory_;
    std::vector<std::optional<MatchText>> texts_;
};

}  // namespace buddy::safety
