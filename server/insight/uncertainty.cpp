#include "insight/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace buddy::insight {
namespace {

constexpr double nine_in_ten = 1.6448536269514722;  // standard deviations to either side
constexpr double usual_spread = 0.4;
constexpr double talks_of_usual_spread = 3.0;

}  // namespace

Band share_band(int some, int all)
{
    constexpr double z = nine_in_ten;
    const double n = all;
    const double share = some / n;
    const double stretched = 1.0 + z * z / n;
    const double centre = (share + z * z / (2.0 * n)) / stretched;
    const double half =
        z / stretched * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    return {
        .middle = share,
        .low = some == 0 ? 0.0 : std::max(0.0, centre - half),
        .high = some == all ? 1.0 : std::min(1.0, centre + half)
    };
}

Band mean_band(std::span<const double> valences)
{
    const auto n = static_cast<double>(valences.size());
    const double mean = std::accumulate(valences.begin(), valences.end(), 0.0) / n;
    double squares = talks_of_usual_spread * usual_spread * usual_spread;
    for (const double valence : valences) squares += (valence - mean) * (valence - mean);
    const double spread = std::sqrt(squares / (n + talks_of_usual_spread));
    const double half = nine_in_ten * spread / std::sqrt(n);
    return {.middle = mean, .low = std::max(-1.0, mean - half), .high = std::min(1.0, mean + half)};
}

}  // namespace buddy::insight
