#include "buddy/safety/personal_details.hpp"

#include "literal_filter.hpp"
#include "pattern.hpp"
#include "recognition.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <deque>
#include <tuple>
#include <utility>

namespace buddy::safety {

namespace {

/// A pattern whose first group is the detail itself.
struct Recogniser {
    DetailKind kind;
    std::string_view pattern;
    std::string_view signs;  ///< One of these is in every match; empty: none is certain.
};
constexpr std::string_view any_digit = "0123456789";

// Case does not matter unless a pattern says (?-i:…): names and streets are told by their capitals.
constexpr std::array recognisers{
    Recogniser{
        DetailKind::Email,
        R"(([\pL\pN._%+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\pL\pN-]{1,63}(?:(?:\.|\s?\(dot\)\s?| dot )(?:com|net|org|edu|de|fr|es|pt|br|uk|co|io|me|mx|ch|at|it|eu|info|test|example)\b)+))",
        "@)]"
    },
    Recogniser{
        DetailKind::Email,
        R"(([\pL\pN._%+-]{1,64}\s? at \s?[\pL\pN-]{1,63}(?:(?:\.|\s?\(dot\)\s?| dot )(?:com|net|org|edu|de|fr|es|pt|br|uk|co|io|me|mx|ch|at|it|eu|info|test|example)\b)+))"
    },
    Recogniser{DetailKind::Link, R"(\b((?:https?://|www\.)[^\s<>"]{3,200}))"},
    Recogniser{
        DetailKind::Password,
        R"((?:pass ?word|passcode|p[ao]ssw(?:or)?d|pswd|pw|contrase(?:ñ|n)a|mot de passe|passwort|senha|clave)(?: (?:is|es|ist|lautet|est|e|é|for [\pL]+ is)|\s?[:=]| ?'?s)\s*["']?([^\s"',]{3,40}))"
    },
    // Of digits only: "teeth like pins and needles" names no secret.
    Recogniser{
        DetailKind::Password,
        R"(\bpin(?: code| number)?(?: (?:is|es|ist|lautet|est|e|é|for [\pL]+ is)|\s?[:=]| ?'?s)?\s*["']?((?:\d|(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,-]?){3,12})\b)"
    },
    Recogniser{
        DetailKind::Phone,
        R"((?:^|[^\pL\pN])(\+?\(?\d{1,4}\)?(?:[\s./-]{0,2}\(?\d{2,4}\)?){2,5})(?:$|[^\pL\pN]))",
        any_digit
    },
    Recogniser{
        DetailKind::Phone,
        R"((?:number|phone|call me|text me|cell|mobile|whats ?app|nummer|numero|número|telefon[eo]?|tel|handy)[^\pN\n]{0,24}(\+?\d[\d\s./-]{3,16}\d))",
        any_digit
    },
    Recogniser{
        DetailKind::Phone,
        R"(\b((?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)[\s,-]{1,2}){5,14}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine))\b)"
    },
    Recogniser{
        DetailKind::Address,
        R"(\b((?:(?:flat|apartment|apt|unit|no\.?|number|house) ?#?\w{1,4},? )?\d{1,5}[a-z]? (?:[\pL'’.-]+ ){1,3}(?:street|str|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|crescent|way|place|terrace|gardens|grove|hill|park|row|square|boulevard|blvd|walk|mews|view|rise|path)\b(?:[, ]+(?:flat|apt|apartment|unit) ?\w{1,4})?))",
        any_digit
    },
    Recogniser{
        DetailKind::Address,
        R"(\b((?-i:\p{Lu})[\pL.-]{2,30}(?:stra(?:ß|ss)e|str\.|weg|gasse|platz|allee|ring|damm|ufer) ?\d{1,4}[a-z]?)\b)",
        any_digit
    },
    Recogniser{
        DetailKind::Address,
        R"(\b((?:\d{1,4},? ?(?:bis |ter )?)?(?:rue|avenue|impasse|allée|allee|chemin|place|quai|calle|avenida|avda|plaza|paseo|carrer|rua|travessa|praça|praca|largo) (?:(?:de|du|des|la|las|los|el|le|les|da|do|dos|das|l')\s?)*(?-i:[\p{Lu}\pN])[\pL'’-]+(?: [\pL'’-]+){0,3},? ?(?:n(?:º|o|°|\.)? ?)?\d{0,5}))"
    },
    Recogniser{
        DetailKind::Address,
        R"((?:my (?:home )?address is|i live (?:at|on|in)|we live (?:at|on)|my house is(?: at)?|wohne in der|j'habite(?: au)?|vivo en(?: la)?|moro na) ((?:number |no\.? ?)?\d{1,5}[a-z]?,? [\pL'’.-]+(?: [\pL'’.-]+){0,3}))",
        any_digit
    },
    Recogniser{
        DetailKind::Address,
        R"((?:i live (?:on|in)|my (?:street|road) is(?: called)?|our (?:street|road) is(?: called)?) ((?:[\pL'’-]+ ){1,3}(?:street|road|avenue|lane|drive|close|court|crescent|terrace|gardens|grove|boulevard))\b)"
    },
    Recogniser{
        DetailKind::Address, R"(\b((?-i:[A-Z]{1,2}\d[A-Z\d]?) ?(?-i:\d[A-Z]{2}))\b)", any_digit
    },
    Recogniser{
        DetailKind::Address,
        R"((?:zip(?: ?code)?|post ?code|postal code|plz|code postal|codigo postal|cep)(?: is|:| es| est| ist)? ((?:\d{4,5}(?:-\d{3,4})?)))",
        any_digit
    },
    Recogniser{
        DetailKind::School,
        R"((?:go to|goto|attend|at|im in|am in|my school is(?: called)?|school is(?: called)?|study at|gehe (?:auf|in) (?:die|das)|vais (?:à|a|au)|voy (?:al|a la)|estudo n[oa]|estudio en(?: el)?) (?:the )?((?:(?-i:[\p{Lu}])[\pL.'’-]+ ){1,4}(?:primary|elementary|middle|high|secondary|junior|grammar|infant|prep|comprehensive|catholic|(?:st|saint)\.? \pL+)?(?: ?(?:school|academy|college|elementary|primary|middle|high|grundschule|gymnasium|realschule))+))"
    },
    Recogniser{
        DetailKind::School,
        R"(\b((?:[\pL.'’-]+ ){1,3}(?:primary school|elementary school|middle school|high school|secondary school|grammar school|junior school|elementary|primary|academy))\b,? (?:in|on|at|near|class|room|year|grade))"
    },
    Recogniser{
        DetailKind::School,
        R"(\b((?:colegio|escola|école|ecole|collège|college|lycée|lycee|instituto|gymnasium|grundschule|realschule) (?:(?:de|da|do|la|le|am|an der|des|du|d')\s?)*(?-i:[\p{Lu}])[\pL'’-]+(?: (?-i:[\p{Lu}])[\pL'’-]+){0,3}))"
    },
    Recogniser{
        DetailKind::School,
        R"(my school is(?: called)? ((?:[\pL.'’-]+ ){0,3}(?:primary|elementary|middle|high|school|academy|college)))"
    },
    Recogniser{
        DetailKind::FullName,
        R"((?:my (?:full |real |whole )?name(?:'s| is|s)|i'?m called|i am called|me llamo|je m'appelle|ich hei(?:ß|ss)e|meu nome é|meu nome e|mi nombre es) ((?-i:[\p{Lu}])[\pL'’-]+(?: (?-i:[\p{Lu}])[\pL'’-]+){1,3}))"
    },
    Recogniser{
        DetailKind::FullName,
        R"((?:my (?:full|whole|last|second|sur) ?name(?:'s| is|s)) ([\pL'’-]+(?: [\pL'’-]+){0,2}))"
    },
    Recogniser{
        DetailKind::FullName,
        R"(\b(?:i'?m|i am) ((?-i:[\p{Lu}])[\pL'’-]+ (?-i:[\p{Lu}])[\pL'’-]+)(?:[,.!]| (?:and|from|in|aged)\b|$))"
    },
    Recogniser{
        DetailKind::UserName,
        R"((?:my (?:user ?name|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|roblox|gamertag|gamer tag|psn|xbox|steam|epic|fortnite|minecraft|handle|account|ig|sc)(?: (?:user ?name|name|tag|id|account|handle))?(?: is|'s|s|:|=)|add me(?: on \pL+)?(?: its| it's| as|:)?|follow me(?: on \pL+)?(?: its| it's| at|:)?) ?(@?[\pL\pN][\pL\pN._#-]{2,30}[\pN_#.][\pL\pN._#-]*|@[\pL\pN._-]{3,30}))"
    },
    Recogniser{DetailKind::Card, R"(\b((?:\d{4}[ -]?){3}\d{4})\b)", any_digit},
    Recogniser{
        DetailKind::Card,
        R"((?:exp(?:iry|ires)?|cvv|cvc)(?: date)?(?: is)?:? (\d{2,4}(?:/\d{2,4})?))",
        any_digit
    },
    Recogniser{
        DetailKind::Birthday,
        R"((?:birthday|born|birth ?date|date of birth|dob|geboren|cumpleaños|anniversaire)[^\n]{0,60}?(\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?:19|20)\d{2}))",
        any_digit
    },
    Recogniser{
        DetailKind::FullName,
        R"((?:so its|name is|name and birthday so its) ((?-i:[\p{Lu}])[\pL'’-]+ (?-i:[\p{Lu}])[\pL'’-]+))"
    },
    Recogniser{
        DetailKind::FullName,
        R"((?:who reported me|this is the kid|his name is|her name is):? ((?-i:[\p{Lu}])[\pL'’-]+ (?-i:[\p{Lu}])[\pL'’-]+))"
    },
    Recogniser{
        DetailKind::Place,
        R"((?:im lost|i'm lost|i got off|got off) at ((?:[\pL'’]+ ){1,3}(?:bus stop|stop|station|platform)))"
    },
    Recogniser{DetailKind::UserName, R"((?:^|[\s(:])(@[\pL\pN._-]{3,30}))", "@"},
    Recogniser{DetailKind::UserName, R"(\b([\pL][\pL\pN._]{2,30}#\d{3,5})\b)", "#"},
    Recogniser{
        DetailKind::UserName,
        R"((?:user ?name|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|gamertag|psn)(?: is|'s|:|=| its) ?([\pL\pN._#@-]{4,32}))"
    },
};

struct Ready {
    Ready(const Recogniser& recogniser, std::string written, const RE2::Options& options)
        : kind{recogniser.kind},
          pattern{std::move(written), options},
          signs{recogniser.signs},
          cued{recogniser.pattern.starts_with("(?:number|")}
    {
    }
    DetailKind kind;
    Pattern pattern;
    std::string_view signs;
    bool cued;  ///< The words around it say what it is.
};

/// RE2 spends a quarter of a second on every letter of Unicode, with and without its capitals.
/// These few ranges hold the same letters and hardly anything else.
std::string with_plain_classes(std::string_view pattern)
{
    struct Class {
        std::string_view name;
        std::string_view ranges;
    };
    constexpr std::array classes{
        Class{
            R"(\pL)",
            R"(A-Za-z\x{AA}\x{B5}\x{BA}\x{C0}-\x{24F}\x{370}-\x{1FFF}\x{3040}-\x{D7FF}\x{F900}-\x{FDFF})"
        },
        Class{R"(\pN)", "0-9"},
        Class{R"(\p{Lu})", R"(A-Z\x{C0}-\x{DE}\x{100}-\x{17F}\x{391}-\x{3AB}\x{410}-\x{42F})"},
    };
    std::string plain;
    std::string_view closing;  // what ends the square brackets we are in
    for (std::size_t at = 0; at < pattern.size();) {
        const auto rest = pattern.substr(at);
        const auto* const found = std::ranges::find_if(classes, [rest](const Class& known) {
            return rest.starts_with(known.name);
        });
        if (found != classes.end()) {
            const bool alone = closing.empty();
            if (alone) plain += "(?-i:[";
            plain += found->ranges;
            if (alone) plain += "])";
            at += found->name.size();
            continue;
        }
        const std::size_t length = rest.starts_with('\\') ? 2 : 1;
        if (rest.starts_with('[')) {
            // Letters of either case are in it already: folding their case again takes long.
            const bool has_both = rest.substr(0, rest.find(']')).contains(R"(\pL)");
            closing = has_both ? "])" : "]";
            plain += has_both ? "(?-i:[" : "[";
        } else if (rest.starts_with(']')) {
            plain += std::exchange(closing, {});
        } else {
            plain += rest.substr(0, length);
        }
        at += length;
    }
    return plain;
}

struct Recognition {
    std::deque<Ready> all;
    LiteralFilter filter{LetterCase::Ignored};
};

const Recognition& recognition()
{
    static const Recognition ready = [] {
        RE2::Options options;
        options.set_case_sensitive(false);
        options.set_log_errors(false);
        Recognition made;
        for (const auto& recogniser : recognisers) {
            auto pattern = with_plain_classes(recogniser.pattern);
            made.filter.add(pattern);
            made.all.emplace_back(recogniser, std::move(pattern), options);
        }
        made.filter.finish();
        return made;
    }();
    return ready;
}

std::size_t digits_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
        return c >= '0' && c <= '9';
    }));
}

/// Years, scores, sums, counting and coordinates are no telephone numbers.
bool looks_like_phone(std::string_view text)
{
    const std::size_t digits = digits_in(text);
    if (digits == 0) return true;  // spelt out in words
    if (digits < 6 || digits > 16) return false;
    std::size_t longest = 0;
    std::size_t run = 0;
    bool separated = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        run = digit ? run + 1 : 0;
        longest = std::max(longest, run);
        separated = separated || !digit;
    }
    return longest >= 3 && (separated || text.front() == '0');
}

/// "He lives at …", "my detective lives at …": somebody else's address, most often an invented one.
bool told_of_others(std::string_view before)
{
    static const RE2 other{
        R"((?i)(?:livs|lives|lived|living|vive|wohnt|habite|mora) (?:at|on|in|en|au|na) *$)"
    };
    static const RE2 own{
        R"((?i)(?:\bi|\bwe|my (?:friend|mate|mum|mom|dad|sister|brother)|yo|ich|je|eu) (?:\w+ )?$)"
    };
    return RE2::PartialMatch(re2::StringPiece{before.data(), before.size()}, other) &&
           !RE2::PartialMatch(re2::StringPiece{before.data(), before.size()}, own);
}

void trim(std::string_view text, PersonalDetail& detail)
{
    constexpr std::string_view outside = " \t\n\r,.;:!?-/\"'";
    while (detail.end > detail.begin && outside.contains(text[detail.end - 1])) --detail.end;
    while (detail.begin < detail.end && outside.contains(text[detail.begin])) ++detail.begin;
}

void find_all(std::string_view text, const Ready& recogniser, std::vector<PersonalDetail>& found)
{
    re2::StringPiece rest{text.data(), text.size()};
    re2::StringPiece group;
    const RE2& pattern = recogniser.pattern.compiled();
    while (RE2::FindAndConsume(&rest, pattern, &group)) {
        PersonalDetail detail{.kind = recogniser.kind};
        detail.begin = static_cast<std::size_t>(group.data() - text.data());
        detail.end = detail.begin + group.size();
        trim(text, detail);
        const auto words = text.substr(detail.begin, detail.end - detail.begin);
        if (words.empty()) continue;
        if (detail.kind == DetailKind::Phone && !recogniser.cued && !looks_like_phone(words)) {
            continue;
        }
        if (detail.kind == DetailKind::Address && told_of_others(text.substr(0, detail.begin))) {
            continue;
        }
        found.push_back(detail);
    }
}

}  // namespace

std::string_view id_of(DetailKind kind) noexcept
{
    switch (kind) {
        case DetailKind::Email: return "email";
        case DetailKind::Phone: return "phone";
        case DetailKind::Address: return "address";
        case DetailKind::Password: return "password";
        case DetailKind::UserName: return "username";
        case DetailKind::School: return "school";
        case DetailKind::FullName: return "name";
        case DetailKind::Place: return "place";
        case DetailKind::Link: return "link";
        case DetailKind::Card: return "card";
        case DetailKind::Birthday: return "birthday";
    }
    return "detail";
}

void compile_recognisers()
{
    for (const auto& recogniser : recognition().all) (void)recogniser.pattern.compiled();
}

std::vector<PersonalDetail> find_personal_details(std::string_view text)
{
    std::vector<PersonalDetail> found;
    const Recognition& ready = recognition();
    for (const std::size_t candidate : ready.filter.candidates(text)) {
        const Ready& recogniser = ready.all[candidate];
        const bool may = recogniser.signs.empty() ||
                         text.find_first_of(recogniser.signs) != std::string_view::npos;
        if (may) find_all(text, recogniser, found);
    }
    // Where two overlap, the one that begins first and reaches further says more.
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return std::tuple{a.begin, b.end, a.kind} < std::tuple{b.begin, a.end, b.kind};
    });
    std::vector<PersonalDetail> apart;
    for (const auto& detail : found) {
        if (apart.empty() || detail.begin >= apart.back().end) apart.push_back(detail);
    }
    return apart;
}

std::string mask(std::string_view text, std::span<const PersonalDetail> details)
{
    std::string masked;
    std::size_t at = 0;
    for (const auto& detail : details) {
        if (detail.begin < at || detail.end > text.size()) continue;
        masked += text.substr(at, detail.begin - at);
        masked += '[';
        masked += id_of(detail.kind);
        masked += ']';
        at = detail.end;
    }
    masked += text.substr(at);
    return masked;
}

std::string mask(std::string_view text, const Assessment& assessment)
{
    auto details = find_personal_details(text);
    const std::size_t recognised = details.size();
    for (const auto& evidence : assessment.evidence) {
        if (evidence.category != Category::PersonalInfo || !evidence.begin || !evidence.end ||
            evidence.source == "model" || evidence.source == "judge") {
            continue;
        }
        // What was recognised lies in order and apart: the first that ends behind decides.
        const auto known = std::span{details}.first(recognised);
        const auto after =
            std::ranges::upper_bound(known, *evidence.begin, {}, &PersonalDetail::end);
        if (after != known.end() && after->begin < *evidence.end) continue;
        details.push_back(
            {.kind = DetailKind::Place, .begin = *evidence.begin, .end = *evidence.end}
        );
    }
    std::ranges::sort(details, {}, &PersonalDetail::begin);
    std::vector<PersonalDetail> apart;
    for (const auto& detail : details) {
        if (apart.empty() || detail.begin >= apart.back().end) {
            apart.push_back(detail);
        } else {
            apart.back().end = std::max(apart.back().end, detail.end);
        }
    }
    return mask(text, apart);
}

}  // namespace buddy::safety
