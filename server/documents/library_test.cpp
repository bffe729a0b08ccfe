#include "documents/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace buddy::documents {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

/// A folder with a short text of every kind, as the first test after another one finds it.
class Shelf {
public:
    Shelf()
    {
        for (const auto& kind : kinds()) put(kind.id, "en", english("Text.\n"));
    }
    ~Shelf() { fs::remove_all(folder); }
    Shelf(const Shelf&) = delete;
    Shelf& operator=(const Shelf&) = delete;
    Shelf(Shelf&&) = delete;
    Shelf& operator=(Shelf&&) = delete;

    static std::string english(const std::string& body, const std::string& changes = {})
    {
        return "title: T\nlead: L\n" + changes + "change: 2026-11-23 material " + hash_of(body) +
               " First.\n---\n" + body;
    }
    void put(std::string_view kind, std::string_view language, const std::string& text) const
    {
        fs::create_directories(folder / kind);
        std::ofstream{folder / kind / (std::string{language} + ".md")} << text;
    }
    [[nodiscard]] Library load() const
    {
        auto loaded = Library::load(folder);
        EXPECT_TRUE(loaded) << loaded.error().detail;
        return std::move(*loaded);
    }

    fs::path folder = fs::path{testing::TempDir()} / "buddy-shelf";
};

Facts facts_with(Weight weight, std::string value)
{
    Facts facts;
    facts.single["who"] = {.value = std::move(value), .weight = weight, .says = "Who."};
    return facts;
}

TEST(Library, NamesEveryTextThatIsMissingOrBroken)
{
    const Shelf shelf;
    fs::remove(shelf.folder / "crisis" / "en.md");
    shelf.put("terms", "en", "title: T\nlead: L\nchange: yesterday\n---\nText.\n");
    shelf.put("privacy", "en", Shelf::english("{{if x}}\n"));
    const auto loaded = Library::load(shelf.folder);
    ASSERT_FALSE(loaded);
    for (const auto* const part :
         {"crisis/en.md: is not there", "terms/en.md: \"change: yesterday\"", "line "})
        EXPECT_THAT(loaded.error().detail, HasSubstr(part));
    EXPECT_EQ(Library::load(shelf.folder / "nowhere").error().code, ErrorCode::NotFound);
}

TEST(Library, ShowsATranslationOnlyOfTheEnglishThatStands)
{
    const Shelf shelf;
    shelf.put("terms", "de", "title: D\nlead: L\nof: " + hash_of("Text.\n") + "\n---\nWort.\n");
    shelf.put("privacy", "de", "title: D\nlead: L\nof: 00000000\n---\nWort.\n");
    const auto library = shelf.load();
    EXPECT_EQ(library.find("terms", "de").language, "de");
    EXPECT_EQ(library.find("terms", "fr").language, "en");
    EXPECT_EQ(library.find("privacy", "de").language, "en");
    EXPECT_THAT(library.lint({}), Contains(HasSubstr("privacy/de.md is not shown")));
}

TEST(Library, SaysWhatIsWrongWithATextThatLoads)
{
    const Shelf shelf;
    shelf.put("terms", "en", Shelf::english("See [it](../tems/en.md), {{wo}}.\n") + "More.\n");
    const auto found = shelf.load().lint({});
    EXPECT_THAT(found, Contains(HasSubstr("{{wo}}")));
    EXPECT_THAT(found, Contains(HasSubstr("/documents/tems")));
    EXPECT_THAT(found, Contains(HasSubstr("without saying so")));
    EXPECT_EQ(found.size(), 3U);
}

TEST(Library, ChangesTheVersionWithEveryFactAndTheBindingWithMaterialOnesAlone)
{
    const Shelf shelf;
    shelf.put("terms", "en", Shelf::english("{{who}}\n"));
    const auto library = shelf.load();
    const auto& source = library.find("terms", "en");
    const auto version = [&](Weight weight, const char* value) {
        return version_of(source, facts_with(weight, value));
    };
    EXPECT_NE(version(Weight::Light, "a").text, version(Weight::Light, "b").text);
    EXPECT_EQ(version(Weight::Light, "a").binding, version(Weight::Light, "b").binding);
    EXPECT_NE(version(Weight::Material, "a").binding, version(Weight::Material, "b").binding);
    EXPECT_EQ(version(Weight::Local, "a"), version(Weight::Local, "b"));
    EXPECT_EQ(day_of(version(Weight::Light, "a").text), "2026-11-23");
}

TEST(Library, KeepsTheBindingThroughASmallChangeOfTheText)
{
    const Shelf shelf;
    const auto before = version_of(shelf.load().find("terms", "en"), {});
    // The old line keeps the hash of the old text.
    const auto old = hash_of("Text.\n");
    const auto with = [&](const std::string& weight) {
        shelf.put(
            "terms",
            "en",
            "title: T\nlead: L\nchange: 2026-12-01 " + weight + ' ' + hash_of("Texts.\n") +
                " A letter.\nchange: 2026-11-23 material " + old + " First.\n---\nTexts.\n"
        );
        return version_of(shelf.load().find("terms", "en"), {});
    };
    EXPECT_EQ(with("small").binding, before.binding);
    EXPECT_NE(with("small").text, before.text);
    EXPECT_NE(with("material").binding, before.binding);
}

TEST(Facts, TellWhatIsSaidDifferently)
{
    const auto said = [](const char* key, const char* value, const char* says) {
        return Statement{.key = key, .value = value, .says = says};
    };
    const std::vector before{said("a", "1", "A is 1."), said("b", "", "B."), said("c", "x", "C.")};
    const std::vector now{
        said("a", "2", "A is 2."), said("c", "x", "C, in other words."), said("d", "y", "D.")
    };
    EXPECT_THAT(
        differences_of(before, now),
        testing::ElementsAre(
            Difference{.before = "A is 1.", .now = "A is 2."},
            Difference{.before = {}, .now = "D."},
            Difference{.before = "B.", .now = {}}
        )
    );
    EXPECT_THAT(differences_of(now, now), IsEmpty());
}

}  // namespace
}  // namespace buddy::documents
