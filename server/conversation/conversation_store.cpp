#include "conversation/conversation_store.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::conversation {
namespace {

constexpr std::array<std::string_view, 5> state_ids{
    "running", "complete", "stopped", "interrupted", "replaced"
};

TurnState state_of(Finish finish) noexcept
{
    switch (finish) {
        case Finish::Complete: return TurnState::Complete;
        case Finish::Stopped: return TurnState::Stopped;
        case Finish::Interrupted: return TurnState::Interrupted;
        case Finish::Replaced: return TurnState::Replaced;
    }
    return TurnState::Interrupted;
}

struct Record {
    RecordedTurn& turn;
    void operator()(const TurnStarted& /*event*/) const {}
    void operator()(const MoodShown& event) const { turn.mood = event; }
    void operator()(const AdvisorSpeaks& event) const { turn.advisor = event; }
    void operator()(const Delta& event) const { turn.reply += event.text.text(); }
    void operator()(const Notice& event) const { turn.notices.push_back(event); }
    void operator()(const Done& event) const
    {
        turn.state = state_of(event.finish);
        turn.suggestions = event.suggestions;
    }
};

}  // namespace

notify::Urgency urgency_of(safety::Severity severity) noexcept
{
    switch (severity) {
        case safety::Severity::Critical: return notify::Urgency::Critical;
        case safety::Severity::High: return notify::Urgency::High;
        case safety::Severity::Medium: return notify::Urgency::Medium;
        default: return notify::Urgency::Low;
    }
}

std::string_view id_of(TurnState state) noexcept
{
    return state_ids.at(static_cast<std::size_t>(state));
}

void drop_needless_notes(Memory& memory)
{
    const auto in_full = std::ranges::count(memory.said, safety::Role::Child, &Said::role);
    std::erase_if(memory.notes, [&](const TurnNote& note) {
        return note.number > memory.turns - in_full;
    });
    const auto extra = static_cast<std::ptrdiff_t>(memory.notes.size()) - Memory::most_notes;
    if (extra > 0) memory.notes.erase(memory.notes.begin(), memory.notes.begin() + extra);
}

RecordedTurn record_of(TurnId id, Time started_at, const std::vector<NumberedEvent>& events)
{
    RecordedTurn turn{.id = std::move(id), .started_at = started_at};
    for (const auto& event : events) std::visit(Record{turn}, event.event);
    return turn;
}

}  // namespace buddy::conversation
