// What insights are made of, gathered from those who know it: talks as guardians may know of them, how far the child's
// level opens them, alerts of which guardians were told, and whether the law lets moods be read.
//
// Lifetime  Everything in Parts outlives this.
#pragma once

#include "insight/insight.hpp"
#include "oversight/oversight_store.hpp"

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "moderation/alert_store.hpp"

#include <chrono>
#include <functional>

namespace buddy::app {

class InsightFacts final : public insight::FactSource {
public:
    struct Parts {
        conversation::TalkDiary& talks;
        oversight::OversightStore& oversight;
        moderation::AlertStore& alerts;
        identity::Directory& directory;
        const Clock& clock;
        /// Whether moods of a child are read and kept now.
        std::function<Task<bool>(ChildId child)> reads_moods;
    };
    explicit InsightFacts(Parts parts) : parts_{std::move(parts)} {}

    Task<Result<insight::Facts>> facts_between(
        ChildId child, Time from, Time until, insight::Reader reader
    ) override;
    Task<> note_look(FamilyId family, ChildId child, GuardianId guardian, bool shows_doings)
        override;

private:
    Parts parts_;
};

}  // namespace buddy::app
