#include "conversation/plain_question.hpp"

#include "text/model.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>
#include <vector>

namespace buddy::conversation {
namespace {

using Words = std::vector<std::string>;
using WordSet = std::unordered_set<std::string_view>;

/// Begins a question.
const WordSet question_words{
    "what",
    "why",
    "how",
    "when",
    "where",
    "which",
    "who",
    "do",
    "does",
    "is",
    "are",
    "can",
    "did",
    "was",
    "were"
};
/// Carry no meaning alone: a question needs another word. Spelt wrongly they are still these.
const WordSet grammar{"what", "why",  "how",  "when", "where", "which", "who",   "do",   "does",
                      "is",   "are",  "can",  "did",  "was",   "were",  "the",   "a",    "an",
                      "of",   "in",   "on",   "at",   "to",    "for",   "from",  "with", "by",
                      "and",  "or",   "as",   "than", "there", "have",  "has",   "had",  "be",
                      "been", "not",  "so",   "many", "much",  "big",   "small", "long", "old",
                      "fast", "far",  "high", "tall", "deep",  "hot",   "cold",  "hard", "often",
                      "kind", "sort", "type", "come", "get",   "called"};
/// About the child, Buddy, somebody, or something that was shown or said before.
const WordSet personal{
    "i",       "me",       "my",        "mine",      "myself",    "we",         "us",
    "our",     "ours",     "you",       "your",      "yours",     "yourself",   "he",
    "him",     "his",      "she",       "her",       "hers",      "they",       "them",
    "their",   "theirs",   "it",        "its",       "this",      "that",       "these",
    "those",   "here",     "someone",   "somebody",  "anyone",    "anybody",    "everyone",
    "buddy",   "thing",    "things",    "something", "anything",  "stuff",      "ones",
    "other",   "others",   "another",   "else",      "more",      "same",       "first",
    "again",   "also",     "too",       "then",      "answer",    "question",   "story",
    "stories", "joke",     "jokes",     "riddle",    "riddles",   "game",       "games",
    "picture", "essay",    "homework",  "worksheet", "test",      "exam",       "quiz",
    "mum",     "mom",      "mummy",     "mommy",     "mother",    "dad",        "daddy",
    "father",  "parent",   "parents",   "brother",   "brothers",  "sister",     "sisters",
    "sibling", "siblings", "grandma",   "grandpa",   "granny",    "aunt",       "uncle",
    "cousin",  "family",   "friend",    "friends",   "boyfriend", "girlfriend", "crush",
    "teacher", "teachers", "class",     "classmate", "school",    "home",       "house",
    "baby",    "babies",   "person",    "man",       "woman",     "boy",        "girl",
    "best",    "better",   "worst",     "favourite", "favorite",  "good",       "bad",
    "should",  "ought",    "recommend", "suggest",   "nice",      "cool",       "fun",
    "pretty",  "ugly",     "stupid",    "opinion",   "think",     "believe",    "wrong",
    "feel",    "feels",    "feeling",   "feelings",  "sad",       "cry",        "angry",
    "lonely",  "alone",    "scared",    "afraid",    "scary",     "worry",      "worried",
    "love",    "hate",     "mean",      "bully",     "bullies",   "bullying",   "bullied",
    "safe",    "hurt",     "hurts",     "pain",      "sick",      "ill",        "illness",
    "disease", "cancer",   "medicine",  "pill",      "pills",     "drug",       "drugs",
    "alcohol", "beer",     "wine",      "smoke",     "smoking",   "vape",       "vaping",
    "weed",    "knife",    "gun",       "guns",      "bomb",      "poison",     "die",
    "dies",    "died",     "dead",      "death",     "kill",      "kills",      "killed",
    "suicide", "sex",      "kiss",      "puberty",   "period",    "periods",    "pregnant",
    "fat",     "thin",     "diet",      "calories",  "weight",    "god",        "heaven",
    "hell",    "password", "address",   "phone",     "number",    "secret",     "secrets"
};
/// The answer is another one tomorrow, or elsewhere.
const WordSet changing{
    "now",      "today",     "tonight",    "tomorrow", "yesterday", "currently", "current",
    "latest",   "newest",    "recent",     "recently", "new",       "news",      "nowadays",
    "weather",  "forecast",  "outside",    "week",     "weekend",   "month",     "year",
    "date",     "time",      "clock",      "day",      "morning",   "evening",   "holiday",
    "holidays", "christmas", "easter",     "birthday", "president", "minister",  "king",
    "queen",    "prince",    "princess",   "pope",     "champion",  "champions", "winner",
    "winners",  "won",       "win",        "wins",     "score",     "scores",    "price",
    "prices",   "cost",      "costs",      "worth",    "rich",      "richest",   "famous",
    "popular",  "record",    "population", "still",    "yet",       "ago",       "soon",
    "next",     "last",      "upcoming",   "will",     "going",     "gonna",     "youtuber",
    "singer",   "player",    "players",    "team",     "match",     "league",    "cup",
    "election", "war",       "wars",       "iphone",   "version",   "update",    "movie",
    "movies",   "film",      "song",       "nearest",  "closest",   "near",      "open",
    "legal",    "allowed",   "law",        "laws",     "country",   "city",      "town"
};
const WordSet reckoning{"one",      "two",       "three",   "four",     "five",       "six",
                        "seven",    "eight",     "nine",    "ten",      "eleven",     "twelve",
                        "thirteen", "fourteen",  "fifteen", "sixteen",  "seventeen",  "eighteen",
                        "nineteen", "twenty",    "thirty",  "forty",    "fifty",      "sixty",
                        "seventy",  "eighty",    "ninety",  "hundred",  "thousand",   "million",
                        "billion",  "plus",      "minus",   "times",    "multiplied", "multiply",
                        "divided",  "divide",    "percent", "fraction", "fractions",  "half",
                        "third",    "quarter",   "double",  "sum",      "equation",   "equals",
                        "solve",    "calculate", "square",  "root",     "add",        "subtract"};
/// In a reply.
const WordSet dated{
    "today",
    "tonight",
    "tomorrow",
    "yesterday",
    "now",
    "nowadays",
    "currently",
    "current",
    "latest",
    "recently",
    "newest",
    "weather",
    "earlier",
    "mentioned",
    "yesterday's",
    "today's"
};
constexpr std::array<std::string_view, 8> dated_phrases{
    "this year",
    "this month",
    "this week",
    "as of ",
    "last time",
    "you said",
    "you told",
    "your name"
};

struct Rewritten {
    std::string_view from;
    std::string_view to;
};
/// Ways of writing the same word. Each must be safe in any question.
constexpr std::array<Rewritten, 16> same_words{{
    {"what's", "what is"},
    {"how's", "how is"},
    {"why's", "why is"},
    {"when's", "when is"},
    {"where's", "where is"},
    {"who's", "who is"},
    {"isn't", "is not"},
    {"aren't", "are not"},
    {"don't", "do not"},
    {"doesn't", "does not"},
    {"can't", "can not"},
    {"cannot", "can not"},
    {"an", "a"},
    {"large", "big"},
    {"larger", "bigger"},
    {"largest", "biggest"},
}};
/// Said before a question or after it, out of courtesy.
constexpr std::array<std::string_view, 31> before_it{
    "hi",
    "hey",
    "hello",
    "buddy",
    "please",
    "ok",
    "okay",
    "um",
    "well",
    "so",
    "can you please tell me",
    "can you tell me please",
    "could you please tell me",
    "can you tell me",
    "could you tell me",
    "will you tell me",
    "can you please explain",
    "can you explain to me",
    "can you explain",
    "could you explain",
    "please tell me",
    "tell me please",
    "tell me",
    "explain to me",
    "explain",
    "do you know",
    "i want to know",
    "i wanna know",
    "i would like to know",
    "i wonder",
    "i was wondering",
};
constexpr std::array<std::string_view, 5> after_it{
    "please", "buddy", "thanks", "thank you", "thank you buddy"
};

bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || c == '\'';
}

Words split(std::string_view text)
{
    Words out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        if (end > at) out.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

/// Whether one slip of the finger lies between the two: a letter more, less, other, or two changed round.
bool is_one_slip(std::string_view a, std::string_view b)
{
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() > b.size() + 1) return false;
    std::size_t head = 0;
    while (head < b.size() && a[head] == b[head]) ++head;
    const auto rest_a = a.substr(head);
    const auto rest_b = b.substr(head);
    if (a.size() != b.size()) return rest_a.substr(1) == rest_b;
    if (rest_a.size() < 2) return true;
    return rest_a.substr(1) == rest_b.substr(1) ||
           (rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] && rest_a.substr(2) == rest_b.substr(2)
           );
}

/// As a child typed it: lower case, without apostrophes, letters held on to said once.
std::string plainly(std::string_view word)
{
    constexpr std::string_view curly = "’";
    std::string out;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (word.substr(at).starts_with(curly)) {
            at += curly.size() - 1;
            continue;
        }
        char c = word[at];
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '\'' || (!out.empty() && out.back() == c)) continue;
        out += c;
    }
    return out;
}

/// The normaliser may guess what a word was meant to be. Here only a guess counts that cannot well be wrong.
bool is_read_surely(std::string_view typed, std::string_view read)
{
    const auto as_typed = plainly(typed);
    const auto as_read = plainly(read);
    if (as_typed == as_read) return true;
    if (as_typed.empty() || as_typed.front() != as_read.front()) return false;
    // A slip of another word may be a word of its own: heating and hearing are one slip apart.
    return grammar.contains(read) && is_one_slip(as_typed, as_read);
}

std::string_view same_word(std::string_view word)
{
    const auto found = std::ranges::find(same_words, word, &Rewritten::from);
    return found == same_words.end() ? word : found->to;
}

/// The words of one sentence. Punctuation at its end, commas and hyphens are read over.
std::expected<Words, Unshared> words_of(const text::Normalised& read, std::string_view original)
{
    const auto& text = read.text;
    const auto sentence = std::string_view{text}.substr(0, text.find_last_not_of(" ?!.") + 1);
    Words out;
    for (std::size_t at = 0; at < sentence.size();) {
        const char c = sentence[at];
        if (c == ' ' || c == ',' || c == '-') {
            ++at;
            continue;
        }
        if (c >= '0' && c <= '9') return std::unexpected(Unshared::Sum);
        if (c == '+' || c == '=' || c == '*' || c == '/') return std::unexpected(Unshared::Sum);
        if (c == '?' || c == '!' || c == '.' || c == ':' || c == ';')
            return std::unexpected(Unshared::NoQuestion);
        std::size_t end = at;
        while (end < sentence.size() && is_word_byte(sentence[end])) ++end;
        if (end == at) return std::unexpected(Unshared::UnknownWord);
        const auto word = sentence.substr(at, end - at);
        const auto span = read.original(at, end);
        const auto typed = original.substr(span.begin, span.end - span.begin);
        if (!is_read_surely(typed, word)) return std::unexpected(Unshared::UnknownWord);
        for (auto& part : split(same_word(word))) {
            out.push_back(std::move(part));
        }
        at = end;
    }
    return out;
}

bool begins_with(std::span<const std::string> words, const Words& phrase)
{
    return words.size() > phrase.size() && std::ranges::equal(words.first(phrase.size()), phrase);
}

/// Without courtesy on either side.
Words asked_in(Words words)
{
    for (bool found = true; found;) {
        found = false;
        for (const auto phrase : before_it) {
            const auto parts = split(phrase);
            if (!begins_with(words, parts)) continue;
            words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(parts.size()));
            found = true;
        }
    }
    for (const auto phrase : after_it) {
        const auto parts = split(phrase);
        if (words.size() > parts.size() &&
            std::ranges::equal(std::span{words}.last(parts.size()), parts))
            words.resize(words.size() - parts.size());
    }
    if (words.size() > 2 && words[0] == "how" && words[1] == "come") {
        words.erase(words.begin());
        words.front() = "why";
    }
    return words;
}

bool is_be(std::string_view word)
{
    return word == "is" || word == "are";
}

/// "are there", "there are": nothing is pointed at.
bool points_away(const Words& words, std::size_t at)
{
    if (words[at] != "there") return false;
    const bool follows_be = at > 0 && is_be(words[at - 1]);
    return !follows_be && (at + 1 == words.size() || !is_be(words[at + 1]));
}

/// Who somebody is, where something is, when it is: that changes, or is about people who live.
bool asks_for_the_present(const Words& words)
{
    const auto& head = words.front();
    if (head == "who" && (words[1] == "invented" || words[1] == "discovered")) return false;
    if (head == "who") return true;
    return (head == "where" || head == "when") && std::ranges::any_of(words, is_be);
}

std::optional<Unshared> against_sharing(const Words& words)
{
    if (words.size() < 2 || !question_words.contains(words.front())) return Unshared::NoQuestion;
    bool has_matter = false;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view word = words[at];
        if (personal.contains(word) || points_away(words, at)) return Unshared::Personal;
        if (changing.contains(word)) return Unshared::Changes;
        if (reckoning.contains(word)) return Unshared::Sum;
        has_matter = has_matter || !grammar.contains(word);
    }
    if (words.front() == "what" && words[1] == "about") return Unshared::NoQuestion;
    if (words.front() == "how" && words[1] == "about") return Unshared::NoQuestion;
    if (!has_matter) return Unshared::NoQuestion;
    if (asks_for_the_present(words)) return Unshared::Changes;
    return std::nullopt;
}

bool is_do(std::string_view word)
{
    return word == "do" || word == "does";
}

/// "how big is mars" and "how big mars is" are one: the first "is" is set apart, and so is a "do" that only helps.
std::string meaning_from(const Words& words)
{
    std::size_t left_out = words.size();
    if (!is_be(words.front()) && !is_do(words.front()))
        for (std::size_t at = 1; at < words.size() && left_out == words.size(); ++at)
            if (is_be(words[at]) || (is_do(words[at]) && at + 1 < words.size())) left_out = at;
    std::string out;
    for (std::size_t at = 0; at < words.size(); ++at)
        if (at != left_out) out += words[at] + ' ';
    const bool was_be = left_out < words.size() && is_be(words[left_out]);
    return out += was_be ? "+ be" : "+ do";
}

}  // namespace

std::string_view id_of(Unshared reason) noexcept
{
    switch (reason) {
        case Unshared::LaterMessage: return "later_message";
        case Unshared::Doubted: return "doubted";
        case Unshared::Private: return "private";
        case Unshared::Mood: return "mood";
        case Unshared::Topic: return "topic";
        case Unshared::Language: return "language";
        case Unshared::NoQuestion: return "no_question";
        case Unshared::UnknownWord: return "unknown_word";
        case Unshared::Personal: return "personal";
        case Unshared::Changes: return "changes";
        case Unshared::Sum: return "sum";
        case Unshared::ReplyCut: return "reply_cut";
        case Unshared::ReplyChanges: return "reply_changes";
    }
    return "no_question";
}

Result<QuestionReader> QuestionReader::load(const std::filesystem::path& model)
{
    const auto loaded = text::Model::load(model);
    if (!loaded) return std::unexpected(loaded.error());
    return QuestionReader{loaded->normaliser()};
}

std::expected<std::string, Unshared> QuestionReader::meaning_of(
    std::string_view question, std::string_view locale
) const
{
    if (!locale.starts_with("en")) return std::unexpected(Unshared::Language);
    if (question.size() > longest_question) return std::unexpected(Unshared::NoQuestion);
    const auto read = normaliser_.normalise(question, locale);
    auto words = words_of(read, question);
    if (!words) return std::unexpected(words.error());
    const auto asked = asked_in(std::move(*words));
    if (const auto against = against_sharing(asked)) return std::unexpected(*against);
    return meaning_from(asked);
}

std::optional<Unshared> QuestionReader::against_keeping(std::string_view reply)
{
    if (reply.empty() || reply.size() > longest_reply) return Unshared::ReplyCut;
    std::string lower{reply};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (lower.contains('=') || lower.contains("×")) return Unshared::ReplyChanges;
    for (const auto phrase : dated_phrases)
        if (lower.contains(phrase)) return Unshared::ReplyChanges;
    for (std::size_t at = 0; at < lower.size();) {
        std::size_t end = at;
        while (end < lower.size() && is_word_byte(lower[end])) ++end;
        if (dated.contains(std::string_view{lower}.substr(at, end - at)))
            return Unshared::ReplyChanges;
        at = end + 1;
    }
    return std::nullopt;
}

}  // namespace buddy::conversation
