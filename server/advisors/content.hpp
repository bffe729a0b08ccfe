// Everything that is authored: topics, words, crisis words, kind words, prompts. Read once from
// data/mentor, with a linter that names file and place of every mistake. The format is documented
// in data/mentor/README.md.
//
// Threads  Never changes after load(); share it freely.
#pragma once

#include "advisors/advisors.hpp"
#include "advisors/lines.hpp"
#include "advisors/phrase_match.hpp"
#include "core/result.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

inline constexpr std::array<std::string_view, 5> languages = {"en", "es", "fr", "de", "pt"};
/// The language part of a locale when it is one of ours, else "en".
[[nodiscard]] std::string_view language_of(std::string_view locale) noexcept;

template <class T>
using Named = std::map<std::string, T, std::less<>>;
using PerLanguage = Named<Lines>;

/// What a child may answer to a question, and how it is taken up.
struct Hearing {
    PhraseSet phrases;
    std::vector<std::string> answers;  ///< yes, no, idk, maybe, partly, good, heavy, any.
    Lines say;
    std::string go;     ///< Topic that takes over; empty: stay in this one.
    bool stay = false;  ///< Say only this and wait.
};

/// One move of a conversation.
struct Beat {
    std::string move;
    Lines say;
    std::vector<Hearing> hear;
    Lines suggest;
    bool if_uneasy = false;  ///< Said only where something spoke of danger at home or to the body.
};

/// A riddle or a joke.
struct Puzzle {
    Line ask;
    std::optional<Line> hint;
    Line answer;
    PhraseSet accept;
};

/// A topic in one language.
struct Speech {
    std::vector<Beat> beats;
    std::vector<Hearing> any_time;  ///< Answered at any point of the thread, and after its end.
    std::vector<Puzzle> puzzles;
    Named<Lines> game;  ///< right, wrong, again, over: for puzzles.
};

enum class TopicKind : std::uint8_t {
    Thread,    ///< A conversation that goes on over turns.
    Aside,     ///< Answered at once; the thread goes on afterwards.
    Exercise,  ///< Steps that may be repeated word for word.
    Puzzles    ///< Riddles and jokes that end.
};

struct Topic {
    std::string id;
    TopicKind kind = TopicKind::Thread;
    Advisor advisor = Advisor::Listener;
    std::vector<Advisor> supporters;
    std::string reason;
    int weight = 1;       ///< How readily it takes the word; 3 interrupts anything.
    bool returns = true;  ///< An aside that leads back to the thread.
    bool notice = false;  ///< Must be answered each time, if need be in the same words.
    bool firm = false;  ///< Says no, with its reason; goes before the refusal of a whole category.
    Named<Speech> speech;  ///< By language.

    /// A thread in which a child's safety is asked about.
    [[nodiscard]] bool is_grave() const;
};

/// How one language is understood and its small words.
struct Language {
    Named<PhraseSet>
        answers;     ///< yes, no, idk, maybe, partly, good, heavy, stop, advice, question.
    PhraseSet nots;  ///< Words that undo what follows them: "not", "isnt".
    Named<PhraseSet> feelings;              ///< By mood.
    Named<Lines> small;                     ///< Acknowledgements by kind, bridge, honest, open …
    Named<std::vector<std::string>> names;  ///< Fact → words before a name.
    std::map<std::string, Named<PhraseSet>> things;  ///< Fact → how we say it → how children do.
    PhraseSet no_names;                              ///< Words that are no names.
    PhraseSet mentions;                              ///< Tag: index of the topic.
};

struct Role {
    Advisor advisor = Advisor::Listener;
    std::string aim;
    std::vector<std::string> skills;
    std::vector<std::string> avoids;
    std::array<std::string, 3> voice;  ///< By age band.
};

/// A message and how Buddy would answer it.
struct Example {
    std::string child;
    std::string buddy;
};

/// The manner, shown to models.
struct Examples {
    std::string heading;
    Named<std::vector<Example>> by_band;  ///< Age band id → some.
};

struct Prompts {
    std::string version;
    std::string system;           ///< With blanks; the same for an age band and a language.
    std::string turn;             ///< With blanks; what a turn adds.
    std::string note;             ///< With blanks: for an advisor who writes a note, as `system`.
    std::string note_turn;        ///< With blanks; what a turn adds to it.
    std::string notes;            ///< How the one who leads is to take notes.
    std::string summary;          ///< With blanks: for a model that sums up a talk.
    Named<std::string> bands;     ///< Age band id → how to write.
    Named<std::string> guidance;  ///< Category id → what to mind.
    Named<std::string> moods;     ///< Mood id → tone.
    Named<std::string> language;  ///< Language → its English name.
    Examples examples;
};

/// Words that belong to an advisor's field though no topic has them.
struct LeadWords {
    Advisor advisor = Advisor::Listener;
    std::string reason;
    Named<PhraseSet> words;  ///< By language.
};

struct Council {
    Named<std::string> mood_topics;  ///< Mood → topic when nothing else is heard.
    Named<std::string> risk_topics;  ///< Category → topic that must be taken up.
    Named<std::vector<std::string>>
        shared_risks;                   ///< Category → topics that know about it themselves.
    Named<std::string> unheard_topics;  ///< Category → topic when nothing else is heard.
    Named<std::string> waiting_topics;  ///< "topic_ended", "bare_answer" → what is said then.
    std::vector<LeadWords> leads;       ///< In order of precedence.
};

/// What one persona takes up, and what a model is told of it.
struct PersonaPart {
    bool takes_up_all = true;
    std::vector<Advisor> leads;           ///< Whose turns are its own.
    std::vector<std::string> topics;      ///< Beside them.
    std::vector<std::string> not_topics;  ///< But not these.
    std::string prompt;                   ///< Empty: nothing is taken from it.
};

struct MannerWords {
    std::array<PersonaPart, 3> personas;  ///< By Persona.
    std::string no_praise;                ///< What a model is told where it is barred.
    std::string no_feelings;
    std::string no_opinions;

    [[nodiscard]] const PersonaPart& persona(Persona one) const
    {
        return personas.at(static_cast<std::size_t>(one));
    }
};

struct Content {
    std::vector<Topic> topics;
    Named<std::size_t> topic_index;
    Named<Language> languages;
    Named<Named<Named<Lines>>> crisis;  ///< Language → kind of danger → part.
    Named<PhraseSet> crisis_heard;      ///< "en.retract", "en.with_someone" …
    Named<Named<Lines>> kind;           ///< Language → kindness.
    Named<Named<Lines>> maths;          ///< Language → part.
    std::vector<Role> roles;
    Prompts prompts;
    Council council;
    MannerWords manner;
    Named<PhraseSet> forbidden;  ///< Language → what no line may say.

    [[nodiscard]] static Result<Content> load(const std::filesystem::path& folder);
    [[nodiscard]] const Topic* topic(std::string_view id) const;
    [[nodiscard]] const Language& language(std::string_view locale) const;
    /// Calls `visit(language, place, line)` for every authored line a child may read.
    void each_line(const std::function<void(std::string_view, std::string_view, const Line&)>& visit
    ) const;
};

/// Parts that the crisis words of a language must have.
[[nodiscard]] std::span<const std::string_view> crisis_parts() noexcept;
[[nodiscard]] std::span<const std::string_view> crisis_kinds() noexcept;

}  // namespace buddy::advisors
