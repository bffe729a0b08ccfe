// The rules: patterns that a person wrote, each with its category, its reason in plain words and
// examples that must and must not match. High precision; the model covers what they do not foresee.
//
//     const auto rules = RuleSet::load("safety/rules");
//     for (const RuleHit& hit : rules->find(text, Voice::Child)) …
//
// Packs are JSON files (comments allowed); safety/rules/README.md describes their fields.
// Patterns are RE2, matched against MatchText: lower case, no accents, words one space apart.
//
// Threads  Never changes after load(); any number of threads may share one. load() leaves a thread
//          behind that compiles the patterns and ends by itself; what a text needs earlier, find()
//          compiles.
// Errors   load() names pack, rule and what is wrong, a pattern's syntax included. find() throws
//          std::bad_alloc, and std::invalid_argument for a pattern that is too large to compile: the
//          engine then fails closed.
#pragma once

#include "match_text.hpp"

#include "buddy/safety/assessment.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

enum class RuleKind : std::uint8_t {
    Risk,      ///< Evidence for a category.
    Veto,      ///< What it covers is meant otherwise: an idiom, a game, a book.
    Question,  ///< A mentor's question about a category; the child's next words may answer it.
    Answer,    ///< A whole message that answers: yes, no, unsure, retract, real.
    Stage,     ///< One stage of grooming; alone it proves little.
};

/// What an answer says, or which stage of grooming a message shows. Stages stand last.
enum class Meaning : std::uint8_t {
    None,
    Yes,
    No,
    Unsure,
    Retract,   ///< "jk", "forget it": takes back what was said, and closes nothing.
    TurnReal,  ///< "it's not a story": fiction that turns real.
    Insist,    ///< "i mean it": what was said before is no way of speaking.
    Denial,    ///< "no, just tired": a no and nothing else.
    LongAgo,   ///< "tuesday", "cant remember": longer ago than is well.
    Family,    ///< Somebody of the family is named; proves nothing.
    Contact,   ///< Somebody met online, or an adult who seeks the child's company.
    Gift,
    Secrecy,
    Isolation,
    Picture,
    Meeting,
    Threat,
};

/// Who the danger comes from, as far as the rule knows. Decides who is told.
enum class Danger : std::uint8_t { Unknown, Caregiver, Others };

/// Whose words a rule reads.
enum class Voice : std::uint8_t { Child, Mentor };

struct RuleExample {
    std::string text;
    std::string language;
};

struct Rule {
    std::string id;
    std::string pack;
    RuleKind kind = RuleKind::Risk;
    std::vector<Category> categories;  ///< Risk: the first is the main one. Veto: what it voids.
    Severity severity = Severity::Medium;
    double weight = 0.9;  ///< How often a hit is right, 0 to 1; checked on the calibration split.
    Voice voice = Voice::Child;
    std::optional<Subject> subject;
    std::optional<When> when;
    Frame frame = Frame::Real;
    Danger danger = Danger::Unknown;
    Meaning meaning = Meaning::None;
    bool negatable = false;  ///< "not", "never" … just before it void it.
    bool alone = false;      ///< It counts only where nothing else is said.
    bool opening = false;    ///< Risk: it counts only where nothing was said before.
    bool stated = false;     ///< Risk: said outright; an idiom voids it only by holding all of it.
    bool settles = false;    ///< Veto: it also explains unease of the model that names nothing.
    bool whole_message =
        false;           ///< Risk and Answer: must cover the message. Veto: voids all of it.
    std::string reason;  ///< For a parent.
    std::vector<std::string> patterns;
    std::vector<RuleExample> must_match;
    std::vector<RuleExample> must_not_match;
};

/// One place where a rule matched: bytes of MatchText::text().
struct RuleHit {
    const Rule* rule = nullptr;  ///< Borrowed from the RuleSet.
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Name and content of one pack, for packs that do not come from a folder.
struct RulePack {
    std::string name;
    std::string json;
};

class RuleSet {
public:
    /// NotFound: no folder, or no pack in it. Invalid: a pack is malformed. Nothing is half-loaded.
    [[nodiscard]] static Result<RuleSet> load(const std::filesystem::path& folder);
    [[nodiscard]] static Result<RuleSet> compile(std::span<const RulePack> packs);

    /// All hits, in rule order, those of one pattern in the order of the text and without overlap.
    /// Rules of every language are read: children mix languages, and a locale is often wrong.
    [[nodiscard]] std::vector<RuleHit> find(const MatchText& text, Voice voice) const;

    [[nodiscard]] std::span<const Rule> rules() const noexcept;
    [[nodiscard]] const Rule* named(std::string_view id) const noexcept;
    /// 16 hex digits that name exactly these packs.
    [[nodiscard]] const std::string& version() const noexcept;

private:
    struct Parts;
    explicit RuleSet(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::safety
