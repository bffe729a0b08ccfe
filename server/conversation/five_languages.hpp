// One sentence of ours in each language we speak; other locales get English.
//
//     constexpr FiveLanguages hello{.en = "Hello", .es = "Hola", .fr = "Bonjour", .de = "Hallo", .pt = "Olá"};
//     text += hello.in(locale);
#pragma once

#include <string_view>

namespace buddy::conversation {

struct FiveLanguages {
    std::string_view en;
    std::string_view es;
    std::string_view fr;
    std::string_view de;
    std::string_view pt;

    [[nodiscard]] constexpr std::string_view in(std::string_view locale) const noexcept
    {
        const auto language = locale.substr(0, 2);
        if (language == "es") return es;
        if (language == "fr") return fr;
        if (language == "de") return de;
        if (language == "pt") return pt;
        return en;
    }
};

}  // namespace buddy::conversation
