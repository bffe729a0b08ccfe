// What the tests of this folder share: the packs that ship, and folders of packs written on the spot.
#pragma once

#include "law/law.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>

namespace buddy::law {

inline const Packs& shipped()
{
    static const auto packs = Packs::load(std::filesystem::path{BUDDY_SOURCE_DIR} / "data/law");
    if (!packs) ADD_FAILURE() << packs.error().detail;
    return packs.value();
}

/// A folder of its own for each test, gone with it.
class PackFolder {
public:
    PackFolder()
        : path_{
              std::filesystem::path{testing::TempDir()} /
              ("law_" + std::string{testing::UnitTest::GetInstance()->current_test_info()->name()})
          }
    {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    PackFolder(const PackFolder&) = delete;
    PackFolder& operator=(const PackFolder&) = delete;
    PackFolder(PackFolder&&) = delete;
    PackFolder& operator=(PackFolder&&) = delete;
    ~PackFolder() { std::filesystem::remove_all(path_); }

    PackFolder& with(const std::string& name, const std::string& text)
    {
        std::ofstream{path_ / name} << text;
        return *this;
    }
    [[nodiscard]] Result<Packs> load() const { return Packs::load(path_); }
    /// What load() complains of; empty when it does not.
    [[nodiscard]] std::string mistakes() const
    {
        const auto packs = load();
        return packs ? std::string{} : packs.error().detail;
    }

private:
    std::filesystem::path path_;
};

/// A sound rule of pack "gb", with fields replaced; one that is replaced by "" is left out.
inline std::string rule_with(std::map<std::string, std::string> other)
{
    std::map<std::string, std::string> fields{
        {"id", R"("gb.law.rule")"},
        {"demands", R"({"ai_notice_every_minutes": 180})"},
        {"status", R"("in_force")"},
        {"effective_from", R"("2026-01-01")"},
        {"effective_until", "null"},
        {"source", R"({"citation": "Some Act, s. 1", "url": "https://example.org/act"})"},
        {"known_from", R"("memory")"},
        {"verified_at", "null"},
        {"verified_by", "null"}
    };
    for (auto& [name, value] : other) fields[name] = std::move(value);
    std::string out;
    for (const auto& [name, value] : fields)
        if (!value.empty()) out += (out.empty() ? "{\"" : ", \"") + name + "\": " + value;
    return out + "}";
}

/// A pack file of such rules.
inline std::string pack_of(
    const std::string& id, const std::string& places, const std::string& rules
)
{
    return R"({"pack": ")" + id + R"(", "name": "A place", "places": )" + places +
           R"(, "rules": [)" + rules + "]}";
}

inline Question child_of(int age, std::string_view place, const Day& on)
{
    return {
        .ages = {.youngest = age, .oldest = age},
        .place = Place::parse(place).value_or(Place{}),
        .on = on
    };
}

}  // namespace buddy::law
