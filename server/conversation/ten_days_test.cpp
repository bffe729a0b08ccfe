// Ten days of a child with the shipped engine, the shipped model's moods, and a database: only the clock and the mentor are
// made up.
#include "buddy/safety/engine.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/turn_fakes.hpp"
#include "emotion/emotion.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/temporary_database.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;

constexpr std::array ordinary{
    "we played football at school today",
    "how do volcanoes work",
    "my sister baked a cake",
    "do you know a good riddle"
};
constexpr std::array quietly_sad{
    "i feel really lonely today",
    "i am so sad and i dont know why",
    "i feel a bit lonely and sad",
    "i feel lonely again",
    "i am so sad today",
    "i feel really lonely"
};

class TenDays : public testing::Test {
protected:
    TenDays()
    {
        const std::filesystem::path data = std::filesystem::path{BUDDY_SOURCE_DIR} / "data";
        auto loaded = safety::Engine::load(
            {.model = data / "models/safety.bdm",
             .rules = std::filesystem::path{BUDDY_SOURCE_DIR} / "safety/rules",
             .policy = data / "policy/policy.json"},
            // A busy machine must not make a message unavailable here.
            {.thread_nanos = [] { return std::int64_t{0}; },
             .wall_nanos = [] { return std::int64_t{0}; },
             .at = {}}
        );
        EXPECT_TRUE(loaded);
        engine = std::move(loaded);
        auto read = emotion::EmotionReader::load(data / "models/moods.bdm");
        EXPECT_TRUE(read);
        moods = std::move(read);
        EXPECT_TRUE(run_to_end(keys.create(world.child.family)));
    }

    TurnParts parts()
    {
        auto parts = world.parts(false);
        return {
            .store = store,
            .judge = [this](
                         const auto& message, const auto& before, auto& after
                     ) { return engine->assess(message, before, after); },
            .read_mood = [this](const auto& message) { return moods->read(message); },
            .mentor = world.mentor,
            .lines_for = parts.lines_for,
            .clock = world.clock,
            .observer = world.observer,
            .days_line = engine->days_line(),
            .on_alert = parts.on_alert,
            .note_visit = parts.note_visit
        };
    }
    /// A new conversation: nothing but the child connects it with the last. What the child was told.
    std::vector<std::string> say(std::string text)
    {
        world.conversation = ConversationId{"conversation-" + std::to_string(++conversations)};
        static_cast<void>(run_to_end(store.start(world.child, world.conversation, world.clock.now())
        ));
        const TurnPipeline pipeline{parts()};
        ListSink sink;
        StopSignal never;
        const auto report = run_to_end(pipeline.run(world.request(std::move(text)), sink, never));
        EXPECT_TRUE(report);
        EXPECT_LT(report->assessment.action, safety::Action::Escalate);
        std::vector<std::string> told;
        for (const auto& event : sink.events)
            if (const auto* notice = std::get_if<Notice>(&event.event);
                notice != nullptr && notice->kind == NoticeKind::Told)
                told.push_back(notice->text);
        return told;
    }

    Result<safety::Engine> engine = failed(ErrorCode::NotFound, "not loaded yet");
    Result<emotion::EmotionReader> moods = failed(ErrorCode::NotFound, "not loaded yet");
    TurnWorld world;
    sql::TemporaryDatabase temporary{sql::Engine::Sqlite};
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), world.clock};
    SqlConversationStore store{*temporary, keys, [](sql::Transaction&, const FiledAlert&) {}};
    int conversations = 0;
};

TEST_F(TenDays, TellTheGuardianOnceAndTheChildWithThem)
{
    int told = 0;
    for (const auto* text : ordinary) {
        EXPECT_TRUE(say(text).empty());
        world.clock.advance(24h);
    }
    EXPECT_TRUE(world.alerts.empty()) << "ordinary days raise nothing";
    for (const auto* text : quietly_sad) {
        told += static_cast<int>(say(text).size());
        EXPECT_EQ(static_cast<int>(world.alerts.size()), told);
        world.clock.advance(24h);
    }
    ASSERT_EQ(world.alerts.size(), 1U);
    EXPECT_TRUE(world.alerts.front().guardian_may_know);
}

TEST_F(TenDays, OfACheerfulChildRaiseNothing)
{
    for (int day = 0; day < 10; ++day, world.clock.advance(24h))
        EXPECT_TRUE(say(ordinary.at(static_cast<std::size_t>(day) % ordinary.size())).empty());
    EXPECT_TRUE(world.alerts.empty());
}

}  // namespace
}  // namespace buddy::conversation
