#include "documents/documents.hpp"

#include <algorithm>
#include <utility>

namespace buddy::documents {

Task<> Documents::publish()
{
    facts_ = parts_.facts({});
    for (const auto& kind : kinds()) {
        const auto& source = library_.find(kind.id, "en");
        Published published{
            .kind = std::string{kind.id},
            .version = version_of(source, facts_),
            .statements = statements_of(facts_, source.text.names()),
            .body = source.text.render(facts_),
            .at = parts_.clock.now()
        };
        auto standing = co_await parts_.store.publish(std::move(published));
        current_.insert_or_assign(std::string{kind.id}, std::move(standing));
    }
}

Page Documents::page_of(
    const KindEntry& kind, std::string_view language, const std::vector<Review>& reviews
) const
{
    const auto& published = current_.find(kind.id)->second;
    Page page{
        .kind = &kind,
        .source = &library_.find(kind.id, language),
        .version = published.version,
        .since = published.at,
        .review = std::nullopt,
        .changes = library_.find(kind.id, "en").changes,
        .markdown = {}
    };
    for (const auto& review : reviews)
        if (review.kind == kind.id && review.binding == page.version.binding)
            page.review = review.reviewer;
    return page;
}

Task<std::vector<Page>> Documents::list(std::string language)
{
    const auto reviews = co_await parts_.store.reviews();
    std::vector<Page> pages;
    for (const auto& kind : kinds()) pages.push_back(page_of(kind, language, reviews));
    co_return pages;
}

Task<Result<Page>> Documents::read(Wish wish)
{
    const auto* const kind = find_kind(wish.kind);
    if (kind == nullptr) co_return failed(ErrorCode::NotFound, "no such document");
    auto page = page_of(*kind, wish.language, co_await parts_.store.reviews());
    page.markdown =
        page.source->text.render(wish.country.empty() ? facts_ : parts_.facts(wish.country));
    co_return page;
}

Task<std::vector<Difference>> Documents::changes_since(const Answer& accepted)
{
    std::vector<Difference> out;
    const auto then = co_await parts_.store.find(accepted.kind, accepted.version.text);
    if (!then) co_return out;
    const auto day = day_of(accepted.version.text);
    for (const auto& change : library_.find(accepted.kind, "en").changes)
        if (change.on > day) out.push_back({.before = {}, .now = change.says});
    const auto& now = current_.find(accepted.kind)->second;
    for (auto& difference : differences_of(then->statements, now.statements))
        out.push_back(std::move(difference));
    co_return out;
}

Task<std::vector<Standing>> Documents::standing_of(GuardianId guardian)
{
    const auto answers = co_await parts_.store.answers_of(std::move(guardian));
    std::vector<Standing> out;
    for (const auto& kind : kinds()) {
        if (!kind.is_answered) continue;
        const auto& version = current_.find(kind.id)->second.version;
        Standing standing{
            .kind = std::string{kind.id},
            .title = library_.find(kind.id, "en").title,
            .version = version,
            .state = state_of(answers, kind.id, version),
            .accepted = std::nullopt,
            .changes = {}
        };
        if (const auto* const accepted = last_accepted(answers, kind.id)) {
            standing.accepted = *accepted;
            if (accepted->version != version) standing.changes = co_await changes_since(*accepted);
        }
        out.push_back(std::move(standing));
    }
    co_return out;
}

Task<Result<void>> Documents::reply(Who who, std::vector<Seen> seen, Reply reply)
{
    std::vector<Answer> answers;
    for (auto& [kind, version] : seen) {
        const auto* const entry = find_kind(kind);
        if (entry == nullptr || !entry->is_answered)
            co_return failed(ErrorCode::NotFound, "no document that is answered");
        const auto& now = current_.find(kind)->second.version;
        if (version != now.text)
            co_return failed(ErrorCode::Conflict, "the document says something else by now");
        answers.push_back(
            {.family = who.family,
             .guardian = who.guardian,
             .kind = std::move(kind),
             .version = now,
             .reply = reply,
             .at = parts_.clock.now()}
        );
    }
    co_await parts_.store.append(std::move(answers));
    co_return Result<void>{};
}

Task<Result<void>> Documents::review(std::string kind, std::string reviewer)
{
    const auto found = current_.find(kind);
    if (found == current_.end()) co_return failed(ErrorCode::NotFound, "no such document");
    co_await parts_.store.put_review(
        {.kind = std::move(kind),
         .binding = found->second.version.binding,
         .reviewer = std::move(reviewer),
         .at = parts_.clock.now()}
    );
    co_return Result<void>{};
}

}  // namespace buddy::documents
