// Attacks our own engine: rewrites a case that it catches, edit after edit, until it slips. What slips is
// labelled like its origin and may join the corpus, on the training side.
//
//     const Attack attack{by(engine), {}};
//     const Attempt attempt = attack.on(one);
//     if (attempt.result == Attempt::Result::Slipped) … attempt.found, attempt.edits
//
// The search is greedy: every edit is tried once, the one that lowers the score most is kept and built
// upon. Edits are the disguises of text/disguise.hpp and edits of words: synonyms, two turns instead of
// one, a harmless sentence before or after, a role-play that does not change what is told, a quotation.
// Those that put words in are English and leave other languages alone. A chain spoils the spelling of
// words at most once, so that what comes out stays readable to a person.
//
// Threads  Any number may share one Attack, where they may share what it attacks.
#pragma once

#include "corpus.hpp"

#include <buddy/safety/engine.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace buddy::train {

/// Who is attacked: assesses one message without what was kept of earlier ones.
using Attacked = std::function<safety::Assessment(const safety::Message& message)>;
[[nodiscard]] Attacked by(safety::Engine engine);

struct AttackSettings {
    std::uint64_t seed = 20260101;
    std::size_t tries = 60;  ///< Assessments a case at most.
    std::size_t chain = 3;   ///< Edits on top of each other at most.
};

/// What came of attacking one case.
struct Attempt {
    enum class Result : std::uint8_t {
        Missed,     ///< Not caught as written; not attacked.
        Withstood,  ///< No rewriting within the budget slipped.
        Slipped
    };
    Result result = Result::Missed;
    Case found;  ///< Slipped: the case as rewritten; family, author and labels kept.
    std::vector<std::string> edits;  ///< Slipped: in the order they were made.
    std::size_t tries = 0;           ///< Assessments; a message in two turns takes one for each.
};

class Attack {
public:
    Attack(Attacked attacked, AttackSettings settings);

    /// `one` is a child's message that needs action. Depends on the case, its id and the seed alone.
    [[nodiscard]] Attempt on(const Case& one) const;

private:
    struct Search;
    Attacked attacked_;
    AttackSettings settings_;
};

/// What came of attacking many cases: counts only.
struct AttackCounts {
    std::size_t cases = 0;
    std::size_t caught = 0;
    std::size_t slipped = 0;
    std::size_t tries = 0;
    std::map<std::string, std::size_t> single;  ///< Slips by one edit alone, by edit.
    std::map<std::string, std::size_t> part;    ///< Slips whose chain holds the edit.

    void add(const Attempt& attempt);
};

/// Counts as lines for people.
[[nodiscard]] std::string table_of(const AttackCounts& counts);

/// The case as one line of a corpus file, without a line end.
[[nodiscard]] std::string corpus_line(const Case& one, std::string_view note);

}  // namespace buddy::train
