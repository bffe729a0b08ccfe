#include "app/commands.hpp"

#include <exception>
#include <iostream>
#include <span>
#include <string_view>
#include <vector>

int main(int count, char** arguments)
{
    try {
        const std::span<char*> given{arguments, static_cast<std::size_t>(count)};
        const std::vector<std::string_view> words(
            given.begin() + (given.empty() ? 0 : 1), given.end()
        );
        return buddy::app::run_buddy(words);
    } catch (const std::exception& error) {
        std::cerr << "buddy: stopped by an unexpected error: " << error.what() << '\n';
        return 1;
    }
}
