// The desk where requests come in and are answered: it knows the clocks, seals the words and tells people.
//
//     const auto asked = co_await requests.ask_as_guardian(who, RequestKind::Correct, child, "…");
//     const auto open = co_await requests.open_ones();                 // for a staff work list: no words in it
//     const auto read = co_await requests.read(staff, id);             // with words; accounted for
//     co_await requests.step(staff, id, Step::Answered, "…");
//
// What a child asks by itself is sealed with the key that no guardian has, stands in no list, export or count
// that a guardian sees, and sends no mail to the family. The safety engine reads it before it is stored; what
// it cannot judge counts as urgent.
//
// Threads  Any event loop.
// Errors   As each function says. A broken database throws sql::DatabaseError.
#pragma once

#include "compliance/answer_times.hpp"
#include "compliance/sql_request_store.hpp"

#include "identity/identity.hpp"
#include "platform/crypto/family_keys.hpp"

#include <functional>
#include <string>
#include <vector>

namespace buddy::compliance {

struct Said {
    Step step = Step::Asked;
    Time at;
    std::string words;
};
struct ReadRequest {
    RightsRequest request;
    std::vector<Said> said;  ///< In order.
};

/// What a work list may show of an open request: nothing of it is a word, and nobody is named.
struct OpenRequest {
    std::string id;
    RequestKind kind = RequestKind::Access;
    RequestState state = RequestState::Open;
    Urgency severity = Urgency::Usual;
    bool by_child = false;
    Time opened_at;
    Time due;
    Standing standing = Standing::InTime;
    std::string rule;
    bool can_extend = false;
};

class Requests {
public:
    /// The most that one person may have open; what is urgent is never refused.
    static constexpr std::int64_t most_open = 10;
    /// Bytes of one text, inclusive.
    static constexpr std::size_t longest_text = 8'000;

    /// All outlive this.
    struct Parts {
        SqlRequestStore& store;
        crypto::FamilyKeys& keys;
        identity::Directory& directory;
        const AnswerTimes& times;
        const Clock& clock;
        /// How soon somebody must look at what a child wrote.
        std::function<Task<Urgency>(identity::ChildProfile child, std::string words)> judge;
    };
    explicit Requests(Parts parts) : parts_{std::move(parts)} {}

    [[nodiscard]] const AnswerTimes& times() const noexcept { return parts_.times; }

    /// NotFound  the child is of another family.  TooMany.
    Task<Result<RightsRequest>> ask_as_guardian(
        FamilyId family,
        GuardianId guardian,
        RequestKind kind,
        std::optional<ChildId> child,
        std::string words
    );
    /// TooMany.
    Task<Result<RightsRequest>> ask_as_child(
        FamilyId family, ChildId child, RequestKind kind, std::string words
    );
    /// Answers a question of staff.
    /// NotFound  not a request of this guardian.  Conflict  nobody asked.
    Task<Result<RightsRequest>> reply_as_guardian(
        FamilyId family, GuardianId guardian, std::string id, std::string words
    );
    Task<Result<RightsRequest>> reply_as_child(
        FamilyId family, ChildId child, std::string id, std::string words
    );
    /// What the guardian asked, with words. Another guardian's requests are that one's own.
    Task<Result<std::vector<ReadRequest>>> of_guardian(FamilyId family, GuardianId guardian);
    /// What the child asked. Its own words stay sealed: somebody may look over its shoulder.
    Task<Result<std::vector<ReadRequest>>> of_child(FamilyId family, ChildId child);

    /// Everybody's, what cannot wait first.
    Task<std::vector<OpenRequest>> open_ones();
    /// With every word, for staff; the look is in the audit log first. NotFound.
    Task<Result<ReadRequest>> read(StaffId staff, std::string id);
    /// NotFound; Conflict  moved() refuses, or somebody was faster.
    Task<Result<RightsRequest>> step(StaffId staff, std::string id, Step step, std::string words);

private:
    Task<Result<std::vector<Said>>> words_of(RightsRequest request, crypto::ProtectedReader reader);
    Task<Result<crypto::Sealed>> sealed(RightsRequest request, std::string words);
    Task<std::vector<notify::RequestMail>> to_staff(Urgency urgency);
    Task<std::vector<notify::RequestMail>> to_guardian(RightsRequest request);
    Task<Result<void>> store(RightsRequest request, std::string words);
    Task<Result<RightsRequest>> move(
        RightsRequest before, Step step, std::string words, audit::Actor by, Urgency urgency
    );

    Parts parts_;
};

}  // namespace buddy::compliance
