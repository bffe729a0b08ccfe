#include "app/account_desk.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/crypto/random.hpp"

#include <unistd.h>

#include <iostream>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy admin staff create --email ADDRESS [--role moderator|admin]   the password is read from "
    "standard input,\n"
    "                                                                    or made and shown once "
    "when nothing is given\n"
    "buddy admin staff reset-factor --email ADDRESS                      ends the sessions; the "
    "next "
    "sign-in sets a second factor up anew\n"
    "buddy admin key create --name NAME [--scope SCOPES]                 shows the key once\n"
    "buddy admin key revoke --id ID                                      the key stops working at "
    "once\n\n"
    "Moderators are told by mail when a guardian may be the danger, and of children in danger who "
    "came through a key.\n"
    "Scopes, separated by spaces: safety (the default: /v1/moderations, /v1/safety/assess), chat "
    "(/v1/chat/completions), and with\n"
    "chat third-party: the configured model may see what children write, though it is not on this "
    "server.\n";

int refuse(const std::string& why)
{
    std::cerr << "buddy admin: " << why << '\n';
    return 1;
}

std::string read_password()
{
    std::string password;
    if (::isatty(STDIN_FILENO) == 0) std::getline(std::cin, password);
    return password;
}

int create_staff(identity::Identity& identity, const Options& options)
{
    auto password = read_password();
    const bool made_here = password.empty();
    if (made_here) password = crypto::random_token(15);
    const auto role = options.value("--role", "moderator");
    const auto made =
        run_to_end(identity.create_staff(options.value("--email", ""), password, role));
    if (!made) return refuse(made.error().detail + ".");
    std::cout << "Made " << role << " " << options.value("--email", "") << " (" << made->id.text()
              << ").\n";
    if (made_here) std::cout << "Password, shown once: " << password << '\n';
    std::cout << "Second factor for an authenticator app, shown once: " << made->factor_uri
              << "\nRecovery codes, shown once; each opens the account one time without the app:\n";
    for (const auto& code : made->recovery_codes) std::cout << "  " << code << '\n';
    return 0;
}

int reset_factor(identity::Identity& identity, const Options& options)
{
    const auto done = run_to_end(identity.reset_staff_factor(options.value("--email", "")));
    if (!done) return refuse(done.error().detail + ".");
    std::cout << "Reset. Whoever signs in next with the password sets up a new one.\n";
    return 0;
}

int create_key(identity::Identity& identity, const Options& options)
{
    const auto made = run_to_end(identity.create_api_key(
        options.value("--name", "unnamed"), options.value("--scope", "safety")
    ));
    if (!made) return refuse(made.error().detail + ".");
    std::cout << "Key " << made->id.text() << ", shown once: " << made->key << '\n';
    return 0;
}

int revoke_key(identity::Identity& identity, const Options& options)
{
    const auto done = run_to_end(identity.revoke_api_key(ApiKeyId{options.value("--id", "")}));
    if (!done) return refuse("there is no such key.");
    std::cout << "Revoked.\n";
    return 0;
}

using Act = int (*)(identity::Identity& identity, const Options& options);

Act act_of(const Options& options)
{
    const auto& words = options.rest();
    if (words.size() != 2) return nullptr;
    if (words[0] == "staff" && words[1] == "create") return create_staff;
    if (words[0] == "staff" && words[1] == "reset-factor") return reset_factor;
    if (words[0] == "key" && words[1] == "create") return create_key;
    if (words[0] == "key" && words[1] == "revoke") return revoke_key;
    return nullptr;
}

}  // namespace

int command_admin(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    Options options{
        {{"--email", true}, {"--role", true}, {"--name", true}, {"--scope", true}, {"--id", true}}
    };
    const auto wrong = options.read(words);
    const auto act = act_of(options);
    if (wrong || act == nullptr) {
        std::cerr << "buddy admin: " << wrong.value_or("say what to make.") << "\n\n" << usage;
        return 2;
    }
    const auto desk = AccountDesk::open();
    if (!desk) return refuse(desk.error().detail);
    return act((*desk)->identity(), options);
}

}  // namespace buddy::app
