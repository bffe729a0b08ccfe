#include "talk_reader.hpp"

#include "json_reading.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace buddy::safety {

namespace {

constexpr std::size_t other_inputs = 3;

std::size_t outputs_of(const text::Model& model)
{
    std::size_t count = 0;
    for (const auto& head : model.heads()) count = std::max(count, head.first + head.labels.size());
    return count;
}

double log_odds(float probability) noexcept
{
    constexpr double hardly = 1e-4;
    const double kept = std::clamp(static_cast<double>(probability), hardly, 1 - hardly);
    return std::log(kept / (1 - kept));
}

double words_in(std::string_view text) noexcept
{
    double words = 0;
    bool inside = false;
    for (const char letter : text) {
        const bool blank = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

/// The last thing that the mentor said was a question.
bool was_asked(std::span<const text::SpokenTurn> turns) noexcept
{
    for (const auto& turn : std::views::reverse(turns)) {
        if (turn.speaker != text::Speaker::Mentor) continue;
        const auto end = turn.text.find_last_not_of(" \n\t\r");
        return end != std::string_view::npos && turn.text[end] == '?';
    }
    return false;
}

/// A list of `wanted` finite numbers.
Result<std::vector<double>> numbers(
    const boost::json::value* value, std::size_t wanted, std::string_view what
)
{
    const auto wrong = [&] {
        return failed(
            ErrorCode::Invalid,
            std::string{what} + " must be " + std::to_string(wanted) + " finite numbers"
        );
    };
    if (value == nullptr || !value->is_array() || value->get_array().size() != wanted)
        return wrong();
    std::vector<double> out;
    out.reserve(wanted);
    for (const auto& one : value->get_array()) {
        if (!one.is_number()) return wrong();
        out.push_back(one.to_number<double>());
        if (!std::isfinite(out.back())) return wrong();
    }
    return out;
}

}  // namespace

std::filesystem::path talks_beside(const std::filesystem::path& model)
{
    return model.parent_path() / "talks.json";
}

std::vector<double> inputs_of(const text::Model& model, const TalkReading& reading)
{
    constexpr double most_turns = 8;
    const std::size_t outputs = outputs_of(model);
    std::vector<double> inputs;
    inputs.reserve(2 * outputs + other_inputs);
    for (const auto* prediction : {&reading.whole, &reading.own}) {
        for (std::size_t i = 0; i < outputs; ++i)
            inputs.push_back(log_odds(prediction->values.at(i)));
    }
    inputs.push_back(std::log1p(words_in(reading.text)));
    inputs.push_back(static_cast<double>(reading.turns.size()) / most_turns);
    inputs.push_back(was_asked(reading.turns) ? 1 : 0);
    return inputs;
}

Result<TalkReader> TalkReader::load(const std::filesystem::path& file, const text::Model& model)
{
    const auto bytes = read_file(file);
    if (!bytes) return std::unexpected(bytes.error());
    const auto json = parse_json(file.filename().string(), *bytes);
    if (!json) return std::unexpected(json.error());
    ObjectReader reader{*json, file.filename().string()};
    reader.require({"format", "model", "mean", "scale", "units", "bias"});
    reader.allow_only({"format", "about", "model", "mean", "scale", "units", "bias"});
    if (reader.number("format", 0) != 1) reader.complain("format must be 1");
    if (reader.text("model") != model.version())
        reader.complain("was learned for another model; ./dev train makes both");
    const std::size_t inputs = 2 * outputs_of(model) + other_inputs;
    TalkReader talks;
    talks.bias_ = reader.number("bias", 0);
    if (!std::isfinite(talks.bias_)) reader.complain("bias must be finite");
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    auto mean = numbers(reader.find("mean"), inputs, "mean");
    if (!mean) return std::unexpected(mean.error());
    auto scale = numbers(reader.find("scale"), inputs, "scale");
    if (!scale) return std::unexpected(scale.error());
    if (std::ranges::any_of(*scale, [](double one) { return !(one > 0); }))
        return failed(ErrorCode::Invalid, "scale must be above 0");
    talks.mean_ = std::move(*mean);
    talks.scale_ = std::move(*scale);
    const auto* const units = reader.find("units");
    if (!units->is_array() || units->get_array().empty())
        return failed(ErrorCode::Invalid, "units must be a list");
    for (const auto& unit : units->get_array()) {
        // Weights, then bias, then what the unit weighs.
        auto read = numbers(&unit, inputs + 2, "each unit");
        if (!read) return std::unexpected(read.error());
        Unit made{.weights = std::move(*read)};
        made.out = made.weights.back();
        made.weights.pop_back();
        made.bias = made.weights.back();
        made.weights.pop_back();
        talks.units_.push_back(std::move(made));
    }
    return talks;
}

double TalkReader::alarm(const text::Model& model, const TalkReading& reading) const
{
    auto inputs = inputs_of(model, reading);
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = (inputs[i] - mean_[i]) / scale_[i];
    double sum = bias_;
    for (const auto& unit : units_) {
        double held = unit.bias;
        for (std::size_t i = 0; i < inputs.size(); ++i) held += unit.weights[i] * inputs[i];
        sum += unit.out * std::tanh(held);
    }
    return 1 / (1 + std::exp(-sum));
}

}  // namespace buddy::safety
