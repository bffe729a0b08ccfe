// What documents say of this installation: facts with names, made from its settings.
//
//     Facts facts;
//     facts.single["operator.name"] = {.value = "Example Ltd", .weight = Weight::Material,
//                                      .says = "Buddy is run by Example Ltd."};
//     const auto said = statements_of(facts, {"operator.name"});   // what a version is made of
//
// Threads  Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::documents {

enum class Weight : std::uint8_t {
    Light,     ///< A change is told.
    Material,  ///< A change is asked about: what was accepted does not cover it.
    Local      ///< Of the reader's country: no part of a version.
};

struct Fact {
    std::string value;  ///< Empty: it is not so, or not known.
    Weight weight = Weight::Light;
    std::string says;  ///< A plain sentence, for telling what changed; empty: it is not told.
};

struct Row {
    std::string id;  ///< Stable while it is about the same thing: "conversations".
    std::map<std::string, std::string, std::less<>> cells;
    std::string says;
};
struct Table {
    std::vector<std::string> columns;
    std::vector<Row> rows;
    Weight weight = Weight::Light;
};

struct Facts {
    std::map<std::string, Fact, std::less<>> single;
    std::map<std::string, Table, std::less<>> tables;

    [[nodiscard]] bool knows(std::string_view name) const;
    /// It has a value, or rows.
    [[nodiscard]] bool holds(std::string_view name) const;
};

/// What one fact came to when a version was published.
struct Statement {
    std::string key;
    std::string value;
    std::string says;
    bool is_material = false;
    friend bool operator==(const Statement&, const Statement&) = default;
};

/// Of the named facts, without those of a country; in order of their keys.
[[nodiscard]] std::vector<Statement> statements_of(
    const Facts& facts, const std::set<std::string>& names
);

/// Something that was said differently, or not at all. Empty: nothing.
struct Difference {
    std::string before;
    std::string now;
    friend bool operator==(const Difference&, const Difference&) = default;
};
[[nodiscard]] std::vector<Difference> differences_of(
    std::span<const Statement> before, std::span<const Statement> now
);

}  // namespace buddy::documents
