// /livez, /readyz and /metrics.
//
// Threads  Any event loop.
#pragma once

#include "operations/operations.hpp"
#include "platform/http/route.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql/database.hpp"

namespace buddy::operations {

class HttpOperations {
public:
    struct Parts {
        const SafetyHealth& safety;
        sql::Database& database;
        const metrics::Metrics& metrics;
        const std::atomic<bool>& stopping;
    };
    explicit HttpOperations(Parts parts) : parts_{parts} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> is_alive(http::Exchange& exchange);
    Task<> is_ready(http::Exchange& exchange);
    Task<> read_metrics(http::Exchange& exchange);
    Task<Check> check_database();

    Parts parts_;
};

}  // namespace buddy::operations
