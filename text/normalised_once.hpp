// Normalises each text of one assessment once, however many read it: rules, model, context.
//
//     NormalisedOnce texts{normaliser};
//     const auto message = texts.of(original, "en");      // the second time it is only found
//
// Threads  One belongs to one call.
// Errors   As Normaliser::normalise().
// Lifetime Texts and locales are borrowed and must stay until it is gone. What of() gave stays as long as
//          somebody holds it.
#pragma once

#include "text/normaliser.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace buddy::text {

class NormalisedOnce {
public:
    /// So many texts are kept, the first ones: a message and the turns before it. More are only read.
    static constexpr std::size_t most_kept = 16;
    /// A longer text is not kept, in bytes: it is a window of a message that is read once.
    static constexpr std::size_t longest_kept = 8192;

    /// Borrows `normaliser`.
    explicit NormalisedOnce(const Normaliser& normaliser) noexcept : normaliser_{&normaliser} {}

    [[nodiscard]] std::shared_ptr<const Normalised> of(
        std::string_view original, std::string_view locale
    );

private:
    struct Kept {
        std::string_view original;
        std::string_view locale;
        std::shared_ptr<const Normalised> normalised;
    };
    const Normaliser* normaliser_;
    std::vector<Kept> kept_;
};

}  // namespace buddy::text
