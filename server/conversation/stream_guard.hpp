// Holds a reply back until it is known to be safe, clause by clause.
//
//     StreamGuard guard{judge, {.age_band = band, .locale = "en", .context = said_before}};
//     auto let_through = guard.feed(delta);          // cleared clauses, in order; maybe none
//     if (guard.blocked()) …                         // say kind words in its place; nothing more comes
//     auto rest = guard.finish();                    // the last clause, when the stream has ended well
//
// Invariant  No byte of a clause leaves before an assessment of everything said so far in this reply,
//            together with that clause, has allowed it, and the critics of a model's words found nothing
//            in it. After a refusal nothing leaves any more. What is not finish()ed (cancellation, a
//            broken stream) is dropped with the guard.
//            Guarded by stream_guard_test.cpp over random chunkings and faults, and by stream_guard_fuzz.cpp.
// Clauses    end at sentence marks and line ends at once, at commas when the clause is long, at the
//            last space when it is very long. A character is never split, nor a grapheme cluster as far as
//            it had arrived when its clause ended. Bytes that are not UTF-8 come out as U+FFFD.
// Threads    One guard belongs to one turn; one thread at a time.
// Errors     A judge that throws or is unavailable blocks; so does a critic that throws.
#pragma once

#include "buddy/safety/engine.hpp"
#include "conversation/cleared_text.hpp"
#include "conversation/mentor_voice.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// Assesses one message; the third argument is always set. safety::Engine::assess, or a test's own.
using Judge = std::function<safety::Assessment(
    const safety::Message& message, const safety::RiskState& before, safety::RiskState& after
)>;

class StreamGuard {
public:
    /// In what light a reply is assessed.
    struct Setting {
        safety::AgeBand age_band = safety::AgeBand::From10To12;
        std::string locale = "en";
        std::vector<safety::Turn> context;  ///< Oldest first, the child's message last. The texts
                                            ///< are borrowed for the guard's life.
        /// Reads what the judge has allowed; borrowed likewise. Null: people wrote these words.
        advisors::Review* review = nullptr;
    };
    /// A clause longer than this is cut at its last space, in bytes.
    static constexpr std::size_t long_clause = 240;
    /// From here on a comma ends a clause, in bytes.
    static constexpr std::size_t comma_clause = 64;
    /// What cannot be cut into readable text below this many bytes blocks the stream.
    static constexpr std::size_t most_held_back = 4096;
    /// How much of the reply before a clause is assessed with it, in bytes; whole characters.
    static constexpr std::size_t look_back = 4096;

    /// `judge` is borrowed for the guard's life.
    StreamGuard(const Judge& judge, Setting setting);

    /// Whether feed(delta) may have something to assess. Cheap, and says yes rather than no: a no is
    /// right but for a clause whose end was seen with the bytes before.
    [[nodiscard]] bool may_end_clause(std::string_view delta) const noexcept;
    /// Takes the next bytes of the reply; a character may be split between two calls.
    [[nodiscard]] std::vector<ClearedText> feed(std::string_view delta);
    /// The stream has ended well: assesses what is left.
    [[nodiscard]] std::vector<ClearedText> finish();

    [[nodiscard]] bool blocked() const noexcept { return refusal_.has_value(); }
    /// The assessment that blocked. Empty while nothing is blocked.
    [[nodiscard]] const std::optional<safety::Assessment>& refusal() const noexcept
    {
        return refusal_;
    }
    /// The critic that blocked what the judge had allowed. Empty while none has.
    [[nodiscard]] std::optional<advisors::Critic> critic() const noexcept { return critic_; }
    /// Everything that was let through so far.
    [[nodiscard]] const std::string& released() const noexcept { return released_; }

    /// Authored words for when safety cannot judge, has refused, or a reply broke off: the one
    /// thing that may be said without an assessment, for there is nothing safer to say. A test
    /// walks all of them through the engine. `after` is what was shown before; the words are set
    /// apart from it by a space.
    [[nodiscard]] static ClearedText kind_words(
        const MentorVoice& mentor,
        const advisors::TurnView& view,
        advisors::Mentor::Kindness kind,
        std::string_view after
    );
    /// Buddy's own sentence at the end of a reply, when the turn needs a person named and the reply named
    /// nobody: authored, and linted when it is loaded. Nothing when none is due.
    [[nodiscard]] static std::optional<ClearedText> closing_words(
        advisors::Review& review, std::string_view after
    );
    /// The crisis path's words, cleared as they were written: authored, linted when they are loaded,
    /// walked through the engine by a test, with numbers from the registry only. A doubtful judge
    /// must never stand between a child in danger and these words. Arguments as crisis_reply's.
    [[nodiscard]] static ClearedText crisis_words(
        const MentorVoice& mentor,
        const advisors::TurnView& view,
        std::string_view state,
        std::span<const advisors::HelpLine> lines,
        safety::Notify will_be_told
    );
    /// What was cleared before it was stored.
    [[nodiscard]] static ClearedText restored(StoredClause clause);

private:
    void decode(std::string_view delta);
    [[nodiscard]] std::vector<ClearedText> release_clauses();
    /// Where the first whole clause of what is pending ends, if one does.
    [[nodiscard]] std::optional<std::size_t> clause_end();
    [[nodiscard]] std::optional<std::size_t> cut_long_clause() const;
    [[nodiscard]] bool release(std::size_t end, std::vector<ClearedText>& cleared);
    [[nodiscard]] safety::Assessment assess(std::string_view clause) const;
    /// What is left of the judge's leave once the critics have read the clause.
    [[nodiscard]] safety::Assessment criticised(
        std::string_view clause, safety::Assessment allowed
    );
    void refuse(safety::Assessment why);

    const Judge& judge_;
    Setting setting_;
    std::string undecoded_;    // the head of a character whose tail has not come yet
    std::string pending_;      // valid UTF-8, not let through yet
    std::size_t scanned_ = 0;  // pending_ holds no clause end before here
    std::size_t letters_ = 0;  // letters and digits before scanned_
    std::string released_;
    std::optional<safety::Assessment> refusal_;
    std::optional<advisors::Critic> critic_;
};

/// Whether a whole text may be said under `setting`: the judge alone is asked, and one that throws or cannot
/// judge says no. For words that are not shown themselves.
[[nodiscard]] bool may_be_said(
    const Judge& judge, const StreamGuard::Setting& setting, std::string_view text
);

}  // namespace buddy::conversation
