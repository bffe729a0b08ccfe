// How long loading takes, and one assessment: a message of forty words, alone and after eight turns.
#include "test_files.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

namespace {

using namespace buddy::safety;
using Micros = std::chrono::duration<double, std::micro>;

/// Time this thread or program computed: what else the machine does meanwhile is not the engine's.
std::chrono::nanoseconds computed(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

/// Forty words each, different ones every time, so that no cache is kinder than life.
std::vector<std::string> messages()
{
    constexpr std::string_view words[] = {
        "today",   "we",     "went",   "to",      "the",     "pool",  "and",   "my",      "friend",
        "laughed", "at",     "me",     "because", "i",       "cant",  "swim",  "yet",     "so",
        "sat",     "on",     "side",   "with",    "a",       "towel", "then",  "teacher", "said",
        "it",      "is",     "fine",   "but",     "i",       "want",  "go",    "home",    "maths",
        "was",     "boring", "nobody", "talked",  "lunch",   "games", "tired", "really",  "never",
        "again",   "feel",   "sad",    "happy",   "brother", "ate",   "last",  "cookie",  "kill",
    };
    std::vector<std::string> made;
    std::size_t at = 7;
    for (int i = 0; i < 2'000; ++i) {
        std::string text;
        for (int word = 0; word < 40; ++word) {
            at = (at * 1'103'515'245U + 12'345U) % 2'147'483'648U;
            text += words[(at >> 8U) % std::size(words)];
            text += word % 11 == 10 ? ". " : " ";
        }
        made.push_back(std::move(text));
    }
    return made;
}

void print_row(std::string_view name, std::vector<double> values)
{
    std::ranges::sort(values);
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    std::cout << std::left << std::setw(28) << name << std::right << std::fixed
              << std::setprecision(0) << std::setw(10) << values[values.size() / 2] << std::setw(10)
              << values[values.size() * 99 / 100] << std::setw(10) << mean << '\n';
}

void measure(std::string_view name, const Engine& engine, std::size_t turns)
{
    const auto texts = messages();
    std::vector<double> micros;
    for (std::size_t i = 8; i < texts.size(); ++i) {
        std::vector<Turn> context;
        for (std::size_t turn = 0; turn < turns; ++turn) {
            context.push_back(
                {.role = turn % 2 == 0 ? Role::Child : Role::Mentor, .text = texts[i - turn - 1]}
            );
        }
        RiskState after;
        const auto begin = computed(CLOCK_THREAD_CPUTIME_ID);
        const auto assessment = engine.assess({.text = texts[i], .context = context}, {}, after);
        micros.push_back(Micros{computed(CLOCK_THREAD_CPUTIME_ID) - begin}.count());
        if (!assessment.available) std::cerr << "unavailable\n";
    }
    print_row(name, micros);
}

/// Loading, and the first message after it, which has nothing ready that load() did not make ready.
bool measure_fresh()
{
    const auto texts = messages();
    std::vector<double> loads;
    std::vector<double> computing;
    std::vector<double> firsts;
    for (std::size_t i = 0; i < 20; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const auto computed_before = computed(CLOCK_PROCESS_CPUTIME_ID);
        const auto engine = Engine::load(buddy::safety::testing::shipped_files());
        if (!engine) {
            std::cerr << engine.error().detail << '\n';
            return false;
        }
        computing.push_back(Micros{computed(CLOCK_PROCESS_CPUTIME_ID) - computed_before}.count());
        const auto loaded = std::chrono::steady_clock::now();
        RiskState after;
        const auto assessment = engine->assess({.text = texts[i]}, {}, after);
        const auto answered = std::chrono::steady_clock::now();
        if (!assessment.available) std::cerr << "unavailable\n";
        loads.push_back(Micros{loaded - begin}.count());
        firsts.push_back(Micros{answered - loaded}.count());
    }
    print_row("load, wall", loads);
    print_row("load, computing", computing);
    print_row("first message, wall", firsts);
    return true;
}

}  // namespace

int main()
{
    std::cout << std::left << std::setw(28) << "us" << std::right << std::setw(10) << "p50"
              << std::setw(10) << "p99" << std::setw(10) << "mean" << '\n';
    if (!measure_fresh()) return 1;
    const auto engine = Engine::load(buddy::safety::testing::shipped_files());
    measure("40 words", *engine, 0);
    measure("40 words after 8 turns", *engine, 8);
    return 0;
}
