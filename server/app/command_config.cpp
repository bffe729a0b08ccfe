#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"

#include <iostream>

namespace buddy::app {

int command_config(Words words)
{
    if (words.size() != 1 || words.front() != "explain") {
        (wants_help(words) ? std::cout : std::cerr)
            << "buddy config explain\n\nPrints every setting as Markdown: its variable, its name "
               "in the JSON file, its default\n"
               "and what it does. Each variable may also be given as NAME_FILE, the path of a file "
               "that holds the value.\n";
        return wants_help(words) ? 0 : 2;
    }
    std::cout << "| variable | in the file | default | meaning |\n| --- | --- | --- | --- |\n";
    for (const auto& setting : all_settings()) {
        std::cout << "| `" << setting.variable << "` | "
                  << (setting.path.empty() ? "" : "`" + setting.path + "`") << " | "
                  << (setting.fallback.empty() ? "" : "`" + setting.fallback + "`") << " | "
                  << setting.meaning << " |\n";
    }
    return 0;
}

}  // namespace buddy::app
