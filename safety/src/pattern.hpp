// A pattern that is compiled when it is first needed: compiling a thousand takes longer than anything
// else at start-up, and most of them wait for a word that no child says that day.
//
//     const Pattern pattern{" (?:red|blue) fox ", options};
//     pattern.compiled().Match(…);
//
// Threads  Any number may call compiled(); one of them compiles, the others wait for it.
// Errors   compiled() throws std::bad_alloc, and std::invalid_argument when RE2 refuses the pattern;
//          the next call tries again. Whoever needs to know earlier has RE2::Set read its syntax.
#pragma once

#include <re2/re2.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace buddy::safety {

class Pattern {
public:
    Pattern(std::string written, const RE2::Options& options)
        : written_{std::move(written)}, options_{options}
    {
    }

    [[nodiscard]] const RE2& compiled() const
    {
        if (const auto* const made = ready_.load(std::memory_order_acquire)) return *made;
        const std::scoped_lock lock{compiling_};
        if (!compiled_) {
            auto made = std::make_unique<const RE2>(written_, options_);
            if (!made->ok()) throw std::invalid_argument{"a pattern cannot be compiled"};
            compiled_ = std::move(made);
            ready_.store(compiled_.get(), std::memory_order_release);
        }
        return *compiled_;
    }
    [[nodiscard]] const std::string& written() const noexcept { return written_; }

private:
    std::string written_;
    RE2::Options options_;
    mutable std::mutex compiling_;
    mutable std::atomic<const RE2*> ready_ = nullptr;
    mutable std::unique_ptr<const RE2> compiled_;
};

}  // namespace buddy::safety
