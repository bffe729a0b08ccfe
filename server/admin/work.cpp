#include "admin/work.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace buddy::admin {
namespace {

using Rank = std::tuple<int, std::int64_t, std::string, std::string>;

Rank rank_of(const WorkItem& item)
{
    return {-static_cast<int>(item.gravity), to_millis(item.since), item.kind, item.id};
}

std::string cursor_of(const WorkItem& item)
{
    return std::to_string(static_cast<int>(item.gravity)) + "." +
           std::to_string(to_millis(item.since)) + "." + item.kind + "." + item.id;
}

/// What stands before the next dot; the dot goes, too.
std::string_view part_of(std::string_view& text)
{
    const auto dot = std::min(text.find('.'), text.size());
    const auto part = text.substr(0, dot);
    text.remove_prefix(std::min(dot + 1, text.size()));
    return part;
}

template <class Number>
bool read_number(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Rank> rank_in(std::string_view cursor)
{
    int gravity = 0;
    std::int64_t since = 0;
    if (!read_number(part_of(cursor), gravity) || !read_number(part_of(cursor), since))
        return std::nullopt;
    const auto kind = part_of(cursor);
    if (kind.empty() || cursor.empty()) return std::nullopt;
    return Rank{-gravity, since, std::string{kind}, std::string{cursor}};
}

}  // namespace

std::string_view id_of(Gravity gravity) noexcept
{
    constexpr std::array<std::string_view, 3> names{"normal", "serious", "urgent"};
    return names.at(static_cast<std::size_t>(gravity));
}

Result<WorkPage> page_of(std::vector<WorkItem> waiting, const WorkQuery& query, Time now)
{
    WorkPage page;
    for (const auto& item : waiting) {
        ++page.counts[item.kind];
        if (item.due && *item.due <= now) ++page.overdue;
    }
    std::optional<Rank> after;
    if (!query.after.empty()) {
        after = rank_in(query.after);
        if (!after) return failed(ErrorCode::Invalid, "no cursor of a work list");
    }
    std::erase_if(waiting, [&](const WorkItem& item) {
        return (!query.kind.empty() && item.kind != query.kind) ||
               (after && rank_of(item) <= *after);
    });
    std::ranges::sort(waiting, {}, rank_of);
    const auto size = std::clamp<std::size_t>(query.size, 1, WorkQuery::largest_size);
    if (waiting.size() > size) {
        waiting.resize(size);
        page.next = cursor_of(waiting.back());
    }
    page.items = std::move(waiting);
    return page;
}

Task<Result<WorkPage>> WorkList::page(WorkQuery query)
{
    const auto is_known = [&query](const WorkSource* source) {
        return source->kind() == query.kind;
    };
    if (!query.kind.empty() && std::ranges::none_of(sources_, is_known))
        co_return failed(ErrorCode::Invalid, "no such kind of work");
    std::vector<WorkItem> all;
    for (auto* source : sources_)
        for (auto& item : co_await source->waiting()) all.push_back(std::move(item));
    auto page = page_of(std::move(all), query, clock_.now());
    if (page)
        for (const auto* source : sources_) page->counts.try_emplace(std::string{source->kind()});
    co_return page;
}

}  // namespace buddy::admin
