// What a turn tells its readers, as types; and how each looks in JSON and as server-sent event.
//
// Every visible word of a reply is ClearedText. Notices are authored by us and carry numbers from
// the registry of help lines only; they never pass a model.
#pragma once

#include "advisors/advisors.hpp"
#include "conversation/cleared_text.hpp"
#include "conversation/conversation.hpp"
#include "llm/llm.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace buddy::conversation {

struct TurnStarted {
    TurnId turn;
    ConversationId conversation;
};
struct MoodShown {
    emotion::Mood mood = emotion::Mood::Calm;
    std::string word;
    bool corrected = false;
};
struct AdvisorSpeaks {
    std::string id;
    std::string name;
    std::string reason;
};
struct Delta {
    ClearedText text;
};
enum class NoticeKind : std::uint8_t { Ai, Break, Help, Told, Time };
struct Notice {
    NoticeKind kind = NoticeKind::Ai;
    std::string text;
    std::vector<advisors::HelpLine> lines;
    std::vector<std::string> people;
};
struct Done {
    Finish finish = Finish::Complete;
    std::vector<std::string> suggestions;
    std::optional<llm::Usage> usage;
};

using TurnEvent = std::variant<TurnStarted, MoodShown, AdvisorSpeaks, Delta, Notice, Done>;

/// An event and its place in the turn, counted from 1. The number is the SSE id.
struct NumberedEvent {
    int number = 0;
    TurnEvent event;
};

/// "turn", "mood", "advisor", "delta", "notice" or "done".
[[nodiscard]] std::string_view name_of(const TurnEvent& event) noexcept;
/// The event's JSON, as api/openapi.yaml describes it.
[[nodiscard]] std::string payload_of(const TurnEvent& event);
/// Framed for a browser: "id: 3\nevent: delta\ndata: {…}\n\n".
[[nodiscard]] std::string frame(const NumberedEvent& event);
/// The text of all deltas, in order.
[[nodiscard]] std::string reply_of(const std::vector<NumberedEvent>& events);

/// Reads back what payload_of() wrote. It makes cleared text of stored text, so only stores may.
class EventReader {
private:
    friend class SqlConversationStore;
    friend class SqlTalkDiary;
    friend class SqlOpenedTalks;
    friend class SqlAnswerDiary;
    /// Invalid  name or payload is not what payload_of() writes.
    [[nodiscard]] static Result<TurnEvent> read(std::string_view name, std::string_view payload);
};

}  // namespace buddy::conversation
