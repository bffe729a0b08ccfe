#include "oversight/http_oversight.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace buddy::oversight {
namespace {

namespace json = boost::json;
using conversation::ChildRef;
using conversation::TalkTurn;
using http::Exchange;

struct LevelForm {
    std::string level;
};
BOOST_DESCRIBE_STRUCT(LevelForm, (), (level))

ChildId child_in(const Exchange& exchange)
{
    return ChildId{std::string{exchange.param("child")}};
}
ConversationId conversation_in(const Exchange& exchange)
{
    return ConversationId{std::string{exchange.param("conversation")}};
}

json::string_view text_of(Level level)
{
    return json::string_view{id_of(level)};
}

std::string titles_of(const std::vector<std::string>& topics, std::string_view language)
{
    std::vector<std::string_view> titles;
    for (const auto& topic : topics) {
        const auto title = conversation::topic_title(topic, language);
        if (std::ranges::find(titles, title) == titles.end()) titles.push_back(title);
    }
    std::string joined;
    for (const auto& title : titles) joined.append(joined.empty() ? "" : ", ").append(title);
    return joined;
}

json::object talk_json(const Talk& talk, std::string_view language)
{
    return {
        {"id", talk.id.text()},
        {"title",
         talk.topics.empty() ? std::string{conversation::topic_title("", language)}
                             : titles_of(talk.topics, language)},
        {"started_at", http::to_json(talk.started_at)},
        {"minutes", talk.length.count()},
        {"open", text_of(talk.open)}
    };
}

json::object summary_json(const Summary& summary, std::string_view language)
{
    json::array moods;
    for (const auto mood : summary.moods)
        moods.emplace_back(json::string_view{emotion::id_of(mood)});
    json::array advisors;
    for (const auto& advisor : summary.advisors) advisors.emplace_back(json::string_view{advisor});
    return {
        {"topics", titles_of(summary.topics, language)},
        {"moods", std::move(moods)},
        {"advisors", std::move(advisors)}
    };
}

json::object words_json(Time at, const conversation::TalkWords& words)
{
    return {{"at", http::to_json(at)}, {"child", words.child}, {"buddy", words.mentor}};
}

json::object level_json(const Course& course, safety::AgeBand band, Level most)
{
    return {
        {"level", text_of(course.now())},
        {"usual", text_of(default_for(band))},
        {"yours", text_of(std::min(course.now(), most))},
        {"told", !course.untold().has_value()}
    };
}

Task<> answer(Exchange& exchange, json::object body)
{
    co_await exchange.respond({.body = json::serialize(body)});
}

}  // namespace

http::Routes HttpOversight::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpOversight;
    constexpr std::string_view level = "/api/children/{child}/oversight";
    constexpr std::string_view talks = "/api/children/{child}/talks";
    constexpr std::string_view summary = "/api/children/{child}/talks/{conversation}/summary";
    constexpr std::string_view transcript = "/api/children/{child}/talks/{conversation}/transcript";
    constexpr std::string_view excerpt = "/api/alerts/{alert}/excerpt";
    // clang-format off
    return {
        // operationId          verb path                   who may call      budget
        {"getOversight",        Get, level,                 Access::Guardian, Limit::Api, http::to(&Http::get_level, this)},
        {"setOversight",        Put, level,                 Access::Guardian, Limit::Api, http::to(&Http::set_level, this)},
        {"listTalks",           Get, talks,                 Access::Guardian, Limit::Api, http::to(&Http::list_talks, this)},
        {"readSummary",         Get, summary,               Access::Guardian, Limit::Api, http::to(&Http::read_summary, this)},
        {"readTranscript",      Get, transcript,            Access::Guardian, Limit::Api, http::to(&Http::read_transcript, this)},
        {"readExcerpt",         Get, excerpt,               Access::Guardian, Limit::Api, http::to(&Http::read_excerpt, this)},
        {"getContract",         Get, "/api/oversight",      Access::Child,    Limit::Api, http::to(&Http::get_contract, this)},
        {"noteOversightTold",   Put, "/api/oversight/told", Access::Child,    Limit::Api, http::to(&Http::note_told, this)},
        {"listLooks",           Get, "/api/looks",          Access::Child,    Limit::Api, http::to(&Http::list_looks, this)},
    };
    // clang-format on
}

Task<Result<HttpOversight::Whose>> HttpOversight::child_of(FamilyId family, ChildId child)
{
    const auto found = co_await parts_.directory.find_child(child);
    if (!found || found->family != family) co_return failed(ErrorCode::NotFound, "no such child");
    const ChildRef ref{.family = family, .child = child};
    auto changes = co_await parts_.store.changes_of(ref);
    co_return Whose{
        .ref = ref,
        .band = found->age_band,
        .course = Course{std::move(changes), found->age_band},
        .most = Level::Transcript
    };
}

Task<Level> HttpOversight::view_of(http::Principal guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    if (!contacts) co_return Level::Titles;
    for (const auto& contact : contacts->guardians)
        if (contact.id == guardian.guardian)
            co_return level_from(contact.visibility).value_or(Level::Titles);
    co_return Level::Titles;
}

Task<Result<HttpOversight::Whose>> HttpOversight::seen_by(http::Principal guardian, ChildId child)
{
    auto whose = co_await child_of(guardian.family, std::move(child));
    if (whose) whose->most = co_await view_of(std::move(guardian));
    co_return whose;
}

Task<Result<std::vector<TalkTurn>>> HttpOversight::open_turns(
    Whose whose, ConversationId conversation, Level level
)
{
    const auto turns = co_await parts_.talks.turns_of(whose.ref, std::move(conversation));
    if (!turns) co_return std::unexpected(turns.error());
    if (turns->empty()) co_return failed(ErrorCode::NotFound, "no such talk for guardians");
    if (level > whose.most) co_return failed(ErrorCode::NotAllowed, "this guardian sees less");
    auto open = open_to(*turns, whose.course, level);
    if (open.empty()) co_return failed(ErrorCode::NotAllowed, "the level does not open this talk");
    co_return open;
}

Task<> HttpOversight::note_look(
    http::Principal guardian, ChildRef child, Level what, std::string object
)
{
    const Look look{.by = guardian.guardian, .what = what, .at = parts_.clock.now()};
    co_await parts_.store.add_look(std::move(child), look, std::move(object));
}

Task<std::string> HttpOversight::language_of(http::Principal guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    if (!contacts) co_return std::string{"en"};
    for (const auto& contact : contacts->guardians)
        if (contact.id == guardian.guardian) co_return contact.language;
    co_return contacts->language;
}

Task<> HttpOversight::get_level(Exchange& exchange)
{
    const auto whose = co_await seen_by(exchange.principal, child_in(exchange));
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    co_await answer(exchange, level_json(whose->course, whose->band, whose->most));
}

Task<> HttpOversight::set_level(Exchange& exchange)
{
    const auto form = http::read_json<LevelForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto level = level_from(form->level);
    if (!level)
        co_return co_await http::refuse(
            exchange,
            http::Mistake{
                .path = ".level", .reason = "expected titles, summary, excerpts or transcript"
            }
        );
    auto whose = co_await seen_by(exchange.principal, child_in(exchange));
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    if (*level != whose->course.now() &&
        co_await parts_.directory.is_disputed(exchange.principal.family))
        co_return co_await identity::refuse_disputed(exchange, parts_.clock.now());
    if (*level != whose->course.now()) {
        const Change change{
            .level = *level,
            .before = whose->course.now(),
            .band = whose->band,
            .changed_at = parts_.clock.now(),
            .told_at = std::nullopt
        };
        co_await parts_.store.add_change(whose->ref, change, exchange.principal.guardian);
        whose = co_await seen_by(exchange.principal, child_in(exchange));
        if (!whose) co_return co_await http::refuse(exchange, whose.error());
    }
    co_await answer(exchange, level_json(whose->course, whose->band, whose->most));
}

Task<> HttpOversight::list_talks(Exchange& exchange)
{
    const auto whose = co_await seen_by(exchange.principal, child_in(exchange));
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    const auto now = parts_.clock.now();
    const auto turns =
        co_await parts_.talks.turns_between(whose->ref, now - span, now + std::chrono::seconds{1});
    if (!turns) co_return co_await http::refuse(exchange, turns.error());
    const auto language = co_await language_of(exchange.principal);
    json::array talks;
    for (auto& talk : talks_of(*turns, whose->course)) {
        talk.open = std::min(talk.open, whose->most);
        talks.emplace_back(talk_json(talk, language));
    }
    co_await note_look(exchange.principal, whose->ref, Level::Titles, {});
    co_await answer(exchange, {{"talks", std::move(talks)}});
}

Task<> HttpOversight::read_summary(Exchange& exchange)
{
    const auto whose = co_await seen_by(exchange.principal, child_in(exchange));
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    const auto conversation = conversation_in(exchange);
    const auto turns = co_await open_turns(*whose, conversation, Level::Summary);
    if (!turns) co_return co_await http::refuse(exchange, turns.error());
    const auto language = co_await language_of(exchange.principal);
    co_await note_look(exchange.principal, whose->ref, Level::Summary, conversation.text());
    co_await answer(exchange, summary_json(summary_of(*turns), language));
}

Task<> HttpOversight::read_transcript(Exchange& exchange)
{
    const auto whose = co_await seen_by(exchange.principal, child_in(exchange));
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    const auto conversation = conversation_in(exchange);
    const auto turns = co_await open_turns(*whose, conversation, Level::Transcript);
    if (!turns) co_return co_await http::refuse(exchange, turns.error());
    json::array said;
    for (const auto& turn : *turns) {
        const auto words = co_await parts_.talks.words_of(whose->ref, turn.id);
        if (!words) co_return co_await http::refuse(exchange, words.error());
        said.emplace_back(words_json(turn.started_at, *words));
    }
    co_await note_look(exchange.principal, whose->ref, Level::Transcript, conversation.text());
    co_await answer(exchange, {{"turns", std::move(said)}});
}

Task<> HttpOversight::read_excerpt(Exchange& exchange)
{
    const AlertId alert{std::string{exchange.param("alert")}};
    const auto alerted = co_await parts_.store.find_alerted_turn(exchange.principal.family, alert);
    if (!alerted) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    const auto whose = co_await seen_by(exchange.principal, alerted->child);
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    const auto words = co_await parts_.talks.words_of(whose->ref, alerted->turn);
    if (!words) co_return co_await http::refuse(exchange, words.error());
    if (std::min(whose->most, whose->course.open_at(alerted->at)) < Level::Excerpts)
        co_return co_await http::refuse(exchange, http::Fault::NotAllowed);
    co_await note_look(exchange.principal, whose->ref, Level::Excerpts, alerted->turn.text());
    co_await answer(exchange, words_json(alerted->at, *words));
}

Task<> HttpOversight::get_contract(Exchange& exchange)
{
    const auto whose = co_await child_of(exchange.principal.family, exchange.principal.child);
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    json::object body{{"level", text_of(whose->course.now())}, {"news", nullptr}};
    if (const auto news = whose->course.untold())
        body["news"] = {{"level", text_of(news->level)}, {"before", text_of(news->before)}};
    co_await answer(exchange, std::move(body));
}

Task<> HttpOversight::note_told(Exchange& exchange)
{
    const auto form = http::read_json<LevelForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto whose = co_await child_of(exchange.principal.family, exchange.principal.child);
    if (!whose) co_return co_await http::refuse(exchange, whose.error());
    if (const auto news = whose->course.untold()) {
        // Changed again while the child was reading: it must read that first.
        if (id_of(news->level) != form->level)
            co_return co_await http::refuse(exchange, http::Fault::Conflict);
        co_await parts_.store.tell(whose->ref, news->changed_at, parts_.clock.now());
    }
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    co_await exchange.respond(std::move(response));
}

Task<> HttpOversight::list_looks(Exchange& exchange)
{
    const auto& who = exchange.principal;
    const auto contacts = co_await parts_.directory.contacts_of(who.family);
    if (!contacts) co_return co_await http::refuse(exchange, contacts.error());
    const ChildRef ref{.family = who.family, .child = who.child};
    json::array looks;
    for (const auto& look : co_await parts_.store.looks_of(ref)) {
        const auto by =
            std::ranges::find(contacts->guardians, look.by, &identity::GuardianContact::id);
        looks.push_back(json::object{
            // Who has left the family since has no address here any more.
            {"who", by == contacts->guardians.end() ? json::value{} : json::value(by->email)},
            {"what", text_of(look.what)},
            {"at", http::to_json(look.at)}
        });
    }
    const auto child = co_await parts_.directory.find_child(who.child);
    const auto language = child ? child->language : std::string{"en"};
    json::array staff;
    for (const auto& opening : co_await parts_.openings.of_child(ref)) {
        // A guardian may be reading over the child's shoulder.
        if (opening.is_quiet) continue;
        staff.push_back(json::object{
            {"text", json::string_view{told_to_child(opening.purpose, language)}},
            {"at", http::to_json(opening.begun_at)}
        });
    }
    co_await answer(exchange, {{"looks", std::move(looks)}, {"staff", std::move(staff)}});
}

}  // namespace buddy::oversight
