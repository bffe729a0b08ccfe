// What the response cache and a vendor's prompt cache are worth on a school day, with the shipped engine, moods, advisors and prompts; only the model is made
// up, and counts its tokens. Prints the table of docs/performance.md:
//
//     conversation_tests --gtest_filter='SchoolDays.*'
#include "conversation/school_day.hpp"

#include "advisors/advisors.hpp"
#include "buddy/safety/engine.hpp"
#include "conversation/known_answers.hpp"
#include "conversation/memory_response_cache.hpp"
#include "conversation/turn_fakes.hpp"
#include "emotion/emotion.hpp"
#include "platform/async/run_to_end.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace buddy::conversation {
namespace {

// A word that is written costs what eight cost that are read, one from the vendor's prompt cache a tenth: data/prices/openai.json.
constexpr double price_of_written = 8;
constexpr double price_of_cached = 0.1;

struct Cost {
    std::int64_t prompt = 0;
    std::int64_t completion = 0;
    std::int64_t cached = 0;  ///< Of `prompt`.
    /// As if the vendor kept no prompts.
    [[nodiscard]] double whole() const
    {
        return static_cast<double>(prompt) + (price_of_written * static_cast<double>(completion));
    }
    [[nodiscard]] double saved_by_prompt_cache() const
    {
        return (1 - price_of_cached) * static_cast<double>(cached);
    }
};

/// What a vendor keeps of prompts, by OpenAI's rules for models before GPT-5.6 (openai-cookbook, Prompt_Caching_201): what a prompt
/// has in common with an earlier one of the last five minutes, from 1,024 tokens on, in steps of 128.
class PromptCache {
public:
    std::int64_t take(const llm::ChatRequest& request, Time now)
    {
        std::string prompt;
        for (const auto& message : request.messages)
            prompt += std::to_string(static_cast<int>(message.role)) + message.content;
        std::erase_if(kept_, [now](const Kept& one) {
            return now - one.at > std::chrono::minutes{5};
        });
        std::size_t common = 0;
        for (auto& one : kept_) {
            const auto [end, other] = std::ranges::mismatch(prompt, one.text);
            common = std::max(common, static_cast<std::size_t>(end - prompt.begin()));
        }
        kept_.push_back({.text = std::move(prompt), .at = now});
        const auto tokens = static_cast<std::int64_t>(common / 4);
        return tokens < 1024 ? 0 : tokens / 128 * 128;
    }

private:
    struct Kept {
        std::string text;
        Time at;
    };
    std::vector<Kept> kept_;
};

/// Says what it is told to, and counts four bytes as a token.
class CountingModel final : public llm::ModelProvider {
public:
    explicit CountingModel(const Clock& clock) : clock_{clock} {}
    std::string answer;
    Cost cost;
    int calls = 0;
    [[nodiscard]] std::string_view name() const override { return "counting"; }
    [[nodiscard]] std::string_view model() const override { return "one"; }
    Task<Result<std::unique_ptr<llm::TokenStream>>> start(llm::ChatRequest request) override
    {
        std::size_t bytes = 0;
        for (const auto& message : request.messages) bytes += message.content.size();
        const llm::Usage usage{
            .prompt_tokens = static_cast<std::int64_t>(bytes / 4),
            .completion_tokens = static_cast<std::int64_t>(answer.size() / 4)
        };
        ++calls;
        cost.prompt += usage.prompt_tokens;
        cost.completion += usage.completion_tokens;
        cost.cached += prompts_.take(request, clock_.now());
        co_return std::unique_ptr<llm::TokenStream>{std::make_unique<Stream>(answer, usage)};
    }

private:
    class Stream final : public llm::TokenStream {
    public:
        Stream(std::string text, llm::Usage usage) : text_{std::move(text)}, usage_{usage} {}
        Task<Result<std::optional<std::string>>> next() override
        {
            co_return std::exchange(text_, {});
        }
        [[nodiscard]] llm::Finish finish() const override { return llm::Finish::Stop; }
        [[nodiscard]] llm::Usage usage() const override { return usage_; }

    private:
        std::optional<std::string> text_;
        llm::Usage usage_;
    };
    const Clock& clock_;
    PromptCache prompts_;
};

class CountingKnown final : public KnownObserver {
public:
    void looked(KnownOutcome outcome) override { ++counts[std::string{id_of(outcome)}]; }
    void left_alone(Unshared reason) override { ++counts[std::string{id_of(reason)}]; }
    void saved(const llm::Usage& cost) override
    {
        spared.prompt += cost.prompt_tokens;
        spared.completion += cost.completion_tokens;
    }
    std::map<std::string, int> counts;
    Cost spared;
};

/// What a day came to.
struct DayResult {
    int messages = 0;
    int repeats = 0;
    int hits = 0;
    int wrong = 0;  ///< Hits whose answer belongs to another question.
    int stale = 0;  ///< Hits whose answer is of an earlier edition.
    int calls = 0;
    Cost cost;
    std::map<std::string, int> counts;
    Cost spared;
    [[nodiscard]] double without_any_cache() const { return spared.whole() + cost.whole(); }
    [[nodiscard]] double share_saved_by_answers() const
    {
        return spared.whole() / without_any_cache();
    }
    [[nodiscard]] double share_saved_by_prompts() const
    {
        return cost.saved_by_prompt_cache() / without_any_cache();
    }
};

class SchoolDays : public testing::Test {
protected:
    static const std::filesystem::path root;
    SchoolDays()
    {
        const auto data = root / "data";
        auto loaded = safety::Engine::load(
            {.model = data / "models/safety.bdm",
             .rules = root / "safety/rules",
             .policy = data / "policy/policy.json"},
            {.thread_nanos = [] { return std::int64_t{0}; },
             .wall_nanos = [] { return std::int64_t{0}; },
             .at = {}}
        );
        EXPECT_TRUE(loaded);
        engine = std::move(loaded);
        moods = emotion::EmotionReader::load(data / "models/moods.bdm");
        EXPECT_TRUE(moods);
        auto mentor = advisors::Mentor::load(data / "mentor", data / "stances");
        EXPECT_TRUE(mentor);
        voice = std::make_unique<AdvisorsVoice>(std::move(*mentor));
        reader = QuestionReader::load(data / "models/safety.bdm");
        EXPECT_TRUE(reader);
    }
    /// The right answer to a message. An edition is what changes when the world, or a policy, does.
    [[nodiscard]] std::string answer_to(const PupilSays& says) const
    {
        const auto about = says.matter.empty() ? says.text : says.matter;
        return "That is worth wondering about. You asked: " + about +
               ". A book in the library tells it well, with pictures. Somebody at home may know a "
               "part of it, too. This was the " +
               edition + " edition.";
    }
    DayResult live(const SchoolDay& shape)
    {
        CountingKnown observer;
        CountingModel model{world.clock};
        const KnownAnswers answers{
            {.cache = cache, .reader = *reader, .clock = world.clock, .observer = observer},
            {.judged_by = policy},
            key
        };
        TurnParts parts{
            .store = world.store,
            .judge = [this](
                         const auto& message, const auto& before, auto& after
                     ) { return engine->assess(message, before, after); },
            .read_mood = [this](const auto& message) { return moods->read(message); },
            .mentor = *voice,
            .lines_for = [](auto, auto) { return std::vector<advisors::HelpLine>{}; },
            .clock = world.clock,
            .observer = world.observer,
            .days_line = engine->days_line(),
            .on_alert = {},
            .note_visit = {},
            .models = {{.provider = model, .window = {.context = 400'000, .answer = 400}}},
            .known_answers = &answers
        };
        const TurnPipeline pipeline{parts};
        DayResult result;
        for (const auto& says : school_day(shape)) {
            const auto calls_before = model.calls;
            const auto hits_before = observer.counts["hit"];
            model.answer = answer_to(says);
            const auto reply = say(pipeline, says);
            ++result.messages;
            result.repeats += says.is_repeat ? 1 : 0;
            if (observer.counts["hit"] == hits_before) continue;
            EXPECT_EQ(model.calls, calls_before);
            ++result.hits;
            const auto is_of_this_matter = "You asked: " + says.matter + ".";
            if (says.matter.empty() || !reply.contains(is_of_this_matter)) ++result.wrong;
            if (!reply.contains(edition + " edition")) ++result.stale;
        }
        result.calls = model.calls;
        result.cost = model.cost;
        result.counts = observer.counts;
        result.spared = observer.spared;
        return result;
    }
    std::string say(const TurnPipeline& pipeline, const PupilSays& says)
    {
        world.child.child = ChildId{"pupil-" + std::to_string(says.pupil)};
        if (says.place_in_talk == 0) {
            world.conversation = ConversationId{"talk-" + std::to_string(++talks)};
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()));
        }
        world.clock.advance(std::chrono::seconds{10});
        ListSink sink;
        StopSignal stop;
        const auto report = run_to_end(pipeline.run(world.request(says.text), sink, stop));
        return report ? report->reply : std::string{};
    }

    TurnWorld world;
    MemoryResponseCache cache{1000};
    crypto::SecretKey key = crypto::SecretKey::random();
    std::string policy = "first";
    std::string edition = "first";
    Result<safety::Engine> engine = failed(ErrorCode::NotFound, "not loaded");
    Result<emotion::EmotionReader> moods = failed(ErrorCode::NotFound, "not loaded");
    Result<QuestionReader> reader = failed(ErrorCode::NotFound, "not loaded");
    std::unique_ptr<AdvisorsVoice> voice;
    int talks = 0;
};
const std::filesystem::path SchoolDays::root{BUDDY_SOURCE_DIR};

void print_row(const SchoolDay& shape, const DayResult& day)
{
    std::cout << fmt::format(
        "| {} | {} % | {} | {} | {} | {:.1f} % | {:.1f} % | {:.1f} % | **{:.1f} %** | {:.0f} | {} "
        "| {} |\n",
        shape.messages_in_talk,
        shape.repeats_in_hundred,
        day.messages,
        day.repeats,
        day.hits,
        100.0 * day.hits / std::max(1, day.hits + day.calls),
        100.0 * day.share_saved_by_answers(),
        100.0 * day.share_saved_by_prompts(),
        100.0 * (day.share_saved_by_answers() + day.share_saved_by_prompts()),
        (day.cost.whole() - day.cost.saved_by_prompt_cache()) / day.messages,
        day.wrong,
        day.stale
    );
}

struct Expected {
    SchoolDay shape;
    int least_hits = 0;
};

TEST_F(SchoolDays, SaveWhatIsAskedAgainAndNeverAnswerAnotherQuestion)
{
    const std::vector<Expected> days{
        {.shape = {.repeats_in_hundred = 0}, .least_hits = 0},
        {.shape = {.repeats_in_hundred = 10}, .least_hits = 1},
        {.shape = {.repeats_in_hundred = 30}, .least_hits = 8},
        {.shape = {.repeats_in_hundred = 0, .messages_in_talk = 3, .talks_of_each = 2}},
        {.shape = {.repeats_in_hundred = 10, .messages_in_talk = 3, .talks_of_each = 2}},
        {.shape = {.repeats_in_hundred = 30, .messages_in_talk = 3, .talks_of_each = 2},
         .least_hits = 1}
    };
    std::cout << "| messages in a talk | repeat rate | messages | repeats | hits | of calls | cost "
                 "saved: by "
                 "answers | by prompts | both | a message costs | wrong | stale |\n"
              << "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
    std::map<std::string, int> of_all;
    for (const auto& [shape, least_hits] : days) {
        for (int i = 0; i < 2; ++i) world.clock.advance(std::chrono::days{4});  // nothing is left
        const auto day = live(shape);
        print_row(shape, day);
        for (const auto& [what, count] : day.counts) of_all[what] += count;
        EXPECT_EQ(day.wrong, 0);
        EXPECT_EQ(day.stale, 0);
        EXPECT_GE(day.hits, least_hits);
        EXPECT_LE(day.hits, day.repeats);
    }
    for (const auto& [what, count] : of_all) std::cout << what << ' ' << count << '\n';
}

TEST_F(SchoolDays, GiveNothingStaleAfterAWeekOrUnderAnotherPolicy)
{
    const SchoolDay shape{.repeats_in_hundred = 30, .pupils = 14, .talks_of_each = 6};
    const auto first = live(shape);
    EXPECT_GT(first.hits, 0);
    world.clock.advance(std::chrono::days{7});
    edition = "second";
    EXPECT_EQ(live(shape).stale, 0);
    policy = "second";
    edition = "third";
    EXPECT_EQ(live(shape).stale, 0);
}

}  // namespace
}  // namespace buddy::conversation
