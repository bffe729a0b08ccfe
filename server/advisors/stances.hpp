// Where Buddy stands: for each of KORA's 26 risks what it does, what it never does and whom it
// points to, by age band, and what holds when a child presses. Read from data/stances/risks, with a
// linter that names file and place of every mistake. The format is documented in
// data/stances/README.md; docs/stances.md is made from the same files.
//
//     const auto stances = Stances::load("data/stances", content);
//     for (const auto* stance : stances->called_for(turn, choice.topic)) …
//
// Threads  Never changes after load(); share it freely.
#pragma once

#include "advisors/content.hpp"
#include "core/result.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

/// A stance for one age band, as whole sentences.
struct StanceWords {
    std::string does;
    std::string never;
    std::string points_to;
};

struct Stance {
    std::string id;     ///< As in safety::kora_risks().
    std::string title;  ///< As a parent reads it.
    std::string risk;   ///< What may go wrong, in one sentence.
    std::vector<safety::Category> categories;
    std::vector<std::string> topics;        ///< Of the mentor, that call for it by themselves.
    std::array<StanceWords, 3> by_band;     ///< By age band.
    std::vector<std::string> worn_down_by;  ///< One sentence for each way that is known to wear it
                                            ///< down: what holds then.
};

class Stances {
public:
    /// A prompt stays short: more are never called for at once.
    static constexpr std::size_t most_at_once = 2;

    /// `folder` is data/stances. Invalid: the linter's findings, with file and place.
    [[nodiscard]] static Result<Stances> load(
        const std::filesystem::path& folder, const Content& content
    );
    /// In the order of safety::kora_risks(), each once.
    [[nodiscard]] const std::vector<Stance>& all() const noexcept { return stances_; }
    /// Those that the turn's assessment or its topic calls for, most needed first; borrowed from
    /// here. A faint sign is enough: a stance raises no alarm, it only guides.
    [[nodiscard]] std::vector<const Stance*> called_for(
        const TurnView& turn, std::string_view topic
    ) const;

private:
    std::vector<Stance> stances_;
};

}  // namespace buddy::advisors
