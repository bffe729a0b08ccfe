// The draft of the impact assessments, made from what is configured: one page to read and to print.
//
//     const auto pack = AssessmentPack::load(files.compliance());
//     if (!pack) return std::unexpected(pack.error());
//     out << pack->html(facts);
//
// Threads  Never changes after load().
// Errors   load() alone can fail: NotFound or Invalid, the detail names the file.
#pragma once

#include "compliance/board.hpp"
#include "compliance/retention_schedule.hpp"

#include "core/result.hpp"

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::compliance {

/// What is set up here, as whoever wires the server knows it.
struct PackFacts {
    struct Law {
        std::string name;
        std::string places;
        std::size_t rules = 0;
        std::size_t checked = 0;  ///< Compared with the official text by somebody.
    };
    Time made_at;
    std::string version;                       ///< Of Buddy.
    std::set<std::string, std::less<>> flags;  ///< "model", "mail" …; data/compliance/README.md
    std::vector<std::pair<std::string, std::string>> settings;  ///< Name and value, for people.
    std::vector<ProcessorLine> processors;
    KeepingTimes times;
    std::vector<Law> laws;
};

class AssessmentPack {
public:
    /// A standard of the Children's Code or a requirement of UNICEF's guidance.
    struct Standard {
        int number = 0;
        std::string title;
        std::string does;
        std::vector<std::string> where;
        std::string question;  ///< Empty: none.
    };
    struct Measure {
        std::string text;
        std::string where;
    };
    struct Risk {
        std::string when;  ///< Empty: always.
        std::string id;
        std::string risk;
        std::string harm;
        std::vector<Measure> measures;
        std::string left;
        std::string question;  ///< Empty: none.
    };
    /// Reads the files of data/compliance. Blocks.
    [[nodiscard]] static Result<AssessmentPack> load(const std::filesystem::path& folder);

    /// A page that needs nothing else, marked as a draft.
    [[nodiscard]] std::string html(const PackFacts& facts) const;

    [[nodiscard]] const std::vector<Standard>& childrens_code() const noexcept { return code_; }
    [[nodiscard]] const std::vector<Standard>& unicef() const noexcept { return unicef_; }
    [[nodiscard]] const std::vector<Risk>& risks() const noexcept { return risks_; }

private:
    struct Section {
        std::string when;
        std::string id;
        std::string title;
        std::vector<std::string> paragraphs;
    };
    struct Question {
        std::string when;
        std::string whose;  ///< "operator" or "counsel".
        std::string text;
    };
    std::string title_;
    std::string lead_;
    std::vector<Section> sections_;
    std::vector<Risk> risks_;
    std::vector<Standard> code_;
    std::vector<Standard> unicef_;
    std::vector<Question> questions_;
};

}  // namespace buddy::compliance
