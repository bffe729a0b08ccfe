// The documents that ship: one folder a kind, one file a language, English first (data/documents/README.md).
//
//     const auto library = Library::load(files.documents());
//     const auto& source = library->find("privacy", "de");          // English where there is no German
//     const auto version = version_of(library->find("privacy", "en"), facts);
//
// Threads  Never changes after load().
// Errors   load() alone can fail; its detail names every mistake with file and line.
#pragma once

#include "documents/facts.hpp"
#include "documents/text_template.hpp"

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::documents {

enum class Audience : std::uint8_t { GrownUps, Children };

struct KindEntry {
    std::string_view id;
    Audience audience = Audience::GrownUps;
    bool is_answered = false;  ///< Guardians accept it by version; the others are published.
};
/// In the order in which they are listed.
[[nodiscard]] std::span<const KindEntry> kinds() noexcept;
[[nodiscard]] const KindEntry* find_kind(std::string_view id) noexcept;

/// A change of the text itself.
struct Change {
    std::string on;  ///< "2026-11-23".
    bool is_material = false;
    std::string body;  ///< Of the text since then: hash_of().
    std::string says;
};

struct Source {
    std::string kind;
    std::string language;
    std::string title;
    std::string lead;             ///< One or two sentences.
    std::vector<Change> changes;  ///< Newest first; English alone has them, and at least one.
    std::string of;               ///< Of a translation: the English text that it says.
    std::string hash;             ///< hash_of() the text.
    TextTemplate text;
};

/// Eight hexadecimal digits.
[[nodiscard]] std::string hash_of(std::string_view text);

/// What was accepted stays accepted as long as `binding` is the same.
struct Version {
    std::string text;     ///< "2026-11-23.1a2b3c4d": everything that it says.
    std::string binding;  ///< The same of what is material alone.
    friend bool operator==(const Version&, const Version&) = default;
};
/// The day of the text that a version has.
[[nodiscard]] std::string_view day_of(std::string_view version) noexcept;
/// `source` is English.
[[nodiscard]] Version version_of(const Source& source, const Facts& facts);

class Library {
public:
    /// NotFound  there is no such folder. Invalid  something is wrong.
    [[nodiscard]] static Result<Library> load(const std::filesystem::path& folder);

    /// `kind` is one of kinds(). English where the language has no text, or one of an older English.
    [[nodiscard]] const Source& find(std::string_view kind, std::string_view language) const;
    [[nodiscard]] const std::vector<Source>& all() const noexcept { return sources_; }
    /// What a load lets pass: facts and cells that nobody knows, links that lead nowhere, a text that
    /// was changed without saying so, a translation that is behind. Sentences.
    [[nodiscard]] std::vector<std::string> lint(const Facts& facts) const;

private:
    std::vector<Source> sources_;
};

}  // namespace buddy::documents
