// ConsentStore in memory, for tests. One event loop only.
#pragma once

#include "consent/consent_store.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace buddy::consent {

class FakeConsentStore final : public ConsentStore {
public:
    std::vector<notify::ConsentMail> mails;
    std::vector<Entry> entries;
    std::vector<Form> forms;
    std::map<std::pair<FormId, std::int64_t>, crypto::Sealed> pieces;

    Task<> append(std::vector<Entry> added, std::optional<notify::ConsentMail> mail) override
    {
        for (auto& entry : added) add(std::move(entry));
        if (mail) mails.push_back(std::move(*mail));
        co_return;
    }
    Task<std::vector<Entry>> entries_of(FamilyId family) override
    {
        co_return chosen(entries, [&](const Entry& entry) { return entry.family == family; });
    }
    Task<std::vector<Entry>> find_undo(std::string undo_hash) override
    {
        co_return chosen(entries, [&](const Entry& entry) { return entry.undo_hash == undo_hash; });
    }
    Task<> add_form(Form form) override
    {
        for (auto& other : forms)
            if (other.family == form.family && other.state == FormState::Open) {
                other.state = FormState::Replaced;
                forget_file(other.id);
            }
        forms.push_back(std::move(form));
        co_return;
    }
    Task<std::optional<Form>> find_form(FormId form) override
    {
        const auto found = std::ranges::find(forms, form, &Form::id);
        if (found == forms.end()) co_return std::nullopt;
        co_return *found;
    }
    Task<std::vector<Form>> forms_of(FamilyId family) override
    {
        auto found = chosen(forms, [&](const Form& form) {
            return form.family == family && form.state != FormState::Replaced;
        });
        std::ranges::reverse(found);
        co_return found;
    }
    Task<std::vector<Form>> waiting_forms() override
    {
        co_return chosen(forms, [](const Form& form) { return form.state == FormState::Sent; });
    }
    Task<Result<void>> put_piece(FormId form, std::int64_t number, crypto::Sealed piece) override
    {
        if (in_state(form, FormState::Open) == nullptr)
            co_return failed(ErrorCode::Conflict, "the form is not open");
        pieces[{form, number}] = std::move(piece);
        co_return Result<void>{};
    }
    Task<std::vector<crypto::Sealed>> pieces_of(FormId form) override
    {
        std::vector<crypto::Sealed> out;
        for (const auto& [key, piece] : pieces)
            if (key.first == form) out.push_back(piece);
        co_return out;
    }
    Task<Result<void>> send_form(
        FormId form, std::string file_type, std::string file_hash, Time now
    ) override
    {
        auto* const found = in_state(form, FormState::Open);
        if (found == nullptr) co_return failed(ErrorCode::Conflict, "the form is not open");
        found->state = FormState::Sent;
        found->file_type = std::move(file_type);
        found->file_hash = std::move(file_hash);
        found->sent_at = now;
        co_return Result<void>{};
    }
    Task<Result<void>> decide_form(Decision decision, std::vector<Entry> agreed) override
    {
        auto* const found = in_state(decision.form, FormState::Sent);
        if (found == nullptr) co_return failed(ErrorCode::Conflict, "the form does not wait");
        found->state = decision.flaw ? FormState::Rejected : FormState::Approved;
        found->flaw = decision.flaw;
        found->decided_by = std::move(decision.staff);
        found->decided_at = decision.at;
        forget_file(found->id);
        for (auto& entry : agreed) add(std::move(entry));
        co_return Result<void>{};
    }

private:
    template <class T, class Fits>
    static std::vector<T> chosen(const std::vector<T>& all, Fits fits)
    {
        std::vector<T> out;
        std::ranges::copy_if(all, std::back_inserter(out), fits);
        return out;
    }
    void add(Entry entry)
    {
        entry.number = 1 + std::ranges::count(entries, entry.family, &Entry::family);
        entries.push_back(std::move(entry));
    }
    Form* in_state(const FormId& id, FormState state)
    {
        const auto found = std::ranges::find(forms, id, &Form::id);
        return found == forms.end() || found->state != state ? nullptr : &*found;
    }
    void forget_file(const FormId& form)
    {
        std::erase_if(pieces, [&form](const auto& piece) { return piece.first.first == form; });
    }
};

}  // namespace buddy::consent
