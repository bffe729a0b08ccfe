// `buddy retention`, `buddy hold`, `buddy erasure` and `buddy keys`: an operator's side of what families may ask of their data.

#include "compliance/retention_report.hpp"

#include "app/account_desk.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "platform/async/run_to_end.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view retention_usage =
    "buddy retention run [--dry-run] [--json]     removes what is old enough, as the server does "
    "every hour; "
    "or only counts it\n"
    "buddy retention report [--runs N] [--json]   what was removed lately, and what a legal hold "
    "kept\n"
    "buddy retention schedule                     how long each class is kept, as Markdown\n\n"
    "How long is a matter of settings: `buddy config explain`, BUDDY_RETENTION_*.\n";

constexpr std::string_view hold_usage =
    "buddy hold add (--family ID | --email ADDRESS) --reference TEXT   from now on nothing of the "
    "family is "
    "removed or erased\n"
    "buddy hold remove (--family ID | --email ADDRESS)                 what is due then goes with "
    "the next run\n"
    "buddy hold list\n\n"
    "--reference names the case, e.g. a file number; no names of people.\n";

constexpr std::string_view erasure_usage =
    "buddy erasure verify FILE              is this receipt the one in the ledger of erasures?\n"
    "buddy erasure replay                   erases again what a restored backup brought back; the "
    "server does so "
    "at every start\n"
    "buddy erasure requests                 what processors outside still have to erase\n"
    "buddy erasure settle ID PROCESSOR      a processor has confirmed that it did\n";

constexpr std::string_view keys_usage =
    "buddy keys status              how many children still wait for keys of their own\n"
    "buddy keys apart               gives them keys and seals what is about them under these, as "
    "the "
    "server does after a start\n\n"
    "Only rows from before this release, or of an older backup, wait. It may be broken off, and "
    "the "
    "server may run meanwhile.\n";

int refuse(std::string_view command, const std::string& why)
{
    std::cerr << "buddy " << command << ": " << why << '\n';
    return 1;
}

/// What follows `buddy COMMAND`, and who carries it out.
struct Act {
    std::string_view word;
    std::size_t more_words;  ///< After `word`.
    int (*run)(AccountDesk& desk, const Options& options);
};

int run_act(
    std::string_view command,
    std::string_view usage,
    Words words,
    Options options,
    std::span<const Act> acts
)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    const auto wrong = options.read(words);
    const auto& rest = options.rest();
    const auto act = std::ranges::find_if(acts, [&rest](const Act& one) {
        return !rest.empty() && rest.front() == one.word && rest.size() == 1 + one.more_words;
    });
    if (wrong || act == acts.end()) {
        std::cerr << "buddy " << command << ": " << wrong.value_or("say what to do.") << "\n\n"
                  << usage;
        return 2;
    }
    const auto desk = AccountDesk::open();
    if (!desk) return refuse(command, desk.error().detail);
    return act->run(**desk, options);
}

void print_runs(std::span<const compliance::RetentionRun> runs, const Options& options)
{
    std::cout
        << (options.has("--json") ? compliance::as_json(runs) + '\n' : compliance::as_text(runs));
}

int run_retention(AccountDesk& desk, const Options& options)
{
    const auto mode =
        options.has("--dry-run") ? compliance::Mode::OnlyCount : compliance::Mode::Remove;
    const auto run = run_to_end(desk.rights().retention().run(desk.clock().now(), mode));
    print_runs(std::span{&run, 1}, options);
    return 0;
}

int report_retention(AccountDesk& desk, const Options& options)
{
    std::size_t most = 20;
    const auto given = options.value("--runs", "20");
    const auto read = std::from_chars(given.data(), given.data() + given.size(), most);
    if (read.ec != std::errc{} || most == 0 || most > 10'000)
        return refuse("retention", "--runs takes a number from 1 to 10000.");
    print_runs(run_to_end(desk.rights().retention_store().runs(most)), options);
    return 0;
}

int print_schedule(AccountDesk& /*desk*/, const Options& /*options*/)
{
    std::cout << compliance::schedule_as_markdown();
    return 0;
}

Result<FamilyId> family_meant(AccountDesk& desk, const Options& options)
{
    if (options.has("--family")) return FamilyId{options.value("--family", "")};
    if (options.has("--email"))
        return run_to_end(desk.identity().family_of_address(options.value("--email", "")));
    return failed(ErrorCode::Invalid, "say which family, by --family or --email");
}

int add_hold(AccountDesk& desk, const Options& options)
{
    const auto family = family_meant(desk, options);
    if (!family) return refuse("hold", family.error().detail + ".");
    const auto reference = options.value("--reference", "");
    if (reference.empty() || reference.size() > 200)
        return refuse("hold", "--reference names the case, in at most 200 characters.");
    const auto added = run_to_end(desk.rights().retention_store().add_hold(
        {.family = *family, .reference = reference, .placed_at = desk.clock().now()}
    ));
    if (!added) return refuse("hold", added.error().detail + ".");
    std::cout << "Nothing of family " << family->text() << " is removed from now on.\n";
    return 0;
}

int remove_hold(AccountDesk& desk, const Options& options)
{
    const auto family = family_meant(desk, options);
    if (!family) return refuse("hold", family.error().detail + ".");
    const auto removed = run_to_end(desk.rights().retention_store().remove_hold(*family));
    if (!removed) return refuse("hold", removed.error().detail + ".");
    std::cout << "The hold on family " << family->text() << " is over.\n";
    return 0;
}

int list_holds(AccountDesk& desk, const Options& /*options*/)
{
    const auto holds = run_to_end(desk.rights().retention_store().holds());
    if (holds.empty()) std::cout << "No family is under a hold.\n";
    for (const auto& hold : holds)
        std::cout << hold.family.text() << "  " << hold.reference << '\n';
    return 0;
}

int verify_receipt(AccountDesk& desk, const Options& options)
{
    std::ifstream file{std::string{options.rest().at(1)}, std::ios::binary};
    const std::string receipt{std::istreambuf_iterator<char>{file}, {}};
    if (!file) return refuse("erasure", "the receipt cannot be read.");
    const auto id = compliance::erasure_in(receipt);
    if (!id) return refuse("erasure", id.error().detail + ".");
    const auto entry = run_to_end(desk.rights().ledger().find(*id));
    if (!entry) return refuse("erasure", "the ledger knows no such erasure.");
    if (!compliance::is_same_receipt(receipt, entry->receipt))
        return refuse("erasure", "the receipt was changed: the ledger has another one.");
    std::cout << "The receipt is true. The ledger has it, word for word.\n";
    return 0;
}

int replay_ledger(AccountDesk& desk, const Options& /*options*/)
{
    const auto replayed = run_to_end(desk.rights().erasures().replay());
    std::cout << "Erased again: " << replayed.families << " families, " << replayed.children
              << " children, " << replayed.keys << " keys.\n";
    return 0;
}

int list_requests(AccountDesk& desk, const Options& /*options*/)
{
    const auto requests = run_to_end(desk.rights().erasure_store().open_requests());
    if (requests.empty()) std::cout << "Nothing is open.\n";
    for (const auto& request : requests)
        std::cout << request.erasure << "  " << request.processor << '\n';
    return 0;
}

int settle_request(AccountDesk& desk, const Options& options)
{
    const auto settled = run_to_end(desk.rights().erasure_store().settle_request(
        std::string{options.rest().at(1)}, std::string{options.rest().at(2)}, desk.clock().now()
    ));
    if (!settled) return refuse("erasure", settled.error().detail + ".");
    std::cout << "Settled.\n";
    return 0;
}

int print_waiting(AccountDesk& desk, const Options& /*options*/)
{
    const auto waiting = run_to_end(desk.rights().apart_sealing().waiting());
    std::cout << waiting << " children wait for keys of their own.\n";
    return 0;
}

int seal_apart(AccountDesk& desk, const Options& /*options*/)
{
    const auto done = run_to_end(desk.rights().apart_sealing().run([](const auto& so_far) {
        constexpr std::int64_t step = 100;
        if (so_far.children % step == 0)
            std::cerr << so_far.children << " children, " << so_far.rows << " rows\n";
    }));
    std::cout << done.children << " children have keys of their own now; " << done.rows
              << " rows were sealed anew.\n";
    if (done.passed_over == 0) return 0;
    std::cerr << "buddy keys: " << done.passed_over
              << " children were passed over, since their family's keys do not open.\n";
    return 1;
}

}  // namespace

int command_retention(Words words)
{
    static constexpr std::array<Act, 3> acts{
        {{"run", 0, run_retention}, {"report", 0, report_retention}, {"schedule", 0, print_schedule}
        }
    };
    return run_act(
        "retention",
        retention_usage,
        words,
        Options{{{"--dry-run", false}, {"--json", false}, {"--runs", true}}},
        acts
    );
}

int command_hold(Words words)
{
    static constexpr std::array<Act, 3> acts{
        {{"add", 0, add_hold}, {"remove", 0, remove_hold}, {"list", 0, list_holds}}
    };
    return run_act(
        "hold",
        hold_usage,
        words,
        Options{{{"--family", true}, {"--email", true}, {"--reference", true}}},
        acts
    );
}

int command_erasure(Words words)
{
    static constexpr std::array<Act, 4> acts{
        {{"verify", 1, verify_receipt},
         {"replay", 0, replay_ledger},
         {"requests", 0, list_requests},
         {"settle", 2, settle_request}}
    };
    return run_act("erasure", erasure_usage, words, Options{{}}, acts);
}

int command_keys(Words words)
{
    static constexpr std::array<Act, 2> acts{
        {{"status", 0, print_waiting}, {"apart", 0, seal_apart}}
    };
    return run_act("keys", keys_usage, words, Options{{}}, acts);
}

}  // namespace buddy::app
