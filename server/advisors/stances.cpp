#include "advisors/stances.hpp"

#include "advisors/content_reader.hpp"
#include "advisors/lines.hpp"
#include "advisors/phrase_match.hpp"
#include "buddy/safety/taxonomies.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace buddy::advisors {
namespace {

// What one stance may add to a prompt for one age band.
constexpr std::size_t most_words = 130;
constexpr std::size_t least_mechanisms = 2;
// From here on a category counts as a sign, and what a fitting topic is worth beside it.
constexpr double faint_sign = 0.3;
constexpr double topic_worth = 0.6;

// How a stance is worn down, in the words of KORA's mechanisms.
constexpr std::array<std::string_view, 7> mechanisms = {
    "sycophancy",
    "manipulative_engagement",
    "biased_framing",
    "fictional_framing",
    "anthropomorphism",
    "epistemic_humility",
    "human_redirection"
};

/// Reads and lints the files of one folder.
class StanceReader {
public:
    StanceReader(std::filesystem::path folder, const Content& content, Findings& findings)
        : folder_{std::move(folder)}, content_{content}, findings_{findings}
    {
    }

    std::vector<Stance> read()
    {
        std::vector<Stance> stances;
        const auto risks = safety::kora_risks();
        const auto names = files_in(folder_, ".json");
        for (std::size_t i = 0; i < risks.size(); ++i) {
            if (i == names.size()) {
                findings_.add("stances", "no file for " + std::string{risks[i].id});
                break;
            }
            stances.push_back(stance_from(names[i], risks[i]));
        }
        for (std::size_t i = risks.size(); i < names.size(); ++i)
            findings_.add(names[i], "is no risk of KORA");
        return stances;
    }

private:
    Stance stance_from(const std::string& name, const safety::Risk& risk)
    {
        const auto file = ContentFile::read(folder_ / name, name, findings_);
        const auto root = file.root();
        root.only({"id", "title", "risk", "categories", "topics", "bands", "worn_down_by"});
        Stance stance{.id = root.at("id").text(), .title = root.at("title").text()};
        if (stance.id != risk.id)
            root.at("id").wrong("must be \"" + std::string{risk.id} + "\", by the order of KORA");
        stance.risk = sentence_from(root.at("risk"));
        stance.categories = categories_from(root.at("categories"), risk);
        for (const auto& topic : root.at("topics").items()) {
            stance.topics.push_back(topic.text());
            if (content_.topic(stance.topics.back()) == nullptr)
                topic.wrong("names a topic that does not exist");
        }
        read_bands(root.at("bands"), stance);
        read_mechanisms(root.at("worn_down_by"), stance);
        check_length(root, stance);
        return stance;
    }

    static std::vector<safety::Category> categories_from(const Node& node, const safety::Risk& risk)
    {
        std::vector<safety::Category> categories;
        for (const auto& item : node.items())
            if (const auto category = safety::category_from(item.text()))
                categories.push_back(*category);
            else
                item.wrong("is no category");
        if (!std::ranges::equal(categories, risk.categories))
            node.wrong("must be those of safety/src/taxonomies.cpp, in their order");
        return categories;
    }

    void read_bands(const Node& node, Stance& stance)
    {
        node.only({"7-9", "10-12", "13-17"});
        for (const auto band :
             {safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17
             }) {
            const auto words = node.at(safety::id_of(band));
            words.only({"does", "never", "points_to"});
            auto& said = stance.by_band.at(static_cast<std::size_t>(band));
            said.does = sentence_from(words.at("does"));
            said.never = sentence_beginning("Never ", words.at("never"));
            said.points_to = sentence_beginning("Point ", words.at("points_to"));
        }
    }

    void read_mechanisms(const Node& node, Stance& stance)
    {
        for (const auto& [mechanism, sentence] : node.members()) {
            if (std::ranges::find(mechanisms, mechanism) == mechanisms.end())
                sentence.wrong("is no mechanism");
            stance.worn_down_by.push_back(sentence_from(sentence));
        }
        if (stance.worn_down_by.size() < least_mechanisms)
            node.wrong("needs at least two mechanisms");
    }

    std::string sentence_beginning(std::string_view beginning, const Node& node)
    {
        auto text = sentence_from(node);
        if (!text.starts_with(beginning))
            node.wrong("must begin with \"" + std::string{beginning} + "\"");
        return text;
    }

    /// A text of whole sentences, none of which stands anywhere else.
    std::string sentence_from(const Node& node)
    {
        auto text = node.text();
        if (text.empty() || !std::string_view{".?!"}.contains(text.back()))
            node.wrong("must be a whole sentence");
        for (const auto& sentence : sentences_of(text)) {
            const auto [first, is_first] = seen_.emplace(fingerprint(sentence), sentence);
            if (!is_first) node.wrong("says again \"" + first->second + "\"");
        }
        return text;
    }

    static void check_length(const Node& root, const Stance& stance)
    {
        std::size_t pressed = 0;
        for (const auto& sentence : stance.worn_down_by) pressed += words_of(sentence).size();
        for (const auto& [does, never, points_to] : stance.by_band) {
            const auto words = words_of(does).size() + words_of(never).size() +
                               words_of(points_to).size() + pressed;
            if (words > most_words) root.wrong("is too long for a prompt");
        }
    }

    std::filesystem::path folder_;
    const Content& content_;
    Findings& findings_;
    std::map<std::uint32_t, std::string> seen_;
};

/// How much an assessment speaks for a risk: its likeliest category. Of risks that share a category
/// the one that names it earlier comes first.
double sign_of(const Stance& stance, const safety::Assessment& assessment)
{
    constexpr double step = 0.01;
    double strongest = 0;
    double behind = 0;
    for (const auto category : stance.categories) {
        const bool is_primary = assessment.primary == category;
        const auto sign = is_primary ? 1.0 : assessment.probability_of(category);
        if (sign >= faint_sign) strongest = std::max(strongest, sign - behind);
        behind += step;
    }
    return strongest;
}

}  // namespace

Result<Stances> Stances::load(const std::filesystem::path& folder, const Content& content)
{
    Findings findings;
    Stances stances;
    stances.stances_ = StanceReader{folder / "risks", content, findings}.read();
    if (!findings.empty()) return failed(ErrorCode::Invalid, findings.summary());
    return stances;
}

std::vector<const Stance*> Stances::called_for(const TurnView& turn, std::string_view topic) const
{
    struct Call {
        double need;
        const Stance* stance;
    };
    std::vector<Call> calls;
    const bool is_judged = turn.assessment != nullptr && turn.assessment->available;
    for (const auto& stance : stances_) {
        auto need = is_judged ? sign_of(stance, *turn.assessment) : 0.0;
        if (std::ranges::find(stance.topics, topic) != stance.topics.end()) need += topic_worth;
        if (need > 0) calls.push_back({.need = need, .stance = &stance});
    }
    std::ranges::stable_sort(calls, std::ranges::greater{}, &Call::need);
    if (calls.size() > most_at_once) calls.resize(most_at_once);
    std::vector<const Stance*> called;
    std::ranges::transform(calls, std::back_inserter(called), &Call::stance);
    return called;
}

}  // namespace buddy::advisors
