// `buddy consent notice`: what families are told of this installation before they agree.

#include "consent/notice_page.hpp"

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/processors.hpp"

#include <iostream>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy consent notice [--language en|es|fr|de|pt] [--json]\n\n"
    "notice: the direct notice that families read before they agree: what is kept, what it is for, "
    "and every outside\n"
    "service that the settings switch on. It has a version, which changes with what it says: then "
    "families are asked anew.\n";

int run_notice(Words words)
{
    Options options{{{"--language", true}, {"--json", false}}};
    if (const auto wrong = options.read(words)) {
        std::cerr << *wrong << "\n\n" << usage;
        return 2;
    }
    const auto loaded = load_config(config::environment_of_process(), Needs::Nothing);
    if (!loaded.mistakes.empty()) {
        for (const auto& mistake : loaded.mistakes)
            std::cerr << "buddy consent: " << mistake << '\n';
        return 1;
    }
    const auto notice = notice_of(loaded.config);
    const auto language = options.value("--language", "en");
    if (options.has("--json"))
        std::cout << consent::json_of(notice, language) << '\n';
    else
        std::cout << consent::as_text(notice, language);
    return 0;
}

}  // namespace

int command_consent(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    if (!words.empty() && words.front() == "notice") return run_notice(words.subspan(1));
    std::cerr << "Which: notice?\n\n" << usage;
    return 2;
}

}  // namespace buddy::app
