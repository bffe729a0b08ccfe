#include "app/application.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"

#include <csignal>
#include <iostream>
#include <utility>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy serve\n\n"
    "Serves families over HTTP until it is told to stop (SIGTERM, SIGINT); running turns are "
    "finished first. SIGHUP reads\n"
    "the certificate again. Needs NEXTAUTH_SECRET and ENCRYPTION_KEY, and databases that `buddy "
    "migrate` has brought up.\n"
    "It never makes demo accounts. `buddy config explain` lists every setting.\n";

/// The signals that end or reload the server. Blocked in every thread; the main thread waits for them.
sigset_t stopping_signals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, number);
    return set;
}

int refuse(const std::string& why)
{
    std::cerr << "buddy serve: " << why << '\n';
    return 1;
}

void greet(const Config& config, const Application& application)
{
    std::cout << "Buddy serves on " << config.public_url() << std::endl;
    if (const auto mailbox = application.mailbox_url(); !mailbox.empty())
        std::cout << "Mails that wait can be read at " << mailbox << '\n';
}

int serve_until_told(Config config, Foundations foundations)
{
    const auto signals = stopping_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    Application application{std::move(foundations)};
    if (const auto started = application.start(); !started) return refuse(started.error().detail);
    greet(config, application);
    while (true) {
        int number = 0;
        sigwait(&signals, &number);
        if (number != SIGHUP) break;
        application.reload();
    }
    application.stop();
    return 0;
}

}  // namespace

int command_serve(Words words)
{
    if (!words.empty()) {
        (wants_help(words) ? std::cout : std::cerr) << usage;
        return wants_help(words) ? 0 : 2;
    }
    const auto environment = config::environment_of_process();
    auto loaded = load_config(environment, Needs::Keys);
    for (const auto& mistake : loaded.mistakes) std::cerr << "buddy serve: " << mistake << '\n';
    if (!loaded.mistakes.empty())
        return refuse("not started; mend the settings above, then try again.");
    auto foundations = lay_foundations(loaded.config, find_shipped_files(environment));
    if (!foundations) return refuse(foundations.error().detail + ".");
    return serve_until_told(loaded.config, std::move(*foundations));
}

}  // namespace buddy::app
