// Where answers are kept that may be given again. A cache knows neither question nor answer: names are keyed hashes, replies are
// sealed (known_answers.hpp does both), so that memory, a database or a server such as Redis may hold them.
//
//     co_await cache.keep(name, sealed, now + 7 days);
//     const auto found = co_await cache.find(name, now);
//
// Threads  Any event loop.
// Errors   Unavailable  it cannot be reached. A cache never throws and never stops a turn: the caller asks a model instead.
// Bounded  It holds so many replies; when it is full, some go early.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/sealer.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace buddy::conversation {

class ResponseCache {
public:
    ResponseCache() = default;
    ResponseCache(const ResponseCache&) = delete;
    ResponseCache& operator=(const ResponseCache&) = delete;
    ResponseCache(ResponseCache&&) = delete;
    ResponseCache& operator=(ResponseCache&&) = delete;
    virtual ~ResponseCache() = default;

    /// Nothing, when there is none, or its time is up at `now`.
    virtual Task<Result<std::optional<crypto::Sealed>>> find(std::string name, Time now) = 0;
    /// Replaces what stands under the name. It is found before `until`.
    virtual Task<Result<void>> keep(std::string name, crypto::Sealed reply, Time until) = 0;
    virtual Task<Result<void>> drop(std::string name) = 0;
    /// Removes those whose time is up; how many. A cache that does that by itself answers 0.
    virtual Task<Result<std::int64_t>> forget_expired(Time now) = 0;
};

}  // namespace buddy::conversation
