// The direct notice: for what a family's data are used in this installation, and by whom. Computed
// from the configuration, so that it names what is switched on and nothing else.
//
//     const Notice notice{{{.purpose = Purpose::Answers, .processor = "api.openai.com",
//                           .name = "OpenAI", .country = "US", .is_outside = true}}};
//     notice.version();                                  // changes when it says something else
//     notice.find({Purpose::Answers, "api.openai.com"});
//
// Threads  Never changes after construction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::consent {

enum class Purpose : std::uint8_t {
    Account,        ///< This server keeps profiles and talks.
    Answers,        ///< A language model writes what Buddy answers.
    SecondOpinion,  ///< A language model is asked whether a message is worrying.
    Mail            ///< Mails to grown-ups are handed to a mail server.
};
/// "account", "answers", "second_opinion", "mail".
[[nodiscard]] std::string_view id_of(Purpose purpose) noexcept;
[[nodiscard]] std::optional<Purpose> purpose_from(std::string_view id) noexcept;

/// What one agrees to: a purpose, and who gets the data for it.
struct Scope {
    Purpose purpose = Purpose::Account;
    std::string processor;  ///< Use::processor.
    friend bool operator==(const Scope&, const Scope&) = default;
};

/// Who this installation itself is, as a processor.
inline constexpr std::string_view here = "here";

/// One use that this installation makes of a family's data.
struct Use {
    Purpose purpose = Purpose::Account;
    std::string processor;    ///< Host and port, or `here`: another server is another processor.
    std::string name;         ///< What people call it; empty: the host.
    std::string country;      ///< ISO 3166-1 alpha-2; empty: not known.
    bool is_outside = false;  ///< A third party; not the operator's own machine or network.

    [[nodiscard]] Scope scope() const { return {.purpose = purpose, .processor = processor}; }
    /// Hands a child's words or data to a third party: wants a method that is sure of the guardian.
    [[nodiscard]] bool discloses() const noexcept
    {
        return is_outside && (purpose == Purpose::Answers || purpose == Purpose::SecondOpinion);
    }
    /// What is no part of keeping the account, and the account itself. Mails to grown-ups carry it,
    /// and what runs on the operator's own machines belongs to it.
    [[nodiscard]] bool needs_consent() const noexcept
    {
        return purpose == Purpose::Account || discloses();
    }
    friend bool operator==(const Use&, const Use&) = default;
};

class Notice {
public:
    /// The account comes first and by itself; `outside` are the others, in the order shown.
    explicit Notice(std::vector<Use> others);

    [[nodiscard]] const std::vector<Use>& uses() const noexcept { return uses_; }
    /// Nothing when this installation makes no such use.
    [[nodiscard]] const Use* find(const Scope& scope) const noexcept;
    /// A hash over all that it says: 16 hexadecimal digits.
    [[nodiscard]] const std::string& version() const noexcept { return version_; }
    /// A hash over what it says of one use: an agreement to other terms does not cover it.
    [[nodiscard]] static std::string terms_of(const Use& use);
    /// Something goes to a third party.
    [[nodiscard]] bool discloses() const noexcept;

private:
    std::vector<Use> uses_;
    std::string version_;
};

/// Raise it when the words of a purpose come to mean something else (words.cpp): it is part of the
/// version and of the terms.
inline constexpr int wording = 1;

}  // namespace buddy::consent
