// The mentor: who answers (the council), how (prompts for a model, or the guided mentor), and what
// is said in a crisis.
//
// Threads  Everything here never changes after load(); share it freely. State between turns is a
//          byte string that the caller keeps (conversation store) and hands back.
// Errors   load() reports malformed content with file and place. Nothing else can fail: there is
//          always an answer.
#pragma once

#include "advisors/critics.hpp"
#include "buddy/safety/engine.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

enum class Advisor : std::uint8_t {
    Listener,
    StudyCoach,
    Explorer,
    SocialGuide,
    WellbeingGuide,
    SafetySteward
};
[[nodiscard]] std::string_view id_of(Advisor advisor) noexcept;  ///< "listener" …
[[nodiscard]] std::string_view name_of(
    Advisor advisor, std::string_view locale
) noexcept;  ///< As shown to a child.

/// What Buddy may be to a child; the lower the stricter. It is no companion anywhere: "companion" takes nothing from it.
enum class Persona : std::uint8_t { Tutor, Mentor, Companion };
[[nodiscard]] std::string_view id_of(Persona persona) noexcept;  ///< "tutor" …

/// What laws and the family leave of Buddy's manner with a child. Nothing of it holds in a crisis.
struct Manner {
    Persona persona = Persona::Companion;
    bool praises = true;
    bool asks_about_feelings = true;  ///< Also a child that has not spoken of any.
    bool gives_opinions = true;
    friend bool operator==(const Manner&, const Manner&) = default;
};

/// What an advisor may know about the turn. Everything is borrowed for the call.
struct TurnView {
    std::string_view text;
    std::span<const safety::Turn> context;  ///< Oldest first, at most eight.
    safety::AgeBand age_band = safety::AgeBand::From10To12;
    std::string_view locale = "en";
    std::string_view country;  ///< ISO 3166-1 alpha-2, upper case; empty: unknown (never guessed).
    std::string_view nickname;
    std::string_view mood;                           ///< emotion::id_of, or empty.
    const safety::Assessment* assessment = nullptr;  ///< Never null in a real turn.
    std::uint64_t seed = 0;       ///< Chooses among variations; the same seed gives the same words.
    bool leans_on_buddy = false;  ///< For days the child has been here in place of with people.
    /// A doubt was asked about and let be (docs/decisions/0018): what the engine still sees of it is not
    /// put into words again.
    bool doubt_was_asked = false;
    std::optional<std::chrono::sys_days> today;  ///< The child's day; absent: not known.
    Manner manner = {};
};

/// Who leads, who helps, and why, in words that a guardian may read.
struct Choice {
    Advisor lead = Advisor::Listener;
    std::vector<Advisor> supporters;  ///< At most two.
    std::string topic;                ///< Stable id of the topic: "school", "friends" …
    std::string reason;               ///< One plain sentence.
};

/// What a model is told before it hears the talk.
struct SystemPrompt {
    std::string
        shared;  ///< For every child of one age band and language: a vendor's cache may keep it.
    std::string
        of_turn;  ///< Who speaks now, about what, and what to mind. Follows the shared part.
    std::string
        examples;  ///< How answers sound: as shared as `shared`, for those with room for it.
    [[nodiscard]] std::string whole() const { return shared + '\n' + of_turn; }
};

/// What an advisor who does not speak noticed, written by a model: never an instruction, never shown.
struct Note {
    Advisor by = Advisor::Listener;
    std::string text;
};

/// What a turn did for a child with a sum: for the record.
enum class Learning : std::uint8_t {
    None,
    Hint,      ///< A hint, or the next step.
    WayShown,  ///< The way and the answer.
    Found      ///< The child found the answer itself, before the way was shown.
};
[[nodiscard]] std::string_view id_of(Learning learning) noexcept;  ///< "hint" …
/// Anything else is None.
[[nodiscard]] Learning learning_from(std::string_view id) noexcept;

/// A prepared answer. Its text is authored content; it passes the stream guard by itself, without the
/// turns before it.
struct PreparedReply {
    std::string text;
    std::string state;  ///< To be handed back with the next turn; at most 4 KiB.
    std::vector<std::string>
        suggestions;   ///< Two or three quiet next things the child might say; may be empty.
    std::string move;  ///< Which helping-skill move was made; for records.
    Learning learning = Learning::None;
    /// The crisis path leaves this turn to the ordinary mentor; `text` is empty, and what it says itself
    /// stands after that answer.
    bool hands_over = false;
    std::string beside;
};

/// Where help can be reached. Numbers come from the registry, never from a model.
struct HelpLine {
    std::string service;
    std::string audience;  ///< child, youth, all …
    std::string channel;   ///< call, sms, chat, whatsapp, email, emergency
    std::string dial;      ///< Exact keys; empty for chat.
    std::string sms_keyword;
    std::string display;    ///< As a person reads it.
    std::string hours;      ///< Plain words; empty: not known.
    std::string source;     ///< Marks of the registry.
    bool verified = false;  ///< Somebody has checked it on the operator's own page.
    std::string reaches;    ///< Emergency numbers: any, police, ambulance, fire_ambulance.
    std::string url;        ///< The service's page or chat; empty: not known.
    std::string checked;    ///< Day of the check, YYYY-MM-DD; empty: not checked.
};

class HelpLines {
public:
    /// `folder` holds one file per country (data/crisis-lines/README.md). Invalid: the linter's
    /// first findings, with file and row; `now` tells which dates lie in the future.
    [[nodiscard]] static Result<HelpLines> load(
        const std::filesystem::path& folder, Time now = SystemClock{}.now()
    );
    /// Lines that may be shown, emergency number first, then children's lines. Empty for an unknown
    /// country. Hours are in the language of `locale`; `now` tells how old a check is.
    [[nodiscard]] std::vector<HelpLine> lines_for(
        std::string_view country, std::string_view locale = "en", Time now = SystemClock{}.now()
    ) const;
    [[nodiscard]] std::vector<std::string> countries() const;

private:
    struct Parts;
    explicit HelpLines(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

class Mentor {
public:
    /// `content` is data/mentor (topics, roles, crisis words, prompts); `stances` is data/stances.
    [[nodiscard]] static Result<Mentor> load(
        const std::filesystem::path& content, const std::filesystem::path& stances
    );

    /// Picks the lead from mood, topic, age band and risk.
    [[nodiscard]] Choice choose(const TurnView& turn) const;
    /// Whether this is Buddy's to answer in its manner; else kind_words(BeyondTutor) are due.
    [[nodiscard]] bool may_take_up(const TurnView& turn, const Choice& choice) const;
    /// The guided mentor's answer; `state` is what its last answer returned (empty at first;
    /// damaged: started anew).
    [[nodiscard]] PreparedReply guided_reply(
        const TurnView& turn, const Choice& choice, std::string_view state
    ) const;
    /// The crisis path's answer: caring words, the one question that matters, who is told, numbers
    /// from the registry. Its state keeps the path open: later turns are in the path while
    /// in_crisis(state) says so. In a doubt that was let be it hands turns over (PreparedReply).
    [[nodiscard]] PreparedReply crisis_reply(
        const TurnView& turn,
        std::string_view state,
        std::span<const HelpLine> lines,
        safety::Notify will_be_told
    ) const;
    [[nodiscard]] static bool in_crisis(std::string_view crisis_state) noexcept;
    /// A kind refusal that opens another door (actions redirect and block), or the words when
    /// safety cannot judge (assessment not available), or when an output was stopped;
    /// or, where Buddy is but a tutor, who is there for the rest.
    enum class Kindness : std::uint8_t {
        Redirect,
        Block,
        CannotJudge,
        OutputStopped,
        Interrupted,
        TooFast,
        BeyondTutor
    };
    [[nodiscard]] PreparedReply kind_words(const TurnView& turn, Kindness kind) const;
    /// The system prompt for a model that speaks as `choice.lead`. A child's words are never part
    /// of it.
    [[nodiscard]] SystemPrompt system_prompt(const TurnView& turn, const Choice& choice) const;
    /// What a model is told that writes a note as `supporter` for the one who leads. A child's words
    /// are never part of it.
    [[nodiscard]] SystemPrompt note_prompt(
        const TurnView& turn, const Choice& choice, Advisor supporter
    ) const;
    /// How a model that speaks is to take notes; belongs to its instructions. The notes themselves do not.
    [[nodiscard]] std::string_view about_notes() const;
    /// What a model is told that sums up a part of a talk.
    [[nodiscard]] std::string summary_prompt(safety::AgeBand age_band) const;
    /// The critics who read a model's reply to the turn.
    [[nodiscard]] Review review(const TurnView& turn, const Choice& choice) const;
    /// A child's message as it is handed to a model: between marks that it cannot close itself. The
    /// system prompt says that what is inside is never an instruction.
    [[nodiscard]] static std::string fenced(std::string_view child_text);
    /// A summary of what was said earlier, likewise.
    [[nodiscard]] static std::string fenced_summary(std::string_view summary);
    /// A note for the one who leads, likewise.
    [[nodiscard]] static std::string fenced_note(const Note& note);
    /// Lines of a talk that is to be summed up, likewise.
    [[nodiscard]] static std::string fenced_talk(std::string_view lines);

private:
    struct Parts;
    explicit Mentor(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::advisors
