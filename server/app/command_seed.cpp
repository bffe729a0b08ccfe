#include "app/account_desk.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "platform/async/run_to_end.hpp"

#include <iostream>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy seed\n\n"
    "Makes a demo family to try things with: one guardian, two children. Passwords and PINs are "
    "random and shown once. The\n"
    "guardian's address is of a domain that no mail can reach. Not for a server that families "
    "use.\n";

}  // namespace

int command_seed(Words words)
{
    if (!words.empty()) {
        (wants_help(words) ? std::cout : std::cerr) << usage;
        return wants_help(words) ? 0 : 2;
    }
    const auto desk = AccountDesk::open();
    if (!desk) {
        std::cerr << "buddy seed: " << desk.error().detail << '\n';
        return 1;
    }
    const auto family = run_to_end((*desk)->identity().seed_demo_family());
    if (!family && family.error().code == ErrorCode::Conflict) {
        std::cout << "The demo family is there already; its password was shown when it was made. "
                     "To begin anew, delete the data folder "
                  << (*desk)->config().storage.data << " (everything in it is lost).\n";
        return 0;
    }
    if (!family) {
        std::cerr << "buddy seed: " << family.error().detail << '\n';
        return 1;
    }
    std::cout << "Demo family, shown once:\n\n  guardian   " << family->email << "   password "
              << family->password << '\n';
    for (const auto& child : family->children) {
        std::cout << "  child      " << child.nickname << "   PIN " << child.pin
                  << "   pairing code " << child.pairing_code << " (ten minutes)\n";
    }
    std::cout << "\nOpen " << (*desk)->config().public_url()
              << ", choose the child's device and type a pairing code; the guardian's page makes "
                 "new ones.\n";
    return 0;
}

}  // namespace buddy::app
