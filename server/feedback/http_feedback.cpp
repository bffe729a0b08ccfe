#include "feedback/http_feedback.hpp"

#include "feedback/figures.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace buddy::feedback {
namespace {

namespace json = boost::json;
using conversation::ChildRef;
using http::Exchange;

/// Figures are of the last half year.
constexpr std::chrono::days span{183};

struct ThumbForm {
    std::string thumb;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ThumbForm, (), (thumb, reason))

struct ShownForm {
    std::string question;
};
BOOST_DESCRIBE_STRUCT(ShownForm, (), (question))

struct SurveyForm {
    std::optional<int> mark;
    std::optional<std::string> words;
    std::optional<bool> never_again;
};
BOOST_DESCRIBE_STRUCT(SurveyForm, (), (mark, words, never_again))

struct FindingForm {
    std::string finding;
};
BOOST_DESCRIBE_STRUCT(FindingForm, (), (finding))

ChildRef child_of(const Exchange& exchange)
{
    return {.family = exchange.principal.family, .child = exchange.principal.child};
}

TurnId turn_in(const Exchange& exchange)
{
    return TurnId{std::string{exchange.param("turn")}};
}

GuardianRef guardian_of(const Exchange& exchange)
{
    return {.family = exchange.principal.family, .guardian = exchange.principal.guardian};
}

Task<> answer(Exchange& exchange, json::object body)
{
    co_await exchange.respond({.body = json::serialize(body)});
}

Task<> answer_nothing(Exchange& exchange)
{
    co_await exchange.respond({.status = 204, .content_type = {}, .body = {}});
}

json::value reason_json(const Opinion& opinion)
{
    return opinion.reason ? json::value(json::string_view{id_of(*opinion.reason)}) : json::value{};
}

json::object thumb_json(const TurnId& turn, const Opinion& opinion)
{
    return {
        {"turn", turn.text()},
        {"thumb", json::string_view{id_of(opinion.thumb)}},
        {"reason", reason_json(opinion)}
    };
}

/// What a child says, or what is wrong with it.
std::expected<Opinion, http::Mistake> opinion_in(const std::string& body)
{
    const auto form = http::read_json<ThumbForm>(body);
    if (!form) return std::unexpected(form.error());
    const auto wrong = [](std::string path, std::string reason) {
        return std::unexpected(http::Mistake{.path = std::move(path), .reason = std::move(reason)});
    };
    const auto thumb = thumb_from(form->thumb);
    if (!thumb) return wrong(".thumb", "expected up or down");
    Opinion opinion{.thumb = *thumb, .reason = std::nullopt, .voice = {}, .advisor = {}};
    if (!form->reason) return opinion;
    opinion.reason = thumb_reason_from(*form->reason);
    if (!opinion.reason) return wrong(".reason", "unknown value");
    if (*thumb == Thumb::Up) return wrong(".reason", "only a thumb down has a reason");
    return opinion;
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

std::optional<http::Mistake> mistake_in(const SurveyForm& form, Question asked)
{
    const auto wrong = [](std::string path, std::string reason) {
        return http::Mistake{.path = std::move(path), .reason = std::move(reason)};
    };
    const auto range = marks_of(asked);
    if (form.mark && (*form.mark < range.least || *form.mark > range.most))
        return wrong(
            ".mark",
            "expected a number from " + std::to_string(range.least) + " to " +
                std::to_string(range.most)
        );
    if (!form.words || form.words->empty()) return std::nullopt;
    if (!form.mark) return wrong(".words", "words come with a mark");
    if (characters_in(*form.words) > FeedbackHttp::longest_words)
        return wrong(".words", "expected at most 1000 characters");
    return std::nullopt;
}

json::object report_json(const GivenThumb& report)
{
    return {
        {"turn", report.turn.text()},
        {"reported_at", http::to_json(report.at)},
        {"reason", reason_json(report.opinion)},
        {"voice", report.opinion.voice},
        {"advisor", report.opinion.advisor},
        {"is_protected", report.is_hidden}
    };
}

json::object words_json(const conversation::TalkWords& words)
{
    return {{"child", words.child}, {"buddy", words.mentor}};
}

json::value answers_json(const std::optional<std::int64_t>& answers)
{
    return answers ? json::value(*answers) : json::value{};
}

json::object share_json(const Counted<Share>& counted)
{
    json::object out{{"answers", answers_json(counted.answers)}, {"share", nullptr}};
    out["low"] = nullptr;
    out["high"] = nullptr;
    if (!counted.figure) return out;
    out["share"] = counted.figure->share;
    out["low"] = counted.figure->low;
    out["high"] = counted.figure->high;
    return out;
}

json::object score_json(const Counted<Score>& counted)
{
    json::object out{{"answers", answers_json(counted.answers)}, {"score", nullptr}};
    out["low"] = nullptr;
    out["high"] = nullptr;
    if (!counted.figure) return out;
    out["score"] = counted.figure->score;
    out["low"] = counted.figure->low;
    out["high"] = counted.figure->high;
    return out;
}

json::object figures_json(const Figures& figures, const std::vector<SaidOfBuddy>& said)
{
    auto satisfied = share_json(figures.satisfied);
    satisfied["target"] = satisfaction_target;
    auto promoters = score_json(figures.promoters);
    promoters["target"] = promoter_target;
    json::array thumbs;
    for (const auto& kind : figures.thumbs) {
        auto one = share_json(kind.up);
        one["advisor"] = kind.advisor;
        one["voice"] = kind.voice;
        thumbs.emplace_back(std::move(one));
    }
    json::array words;
    for (const auto& one : said)
        words.emplace_back(json::object{
            {"question", json::string_view{id_of(one.question)}},
            {"month", month_of(one.given_at)},
            {"mark", one.opinion.mark},
            {"words", one.opinion.words}
        });
    return {
        {"satisfied", std::move(satisfied)},
        {"promoters", std::move(promoters)},
        {"thumbs", std::move(thumbs)},
        {"words", std::move(words)},
        {"least_shown", least_shown}
    };
}

}  // namespace

http::Routes FeedbackHttp::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = FeedbackHttp;
    constexpr std::string_view thumbs = "/api/conversations/{conversation}/thumbs";
    constexpr std::string_view thumb = "/api/conversations/{conversation}/turns/{turn}/thumb";
    constexpr std::string_view reports = "/api/staff/answer-reports";
    constexpr std::string_view reading = "/api/staff/answer-reports/{turn}/reading";
    constexpr std::string_view finding = "/api/staff/answer-reports/{turn}/finding";
    // clang-format off
    return {
        // operationId        verb    path                  who may call      budget
        {"listThumbs",        Get,    thumbs,               Access::Child,    Limit::Api, http::to(&Http::list_thumbs, this)},
        {"giveThumb",         Put,    thumb,                Access::Child,    Limit::Api, http::to(&Http::give_thumb, this)},
        {"takeThumbBack",     Delete, thumb,                Access::Child,    Limit::Api, http::to(&Http::take_thumb_back, this)},
        {"askSurvey",         Get,    "/api/survey",        Access::Guardian, Limit::Api, http::to(&Http::ask_survey, this)},
        {"noteSurveyShown",   Put,    "/api/survey/shown",  Access::Guardian, Limit::Api, http::to(&Http::note_survey_shown, this)},
        {"answerSurvey",      Put,    "/api/survey/answer", Access::Guardian, Limit::Api, http::to(&Http::answer_survey, this)},
        {"listAnswerReports", Get,    reports,              Access::Staff,    Limit::Api, http::to(&Http::list_reports, this)},
        {"openAnswerReport",  Post,   reading,              Access::Staff,    Limit::Api, http::to(&Http::open_report, this)},
        {"decideAnswerReport", Put,   finding,              Access::Staff,    Limit::Api, http::to(&Http::decide_report, this)},
        {"readFeedback",      Get,    "/api/staff/feedback", Access::Staff,   Limit::Api, http::to(&Http::read_figures, this)},
    };
    // clang-format on
}

Task<> FeedbackHttp::list_thumbs(Exchange& exchange)
{
    const ConversationId conversation{std::string{exchange.param("conversation")}};
    const auto found = co_await parts_.store.thumbs_of(child_of(exchange), conversation);
    if (!found) co_return co_await http::refuse(exchange, found.error());
    json::array thumbs;
    for (const auto& one : *found) thumbs.emplace_back(thumb_json(one.turn, one.opinion));
    co_await answer(exchange, {{"thumbs", std::move(thumbs)}});
}

Task<> FeedbackHttp::give_thumb(Exchange& exchange)
{
    auto opinion = opinion_in(exchange.body());
    if (!opinion) co_return co_await http::refuse(exchange, opinion.error());
    const auto child = child_of(exchange);
    const auto given = co_await parts_.answers.answer_of(child, turn_in(exchange));
    if (!given) co_return co_await http::refuse(exchange, given.error());
    if (given->conversation.text() != exchange.param("conversation"))
        co_return co_await http::refuse(exchange, http::Fault::NotFound);
    // Nobody is to weigh words of help while it needs them; and there must be some words.
    if (given->is_crisis || given->words.mentor.empty())
        co_return co_await http::refuse(exchange, http::Fault::Conflict);
    opinion->voice = given->voice;
    opinion->advisor = given->advisor;
    const auto kept = co_await parts_.store.give(
        {.child = child,
         .turn = given->turn,
         .at = parts_.clock.now(),
         .is_hidden = given->is_hidden,
         .opinion = *opinion}
    );
    if (!kept) co_return co_await http::refuse(exchange, kept.error());
    co_await answer(exchange, thumb_json(given->turn, *opinion));
}

Task<> FeedbackHttp::take_thumb_back(Exchange& exchange)
{
    const auto done = co_await parts_.store.take_back(child_of(exchange), turn_in(exchange));
    if (!done) co_return co_await http::refuse(exchange, done.error());
    co_await answer_nothing(exchange);
}

Task<Result<std::optional<Question>>> FeedbackHttp::question_for(http::Principal guardian)
{
    const auto standing =
        co_await parts_.store.standing_of({.family = guardian.family, .guardian = guardian.guardian}
        );
    if (!standing) co_return std::unexpected(standing.error());
    const auto alerts = co_await parts_.alerts_of(guardian.family);
    if (!alerts) co_return std::unexpected(alerts.error());
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    if (!contacts) co_return std::unexpected(contacts.error());
    co_return question_due(
        *standing,
        {.now = parts_.clock.now(),
         .time_zone = contacts->time_zone,
         .last_alert_at = alerts->last,
         .alert_is_open = alerts->is_open}
    );
}

Task<> FeedbackHttp::ask_survey(Exchange& exchange)
{
    const auto question = co_await question_for(exchange.principal);
    if (!question) co_return co_await http::refuse(exchange, question.error());
    json::value id;
    if (*question) id = json::string_view{id_of(**question)};
    co_await answer(exchange, {{"question", std::move(id)}});
}

/// From the first page that shows it, a question counts as asked.
Task<> FeedbackHttp::note_survey_shown(Exchange& exchange)
{
    const auto form = http::read_json<ShownForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto due = co_await question_for(exchange.principal);
    if (!due) co_return co_await http::refuse(exchange, due.error());
    if (!*due || id_of(**due) != form->question)
        co_return co_await http::refuse(exchange, http::Fault::Conflict);
    const auto standing = co_await parts_.store.standing_of(guardian_of(exchange));
    if (!standing) co_return co_await http::refuse(exchange, standing.error());
    const auto now = parts_.clock.now();
    const bool is_shown = standing->shown_at && !standing->settled_at &&
                          standing->question == *due && now < *standing->shown_at + stays;
    if (!is_shown) co_await parts_.store.note_shown(guardian_of(exchange), **due, now);
    co_await answer_nothing(exchange);
}

Task<> FeedbackHttp::answer_survey(Exchange& exchange)
{
    auto form = http::read_json<SurveyForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto standing = co_await parts_.store.standing_of(guardian_of(exchange));
    if (!standing) co_return co_await http::refuse(exchange, standing.error());
    if (!standing->question) co_return co_await http::refuse(exchange, http::Fault::Conflict);
    if (auto mistake = mistake_in(*form, *standing->question))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    FeedbackStore::Settling settling{
        .guardian = guardian_of(exchange),
        .at = parts_.clock.now(),
        .opinion = std::nullopt,
        .ended = form->never_again.value_or(false)
    };
    if (form->mark)
        settling.opinion =
            GuardianOpinion{.mark = *form->mark, .words = std::move(form->words).value_or("")};
    const auto settled = co_await parts_.store.settle(std::move(settling));
    if (!settled) co_return co_await http::refuse(exchange, settled.error());
    co_await answer_nothing(exchange);
}

Task<> FeedbackHttp::list_reports(Exchange& exchange)
{
    json::array reports;
    for (const auto& report : co_await parts_.store.open_reports(most_listed))
        reports.emplace_back(report_json(report));
    co_await answer(exchange, {{"reports", std::move(reports)}});
}

/// The child's report is the reason to look; the look ends with the decision.
Task<> FeedbackHttp::open_report(Exchange& exchange)
{
    const auto report = co_await parts_.store.find_report(turn_in(exchange));
    if (!report) co_return co_await http::refuse(exchange, report.error());
    const auto given = co_await parts_.answers.answer_of(report->child, report->turn);
    if (!given) co_return co_await http::refuse(exchange, given.error());
    json::array before;
    if (!given->stands_alone) {
        const auto earlier = co_await parts_.answers.before(report->child, report->turn);
        if (!earlier) co_return co_await http::refuse(exchange, earlier.error());
        if (*earlier) before.emplace_back(words_json(**earlier));
    }
    const auto told = co_await parts_.tell_of(
        {.staff = exchange.principal.staff, .child = report->child, .is_hidden = report->is_hidden}
    );
    if (!told) co_return co_await http::refuse(exchange, told.error());
    // What was read is in no export: it would say what the child reported.
    co_await parts_.account(
        {.actor = audit::Actor::of(exchange.principal.staff),
         .action = audit::Action::WordsRead,
         .family = report->child.family,
         .child = report->child.child,
         .object = report->turn.text(),
         .detail = {},
         .is_protected = true}
    );
    auto body = report_json(*report);
    body["answer"] = given->words.mentor;
    body["child"] = given->stands_alone ? json::value{} : json::value(given->words.child);
    body["before"] = std::move(before);
    co_await answer(exchange, std::move(body));
}

Task<> FeedbackHttp::decide_report(Exchange& exchange)
{
    const auto form = http::read_json<FindingForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto finding = finding_from(form->finding);
    if (!finding)
        co_return co_await http::refuse(
            exchange, http::Mistake{.path = ".finding", .reason = "expected fault, fine or unsure"}
        );
    const auto decided = co_await parts_.store.decide(
        turn_in(exchange), *finding, exchange.principal.staff, parts_.clock.now()
    );
    if (!decided) co_return co_await http::refuse(exchange, decided.error());
    parts_.on_finding(*finding);
    co_await answer_nothing(exchange);
}

Task<> FeedbackHttp::read_figures(Exchange& exchange)
{
    const auto from = parts_.clock.now() - span;
    const auto marks = co_await parts_.store.mark_counts(from);
    const auto thumbs = co_await parts_.store.thumb_counts(from);
    const auto said = co_await parts_.store.recent_words(most_listed);
    co_await answer(exchange, figures_json(figures_of(marks, thumbs), said));
}

}  // namespace buddy::feedback
