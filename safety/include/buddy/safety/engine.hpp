// Assesses one message of a conversation: which risks, how severe, who is at risk, what must happen,
// who is told.
//
//     const auto engine = safety::Engine::load({.model = "…", .rules = "…", .policy = "…"});
//     if (!engine) return std::unexpected(engine.error());
//     safety::RiskState after;
//     const auto assessment = engine->assess({.text = draft}, before, after);
//
// Threads  An Engine never changes after load(); any number of threads may share one.
// Errors   load() may fail. assess() cannot: what it is unable to judge is unavailable().
// Lifetime Copies share one set of compiled rules and one mapped model, freed with the last copy.
#pragma once

#include "buddy/safety/assessment.hpp"
#include "buddy/safety/trajectory.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// One earlier turn. Text is UTF-8, borrowed for the call.
struct Turn {
    Role role = Role::Child;
    std::string_view text;
};

/// How closely to look.
enum class Attention : std::uint8_t {
    Usual,
    Watchful  ///< The child's course over days has risen (trajectory.hpp): quieter signs count.
};

/// The message to assess, with what was said before. Everything is borrowed for the call only.
struct Message {
    std::string_view text;  ///< UTF-8; bytes that are not are read as U+FFFD.
    AgeBand age_band = AgeBand::From10To12;
    Direction direction = Direction::Input;
    std::string_view locale = "en";          ///< BCP 47; only the language part is used.
    std::span<const Turn> context;           ///< Oldest first; the last eight are used.
    Attention attention = Attention::Usual;  ///< Matters for inputs only.
};

/// What the engine remembers of a conversation: a versioned byte string of at most 4 KiB, kept by
/// the caller. Empty at the start. Bytes of an unknown version or damaged bytes are treated as
/// "unknown risk", never as "no risk".
struct RiskState {
    static constexpr std::size_t max_bytes = 4096;
    std::string bytes;
};

/// Where the safety files lie. All are needed.
struct EngineFiles {
    std::filesystem::path model;   ///< Model file (text/model.hpp); its checksum is verified.
    std::filesystem::path rules;   ///< Folder of rule packs.
    std::filesystem::path policy;  ///< Policy matrix.
};

/// Hooks for tests: faults and time. The defaults are the real thing.
struct EngineHooks {
    std::function<std::int64_t()>
        thread_nanos;  ///< Thread CPU clock; default CLOCK_THREAD_CPUTIME_ID.
    std::function<std::int64_t()> wall_nanos;  ///< Default CLOCK_MONOTONIC.
    std::function<void(std::string_view)>
        at;  ///< Called with each layer's name ("normalise", "rules" …); may throw.
};

struct Layers;

/// What somebody else, asked about a message, sees in it: a language model that serves as judge.
struct Opinion {
    bool sees_risk = false;              ///< false: nothing; then the rest says nothing either.
    std::vector<Category> categories;    ///< Which risks. Empty: not named; the likeliest counts.
    Severity severity = Severity::None;  ///< None: not said; what the policy assumes counts.
    friend bool operator==(const Opinion&, const Opinion&) = default;
};

class Engine {
public:
    /// One window, in bytes. A longer text is assessed in overlapping windows; the worst wins.
    static constexpr std::size_t window_bytes = 32UL * 1024;

    /// Loads model, rules and policy. Takes under 100 ms and blocks: call it at start-up.
    /// NotFound  a file is missing.  Invalid  a file is malformed, or a checksum is wrong; the
    /// detail names file and place.
    [[nodiscard]] static Result<Engine> load(const EngineFiles& files, EngineHooks hooks = {});

    /// Never throws. Time linear in the length of the message. Keeps no copy of the text.
    /// `before` may be empty although there is context: then the state is built from the context.
    /// `after` is always set; on unavailable() it equals `before`. For outputs it equals `before`,
    /// too.
    [[nodiscard]] Assessment assess(
        const Message& message, const RiskState& before, RiskState& after
    ) const noexcept;

    /// The assessment of a child's message in the light of a second opinion. The policy says what the
    /// opinion asks for; where that is stronger than `standing`, it counts (evidence "judge"), and
    /// `after` remembers it. Nothing is ever weaker than `standing`, whatever the opinion says:
    /// action, severity and probabilities stay or rise; nobody who had to be told is left out, but a
    /// guardian who may be the danger. A child who may be in danger is not refused on an opinion.
    /// An unavailable assessment, and one of an output, stays as it is.
    [[nodiscard]] Assessment raised(
        const Message& message, Assessment standing, const Opinion& opinion, RiskState& after
    ) const;

    /// Identify what decided: for records, /readyz and the model card.
    [[nodiscard]] const std::string& model_version() const noexcept;
    [[nodiscard]] const std::string& policy_version() const noexcept;
    [[nodiscard]] const std::string& rules_version() const noexcept;

    /// From where on a course over days is worth telling an adult, as the policy says.
    [[nodiscard]] const DaysLine& days_line() const noexcept;

    /// Why a source of evidence spoke ("rule:sh.intent.01", "context:retraction", "model" …), in a
    /// sentence that a parent understands.
    [[nodiscard]] std::string reason_of(std::string_view source) const;

private:
    friend class
        LayerSwitch;  // src/layers.hpp: measures what each layer is worth; nobody serves it
    [[nodiscard]] Assessment assess_by(
        const Layers& layers, const Message& message, const RiskState& before, RiskState& after
    ) const noexcept;
    struct Parts;
    explicit Engine(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::safety
