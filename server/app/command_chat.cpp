// `buddy chat`: the whole turn pipeline in a terminal. Nothing is stored and nothing leaves this process, unless --provider
// names a model.

#include "app/child_powers.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/model_provider.hpp"
#include "app/shipped_parts.hpp"
#include "buddy/safety/assessment_json.hpp"
#include "conversation/fake_conversation_store.hpp"
#include "conversation/mentor_voice.hpp"
#include "conversation/turn_pipeline.hpp"
#include "platform/crypto/random.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace buddy::app {

namespace json = boost::json;

namespace {

constexpr std::string_view usage =
    "buddy chat [--age-band 7-9|10-12|13-17] [--locale en] [--country US] [--provider NAME] "
    "[--variation WORD] [--json]\n\n"
    "Talks with the mentor here, in memory, without a server. The guided mentor answers unless "
    "--provider is given:\n"
    "openai uses OPENAI_API_KEY, OPENAI_BASE_URL and BUDDY_MODEL.\n\n"
    "The guided mentor has several ways to say most things. With --variation it chooses by WORD: "
    "the "
    "same messages get\n"
    "the same answers again, in every conversation of the run.\n\n"
    "With --json it reads one {\"text\":\"...\"} a line and writes one\n"
    "{\"reply\",\"action\",\"mood\",\"advisor\",\"safety\",\"ms\"} a line; {\"reset\":true} starts "
    "a new conversation;\n"
    "a bad line answers {\"error\":\"...\"} and makes the exit status 1 at the end.\n";

/// Prints nothing: `buddy chat` shows a reply when it is whole.
class QuietSink final : public conversation::TurnSink {
public:
    void publish(const conversation::NumberedEvent& /*event*/) override {}
};

class QuietObserver final : public conversation::TurnObserver {
public:
    void step_ended(std::string_view /*step*/, std::chrono::nanoseconds /*took*/) override {}
    void message_assessed(safety::Action /*action*/, bool /*available*/) override {}
    void days_were_damaged() override {}
    void model_asked(const conversation::ModelCall& /*call*/) override {}
    void criticised(const advisors::Criticism& /*criticism*/) override {}
    void turn_ended(conversation::FinishReason /*reason*/, std::string_view /*voice*/) override {}
};

struct Person {
    safety::AgeBand age_band = safety::AgeBand::From10To12;
    std::string locale = "en";
    std::string country;
    std::string variation;  ///< conversation::TurnRequest::variation.
};

/// One child, one terminal, one conversation at a time.
class Chat {
public:
    /// In a terminal every model counts as one's own.
    Chat(ShippedParts parts, Person person, MentorModel model)
        : parts_{std::move(parts)},
          voice_{parts_.mentor},
          model_{std::move(model)},
          pipeline_{
              {.store = store_,
               .judge = [this](
                            const auto& message, const auto& before, auto& after
                        ) { return parts_.engine.assess(message, before, after); },
               .read_mood = [this](const auto& message) { return parts_.emotions.read(message); },
               .mentor = voice_,
               .lines_for = [this](
                                std::string_view country, std::string_view locale
                            ) { return parts_.help_lines.lines_for(country, locale); },
               .clock = clock_,
               .observer = observer_,
               .days_line = parts_.engine.days_line(),
               .on_alert = {},
               .note_visit = {},
               .models =
                   model_.provider
                       ? std::vector<
                             conversation::ModelVoice>{{*model_.provider, true, model_.window}}
                       : std::vector<conversation::ModelVoice>{},
               .powers_of = [this](
                                const conversation::Speaker& speaker,
                                const limits::Rules& rules,
                                std::chrono::sys_days date
                            ) { return app::powers_of(parts_.laws, speaker, rules, date); }}
          }
    {
        speaker_.child = {.family = FamilyId{"terminal"}, .child = ChildId{"terminal"}};
        speaker_.age_band = person.age_band;
        speaker_.locale = std::move(person.locale);
        speaker_.country = std::move(person.country);
        variation_ = std::move(person.variation);
    }

    Task<> reset()
    {
        conversation_ = crypto::new_id<ConversationId>(clock_.now());
        co_await store_.start(speaker_.child, conversation_, clock_.now());
    }

    Task<Result<conversation::TurnReport>> say(std::string text)
    {
        conversation::TurnRequest request{
            .speaker = speaker_,
            .conversation = conversation_,
            .turn = crypto::new_id<TurnId>(clock_.now()),
            .alert = crypto::new_id<AlertId>(clock_.now()),
            .idempotency_key = crypto::random_token(),
            .text = std::move(text),
            .memory = std::nullopt,
            .variation = variation_
        };
        QuietSink sink;
        conversation::StopSignal stop;
        co_return co_await pipeline_.run(std::move(request), sink, stop);
    }

private:
    ShippedParts parts_;
    SystemClock clock_;
    conversation::FakeConversationStore store_;
    QuietObserver observer_;
    conversation::AdvisorsVoice voice_;
    MentorModel model_;
    conversation::TurnPipeline pipeline_;
    conversation::Speaker speaker_;
    std::string variation_;
    ConversationId conversation_;
};

json::value parsed(std::string_view text)
{
    boost::system::error_code error;
    auto value = json::parse(text, error);
    return error ? json::value{} : value;
}

std::string answer_json(
    const conversation::TurnReport& report, std::chrono::steady_clock::duration took
)
{
    json::object out;
    out["reply"] = report.reply;
    out["action"] = safety::id_of(report.assessment.action);
    out["mood"] =
        report.mood.mood ? json::value(emotion::id_of(*report.mood.mood)) : json::value(nullptr);
    out["advisor"] =
        report.advisor ? json::value(advisors::id_of(*report.advisor)) : json::value(nullptr);
    out["safety"] = parsed(safety::assessment_json(report.assessment));
    out["ms"] = std::chrono::duration<double, std::milli>(took).count();
    return json::serialize(out);
}

/// What a line of --json asks for.
struct Asked {
    bool reset = false;
    std::string text;
    std::string error;
};

Asked read_line(const std::string& line)
{
    boost::system::error_code error;
    const auto value = json::parse(line, error);
    if (error || !value.is_object()) return {.error = "not a JSON object"};
    const auto& object = value.get_object();
    if (const auto* reset = object.if_contains("reset");
        reset != nullptr && reset->is_bool() && reset->get_bool())
        return {.reset = true};
    const auto* text = object.if_contains("text");
    if (text == nullptr || !text->is_string()) return {.error = "no \"text\" in it"};
    if (text->get_string().empty()) return {.error = "\"text\" is empty"};
    return {.text = std::string{text->get_string()}};
}

Task<bool> answer_line(Chat& chat, std::string line)
{
    const auto asked = read_line(line);
    if (asked.reset) {
        co_await chat.reset();
        std::cout << R"({"reset":true})" << std::endl;
        co_return true;
    }
    auto error = asked.error;
    if (error.empty()) {
        const auto began = std::chrono::steady_clock::now();
        const auto report = co_await chat.say(asked.text);
        if (report) {
            std::cout << answer_json(*report, std::chrono::steady_clock::now() - began)
                      << std::endl;
            co_return true;
        }
        error = report.error().detail;
    }
    std::cout << json::serialize(json::object{{"error", error}}) << std::endl;
    co_return false;
}

Task<int> talk_json(Chat& chat)
{
    bool all_fine = true;
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        all_fine = co_await answer_line(chat, line) && all_fine;
    }
    co_return all_fine ? 0 : 1;
}

Task<int> talk(Chat& chat)
{
    const bool person_is_there = ::isatty(STDIN_FILENO) != 0;
    if (person_is_there)
        std::cout << "Buddy is a computer program. An empty line ends the conversation.\n";
    std::string line;
    while (true) {
        if (person_is_there) std::cout << "\nyou:   " << std::flush;
        if (!std::getline(std::cin, line) || line.empty()) break;
        const auto report = co_await chat.say(line);
        if (!report) {
            std::cout << "Buddy cannot take that message: " << report.error().detail << '\n';
            continue;
        }
        std::cout << "buddy: " << report->reply << '\n';
    }
    co_return 0;
}

Task<> converse(Chat& chat, bool as_json, int& status)
{
    co_await chat.reset();
    status = as_json ? co_await talk_json(chat) : co_await talk(chat);
}

int refuse(const std::string& why)
{
    std::cerr << "buddy chat: " << why << "\n\n" << usage;
    return 2;
}

/// The model asked for by name; without a provider for the guided mentor. Sets `why` when there is none of that
/// name.
MentorModel model_named(
    const std::string& name, const http::Client& client, const Clock& clock, std::string& why
)
{
    if (name.empty() || name == "guided") return {};
    const auto environment = config::environment_of_process();
    const auto loaded = load_config(environment, Needs::Nothing);
    if (!loaded.mistakes.empty()) why = loaded.mistakes.front();
    const auto prices = spending::PriceBook::load(
        {find_shipped_files(environment).prices(), loaded.config.budget.prices}
    );
    if (!prices) {
        why = prices.error().detail;
        return {};
    }
    for (auto& model : make_models(loaded.config.model, *prices, client, clock))
        if (model.provider->name() == name) return std::move(model);
    if (why.empty())
        why =
            "no provider '" + name +
            "' is configured; set OPENAI_API_KEY or OPENAI_BASE_URL and say --provider openai, or "
            "ANTHROPIC_API_KEY and --provider anthropic.";
    return {};
}

}  // namespace

int command_chat(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    Options options{
        {{"--age-band", true},
         {"--locale", true},
         {"--country", true},
         {"--provider", true},
         {"--variation", true},
         {"--json", false}}
    };
    if (const auto wrong = options.read(words)) return refuse(*wrong);
    if (!options.rest().empty())
        return refuse("'" + std::string{options.rest().front()} + "' is not an option here.");
    const auto band = safety::age_band_from(options.value("--age-band", "10-12"));
    if (!band) return refuse("--age-band is 7-9, 10-12 or 13-17.");

    auto parts = load_shipped_parts(find_shipped_files(config::environment_of_process()));
    if (!parts) {
        std::cerr << "buddy chat: a file that ships with Buddy cannot be used: "
                  << parts.error().detail << '\n';
        return 1;
    }
    const http::Client client;
    const SystemClock clock;
    std::string why;
    auto model = model_named(options.value("--provider", ""), client, clock, why);
    if (!why.empty()) return refuse(why);

    Chat chat{
        std::move(*parts),
        {.age_band = *band,
         .locale = options.value("--locale", "en"),
         .country = options.value("--country", ""),
         .variation = options.value("--variation", "")},
        std::move(model)
    };
    asio::io_context loop{1};
    int status = 1;
    std::exception_ptr failure;
    asio::co_spawn(
        loop,
        converse(chat, options.has("--json"), status),
        [&failure](std::exception_ptr why_not) { failure = std::move(why_not); }
    );
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return status;
}

}  // namespace buddy::app
