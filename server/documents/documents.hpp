// What an installation tells families in writing: made of its settings, versioned, accepted by version.
//
//     Documents documents{{.store = store, .clock = clock, .facts = facts}, std::move(library)};
//     run_to_end(documents.publish());                          // at the start, before anybody asks
//     const auto page = co_await documents.read({.kind = "privacy", .language = "de"});
//     co_await documents.reply(who, {{"terms", version}}, Reply::Accepted);
//
// Threads  publish() before any other; the rest from any event loop.
// Errors   Refusals are values. A broken database throws.
#pragma once

#include "documents/document_store.hpp"
#include "documents/facts.hpp"
#include "documents/library.hpp"
#include "documents/standing.hpp"

#include "core/clock.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace buddy::documents {

/// Who reads.
struct Wish {
    std::string kind;
    std::string language = "en";
    std::string country;  ///< ISO 3166-1; empty: not known.
};

/// A document as it stands.
struct Page {
    const KindEntry* kind = nullptr;
    const Source* source = nullptr;  ///< In the reader's language where there is one.
    Version version;
    Time since;                         ///< From when on this version is shown here.
    std::optional<std::string> review;  ///< Who has checked it for the operator.
    std::vector<Change> changes;        ///< Of the text, newest first.
    std::string markdown;               ///< With all facts; of read() alone.
};

struct Who {
    FamilyId family;
    GuardianId guardian;
};

/// How a guardian stands to a document that is accepted by version.
struct Standing {
    std::string kind;
    std::string title;
    Version version;
    State state = State::Never;
    std::optional<Answer> accepted;
    std::vector<Difference> changes;  ///< Since what was accepted: the text's, then the facts'.
};

/// A version that a guardian saw.
struct Seen {
    std::string kind;
    std::string version;
};

class Documents {
public:
    /// All outlive this.
    struct Parts {
        DocumentStore& store;
        const Clock& clock;
        /// For readers in that country; empty: not known.
        std::function<Facts(const std::string& country)> facts;
    };
    Documents(Parts parts, Library library) : parts_{std::move(parts)}, library_{std::move(library)}
    {
    }

    /// Remembers every document as it stands, where it says something else than before.
    Task<> publish();
    [[nodiscard]] const Library& library() const noexcept { return library_; }

    Task<std::vector<Page>> list(std::string language);
    /// NotFound  there is no such document.
    Task<Result<Page>> read(Wish wish);
    /// Those that are accepted by version.
    Task<std::vector<Standing>> standing_of(GuardianId guardian);
    /// NotFound  no such document, or one that nobody answers.
    /// Conflict  it says something else by now; nothing is recorded.
    Task<Result<void>> reply(Who who, std::vector<Seen> seen, Reply reply);
    /// NotFound  no such document.
    Task<Result<void>> review(std::string kind, std::string reviewer);

private:
    [[nodiscard]] Page page_of(
        const KindEntry& kind, std::string_view language, const std::vector<Review>& reviews
    ) const;
    Task<std::vector<Difference>> changes_since(const Answer& accepted);

    Parts parts_;
    Library library_;
    // Set by publish().
    Facts facts_;  ///< Of readers whose country is not known.
    std::map<std::string, Published, std::less<>> current_;
};

}  // namespace buddy::documents
