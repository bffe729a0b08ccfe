// DocumentStore in memory, for tests.
#pragma once

#include "documents/document_store.hpp"

#include <algorithm>
#include <ranges>

namespace buddy::documents {

class FakeDocumentStore final : public DocumentStore {
public:
    std::vector<Published> published;
    std::vector<Review> reviewed;
    std::vector<Answer> answers;

    Task<Published> publish(Published next) override
    {
        const auto latest =
            std::ranges::find(published.rbegin(), published.rend(), next.kind, &Published::kind);
        if (latest != published.rend() && latest->version == next.version) co_return *latest;
        published.push_back(next);
        co_return next;
    }
    Task<std::optional<Published>> find(std::string kind, std::string version) override
    {
        for (const auto& one : std::views::reverse(published))
            if (one.kind == kind && one.version.text == version) co_return one;
        co_return std::nullopt;
    }
    Task<> put_review(Review review) override
    {
        std::erase_if(reviewed, [&review](const Review& old) {
            return old.kind == review.kind && old.binding == review.binding;
        });
        reviewed.push_back(std::move(review));
        co_return;
    }
    Task<std::vector<Review>> reviews() override { co_return reviewed; }
    Task<> append(std::vector<Answer> more) override
    {
        answers.insert(answers.end(), more.begin(), more.end());
        co_return;
    }
    Task<std::vector<Answer>> answers_of(GuardianId guardian) override
    {
        std::vector<Answer> out;
        for (const auto& answer : answers)
            if (answer.guardian == guardian) out.push_back(answer);
        co_return out;
    }
};

}  // namespace buddy::documents
