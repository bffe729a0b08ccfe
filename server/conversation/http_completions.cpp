#include "conversation/http_completions.hpp"

#include "conversation/sql_guest_turns.hpp"
#include "platform/crypto/random.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/request_checks.hpp"
#include "platform/http/sse.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <utility>

namespace buddy::conversation {

namespace json = boost::json;
using http::Exchange;

/// Sorts the events of a turn into what a completion is made of.
struct CompletionsHttp::Heard {
    std::vector<ClearedText> clauses;  // not sent yet
    CompletionOutcome outcome;
    TurnNews::Kind kind = TurnNews::Kind::Quiet;

    void hear(TurnNews news)
    {
        kind = news.kind;
        for (auto& numbered : news.events) {
            if (auto* delta = std::get_if<Delta>(&numbered.event))
                clauses.push_back(std::move(delta->text));
            else if (auto* notice = std::get_if<Notice>(&numbered.event))
                outcome.notices.push_back(std::move(*notice));
            else if (const auto* done = std::get_if<Done>(&numbered.event))
                outcome.usage = done->usage;
        }
        if (news.reason) outcome.reason = *news.reason;
        if (news.decided) outcome.decided = std::move(*news.decided);
    }
    [[nodiscard]] bool goes_on() const
    {
        return kind == TurnNews::Kind::Quiet || kind == TurnNews::Kind::Events;
    }
    [[nodiscard]] bool broke() const { return !goes_on() && kind != TurnNews::Kind::Ended; }
};

namespace {

/// The day of the first release that offered them.
constexpr std::int64_t offered_since = 1'795'305'600;

json::object card_of(const OfferedModel& model)
{
    return {
        {"id", json::string_view{model.id}},
        {"object", "model"},
        {"created", offered_since},
        {"owned_by", "buddy"}
    };
}

/// Something of ours broke. What was taken has told adults already: trying again would tell them twice.
http::Response broken()
{
    auto response = http::openai_problem(http::Fault::Internal, {});
    response.headers.emplace_back("X-Should-Retry", "false");
    return response;
}

http::Response too_fast(const Exchange& exchange)
{
    return http::openai_problem(http::Fault::TooMany, {.retry_after = exchange.retry_after});
}

std::string broken_event()
{
    const auto problem = http::openai_problem(http::Fault::Internal, {});
    return http::frame({.id = std::nullopt, .name = {}, .data = problem.body});
}

}  // namespace

http::Routes CompletionsHttp::routes()
{
    using http::Access, http::Limit, http::to, http::Verb;
    return {
        {"createChatCompletion",
         Verb::Post,
         "/v1/chat/completions",
         Access::ApiKeyChat,
         Limit::Chat,
         to(&CompletionsHttp::complete, this)},
        {"listModels",
         Verb::Get,
         "/v1/models",
         Access::ApiKeyChat,
         Limit::Api,
         to(&CompletionsHttp::list_models, this)},
        {"getModel",
         Verb::Get,
         "/v1/models/{model}",
         Access::ApiKeyChat,
         Limit::Api,
         to(&CompletionsHttp::show_model, this)},
    };
}

Task<> CompletionsHttp::list_models(Exchange& exchange)
{
    json::array models;
    for (const auto& model : offered_models()) models.push_back(card_of(model));
    const json::object list{{"object", "list"}, {"data", std::move(models)}};
    co_await exchange.respond({.body = json::serialize(list), .headers = {}});
}

Task<> CompletionsHttp::show_model(Exchange& exchange)
{
    const auto* model = find_model(exchange.param("model"));
    if (model == nullptr) co_return co_await exchange.respond(http::openai_error(no_such_model()));
    co_await exchange.respond({.body = json::serialize(card_of(*model)), .headers = {}});
}

Task<> CompletionsHttp::complete(Exchange& exchange)
{
    auto asked = read_completion_request(exchange.body());
    if (!asked) co_return co_await exchange.respond(http::openai_error(asked.error()));
    const bool streams = asked->streams;
    CompletionAnswer::Face face{.model = asked->model, .with_usage = asked->wants_usage};
    auto request = co_await turn_for(exchange, std::move(*asked));
    face.id = completion_id(request.turn);
    face.created =
        std::chrono::duration_cast<std::chrono::seconds>(parts_.clock.now().time_since_epoch())
            .count();
    auto executor = co_await asio::this_coro::executor;
    const auto reader = parts_.turns.start(std::move(request), executor, parts_.loops.tasks());
    if (!reader)
        co_return co_await exchange.respond(http::openai_problem(http::Fault::Unavailable, {}));
    // Over the limit it must be known first whether this is a crisis, which is answered.
    const bool must_be_whole = !streams || exchange.over_chat_budget;
    if (must_be_whole) exchange.watch_reader();
    Heard heard;
    do heard.hear(co_await reader->next(http::keep_alive_interval));
    while (must_be_whole && heard.goes_on());
    if (heard.broke()) co_return co_await exchange.respond(broken());
    if (heard.outcome.reason == FinishReason::TooFast)
        co_return co_await exchange.respond(too_fast(exchange));
    CompletionAnswer answer{std::move(face)};
    if (streams) co_return co_await stream(exchange, *reader, std::move(answer), std::move(heard));
    co_await exchange.respond({.body = answer.whole(heard.clauses, heard.outcome)});
}

/// A guest: nobody here knows who it is, so nobody of its own can be told, and only what its key allows is
/// allowed.
Speaker CompletionsHttp::speaker_of(const Exchange& exchange, const CompletionRequest& asked) const
{
    const auto& caller = exchange.principal;
    const ChildId end_user{"key/" + caller.api_key.text() + "/" + asked.end_user};
    return {
        .child = guest_of(caller.api_key),
        .age_band = asked.age_band,
        .locale = asked.locale,
        .country = asked.country,
        .guardian_reachable = false,
        .may_reach = [allowed = http::has_scope(caller.scopes, "third-party")](std::string /*model*/
                     ) { return answered(allowed); },
        .model_user = parts_.name_for_models ? parts_.name_for_models(end_user) : std::string{}
    };
}

Task<TurnRequest> CompletionsHttp::turn_for(const Exchange& exchange, CompletionRequest asked)
{
    const auto now = parts_.clock.now();
    TurnRequest request{
        .speaker = speaker_of(exchange, asked),
        .conversation = crypto::new_id<ConversationId>(now),
        .turn = crypto::new_id<TurnId>(now),
        .alert = crypto::new_id<AlertId>(now),
        .idempotency_key = exchange.request_id,
        .text = std::move(asked.text),
        .over_chat_limit = exchange.over_chat_budget
    };
    // The same for every request of one conversation: it begins with the same words.
    request.variation = exchange.principal.api_key.text() +
                        (asked.earlier.empty() ? request.text : asked.earlier.front().text);
    auto recall = [this, &request, said = std::move(asked.earlier)]() mutable {
        return recollect(
            {.judge = parts_.judge,
             .read_mood = parts_.read_mood,
             .mentor = parts_.mentor,
             .lines_for = parts_.lines_for},
            request.speaker,
            std::move(said),
            request.variation
        );
    };
    request.memory = co_await parts_.recollecting.run(std::move(recall));
    co_return request;
}

Task<> CompletionsHttp::stream(
    Exchange& exchange, TurnReader& reader, CompletionAnswer answer, Heard heard
)
{
    co_await exchange.begin_events({});
    auto piece = answer.opening();
    while (true) {
        for (const auto& clause : std::exchange(heard.clauses, {})) piece += answer.clause(clause);
        if (heard.kind == TurnNews::Kind::Quiet) piece += http::frame_keep_alive();
        if (heard.kind == TurnNews::Kind::Ended) piece += answer.ending(heard.outcome);
        if (heard.broke()) piece += broken_event();
        if (!co_await exchange.send(std::exchange(piece, {}))) co_return;
        if (!heard.goes_on()) break;
        heard.hear(co_await reader.next(http::keep_alive_interval));
    }
    co_await exchange.end_events();
}

}  // namespace buddy::conversation
