// The compliance board: what an operator must be able to show, gathered in one look. Numbers and states; of
// requests and families no words and no names.
//
//     const auto state = co_await board.look();
//     response.body = json::serialize(json_of(state));
//
// Threads  Any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/requests.hpp"
#include "compliance/retention_store.hpp"
#include "compliance/sql_board_store.hpp"
#include "compliance/sql_incident_store.hpp"
#include "consent/consent.hpp"

#include "platform/async/blocking.hpp"
#include "platform/audit/audit.hpp"
#include "platform/audit/verify.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <string>
#include <vector>

namespace buddy::compliance {

/// How many families stand so to one use.
struct ConsentLine {
    consent::Scope scope;
    std::string name;      ///< What people call the processor.
    bool is_used = false;  ///< This installation makes that use now.
    consent::State state = consent::State::None;
    std::string method;
    std::int64_t families = 0;
};

struct ProcessorLine {
    std::string processor;
    std::string name;
    std::string country;
    std::vector<consent::Purpose> purposes;
    std::optional<Agreement> agreement;
    AgreementState state = AgreementState::Missing;
};

struct BoardState {
    Time made_at;
    std::int64_t families = 0;
    std::vector<ConsentLine> consents;
    std::vector<OpenRequest> requests;
    std::vector<WorkCount> work;
    std::vector<RetentionRun>
        runs;  ///< Newest first: the last one, and those that removed something.
    audit::Head audit_head;
    std::optional<audit::Anchor> anchor;  ///< The last one.
    std::optional<AuditCheck> check;      ///< The last one.
    std::vector<ProcessorLine> processors;
    std::vector<Incident> incidents;
};

/// By use and state; several terms or methods of one state are several lines.
[[nodiscard]] std::vector<ConsentLine> consent_lines(
    const std::vector<ConsentCount>& counts, const consent::Notice& notice
);
/// Whoever outside gets anything, once, with the agreement.
[[nodiscard]] std::vector<ProcessorLine> processor_lines(
    const consent::Notice& notice, const std::vector<Agreement>& agreements, Time now
);
/// The first, and of the others those that removed or held something; `most` at most.
[[nodiscard]] std::vector<RetentionRun> telling_runs(
    const std::vector<RetentionRun>& runs, std::size_t most
);

[[nodiscard]] boost::json::object json_of(const Incident& incident, Time now);
[[nodiscard]] boost::json::object json_of(const OpenRequest& request);
[[nodiscard]] boost::json::object json_of(const BoardState& state);

class Board {
public:
    /// All outlive this.
    struct Parts {
        SqlBoardStore& store;
        Requests& requests;
        RetentionStore& retention;
        SqlIncidentStore& incidents;
        audit::Trail& trail;
        audit::AnchorFile anchors;
        consent::Notice notice;
        BlockingPool& pool;
        const Clock& clock;
    };
    explicit Board(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] const consent::Notice& notice() const noexcept { return parts_.notice; }
    Task<BoardState> look();
    /// Walks the audit log if nobody did for a day, and keeps what it found. Returns the fault, if there is one.
    Task<std::optional<audit::Fault>> check_audit();

private:
    Parts parts_;
};

}  // namespace buddy::compliance
