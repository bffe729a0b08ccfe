#include "identity/http_grown_ups.hpp"

#include "identity/http_answers.hpp"
#include "identity/rules.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace buddy::identity {
namespace {

using http::Exchange;
namespace json = boost::json;

/// How far back the children's news go.
constexpr std::chrono::days news_span{90};

struct InvitationForm {
    std::string email;
    std::string role;
    std::optional<std::string> visibility;
    std::optional<std::string> alerts;
};
BOOST_DESCRIBE_STRUCT(InvitationForm, (), (email, role, visibility, alerts))

struct TokenForm {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenForm, (), (token))

struct AcceptanceForm {
    std::string token;
    std::optional<std::string> password;
    std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(AcceptanceForm, (), (token, password, language))

struct GrownUpForm {
    std::optional<std::string> visibility;
    std::optional<std::string> alerts;
};
BOOST_DESCRIBE_STRUCT(GrownUpForm, (), (visibility, alerts))

struct PasswordForm {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordForm, (), (password))

struct FamilyForm {
    std::string family;
};
BOOST_DESCRIBE_STRUCT(FamilyForm, (), (family))

struct RequestForm {
    std::string kind;
    std::string about;
};
BOOST_DESCRIBE_STRUCT(RequestForm, (), (kind, about))

struct AnswerForm {
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(AnswerForm, (), (answer))

struct DisputeForm {
    std::string email;
    std::string reason;
    std::optional<std::string> reference;
    std::optional<std::string> family_id;
};
BOOST_DESCRIBE_STRUCT(DisputeForm, (), (email, reason, reference, family_id))

struct ResolutionForm {
    std::string resolution;
    std::optional<std::string> removed;
};
BOOST_DESCRIBE_STRUCT(ResolutionForm, (), (resolution, removed))

json::string_view text_of(std::string_view text)
{
    return {text.data(), text.size()};
}

http::Mistake expected(std::string path, std::string what)
{
    return {.path = std::move(path), .reason = "expected " + std::move(what)};
}

std::optional<http::Mistake> mistake_in(
    const std::optional<std::string>& visibility, const std::optional<std::string>& alerts
)
{
    if (visibility && !is_visibility(*visibility))
        return expected(".visibility", "titles, summary, excerpts or transcript");
    if (alerts && !is_hearing(*alerts)) return expected(".alerts", "grave or all");
    return std::nullopt;
}

json::object json_of(const Member& member, const GuardianId& caller)
{
    return {
        {"id", member.id.text()},
        {"email", member.email},
        {"role", text_of(id_of(member.role))},
        {"visibility", member.visibility},
        {"alerts", member.alerts},
        {"is_first", member.is_first},
        {"is_you", member.id == caller},
        {"joined_at", http::to_json(member.joined_at)}
    };
}

json::object json_of(const Invitation& invitation, const std::string& email)
{
    return {
        {"id", invitation.id},
        {"email", email},
        {"role", text_of(id_of(invitation.role))},
        {"visibility", invitation.visibility},
        {"alerts", invitation.alerts},
        {"sent_at", http::to_json(invitation.sent_at)},
        {"expires_at", http::to_json(invitation.expires_at)}
    };
}

json::object json_of(const Request& request)
{
    return {
        {"id", request.id},
        {"kind", text_of(id_of(request.kind))},
        {"asked_by", request.asked_by.text()},
        {"about", request.about.text()},
        {"asked_at", http::to_json(request.asked_at)},
        {"due_at", http::to_json(request.due_at)},
        {"is_disputed", request.is_disputed}
    };
}

/// Why staff steps in is nothing for either side: it may be what a child said of one.
json::string_view told_reason(DisputeReason reason)
{
    return reason == DisputeReason::Objection ? "objection" : "staff";
}

/// A trusted adult sees who the guardians are, and itself.
json::object json_of(const OpenedHousehold& opened, const http::Principal& caller)
{
    const bool is_guardian = caller.kind == http::Principal::Kind::Guardian;
    const auto& house = opened.house;
    json::array members;
    for (const auto& member : house.members)
        if (is_guardian || member.role == GrownUpRole::Guardian || member.id == caller.guardian)
            members.emplace_back(json_of(member, caller.guardian));
    json::array invitations;
    json::array requests;
    json::value dispute;
    if (is_guardian) {
        for (std::size_t i = 0; i < house.invitations.size(); ++i)
            invitations.emplace_back(json_of(house.invitations[i], opened.invited[i]));
        for (const auto& request : house.requests) requests.emplace_back(json_of(request));
        if (house.dispute)
            dispute = {
                {"opened_at", http::to_json(house.dispute->opened_at)},
                {"reason", told_reason(house.dispute->reason)}
            };
    }
    return {
        {"grown_ups", std::move(members)},
        {"invitations", std::move(invitations)},
        {"requests", std::move(requests)},
        {"dispute", std::move(dispute)}
    };
}

json::object json_of(const Dispute& dispute, const Household& house)
{
    json::array guardians;
    for (const auto& member : house.members)
        if (member.role == GrownUpRole::Guardian)
            guardians.emplace_back(json::object{
                {"id", member.id.text()}, {"email", member.email}, {"is_first", member.is_first}
            });
    const auto* const request = house.disputed_removal();
    json::value removal;
    if (request != nullptr)
        removal = {
            {"asked_by", request->asked_by.text()},
            {"about", request->about.text()},
            {"asked_at", http::to_json(request->asked_at)}
        };
    return {
        {"id", dispute.id},
        {"family_id", dispute.family.text()},
        {"reason", text_of(id_of(dispute.reason))},
        {"reference", dispute.reference},
        {"opened_at", http::to_json(dispute.opened_at)},
        {"guardians", std::move(guardians)},
        {"removal", std::move(removal)}
    };
}

http::Response nothing(unsigned status)
{
    http::Response response;
    response.status = status;
    response.content_type.clear();
    return response;
}

std::string param(const Exchange& exchange, std::string_view name)
{
    return std::string{exchange.param(name)};
}

}  // namespace

http::Routes HttpGrownUps::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Self = HttpGrownUps;
    const auto all = "/api/grown-ups";
    const auto one = "/api/grown-ups/{grown_up}";
    const auto invitations = "/api/invitations";
    const auto invitation = "/api/invitations/{invitation}";
    const auto again = "/api/invitations/{invitation}/mails";
    const auto requests = "/api/family-requests";
    const auto answers = "/api/family-requests/{request}/answer";
    const auto disputes = "/api/staff/disputes";
    const auto resolution = "/api/staff/disputes/{dispute}/resolution";
    // clang-format off
    return {
        // operationId           verb    path                        who may call          budget
        {"listGrownUps",         Get,    all,                        Access::GrownUp,  Limit::Api,    http::to(&Self::list_grown_ups, this)},
        {"changeGrownUp",        Patch,  one,                        Access::Guardian, Limit::Api,    http::to(&Self::change_grown_up, this)},
        {"removeTrustedAdult",   Delete, one,                        Access::Guardian, Limit::Api,    http::to(&Self::remove_trusted_adult, this)},
        {"leaveFamily",          Post,   "/api/family-departures",   Access::GrownUp,  Limit::SignIn, http::to(&Self::leave_family, this)},
        {"enterFamily",          Put,    "/api/session/family",      Access::GrownUp,  Limit::Api,    http::to(&Self::enter_family, this)},
        {"inviteGrownUp",        Post,   invitations,                Access::Guardian, Limit::Api,    http::to(&Self::invite, this)},
        {"sendInvitationAgain",  Post,   again,                      Access::Guardian, Limit::Api,    http::to(&Self::send_again, this)},
        {"withdrawInvitation",   Delete, invitation,                 Access::Guardian, Limit::Api,    http::to(&Self::withdraw, this)},
        {"lookAtInvitation",     Post,   "/api/invitation-looks",    Access::Public,   Limit::SignIn, http::to(&Self::look_at_invitation, this)},
        {"acceptInvitation",     Post,   "/api/memberships",         Access::Public,   Limit::SignIn, http::to(&Self::accept_invitation, this)},
        {"askGrownUps",          Post,   requests,                   Access::Guardian, Limit::Api,    http::to(&Self::ask_grown_ups, this)},
        {"answerFamilyRequest",  Put,    answers,                    Access::Guardian, Limit::Api,    http::to(&Self::answer_request, this)},
        {"listMyGrownUps",       Get,    "/api/my-grown-ups",        Access::Child,    Limit::Api,    http::to(&Self::list_my_grown_ups, this)},
        {"listDisputes",         Get,    disputes,                   Access::Staff,    Limit::Api,    http::to(&Self::list_disputes, this)},
        {"openDispute",          Post,   disputes,                   Access::Staff,    Limit::Api,    http::to(&Self::open_dispute, this)},
        {"resolveDispute",       Put,    resolution,                 Access::Staff,    Limit::Api,    http::to(&Self::resolve_dispute, this)},
    };
    // clang-format on
}

Task<> HttpGrownUps::refuse(Exchange& exchange, Refusal refusal)
{
    co_await identity::refuse(exchange, refusal, parts_.clock.now());
}

Task<> HttpGrownUps::answer(Exchange& exchange, Answer<void> done, unsigned status)
{
    if (!done) co_return co_await refuse(exchange, done.error());
    const auto opened = co_await parts_.grown_ups.find(exchange.principal.family);
    if (!opened) co_return co_await http::refuse(exchange, opened.error());
    co_await exchange.respond(json_response(status, json_of(*opened, exchange.principal)));
}

Task<> HttpGrownUps::list_grown_ups(Exchange& exchange)
{
    co_await answer(exchange, Answer<void>{});
}

Task<> HttpGrownUps::change_grown_up(Exchange& exchange)
{
    auto form = http::read_json<GrownUpForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(form->visibility, form->alerts))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const auto& who = exchange.principal;
    auto done = co_await parts_.store.change(
        who.family,
        GuardianId{param(exchange, "grown_up")},
        who.guardian,
        std::move(form->visibility),
        std::move(form->alerts)
    );
    co_await answer(exchange, std::move(done));
}

Task<> HttpGrownUps::remove_trusted_adult(Exchange& exchange)
{
    const auto& who = exchange.principal;
    auto done = co_await parts_.store.let_go(
        who.family, GuardianId{param(exchange, "grown_up")}, who.guardian
    );
    co_await answer(exchange, std::move(done));
}

Task<> HttpGrownUps::leave_family(Exchange& exchange)
{
    auto form = http::read_json<PasswordForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto& who = exchange.principal;
    const auto right =
        co_await parts_.accounts.confirm_password(who.guardian, std::move(form->password));
    if (!right && right.error().reason == Reason::WrongCredentials)
        co_return co_await http::refuse(
            exchange, http::Fault::NotAllowed, {.code = "wrong_password"}
        );
    if (!right) co_return co_await refuse(exchange, right.error());
    const auto left = co_await parts_.store.leave(who.family, who.guardian);
    if (!left) co_return co_await refuse(exchange, left.error());
    co_await exchange.respond(nothing(204));
}

Task<> HttpGrownUps::enter_family(Exchange& exchange)
{
    auto form = http::read_json<FamilyForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto& who = exchange.principal;
    const auto entered =
        co_await parts_.store.enter(who.session, who.guardian, FamilyId{std::move(form->family)});
    if (!entered) co_return co_await refuse(exchange, entered.error());
    co_await exchange.respond(nothing(204));
}

Task<> HttpGrownUps::invite(Exchange& exchange)
{
    auto form = http::read_json<InvitationForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto role = role_from(form->role);
    if (!role)
        co_return co_await http::refuse(exchange, expected(".role", "guardian or trusted_adult"));
    if (auto mistake = mistake_in(form->visibility, form->alerts))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    NewInvitation wanted{.email = std::move(form->email), .role = *role};
    if (*role == GrownUpRole::TrustedAdult) {
        wanted.visibility = "titles";
        wanted.alerts = std::move(form->alerts).value_or("grave");
    } else {
        wanted.visibility = std::move(form->visibility).value_or("transcript");
        wanted.alerts = "all";
    }
    const auto& who = exchange.principal;
    auto done = co_await parts_.grown_ups.invite(who.family, who.guardian, std::move(wanted));
    co_await answer(exchange, std::move(done), 201);
}

Task<> HttpGrownUps::send_again(Exchange& exchange)
{
    const auto& who = exchange.principal;
    auto done = co_await parts_.grown_ups.send_again(
        who.family, who.guardian, param(exchange, "invitation")
    );
    co_await answer(exchange, std::move(done));
}

Task<> HttpGrownUps::withdraw(Exchange& exchange)
{
    const auto& who = exchange.principal;
    auto done =
        co_await parts_.store.withdraw(who.family, param(exchange, "invitation"), who.guardian);
    co_await answer(exchange, std::move(done));
}

Task<> HttpGrownUps::look_at_invitation(Exchange& exchange)
{
    auto form = http::read_json<TokenForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto seen = co_await parts_.grown_ups.look_at(std::move(form->token));
    if (!seen) co_return co_await refuse(exchange, seen.error());
    co_await exchange.respond(json_response(
        200,
        {{"email", seen->email},
         {"inviter", seen->inviter},
         {"role", text_of(id_of(seen->role))},
         {"visibility", seen->visibility},
         {"alerts", seen->alerts},
         {"expires_at", http::to_json(seen->expires_at)},
         {"has_account", seen->has_account}}
    ));
}

Task<> HttpGrownUps::accept_invitation(Exchange& exchange)
{
    auto form = http::read_json<AcceptanceForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (!form->password && exchange.principal.guardian.empty())
        co_return co_await refuse(exchange, {.reason = Reason::WrongCredentials, .until = {}});
    auto opened = form->password ? co_await parts_.grown_ups.accept_anew(
                                       std::move(form->token),
                                       std::move(*form->password),
                                       std::move(form->language).value_or("en")
                                   )
                                 : co_await parts_.grown_ups.accept_with(
                                       std::move(form->token), exchange.principal.guardian
                                   );
    if (!opened) co_return co_await refuse(exchange, opened.error());
    co_await parts_.sessions.welcome(exchange, 201, std::move(*opened));
}

Task<> HttpGrownUps::ask_grown_ups(Exchange& exchange)
{
    auto form = http::read_json<RequestForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto kind = request_kind_from(form->kind);
    if (!kind) co_return co_await http::refuse(exchange, expected(".kind", "removal or hand_over"));
    const auto& who = exchange.principal;
    auto done = co_await parts_.store.ask(
        who.family, *kind, who.guardian, GuardianId{std::move(form->about)}
    );
    co_await answer(exchange, std::move(done), 201);
}

Task<> HttpGrownUps::answer_request(Exchange& exchange)
{
    auto form = http::read_json<AnswerForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto given = request_answer_from(form->answer);
    if (!given)
        co_return co_await http::refuse(
            exchange, expected(".answer", "accept, decline, object or withdraw")
        );
    const auto& who = exchange.principal;
    auto done =
        co_await parts_.store.answer(who.family, param(exchange, "request"), who.guardian, *given);
    co_await answer(exchange, std::move(done));
}

Task<> HttpGrownUps::list_my_grown_ups(Exchange& exchange)
{
    const auto& family = exchange.principal.family;
    const auto house = co_await parts_.store.find(family);
    json::array grown_ups;
    for (const auto& member : house.members)
        grown_ups.emplace_back(
            json::object{{"who", member.email}, {"role", text_of(id_of(member.role))}}
        );
    json::array news;
    const auto since = parts_.clock.now() - news_span;
    for (const auto& one : co_await parts_.store.news_of(family, since))
        news.emplace_back(json::object{
            {"who", one.email ? json::value(*one.email) : json::value{}},
            {"role", text_of(id_of(one.role))},
            {"news", one.has_joined ? "joined" : "left"},
            {"at", http::to_json(one.at)}
        });
    co_await exchange.respond(
        json_response(200, {{"grown_ups", std::move(grown_ups)}, {"news", std::move(news)}})
    );
}

Task<> HttpGrownUps::answer_disputes(
    Exchange& exchange, unsigned status, const std::vector<OwnFamily>& choices
)
{
    json::array list;
    for (const auto& dispute : co_await parts_.store.open_disputes())
        list.emplace_back(json_of(dispute, co_await parts_.store.find(dispute.family)));
    json::array families;
    for (const auto& one : choices)
        families.emplace_back(json::object{{"id", one.family.text()}, {"held_by", one.held_by}});
    co_await exchange.respond(
        json_response(status, {{"disputes", std::move(list)}, {"families", std::move(families)}})
    );
}

Task<> HttpGrownUps::list_disputes(Exchange& exchange)
{
    co_await answer_disputes(exchange);
}

Task<> HttpGrownUps::open_dispute(Exchange& exchange)
{
    auto form = http::read_json<DisputeForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto reason = dispute_reason_from(form->reason);
    if (!reason || *reason == DisputeReason::Objection)
        co_return co_await http::refuse(
            exchange, expected(".reason", "court_order, safety or asked_for")
        );
    auto reference = form->reference.value_or("").empty() ? std::optional<std::string>{""}
                                                          : clean_line(*form->reference, 60);
    if (!reference)
        co_return co_await http::refuse(exchange, expected(".reference", "at most 60 characters"));
    const auto guardian =
        co_await parts_.family_store.find_guardian_by_email(email_key(form->email).value_or(""));
    if (!guardian)
        co_return co_await refuse(exchange, {.reason = Reason::NoSuchGrownUp, .until = {}});
    auto families = co_await parts_.store.families_of(guardian->id);
    std::erase_if(families, [&form](const OwnFamily& one) {
        const bool is_other = form->family_id && one.family.text() != *form->family_id;
        return is_other || one.role != GrownUpRole::Guardian;
    });
    if (families.empty())
        co_return co_await refuse(exchange, {.reason = Reason::NoSuchGrownUp, .until = {}});
    // Of several homes one has to be named; nothing stands on the wrong one meanwhile.
    if (families.size() > 1) co_return co_await answer_disputes(exchange, 200, families);
    const auto opened = co_await parts_.store.open_dispute(
        families.front().family, exchange.principal.staff, *reason, std::move(*reference)
    );
    if (!opened) co_return co_await refuse(exchange, opened.error());
    co_await answer_disputes(exchange, 201);
}

Task<> HttpGrownUps::resolve_dispute(Exchange& exchange)
{
    auto form = http::read_json<ResolutionForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (form->resolution != "stays" && form->resolution != "removed")
        co_return co_await http::refuse(exchange, expected(".resolution", "stays or removed"));
    const bool is_removal = form->resolution == "removed";
    if (is_removal != form->removed.has_value())
        co_return co_await http::refuse(
            exchange, expected(".removed", "the id of a guardian with removed, nothing with stays")
        );
    auto removed =
        form->removed ? std::optional{GuardianId{std::move(*form->removed)}} : std::nullopt;
    const auto resolved = co_await parts_.store.resolve(
        param(exchange, "dispute"), exchange.principal.staff, std::move(removed)
    );
    if (!resolved) co_return co_await refuse(exchange, resolved.error());
    co_await answer_disputes(exchange);
}

}  // namespace buddy::identity
