#include "conversation/memory_response_cache.hpp"

#include <utility>

namespace buddy::conversation {

void MemoryResponseCache::State::remove(const std::string& name)
{
    const auto found = places.find(name);
    if (found == places.end()) return;
    const auto entry = found->second;
    places.erase(found);
    by_use.erase(entry);
}

Task<Result<std::optional<crypto::Sealed>>> MemoryResponseCache::find(std::string name, Time now)
{
    co_return state_.with([&](State& state) -> std::optional<crypto::Sealed> {
        const auto found = state.places.find(name);
        if (found == state.places.end()) return std::nullopt;
        if (found->second->until <= now) {
            state.remove(name);
            return std::nullopt;
        }
        state.by_use.splice(state.by_use.begin(), state.by_use, found->second);
        return found->second->reply;
    });
}

Task<Result<void>> MemoryResponseCache::keep(std::string name, crypto::Sealed reply, Time until)
{
    state_.with([&](State& state) {
        state.remove(name);
        if (capacity_ == 0) return;
        state.by_use.push_front({.name = name, .reply = std::move(reply), .until = until});
        state.places.emplace(name, state.by_use.begin());
        if (state.by_use.size() <= capacity_) return;
        state.places.erase(state.by_use.back().name);
        state.by_use.pop_back();
    });
    co_return Result<void>{};
}

Task<Result<void>> MemoryResponseCache::drop(std::string name)
{
    state_.with([&](State& state) { state.remove(name); });
    co_return Result<void>{};
}

Task<Result<std::int64_t>> MemoryResponseCache::forget_expired(Time now)
{
    co_return state_.with([&](State& state) {
        std::int64_t forgotten = 0;
        for (auto entry = state.by_use.begin(); entry != state.by_use.end();) {
            if (entry->until > now) {
                ++entry;
                continue;
            }
            state.places.erase(entry->name);
            entry = state.by_use.erase(entry);
            ++forgotten;
        }
        return forgotten;
    });
}

std::size_t MemoryResponseCache::size() const
{
    return state_.with([](const State& state) { return state.by_use.size(); });
}

}  // namespace buddy::conversation
