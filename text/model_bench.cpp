// How long reading a message takes on one core: normaliser alone, model without and with eight turns,
// and loading the file. Prints microseconds of processor time, which a busy machine does not blur.
#include "text/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace buddy::text;
/// Processor time of this thread in microseconds.
double now()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

constexpr std::string_view forty_words =
    "so today in science we had to dissect a flower and my partner kept dropping everything on the "
    "floor and then mr alder said we could stay in at lunch to finish it but i really wanted to go "
    "outside and play";

template <class Work>
void report(std::string_view name, std::size_t rounds, Work&& work)
{
    std::vector<double> taken;
    for (std::size_t i = 0; i < rounds; ++i) {
        const double begin = now();
        work(i);
        taken.push_back(now() - begin);
    }
    std::ranges::sort(taken);
    const double median = taken[taken.size() / 2];
    const double rare = taken[taken.size() * 99 / 100];
    fmt::print("{:<28} p50 {:>9.1f} us   p99 {:>9.1f} us\n", name, median, rare);
}

}  // namespace

int main()
{
    const auto file = BUDDY_SOURCE_DIR "/data/models/safety.bdm";
    const auto model = Model::load(file);
    if (!model) return EXIT_FAILURE;
    const std::vector<SpokenTurn> turns(8, SpokenTurn{Speaker::Child, forty_words});
    // A changing last word keeps the processor from having seen it all before.
    const auto text = [&](std::size_t i) {
        return std::string{forty_words} + " w" + std::to_string(i);
    };
    report("load", 20, [&](std::size_t) { static_cast<void>(Model::load(file)); });
    report("normalise, 40 words", 5000, [&](std::size_t i) {
        static_cast<void>(model->normaliser().normalise(text(i)));
    });
    report("predict, 40 words", 5000, [&](std::size_t i) {
        static_cast<void>(model->predict({.text = text(i)}));
    });
    report("predict, 8 turns of 40 words", 2000, [&](std::size_t i) {
        static_cast<void>(model->predict({.text = text(i), .context = turns}));
    });
    const std::string hostile = [] {
        std::string all;
        while (all.size() < 32'000) all += "e\xcc\x81\xcc\x81k 1 l l \xf0\x9f\x98\xad";
        return all;
    }();
    report("normalise, hostile 32 KB", 50, [&](std::size_t) {
        static_cast<void>(model->normaliser().normalise(hostile));
    });
    return EXIT_SUCCESS;
}
