// Numbers to work with: they begin on a cache line, so that no wide load crosses one, and hold nothing
// until they are written.
//
//     Scratch<float> sums(rows * width);        // not zeroed; give a value where zeros are wanted
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace buddy::text {

template <class Number>
struct OnCacheLines {
    using value_type = Number;
    static constexpr std::align_val_t line{64};

    OnCacheLines() = default;
    template <class Other>
    explicit OnCacheLines(const OnCacheLines<Other>& /*other*/) noexcept
    {
    }
    [[nodiscard]] Number* allocate(std::size_t count)
    {
        return static_cast<Number*>(::operator new(count * sizeof(Number), line));
    }
    void deallocate(Number* numbers, std::size_t /*count*/) noexcept
    {
        ::operator delete(numbers, line);
    }
    template <class Other>
    void construct(Other* place) noexcept
    {
        ::new (static_cast<void*>(place)) Other;
    }
    template <class Other, class... From>
    void construct(Other* place, From&&... from)
    {
        ::new (static_cast<void*>(place)) Other(std::forward<From>(from)...);
    }
    friend bool operator==(const OnCacheLines&, const OnCacheLines&) = default;
};

template <class Number>
using Scratch = std::vector<Number, OnCacheLines<Number>>;

}  // namespace buddy::text
