#include "conversation/turn_events.hpp"

#include "conversation/stream_guard.hpp"
#include "platform/http/sse.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, std::variant_size_v<TurnEvent>> names{
    "turn", "mood", "advisor", "delta", "notice", "done"
};
constexpr std::array<std::pair<NoticeKind, std::string_view>, 5> notice_ids{
    {{NoticeKind::Ai, "ai"},
     {NoticeKind::Break, "break"},
     {NoticeKind::Help, "help"},
     {NoticeKind::Told, "told"},
     {NoticeKind::Time, "time"}}
};

json::array texts(const std::vector<std::string>& from)
{
    json::array out;
    out.reserve(from.size());
    for (const auto& text : from) out.emplace_back(json::string(text));
    return out;
}

json::object line_json(const advisors::HelpLine& line)
{
    json::object out{
        {"service", line.service},
        {"audience", line.audience},
        {"channel", line.channel},
        {"dial", line.dial},
        {"display", line.display},
        {"verified", line.verified}
    };
    if (!line.sms_keyword.empty()) out["sms_keyword"] = line.sms_keyword;
    if (!line.hours.empty()) out["hours"] = line.hours;
    return out;
}

struct ToJson {
    json::object operator()(const TurnStarted& event) const
    {
        return {{"turn", event.turn.text()}, {"conversation", event.conversation.text()}};
    }
    json::object operator()(const MoodShown& event) const
    {
        return {
            {"mood", json::string_view{emotion::id_of(event.mood)}},
            {"word", event.word},
            {"corrected", event.corrected}
        };
    }
    json::object operator()(const AdvisorSpeaks& event) const
    {
        return {{"id", event.id}, {"name", event.name}, {"reason", event.reason}};
    }
    json::object operator()(const Delta& event) const { return {{"text", event.text.text()}}; }
    json::object operator()(const Notice& event) const
    {
        json::object out;
        for (const auto& [kind, id] : notice_ids)
            if (kind == event.kind) out["kind"] = json::string_view{id};
        out["text"] = event.text;
        if (event.kind != NoticeKind::Help) return out;
        json::array lines;
        for (const auto& line : event.lines) lines.emplace_back(line_json(line));
        out["lines"] = std::move(lines);
        out["people"] = texts(event.people);
        return out;
    }
    json::object operator()(const Done& event) const
    {
        json::object out{
            {"finish", json::string_view{id_of(event.finish)}},
            {"suggestions", texts(event.suggestions)}
        };
        if (event.usage)
            out["usage"] = json::object{
                {"prompt_tokens", event.usage->prompt_tokens},
                {"completion_tokens", event.usage->completion_tokens},
                {"estimated", event.usage->estimated}
            };
        return out;
    }
};

// The payloads were written by ToJson and sealed: a member that is missing or of another kind means
// damage, reported by the exception that read() turns into Invalid.
std::string text_at(const json::object& from, std::string_view name)
{
    const auto& text = from.at(name).as_string();
    return {text.data(), text.size()};
}

std::string text_or_none(const json::object& from, std::string_view name)
{
    return from.contains(name) ? text_at(from, name) : std::string{};
}

std::vector<std::string> texts_at(const json::object& from, std::string_view name)
{
    std::vector<std::string> out;
    if (!from.contains(name)) return out;
    for (const auto& item : from.at(name).as_array())
        out.emplace_back(std::string_view{item.as_string()});
    return out;
}

Notice notice_from(const json::object& from)
{
    Notice notice{.text = text_at(from, "text"), .people = texts_at(from, "people")};
    const auto kind = text_at(from, "kind");
    for (const auto& [known, id] : notice_ids)
        if (id == kind) notice.kind = known;
    if (!from.contains("lines")) return notice;
    for (const auto& item : from.at("lines").as_array()) {
        const auto& line = item.as_object();
        notice.lines.push_back(
            {.service = text_at(line, "service"),
             .audience = text_at(line, "audience"),
             .channel = text_at(line, "channel"),
             .dial = text_at(line, "dial"),
             .sms_keyword = text_or_none(line, "sms_keyword"),
             .display = text_at(line, "display"),
             .hours = text_or_none(line, "hours"),
             .verified = line.at("verified").as_bool()}
        );
    }
    return notice;
}

Done done_from(const json::object& from)
{
    Done done{
        .finish = finish_from(text_at(from, "finish")).value_or(Finish::Interrupted),
        .suggestions = texts_at(from, "suggestions")
    };
    if (!from.contains("usage")) return done;
    const auto& usage = from.at("usage").as_object();
    done.usage = llm::Usage{
        .prompt_tokens = usage.at("prompt_tokens").to_number<std::int64_t>(),
        .completion_tokens = usage.at("completion_tokens").to_number<std::int64_t>(),
        .estimated = usage.at("estimated").as_bool()
    };
    return done;
}

MoodShown mood_from(const json::object& from)
{
    return {
        .mood = emotion::mood_from(text_at(from, "mood")).value_or(emotion::Mood::Calm),
        .word = text_at(from, "word"),
        .corrected = from.at("corrected").as_bool()
    };
}

}  // namespace

std::string_view name_of(const TurnEvent& event) noexcept
{
    return names.at(event.index());
}

std::string payload_of(const TurnEvent& event)
{
    return json::serialize(std::visit(ToJson{}, event));
}

std::string frame(const NumberedEvent& event)
{
    const auto payload = payload_of(event.event);
    return http::frame({.id = event.number, .name = name_of(event.event), .data = payload});
}

std::string reply_of(const std::vector<NumberedEvent>& events)
{
    std::string reply;
    for (const auto& event : events)
        if (const auto* delta = std::get_if<Delta>(&event.event)) reply += delta->text.text();
    return reply;
}

Result<TurnEvent> EventReader::read(std::string_view name, std::string_view payload)
{
    const auto damaged = [] { return failed(ErrorCode::Invalid, "stored event is damaged"); };
    boost::system::error_code error;
    const auto value = json::parse(payload, error);
    if (error || !value.is_object()) return damaged();
    const auto& from = value.get_object();
    try {
        if (name == "turn")
            return TurnStarted{
                TurnId{text_at(from, "turn")}, ConversationId{text_at(from, "conversation")}
            };
        if (name == "mood") return mood_from(from);
        if (name == "advisor")
            return AdvisorSpeaks{
                text_at(from, "id"), text_at(from, "name"), text_at(from, "reason")
            };
        if (name == "delta")
            return Delta{StreamGuard::restored(StoredClause{text_at(from, "text")})};
        if (name == "notice") return notice_from(from);
        if (name == "done") return done_from(from);
    } catch (const std::exception&) {
        return damaged();
    }
    return damaged();
}

}  // namespace buddy::conversation
