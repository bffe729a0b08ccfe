// Brings together what the layers found and writes the assessment: probabilities, evidence, score,
// and through the policy the action.
//
// How they combine: a standing rule counts with its own weight; an idiom, a game or a book that a
// rule saw tempers the model's probability for its categories, unless another rule stands there;
// the higher of rule and model wins, category by category. Beside the categories the model gives
// advice (policy.hpp), which can only raise what they ask for.
//
// Threads  One Judgement belongs to one call.
#pragma once

#include "conversation_reading.hpp"
#include "policy.hpp"

#include "buddy/safety/assessment.hpp"
#include "buddy/safety/personal_details.hpp"
#include "core/result.hpp"
#include "text/model.hpp"

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace buddy::safety {

/// Where the heads lie in the model's outputs; found once, at start-up.
struct ModelOutputs {
    std::array<std::size_t, category_count> category{};
    std::size_t needs_action = 0;
    std::array<std::size_t, 5> action{};
    std::array<std::size_t, 3> subject{};
    std::array<std::size_t, 3> when{};
    std::array<std::size_t, 5> frame{};
};
/// Invalid: the model lacks a head or a label that the engine reads.
[[nodiscard]] Result<ModelOutputs> find_outputs(const text::Model& model);

/// One prediction in the engine's own words.
struct ModelReading {
    std::array<double, category_count> probability{};
    double needs_action = 0;
    Advice advice;
    Subject subject = Subject::None;
    When when = When::Now;
    Frame frame = Frame::Real;
};
[[nodiscard]] ModelReading read_outputs(
    const ModelOutputs& outputs, const text::Prediction& prediction
) noexcept;

/// Anything in it could come to an action.
[[nodiscard]] bool is_uneasy(const ModelReading& reading) noexcept;
/// What both readings of one message see: the smaller probabilities, the first one's hints.
[[nodiscard]] ModelReading lesser(const ModelReading& one, const ModelReading& other) noexcept;

using CellOf = std::function<const PolicyCell&(Category category)>;

class Judgement {
public:
    struct Place {
        std::size_t text_bytes = 0;
        std::size_t context_offset = 0;  ///< Turns of Message::context that were not read.
    };

    explicit Judgement(const Tempering& tempering) : tempering_{tempering} {}

    /// `offset`: where the window begins in the message.
    void add_rules(const ReadTurn& turn, const text::Normalised& normalised, std::size_t offset);
    void add_details(
        std::span<const PersonalDetail> details, std::size_t offset, Direction direction
    );
    void add_model(const ModelReading& reading);
    void add_context(const ContextFinding& found);
    void add_unknown_past() noexcept { unknown_past_ = true; }
    /// The child said a plain no to the mentor's question about danger, and nothing else: what the
    /// model alone suspects asks for care, as where the talk reader is calm.
    void add_denial() noexcept { denied_ = true; }
    /// Nobody of the family is named in the talk: where rules know that the danger comes from others,
    /// an inkling of abuse that only the model has is no suspicion of the home.
    void add_outsider() noexcept { outsider_ = true; }
    [[nodiscard]] bool blames_others() const noexcept;
    /// A bare answer stays in the frame of what it answers.
    void add_frame(Category category, Frame frame) noexcept;
    /// Somebody at home was named as the danger earlier: whatever follows is kept from the guardian.
    void add_danger_at_home() noexcept { danger_at_home_ = true; }

    [[nodiscard]] Findings findings() const noexcept;
    [[nodiscard]] Assessment conclude(
        const Policy& policy,
        Direction direction,
        AgeBand age_band,
        Attention attention,
        Place place
    ) const;

private:
    struct Hint {
        double strength = 0;
        std::optional<Subject> subject;
        std::optional<When> when;
    };
    [[nodiscard]] double tempered(std::size_t category) const noexcept;
    [[nodiscard]] double factor_of(Frame frame) const noexcept;
    [[nodiscard]] std::size_t leading() const noexcept;
    [[nodiscard]] double leading_factor() const noexcept;
    [[nodiscard]] double care_factor() const noexcept;
    [[nodiscard]] double score() const noexcept;
    [[nodiscard]] Advice advice() const noexcept;
    void describe(Assessment& assessment) const;
    /// `cell_of(category)` is the policy's cell that decided.
    void collect_evidence(Assessment& assessment, const CellOf& cell_of, Place place) const;

    Tempering tempering_;
    Findings rules_{};
    std::array<Frame, category_count> vetoed_as_{};
    std::array<bool, category_count> negated_{};
    std::array<bool, category_count> over_{};
    std::optional<Frame> settled_;
    std::array<Hint, category_count> hints_{};
    std::vector<Evidence> evidence_;
    ModelReading model_;
    bool unknown_past_ = false;
    bool danger_at_home_ = false;
    bool denied_ = false;
    bool outsider_ = false;
};

}  // namespace buddy::safety
