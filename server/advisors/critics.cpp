#include "advisors/critics.hpp"

#include "advisors/advisors.hpp"
#include "advisors/arithmetic.hpp"
#include "advisors/critic_rules.hpp"

#include <algorithm>
#include <ranges>

namespace buddy::advisors {
namespace {

constexpr std::array<std::string_view, critic_count> critic_ids = {
    "flattery",
    "dependence",
    "personhood",
    "honesty",
    "homework",
    "redirection",
    "age_fit",
    "praise",
    "feelings",
    "opinions"
};
// Which critic is named where several would stop a clause: the gravest first.
constexpr std::array<Critic, 4> everywhere = {
    Critic::Dependence, Critic::Personhood, Critic::Honesty, Critic::Flattery
};
/// "I. Love. You." is one sentence.
constexpr std::size_t fewest_sentence_words = 3;
constexpr std::size_t most_open_words = 40;
/// What is still in quotation marks after so many bytes is Buddy's own: a mark was forgotten.
constexpr std::size_t longest_quote = 200;
constexpr std::size_t quote_looks_back = 60;
constexpr std::array<std::string_view, 6> quotation_marks = {
    "\"", "\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"
};

std::size_t mark_at(std::string_view text)
{
    for (const auto mark : quotation_marks)
        if (text.starts_with(mark)) return mark.size();
    return 0;
}

bool is_alnum(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

/// The digits there go on, as in "560", "5.6", "3/56".
bool is_part_of_number(std::string_view text, std::size_t at, std::size_t length)
{
    const auto is_one_of = [&text](std::size_t place, std::string_view marks) {
        return place < text.size() && marks.contains(text[place]);
    };
    constexpr std::string_view digits = "0123456789";
    if (at > 0 && is_one_of(at - 1, "0123456789./,")) return true;
    const auto after = at + length;
    return is_one_of(after, "0123456789/") ||
           (is_one_of(after, ".,") && is_one_of(after + 1, digits));
}

/// A sentence mark stands behind the last letter or digit.
bool ends_sentence(std::string_view clause)
{
    for (const char letter : clause | std::views::reverse) {
        if (is_alnum(letter)) return false;
        if (std::string_view{".!?\n"}.contains(letter)) return true;
    }
    return false;
}

/// The sentences of `words`, one after the other; very short ones go on with the next.
std::vector<Span> sentences_in(std::span<const Word> words)
{
    std::vector<Span> out;
    std::size_t begin = 0;
    for (std::size_t at = 1; at <= words.size(); ++at) {
        const bool is_last = at == words.size();
        if (!is_last && (!words[at].first || at - begin < fewest_sentence_words)) continue;
        out.push_back({.begin = begin, .end = at});
        begin = at;
    }
    return out;
}

/// One of the phrases stands in the words, reaches behind `before`, and is not meant otherwise.
bool is_found(
    const PhraseSet& phrases,
    const PhraseSet& unless,
    std::span<const Word> words,
    std::size_t before
)
{
    for (const auto& found : phrases.spans(words)) {
        if (found.end <= before) continue;
        const bool is_meant =
            std::ranges::none_of(unless.spans(words), [&found](const Span& other) {
                return other.begin < found.end && found.begin < other.end;
            });
        if (is_meant) return true;
    }
    return false;
}

std::vector<Critic> barred_critics(const BarredWays& barred)
{
    std::vector<Critic> critics;
    if (barred.praise) critics.push_back(Critic::Praise);
    if (barred.feelings) critics.push_back(Critic::Feelings);
    if (barred.opinions) critics.push_back(Critic::Opinions);
    return critics;
}

/// The child's words of this turn and the last few, newest first.
std::vector<std::string_view> childs_words(const TurnView& turn, int turns_back)
{
    std::vector<std::string_view> out{turn.text};
    for (const auto& said : turn.context | std::views::reverse)
        if (said.role == safety::Role::Child && std::cmp_less_equal(out.size(), turns_back))
            out.push_back(said.text);
    return out;
}

/// The result of the sum that the child asks for last, while it has not found it, nor tried often enough.
std::string result_due(const std::vector<std::string_view>& said, int tries)
{
    int tried = 0;
    for (const auto text : said) {
        const auto problem = problem_in(text);
        if (!problem) {
            tried += number_in(text) ? 1 : 0;
            continue;
        }
        const auto answer = answer_of(*problem);
        if (!answer || tried >= tries) return {};
        const auto is_known = [&answer](std::string_view words) {
            return number_in(words) == answer;
        };
        const bool knows = std::ranges::any_of(said, is_known);
        return knows ? std::string{} : shown(*answer, problem->decimal);
    }
    return {};
}

}  // namespace

std::string_view id_of(Critic critic) noexcept
{
    return critic_ids[std::to_underlying(critic) % critic_count];
}

std::string_view id_of(Remark remark) noexcept
{
    switch (remark) {
        case Remark::Stopped: return "stopped";
        case Remark::Counted: return "counted";
        case Remark::Added: return "added";
    }
    return "stopped";
}

Result<Critics> Critics::load(const std::filesystem::path& folder)
{
    Findings findings;
    auto rules = std::make_shared<CriticRules>(read_critic_rules(folder, findings));
    if (!findings.empty()) return failed(ErrorCode::Invalid, findings.summary());
    Critics critics{std::move(rules)};
    for (const auto& [language, of_language] : critics.rules().languages)
        for (const auto& line : of_language.closing)
            if (critics.review({.locale = language}).stops(line.text))
                findings.add(
                    "critics/" + language + ".json", "a critic stops \"" + line.text + "\""
                );
    if (!findings.empty()) return failed(ErrorCode::Invalid, findings.summary());
    return critics;
}

ReviewSetting Critics::setting_for(
    const TurnView& turn, const Choice& choice, bool points_to_people
) const
{
    const auto& rules = rules_->language(turn.locale);
    const auto said = childs_words(turn, rules_->turns_back);
    ReviewSetting setting{
        .locale = std::string{turn.locale}, .age_band = turn.age_band, .seed = turn.seed
    };
    for (const auto text : said) {
        const auto words = words_of(text);
        setting.asks_for_text = setting.asks_for_text || rules.asks_text.any(words);
        setting.is_homework = setting.is_homework || rules.asks_homework.any(words);
    }
    setting.result = result_due(said, rules_->tries);
    setting.is_homework = setting.is_homework || setting.asks_for_text || !setting.result.empty() ||
                          choice.lead == Advisor::StudyCoach;
    const bool is_heavy = turn.assessment != nullptr && turn.assessment->available &&
                          turn.assessment->action >= safety::Action::Support;
    setting.needs_person = is_heavy || points_to_people;
    return setting;
}

std::string Critics::without_barred(
    std::string text, std::string_view locale, const BarredWays& barred
) const
{
    const auto& language = rules_->language(locale);
    const auto critics = barred_critics(barred);
    const auto is_barred = [&](const std::string& sentence) {
        const auto words = words_of(without_quotes(sentence));
        return std::ranges::any_of(critics, [&](Critic critic) {
            const auto& looks = language.looks.at(static_cast<std::size_t>(critic));
            return is_found(looks.stops, looks.unless, words, 0);
        });
    };
    const auto sentences = sentences_of(text);
    if (std::ranges::none_of(sentences, is_barred)) return text;
    std::string kept;
    for (const auto& sentence : sentences)
        if (!is_barred(sentence)) kept += (kept.empty() ? "" : " ") + sentence;
    return kept.empty() ? language.nothing_left : kept;
}

std::optional<Critic> Review::stops(std::string_view clause)
{
    if (!rules_) return std::nullopt;
    const auto own = heard_in(open_, goes_on_, without_quoted(clause));
    const auto all = words_of(clause);
    const bool ends = ends_sentence(clause);
    auto critic = in_sentences(own);
    if (!critic && does_homework(clause, all)) critic = Critic::Homework;
    if (critic) {
        note(*critic, Remark::Stopped);
        return critic;
    }
    words_said_ += all.size();
    names_somebody_ = names_somebody_ || rules_->language(setting_.locale).people.any(own.words);
    read_ease(all, ends);
    const auto sentences = sentences_in(own.words);
    open_.clear();
    if (!sentences.empty()) {
        const auto [begin, end] = sentences.back();
        const bool is_short = end - begin < fewest_sentence_words;
        if ((!ends || is_short) && end - begin <= most_open_words)
            open_.assign(
                own.words.begin() + static_cast<std::ptrdiff_t>(begin),
                own.words.begin() + static_cast<std::ptrdiff_t>(end)
            );
    }
    goes_on_ = !ends;
    last_said_ += clause;
    if (last_said_.size() > quote_looks_back)
        last_said_.erase(0, last_said_.size() - quote_looks_back);
    return std::nullopt;
}

Review::Heard Review::heard_in(const std::vector<Word>& open, bool goes_on, std::string_view clause)
{
    Heard heard{.words = open, .before = open.size()};
    auto more = words_of(clause);
    if (!more.empty() && goes_on) more.front().first = false;
    std::ranges::move(more, std::back_inserter(heard.words));
    return heard;
}

/// What Buddy says itself: without the words between quotation marks that it gives to somebody else.
std::string Review::without_quoted(std::string_view clause)
{
    const auto& introduces = rules_->language(setting_.locale).quoted_after;
    std::string own;
    for (std::size_t at = 0; at < clause.size();) {
        const auto mark = mark_at(clause.substr(at));
        if (mark == 0) {
            if (in_quote_ && ++quoted_ > longest_quote) in_quote_ = false;
            if (!in_quote_) own += clause[at];
            ++at;
            continue;
        }
        if (in_quote_) {
            in_quote_ = false;
        } else {
            const auto before = last_said_ + std::string{clause.substr(0, at)};
            const auto from = before.size() - std::min(before.size(), quote_looks_back);
            in_quote_ = introduces.any(words_of(std::string_view{before}.substr(from)));
            quoted_ = 0;
        }
        own += ", ";
        at += mark;
    }
    return own;
}

std::optional<Critic> Review::in_sentences(const Heard& heard)
{
    const std::span<const Word> words{heard.words};
    for (const auto& [begin, end] : sentences_in(words)) {
        if (end <= heard.before) continue;
        const auto before = heard.before - std::min(heard.before, begin);
        if (const auto critic = in_sentence(words.subspan(begin, end - begin), before))
            return critic;
    }
    return std::nullopt;
}

std::optional<Critic> Review::in_sentence(std::span<const Word> words, std::size_t before)
{
    const auto& all_looks = rules_->language(setting_.locale).looks;
    const auto stops = [&](Critic critic) {
        const auto& looks = all_looks.at(static_cast<std::size_t>(critic));
        return is_found(looks.stops, looks.unless, words, before);
    };
    for (const auto critic : everywhere)
        if (stops(critic)) return critic;
    for (const auto critic : barred_critics(setting_.barred))
        if (stops(critic)) return critic;
    if (setting_.is_homework && stops(Critic::Homework)) return Critic::Homework;
    for (const auto critic : everywhere) {
        const auto& looks = all_looks.at(static_cast<std::size_t>(critic));
        if (is_found(looks.counts, looks.unless, words, before)) note(critic, Remark::Counted);
    }
    return std::nullopt;
}

bool Review::does_homework(std::string_view clause, std::span<const Word> words) const
{
    const auto most = static_cast<std::size_t>(rules_->most_text_words);
    if (setting_.asks_for_text && words_said_ + words.size() > most) return true;
    return !setting_.result.empty() && gives_result(clause);
}

/// "… = 56", "that makes 56", or nothing but "56!".
bool Review::gives_result(std::string_view clause) const
{
    const auto& results_in = rules_->language(setting_.locale).results_in;
    const std::string& result = setting_.result;
    for (auto at = clause.find(result); at != std::string_view::npos;
         at = clause.find(result, at + 1)) {
        if (is_part_of_number(clause, at, result.size())) continue;
        const auto head = clause.substr(0, at);
        const auto last = head.find_last_not_of(" *_$\\({[");
        if (last != std::string_view::npos && head[last] == '=') return true;
        auto words = words_of(last_said_ + std::string{head});
        const bool stands_alone = words_of(clause).size() == words_of(result).size();
        if (stands_alone) return true;
        if (!words.empty() && results_in.any(std::span{words}.last(1))) return true;
    }
    return false;
}

void Review::read_ease(std::span<const Word> words, bool ends)
{
    const auto& silent = rules_->language(setting_.locale).silent;
    for (const auto& word : words) {
        const bool goes_on = goes_on_ && &word == words.data();
        if (word.first && !goes_on) end_sentence();
        ++sentence_words_;
        sentence_syllables_ += syllables_of(word.folded, silent);
    }
    if (ends) end_sentence();
}

void Review::end_sentence()
{
    const int words = std::exchange(sentence_words_, 0);
    const int syllables = std::exchange(sentence_syllables_, 0);
    if (words < std::max(rules_->fewest_ease_words, 1)) return;
    const auto& limit = rules_->ease_limits.at(static_cast<std::size_t>(setting_.age_band));
    const auto& formula = rules_->language(setting_.locale).ease;
    if (words > limit.most_words || ease_of(formula, words, syllables) < limit.least_ease)
        note(Critic::AgeFit, Remark::Counted);
}

std::string Review::closing_words()
{
    if (!rules_) return {};
    end_sentence();
    if (!setting_.needs_person || names_somebody_) return {};
    const auto& lines = rules_->language(setting_.locale).closing;
    const auto* line = pick(lines, {.band = setting_.age_band, .seed = setting_.seed});
    if (line == nullptr) return {};
    names_somebody_ = true;
    note(Critic::Redirection, Remark::Added);
    return line->text;
}

std::string Review::in_words() const
{
    for (const auto remark : {Remark::Stopped, Remark::Added, Remark::Counted})
        for (const auto& one : found_)
            if (one.remark == remark && (remark != Remark::Counted || one.critic == Critic::AgeFit))
                return rules_->trace.at(static_cast<std::size_t>(one.critic));
    return {};
}

void Review::note(Critic critic, Remark remark)
{
    for (auto& one : found_)
        if (one.critic == critic && one.remark == remark) {
            ++one.times;
            return;
        }
    found_.push_back({.critic = critic, .remark = remark});
}

}  // namespace buddy::advisors
