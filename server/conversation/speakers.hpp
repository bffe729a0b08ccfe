// Who speaks in a turn, and who is told when it is serious: identity's knowledge in the turn's words.
#pragma once

#include "conversation/turn_pipeline.hpp"
#include "identity/identity.hpp"

#include <functional>
#include <string>

namespace buddy::conversation {

/// An opaque name of a child for model providers; the same each time, and not to be traced back.
using NameForModels = std::function<std::string(const ChildId& child)>;

/// Whether a model outside this server may see the words of a child of that family now: asked right
/// before each call.
using MayReach = std::function<Task<bool>(FamilyId family, std::string model)>;

/// Whether what the child says may be kept now: asked before each turn. Where it may not, the message is
/// screened all the same and a crisis is answered (TurnRef::is_kept).
using MayKeep = std::function<Task<bool>(ChildRef child)>;

/// An answer that is known already: an API key's scope, a test's family.
[[nodiscard]] inline Task<bool> answered(bool answer)
{
    co_return answer;
}

/// NotFound  the child does not exist, or is not of that family.
[[nodiscard]] Task<Result<Speaker>> speaker_of(
    identity::Directory& directory,
    ChildRef child,
    NameForModels name_for_models,
    MayReach may_reach
);

}  // namespace buddy::conversation
