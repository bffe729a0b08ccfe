// The supporters: advisors who do not speak in a turn, and give the one who leads a short note first. A model writes
// it, as a rule a cheaper one than speaks.
//
//     auto heard = co_await supporters.ask({.questions = …, .allows_third_party = true});
//     for (auto& one : heard)
//         if (!one.note.text.empty() && is_harmless(one.note.text)) …    // else: one.call.outcome = Dropped
//         supporters.tell(one.call);
//
// All are asked at once and have one deadline together: who is late, fails or has nothing to say is skipped, and
// no turn waits longer. A note is another program's word: it is bounded to one line, and whoever uses it has it
// judged first, hands it on as data between marks and shows it to nobody.
//
// Threads  Any loop may ask; one ask() stays on its loop.
// Errors   ask() lets none out.
// Cancel   Cancelling ask() cancels every call.
// Lifetime The parts outlive it.
#pragma once

#include "advisors/advisors.hpp"
#include "conversation/model_voice.hpp"
#include "llm/llm.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// How asking one supporter ended.
enum class NoteOutcome : std::uint8_t {
    Used,
    Late,        ///< No note within the deadline.
    Failed,      ///< Not reached, refused, or cut.
    Resting,     ///< Not asked: the model had failed several times in a row.
    OverBudget,  ///< Not asked: it may cost no more, or the call cannot be booked.
    Empty,       ///< It had nothing to say.
    Dropped,     ///< What it wrote is nothing that a child could be told.
    NotAllowed   ///< The family allows no model outside this server, and this is one.
};
/// "used", "late" …; a metric label.
[[nodiscard]] std::string_view id_of(NoteOutcome outcome) noexcept;

/// One question to a supporter, without its words.
struct NoteCall {
    advisors::Advisor by = advisors::Advisor::Listener;
    NoteOutcome outcome = NoteOutcome::Failed;
    std::chrono::steady_clock::duration took{};  ///< Zero when nobody was asked.
    llm::Usage usage;
    std::optional<Error> error;
};

/// Watches supporters for metrics and the log. Never sees a word.
class SupporterObserver {
public:
    SupporterObserver() = default;
    SupporterObserver(const SupporterObserver&) = delete;
    SupporterObserver& operator=(const SupporterObserver&) = delete;
    SupporterObserver(SupporterObserver&&) = delete;
    SupporterObserver& operator=(SupporterObserver&&) = delete;
    virtual ~SupporterObserver() = default;
    virtual void noted(const NoteCall& call) = 0;
    /// How long one turn waited for all of its notes; only where somebody was asked.
    virtual void waited(std::chrono::steady_clock::duration time) = 0;
};

struct NoteQuestion {
    advisors::Advisor by = advisors::Advisor::Listener;
    llm::ChatRequest request;
};

struct NoteCase {
    std::vector<NoteQuestion> questions;
    bool allows_third_party = false;  ///< The family's choice.
};

struct NoteHeard {
    NoteCall call;        ///< For tell(). `Used` as long as nobody knows better.
    advisors::Note note;  ///< Its text is empty unless the outcome is Used.
};

class Supporters {
public:
    /// Bytes of a note; what is longer is cut.
    static constexpr std::size_t longest_note = 400;

    struct Settings {
        std::chrono::milliseconds deadline{700};  ///< For all together.
        bool is_local = false;  ///< The model runs on this server: no third party.
        llm::Window window{.context = 8'192, .answer = 200};
        std::string reasoning_effort;  ///< llm::ChatRequest::reasoning_effort.
    };
    struct Parts {
        llm::ModelProvider& model;
        SupporterObserver& observer;
    };

    Supporters(Parts parts, Settings settings);

    /// What a request must fit into. Whoever runs the model, what gives a child away is masked in it: the note
    /// goes on to the model that leads, which may run elsewhere.
    [[nodiscard]] ModelVoice voice() const;
    /// One answer for each question, in their order. Ends within the deadline, and never throws but when it is
    /// cancelled.
    [[nodiscard]] Task<std::vector<NoteHeard>> ask(NoteCase one) const;
    /// To be called once for each that was heard.
    void tell(const NoteCall& call) const;

private:
    [[nodiscard]] Task<std::vector<NoteHeard>> consult(std::vector<NoteQuestion> questions) const;
    [[nodiscard]] Task<NoteHeard> consult_one(NoteQuestion question) const;

    Parts parts_;
    Settings settings_;
};

}  // namespace buddy::conversation
