// Answers to plain questions that a model gave before, and may be given again: cheaper, and at once.
//
//     const auto meaning = answers.meaning_of(asked);            // nothing: ask a model, and keep nothing
//     const auto name = answers.name_of(*meaning, {.model = "openai/…", .prompt = system_prompt, …});
//     if (const auto known = co_await answers.find(name)) …      // through the StreamGuard, like any reply
//     co_await answers.keep(name, {.text = reply, .cost = usage});
//
// Only the first message of a talk is looked up, and only when it is a plain question (plain_question.hpp) that worries nobody. An
// answer stands under everything that could have made it another one: the meaning, the whole system prompt (age band, language,
// advisor, topic, tone, prompt version), the model, and the versions of what judges. A change of any of them finds nothing.
// Neither question nor child is kept: a name is a keyed hash, and a reply is sealed under a key of the server.
//
// Threads  Any event loop.
// Errors   None: what goes wrong is counted, and a model is asked.
// Lifetime The parts outlive it.
#pragma once

#include "advisors/advisors.hpp"
#include "conversation/conversation_store.hpp"
#include "conversation/plain_question.hpp"
#include "conversation/response_cache.hpp"
#include "emotion/emotion.hpp"
#include "llm/llm.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::conversation {

enum class KnownOutcome : std::uint8_t {
    Hit,
    Miss,
    Kept,
    Blocked,    ///< Found, and not let through by the guard: forgotten, and a model was asked.
    NotJudged,  ///< Found, and safety could not judge it: it stays, and a model was asked.
    Failed      ///< The cache could not be reached, or held what cannot be opened.
};
/// "hit", "miss" …; a metric label.
[[nodiscard]] std::string_view id_of(KnownOutcome outcome) noexcept;

struct KnownAnswer {
    std::string text;
    llm::Usage cost;  ///< What the model took for it.
};

/// Watches for metrics. Never sees a word.
class KnownObserver {
public:
    KnownObserver() = default;
    KnownObserver(const KnownObserver&) = delete;
    KnownObserver& operator=(const KnownObserver&) = delete;
    KnownObserver(KnownObserver&&) = delete;
    KnownObserver& operator=(KnownObserver&&) = delete;
    virtual ~KnownObserver() = default;
    virtual void looked(KnownOutcome outcome) = 0;
    /// Neither looked up nor kept.
    virtual void left_alone(Unshared reason) = 0;
    /// Given in place of a call that had cost this.
    virtual void saved(const llm::Usage& cost) = 0;
};

class KnownAnswers {
public:
    struct Parts {
        ResponseCache& cache;
        const QuestionReader& reader;
        const Clock& clock;
        KnownObserver& observer;
    };
    struct Settings {
        std::chrono::hours lifetime{std::chrono::days{7}};
        std::string judged_by;  ///< Buddy's version, those of safety model, rules and policy, and
                                ///< the addresses of the models.
    };
    /// `root`: the server's root key; keys of this purpose are derived from it.
    KnownAnswers(Parts parts, Settings settings, const crypto::SecretKey& root);

    /// A turn, as far as it matters here. Borrowed for the call.
    struct Asked {
        const safety::Message& message;
        const safety::Assessment& assessment;
        const Memory& memory;
        const emotion::Reading& felt;
        const advisors::Choice& choice;
        bool was_doubted = false;  ///< A second opinion was asked, or somebody is told.
        bool holds_private = false;
    };
    /// What is asked, if it may be shared. Counts why not.
    [[nodiscard]] std::optional<std::string> meaning_of(const Asked& asked) const;

    /// Under what an answer stands, beside its meaning.
    struct Circumstances {
        std::string_view model;  ///< "openai/gpt-5-mini".
        bool is_local = false;   ///< The model runs on the operator's own machine.
        std::string_view prompt;
        safety::AgeBand age_band = safety::AgeBand::From10To12;
        std::string_view locale;
    };
    [[nodiscard]] std::string name_of(std::string_view meaning, const Circumstances& circumstances)
        const;

    Task<std::optional<KnownAnswer>> find(std::string name) const;
    /// The answer was let through, and stands for a call.
    void note_given(const KnownAnswer& answer) const;
    /// The guard did not let it through.
    Task<> forget_blocked(std::string name) const;
    /// Safety could not judge it, which says nothing of the answer.
    void note_not_judged() const;
    /// `is_whole`: the model had said everything. What cannot be shared is not kept.
    Task<> keep(std::string name, KnownAnswer answer, bool is_whole) const;

private:
    Parts parts_;
    Settings settings_;
    crypto::SecretKey naming_;
    crypto::Sealer sealer_;
};

}  // namespace buddy::conversation
