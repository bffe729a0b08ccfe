// What documents remember: versions as they were published, who has checked them, what guardians answered.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "documents/facts.hpp"
#include "documents/standing.hpp"

#include "platform/async/task.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::documents {

/// One version, as it was shown.
struct Published {
    std::string kind;
    Version version;
    std::vector<Statement> statements;
    std::string body;  ///< English Markdown, with all facts.
    Time at;
    friend bool operator==(const Published&, const Published&) = default;
};

/// Somebody has checked a text for the operator: it holds until something material is new.
struct Review {
    std::string kind;
    std::string binding;
    std::string reviewer;
    Time at;
    friend bool operator==(const Review&, const Review&) = default;
};

class DocumentStore {
public:
    DocumentStore() = default;
    DocumentStore(const DocumentStore&) = delete;
    DocumentStore& operator=(const DocumentStore&) = delete;
    DocumentStore(DocumentStore&&) = delete;
    DocumentStore& operator=(DocumentStore&&) = delete;
    virtual ~DocumentStore() = default;

    /// Adds a version, unless the last one of its kind says the same. Returns the one that stands.
    virtual Task<Published> publish(Published published) = 0;
    /// The last one that had this text.
    virtual Task<std::optional<Published>> find(std::string kind, std::string version) = 0;
    virtual Task<> put_review(Review review) = 0;
    virtual Task<std::vector<Review>> reviews() = 0;
    /// All or none.
    virtual Task<> append(std::vector<Answer> answers) = 0;
    /// Oldest first.
    virtual Task<std::vector<Answer>> answers_of(GuardianId guardian) = 0;
};

}  // namespace buddy::documents
