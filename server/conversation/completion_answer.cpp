#include "conversation/completion_answer.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::conversation {

namespace json = boost::json;

namespace {

json::array names_of(const safety::Notify& notify)
{
    json::array names;
    if (notify.guardian) names.emplace_back("guardian");
    if (notify.trusted_adult) names.emplace_back("trusted_adult");
    if (notify.moderator) names.emplace_back("moderator");
    return names;
}

json::value json_of(std::string_view text)
{
    return json::value(json::string_view{text});
}

/// Who must be told is the caller's to do: only it knows the child.
json::object buddy_part(const CompletionOutcome& outcome)
{
    const auto& decided = outcome.decided;
    json::array notices;
    for (const auto& notice : outcome.notices) notices.push_back(json::parse(payload_of(notice)));
    return {
        {"available", decided.available},
        {"action", json_of(safety::id_of(decided.action))},
        {"severity", static_cast<int>(decided.severity)},
        {"category", decided.primary ? json_of(safety::id_of(*decided.primary)) : json::value{}},
        {"subject", json_of(safety::id_of(decided.subject))},
        {"notify", names_of(decided.notify)},
        {"reason", json_of(id_of(outcome.reason))},
        {"notices", std::move(notices)}
    };
}

/// What a model read and wrote; nothing where none was asked.
json::object usage_part(const std::optional<llm::Usage>& usage)
{
    const auto used = usage.value_or(llm::Usage{});
    return {
        {"prompt_tokens", used.prompt_tokens},
        {"completion_tokens", used.completion_tokens},
        {"total_tokens", used.prompt_tokens + used.completion_tokens}
    };
}

json::object face_part(const CompletionAnswer::Face& face, std::string_view kind)
{
    return {
        {"id", face.id}, {"object", json_of(kind)}, {"created", face.created}, {"model", face.model}
    };
}

std::string framed(const json::object& chunk)
{
    return "data: " + json::serialize(chunk) + "\n\n";
}

constexpr std::string_view chunk_kind = "chat.completion.chunk";

}  // namespace

std::string completion_id(const TurnId& turn)
{
    return "chatcmpl-" + turn.text();
}

std::string_view completion_finish_of(FinishReason reason) noexcept
{
    switch (reason) {
        case FinishReason::Answered:
        case FinishReason::CrisisAnswered: return "stop";
        case FinishReason::InputRefused:
        case FinishReason::InputNotJudged:
        case FinishReason::TooFast:
        case FinishReason::OutputStopped:
        case FinishReason::OutputNotJudged:
        case FinishReason::ModelRefused: return "content_filter";
        default: return "length";
    }
}

std::string CompletionAnswer::whole(
    const std::vector<ClearedText>& clauses, const CompletionOutcome& outcome
) const
{
    std::string content;
    for (const auto& clause : clauses) content += clause.text();
    json::object choice{
        {"index", 0},
        {"message", {{"role", "assistant"}, {"content", content}, {"refusal", nullptr}}},
        {"logprobs", nullptr},
        {"finish_reason", json_of(completion_finish_of(outcome.reason))}
    };
    auto answer = face_part(face_, "chat.completion");
    answer["choices"] = json::array{std::move(choice)};
    answer["usage"] = usage_part(outcome.usage);
    answer["buddy"] = buddy_part(outcome);
    return json::serialize(answer);
}

std::string CompletionAnswer::opening() const
{
    return chunk({{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}}, nullptr, {});
}

std::string CompletionAnswer::clause(const ClearedText& text) const
{
    return chunk({{"content", text.text()}}, nullptr, {});
}

std::string CompletionAnswer::ending(const CompletionOutcome& outcome) const
{
    auto all =
        chunk(json::object{}, json_of(completion_finish_of(outcome.reason)), buddy_part(outcome));
    if (face_.with_usage) {
        auto last = face_part(face_, chunk_kind);
        last["choices"] = json::array{};
        last["usage"] = usage_part(outcome.usage);
        all += framed(last);
    }
    return all += "data: [DONE]\n\n";
}

std::string CompletionAnswer::chunk(json::object delta, json::value finish, json::object buddy)
    const
{
    json::object choice{
        {"index", 0},
        {"delta", std::move(delta)},
        {"logprobs", nullptr},
        {"finish_reason", std::move(finish)}
    };
    auto out = face_part(face_, chunk_kind);
    out["choices"] = json::array{std::move(choice)};
    if (face_.with_usage) out["usage"] = nullptr;
    if (!buddy.empty()) out["buddy"] = std::move(buddy);
    return framed(out);
}

}  // namespace buddy::conversation
