#include "rule_set.hpp"

#include "content_hash.hpp"
#include "json_reading.hpp"
#include "literal_filter.hpp"
#include "pattern.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <future>
#include <map>
#include <unordered_map>

namespace buddy::safety {

namespace {

constexpr std::size_t most_expansions = 64;

using Words = std::map<std::string, std::string, std::less<>>;

template <class T>
struct Named {
    std::string_view name;
    T value;
};
constexpr std::array<Named<RuleKind>, 5> kinds{{
    {"risk", RuleKind::Risk},
    {"veto", RuleKind::Veto},
    {"question", RuleKind::Question},
    {"answer", RuleKind::Answer},
    {"stage", RuleKind::Stage},
}};
constexpr std::array<Named<Meaning>, 16> meanings{{
    {"yes", Meaning::Yes},
    {"no", Meaning::No},
    {"unsure", Meaning::Unsure},
    {"retract", Meaning::Retract},
    {"turn_real", Meaning::TurnReal},
    {"insist", Meaning::Insist},
    {"denial", Meaning::Denial},
    {"long_ago", Meaning::LongAgo},
    {"family", Meaning::Family},
    {"contact", Meaning::Contact},
    {"gift", Meaning::Gift},
    {"secrecy", Meaning::Secrecy},
    {"isolation", Meaning::Isolation},
    {"picture", Meaning::Picture},
    {"meeting", Meaning::Meeting},
    {"threat", Meaning::Threat},
}};
constexpr std::array<Named<Danger>, 3> dangers{{
    {"unknown", Danger::Unknown},
    {"caregiver", Danger::Caregiver},
    {"others", Danger::Others},
}};
constexpr std::array<Named<Voice>, 2> voices{{{"child", Voice::Child}, {"mentor", Voice::Mentor}}};
constexpr std::array<Named<Severity>, 4> severities{{
    {"low", Severity::Low},
    {"medium", Severity::Medium},
    {"high", Severity::High},
    {"critical", Severity::Critical},
}};
constexpr std::array<Named<Frame>, 5> frames{{
    {"real", Frame::Real},
    {"figurative", Frame::Figurative},
    {"fiction", Frame::Fiction},
    {"study", Frame::Study},
    {"game", Frame::Game},
}};

/// Reads a field that must be one of a few words; complains otherwise.
template <class T, std::size_t N>
T one_of(
    ObjectReader& reader, std::string_view field, const std::array<Named<T>, N>& words, T otherwise
)
{
    if (reader.find(field) == nullptr) return otherwise;
    const std::string word = reader.text(field);
    for (const auto& entry : words) {
        if (entry.name == word) return entry.value;
    }
    reader.complain(std::string{field} + ": unknown word \"" + word + "\"");
    return otherwise;
}

/// Replaces {{name}} by the pack's word lists, which may use one another.
std::string expanded(std::string pattern, const Words& words, ObjectReader& reader)
{
    for (std::size_t round = 0; round < most_expansions; ++round) {
        const std::size_t begin = pattern.find("{{");
        if (begin == std::string::npos) return pattern;
        const std::size_t end = pattern.find("}}", begin);
        if (end == std::string::npos) break;
        const auto found = words.find(pattern.substr(begin + 2, end - begin - 2));
        if (found == words.end()) break;
        pattern.replace(begin, end + 2 - begin, "(?:" + found->second + ")");
    }
    reader.complain("patterns: a {{word}} is unknown or refers to itself");
    return {};
}

std::vector<RuleExample> examples(
    ObjectReader& reader, std::string_view field, const std::string& language
)
{
    std::vector<RuleExample> found;
    for (auto& text : reader.texts(field)) {
        found.push_back({.text = std::move(text), .language = language});
    }
    return found;
}

std::vector<Category> categories_of(ObjectReader& reader)
{
    std::vector<Category> found;
    auto names = reader.texts("categories");
    if (reader.find("category") != nullptr) names.insert(names.begin(), reader.text("category"));
    for (const auto& name : names) {
        const auto category = category_from(name);
        if (!category) {
            reader.complain("unknown category " + name);
            break;
        }
        found.push_back(*category);
    }
    return found;
}

void read_hints(ObjectReader& reader, Rule& rule)
{
    if (reader.find("subject") != nullptr) {
        rule.subject = subject_from(reader.text("subject"));
        if (!rule.subject) reader.complain("subject: unknown word");
    }
    if (reader.find("time") != nullptr) {
        rule.when = when_from(reader.text("time"));
        if (!rule.when) reader.complain("time: unknown word");
    }
    rule.frame = one_of(reader, "frame", frames, Frame::Real);
    rule.danger = one_of(reader, "danger", dangers, Danger::Unknown);
    rule.meaning = one_of(reader, "meaning", meanings, Meaning::None);
    rule.negatable = reader.flag("negatable");
    rule.whole_message = reader.flag("whole_message");
    rule.alone = reader.flag("alone");
    rule.opening = reader.flag("opening");
    rule.stated = reader.flag("stated");
    rule.settles = reader.flag("settles");
}

void check_sense(ObjectReader& reader, const Rule& rule)
{
    const bool needs_category = rule.kind == RuleKind::Risk || rule.kind == RuleKind::Veto ||
                                rule.kind == RuleKind::Question;
    if (needs_category && rule.categories.empty()) reader.complain("category is missing");
    const bool needs_meaning = rule.kind == RuleKind::Answer || rule.kind == RuleKind::Stage;
    const bool may_mean = needs_meaning || rule.kind == RuleKind::Question;
    const bool means = rule.meaning != Meaning::None;
    if ((needs_meaning && !means) || (means && !may_mean)) {
        reader.complain("meaning belongs to answers and stages, and may stand with questions");
    }
    const bool of_the_past = rule.when == When::Past;
    if (rule.kind == RuleKind::Veto && rule.frame == Frame::Real && !of_the_past) {
        reader.complain("a veto says what frame it sees, or that it is past");
    }
    if (rule.patterns.empty()) reader.complain("patterns is missing");
    if (rule.must_match.empty()) reader.complain("match needs an example");
    if (rule.weight <= 0 || rule.weight > 1) reader.complain("weight must lie in 0 to 1");
}

Rule read_rule(ObjectReader& reader, const std::string& pack, const Words& words)
{
    reader.require({"id", "reason", "patterns", "match"});
    reader.allow_only({"id",      "kind",     "category",  "categories", "severity",      "weight",
                       "voice",   "language", "subject",   "time",       "frame",         "danger",
                       "meaning", "reason",   "negatable", "patterns",   "whole_message", "alone",
                       "opening", "settles",  "stated",    "match",      "no_match"});
    Rule rule;
    rule.id = reader.text("id");
    rule.pack = pack;
    rule.kind = one_of(reader, "kind", kinds, RuleKind::Risk);
    rule.categories = categories_of(reader);
    rule.severity = one_of(reader, "severity", severities, Severity::Medium);
    rule.weight = reader.number("weight", 0.9);
    rule.voice = one_of(reader, "voice", voices, Voice::Child);
    const std::string language = reader.text("language", "en");
    read_hints(reader, rule);
    rule.reason = reader.text("reason");
    for (auto& pattern : reader.texts("patterns")) {
        rule.patterns.push_back(expanded(std::move(pattern), words, reader));
    }
    rule.must_match = examples(reader, "match", language);
    rule.must_not_match = examples(reader, "no_match", language);
    check_sense(reader, rule);
    return rule;
}

Result<boost::json::value> parsed_pack(const RulePack& pack, Words& words)
{
    auto json = parse_json(pack.name, pack.json);
    if (!json) return json;
    ObjectReader reader{*json, pack.name};
    reader.allow_only({"words", "rules", "about", "language"});
    if (const auto* const table = reader.find("words")) {
        if (const auto* const entries = table->if_object()) {
            for (const auto& entry : *entries) {
                const auto* const text = entry.value().if_string();
                if (text == nullptr) reader.complain("words must hold texts");
                if (text != nullptr) words.emplace(entry.key(), *text);
            }
        } else {
            reader.complain("words must be an object");
        }
    }
    if (reader.find("rules") != nullptr && !reader.find("rules")->is_array()) {
        reader.complain("rules must be a list");
    }
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    return json;
}

/// Patterns see a word with a space on either side, so the spaces are the word boundaries.
std::string bounded(const Rule& rule, const std::string& pattern)
{
    const std::string folded = fold_for_matching(pattern);
    const bool covers_all = rule.kind == RuleKind::Answer || rule.alone ||
                            (rule.whole_message && rule.kind == RuleKind::Risk);
    if (covers_all) return "^ (?:" + folded + ")(?: [.?])* $";
    return " (?:" + folded + ") ";
}

}  // namespace

struct RuleSet::Parts {
    Parts() = default;
    Parts(const Parts&) = delete;
    Parts(Parts&&) = delete;
    Parts& operator=(const Parts&) = delete;
    Parts& operator=(Parts&&) = delete;
    ~Parts() { leaving = true; }

    std::vector<Rule> rules;
    std::vector<std::size_t> rule_of_pattern;
    std::deque<Pattern> patterns;
    LiteralFilter filter{LetterCase::Kept};  ///< A pattern is tried where its own pieces occur.
    std::unordered_map<std::string, std::size_t> by_id;
    std::string version;
    std::atomic<bool> leaving = false;
    std::future<void> rest;  ///< Last: what it works on outlives it.

    Result<void> add_packs(std::span<const RulePack> packs);
    Result<void> add_rules(
        const RulePack& pack, const boost::json::value& json, const Words& words
    );
    Result<void> read_patterns();
    void compile_meanwhile();
};

Result<void> RuleSet::Parts::add_packs(std::span<const RulePack> packs)
{
    Words words;
    std::vector<boost::json::value> parsed;
    for (const auto& pack : packs) {
        auto json = parsed_pack(pack, words);
        if (!json) return std::unexpected(json.error());
        parsed.push_back(std::move(*json));
    }
    for (std::size_t i = 0; i < packs.size(); ++i) {
        if (auto added = add_rules(packs[i], parsed[i], words); !added) return added;
    }
    if (rules.empty()) return failed(ErrorCode::NotFound, "no rule in any pack");
    return {};
}

Result<void> RuleSet::Parts::add_rules(
    const RulePack& pack, const boost::json::value& json, const Words& words
)
{
    const auto* const list = json.as_object().if_contains("rules");
    if (list == nullptr) return {};
    for (std::size_t i = 0; i < list->as_array().size(); ++i) {
        const auto& entry = list->as_array()[i];
        ObjectReader peek{entry, ""};
        ObjectReader reader{
            entry, pack.name + ": rule " + std::to_string(i + 1) + " (" + peek.text("id") + ")"
        };
        Rule rule = read_rule(reader, pack.name, words);
        if (!by_id.emplace(rule.id, rules.size()).second) reader.complain("the id is taken");
        if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
        rules.push_back(std::move(rule));
    }
    return {};
}

Result<void> RuleSet::Parts::read_patterns()
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (const auto& pattern : rules[i].patterns) {
            patterns.emplace_back(bounded(rules[i], pattern), options);
            rule_of_pattern.push_back(i);
        }
    }
    // A second core, where there is one, finds the pieces while this one reads the syntax.
    auto filtered = std::async(std::launch::async | std::launch::deferred, [this] {
        for (const auto& pattern : patterns) filter.add(pattern.written());
        filter.finish();
    });
    RE2::Set syntax{options, RE2::UNANCHORED};  // reads and never matches: no pattern is compiled
    std::string problem;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const auto& written = patterns[i].written();
        if (syntax.Add(written, &problem) >= 0) continue;
        const Rule& rule = rules[rule_of_pattern[i]];
        filtered.get();
        return failed(
            ErrorCode::Invalid,
            rule.pack + ": rule " + rule.id + ": a pattern cannot be read: " + written
        );
    }
    filtered.get();
    return {};
}

/// Beside the first messages, so that hardly any of them waits for a pattern. What goes wrong here
/// goes wrong again for the message that needs the pattern, and is told there.
void RuleSet::Parts::compile_meanwhile()
{
    rest = std::async(std::launch::async | std::launch::deferred, [this] {
        for (const auto& pattern : patterns) {
            if (leaving) return;
            (void)pattern.compiled();
        }
    });
}

Result<RuleSet> RuleSet::compile(std::span<const RulePack> packs)
{
    auto parts = std::make_shared<Parts>();
    if (auto added = parts->add_packs(packs); !added) return std::unexpected(added.error());
    if (auto read = parts->read_patterns(); !read) return std::unexpected(read.error());
    std::uint64_t hash = content_hash("");
    for (const auto& pack : packs) hash = content_hash(pack.json, content_hash(pack.name, hash));
    parts->version = hash_name(hash);
    parts->compile_meanwhile();
    return RuleSet{std::move(parts)};
}

Result<RuleSet> RuleSet::load(const std::filesystem::path& folder)
{
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        return failed(ErrorCode::NotFound, folder.string() + ": no such folder");
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (files.empty()) return failed(ErrorCode::NotFound, folder.string() + ": no rule pack");
    std::ranges::sort(files);
    std::vector<RulePack> packs;
    for (const auto& file : files) {
        auto json = read_file(file);
        if (!json) return std::unexpected(json.error());
        packs.push_back({.name = file.filename().string(), .json = std::move(*json)});
    }
    return compile(packs);
}

std::vector<RuleHit> RuleSet::find(const MatchText& text, Voice voice) const
{
    const re2::StringPiece whole{text.text()};
    std::vector<RuleHit> hits;
    for (const std::size_t candidate : parts_->filter.candidates(text.text())) {
        const Rule& rule = parts_->rules[parts_->rule_of_pattern[candidate]];
        if (rule.voice != voice) continue;
        const RE2& pattern = parts_->patterns[candidate].compiled();
        re2::StringPiece match;
        std::size_t from = 0;
        while (pattern.Match(whole, from, whole.size(), RE2::UNANCHORED, &match, 1)) {
            const auto begin = static_cast<std::size_t>(match.data() - whole.data());
            const std::size_t end = begin + match.size();
            hits.push_back({.rule = &rule, .begin = begin, .end = end});
            from = end - 1;  // the space after one match may begin the next
        }
    }
    return hits;
}

std::span<const Rule> RuleSet::rules() const noexcept
{
    return parts_->rules;
}

const Rule* RuleSet::named(std::string_view id) const noexcept
{
    const auto found = parts_->by_id.find(std::string{id});
    return found == parts_->by_id.end() ? nullptr : &parts_->rules[found->second];
}

const std::string& RuleSet::version() const noexcept
{
    return parts_->version;
}

}  // namespace buddy::safety
