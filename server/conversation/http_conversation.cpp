#include "conversation/http_conversation.hpp"

#include "conversation/words.hpp"
#include "platform/crypto/random.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/sse.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;
using http::Exchange;

struct MessageInput {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(MessageInput, (), (text))

struct MoodInput {
    std::string mood;
};
BOOST_DESCRIBE_STRUCT(MoodInput, (), (mood))

ChildRef child_of(const Exchange& exchange)
{
    return {.family = exchange.principal.family, .child = exchange.principal.child};
}

ConversationId conversation_in(const Exchange& exchange)
{
    return ConversationId{std::string{exchange.param("conversation")}};
}

TurnId turn_in(const Exchange& exchange)
{
    return TurnId{std::string{exchange.param("turn")}};
}

json::value time_or_null(const std::optional<Time>& time)
{
    return time ? http::to_json(*time) : json::value{};
}

/// The title needs the child's language and time zone.
json::object conversation_json(
    const Conversation& conversation, const identity::ChildProfile& child
)
{
    return {
        {"id", conversation.id.text()},
        {"title",
         title_of(conversation.topic, conversation.started_at, child.language, child.time_zone)},
        {"started_at", http::to_json(conversation.started_at)}
    };
}

json::object listed_json(const Conversation& conversation, const identity::ChildProfile& child)
{
    auto out = conversation_json(conversation, child);
    out["last_turn_at"] = time_or_null(conversation.last_turn_at);
    out["turns"] = conversation.turns;
    return out;
}

template <class Event>
json::value event_json(const Event& event)
{
    return json::parse(payload_of(event));
}

json::object turn_json(const RecordedTurn& turn)
{
    json::object out{
        {"id", turn.id.text()},
        {"started_at", http::to_json(turn.started_at)},
        {"text", turn.text},
        {"reply", turn.reply},
        {"state", json::string_view{id_of(turn.state)}},
        {"mood", turn.mood ? event_json(*turn.mood) : json::value{}},
        {"advisor", turn.advisor ? event_json(*turn.advisor) : json::value{}}
    };
    json::array notices;
    for (const auto& notice : turn.notices) notices.emplace_back(event_json(notice));
    out["notices"] = std::move(notices);
    json::array suggestions;
    for (const auto& suggestion : turn.suggestions)
        suggestions.emplace_back(json::string(suggestion));
    out["suggestions"] = std::move(suggestions);
    return out;
}

bool is_key(std::string_view key)
{
    return key.size() >= 8 && key.size() <= 100 &&
           std::ranges::all_of(key, [](char letter) { return letter > ' ' && letter < '\x7F'; });
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

/// The message, or what is wrong with it.
std::expected<std::string, http::Mistake> message_in(Exchange& exchange)
{
    auto input = http::read_json<MessageInput>(exchange.body());
    if (!input) return std::unexpected(input.error());
    const auto wrong = [](std::string reason) {
        return std::unexpected(http::Mistake{.path = ".text", .reason = std::move(reason)});
    };
    if (input->text.find_first_not_of(" \t\r\n") == std::string::npos)
        return wrong("expected some text");
    if (input->text.contains('\0')) return wrong("expected text without NUL");
    if (characters_in(input->text) > ConversationHttp::longest_message)
        return wrong("expected at most 4000 characters");
    return std::move(input->text);
}

}  // namespace

http::Routes ConversationHttp::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    constexpr std::string_view conversations = "/api/conversations";
    constexpr std::string_view conversation = "/api/conversations/{conversation}";
    constexpr std::string_view live = "/api/conversations/{conversation}/live";
    constexpr std::string_view turns = "/api/conversations/{conversation}/turns";
    constexpr std::string_view events = "/api/conversations/{conversation}/turns/{turn}/events";
    constexpr std::string_view reply = "/api/conversations/{conversation}/turns/{turn}/reply";
    constexpr std::string_view mood = "/api/conversations/{conversation}/turns/{turn}/mood";
    using Http = ConversationHttp;
    // clang-format off
    return {
        // operationId        verb    path           who may call   budget
        {"listConversations", Get,    conversations, Access::Child, Limit::Api,       http::to(&Http::list, this)},
        {"startConversation", Post,   conversations, Access::Child, Limit::Api,       http::to(&Http::start, this)},
        {"getConversation",   Get,    conversation,  Access::Child, Limit::Api,       http::to(&Http::show, this)},
        {"watchConversation", Get,    live,          Access::Child, Limit::Uncounted, http::to(&Http::watch, this)},
        {"startTurn",         Post,   turns,         Access::Child, Limit::Chat,      http::to(&Http::start_turn, this)},
        {"resumeTurn",        Get,    events,        Access::Child, Limit::Uncounted, http::to(&Http::resume_turn, this)},
        {"stopReply",         Delete, reply,         Access::Child, Limit::Api,       http::to(&Http::stop_reply, this)},
        {"correctMood",       Put,    mood,          Access::Child, Limit::Api,       http::to(&Http::correct_mood, this)},
    };
    // clang-format on
}

Task<> ConversationHttp::list(Exchange& exchange)
{
    const auto child = co_await parts_.directory.find_child(exchange.principal.child);
    if (!child) co_return co_await http::refuse(exchange, child.error());
    const auto found = co_await parts_.store.list(child_of(exchange));
    json::array conversations;
    for (const auto& conversation : found)
        conversations.emplace_back(listed_json(conversation, *child));
    json::object answer{{"conversations", std::move(conversations)}};
    co_await exchange.respond({.body = json::serialize(answer)});
}

Task<> ConversationHttp::start(Exchange& exchange)
{
    const auto child = co_await parts_.directory.find_child(exchange.principal.child);
    if (!child) co_return co_await http::refuse(exchange, child.error());
    const auto now = parts_.clock.now();
    const auto conversation =
        co_await parts_.store.start(child_of(exchange), crypto::new_id<ConversationId>(now), now);
    co_await exchange.respond(
        {.status = 201, .body = json::serialize(listed_json(conversation, *child))}
    );
}

Task<> ConversationHttp::show(Exchange& exchange)
{
    const auto child = co_await parts_.directory.find_child(exchange.principal.child);
    if (!child) co_return co_await http::refuse(exchange, child.error());
    const auto found = co_await parts_.store.open(child_of(exchange), conversation_in(exchange));
    if (!found) co_return co_await http::refuse(exchange, found.error());
    auto answer = conversation_json(found->conversation, *child);
    json::array turns;
    for (const auto& turn : found->turns) turns.emplace_back(turn_json(turn));
    answer["turns"] = std::move(turns);
    co_await exchange.respond({.body = json::serialize(answer)});
}

Task<> ConversationHttp::watch(Exchange& exchange)
{
    const auto conversation = conversation_in(exchange);
    const auto found =
        co_await parts_.store.recall(child_of(exchange), conversation, std::string{});
    if (!found) co_return co_await http::refuse(exchange, found.error());
    co_await keep_watching(exchange, conversation);
}

Task<> ConversationHttp::keep_watching(Exchange& exchange, ConversationId conversation)
{
    auto executor = co_await asio::this_coro::executor;
    const auto news = parts_.bus.subscribe(topic_of(conversation), executor);
    http::EventWriter events{exchange};
    co_await events.begin();
    const auto announce = [conversation](std::string turn) {
        return payload_of(TurnStarted{TurnId{std::move(turn)}, conversation});
    };
    std::string last;
    auto running = parts_.turns.running_in(conversation);
    bool connected = true;
    while (connected) {
        if (running && running->text() != last) {
            last = running->text();
            const auto data = announce(last);
            connected = co_await events.send({.id = std::nullopt, .name = "turn", .data = data});
            if (!connected) break;
        }
        const auto heard = co_await news->next(http::keep_alive_interval);
        if (heard.kind == events::Heard::Kind::Closed) break;
        if (heard.kind == events::Heard::Kind::News) running = TurnId{heard.body};
        if (heard.kind == events::Heard::Kind::Lost)
            running = parts_.turns.running_in(conversation);
        if (heard.kind == events::Heard::Kind::Quiet) connected = co_await events.keep_alive();
    }
    if (connected) co_await events.end();
}

Task<> ConversationHttp::start_turn(Exchange& exchange)
{
    const std::string key{exchange.header("Idempotency-Key")};
    if (!is_key(key))
        co_return co_await http::refuse(
            exchange,
            http::Mistake{
                .path = "Idempotency-Key",
                .reason = "expected a header of 8 to 100 visible ASCII characters"
            }
        );
    auto text = message_in(exchange);
    if (!text) co_return co_await http::refuse(exchange, text.error());
    auto speaker = co_await speaker_of(
        parts_.directory, child_of(exchange), parts_.name_for_models, parts_.may_reach
    );
    if (!speaker) co_return co_await http::refuse(exchange, speaker.error());
    const bool is_kept = !parts_.may_keep || co_await parts_.may_keep(child_of(exchange));
    const auto now = parts_.clock.now();
    TurnRequest request{
        .speaker = std::move(*speaker),
        .conversation = conversation_in(exchange),
        .turn = crypto::new_id<TurnId>(now),
        .alert = crypto::new_id<AlertId>(now),
        .idempotency_key = key,
        .text = std::move(*text),
        .over_chat_limit = exchange.over_chat_budget,
        .is_kept = is_kept
    };
    auto executor = co_await asio::this_coro::executor;
    const auto reader = parts_.turns.start(std::move(request), executor, parts_.loops.tasks());
    if (!reader) co_return co_await http::refuse(exchange, http::Fault::Unavailable);
    TurnNews first;
    while (first.kind == TurnNews::Kind::Quiet)
        first = co_await reader->next(http::keep_alive_interval);
    if (first.kind == TurnNews::Kind::Refused)
        co_return co_await http::refuse(exchange, first.error);
    if (first.kind == TurnNews::Kind::Broken)
        co_return co_await http::refuse(exchange, http::Fault::Internal);
    if (first.kind == TurnNews::Kind::Repeated) co_return co_await follow(exchange, first.turn, 0);
    if (exchange.over_chat_budget)
        co_return co_await answer_over_limit(exchange, *reader, std::move(first));
    co_await stream(exchange, *reader, std::move(first));
}

/// Screened and recorded like any other. Only a crisis is answered; the rest hears when to come
/// back.
Task<> ConversationHttp::answer_over_limit(Exchange& exchange, TurnReader& reader, TurnNews first)
{
    auto told = std::move(first.events);
    TurnNews news;
    while (news.kind == TurnNews::Kind::Quiet || news.kind == TurnNews::Kind::Events) {
        news = co_await reader.next(http::keep_alive_interval);
        std::ranges::move(news.events, std::back_inserter(told));
    }
    if (news.reason == FinishReason::TooFast)
        co_return co_await http::refuse(
            exchange,
            http::Fault::TooMany,
            {.code = "too_fast", .detail = reply_of(told), .retry_after = exchange.retry_after}
        );
    TurnNews all{.kind = TurnNews::Kind::Events, .events = std::move(told)};
    co_await stream(exchange, reader, std::move(all));
}

Task<> ConversationHttp::stream(Exchange& exchange, TurnReader& reader, TurnNews news)
{
    http::EventWriter events{exchange};
    co_await events.begin();
    while (true) {
        std::string piece;
        for (const auto& event : news.events) piece += frame(event);
        if (news.kind == TurnNews::Kind::Quiet) piece = http::frame_keep_alive();
        if (!piece.empty() && !co_await exchange.send(std::move(piece))) co_return;
        if (news.kind == TurnNews::Kind::Broken) {
            const auto problem = http::problem(exchange, http::Fault::Internal);
            if (!co_await events.send({.id = std::nullopt, .name = "problem", .data = problem.body}
                ))
                co_return;
        }
        if (news.kind != TurnNews::Kind::Events && news.kind != TurnNews::Kind::Quiet) break;
        news = co_await reader.next(http::keep_alive_interval);
    }
    co_await events.end();
}

Task<> ConversationHttp::resume_turn(Exchange& exchange)
{
    constexpr std::int64_t most_events = 999'999'999;
    const auto after = std::clamp<std::int64_t>(http::last_event_id(exchange), 0, most_events);
    co_await follow(exchange, turn_in(exchange), static_cast<int>(after));
}

/// What was told after event `after`, then what is still to come. The store decides whether this
/// child may hear it.
Task<> ConversationHttp::follow(Exchange& exchange, TurnId turn, int after)
{
    auto executor = co_await asio::this_coro::executor;
    const auto child = child_of(exchange);
    const auto conversation = conversation_in(exchange);
    auto reader = parts_.turns.join(turn, executor, after);
    const auto page = co_await parts_.store.events_after(child, conversation, turn, after);
    if (!page) {
        // A turn that has been announced but not begun is nobody's yet.
        co_return co_await http::refuse(exchange, page.error());
    }
    if (reader) {
        TurnNews nothing{.kind = TurnNews::Kind::Events};
        co_return co_await stream(exchange, *reader, std::move(nothing));
    }
    http::EventWriter events{exchange};
    co_await events.begin();
    std::string piece;
    for (const auto& event : page->events) piece += frame(event);
    if (!piece.empty() && !co_await exchange.send(std::move(piece))) co_return;
    // A turn that is neither running here nor ended is being closed: the reader comes back for the
    // rest, as readers of event streams do.
    co_await events.end();
}

Task<> ConversationHttp::stop_reply(Exchange& exchange)
{
    const auto turn = turn_in(exchange);
    const auto page =
        co_await parts_.store.events_after(child_of(exchange), conversation_in(exchange), turn, 0);
    if (!page) co_return co_await http::refuse(exchange, page.error());
    parts_.turns.stop(turn);
    co_await exchange.respond({.status = 204, .content_type = {}, .body = {}});
}

Task<> ConversationHttp::correct_mood(Exchange& exchange)
{
    const auto input = http::read_json<MoodInput>(exchange.body());
    if (!input) co_return co_await http::refuse(exchange, input.error());
    const auto mood = emotion::mood_from(input->mood);
    if (!mood)
        co_return co_await http::refuse(
            exchange, http::Mistake{.path = ".mood", .reason = "unknown value"}
        );
    const auto child = co_await parts_.directory.find_child(exchange.principal.child);
    if (!child) co_return co_await http::refuse(exchange, child.error());
    if (parts_.reads_moods && !co_await parts_.reads_moods(child->id))
        co_return co_await http::refuse(exchange, http::Fault::Conflict);
    const auto corrected = co_await parts_.store.correct_mood(
        child_of(exchange), conversation_in(exchange), turn_in(exchange), *mood
    );
    if (!corrected) co_return co_await http::refuse(exchange, corrected.error());
    const MoodShown shown{
        .mood = *mood,
        .word = std::string{emotion::gentle_word(*mood, child->language)},
        .corrected = true
    };
    co_await exchange.respond({.body = payload_of(shown)});
}

}  // namespace buddy::conversation
