// `buddy law`: which laws hold for a child, and whether the packs are sound.

#include "law/law_report.hpp"
#include "powers/referrals.hpp"
#include "powers/sql_referrals.hpp"

#include "app/account_desk.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "buddy/safety/engine.hpp"
#include "core/clock.hpp"
#include "platform/sql/wait.hpp"

#include <charconv>
#include <chrono>
#include <iostream>
#include <optional>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy law applies --age YEARS --place PLACE [--on YYYY-MM-DD] [--school] [--json]\n"
    "buddy law report --year YYYY [--place PLACE] [--public] [--csv | --json]\n"
    "buddy law lint [FOLDER]\n"
    "buddy law page\n\n"
    "applies: what the laws of a place ask for a child of that age, the strictest of each kind, "
    "with the rule and its\n"
    "source. PLACE is a country or one of its states as in ISO 3166 (GB, US-OR). Without --on: "
    "today (UTC). A place\n"
    "without a pack gets the strictest that is known.\n"
    "report: how often help lines were shown in a crisis, by kind, from the database that Buddy is "
    "configured with, with the\n"
    "version of the crisis protocol. A country holds its states; without --place: all. --public: "
    "what "
    "everybody may read,\n"
    "the sum of a year that is over where it is 20 or more.\n"
    "lint: whether the packs in FOLDER (those that ship) are well-formed; exit status 1 when they "
    "are not.\n"
    "page: the tables of docs/law.md.\n"
    "Drafts for counsel to check, not legal advice.\n";

int refuse(const std::string& why)
{
    std::cerr << "buddy law: " << why << '\n';
    return 1;
}

int misunderstood(const std::string& why)
{
    std::cerr << why << "\n\n" << usage;
    return 2;
}

std::optional<int> age_in(const std::string& text)
{
    int age = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), age);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole && age >= 0 && age <= law::Ages{}.oldest ? std::optional{age} : std::nullopt;
}

Result<law::Packs> load(const std::string& folder)
{
    if (!folder.empty()) return law::Packs::load(folder);
    return law::Packs::load(find_shipped_files(config::environment_of_process()).law());
}

int run_applies(Words words)
{
    Options options{
        {{"--age", true}, {"--place", true}, {"--on", true}, {"--school", false}, {"--json", false}}
    };
    if (const auto wrong = options.read(words)) return misunderstood(*wrong);
    const auto age = age_in(options.value("--age", ""));
    const auto place = law::Place::parse(options.value("--place", ""));
    const auto today = law::Day{std::chrono::floor<std::chrono::days>(SystemClock{}.now())};
    const auto on = options.has("--on") ? law::day_in(options.value("--on", "")) : today;
    if (!age) return misunderstood("--age needs full years.");
    if (!place) return misunderstood("--place needs a country or a state, such as GB or US-OR.");
    if (!on) return misunderstood("--on needs a day, such as 2027-01-15.");
    if (!options.rest().empty())
        return misunderstood("'" + std::string{options.rest().front()} + "' is too much.");
    const auto packs = load({});
    if (!packs) return refuse(packs.error().detail);
    const auto applicable = packs->applicable(
        {.ages = {.youngest = *age, .oldest = *age},
         .place = *place,
         .on = *on,
         .setting = options.has("--school") ? law::Setting::School : law::Setting::Home}
    );
    std::cout
        << (options.has("--json") ? law::as_json(applicable) + '\n' : law::as_text(applicable));
    return 0;
}

/// The crisis path is the engine's policy and the words of this release.
Result<std::string> crisis_protocol()
{
    const auto files = find_shipped_files(config::environment_of_process());
    const auto engine = safety::Engine::load(
        {.model = files.model(), .rules = files.rules(), .policy = files.policy()}
    );
    if (!engine) return std::unexpected(engine.error());
    return "Buddy " + std::string{BUDDY_VERSION} + " policy " + engine->policy_version();
}

int run_report(Words words)
{
    Options options{
        {{"--year", true},
         {"--place", true},
         {"--public", false},
         {"--csv", false},
         {"--json", false}}
    };
    if (const auto wrong = options.read(words)) return misunderstood(*wrong);
    const auto year = law::day_in(options.value("--year", "") + "-01-01");
    if (!year) return misunderstood("--year needs a year, such as 2026.");
    const auto place = options.value("--place", "");
    if (!place.empty() && !law::Place::parse(place))
        return misunderstood("--place needs a country or a state, such as GB or US-CA.");
    if (options.has("--csv") && options.has("--json"))
        return misunderstood("--csv or --json, not both.");
    if (!options.rest().empty())
        return misunderstood("'" + std::string{options.rest().front()} + "' is too much.");
    const auto desk = AccountDesk::open();
    if (!desk) return refuse(desk.error().detail);
    const auto protocol = crisis_protocol();
    if (!protocol) return refuse(protocol.error().detail);
    powers::SqlReferralStore store{(*desk)->database()};
    const powers::ReferralQuestion question{.year = static_cast<int>(year->year()), .place = place};
    const auto form = options.has("--csv")    ? powers::ReportForm::Csv
                      : options.has("--json") ? powers::ReportForm::Json
                                              : powers::ReportForm::Text;
    std::cout << powers::report_of(
        {.question = question,
         .protocol = *protocol,
         .made_at = SystemClock{}.now(),
         .is_public = options.has("--public")},
        sql::wait_for(store.counts_of(question)),
        form
    );
    return 0;
}

int run_lint(Words words)
{
    Options options{{}};
    if (const auto wrong = options.read(words)) return misunderstood(*wrong);
    if (options.rest().size() > 1) return misunderstood("One folder at a time.");
    const auto packs = load(options.rest().empty() ? "" : std::string{options.rest().front()});
    if (!packs) return refuse("the packs are not sound:\n" + packs.error().detail);
    std::cout << packs->packs().size() << " packs, " << packs->rules().size()
              << " rules: well-formed.\n";
    return 0;
}

int run_page(Words words)
{
    if (!words.empty()) return misunderstood("page takes no words.");
    const auto packs = load({});
    if (!packs) return refuse(packs.error().detail);
    std::cout << law::cases_table(*packs) << '\n' << law::rules_table(*packs);
    return 0;
}

}  // namespace

int command_law(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    if (words.empty()) return misunderstood("Which: applies, report, lint or page?");
    if (words.front() == "applies") return run_applies(words.subspan(1));
    if (words.front() == "report") return run_report(words.subspan(1));
    if (words.front() == "lint") return run_lint(words.subspan(1));
    if (words.front() == "page") return run_page(words.subspan(1));
    return misunderstood("'" + std::string{words.front()} + "' is nothing that law does.");
}

}  // namespace buddy::app
