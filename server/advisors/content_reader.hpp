// Reads content files and remembers everything that is wrong with them, each with file and place.
//
//     Findings findings;
//     const auto file = ContentFile::read("topics/school.json", findings);
//     const auto id = file.root().at("id").text();      // a finding when missing or no text
//     if (!findings.empty()) return failed(ErrorCode::Invalid, findings.first());
//
// Reading goes on after a mistake with an empty value, so that a writer sees all of them at once.
#pragma once

#include <boost/json/value.hpp>

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::advisors {

class Findings {
public:
    void add(std::string_view place, std::string_view what);
    [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
    /// Up to twenty findings, one a line.
    [[nodiscard]] std::string summary() const;

private:
    std::vector<std::string> list_;
};

/// One value of a file. Borrowed from its ContentFile.
class Node {
public:
    Node(const boost::json::value* value, std::string place, Findings* findings)
        : value_{value}, place_{std::move(place)}, findings_{findings}
    {
    }
    /// A finding when the member is missing.
    [[nodiscard]] Node at(std::string_view key) const;
    [[nodiscard]] std::optional<Node> maybe(std::string_view key) const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] int number() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::vector<Node> items() const;
    [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const;
    [[nodiscard]] std::vector<std::string> texts() const;
    [[nodiscard]] bool is_text() const noexcept;
    [[nodiscard]] bool is_list() const noexcept;
    /// Written as null.
    [[nodiscard]] bool is_null() const noexcept;
    /// A finding for each member that is not in the list.
    void only(std::initializer_list<std::string_view> keys) const;
    void wrong(std::string_view what) const;

private:
    const boost::json::value* value_;
    std::string place_;
    Findings* findings_;
};

/// A JSON file in which comments and trailing commas are allowed.
class ContentFile {
public:
    /// What cannot be read or parsed is a finding with line and column; the root is then null.
    [[nodiscard]] static ContentFile read(
        const std::filesystem::path& path, std::string_view shown_as, Findings& findings
    );
    [[nodiscard]] Node root() const { return {&value_, shown_as_, findings_}; }

private:
    boost::json::value value_;
    std::string shown_as_;
    Findings* findings_ = nullptr;
};

/// The whole of a text file; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> file_text(const std::filesystem::path& path);

/// Names of the files in a folder that end with `ending`, sorted.
[[nodiscard]] std::vector<std::string> files_in(
    const std::filesystem::path& folder, std::string_view ending
);

}  // namespace buddy::advisors
