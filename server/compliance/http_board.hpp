// The compliance board for staff, over HTTP: the look, incidents, agreements, evidence and the draft assessment.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "compliance/board.hpp"

#include "platform/http/route.hpp"

#include <functional>
#include <string>

namespace buddy::compliance {

class HttpBoard {
public:
    /// All outlive this.
    struct Parts {
        Board& board;
        SqlBoardStore& store;
        SqlIncidentStore& incidents;
        audit::Trail& trail;
        const Clock& clock;
        /// The draft assessment as a page, of the installation as it is now.
        std::function<std::string(const BoardState& state)> assessment;
    };
    explicit HttpBoard(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> read_board(http::Exchange& exchange);
    Task<> record_incident(http::Exchange& exchange);
    Task<> read_incident(http::Exchange& exchange);
    Task<> add_entry(http::Exchange& exchange);
    Task<> put_agreement(http::Exchange& exchange);
    Task<> download_evidence(http::Exchange& exchange);
    Task<> download_assessment(http::Exchange& exchange);
    Task<> answer_incident(http::Exchange& exchange, unsigned status, Incident incident);

    Parts parts_;
};

}  // namespace buddy::compliance
