// The archive of a family: what is in it, what is not, and that it is sealed.
#include "compliance/export_pages.hpp"
#include "compliance/job_make_export.hpp"
#include "compliance/rights_fixture.hpp"
#include "compliance/zip_archive.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace buddy::compliance {
namespace {

using namespace std::chrono_literals;
using sql::wait_for;

const GuardianId guardian{"guardian-of-f"};

class ExportTest : public testing::TestWithParam<sql::Engine> {
public:
    ExportTest()
    {
        family = house.add_family("f");
        child = house.add_child(family, "c");
    }
    /// The archive's bytes, opened.
    std::string archive(const Export& made)
    {
        const auto key = wait_for(house.keys.of_archive(family, made.id));
        std::string out;
        for (std::size_t number = 0;; ++number) {
            const auto sealed = wait_for(store.chunk(made.id, number));
            if (!sealed) return out;
            const auto plain =
                key->open(*sealed, {"export_chunks", "bytes", chunk_row(made.id, number)});
            EXPECT_TRUE(plain);
            if (!plain) return out;
            out += *plain;
        }
    }
    Export make()
    {
        const auto wish = wait_for(maker.ask(family, guardian));
        EXPECT_TRUE(wish);
        EXPECT_TRUE(wait_for(maker.make(wish->id)));
        return wait_for(store.find(wish->id)).value_or(Export{});
    }

    House house{GetParam()};
    FamilyId family;
    conversation::ChildRef child;
    SqlExportStore store{*house.data, house.trail};
    ExportMaker maker{
        {.store = store,
         .keys = house.keys,
         .data = house.everything,
         .pool = house.pool,
         .clock = house.clock}
    };
};

INSTANTIATE_TEST_SUITE_P(Engines, ExportTest, testing::ValuesIn(sql::engines_here()), sql::name_of_engine<testing::TestParamInfo<sql::Engine>>);

TEST_P(ExportTest, HoldsTheWordsAndNoTraceOfAProtectedTurn)
{
    house.talk(child, "open", "my hamster is called Pretzel");
    house.clock.advance(1h);
    house.talk(child, "shut", "a secret thing", true);
    const auto made = make();
    EXPECT_EQ(made.state, "made");
    EXPECT_EQ(made.parts_done, made.parts);
    const auto bytes = archive(made);
    EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), made.bytes);
    EXPECT_NE(bytes.find("my hamster is called Pretzel"), std::string::npos);
    EXPECT_EQ(bytes.find("a secret thing"), std::string::npos);

    // Word for word what it would be without the protected turn.
    const auto with = house.conversation_data.export_family(family).value_or("");
    ASSERT_TRUE(house.conversation_data.erase_child(family, child.child));
    house.clock.advance(-1h);
    house.talk(child, "open", "my hamster is called Pretzel");
    EXPECT_EQ(with, house.conversation_data.export_family(family).value_or("none"));
}

// What Buddy says after a child told of danger at home tells of it.
TEST_P(ExportTest, HoldsNothingOfWhatFollowsAProtectedTurnEither)
{
    house.talk(child, "open", "my hamster is called Pretzel");
    house.say(child, "open", 1, "a secret thing", true);
    house.say(child, "open", 2, "ok thank you");
    house.talk(child, "shut", "another secret", true);
    house.say(child, "shut", 1, "is that all");
    const auto text = house.conversation_data.export_family(family).value_or("");
    EXPECT_NE(text.find("Pretzel"), std::string::npos);
    for (const auto* const hidden :
         {"a secret thing", "ok thank you", "another secret", "is that all"})
        EXPECT_EQ(text.find(hidden), std::string::npos) << hidden;
    const auto amounts = house.conversation_data.amounts_of(family, child.child).value();
    for (const auto& amount : amounts) EXPECT_EQ(amount.count, 1) << amount.what;
}

TEST_P(ExportTest, IsSealedWhereItLies)
{
    house.talk(child, "open", "my hamster is called Pretzel");
    const auto made = make();
    const auto sealed = wait_for(store.chunk(made.id, 0));
    ASSERT_TRUE(sealed);
    EXPECT_EQ(sealed->bytes.find("Pretzel"), std::string::npos);
}

TEST_P(ExportTest, IsMadeOneAtATimeAndKeptOnce)
{
    const auto first = wait_for(maker.ask(family, guardian));
    ASSERT_TRUE(first);
    EXPECT_EQ(wait_for(maker.ask(family, guardian)).error().code, ErrorCode::Conflict);
    ASSERT_TRUE(wait_for(maker.make(first->id)));
    ASSERT_TRUE(wait_for(maker.make(first->id)));  // a job that runs twice
    const auto second = make();
    EXPECT_FALSE(wait_for(store.find(first->id)));
    EXPECT_EQ(wait_for(store.of_family(family, house.clock.now())).size(), 1U);
    EXPECT_TRUE(second.is_ready(house.clock.now()));
    EXPECT_FALSE(second.is_ready(house.clock.now() + Export::life));
    EXPECT_TRUE(wait_for(store.of_family(family, house.clock.now() + Export::life)).empty());
}

TEST_P(ExportTest, SpreadsOverChunksAndComesTogetherAgain)
{
    for (int i = 0; i < 12; ++i)
        house.talk(child, "t" + std::to_string(i), std::string(60'000, 'a'));
    const auto made = make();
    EXPECT_GT(made.bytes, static_cast<std::int64_t>(2 * Export::chunk_bytes));
    const auto bytes = archive(made);
    EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), made.bytes);
}

TEST_P(ExportTest, FailsKindlyWhenTheFamilyHasGone)
{
    const auto wish = wait_for(maker.ask(family, guardian));
    ASSERT_TRUE(wish);
    wait_for(house.keys.destroy(family));
    EXPECT_EQ(wait_for(maker.make(wish->id)).error().code, ErrorCode::Invalid);
    EXPECT_EQ(wait_for(store.find(wish->id))->state, "failed");
    const auto failed = wait_for(store.unmade());
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0].id, wish->id);
}

TEST(ZipArchives, AreAsTheFormatDemandsOfAnEmptyFileAndAShortOne)
{
    ZipArchive zip{from_millis(1'790'000'000'000)};
    std::string bytes = zip.file("a.txt", "hello");
    bytes += zip.file("empty", "");
    bytes += zip.end();
    EXPECT_TRUE(bytes.starts_with("PK\x03\x04"));
    // CRC-32 of "hello" is 3610a686, least byte first.
    EXPECT_NE(bytes.find("\x86\xa6\x10\x36"), std::string::npos);
    const auto end = bytes.rfind("PK\x05\x06");
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(bytes.size() - end, 22U);
    EXPECT_EQ(bytes[end + 10], 2);
}

TEST(ExportPages, ShowEveryValueAndNeverRunIt)
{
    const auto page = export_page(
        "conversations",
        R"({"turns":[{"child":"<script>alert(1)</script> & \"co\"","was_nothing":true}]})"
    );
    EXPECT_EQ(page.find("<script>"), std::string::npos);
    EXPECT_NE(
        page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;"), std::string::npos
    );
    EXPECT_NE(page.find("was nothing"), std::string::npos);
    EXPECT_NE(export_page("anything", "no json").find("could not be shown"), std::string::npos);
    EXPECT_NE(export_index(from_millis(0), {"identity"}).find("identity.html"), std::string::npos);
}

}  // namespace
}  // namespace buddy::compliance
