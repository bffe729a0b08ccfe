#include "oversight/level.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

namespace buddy::oversight {

namespace {

constexpr std::array<std::string_view, 4> ids{"titles", "summary", "excerpts", "transcript"};

Level level_now(const std::vector<Change>& changes, safety::AgeBand band) noexcept
{
    const auto usual = default_for(band);
    if (changes.empty()) return usual;
    const auto& last = changes.back();
    return last.band == band ? last.level : std::min(last.level, usual);
}

}  // namespace

std::string_view id_of(Level level) noexcept
{
    return ids.at(static_cast<std::size_t>(level));
}

std::optional<Level> level_from(std::string_view id) noexcept
{
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (ids.at(i) == id) return static_cast<Level>(i);
    return std::nullopt;
}

Level default_for(safety::AgeBand band) noexcept
{
    return band == safety::AgeBand::From13To17 ? Level::Titles : Level::Summary;
}

Course::Course(std::vector<Change> changes, safety::AgeBand band)
    : changes_{std::move(changes)}, now_{level_now(changes_, band)}
{
}

Level Course::open_at(Time said) const noexcept
{
    auto narrowest = now_;
    for (const auto& change : std::views::reverse(changes_)) {
        narrowest = std::min(narrowest, change.level);
        // What the child knew when it spoke: nothing earlier counts.
        if (change.told_at && *change.told_at <= said) return narrowest;
    }
    return changes_.empty() ? narrowest : std::min(narrowest, changes_.front().before);
}

std::optional<Change> Course::untold() const
{
    const auto told = [](const Change& change) { return change.told_at.has_value(); };
    const auto known = std::ranges::find_if(std::views::reverse(changes_), told);
    const auto first = known.base();  // the first that was not told
    if (first == changes_.end()) return std::nullopt;
    auto news = changes_.back();
    const auto narrowest = std::ranges::min(
        std::ranges::subrange{first, changes_.end()} | std::views::transform(&Change::level)
    );
    // Closed and opened again meanwhile: to the child, whose words count as closed, it is a wider level.
    news.before = std::min(first->before, narrowest);
    if (news.before == news.level) news.before = first->before;
    if (news.before == news.level) return std::nullopt;
    return news;
}

}  // namespace buddy::oversight
