// The documents for everybody, and a guardian's answers to them, as api/openapi.yaml describes it.
//
// Threads  Any loop. Lifetime  `documents` outlives this; this outlives the server.
#pragma once

#include "documents/documents.hpp"

#include "platform/http/route.hpp"

namespace buddy::documents {

class HttpDocuments {
public:
    explicit HttpDocuments(Documents& documents) : documents_{documents} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> list(http::Exchange& exchange);
    Task<> read(http::Exchange& exchange);
    Task<> list_answers(http::Exchange& exchange);
    Task<> answer(http::Exchange& exchange);

    Documents& documents_;
};

}  // namespace buddy::documents
