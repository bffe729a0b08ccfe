// The kinds of danger that words for grown-ups are chosen by, and a text in each language we speak.
#pragma once

#include <cstdint>
#include <string_view>

namespace buddy::moderation {

/// One text in each language we speak. "{name}" stands for the child's nickname, "{topic}" for what
/// it is about.
struct Words {
    std::string_view en;
    std::string_view es;
    std::string_view fr;
    std::string_view de;
    std::string_view pt;

    [[nodiscard]] std::string_view in(std::string_view language) const noexcept
    {
        const auto code = language.substr(0, 2);
        if (code == "es") return es;
        if (code == "fr") return fr;
        if (code == "de") return de;
        if (code == "pt") return pt;
        return en;
    }
};

/// What helps depends on the kind of danger, not on each category.
enum class Care : std::uint8_t {
    LifeAtRisk,
    FriendAtRisk,  ///< As LifeAtRisk, but it is about somebody else.
    HarmedByOthers,
    HarmToOthers,
    Health,
    Eating,
    Bullied,
    Other
};

}  // namespace buddy::moderation
