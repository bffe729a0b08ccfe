#include "limits/topics.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace buddy::limits {
namespace {

TEST(Topics, AreOffByGroup)
{
    const Rules rules{.topics_off = {"games", "sports"}};
    EXPECT_TRUE(is_topic_off(rules, "video_games"));
    EXPECT_TRUE(is_topic_off(rules, "fact_worldcup_women")) << "by its beginning";
    EXPECT_FALSE(is_topic_off(rules, "jokes"));
    EXPECT_FALSE(is_topic_off({}, "video_games"));
}

TEST(Topics, OfAChildsOwnMattersAreInNoGroup)
{
    Rules everything;
    for (const auto& group : topic_groups()) everything.topics_off.emplace_back(group.id);
    for (const auto* topic :
         {"bullying",
          "friend_fight",
          "family",
          "hard_at_home",
          "hurt_at_home",
          "home_uneasy",
          "online_stranger",
          "feeling_low",
          "worries",
          "anger",
          "loneliness",
          "shame",
          "grief",
          "stress",
          "sleep",
          "sick",
          "body_worries",
          "body_questions",
          "pressure",
          "heavy_past",
          "identity",
          "crush",
          "break_up",
          "strict_rules",
          "parents_apart",
          "keep_secret",
          "who_sees",
          "no_means_no",
          "saw_something",
          "war_news",
          "after_death",
          "homework",
          "teacher_trouble",
          "safety",
          "open",
          ""})
        EXPECT_FALSE(is_topic_off(everything, topic)) << topic;
}

TEST(Topics, AreTopicsOfTheMentor)
{
    std::ostringstream content;
    const std::filesystem::path folder{BUDDY_SOURCE_DIR "/data/mentor/topics"};
    for (const auto& file : std::filesystem::directory_iterator{folder})
        content << std::ifstream{file.path()}.rdbuf();
    const auto known = content.str();
    for (const auto& group : topic_groups())
        for (const auto topic : group.topics) {
            const bool is_beginning = topic.ends_with('_');
            const auto id = R"("id": ")" + std::string{topic} + (is_beginning ? "" : "\"");
            EXPECT_TRUE(known.contains(id)) << topic;
        }
}

TEST(WordsOff, AreFoundHoweverTheyAreWritten)
{
    const Rules rules{.words_off = {"Dinosaur", "Pokémon", "star wars", "Drache"}};
    for (const auto* text :
         {"tell me about DINOSAURS!",
          "a d\u200binosaur",
          "who is the best pokemon?",
          "STAR   WARS, please",
          "drei Drachen"})
        EXPECT_TRUE(names_word_off(rules, text)) << text;
    for (const auto* text : {"a star in two wars", "dinosaurian", "poke a monster", ""})
        EXPECT_FALSE(names_word_off(rules, text)) << text;
}

TEST(WordsOff, CannotBeWordsOfHelp)
{
    for (const auto* word :
         {"hit", "Suicide", "ayuda", "Angst", "harcèlement", "menstruação", "my body"})
        EXPECT_TRUE(objection_to_topics({.words_off = {word}})) << word;
    EXPECT_FALSE(objection_to_topics({.words_off = {"pancakes"}}));
}

TEST(Words, FoldLettersAndPartAtTheRest)
{
    EXPECT_EQ(words_of("  Ça va, Zoë? 42x"), (std::vector<std::string>{"ca", "va", "zoe", "42x"}));
    EXPECT_TRUE(words_of("\xFF ...").empty());
}

}  // namespace
}  // namespace buddy::limits
