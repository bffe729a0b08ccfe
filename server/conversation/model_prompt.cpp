#include "conversation/model_prompt.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace buddy::conversation {

namespace {

std::string fenced(
    const ModelVoice& model, std::string_view text, const std::vector<PrivateSpan>& spans
)
{
    return advisors::Mentor::fenced(model.is_local ? std::string{text} : without(text, spans));
}

/// What was said, as turns: a child's message and what followed it. Before the first message there may be an
/// answer whose message is forgotten already.
std::vector<std::vector<llm::ChatMessage>> turns_of(
    const ModelVoice& model, const std::vector<Said>& said
)
{
    std::vector<std::vector<llm::ChatMessage>> turns;
    for (const auto& one : said) {
        if (one.was_refused) continue;  // a vendor that sees it again would refuse again
        const bool is_child = one.role == safety::Role::Child;
        if (is_child || turns.empty()) turns.emplace_back();
        turns.back().push_back(
            {.role = is_child ? llm::Role::User : llm::Role::Assistant,
             .content = is_child ? fenced(model, one.text, one.private_spans) : one.text}
        );
    }
    return turns;
}

/// Below it, in tokens, the talk needs the room more.
constexpr std::int64_t room_for_examples = 16'384;

bool fits(const llm::ChatRequest& request, const llm::Window& window)
{
    return llm::tokens_at_most(request) <= window.context;
}

}  // namespace

std::string without(std::string_view text, const std::vector<PrivateSpan>& spans)
{
    std::string out;
    std::size_t at = 0;
    for (const auto& span : spans) {
        if (span.begin < at || span.end > text.size() || span.begin > span.end) continue;
        out += text.substr(at, span.begin - at);
        out += "[…]";
        at = span.end;
    }
    return out += text.substr(at);
}

std::optional<llm::ChatRequest> prompt_for(const ModelVoice& model, PromptParts parts)
{
    llm::ChatRequest request{
        .max_tokens = static_cast<int>(model.window.answer),
        .end_user = std::move(parts.end_user),
        .account = std::move(parts.account)
    };
    auto& messages = request.messages;
    if (model.window.context >= room_for_examples)
        parts.instructions.shared += '\n' + parts.instructions.examples;
    messages.push_back(
        {.role = llm::Role::System,
         .content = std::move(parts.instructions.shared),
         .is_shared = true}
    );
    messages.push_back({.role = llm::Role::System, .content = std::move(parts.instructions.of_turn)}
    );
    messages.push_back(
        {.role = llm::Role::User, .content = fenced(model, parts.text, parts.private_spans)}
    );
    if (!fits(request, model.window)) return std::nullopt;
    const auto last_message = messages.back().content.size();
    if (!parts.earlier.empty()) {
        auto with_earlier = request;
        with_earlier.messages[1].content += '\n' + advisors::Mentor::fenced_summary(parts.earlier);
        if (fits(with_earlier, model.window)) request = std::move(with_earlier);
    }
    for (auto& aside : parts.asides) {
        auto with_aside = request;
        auto& instructions = with_aside.messages[1].content;
        if (!aside.about.empty() && !instructions.contains(aside.about))
            instructions += '\n' + aside.about;
        auto& message = with_aside.messages.back().content;
        message.insert(message.size() - last_message, aside.fenced + '\n');
        if (fits(with_aside, model.window)) request = std::move(with_aside);
    }
    auto turns = turns_of(model, parts.said);
    while (!turns.empty()) {
        auto longer = request;
        std::ranges::move(
            turns.back(), std::inserter(longer.messages, longer.messages.begin() + 1)
        );
        if (!fits(longer, model.window)) break;
        request = std::move(longer);
        turns.pop_back();
    }
    return request;
}

}  // namespace buddy::conversation
