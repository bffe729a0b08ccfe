#include "documents/library.hpp"

#include "documents/blocks.hpp"

#include "platform/crypto/random.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace buddy::documents {
namespace {

constexpr std::array<KindEntry, 9> all_kinds{{
    {.id = "terms", .is_answered = true},
    {.id = "privacy", .is_answered = true},
    {.id = "processors"},
    {.id = "retention"},
    {.id = "cookies"},
    {.id = "crisis"},
    {.id = "child-7-9", .audience = Audience::Children},
    {.id = "child-10-12", .audience = Audience::Children},
    {.id = "child-13-17", .audience = Audience::Children},
}};

bool is_day(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00";
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return true;
}

/// The next word of `text`, which loses it.
std::string next_word(std::string_view& text)
{
    const auto end = std::min(text.find(' '), text.size());
    std::string word{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// "2026-11-23 material 1a2b3c4d What changed."; false when it is something else.
bool read_change(std::string_view line, Source& source)
{
    Change change;
    change.on = next_word(line);
    const auto weight = next_word(line);
    change.is_material = weight == "material";
    change.body = next_word(line);
    change.says = std::string{line};
    const bool is_newest_first = source.changes.empty() || change.on <= source.changes.back().on;
    const bool is_sound = is_day(change.on) && (change.is_material || weight == "small") &&
                          change.body.size() == 8 && !change.says.empty() && is_newest_first;
    if (is_sound) source.changes.push_back(std::move(change));
    return is_sound;
}

/// The lines before "---". Returns what is wrong, or nothing.
std::string read_head(std::string_view head, Source& source)
{
    while (!head.empty()) {
        const auto end = std::min(head.find('\n'), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        const auto colon = std::min(line.find(": "), line.size());
        const auto name = line.substr(0, colon);
        const auto value = line.substr(std::min(colon + 2, line.size()));
        if (name == "title")
            source.title = std::string{value};
        else if (name == "lead")
            source.lead = std::string{value};
        else if (name == "of")
            source.of = std::string{value};
        else if (name != "change" || !read_change(value, source))
            return "\"" + std::string{line} +
                   "\" is no line of a head: title, lead, of, or change: DAY material|small HASH "
                   "What changed, newest first";
    }
    if (source.title.empty() || source.lead.empty()) return "the head lacks title or lead";
    if (source.language == "en" && source.changes.empty()) return "the head lacks its changes";
    if (source.language != "en" && source.of.size() != 8)
        return "the head of a translation says of which English text it is: of: HASH";
    return {};
}

Result<Source> read_source(const std::filesystem::path& file, std::string kind)
{
    std::ifstream in{file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    constexpr std::string_view rule = "---\n";
    const auto end = text.find("\n---\n");
    if (!in || end == std::string::npos)
        return failed(ErrorCode::Invalid, "no head: lines, and then ---");
    Source source{
        .kind = std::move(kind),
        .language = file.stem().string(),
        .title = {},
        .lead = {},
        .changes = {},
        .of = {},
        .hash = {},
        .text = {}
    };
    const std::string_view body = std::string_view{text}.substr(end + 1 + rule.size());
    if (auto wrong = read_head(std::string_view{text}.substr(0, end), source); !wrong.empty())
        return failed(ErrorCode::Invalid, std::move(wrong));
    source.hash = hash_of(body);
    auto parsed = TextTemplate::parse(body);
    if (!parsed) return failed(ErrorCode::Invalid, "below the head, " + parsed.error().detail);
    source.text = std::move(*parsed);
    return source;
}

void lint_links(const Source& source, const Facts& facts, std::vector<std::string>& out)
{
    const auto check = [&](const Runs& runs) {
        for (const auto& run : runs) {
            constexpr std::string_view pages = "/documents/";
            if (run.to.empty() || run.to.starts_with("https://") || run.to == "/help" ||
                run.to == "/notice")
                continue;
            if (!run.to.starts_with(pages) || find_kind(run.to.substr(pages.size())) == nullptr)
                out.push_back("leads to " + run.to + ", which is no page");
        }
    };
    for (const auto& block : blocks_in(source.text.render(facts))) {
        for (const auto& part : block.parts) check(part);
        for (const auto& row : block.rows)
            for (const auto& cell : row) check(cell);
    }
}

}  // namespace

std::span<const KindEntry> kinds() noexcept
{
    return all_kinds;
}

const KindEntry* find_kind(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(all_kinds, id, &KindEntry::id);
    return found == all_kinds.end() ? nullptr : found;
}

std::string hash_of(std::string_view text)
{
    return crypto::hash_token(text).substr(0, 8);
}

std::string_view day_of(std::string_view version) noexcept
{
    return version.substr(0, version.find('.'));
}

Version version_of(const Source& source, const Facts& facts)
{
    const auto material = std::ranges::find(source.changes, true, &Change::is_material);
    // Without a material change ever, the first text is the one that was accepted.
    const auto& accepted = material == source.changes.end() ? source.changes.back() : *material;
    // Each part with its length before it: no two different lists read the same.
    std::string all = source.hash;
    std::string binding;
    for (const auto& statement : statements_of(facts, source.text.names())) {
        for (const auto& part : {statement.key, statement.value}) {
            const auto text = std::to_string(part.size()) + ':' + part;
            all += text;
            if (statement.is_material) binding += text;
        }
    }
    return {
        .text = source.changes.front().on + '.' + hash_of(all),
        .binding = accepted.on + '.' + hash_of(accepted.body + binding)
    };
}

Result<Library> Library::load(const std::filesystem::path& folder)
{
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        return failed(ErrorCode::NotFound, "the documents are not there: " + folder.string());
    Library library;
    std::string mistakes;
    for (const auto& kind : kinds()) {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator{folder / kind.id, error})
            if (entry.path().extension() == ".md") files.push_back(entry.path());
        std::ranges::sort(files);
        if (std::ranges::find(files, folder / kind.id / "en.md") == files.end())
            mistakes += (folder / kind.id / "en.md").string() + ": is not there\n";
        for (const auto& file : files) {
            auto source = read_source(file, std::string{kind.id});
            if (source)
                library.sources_.push_back(std::move(*source));
            else
                mistakes += file.string() + ": " + source.error().detail + '\n';
        }
    }
    if (!mistakes.empty()) {
        mistakes.pop_back();
        return failed(ErrorCode::Invalid, std::move(mistakes));
    }
    return library;
}

const Source& Library::find(std::string_view kind, std::string_view language) const
{
    const auto in = [&](std::string_view wanted) {
        return std::ranges::find_if(sources_, [&](const Source& source) {
            return source.kind == kind && source.language == wanted;
        });
    };
    const auto& english = *in("en");
    const auto own = in(language);
    return own != sources_.end() && own->of == english.hash ? *own : english;
}

std::vector<std::string> Library::lint(const Facts& facts) const
{
    std::vector<std::string> out;
    for (const auto& source : sources_) {
        std::vector<std::string> found;
        for (const auto& name : source.text.unknown_to(facts))
            found.push_back("asks for {{" + name + "}}, which nobody knows");
        lint_links(source, facts, found);
        const auto& english = find(source.kind, "en");
        if (source.language == "en" && source.changes.front().body != source.hash)
            found.push_back(
                "was changed without saying so: add a line \"change: DAY material|small " +
                source.hash + " What changed.\" to its head"
            );
        if (source.language != "en" && source.of != english.hash)
            found.push_back(
                "is not shown, for English says something else by now: translate it, and write "
                "of: " +
                english.hash
            );
        if (source.language != "en" && source.text.names() != english.text.names())
            found.push_back("does not ask for the same facts as English");
        for (const auto& one : found)
            out.push_back(source.kind + '/' + source.language + ".md " + one);
    }
    return out;
}

}  // namespace buddy::documents
