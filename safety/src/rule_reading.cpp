#include "rule_reading.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <ranges>
#include <string_view>

namespace buddy::safety {

namespace {

constexpr std::size_t index_of(Category category) noexcept
{
    return static_cast<std::size_t>(category);
}

/// "not", "never" … within the three words before, in the same sentence.
bool denied_before(std::string_view text, std::size_t begin)
{
    constexpr std::size_t reach = 40;
    static const RE2 denial{
        " (?:(?:not|never|dont|do not|doesnt|didnt|did not|isnt|wasnt|arent|wont|wouldnt|would "
        "never|cant|aint|no longer|nobody|no one|without|"
        "nunca|jamas|ya no|pas|plus|jamais|nicht|nie|kein|keine|nao)"
        "(?: (?:really|actually|even|ever|going|gonna|to|want|wanna|trying|think|that|i|im|"
        "a|de|mehr))*|"
        "no(?: (?:ever|going|gonna|to|want|wanna|trying|a|de))*) $"  // not "no, really, i …"
    };
    const std::size_t from = begin > reach ? begin - reach : 0;
    // "j'en peux plus je veux mourir": a subject of its own begins a sentence of its own.
    static const RE2 own_subject{"^ (?:i|im|id|ill|ich|je|j|jai|jveux|jvais|jme|eu) "};
    const auto hit = text.substr(begin);
    if (RE2::PartialMatch(re2::StringPiece{hit.data(), hit.size()}, own_subject)) return false;
    std::string_view before = text.substr(from, begin - from + 1);
    const std::size_t sentence = before.find_last_of(".?");
    if (sentence != std::string_view::npos) before.remove_prefix(sentence + 1);
    return RE2::PartialMatch(re2::StringPiece{before.data(), before.size()}, denial);
}

bool found_in(std::string_view text, const RE2& pattern)
{
    return RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, pattern);
}

/// The words of a hit's own sentence up to its end, at most `reach` bytes before it.
std::string_view up_to(std::string_view text, const RuleHit& hit, std::size_t reach)
{
    const std::size_t from = hit.begin > reach ? hit.begin - reach : 0;
    std::string_view near = text.substr(from, hit.end - from);
    const std::size_t sentence = near.substr(0, hit.begin - from).find_last_of(".?");
    if (sentence != std::string_view::npos) near.remove_prefix(sentence + 1);
    return near;
}

/// "wanted to", "tried to" … in a hit or close before it; what was so last night is not past.
bool told_as_past(std::string_view text, const RuleHit& hit)
{
    constexpr std::size_t reach = 25;
    static const RE2 past{
        " (?:wanted|tried|used to|didnt want|did not want|had thoughts|thought about|attempted|"
        "intente|quise|voulais|voulait|wollte|quis|tentei) "
    };
    static const RE2 recent{
        " (?:yesterday|last night|tonight|today|this (?:morning|week|evening)|just now|earlier|"
        "ayer|anoche|hoy|hier|aujourdhui|gestern|heute|ontem|hoje) "
    };
    return found_in(up_to(text, hit, reach), past) && !found_in(text, recent);
}

/// "not even joking", "no es broma", an act, a place to fall from … anywhere: laughter and idioms
/// beside it mean nothing.
bool insists(std::string_view text)
{
    static const RE2 insisting{
        " (?:not (?:even )?(?:a )?(?:joke|joking|kidding)|no joke|for real|i mean it|im serious|"
        "dead ?serious|deadass|no cap|but seriously|no es broma|en serio|va en serio|de verdad|"
        "(?:kein|ist kein) (?:witz|scherz|spass)|im ernst|mein(?:e|s) (?:es |das )?ernst|"
        "(?:cest|c est) (?:pas une blague|vrai|serieux)|pour de vrai|nao e brincadeira|"
        "nao to brincando|e serio|a serio|de verdade|took (?:\\w+ ){0,2}pills|"
        "tried to (?:kill|hang|drown)|help me|lol help|bridge|cliff|balcony|never come up|"
        "and drown|when im sad|when i feel (?:bad|sad)|so i feel something) "
    };
    return found_in(text, insisting);
}

struct Said {
    std::string_view text;
    bool insists = false;
};

bool covers(const RuleHit& veto, const RuleHit& risk, const Said& said)
{
    const auto& voided = veto.rule->categories;
    if (std::ranges::find(voided, risk.rule->categories.front()) == voided.end()) return false;
    if (veto.rule->when == When::Past && risk.rule->when == When::Past) return false;  // they agree
    // "i want to die of embarrassment" is an idiom; "i want to die at night" only holds half of one.
    const bool holds = veto.begin <= risk.begin && risk.end <= veto.end;
    const bool touches = veto.begin + 1 < risk.end && risk.begin + 1 < veto.end;  // not the space
    const bool grave = risk.rule->stated || risk.rule->categories.front() == Category::SelfHarm;
    if (grave && said.insists && veto.rule->when != When::Past) return false;
    if (risk.rule->stated ? holds : touches) return true;
    // Neither homework nor what somebody else went through makes "i want to die" another matter.
    const bool firm = risk.rule->subject == Subject::Self && risk.rule->severity >= Severity::High;
    if (veto.rule->when == When::Past) {
        const bool of_another = veto.rule->subject == Subject::Other;
        const bool present = risk.rule->stated && !told_as_past(said.text, risk);
        return risk.rule->when != When::Now && !(firm && of_another) && !present;
    }
    return veto.rule->whole_message && !firm;
}

void sort_hit(RuleReading& reading, std::vector<RuleHit>& risks, const RuleHit& hit)
{
    switch (hit.rule->kind) {
        case RuleKind::Risk: risks.push_back(hit); break;
        case RuleKind::Veto: reading.vetoes.push_back(hit); break;
        case RuleKind::Question: reading.questions.push_back(hit); break;
        case RuleKind::Answer: reading.answers.push_back(hit); break;
        case RuleKind::Stage: reading.stages.push_back(hit); break;
    }
}

}  // namespace

const RuleHit* RuleReading::strongest(Category category) const noexcept
{
    const RuleHit* best = nullptr;
    for (const auto& hit : risks) {
        const auto& named = hit.rule->categories;
        if (std::ranges::find(named, category) == named.end()) continue;
        const bool better =
            best == nullptr || hit.rule->severity > best->rule->severity ||
            (hit.rule->severity == best->rule->severity && hit.rule->weight > best->rule->weight);
        if (better) best = &hit;
    }
    return best;
}

bool RuleReading::means(Meaning meaning) const noexcept
{
    const auto says = [meaning](const RuleHit& hit) { return hit.rule->meaning == meaning; };
    return std::ranges::any_of(answers, says) || std::ranges::any_of(stages, says);
}

void forget_openings(RuleReading& reading)
{
    std::erase_if(reading.risks, [](const RuleHit& hit) { return hit.rule->opening; });
}

RuleReading read_with_rules(const RuleSet& rules, const MatchText& text, Voice voice)
{
    RuleReading reading;
    std::vector<RuleHit> risks;
    for (const auto& hit : rules.find(text, voice)) sort_hit(reading, risks, hit);
    for (const auto& veto : reading.vetoes) {
        constexpr std::size_t short_message = 40;  // a longer one may hold another matter
        if (veto.rule->settles && text.words() <= short_message) reading.settled = veto.rule->frame;
        for (const auto category : veto.rule->categories) {
            reading.vetoed_as.at(index_of(category)) = veto.rule->frame;
            if (veto.rule->when == When::Past) reading.over.at(index_of(category)) = true;
        }
    }
    const Said said{.text = text.text(), .insists = !risks.empty() && insists(text.text())};
    for (const auto& risk : risks) {
        const auto voids = [&](const RuleHit& veto) { return covers(veto, risk, said); };
        if (std::ranges::any_of(reading.vetoes, voids)) continue;
        if (risk.rule->negatable && denied_before(text.text(), risk.begin)) {
            reading.negated.at(index_of(risk.rule->categories.front())) = true;
            continue;
        }
        reading.risks.push_back(risk);
    }
    return reading;
}

}  // namespace buddy::safety
