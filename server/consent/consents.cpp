#include "consent/consents.hpp"

#include "platform/crypto/random.hpp"

#include <algorithm>
#include <ranges>

namespace buddy::consent {
namespace {

crypto::Place place_of(std::string_view row)
{
    return {.table = "consent_form_pieces", .column = "sealed", .row = row};
}

std::string row_of(const FormId& form, std::int64_t number)
{
    return form.text() + "/" + std::to_string(number);
}

/// The last entry about a scope, if it gives something.
const Entry* in_force(const std::vector<Entry>& entries, const Scope& scope)
{
    const auto last = std::ranges::find(entries.rbegin(), entries.rend(), scope, &Entry::scope);
    return last == entries.rend() || last->event != Event::Given ? nullptr : &*last;
}

/// Everything that was given and not taken back, each scope once.
std::vector<Scope> all_in_force(const std::vector<Entry>& entries)
{
    std::vector<Scope> scopes;
    for (const auto& entry : entries)
        if (in_force(entries, entry.scope) == &entry) scopes.push_back(entry.scope);
    return scopes;
}

Entry withdrawal_of(Who who, Scope scope, std::string notice_version, Time now)
{
    return {
        .family = std::move(who.family),
        .guardian = std::move(who.guardian),
        .scope = std::move(scope),
        .event = Event::Withdrawn,
        .method = "page",
        .notice_version = std::move(notice_version),
        .at = now
    };
}

}  // namespace

Task<bool> Consents::may_reach(FamilyId family, Scope scope)
{
    const auto* const use = notice_.find(scope);
    if (use == nullptr) co_return false;
    if (!use->needs_consent()) co_return true;
    const auto entries = co_await parts_.store.entries_of(std::move(family));
    co_return standing_of(entries, *use).state == State::Given;
}

Task<identity::Collecting> Consents::collecting(FamilyId family)
{
    const auto entries = co_await parts_.store.entries_of(std::move(family));
    switch (standing_of(entries, notice_.uses().front()).state) {
        case State::Given: co_return identity::Collecting::Agreed;
        case State::Withdrawn: co_return identity::Collecting::Stopped;
        default: co_return identity::Collecting::NotYet;
    }
}

Task<FamilyConsents> Consents::of(FamilyId family)
{
    FamilyConsents out;
    out.history = co_await parts_.store.entries_of(family);
    out.forms = co_await parts_.store.forms_of(std::move(family));
    for (const auto& use : notice_.uses())
        out.uses.push_back({.use = use, .standing = standing_of(out.history, use)});
    const auto* const account = in_force(out.history, notice_.uses().front().scope());
    out.notice_changed = account != nullptr && account->notice_version != notice_.version();
    co_return out;
}

std::optional<Reason> Consents::mistake_in(
    const std::vector<Scope>& scopes, const std::string& version, const Method& method
) const
{
    for (const auto& scope : scopes) {
        const auto* const use = notice_.find(scope);
        if (use == nullptr || !use->needs_consent()) return Reason::NoSuchUse;
        if (use->discloses() && !method.is_sure) return Reason::MethodTooWeak;
    }
    if (version != notice_.version()) return Reason::NoticeChanged;
    return std::nullopt;
}

std::vector<Entry> Consents::entries_for(const Grant& grant) const
{
    const bool is_current = grant.notice_version == notice_.version();
    std::vector<Entry> entries;
    for (const auto& scope : grant.scopes) {
        const auto* const use = notice_.find(scope);
        entries.push_back(
            {.family = grant.who.family,
             .guardian = grant.who.guardian,
             .scope = scope,
             .event = Event::Given,
             .method = std::string{grant.method.id},
             .notice_version = grant.notice_version,
             // What was signed under another notice is on record, and covers nothing.
             .terms = use != nullptr && is_current ? Notice::terms_of(*use) : std::string{},
             .evidence = grant.evidence,
             .at = parts_.clock.now()}
        );
    }
    return entries;
}

Task<Answer<void>> Consents::record(Grant grant)
{
    if (const auto mistake = mistake_in(grant.scopes, grant.notice_version, grant.method))
        co_return std::unexpected(*mistake);
    if (co_await parts_.directory.is_disputed(grant.who.family))
        co_return std::unexpected(Reason::FamilyDisputed);
    co_await parts_.store.append(entries_for(grant), std::nullopt);
    co_return Answer<void>{};
}

Task<Answer<void>> Consents::give(Who who, Scope scope, std::string notice_version)
{
    const auto method = parts_.sends_mail ? email_plus : statement;
    if (const auto mistake = mistake_in({scope}, notice_version, method))
        co_return std::unexpected(*mistake);
    if (co_await parts_.directory.is_disputed(who.family))
        co_return std::unexpected(Reason::FamilyDisputed);
    const auto before = co_await parts_.store.entries_of(who.family);
    const auto* const given = in_force(before, scope);
    if (given != nullptr && given->notice_version == notice_version) co_return Answer<void>{};
    Grant grant{
        .who = who,
        .scopes = {std::move(scope)},
        .notice_version = std::move(notice_version),
        .method = method,
        .evidence = {}
    };
    if (!parts_.sends_mail) co_return co_await record(std::move(grant));

    const auto contacts = co_await parts_.directory.contacts_of(who.family);
    if (!contacts) co_return std::unexpected(Reason::Busy);
    const auto guardian =
        std::ranges::find(contacts->guardians, who.guardian, &identity::GuardianContact::id);
    if (guardian == contacts->guardians.end() || !guardian->email_verified)
        co_return std::unexpected(Reason::EmailUnverified);
    auto token = crypto::random_token();
    auto entries = entries_for(grant);
    for (auto& entry : entries) entry.undo_hash = crypto::hash_token(token);
    notify::ConsentMail mail{
        .family = who.family,
        .to = guardian->email,
        .language = guardian->language,
        .token = std::move(token)
    };
    co_await parts_.store.append(std::move(entries), std::move(mail));
    co_return Answer<void>{};
}

Task<> Consents::withdraw(Who who, Scope scope)
{
    const auto before = co_await parts_.store.entries_of(who.family);
    auto scopes = all_in_force(before);
    // Without the account there is nothing that could go anywhere.
    if (scope.purpose != Purpose::Account)
        std::erase_if(scopes, [&scope](const Scope& other) { return other != scope; });
    std::vector<Entry> entries;
    for (auto& given : scopes)
        entries.push_back(
            withdrawal_of(who, std::move(given), notice_.version(), parts_.clock.now())
        );
    if (entries.empty()) co_return;
    co_await parts_.store.append(std::move(entries), std::nullopt);
    if (scope.purpose == Purpose::Account && parts_.on_stopped)
        co_await parts_.on_stopped(std::move(who.family));
}

Task<Answer<void>> Consents::still_speaks(FamilyId family, GuardianId guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(std::move(family));
    if (!contacts) co_return std::unexpected(Reason::Busy);
    const auto& guardians = contacts->guardians;
    if (std::ranges::find(guardians, guardian, &identity::GuardianContact::id) == guardians.end())
        co_return std::unexpected(Reason::GuardianLeft);
    co_return Answer<void>{};
}

Task<Answer<void>> Consents::undo(std::string token)
{
    const auto told = co_await parts_.store.find_undo(crypto::hash_token(token));
    if (told.empty()) co_return std::unexpected(Reason::LinkInvalid);
    // All that one mail tells of was said by one guardian of one family.
    const auto& first = told.front();
    if (auto speaks = co_await still_speaks(first.family, first.guardian); !speaks)
        co_return speaks;
    for (const auto& entry : told) {
        const auto now = co_await parts_.store.entries_of(entry.family);
        const auto* const given = in_force(now, entry.scope);
        if (given != nullptr && given->number == entry.number)
            co_await withdraw({.family = entry.family, .guardian = entry.guardian}, entry.scope);
    }
    co_return Answer<void>{};
}

Task<Answer<Form>> Consents::open_form(
    Who who, std::vector<Scope> scopes, std::string notice_version
)
{
    if (scopes.empty()) co_return std::unexpected(Reason::NothingToSign);
    if (const auto mistake = mistake_in(scopes, notice_version, signed_form))
        co_return std::unexpected(*mistake);
    if (co_await parts_.directory.is_disputed(who.family))
        co_return std::unexpected(Reason::FamilyDisputed);
    const auto now = parts_.clock.now();
    Form form{
        .id = crypto::new_id<FormId>(now),
        .family = std::move(who.family),
        .guardian = std::move(who.guardian),
        .code = new_form_code(),
        .scopes = std::move(scopes),
        .notice_version = std::move(notice_version),
        .created_at = now
    };
    co_await parts_.store.add_form(form);
    co_return form;
}

Task<Answer<Form>> Consents::own_open_form(Who who, FormId form)
{
    auto found = co_await parts_.store.find_form(std::move(form));
    if (!found || found->family != who.family) co_return std::unexpected(Reason::NoSuchForm);
    if (found->state != FormState::Open) co_return std::unexpected(Reason::FormClosed);
    co_return std::move(*found);
}

Task<Answer<void>> Consents::put_piece(Who who, FormId form, std::int64_t number, std::string bytes)
{
    const bool is_piece = number >= 0 && number < static_cast<std::int64_t>(most_pieces) &&
                          !bytes.empty() && bytes.size() <= largest_piece;
    if (!is_piece) co_return std::unexpected(Reason::PieceInvalid);
    const auto found = co_await own_open_form(who, std::move(form));
    if (!found) co_return std::unexpected(found.error());
    const auto sealer = co_await parts_.keys.of(who.family);
    if (!sealer) co_return std::unexpected(Reason::Busy);
    const auto kept = co_await parts_.store.put_piece(
        found->id, number, sealer->seal(bytes, place_of(row_of(found->id, number)))
    );
    if (!kept) co_return std::unexpected(Reason::FormClosed);
    co_return Answer<void>{};
}

Task<Result<std::string>> Consents::joined(Form form)
{
    const auto sealer = co_await parts_.keys.of(form.family);
    if (!sealer) co_return std::unexpected(sealer.error());
    const auto pieces = co_await parts_.store.pieces_of(form.id);
    std::string bytes;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto piece =
            sealer->open(pieces[i], place_of(row_of(form.id, static_cast<std::int64_t>(i))));
        if (!piece) co_return std::unexpected(piece.error());
        bytes += *piece;
    }
    co_return bytes;
}

Task<Answer<Form>> Consents::submit(Who who, FormId form)
{
    auto found = co_await own_open_form(std::move(who), std::move(form));
    if (!found) co_return std::unexpected(found.error());
    const auto bytes = co_await joined(*found);
    // A piece in the wrong place cannot be opened: one is missing before it.
    if (!bytes) co_return std::unexpected(Reason::PieceInvalid);
    if (bytes->size() > largest_file) co_return std::unexpected(Reason::FileTooLarge);
    const auto type = type_of_file(*bytes);
    if (!type) co_return std::unexpected(Reason::FileUnknown);
    const auto sent = co_await parts_.store.send_form(
        found->id, std::string{*type}, crypto::hash_token(*bytes), parts_.clock.now()
    );
    if (!sent) co_return std::unexpected(Reason::FormClosed);
    auto now = co_await parts_.store.find_form(found->id);
    if (!now) co_return std::unexpected(Reason::NoSuchForm);
    co_return std::move(*now);
}

Task<std::vector<WaitingForm>> Consents::waiting()
{
    std::vector<WaitingForm> out;
    auto forms = co_await parts_.store.waiting_forms();
    for (auto& form : forms) {
        WaitingForm one;
        const auto contacts = co_await parts_.directory.contacts_of(form.family);
        if (contacts)
            for (const auto& guardian : contacts->guardians)
                if (guardian.id == form.guardian) one.email = guardian.email;
        one.form = std::move(form);
        out.push_back(std::move(one));
    }
    co_return out;
}

Task<Answer<FormFile>> Consents::file_of(FormId form)
{
    auto found = co_await parts_.store.find_form(std::move(form));
    if (!found || found->state != FormState::Sent) co_return std::unexpected(Reason::NoSuchForm);
    auto type = found->file_type;
    auto bytes = co_await joined(std::move(*found));
    if (!bytes) co_return std::unexpected(Reason::Busy);
    co_return FormFile{.type = std::move(type), .bytes = std::move(*bytes)};
}

namespace {

/// What was taken back after the form was made is not given again by its approval.
std::vector<Scope> still_wanted(const Form& form, const std::vector<Entry>& ledger)
{
    auto scopes = form.scopes;
    for (const auto& entry : ledger) {
        if (entry.event != Event::Withdrawn || entry.at < form.created_at) continue;
        if (entry.scope.purpose == Purpose::Account) return {};
        std::erase(scopes, entry.scope);
    }
    return scopes;
}

}  // namespace

Task<Answer<void>> Consents::decide(StaffId staff, FormId form, std::optional<Flaw> flaw)
{
    auto found = co_await parts_.store.find_form(std::move(form));
    if (!found) co_return std::unexpected(Reason::NoSuchForm);
    // What was signed before the dispute waits for its end as well; a form may still be rejected.
    if (!flaw && co_await parts_.directory.is_disputed(found->family))
        co_return std::unexpected(Reason::FamilyDisputed);
    if (!flaw)
        if (auto speaks = co_await still_speaks(found->family, found->guardian); !speaks)
            co_return speaks;
    std::vector<Entry> agreed;
    const auto ledger = co_await parts_.store.entries_of(found->family);
    if (!flaw)
        agreed = entries_for(
            {.who = {.family = found->family, .guardian = found->guardian},
             .scopes = still_wanted(*found, ledger),
             .notice_version = found->notice_version,
             .method = signed_form,
             .evidence = "form " + found->code + " sha256 " + found->file_hash}
        );
    const auto decided = co_await parts_.store.decide_form(
        {.form = found->id, .staff = std::move(staff), .flaw = flaw, .at = parts_.clock.now()},
        std::move(agreed)
    );
    if (!decided) co_return std::unexpected(Reason::FormClosed);
    co_return Answer<void>{};
}

}  // namespace buddy::consent
