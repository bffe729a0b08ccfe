#include "talk_readings.hpp"

#include "corpus.hpp"
#include "token_files.hpp"

#include "safety/src/talk_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace buddy::train {

std::string talk_readings_of(std::istream& lines, const text::Model& model)
{
    constexpr std::size_t most_turns = 8;
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        const Case one = read_case(line);
        std::vector<text::SpokenTurn> turns;
        text::ModelInput input = input_of(one, turns);
        input.context = input.context.last(std::min(input.context.size(), most_turns));
        const std::span<const text::SpokenTurn> all = input.context;
        std::vector<text::SpokenTurn> own{all.begin(), all.end()};
        std::erase_if(own, [](const auto& turn) { return turn.speaker != text::Speaker::Child; });
        if (one.text.empty() || one.speaker != text::Speaker::Child || own.size() == all.size()) {
            out += "null\n";
            continue;
        }
        const auto whole = model.predict(input);
        input.context = own;
        const auto alone = model.predict(input);
        const auto inputs = safety::inputs_of(
            model, {.whole = whole, .own = alone, .text = one.text, .turns = all}
        );
        out += fmt::format("[{:.6f}]\n", fmt::join(inputs, ","));
    }
    return out;
}

}  // namespace buddy::train
