// SummaryStore in memory, beside a FakeConversationStore. One event loop only.
#pragma once

#include "conversation/fake_conversation_store.hpp"
#include "conversation/summary_store.hpp"

#include <map>
#include <utility>

namespace buddy::conversation {

class FakeSummaryStore final : public SummaryStore {
public:
    /// `talks` outlives this.
    explicit FakeSummaryStore(const FakeConversationStore& talks) : talks_{talks} {}

    Task<std::optional<Summary>> find(ChildRef child, ConversationId id) override
    {
        const auto found = kept.find(id);
        const bool is_own = talks_.talk(child, id) != nullptr;
        co_return found == kept.end() || !is_own ? std::nullopt : std::optional{found->second};
    }
    Task<TalkPart> part_of(ChildRef child, ConversationId id, TurnRange range) override
    {
        TalkPart part;
        const auto* talk = talks_.talk(child, id);
        if (talk == nullptr) co_return part;
        int number = 0;
        for (const auto& turn : talk->turns) {
            ++number;
            const bool is_meant = number > range.after && number <= range.until &&
                                  turn.begun.at >= range.since && !turn.begun.ref.is_protected &&
                                  turn.finished && turn.finished->reason == FinishReason::Answered;
            if (!is_meant) continue;
            if (!part.oldest) part.oldest = turn.begun.at;
            part.said.push_back(
                {.role = safety::Role::Child,
                 .text = turn.begun.text,
                 .private_spans = turn.begun.private_spans}
            );
            if (auto reply = reply_of(turn.events); !reply.empty())
                part.said.push_back({.role = safety::Role::Mentor, .text = std::move(reply)});
        }
        co_return part;
    }
    Task<> keep(ChildRef child, ConversationId id, Summary summary) override
    {
        if (talks_.talk(child, id) == nullptr) co_return;
        const auto found = kept.find(id);
        if (found == kept.end() || found->second.until < summary.until)
            kept[id] = std::move(summary);
    }
    Task<> forget(ChildRef child, ConversationId id) override
    {
        if (talks_.talk(child, id) != nullptr) kept.erase(id);
        co_return;
    }
    std::map<ConversationId, Summary> kept;

private:
    const FakeConversationStore& talks_;
};

}  // namespace buddy::conversation
