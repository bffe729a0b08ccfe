#include "compliance/erasures.hpp"

#include "platform/crypto/random.hpp"

#include <boost/json.hpp>

#include <stdexcept>
#include <unordered_set>
#include <utility>

namespace buddy::compliance {
namespace {

std::string subject_of(const FamilyId& family, const std::optional<ChildId>& child)
{
    return child ? compliance::subject_of(family, *child) : compliance::subject_of(family);
}

std::string erasure_named_in(const std::string& payload)
{
    boost::system::error_code error;
    const auto value = boost::json::parse(payload, error);
    if (error || !value.is_object()) return {};
    const auto* id = value.get_object().if_contains("erasure");
    return id != nullptr && id->is_string() ? std::string{std::string_view{id->get_string()}}
                                            : std::string{};
}

}  // namespace

void Erasures::step(std::string_view name) const
{
    if (parts_.after_step) parts_.after_step(name);
}

Task<Result<Erasure>> Erasures::ask(FamilyId family, std::optional<ChildId> child, GuardianId by)
{
    const auto now = parts_.clock.now();
    Erasure erasure{
        .id = crypto::new_id_text(now),
        .subject = subject_of(family, child),
        .scope = child ? Scope::Child : Scope::Family,
        .family = std::move(family),
        .child = std::move(child),
        .state = ErasureState::Waiting,
        .asked_at = now,
        .due_at = now + parts_.grace
    };
    const auto asked = co_await parts_.store.ask(erasure, audit::Actor::of(by));
    if (!asked) co_return std::unexpected(asked.error());
    co_return erasure;
}

Task<Result<void>> Erasures::undo(FamilyId family, std::string erasure, GuardianId by)
{
    const bool undone = co_await parts_.store.undo(
        std::move(erasure), std::move(family), audit::Actor::of(by), parts_.clock.now()
    );
    if (!undone) co_return failed(ErrorCode::Conflict, "this can no longer be undone");
    co_return Result<void>{};
}

jobs::JobHandler Erasures::job()
{
    return [this](jobs::Job job) { return carry_out(erasure_named_in(job.payload)); };
}

Task<> Erasures::destroy_keys(FamilyId family, std::optional<ChildId> child)
{
    if (child)
        co_await parts_.keys.destroy(std::move(family), std::move(*child));
    else
        co_await parts_.keys.destroy(std::move(family));
}

Task<Result<Removed>> Erasures::erase_rows(
    FamilyId family, std::optional<ChildId> child, Erasure erasure
)
{
    auto removed = std::move(erasure.removed);
    std::vector<PersonalData*> twice{parts_.data};
    // What a request that was under way wrote meanwhile is found once the people themselves are gone.
    twice.insert(twice.end(), parts_.data.begin(), parts_.data.end());
    for (auto* data : twice) {
        auto erase = [data, &family, &child] {
            return child ? data->erase_child(family, *child) : data->erase_family(family);
        };
        const auto count = co_await parts_.pool.run(std::move(erase));
        if (!count) co_return std::unexpected(count.error());
        removed[std::string{data->name()}] += *count;
        if (!erasure.id.empty()) co_await parts_.store.note(erasure.id, removed);
        step(data->name());
    }
    co_return removed;
}

Task<Result<void>> Erasures::carry_out(std::string id)
{
    auto erasure = co_await parts_.store.find(id);
    if (!erasure || !erasure->is_open() || !erasure->family) co_return Result<void>{};
    if (erasure->state == ErasureState::Waiting) {
        const auto now = parts_.clock.now();
        if (!co_await parts_.store.begin(*erasure, now)) {
            const auto again = co_await parts_.store.find(id);
            // Under a legal hold: asked again tomorrow, for as long as it stands.
            if (again && again->state == ErasureState::Waiting)
                co_await parts_.store.try_again(
                    id, std::max(again->due_at, now + std::chrono::days{1}), now
                );
            co_return Result<void>{};
        }
        step("begun");
    }
    // First of all: from here on the words can be read nowhere.
    co_await destroy_keys(*erasure->family, erasure->child);
    step("keys");
    auto removed = co_await erase_rows(*erasure->family, erasure->child, *erasure);
    if (!removed) co_return std::unexpected(removed.error());
    erasure->removed = std::move(*removed);

    const auto done_at = parts_.clock.now();
    const auto entry = co_await parts_.ledger.record(
        {.subject = erasure->subject,
         .erasure = erasure->id,
         .scope = erasure->scope,
         .done_at = done_at,
         .receipt = receipt_of(*erasure, done_at, parts_.processors)}
    );
    step("ledger");
    co_await parts_.store.finish(*erasure, entry, parts_.processors);
    step("finished");
    co_await parts_.store.settle();
    co_return Result<void>{};
}

Task<> Erasures::erase_unfinished(FamilyId family)
{
    const auto now = parts_.clock.now();
    Erasure erasure{
        .id = crypto::new_id_text(now),
        .subject = subject_of(family, std::nullopt),
        .scope = Scope::Unfinished,
        .family = std::move(family),
        .child = std::nullopt,
        .state = ErasureState::Waiting,
        .asked_at = now,
        .due_at = now
    };
    // Conflict: one of this family is under way, and will do the same.
    const auto asked = co_await parts_.store.ask(erasure, audit::Actor::system());
    if (asked) static_cast<void>(co_await carry_out(erasure.id));
}

Task<> Erasures::erase_again(FamilyId family, std::optional<ChildId> child)
{
    co_await destroy_keys(family, child);
    const auto removed = co_await erase_rows(std::move(family), std::move(child), {});
    if (!removed) throw std::runtime_error{"what a backup brought back could not be erased"};
}

Task<Erasures::Replayed> Erasures::replay()
{
    // Each of the two databases may be the one that was restored.
    for (const auto& done : co_await parts_.store.done())
        static_cast<void>(co_await parts_.ledger.record(done));
    const auto entries = co_await parts_.ledger.all();
    Replayed replayed;
    if (entries.empty()) co_return replayed;
    std::unordered_set<std::string> gone;
    for (const auto& entry : entries) gone.insert(entry.subject);

    ChildId last_child;
    while (true) {
        const auto page = co_await parts_.store.children_after(last_child);
        if (page.empty()) break;
        last_child = *page.back().child;
        for (const auto& person : page) {
            if (!gone.contains(subject_of(person.family, person.child))) continue;
            co_await erase_again(person.family, person.child);
            ++replayed.children;
        }
    }
    FamilyId last_family;
    while (true) {
        const auto page = co_await parts_.store.families_after(last_family);
        if (page.empty()) break;
        last_family = page.back().family;
        for (const auto& person : page) {
            if (!gone.contains(subject_of(person.family, std::nullopt))) continue;
            co_await erase_again(person.family, std::nullopt);
            ++replayed.families;
        }
    }
    FamilyId last_key;
    while (true) {
        const auto page = co_await parts_.ledger.families_with_keys_after(last_key);
        if (page.empty()) break;
        last_key = page.back();
        for (const auto& family : page) {
            if (!gone.contains(subject_of(family, std::nullopt))) continue;
            co_await parts_.keys.destroy(family);
            ++replayed.keys;
        }
    }
    ChildId last_child_key;
    while (true) {
        const auto page = co_await parts_.ledger.children_with_keys_after(last_child_key);
        if (page.empty()) break;
        last_child_key = page.back().child;
        for (const auto& [family, child] : page) {
            if (!gone.contains(compliance::subject_of(family, child))) continue;
            co_await parts_.keys.destroy(family, child);
            ++replayed.keys;
        }
    }
    for (const auto& entry : entries) co_await parts_.store.close_restored(entry);
    if (replayed.families + replayed.children > 0) co_await parts_.store.settle();
    co_return replayed;
}

}  // namespace buddy::compliance
