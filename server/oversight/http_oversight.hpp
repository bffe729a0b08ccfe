// Oversight over HTTP, as api/openapi.yaml describes it: what guardians see of talks, and what the child
// sees of that.
//
//     HttpOversight oversight{{.store = store, .talks = diary, .directory = directory, .clock = clock}};
//     routes.append_range(oversight.routes());
//
// Every answer to a guardian is a look, stored before it is sent. What the level does not open is
// refused with 403; what no guardian may know of is 404, as is what does not exist.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "oversight/opening_store.hpp"
#include "oversight/oversight_store.hpp"
#include "oversight/talks.hpp"

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "platform/http/route.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace buddy::oversight {

class HttpOversight {
public:
    /// How far back guardians' list of talks goes.
    static constexpr std::chrono::days span{90};

    struct Parts {
        OversightStore& store;
        OpeningStore& openings;
        conversation::TalkDiary& talks;
        identity::Directory& directory;
        const Clock& clock;
    };
    explicit HttpOversight(Parts parts) : parts_{parts} {}
    [[nodiscard]] http::Routes routes();

private:
    // Guardians
    Task<> get_level(http::Exchange& exchange);
    Task<> set_level(http::Exchange& exchange);
    Task<> list_talks(http::Exchange& exchange);
    Task<> read_summary(http::Exchange& exchange);
    Task<> read_transcript(http::Exchange& exchange);
    Task<> read_excerpt(http::Exchange& exchange);
    // The child
    Task<> get_contract(http::Exchange& exchange);
    Task<> note_told(http::Exchange& exchange);
    Task<> list_looks(http::Exchange& exchange);

    /// A child of the caller's family, and what its level is and was.
    struct Whose {
        conversation::ChildRef ref;
        safety::AgeBand band;
        Course course;
        Level most = Level::Transcript;  ///< For who asks: its own view may be narrower.
    };
    /// As child_of(), with the view of this guardian.
    Task<Result<Whose>> seen_by(http::Principal guardian, ChildId child);
    /// NotFound, also for another family's.
    Task<Result<Whose>> child_of(FamilyId family, ChildId child);
    /// The turns of the path's conversation that `level` opens.
    /// NotFound  no such conversation for a guardian.  NotAllowed  the level does not open it.
    Task<Result<std::vector<conversation::TalkTurn>>> open_turns(
        Whose whose, ConversationId conversation, Level level
    );
    Task<> note_look(
        http::Principal guardian, conversation::ChildRef child, Level what, std::string object
    );
    Task<std::string> language_of(http::Principal guardian);

    /// What this guardian sees at most. Titles where that cannot be told.
    Task<Level> view_of(http::Principal guardian);

    Parts parts_;
};

}  // namespace buddy::oversight
