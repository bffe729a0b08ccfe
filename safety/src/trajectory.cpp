#include "buddy/safety/trajectory.hpp"

#include "content_hash.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace buddy::safety {

namespace {

constexpr double most_by_mood = 0.2;
constexpr double most_by_night = 0.1;
static_assert(most_by_mood + most_by_night <= supporting_signs_at_most + 1e-9);

constexpr double not_real = 0.25;
constexpr double not_here = 0.5;
constexpr double full_level = 255.0;

struct StrandRow {
    std::string_view id;
    Category category;
};
constexpr std::array<StrandRow, strand_count> rows{{
    {"heaviness", Category::Distress},
    {"eating", Category::EatingDisorder},
    {"bullying", Category::Bullying},
    {"dependency", Category::Dependency},
}};

constexpr std::string_view magic = "BTR1";
constexpr std::size_t number_bytes = 4;
constexpr std::size_t hash_bytes = 8;

void put(std::string& out, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i)
        out.push_back(static_cast<char>(static_cast<unsigned char>(value >> (8 * i))));
}

void put_day(std::string& out, std::int32_t day)
{
    put(out, static_cast<std::uint32_t>(day), number_bytes);
}

std::uint64_t take(std::string_view& in, std::size_t bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(in[i])) << (8 * i);
    in.remove_prefix(bytes);
    return value;
}

std::int32_t take_day(std::string_view& in)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(take(in, number_bytes)));
}

constexpr std::int32_t number_of(std::chrono::sys_days day) noexcept
{
    return static_cast<std::int32_t>(day.time_since_epoch().count());
}

constexpr std::int32_t count_of(std::chrono::days days) noexcept
{
    return static_cast<std::int32_t>(days.count());
}

/// How much of an assessment is about this child, now, in earnest.
double weight_of(const Assessment& assessment) noexcept
{
    double weight = assessment.frame == Frame::Real ? 1 : not_real;
    if (assessment.subject == Subject::Other) weight *= not_here;
    if (assessment.when == When::Past) weight *= not_here;
    return weight;
}

/// A mean that begins at a value and moves with each day.
class Mean {
public:
    Mean(double begin, int weight) : sum_{begin * weight}, count_{weight} {}
    void add(double value) noexcept
    {
        sum_ += value;
        ++count_;
    }
    [[nodiscard]] double value() const noexcept { return count_ == 0 ? 0 : sum_ / count_; }

private:
    double sum_;
    int count_;
};

}  // namespace

std::string_view id_of(Strand strand) noexcept
{
    return rows.at(static_cast<std::size_t>(strand)).id;
}

std::optional<Strand> strand_from(std::string_view id) noexcept
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows.at(i).id == id) return static_cast<Strand>(i);
    return std::nullopt;
}

Category category_of(Strand strand) noexcept
{
    return rows.at(static_cast<std::size_t>(strand)).category;
}

std::optional<Strand> strand_of(Category category) noexcept
{
    if (category == Category::SelfHarm) return Strand::Heaviness;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows.at(i).category == category) return static_cast<Strand>(i);
    return std::nullopt;
}

QuietSigns quiet_signs(const Assessment& assessment, double heavy_mood, bool at_night) noexcept
{
    QuietSigns signs{.strength = {}, .at_night = at_night};
    const double weight = weight_of(assessment);
    for (std::size_t i = 0; i < strand_count; ++i)
        signs.strength.at(i) = weight * assessment.probability_of(rows.at(i).category);
    auto& heaviness = signs.strength.at(static_cast<std::size_t>(Strand::Heaviness));
    // Faint signs of both weigh more than either: one of them at least is likely.
    const double weariness = weight * assessment.probability_of(Category::SelfHarm);
    heaviness = 1 - ((1 - heaviness) * (1 - weariness));
    heaviness += most_by_mood * std::clamp(heavy_mood, 0.0, 1.0);
    for (auto& strength : signs.strength) strength = std::clamp(strength, 0.0, 1.0);
    return signs;
}

double Trajectory::Trace::level(std::size_t strand) const noexcept
{
    double sum = 0;
    for (const auto sign : strongest.at(strand)) sum += sign;
    return messages == 0 ? 0 : sum / full_level / messages;
}

Trajectory::Trace& Trajectory::trace_of(std::int32_t day)
{
    if (traces_.empty() || traces_.back().day < day) {
        traces_.push_back({.day = day});
        std::erase_if(traces_, [day](const Trace& trace) {
            return trace.day <= day - count_of(kept_days);
        });
    }
    return traces_.back();
}

std::optional<Rise> Trajectory::note(
    const QuietSigns& signs, std::chrono::sys_days today, const DaysLine& line
)
{
    auto& trace = trace_of(number_of(today));
    trace.at_night |= signs.at_night;
    trace.messages =
        static_cast<std::uint8_t>(std::min<std::size_t>(trace.messages + 1U, strongest_kept));
    for (std::size_t i = 0; i < strand_count; ++i) {
        auto& strongest = trace.strongest.at(i);
        const double strength = std::clamp(signs.strength.at(i), 0.0, 1.0);
        const auto sign = static_cast<std::uint8_t>(std::lround(strength * full_level));
        if (sign <= strongest.back()) continue;
        strongest.back() = sign;
        std::ranges::sort(strongest, std::greater{});
    }

    std::optional<Rise> news;
    for (std::size_t i = 0; i < strand_count; ++i) {
        const auto rise = rise_in(i, line);
        if (!rise) continue;
        watched_until_ = trace.day + line.watch_days;
        if (told_.at(i) > trace.day - line.watch_days) continue;
        if (!news || rise->recent - rise->usual > news->recent - news->usual) news = rise;
    }
    return news;
}

/// How much more of the last days than of the usual ones went into the night, 0 to 1.
double Trajectory::more_nights() const noexcept
{
    const auto recent_from = traces_.back().day - count_of(recent_days);
    Mean recent{0, 0};
    Mean usual{0, usual_weight};
    for (const auto& trace : traces_)
        (trace.day > recent_from ? recent : usual).add(trace.at_night ? 1 : 0);
    return std::max(0.0, recent.value() - usual.value());
}

std::optional<Rise> Trajectory::rise_in(std::size_t strand, const DaysLine& line) const
{
    const auto recent_from = traces_.back().day - count_of(recent_days);
    Mean recent{0, 0};
    Mean usual{usual_level, usual_weight};
    for (const auto& trace : traces_)
        (trace.day > recent_from ? recent : usual).add(trace.level(strand));
    const bool is_heaviness = static_cast<Strand>(strand) == Strand::Heaviness;
    const double by_night = is_heaviness ? most_by_night * more_nights() : 0;
    Rise rise{
        .strand = static_cast<Strand>(strand),
        .recent = std::min(1.0, recent.value() + by_night),
        .usual = usual.value()
    };
    for (const auto& trace : traces_)
        if (trace.day > recent_from && trace.level(strand) + by_night >= rise.usual + line.rise)
            ++rise.on_days;
    const bool is_over = rise.recent >= line.level && rise.recent - rise.usual >= line.rise &&
                         rise.on_days >= line.on_days;
    return is_over ? std::optional{rise} : std::nullopt;
}

void Trajectory::adults_know(Strand strand, std::chrono::sys_days today) noexcept
{
    told_.at(static_cast<std::size_t>(strand)) = number_of(today);
}

bool Trajectory::watched(std::chrono::sys_days today) const noexcept
{
    return number_of(today) <= watched_until_;
}

std::vector<Trajectory::Day> Trajectory::days() const
{
    std::vector<Day> days;
    for (const auto& trace : traces_) {
        Day day{
            .day = std::chrono::sys_days{std::chrono::days{trace.day}},
            .level = {},
            .at_night = trace.at_night
        };
        for (std::size_t i = 0; i < strand_count; ++i) day.level.at(i) = trace.level(i);
        days.push_back(day);
    }
    return days;
}

std::string Trajectory::kept() const
{
    std::string out{magic};
    put_day(out, watched_until_);
    for (const auto day : told_) put_day(out, day);
    put(out, traces_.size(), 1);
    for (const auto& trace : traces_) {
        put_day(out, trace.day);
        put(out, trace.messages, 1);
        put(out, trace.at_night ? 1U : 0U, 1);
        for (const auto& strongest : trace.strongest)
            for (const auto sign : strongest) put(out, sign, 1);
    }
    put(out, content_hash(out), hash_bytes);
    return out;
}

Trajectory Trajectory::restored(std::string_view bytes, std::chrono::sys_days today)
{
    Trajectory course;
    if (bytes.empty()) return course;
    Trajectory unknown;
    unknown.watched_until_ = number_of(today) + DaysLine{}.watch_days;

    constexpr std::size_t head_bytes = magic.size() + (number_bytes * (1 + strand_count)) + 1;
    constexpr std::size_t trace_bytes = number_bytes + 2 + (strand_count * strongest_kept);
    if (bytes.size() < head_bytes + hash_bytes || !bytes.starts_with(magic)) return unknown;
    auto in = bytes.substr(0, bytes.size() - hash_bytes);
    auto tail = bytes.substr(in.size());
    if (take(tail, hash_bytes) != content_hash(in)) return unknown;
    in.remove_prefix(magic.size());
    course.watched_until_ = take_day(in);
    for (auto& day : course.told_) day = take_day(in);
    const auto count = take(in, 1);
    if (in.size() != count * trace_bytes) return unknown;
    for (std::size_t i = 0; i < count; ++i) {
        Trace trace{.day = take_day(in)};
        trace.messages = static_cast<std::uint8_t>(take(in, 1));
        trace.at_night = take(in, 1) != 0;
        for (auto& strongest : trace.strongest)
            for (auto& sign : strongest) sign = static_cast<std::uint8_t>(take(in, 1));
        course.traces_.push_back(trace);
    }
    return course;
}

}  // namespace buddy::safety
