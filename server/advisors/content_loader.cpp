#include "advisors/content_loader.hpp"

#include <algorithm>

namespace buddy::advisors {
namespace {

// The pool of last resort must outlast the turns in which nothing may be repeated.
constexpr std::size_t least_open_lines = SaidLately::kept_turns + 1;

constexpr std::array<std::string_view, 10> answer_classes = {
    "yes", "no", "idk", "maybe", "partly", "good", "heavy", "stop", "advice", "question"
};
constexpr std::array<std::string_view, 13> small_words = {
    "ack_yes",
    "ack_no",
    "ack_idk",
    "ack_good",
    "ack_heavy",
    "ack_plain",
    "bridge",
    "ask_again",
    "honest",
    "go_on",
    "if_more",
    "advise",
    "open"
};
constexpr std::array<std::string_view, 2> waits = {"topic_ended", "bare_answer"};
constexpr std::array<std::string_view, 7> kindnesses = {
    "redirect", "block", "cannot_judge", "output_stopped", "interrupted", "too_fast", "beyond_tutor"
};

constexpr std::array<std::string_view, 23> blanks = {
    // what a child told
    "friend",
    "pet",
    "subject",
    "person",
    "nickname",
    // help lines
    "display",
    "service",
    "keyword",
    "hours",
    // sums
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "sign",
    "verb",
    "answer",
    "problem",
    "said",
    "left"
};

struct KindName {
    std::string_view name;
    TopicKind kind;
};
constexpr std::array<KindName, 4> topic_kinds = {{
    {"thread", TopicKind::Thread},
    {"aside", TopicKind::Aside},
    {"exercise", TopicKind::Exercise},
    {"puzzles", TopicKind::Puzzles},
}};

constexpr std::array<Advisor, 6> all_advisors = {
    Advisor::Listener,
    Advisor::StudyCoach,
    Advisor::Explorer,
    Advisor::SocialGuide,
    Advisor::WellbeingGuide,
    Advisor::SafetySteward
};

Advisor advisor_from(const Node& node)
{
    const auto id = node.text();
    const auto* found =
        std::ranges::find_if(all_advisors, [&](Advisor one) { return id_of(one) == id; });
    if (found == all_advisors.end()) {
        node.wrong("is no advisor");
        return Advisor::Listener;
    }
    return *found;
}

bool is_language(std::string_view key)
{
    return std::ranges::find(languages, key) != languages.end();
}

bool has_digit(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Content ContentLoader::load()
{
    load_forbidden();
    load_council();
    load_roles();
    load_prompts();
    for (const auto language : languages) {
        load_language(language);
        load_crisis(language);
        load_kind(language);
        load_maths(language);
    }
    load_topics();
    load_manner();
    for (const auto language : languages) load_any_time(language);
    check_topics_named();
    check_crisis();
    check_lines();
    return std::move(content_);
}

void ContentLoader::load_manner()
{
    const auto read = file("manner.json");
    const auto root = read.root();
    root.only({"personas", "no_praise", "no_feelings", "no_opinions"});
    auto& manner = content_.manner;
    manner.no_praise = root.at("no_praise").text();
    manner.no_feelings = root.at("no_feelings").text();
    manner.no_opinions = root.at("no_opinions").text();
    const auto personas = root.at("personas");
    for (const auto persona : {Persona::Tutor, Persona::Mentor, Persona::Companion}) {
        const auto node = personas.at(id_of(persona));
        node.only({"leads", "topics", "not_topics", "prompt"});
        auto& part = manner.personas.at(static_cast<std::size_t>(persona));
        if (const auto prompt = node.maybe("prompt")) part.prompt = prompt->text();
        const auto leads = node.maybe("leads");
        part.takes_up_all = !leads;
        if (!leads) continue;
        for (const auto& item : leads->items()) part.leads.push_back(advisor_from(item));
        part.topics = topics_named(node.at("topics"));
        part.not_topics = topics_named(node.at("not_topics"));
    }
}

std::vector<std::string> ContentLoader::topics_named(const Node& node)
{
    for (const auto& item : node.items())
        if (content_.topic(item.text()) == nullptr) item.wrong("is no topic");
    return node.texts();
}

ContentFile ContentLoader::file(const std::string& name)
{
    return ContentFile::read(folder_ / name, name, findings_);
}

PhraseSet ContentLoader::phrases_from(const Node& node)
{
    PhraseSet set;
    for (const auto& item : node.items())
        if (!set.add(item.text(), 0)) item.wrong("is a phrase without words");
    return set;
}

Named<PhraseSet> ContentLoader::phrase_groups_from(const Node& node)
{
    Named<PhraseSet> out;
    for (const auto& [name, member] : node.members()) out.emplace(name, phrases_from(member));
    return out;
}

Named<Lines> ContentLoader::line_groups_from(const Node& node)
{
    Named<Lines> out;
    for (const auto& [name, member] : node.members()) out.emplace(name, lines_from(member));
    return out;
}

Named<std::string> ContentLoader::texts_from(const Node& node)
{
    Named<std::string> out;
    for (const auto& [name, member] : node.members()) out.emplace(name, member.text());
    return out;
}

void ContentLoader::name_topic(const Node& node, std::string id)
{
    named_topics_.emplace_back(std::move(id), node);
}

void ContentLoader::load_topics()
{
    for (const auto& name : files_in(folder_ / "topics", ".json")) {
        const auto read = file("topics/" + name);
        for (const auto& topic : read.root().items()) load_topic(topic);
    }
    for (auto& [name, language] : content_.languages)
        if (language.mentions.empty()) findings_.add("topics", "no topic is mentioned in " + name);
}

void ContentLoader::load_topic(const Node& node)
{
    Topic topic;
    topic.id = node.at("id").text();
    const auto kind = node.at("kind");
    const auto kind_name = kind.text();
    const auto* found = std::ranges::find(topic_kinds, kind_name, &KindName::name);
    if (found == topic_kinds.end())
        kind.wrong("is no kind of topic");
    else
        topic.kind = found->kind;
    topic.advisor = advisor_from(node.at("advisor"));
    if (const auto supporters = node.maybe("supporters"))
        for (const auto& one : supporters->items()) topic.supporters.push_back(advisor_from(one));
    if (topic.supporters.size() > 2) node.wrong("has more than two supporters");
    topic.reason = node.at("reason").text();
    if (const auto weight = node.maybe("weight")) topic.weight = weight->number();
    if (const auto returns = node.maybe("returns")) topic.returns = returns->flag();
    if (const auto notice = node.maybe("notice")) topic.notice = notice->flag();
    if (const auto firm = node.maybe("firm")) topic.firm = firm->flag();
    const auto index = content_.topics.size();
    for (const auto& [language, phrases] : node.at("mentions").members()) {
        if (!is_language(language)) phrases.wrong("is no language");
        auto& mentions = content_.languages[language].mentions;
        for (const auto& phrase : phrases.items())
            if (!mentions.add(phrase.text(), static_cast<std::uint32_t>(index)))
                phrase.wrong("is a phrase without words");
    }
    for (const auto& [key, member] : node.members())
        if (is_language(key)) topic.speech.emplace(key, speech_from(member, topic.kind));
    node.only(
        {"id",
         "kind",
         "advisor",
         "supporters",
         "reason",
         "weight",
         "returns",
         "notice",
         "firm",
         "mentions",
         "en",
         "es",
         "fr",
         "de",
         "pt"}
    );
    if (!topic.speech.contains("en")) node.wrong("needs its words in English");
    if (!content_.topic_index.emplace(topic.id, index).second) node.wrong("has an id twice");
    content_.topics.push_back(std::move(topic));
}

/// What may be asked at any point of a thread; a language may have none of it.
void ContentLoader::load_any_time(std::string_view language)
{
    const auto name = "any_time/" + std::string{language} + ".json";
    if (!std::filesystem::exists(folder_ / name)) return;
    const auto read = file(name);
    for (const auto& [id, hearings] : read.root().members()) {
        const auto found = content_.topic_index.find(id);
        if (found == content_.topic_index.end()) {
            hearings.wrong("names a topic that does not exist");
            continue;
        }
        const auto speech = content_.topics[found->second].speech.find(language);
        if (speech == content_.topics[found->second].speech.end()) {
            hearings.wrong("belongs to a topic without words in this language");
            continue;
        }
        for (const auto& item : hearings.items()) {
            speech->second.any_time.push_back(hearing_from(item));
            require_every_band(speech->second.any_time.back().say, item);
        }
    }
}

Speech ContentLoader::speech_from(const Node& node, TopicKind kind)
{
    Speech speech;
    if (kind == TopicKind::Puzzles) {
        node.only({"items", "right", "wrong", "again", "enough", "over"});
        for (const auto& item : node.at("items").items()) {
            Puzzle puzzle{.ask = line_from(item.at("ask")), .answer = line_from(item.at("answer"))};
            if (const auto hint = item.maybe("hint")) puzzle.hint = line_from(*hint);
            if (const auto accept = item.maybe("accept")) puzzle.accept = phrases_from(*accept);
            speech.puzzles.push_back(std::move(puzzle));
        }
        for (const auto part : {"right", "wrong", "again", "enough", "over"})
            speech.game.emplace(part, lines_from(node.at(part)));
        return speech;
    }
    for (const auto& item : node.items()) speech.beats.push_back(beat_from(item));
    if (speech.beats.empty()) node.wrong("needs at least one beat");
    return speech;
}

Beat ContentLoader::beat_from(const Node& node)
{
    node.only({"move", "if", "say", "hear", "suggest"});
    Beat beat;
    beat.move = node.at("move").text();
    if (const auto only = node.maybe("if")) {
        beat.if_uneasy = only->text() == "uneasy";
        if (!beat.if_uneasy) only->wrong("is no condition");
    }
    const auto say = node.at("say");
    beat.say = lines_from(say);
    require_every_band(beat.say, say);
    if (const auto hear = node.maybe("hear"))
        for (const auto& item : hear->items()) beat.hear.push_back(hearing_from(item));
    if (const auto suggest = node.maybe("suggest")) beat.suggest = lines_from(*suggest);
    return beat;
}

Hearing ContentLoader::hearing_from(const Node& node)
{
    node.only({"when", "say", "go", "stay"});
    Hearing hearing;
    for (const auto& item : node.at("when").items()) {
        const auto text = item.text();
        if (text.starts_with('@'))
            hearing.answers.push_back(text.substr(1));
        else if (!hearing.phrases.add(text, 0))
            item.wrong("is a phrase without words");
        if (text.starts_with('@') && text != "@any" &&
            std::ranges::find(answer_classes, text.substr(1)) == answer_classes.end())
            item.wrong("is no kind of answer");
    }
    if (const auto say = node.maybe("say")) hearing.say = lines_from(*say);
    if (const auto go = node.maybe("go")) {
        hearing.go = go->text();
        name_topic(*go, hearing.go);
    }
    if (const auto stay = node.maybe("stay")) hearing.stay = stay->flag();
    return hearing;
}

void ContentLoader::load_language(std::string_view name)
{
    const auto read = file("words/" + std::string{name} + ".json");
    const auto root = read.root();
    root.only({"answers", "not", "feelings", "small", "names", "things", "no_names"});
    auto& language = content_.languages[std::string{name}];
    language.answers = phrase_groups_from(root.at("answers"));
    for (const auto needed : answer_classes)
        if (!language.answers.contains(needed))
            root.at("answers").wrong("needs \"" + std::string{needed} + "\"");
    language.nots = phrases_from(root.at("not"));
    language.feelings = phrase_groups_from(root.at("feelings"));
    const auto small = root.at("small");
    language.small = line_groups_from(small);
    for (const auto needed : small_words) {
        const auto found = language.small.find(needed);
        if (found == language.small.end())
            small.wrong("needs \"" + std::string{needed} + "\"");
        else if (needed == "open" || needed == "honest")
            require_every_band(found->second, small.at(needed));
    }
    std::set<std::uint32_t> distinct;
    for (const auto& line : language.small["open"])
        if (line.bands == 7 && line.needs.empty() && line.moods.empty())
            distinct.insert(line.sentences.begin(), line.sentences.end());
    if (distinct.size() < least_open_lines)
        small.wrong("needs at least 31 different sentences in \"open\" for all age bands");
    for (const auto& [fact, words] : root.at("names").members())
        language.names.emplace(fact, words.texts());
    for (const auto& [fact, said] : root.at("things").members())
        language.things.emplace(fact, phrase_groups_from(said));
    language.no_names = phrases_from(root.at("no_names"));
}

void ContentLoader::load_crisis(std::string_view name)
{
    const auto read = file("crisis/" + std::string{name} + ".json");
    const auto root = read.root();
    auto& dangers = content_.crisis[std::string{name}];
    for (const auto& [key, member] : root.members()) {
        if (key == "heard") {
            for (auto& [heard, phrases] : phrase_groups_from(member))
                content_.crisis_heard.emplace(std::string{name} + "." + heard, std::move(phrases));
            continue;
        }
        if (key != "any" && std::ranges::find(crisis_kinds(), key) == crisis_kinds().end())
            member.wrong("is no kind of danger");
        for (const auto& [part, lines] : member.members()) {
            if (std::ranges::find(crisis_parts(), part) == crisis_parts().end())
                lines.wrong("is no part of the crisis path");
            auto words = lines_from(lines);
            if (!part.starts_with("line_")) require_every_band(words, lines);
            dangers[key].emplace(part, std::move(words));
        }
    }
}

void ContentLoader::load_kind(std::string_view name)
{
    const auto read = file("kind/" + std::string{name} + ".json");
    const auto root = read.root();
    auto& kinds = content_.kind[std::string{name}];
    kinds = line_groups_from(root);
    for (const auto needed : kindnesses)
        if (const auto found = kinds.find(needed); found == kinds.end())
            root.wrong("needs \"" + std::string{needed} + "\"");
        else
            require_every_band(found->second, root.at(needed));
}

void ContentLoader::load_maths(std::string_view name)
{
    const auto path = "maths/" + std::string{name} + ".json";
    if (!std::filesystem::exists(folder_ / path)) return;  // the homework topic answers instead
    const auto words = file(path);
    content_.maths[std::string{name}] = line_groups_from(words.root());
}

void ContentLoader::load_roles()
{
    const auto roles = file("roles.json");
    for (const auto& node : roles.root().items()) {
        node.only({"id", "aim", "skills", "avoids", "voice"});
        Role role{.advisor = advisor_from(node.at("id")), .aim = node.at("aim").text()};
        role.skills = node.at("skills").texts();
        role.avoids = node.at("avoids").texts();
        for (const auto band :
             {safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17})
            role.voice.at(static_cast<std::size_t>(band)) =
                node.at("voice").at(safety::id_of(band)).text();
        content_.roles.push_back(std::move(role));
    }
    for (const auto advisor : all_advisors)
        if (std::ranges::find(content_.roles, advisor, &Role::advisor) == content_.roles.end())
            findings_.add("roles.json", "needs \"" + std::string{id_of(advisor)} + "\"");
}

void ContentLoader::load_prompts()
{
    const auto words = file("prompts/words.json");
    const auto root = words.root();
    root.only({"version", "bands", "guidance", "moods", "languages"});
    auto& prompts = content_.prompts;
    prompts.version = root.at("version").text();
    prompts.bands = texts_from(root.at("bands"));
    prompts.guidance = texts_from(root.at("guidance"));
    prompts.moods = texts_from(root.at("moods"));
    prompts.language = texts_from(root.at("languages"));
    for (const auto& [category, text] : prompts.guidance)
        if (!safety::category_from(category)) root.at("guidance").wrong("knows no " + category);
    for (const auto language : languages)
        if (!prompts.language.contains(language))
            root.at("languages").wrong("needs \"" + std::string{language} + "\"");
    prompts.system = prompt_text("prompts/system.md");
    prompts.turn = prompt_text("prompts/turn.md");
    prompts.note = prompt_text("prompts/note.md");
    prompts.note_turn = prompt_text("prompts/note_turn.md");
    prompts.notes = prompt_text("prompts/notes.md");
    prompts.summary = prompt_text("prompts/summary.md");
    load_examples();
}

void ContentLoader::load_examples()
{
    const auto read = file("prompts/examples.json");
    const auto root = read.root();
    root.only({"heading", "7-9", "10-12", "13-17"});
    content_.prompts.examples.heading = root.at("heading").text();
    for (const auto band : {"7-9", "10-12", "13-17"})
        for (const auto& node : root.at(band).items()) {
            node.only({"child", "buddy"});
            content_.prompts.examples.by_band[band].push_back(
                {.child = node.at("child").text(), .buddy = node.at("buddy").text()}
            );
        }
}

std::string ContentLoader::prompt_text(const char* path)
{
    if (auto text = file_text(folder_ / path)) return *std::move(text);
    findings_.add(path, "cannot be read");
    return {};
}

void ContentLoader::load_council()
{
    const auto read = file("council.json");
    const auto root = read.root();
    root.only(
        {"mood_topics", "risk_topics", "shared_risks", "unheard_topics", "waiting_topics", "leads"}
    );
    auto& council = content_.council;
    council.mood_topics = texts_from(root.at("mood_topics"));
    council.risk_topics = texts_from(root.at("risk_topics"));
    for (const auto& [category, topics] : root.at("shared_risks").members()) {
        council.shared_risks.emplace(category, topics.texts());
        for (const auto& topic : topics.items()) name_topic(topic, topic.text());
    }
    council.unheard_topics = texts_from(root.at("unheard_topics"));
    council.waiting_topics = texts_from(root.at("waiting_topics"));
    for (const auto needed : waits)
        if (!council.waiting_topics.contains(needed))
            root.at("waiting_topics").wrong("needs \"" + std::string{needed} + "\"");
    for (const auto* const key : {"mood_topics", "risk_topics", "unheard_topics", "waiting_topics"})
        for (const auto& [name, topic] : root.at(key).members()) name_topic(topic, topic.text());
    for (const auto& node : root.at("leads").items()) {
        node.only({"advisor", "reason", "words"});
        council.leads.push_back(
            {.advisor = advisor_from(node.at("advisor")),
             .reason = node.at("reason").text(),
             .words = phrase_groups_from(node.at("words"))}
        );
        for (const auto& [language, phrases] : node.at("words").members())
            if (!is_language(language)) phrases.wrong("is no language");
    }
}

void ContentLoader::load_forbidden()
{
    const auto forbidden = file("forbidden.json");
    for (const auto& [language, phrases] : forbidden.root().members()) {
        if (!is_language(language)) phrases.wrong("is no language");
        content_.forbidden.emplace(language, phrases_from(phrases));
    }
}

void ContentLoader::check_topics_named()
{
    for (const auto& [id, node] : named_topics_)
        if (content_.topic(id) == nullptr) node.wrong("names a topic that does not exist");
}

void ContentLoader::check_crisis()
{
    for (const auto& [language, dangers] : content_.crisis) {
        const auto any = dangers.find("any");
        for (const auto danger : crisis_kinds())
            for (const auto part : crisis_parts()) {
                const auto own = dangers.find(danger);
                const bool has_own = own != dangers.end() && own->second.contains(part);
                const bool has_any = any != dangers.end() && any->second.contains(part);
                if (!has_own && !has_any)
                    findings_.add(
                        "crisis/" + language + ".json",
                        std::string{danger} + " needs \"" + std::string{part} + "\""
                    );
            }
    }
}

void ContentLoader::check_lines()
{
    content_.each_line([&](std::string_view language, std::string_view place, const Line& line) {
        const auto shown = std::string{place} + " (" + std::string{language} + ")";
        const auto words = words_of(without_quotes(line.text));
        const auto found = content_.forbidden.find(language);
        if (found != content_.forbidden.end() && found->second.any(words))
            findings_.add(shown, "says what Buddy never says: \"" + line.text + "\"");
        const bool crisis = place.starts_with("crisis.");
        if (crisis && line.text.contains('!'))
            findings_.add(shown, "has an exclamation mark: \"" + line.text + "\"");
        if (crisis && has_digit(line.text))
            findings_.add(shown, "has a digit; numbers come from the registry");
        check_blanks(line, shown);
    });
}

void ContentLoader::check_blanks(const Line& line, const std::string& place)
{
    std::string_view text = line.text;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
        text.remove_prefix(open + 1);
        const auto name = text.substr(0, text.find_first_of("|}"));
        if (std::ranges::find(blanks, name) == blanks.end())
            findings_.add(place, "has an unknown blank \"" + std::string{name} + "\"");
    }
}

}  // namespace buddy::advisors
