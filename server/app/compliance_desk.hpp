// Requests that people answer, incidents, and the board that shows what an operator must answer for, wired.
//
// Threads   Those of its parts.
// Lifetime  Everything in Parts outlives this.
#pragma once

#include "compliance/assessment_pack.hpp"
#include "compliance/http_board.hpp"
#include "compliance/http_requests.hpp"

#include "app/config.hpp"
#include "app/shipped_parts.hpp"
#include "notify/notify.hpp"
#include "platform/async/blocking.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/secret_key.hpp"

namespace buddy::app {

/// What the draft assessment says of this installation.
[[nodiscard]] compliance::PackFacts pack_facts(
    const Config& config,
    const ShippedParts& parts,
    std::vector<compliance::ProcessorLine> processors,
    Time now
);

/// How soon somebody must look at what a child wrote. What could not be judged: now.
[[nodiscard]] compliance::Urgency urgency_of(const safety::Assessment& assessment) noexcept;

class ComplianceDesk {
public:
    struct Parts {
        const Config& config;
        const ShippedParts& shipped;
        sql::Database& database;
        crypto::FamilyKeys& keys;
        const crypto::SecretKey& root;
        const Clock& clock;
        identity::Directory& directory;
        notify::Outbox& outbox;
        audit::Trail& trail;
        compliance::RetentionStore& retention;
        BlockingPool& assessing;
        /// The safety engine, with whoever watches it.
        std::function<safety::Assessment(
            const safety::Message& message,
            const safety::RiskState& before,
            safety::RiskState& after
        )>
            assess;
    };
    explicit ComplianceDesk(const Parts& parts);
    [[nodiscard]] http::Routes routes();
    [[nodiscard]] compliance::Requests& requests() noexcept { return requests_; }
    [[nodiscard]] compliance::SqlIncidentStore& incidents() noexcept { return incidents_; }
    [[nodiscard]] compliance::Board& board() noexcept { return board_; }

private:
    Task<compliance::Urgency> judge(identity::ChildProfile child, std::string words);

    Parts parts_;
    BlockingPool files_{1};
    compliance::SqlRequestStore request_store_;
    compliance::Requests requests_;
    compliance::SqlIncidentStore incidents_;
    compliance::SqlBoardStore board_store_;
    compliance::Board board_;
    compliance::HttpRequests http_requests_;
    compliance::HttpBoard http_board_;
};

}  // namespace buddy::app
