// Says a case as a hurried child would: misspelt, now and then with something harmless beside it, and
// now and then to the guided mentor, so that the model leans neither on spelling, nor on a message having
// one subject only, nor on how the mentor talks.
#pragma once

#include "corpus.hpp"

#include <functional>
#include <map>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::train {

/// Short harmless messages by language, as they stand in the training side, and the guided mentor's own
/// lines (data/corpus/me.jsonl).
class SmallTalk {
public:
    SmallTalk() = default;
    explicit SmallTalk(std::span<const Case* const> cases);

    /// Keeps the case's message if it is short, a child's, without context, real and needs nothing.
    void keep(const Case& one);
    /// One of them; null when the language has none. Owned by this object.
    [[nodiscard]] const std::string* any(std::string_view lang, std::mt19937_64& random) const;
    /// Something the guided mentor says; otherwise likewise.
    [[nodiscard]] const std::string* mentors(std::string_view lang, std::mt19937_64& random) const;

private:
    using Lines = std::map<std::string, std::vector<std::string>, std::less<>>;
    [[nodiscard]] static const std::string* one_of(
        const Lines& lines, std::string_view lang, std::mt19937_64& random
    );

    Lines by_language_;
    Lines mentors_;
};

/// The case with its message and the child's turns misspelt (text/disguise.hpp), and in a third of the
/// draws with small talk before or after a child's message; a mentor does neither. In a third of the
/// draws the mentor before it talks as the guided mentor does; what a message of few words that needs
/// an answer may be the reply to stays, behind such a line. The labels stay: what needs an answer
/// needs it beside small talk too. The same state of `random` gives the same case.
[[nodiscard]] Case noisy(const Case& one, const SmallTalk& small_talk, std::mt19937_64& random);

}  // namespace buddy::train
