// FeedbackStore in memory, for tests. It knows every guardian, and each of them since `joined_at`.
#pragma once

#include "feedback/feedback.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace buddy::feedback {

class FakeFeedbackStore final : public FeedbackStore {
public:
    Task<Result<void>> give(GivenThumb thumb) override
    {
        forget(thumb.child, thumb.turn);
        count(thumb, 1);
        auto& kept = thumbs_[thumb.turn];
        kept.open = thumb.opinion.is_report();
        kept.given = std::move(thumb);
        co_return Result<void>{};
    }
    Task<Result<void>> take_back(conversation::ChildRef child, TurnId turn) override
    {
        forget(child, turn);
        co_return Result<void>{};
    }
    Task<Result<std::vector<ShownThumb>>> thumbs_of(
        conversation::ChildRef child, ConversationId conversation
    ) override
    {
        std::vector<ShownThumb> shown;
        for (const auto& [turn, kept] : thumbs_)
            if (kept.given.child == child && conversations[turn] == conversation)
                shown.push_back({.turn = turn, .opinion = kept.given.opinion});
        co_return shown;
    }
    Task<std::vector<GivenThumb>> open_reports(std::size_t most) override
    {
        std::vector<GivenThumb> reports;
        for (const auto& [turn, kept] : thumbs_)
            if (kept.open) reports.push_back(kept.given);
        std::ranges::stable_sort(reports, {}, &GivenThumb::at);
        if (reports.size() > most) reports.resize(most);
        co_return reports;
    }
    Task<Result<GivenThumb>> find_report(TurnId turn) override
    {
        const auto found = thumbs_.find(turn);
        if (found == thumbs_.end() || !found->second.open)
            co_return failed(ErrorCode::NotFound, "no such report waits");
        co_return found->second.given;
    }
    Task<Result<void>> decide(TurnId turn, Finding /*finding*/, StaffId /*by*/, Time /*at*/)
        override
    {
        const auto found = thumbs_.find(turn);
        if (found == thumbs_.end() || !std::exchange(found->second.open, false))
            co_return failed(ErrorCode::NotFound, "no such report waits");
        co_return Result<void>{};
    }
    Task<std::int64_t> count_open_reports() override
    {
        co_return std::ranges::count_if(thumbs_, [](const auto& one) { return one.second.open; });
    }
    Task<Result<Standing>> standing_of(GuardianRef guardian) override
    {
        auto& standing = standings_[guardian.guardian];
        standing.joined_at = joined_at;
        co_return standing;
    }
    Task<> note_shown(GuardianRef guardian, Question question, Time at) override
    {
        auto& standing = standings_[guardian.guardian];
        standing.question = question;
        standing.shown_at = at;
        standing.settled_at.reset();
        co_return;
    }
    Task<Result<void>> settle(Settling settling) override
    {
        auto& standing = standings_[settling.guardian.guardian];
        if (!standing.shown_at || standing.settled_at)
            co_return failed(ErrorCode::Conflict, "no question waits");
        standing.settled_at = settling.at;
        standing.ended = settling.ended;
        if (settling.opinion)
            said_.push_back(
                {.question = *standing.question,
                 .given_at = settling.at,
                 .opinion = *settling.opinion}
            );
        co_return Result<void>{};
    }
    Task<std::vector<ThumbCount>> thumb_counts(Time from) override
    {
        std::map<std::tuple<std::string, std::string, Thumb>, std::int64_t> sums;
        for (const auto& [key, thumbs] : counts_) {
            const auto& [month, advisor, voice, thumb] = key;
            if (month >= month_of(from)) sums[{advisor, voice, thumb}] += thumbs;
        }
        std::vector<ThumbCount> counts;
        for (const auto& [key, thumbs] : sums)
            counts.push_back(
                {.advisor = std::get<0>(key),
                 .voice = std::get<1>(key),
                 .thumb = std::get<2>(key),
                 .thumbs = thumbs}
            );
        std::ranges::sort(counts, {}, [](const ThumbCount& one) {
            return std::tuple{one.advisor, one.voice, id_of(one.thumb)};
        });
        co_return counts;
    }
    Task<std::vector<MarkCount>> mark_counts(Time from) override
    {
        std::map<std::pair<std::string_view, int>, MarkCount> sums;
        for (const auto& one : said_) {
            if (month_of(one.given_at) < month_of(from)) continue;
            auto& sum = sums[{id_of(one.question), one.opinion.mark}];
            sum.question = one.question;
            sum.mark = one.opinion.mark;
            ++sum.marks;
        }
        std::vector<MarkCount> counts;
        for (const auto& [key, sum] : sums) counts.push_back(sum);
        std::ranges::sort(counts, {}, [](const MarkCount& one) {
            return std::pair{id_of(one.question), one.mark};
        });
        co_return counts;
    }
    Task<std::vector<SaidOfBuddy>> recent_words(std::size_t most) override
    {
        std::vector<SaidOfBuddy> said{said_.rbegin(), said_.rend()};
        if (said.size() > most) said.resize(most);
        std::erase_if(said, [](const SaidOfBuddy& one) { return one.opinion.words.empty(); });
        co_return said;
    }

    std::map<TurnId, ConversationId> conversations;  ///< Which turn is of which.
    Time joined_at;

private:
    struct Kept {
        GivenThumb given;
        bool open = false;
    };
    void count(const GivenThumb& thumb, std::int64_t by)
    {
        const auto& opinion = thumb.opinion;
        counts_[{month_of(thumb.at), opinion.advisor, opinion.voice, opinion.thumb}] += by;
    }
    void forget(const conversation::ChildRef& child, const TurnId& turn)
    {
        const auto found = thumbs_.find(turn);
        if (found == thumbs_.end() || found->second.given.child != child) return;
        count(found->second.given, -1);
        thumbs_.erase(found);
    }

    std::map<TurnId, Kept> thumbs_;
    std::map<std::tuple<std::string, std::string, std::string, Thumb>, std::int64_t> counts_;
    std::map<GuardianId, Standing> standings_;
    std::vector<SaidOfBuddy> said_;
};

}  // namespace buddy::feedback
