#include "emotion/mood_course.hpp"

#include <algorithm>
#include <cmath>

namespace buddy::emotion {
namespace {

constexpr double allowance = 0.5;
constexpr double line = 3.0;
constexpr double highest_sum = 5.0;  // so that better days end the sign within a week
constexpr double usual_spread = 0.4;
constexpr double least_spread = 0.25;
constexpr double days_of_usual_spread = 3.0;

double faded(double value, std::chrono::days by, std::chrono::days half)
{
    return value * std::exp2(-static_cast<double>(by.count()) / static_cast<double>(half.count()));
}

/// The child's usual, as the days so far made it.
class Usual {
public:
    void fade(std::chrono::days by)
    {
        for (double* const sum : {&weight_, &valence_, &square_}) *sum = faded(*sum, by, half_life);
    }
    void add(double valence, double weight)
    {
        weight_ += weight;
        valence_ += weight * valence;
        square_ += weight * valence * valence;
        ++days_;
    }
    /// By how many spreads a day lies above it.
    [[nodiscard]] double distance(double valence) const
    {
        const double mean = valence_ / weight_;
        const double own = std::max(0.0, square_ - weight_ * mean * mean);
        const double shared = days_of_usual_spread * usual_spread * usual_spread;
        const double spread = std::sqrt((own + shared) / (weight_ + days_of_usual_spread));
        return (valence - mean) / std::max(spread, least_spread);
    }
    [[nodiscard]] int days() const { return days_; }

private:
    double weight_ = 0.0, valence_ = 0.0, square_ = 0.0;
    int days_ = 0;
};

/// One side's sum, and the days since it was last zero.
struct Run {
    double sum = 0.0;
    int clear = 0;
    int all = 0;

    void take(double distance)
    {
        sum = std::min(sum + distance - allowance, highest_sum);
        ++all;
        clear += distance > allowance ? 1 : 0;
        if (sum <= 0.0) *this = {};
    }
    [[nodiscard]] bool is_a_change() const { return sum >= line && clear >= days_of_a_change; }
};

}  // namespace

std::optional<MoodChange> change_in(std::span<const CourseDay> days)
{
    Usual usual;
    Run lower;
    Run brighter;
    const CourseDay* before = nullptr;
    for (const CourseDay& day : days) {
        const double weight = day.weight / (day.weight + 0.2);
        if (before != nullptr) {
            const auto passed = day.day - before->day;
            const auto silent = std::max(passed - std::chrono::days{1}, std::chrono::days{0});
            usual.fade(passed);
            lower.sum = faded(lower.sum, silent, silence_fades);
            brighter.sum = faded(brighter.sum, silent, silence_fades);
        }
        if (usual.days() >= days_before_a_change) {
            const double distance = weight * usual.distance(day.valence);
            lower.take(-distance);
            brighter.take(distance);
        }
        usual.add(day.valence, weight);
        before = &day;
    }
    if (lower.is_a_change())
        return MoodChange{.lower = true, .on_days = lower.clear, .of_days = lower.all};
    if (brighter.is_a_change())
        return MoodChange{.lower = false, .on_days = brighter.clear, .of_days = brighter.all};
    return std::nullopt;
}

}  // namespace buddy::emotion
