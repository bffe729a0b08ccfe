#include "consent/http_consent.hpp"

#include "consent/notice_page.hpp"

#include "platform/crypto/base64.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace buddy::consent {
namespace {

namespace json = boost::json;
using http::Exchange;

struct ScopeForm {
    std::string purpose;
    std::string processor;
};
BOOST_DESCRIBE_STRUCT(ScopeForm, (), (purpose, processor))

struct GiveForm {
    std::string purpose;
    std::string processor;
    std::string notice_version;
};
BOOST_DESCRIBE_STRUCT(GiveForm, (), (purpose, processor, notice_version))

struct TokenForm {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenForm, (), (token))

struct NewFormForm {
    std::vector<ScopeForm> uses;
    std::string notice_version;
};
BOOST_DESCRIBE_STRUCT(NewFormForm, (), (uses, notice_version))

struct PieceForm {
    std::string bytes;
};
BOOST_DESCRIBE_STRUCT(PieceForm, (), (bytes))

struct DecisionForm {
    std::string decision;
    std::optional<std::string> flaw;
};
BOOST_DESCRIBE_STRUCT(DecisionForm, (), (decision, flaw))

http::Fault fault_of(Reason reason)
{
    switch (reason) {
        case Reason::NoticeChanged:
        case Reason::MethodTooWeak:
        case Reason::EmailUnverified:
        case Reason::FamilyDisputed:
        case Reason::GuardianLeft:
        case Reason::FormClosed: return http::Fault::Conflict;
        case Reason::NoSuchUse:
        case Reason::LinkInvalid:
        case Reason::NoSuchForm: return http::Fault::NotFound;
        case Reason::FileTooLarge: return http::Fault::TooLarge;
        case Reason::Busy: return http::Fault::Unavailable;
        default: return http::Fault::Invalid;
    }
}

Task<> refuse(Exchange& exchange, Reason reason)
{
    http::ProblemNotes notes;
    notes.code = id_of(reason);
    notes.detail = words_for(reason, http::language_for(exchange.header("accept-language")));
    co_await http::refuse(exchange, fault_of(reason), std::move(notes));
}

Task<> answer(Exchange& exchange, unsigned status, const json::value& body)
{
    http::Response response;
    response.status = status;
    response.body = json::serialize(body);
    co_await exchange.respond(std::move(response));
}

Task<> answer_nothing(Exchange& exchange)
{
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    co_await exchange.respond(std::move(response));
}

Who who_in(const Exchange& exchange)
{
    return {.family = exchange.principal.family, .guardian = exchange.principal.guardian};
}

FormId form_in(const Exchange& exchange)
{
    return FormId{std::string{exchange.param("form")}};
}

std::optional<Scope> scope_of(ScopeForm form)
{
    const auto purpose = purpose_from(form.purpose);
    if (!purpose) return std::nullopt;
    return Scope{.purpose = *purpose, .processor = std::move(form.processor)};
}

json::value json_of(const std::optional<Time>& time)
{
    return time ? json::value(http::to_json(*time)) : json::value{};
}

json::array json_of(const std::vector<Scope>& scopes)
{
    json::array out;
    for (const auto& scope : scopes)
        out.push_back({{"purpose", id_of(scope.purpose)}, {"processor", scope.processor}});
    return out;
}

json::object json_of(const Form& form, std::string_view language)
{
    json::object out{
        {"id", form.id.text()},
        {"code", form.code},
        {"state", id_of(form.state)},
        {"uses", json_of(form.scopes)},
        {"notice_version", form.notice_version},
        {"made_at", http::to_json(form.created_at)},
        {"sent_at", json_of(form.sent_at)},
        {"decided_at", json_of(form.decided_at)}
    };
    out["flaw"] = form.flaw ? json::value(words_for(*form.flaw, language)) : json::value{};
    return out;
}

json::object json_of(const FamilyConsents& family, const Notice& notice, std::string_view language)
{
    json::array uses;
    for (const auto& [use, standing] : family.uses) {
        auto one = json_of(use, language);
        one["state"] = id_of(standing.state);
        one["since"] = json_of(standing.since);
        one["method"] = standing.method;
        uses.push_back(std::move(one));
    }
    json::array history;
    for (const auto& entry : family.history)
        history.push_back(
            {{"purpose", id_of(entry.scope.purpose)},
             {"processor", entry.scope.processor},
             {"event", id_of(entry.event)},
             {"method", entry.method},
             {"at", http::to_json(entry.at)}}
        );
    json::array forms;
    for (const auto& form : family.forms) forms.push_back(json_of(form, language));
    return {
        {"notice_version", notice.version()},
        {"notice_changed", family.notice_changed},
        {"uses", std::move(uses)},
        {"history", std::move(history)},
        {"forms", std::move(forms)}
    };
}

}  // namespace

http::Routes HttpConsent::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpConsent;
    constexpr std::string_view consents = "/api/consents";
    constexpr std::string_view withdrawals = "/api/consents/withdrawals";
    constexpr std::string_view forms = "/api/consent-forms";
    constexpr std::string_view piece = "/api/consent-forms/{form}/pieces/{piece}";
    constexpr std::string_view submission = "/api/consent-forms/{form}/submission";
    constexpr std::string_view waiting = "/api/staff/consent-forms";
    constexpr std::string_view file = "/api/staff/consent-forms/{form}/file";
    constexpr std::string_view decision = "/api/staff/consent-forms/{form}/decision";
    // clang-format off
    return {
        // operationId       verb  path                 who may call      budget
        {"readNotice",       Get,  "/api/notice",       Access::Public,   Limit::Api,    http::to(&Http::read_notice, this)},
        {"listConsents",     Get,  consents,            Access::Guardian, Limit::Api,    http::to(&Http::list_consents, this)},
        {"giveConsent",      Post, consents,            Access::Guardian, Limit::Api,    http::to(&Http::give_consent, this)},
        {"withdrawConsent",  Post, withdrawals,         Access::Guardian, Limit::Api,    http::to(&Http::withdraw_consent, this)},
        {"undoConsent",      Post, "/api/consent-undos", Access::Public,  Limit::SignIn, http::to(&Http::undo_consent, this)},
        {"openConsentForm",  Post, forms,               Access::Guardian, Limit::Api,    http::to(&Http::open_form, this)},
        {"putFormPiece",     Put,  piece,               Access::Guardian, Limit::Api,    http::to(&Http::put_piece, this)},
        {"submitForm",       Post, submission,          Access::Guardian, Limit::Api,    http::to(&Http::submit_form, this)},
        {"listWaitingForms", Get,  waiting,             Access::Staff,    Limit::Api,    http::to(&Http::list_waiting_forms, this)},
        {"readFormFile",     Get,  file,                Access::Staff,    Limit::Api,    http::to(&Http::read_form_file, this)},
        {"decideForm",       Post, decision,            Access::Staff,    Limit::Api,    http::to(&Http::decide_form, this)},
    };
    // clang-format on
}

Task<std::string> HttpConsent::language_of(http::Principal guardian)
{
    const auto contacts = co_await directory_.contacts_of(guardian.family);
    if (!contacts) co_return std::string{"en"};
    for (const auto& contact : contacts->guardians)
        if (contact.id == guardian.guardian) co_return contact.language;
    co_return contacts->language;
}

Task<> HttpConsent::read_notice(Exchange& exchange)
{
    auto language = exchange.query_param("language");
    if (language.empty()) language = http::language_for(exchange.header("accept-language"));
    co_await answer(exchange, 200, json_of(consents_.notice(), language));
}

Task<> HttpConsent::answer_consents(Exchange& exchange)
{
    const auto language = co_await language_of(exchange.principal);
    const auto family = co_await consents_.of(exchange.principal.family);
    co_await answer(exchange, 200, json_of(family, consents_.notice(), language));
}

Task<> HttpConsent::list_consents(Exchange& exchange)
{
    co_await answer_consents(exchange);
}

Task<> HttpConsent::give_consent(Exchange& exchange)
{
    auto form = http::read_json<GiveForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto scope = scope_of({.purpose = form->purpose, .processor = form->processor});
    if (!scope) co_return co_await refuse(exchange, Reason::NoSuchUse);
    const auto given = co_await consents_.give(
        who_in(exchange), std::move(*scope), std::move(form->notice_version)
    );
    if (!given) co_return co_await refuse(exchange, given.error());
    co_await answer_consents(exchange);
}

Task<> HttpConsent::withdraw_consent(Exchange& exchange)
{
    auto form = http::read_json<ScopeForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto scope = scope_of(std::move(*form));
    if (!scope) co_return co_await refuse(exchange, Reason::NoSuchUse);
    co_await consents_.withdraw(who_in(exchange), std::move(*scope));
    co_await answer_consents(exchange);
}

Task<> HttpConsent::undo_consent(Exchange& exchange)
{
    auto form = http::read_json<TokenForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto undone = co_await consents_.undo(std::move(form->token));
    if (!undone) co_return co_await refuse(exchange, undone.error());
    co_await answer_nothing(exchange);
}

Task<> HttpConsent::open_form(Exchange& exchange)
{
    auto form = http::read_json<NewFormForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    std::vector<Scope> scopes;
    for (auto& use : form->uses) {
        auto scope = scope_of(std::move(use));
        if (!scope) co_return co_await refuse(exchange, Reason::NoSuchUse);
        scopes.push_back(std::move(*scope));
    }
    const auto opened = co_await consents_.open_form(
        who_in(exchange), std::move(scopes), std::move(form->notice_version)
    );
    if (!opened) co_return co_await refuse(exchange, opened.error());
    const auto language = co_await language_of(exchange.principal);
    co_await answer(exchange, 201, json_of(*opened, language));
}

Task<> HttpConsent::put_piece(Exchange& exchange)
{
    constexpr std::size_t longest_text = (largest_piece / 3 + 1) * 4;
    auto form = http::read_json<PieceForm>(exchange.body(), {.max_text = longest_text});
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto text = exchange.param("piece");
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto bytes = crypto::from_base64(form->bytes);
    if (error != std::errc{} || end != text.data() + text.size() || !bytes)
        co_return co_await refuse(exchange, Reason::PieceInvalid);
    const auto kept = co_await consents_.put_piece(
        who_in(exchange), form_in(exchange), number, std::move(*bytes)
    );
    if (!kept) co_return co_await refuse(exchange, kept.error());
    co_await answer_nothing(exchange);
}

Task<> HttpConsent::submit_form(Exchange& exchange)
{
    const auto sent = co_await consents_.submit(who_in(exchange), form_in(exchange));
    if (!sent) co_return co_await refuse(exchange, sent.error());
    const auto language = co_await language_of(exchange.principal);
    co_await answer(exchange, 200, json_of(*sent, language));
}

Task<> HttpConsent::list_waiting_forms(Exchange& exchange)
{
    const auto waiting = co_await consents_.waiting();
    json::array forms;
    for (const auto& [form, email] : waiting) {
        json::array uses;
        for (const auto& scope : form.scopes)
            if (const auto* const use = consents_.notice().find(scope))
                uses.push_back(json_of(*use, "en"));
        forms.push_back(
            {{"id", form.id.text()},
             {"code", form.code},
             {"email", email},
             {"file_type", form.file_type},
             {"sent_at", json_of(form.sent_at)},
             {"is_current", form.notice_version == consents_.notice().version()},
             {"uses", std::move(uses)}}
        );
    }
    co_await answer(exchange, 200, {{"forms", std::move(forms)}});
}

Task<> HttpConsent::read_form_file(Exchange& exchange)
{
    auto file = co_await consents_.file_of(form_in(exchange));
    if (!file) co_return co_await refuse(exchange, file.error());
    http::Response response;
    response.content_type = std::move(file->type);
    response.body = std::move(file->bytes);
    // Saved, not shown: what strangers send is never rendered on our own pages.
    const auto ending = response.content_type.substr(response.content_type.find('/') + 1);
    response.headers.emplace_back(
        "Content-Disposition", "attachment; filename=\"form." + ending + "\""
    );
    co_await exchange.respond(std::move(response));
}

Task<> HttpConsent::decide_form(Exchange& exchange)
{
    auto form = http::read_json<DecisionForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto flaw = flaw_from(form->flaw.value_or(""));
    const bool approves = form->decision == "approve" && !form->flaw;
    if (!approves && (form->decision != "reject" || !flaw))
        co_return co_await http::refuse(
            exchange,
            http::Mistake{
                .path = ".decision",
                .reason = "expected approve without a flaw, or reject with unreadable, not_signed, "
                          "wrong_code or wrong_person"
            }
        );
    const auto decided =
        co_await consents_.decide(exchange.principal.staff, form_in(exchange), flaw);
    if (!decided) co_return co_await refuse(exchange, decided.error());
    co_await answer_nothing(exchange);
}

}  // namespace buddy::consent
