// The wire form of cases and assessments: what `buddy safety classify`, the HTTP interface and
// `buddy chat --json` read and write. Field names and their order are stable.
//
//     const auto line = safety::parse_case(R"({"id":"x1","text":"hi"})");
//     if (!line) … line.error().detail says why, in words that quote nothing of the text
//     std::string out = safety::decision_json(line->id_json, assessment, latency);
//
// Threads  Pure functions.
#pragma once

#include "buddy/safety/engine.hpp"
#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// One case line. Owns its texts.
struct Case {
    struct Spoken {
        Role role = Role::Child;
        std::string text;
    };
    std::string id_json;  ///< The id as it was written, as JSON; "null" without one.
    std::string text;
    std::vector<Spoken> context;
    Direction direction = Direction::Input;
    AgeBand age_band = AgeBand::From10To12;
    std::string locale = "en";

    // Labels, where the line has them: corpus and gate.
    bool labelled = false;  ///< The line names accepted actions.
    std::vector<Action> accepted;
    std::vector<Category> categories;
    Severity severity = Severity::None;
    Subject subject = Subject::None;
    When when = When::Now;
    Frame frame = Frame::Real;
    std::string id;  ///< The id as text; empty when it is none.
    std::string family;
    std::string gate_family;
    std::optional<bool> notify_guardian;
    std::optional<bool> notify_trusted_adult;
    std::optional<bool> notify_moderator;
    std::vector<std::pair<std::size_t, std::size_t>> spans;  ///< Must be seen as personal_info.

    /// The context as the engine takes it. Borrows from this case.
    [[nodiscard]] std::vector<Turn> turns() const;
    /// The message without its context; set that from turns(). Borrows from this case.
    [[nodiscard]] Message message() const;
};

/// Unknown fields are ignored; `lang` is read where `locale` is missing.
/// Invalid: not JSON, no text, or a field that cannot be read. `id_json` of a broken line is found
/// by case_id().
[[nodiscard]] Result<Case> parse_case(std::string_view line);
/// The id of a line as JSON, "null" when there is none or the line is no JSON.
[[nodiscard]] std::string case_id(std::string_view line);

/// {"action":…,"severity":…,"flagged":…,"score":…,"categories":{…},"primary":…,"subject":…,
///  "time":…,"frame":…,"notify":[…],"evidence":[…]} and, where available is false,
/// "available":false,"reason":"…".
[[nodiscard]] std::string assessment_json(const Assessment& assessment);
/// The same with "id" in front and "latency_us" at the end: one line of `buddy safety classify`.
[[nodiscard]] std::string decision_json(
    std::string_view id_json, const Assessment& assessment, std::chrono::microseconds latency
);
/// {"id":…,"error":"…"}
[[nodiscard]] std::string error_json(std::string_view id_json, std::string_view error);

}  // namespace buddy::safety
