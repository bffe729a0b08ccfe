// `buddy documents`: what families are told in writing, as this installation says it, and who has checked it.

#include "documents/documents.hpp"
#include "documents/sql_document_store.hpp"

#include "app/account_desk.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/document_facts.hpp"
#include "platform/async/run_to_end.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <iostream>
#include <string>
#include <utility>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy documents list                                          each with its version, since "
    "when, "
    "and who checked it\n"
    "buddy documents show KIND [--language LANGUAGE] [--country CC]  the text as families read it\n"
    "buddy documents counsel                                       what counsel must look at, "
    "document "
    "by document\n"
    "buddy documents lint                                          whether the texts are sound; "
    "exit "
    "status 1 when not\n"
    "buddy documents review KIND --by NAME                         somebody has checked it as it "
    "stands now\n\n"
    "Drafts for counsel, not legal advice. The texts are data/documents; their facts come from the "
    "settings.\n";

int refuse(const std::string& why)
{
    std::cerr << "buddy documents: " << why << '\n';
    return 1;
}

int misunderstood(const std::string& why)
{
    std::cerr << why << "\n\n" << usage;
    return 2;
}

/// What the texts and their facts are made of.
struct Sources {
    Config config;
    documents::Library library;
    advisors::HelpLines lines;
    law::Packs laws;

    [[nodiscard]] documents::Facts facts(const std::string& country) const
    {
        return facts_of(
            {.config = config, .lines = lines, .laws = laws}, country, SystemClock{}.now()
        );
    }
};

Result<Sources> load_sources()
{
    const auto environment = config::environment_of_process();
    auto loaded = load_config(environment, Needs::Nothing);
    if (!loaded.mistakes.empty()) return failed(ErrorCode::Invalid, loaded.mistakes.front());
    const auto files = find_shipped_files(environment);
    auto library = documents::Library::load(files.documents());
    if (!library) return std::unexpected(library.error());
    auto lines = advisors::HelpLines::load(files.crisis_lines());
    if (!lines) return std::unexpected(lines.error());
    auto laws = law::Packs::load(files.law());
    if (!laws) return std::unexpected(laws.error());
    return Sources{
        .config = std::move(loaded.config),
        .library = std::move(*library),
        .lines = std::move(*lines),
        .laws = std::move(*laws)
    };
}

int run_show(const Sources& sources, const Options& options)
{
    const auto kind = options.rest().size() == 2 ? options.rest()[1] : std::string_view{};
    if (documents::find_kind(kind) == nullptr) return misunderstood("Which document?");
    const auto& source = sources.library.find(kind, options.value("--language", "en"));
    std::cout << "# " << source.title << "\n\n"
              << source.lead << "\n\n"
              << source.text.render(sources.facts(options.value("--country", "")));
    return 0;
}

int run_counsel(const Sources& sources)
{
    for (const auto& source : sources.library.all()) {
        if (source.text.for_counsel().empty()) continue;
        std::cout << source.kind << '/' << source.language << '\n';
        for (const auto& question : source.text.for_counsel())
            std::cout << "    " << question << '\n';
    }
    return 0;
}

int run_lint(const Sources& sources)
{
    const auto found = sources.library.lint(sources.facts({}));
    for (const auto& one : found) std::cout << one << '\n';
    if (!found.empty()) return 1;
    std::cout << sources.library.all().size() << " texts: sound.\n";
    return 0;
}

int print_list(documents::Documents& papers, const Sources& sources)
{
    for (const auto& page : run_to_end(papers.list("en"))) {
        const auto& source = sources.library.find(page.kind->id, "en");
        const auto questions = source.text.for_counsel().size();
        std::cout << fmt::format(
            "{:<12} {}  since {:%Y-%m-%d}  {}{}\n",
            page.kind->id,
            page.version.text,
            std::chrono::floor<std::chrono::seconds>(page.since),
            page.review ? "checked by " + *page.review : std::string{"checked by nobody"},
            questions == 0 ? std::string{} : fmt::format(", {} questions for counsel", questions)
        );
    }
    const auto& named = sources.config.operator_of;
    if (named.name.empty() || named.contact.empty())
        std::cout
            << "\nGive BUDDY_OPERATOR_NAME, BUDDY_OPERATOR_ADDRESS and "
               "BUDDY_OPERATOR_CONTACT: the documents do not say who runs this Buddy, or how to "
               "reach them.\n";
    return 0;
}

int run_on_record(const Sources& sources, const Options& options, bool reviews)
{
    const auto desk = AccountDesk::open();
    if (!desk) return refuse(desk.error().detail);
    documents::SqlDocumentStore store{(*desk)->database(), (*desk)->trail()};
    documents::Documents papers{
        {.store = store,
         .clock = (*desk)->clock(),
         .facts = [&sources](const std::string& country) { return sources.facts(country); }},
        sources.library
    };
    run_to_end(papers.publish());
    if (!reviews) return print_list(papers, sources);
    const auto by = options.value("--by", "");
    if (options.rest().size() != 2 || by.empty() || by.size() > 200)
        return misunderstood("review wants a document, and --by with a name of 200 letters at most."
        );
    const auto done = run_to_end(papers.review(std::string{options.rest()[1]}, by));
    if (!done) return refuse(done.error().detail + '.');
    std::cout << "Checked by " << by << ", until something material changes.\n";
    return 0;
}

}  // namespace

int command_documents(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    Options options{{{"--language", true}, {"--country", true}, {"--by", true}}};
    if (const auto wrong = options.read(words)) return misunderstood(*wrong);
    const auto act = options.rest().empty() ? std::string_view{} : options.rest().front();
    const auto sources = load_sources();
    if (!sources) return refuse(sources.error().detail);
    if (act == "show") return run_show(*sources, options);
    if (act == "counsel") return run_counsel(*sources);
    if (act == "lint") return run_lint(*sources);
    if (act == "list" || act == "review") return run_on_record(*sources, options, act == "review");
    return misunderstood("Which: list, show, counsel, lint or review?");
}

}  // namespace buddy::app
