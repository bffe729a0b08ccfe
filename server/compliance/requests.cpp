#include "compliance/requests.hpp"

#include "platform/crypto/random.hpp"

#include <algorithm>
#include <utility>

namespace buddy::compliance {

Task<Result<crypto::Sealed>> Requests::sealed(RightsRequest request, std::string words)
{
    const auto place = place_of_request(request.id);
    auto& keys = parts_.keys;
    if (request.is_protected()) {
        const auto key = request.child ? co_await keys.protecting(request.family, *request.child)
                                       : co_await keys.protecting(request.family);
        if (!key) co_return std::unexpected(key.error());
        co_return key->seal(words, place);
    }
    const auto key = request.child ? co_await keys.of(request.family, *request.child)
                                   : co_await keys.of(request.family);
    if (!key) co_return std::unexpected(key.error());
    co_return key->seal(words, place);
}

Task<Result<std::vector<Said>>> Requests::words_of(
    RightsRequest request, crypto::ProtectedReader reader
)
{
    const auto key = request.is_protected()
                         ? co_await parts_.keys.protected_words(request.family, reader)
                         : co_await parts_.keys.of(request.family);
    if (!key) co_return std::unexpected(key.error());
    std::vector<Said> said;
    for (const auto& message : co_await parts_.store.messages(request.id)) {
        auto words = key->open(message.words, place_of_request(request.id));
        if (!words) co_return std::unexpected(words.error());
        said.push_back({.step = message.step, .at = message.said_at, .words = std::move(*words)});
    }
    co_return said;
}

Task<std::vector<notify::RequestMail>> Requests::to_staff(Urgency urgency)
{
    std::vector<notify::RequestMail> mails;
    // Of no family: nothing of it may show in what a family takes along.
    for (auto& person : co_await parts_.directory.moderators())
        mails.push_back(
            {.family = {},
             .to = std::move(person.email),
             .language = "en",
             .reader = urgency == Urgency::Usual ? notify::RequestReader::Staff
                                                 : notify::RequestReader::StaffNow}
        );
    co_return mails;
}

Task<std::vector<notify::RequestMail>> Requests::to_guardian(RightsRequest request)
{
    std::vector<notify::RequestMail> mails;
    if (request.is_protected()) co_return mails;
    const auto contacts = co_await parts_.directory.contacts_of(request.family);
    if (!contacts) co_return mails;
    for (const auto& guardian : contacts->guardians)
        if (guardian.id == *request.guardian && guardian.email_verified)
            mails.push_back(
                {.family = request.family,
                 .to = guardian.email,
                 .language = guardian.language,
                 .reader = notify::RequestReader::Guardian}
            );
    co_return mails;
}

Task<Result<void>> Requests::store(RightsRequest request, std::string words)
{
    auto hidden = co_await sealed(request, std::move(words));
    if (!hidden) co_return std::unexpected(hidden.error());
    auto mails = co_await to_staff(request.urgency);
    co_return co_await parts_.store.open(
        std::move(request), std::move(*hidden), std::move(mails), most_open
    );
}

Task<Result<RightsRequest>> Requests::ask_as_guardian(
    FamilyId family,
    GuardianId guardian,
    RequestKind kind,
    std::optional<ChildId> child,
    std::string words
)
{
    if (child) {
        const auto profile = co_await parts_.directory.find_child(*child);
        if (!profile || profile->family != family)
            co_return failed(ErrorCode::NotFound, "no such child in the family");
    }
    const auto contacts = co_await parts_.directory.contacts_of(family);
    if (!contacts) co_return std::unexpected(contacts.error());
    const auto now = parts_.clock.now();
    const auto& rule = parts_.times.rule_for(contacts->country);
    RightsRequest request{
        .id = crypto::new_id_text(now),
        .family = std::move(family),
        .guardian = std::move(guardian),
        .child = std::move(child),
        .kind = kind,
        .state = RequestState::Open,
        .urgency = Urgency::Usual,
        .country = contacts->country,
        .rule = rule.id,
        .opened_at = now,
        .due_at = rule.due(now),
        .extended_at = std::nullopt,
        .closed_at = std::nullopt
    };
    const auto stored = co_await store(request, std::move(words));
    if (!stored) co_return std::unexpected(stored.error());
    co_return request;
}

Task<Result<RightsRequest>> Requests::ask_as_child(
    FamilyId family, ChildId child, RequestKind kind, std::string words
)
{
    const auto profile = co_await parts_.directory.find_child(child);
    if (!profile) co_return std::unexpected(profile.error());
    const auto urgency = co_await parts_.judge(*profile, words);
    const auto now = parts_.clock.now();
    const auto& rule = parts_.times.rule_for(profile->country);
    RightsRequest request{
        .id = crypto::new_id_text(now),
        .family = std::move(family),
        .guardian = std::nullopt,
        .child = std::move(child),
        .kind = kind,
        .state = RequestState::Open,
        .urgency = urgency,
        .country = profile->country,
        .rule = rule.id,
        .opened_at = now,
        .due_at = rule.due(now),
        .extended_at = std::nullopt,
        .closed_at = std::nullopt
    };
    const auto stored = co_await store(request, std::move(words));
    if (!stored) co_return std::unexpected(stored.error());
    co_return request;
}

Task<Result<RightsRequest>> Requests::move(
    RightsRequest before, Step step, std::string words, audit::Actor by, Urgency urgency
)
{
    const auto now = parts_.clock.now();
    auto after = moved(before, {.step = step, .at = now}, parts_.times.rule(before.rule));
    if (!after) co_return std::unexpected(after.error());
    after->urgency = std::max(after->urgency, urgency);
    auto hidden = co_await sealed(before, std::move(words));
    if (!hidden) co_return std::unexpected(hidden.error());
    auto mails =
        step == Step::Reply ? co_await to_staff(after->urgency) : co_await to_guardian(before);
    const auto done = co_await parts_.store.move(
        before.state,
        *after,
        {.step = step, .said_at = now, .words = std::move(*hidden)},
        std::move(by),
        std::move(mails)
    );
    if (!done) co_return std::unexpected(done.error());
    co_return std::move(*after);
}

Task<Result<RightsRequest>> Requests::reply_as_guardian(
    FamilyId family, GuardianId guardian, std::string id, std::string words
)
{
    auto request = co_await parts_.store.find(std::move(id));
    if (!request || request->family != family || request->guardian != guardian)
        co_return failed(ErrorCode::NotFound, "no such request of this guardian");
    co_return co_await move(
        std::move(*request),
        Step::Reply,
        std::move(words),
        audit::Actor::of(guardian),
        Urgency::Usual
    );
}

Task<Result<RightsRequest>> Requests::reply_as_child(
    FamilyId family, ChildId child, std::string id, std::string words
)
{
    auto request = co_await parts_.store.find(std::move(id));
    if (!request || !request->is_protected() || request->family != family ||
        request->child != child)
        co_return failed(ErrorCode::NotFound, "no such request of this child");
    const auto profile = co_await parts_.directory.find_child(child);
    if (!profile) co_return std::unexpected(profile.error());
    const auto urgency = co_await parts_.judge(*profile, words);
    co_return co_await move(
        std::move(*request), Step::Reply, std::move(words), audit::Actor::of(child), urgency
    );
}

Task<Result<std::vector<ReadRequest>>> Requests::of_guardian(FamilyId family, GuardianId guardian)
{
    std::vector<ReadRequest> out;
    for (auto& request :
         co_await parts_.store.of_guardian(std::move(family), std::move(guardian))) {
        if (request.is_protected()) continue;
        auto said = co_await words_of(request, crypto::ProtectedReader::Moderator);
        if (!said) co_return std::unexpected(said.error());
        out.push_back({.request = std::move(request), .said = std::move(*said)});
    }
    co_return out;
}

Task<Result<std::vector<ReadRequest>>> Requests::of_child(FamilyId family, ChildId child)
{
    std::vector<ReadRequest> out;
    for (auto& request : co_await parts_.store.of_child(std::move(family), std::move(child))) {
        auto said = co_await words_of(request, crypto::ProtectedReader::Child);
        if (!said) co_return std::unexpected(said.error());
        std::erase_if(*said, [](const Said& one) {
            return one.step == Step::Asked || one.step == Step::Reply;
        });
        out.push_back({.request = std::move(request), .said = std::move(*said)});
    }
    co_return out;
}

Task<std::vector<OpenRequest>> Requests::open_ones()
{
    const auto now = parts_.clock.now();
    std::vector<OpenRequest> out;
    for (const auto& request : co_await parts_.store.open_requests())
        out.push_back(
            {.id = request.id,
             .kind = request.kind,
             .state = request.state,
             .severity = request.urgency,
             .by_child = request.is_protected(),
             .opened_at = request.opened_at,
             .due = request.due_at,
             .standing = standing_at(now, request.due_at, request_warning),
             .rule = request.rule,
             .can_extend = !request.extended_at && now <= request.due_at &&
                           parts_.times.rule(request.rule).longer_by.has_length()}
        );
    co_return out;
}

Task<Result<ReadRequest>> Requests::read(StaffId staff, std::string id)
{
    auto request = co_await parts_.store.find(std::move(id));
    if (!request) co_return failed(ErrorCode::NotFound, "no such request");
    co_await parts_.store.note_look(*request, std::move(staff));
    auto said = co_await words_of(*request, crypto::ProtectedReader::Moderator);
    if (!said) co_return std::unexpected(said.error());
    co_return ReadRequest{.request = std::move(*request), .said = std::move(*said)};
}

Task<Result<RightsRequest>> Requests::step(
    StaffId staff, std::string id, Step step, std::string words
)
{
    auto request = co_await parts_.store.find(std::move(id));
    if (!request) co_return failed(ErrorCode::NotFound, "no such request");
    co_return co_await move(
        std::move(*request), step, std::move(words), audit::Actor::of(staff), Urgency::Usual
    );
}

}  // namespace buddy::compliance
