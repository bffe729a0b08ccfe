// A response cache for one process: gone with it. The reply that was not asked for longest goes first.
//
// Threads  Any.
#pragma once

#include "conversation/response_cache.hpp"
#include "platform/async/guarded.hpp"

#include <cstddef>
#include <list>
#include <unordered_map>

namespace buddy::conversation {

class MemoryResponseCache final : public ResponseCache {
public:
    explicit MemoryResponseCache(std::size_t capacity) : capacity_{capacity} {}

    Task<Result<std::optional<crypto::Sealed>>> find(std::string name, Time now) override;
    Task<Result<void>> keep(std::string name, crypto::Sealed reply, Time until) override;
    Task<Result<void>> drop(std::string name) override;
    Task<Result<std::int64_t>> forget_expired(Time now) override;
    [[nodiscard]] std::size_t size() const;

private:
    struct Entry {
        std::string name;
        crypto::Sealed reply;
        Time until;
    };
    struct State {
        std::list<Entry> by_use;  // the last used in front
        std::unordered_map<std::string, std::list<Entry>::iterator> places;

        void remove(const std::string& name);
    };
    std::size_t capacity_;
    Guarded<State> state_;
};

}  // namespace buddy::conversation
