#include "conversation/stream_guard.hpp"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace buddy::conversation {
namespace {

constexpr std::string_view unknown_character = "\xEF\xBF\xBD";

/// The first character of some bytes.
struct Decoded {
    enum class Kind : std::uint8_t { Whole, Incomplete, Broken };
    Kind kind = Kind::Broken;
    std::size_t length = 1;
    UChar32 code = 0;
};

struct Lead {
    unsigned char from;
    unsigned char to;
    std::size_t length;
    unsigned char second_from;  ///< The second byte is narrower after some leads (RFC 3629).
    unsigned char second_to;
};
constexpr std::array<Lead, 8> leads{{
    {0xC2, 0xDF, 2, 0x80, 0xBF},
    {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF},
    {0xF4, 0xF4, 4, 0x80, 0x8F},
}};

Decoded decode_first(std::string_view bytes)
{
    const auto byte_at = [bytes](std::size_t index) {
        return static_cast<unsigned char>(bytes[index]);
    };
    const auto first = byte_at(0);
    if (first < 0x80) return {.kind = Decoded::Kind::Whole, .length = 1, .code = first};
    const auto* const lead = std::ranges::find_if(leads, [first](const Lead& row) {
        return first >= row.from && first <= row.to;
    });
    if (lead == leads.end()) return {};
    auto code = static_cast<UChar32>(first & (0xFF >> (lead->length + 1)));
    for (std::size_t index = 1; index < lead->length; ++index) {
        if (index == bytes.size()) return {.kind = Decoded::Kind::Incomplete, .length = index};
        const auto low = index == 1 ? lead->second_from : 0x80;
        const auto high = index == 1 ? lead->second_to : 0xBF;
        if (byte_at(index) < low || byte_at(index) > high) return {.length = index};
        code = (code << 6) | (byte_at(index) & 0x3F);
    }
    return {.kind = Decoded::Kind::Whole, .length = lead->length, .code = code};
}

bool ends_sentence(UChar32 code)
{
    constexpr std::u32string_view marks = U".!?;\n\u2026\u3002\uFF01\uFF1F\uFF1B\u061F\u0964";
    return marks.contains(static_cast<char32_t>(code));
}

bool ends_part(UChar32 code)
{
    constexpr std::u32string_view marks = U",:\u2013\u2014\uFF0C\u3001\u060C";
    return marks.contains(static_cast<char32_t>(code));
}

/// Belongs to the clause that has just ended: further marks, closing quotes and brackets, and what
/// is drawn on top of the character before.
bool clings(UChar32 code)
{
    if (code == U'"' || code == U'\'' || (ends_sentence(code) && code != U'\n')) return true;
    switch (u_charType(code)) {
        case U_END_PUNCTUATION:
        case U_FINAL_PUNCTUATION:
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_COMBINING_SPACING_MARK: return true;
        default: break;
    }
    const auto kind = u_getIntPropertyValue(code, UCHAR_GRAPHEME_CLUSTER_BREAK);
    return kind == U_GCB_EXTEND || kind == U_GCB_ZWJ || kind == U_GCB_SPACING_MARK;
}

/// A clause must say something: a lone "..." or "1." waits for its sentence.
constexpr std::size_t fewest_letters = 3;

class Graphemes {
public:
    explicit Graphemes(std::string_view text)
    {
        UErrorCode error = U_ZERO_ERROR;
        text_.reset(
            utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &error)
        );
        breaks_.reset(ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &error));
        if (U_FAILURE(error) == 0) ubrk_setUText(breaks_.get(), text_.get(), &error);
        usable_ = U_FAILURE(error) == 0;
    }
    [[nodiscard]] bool begins_at(std::size_t offset) const
    {
        return usable_ && ubrk_isBoundary(breaks_.get(), static_cast<std::int32_t>(offset)) != 0;
    }
    /// The last beginning before `offset`; 0 when there is none.
    [[nodiscard]] std::size_t last_before(std::size_t offset) const
    {
        if (!usable_) return 0;
        const auto found = ubrk_preceding(breaks_.get(), static_cast<std::int32_t>(offset));
        return found == UBRK_DONE ? 0 : static_cast<std::size_t>(found);
    }

private:
    struct Close {
        void operator()(UText* text) const { utext_close(text); }
        void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
    };
    std::unique_ptr<UText, Close> text_;
    std::unique_ptr<UBreakIterator, Close> breaks_;
    bool usable_ = false;
};

std::string_view tail_of(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes) return text;
    auto begin = text.size() - bytes;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    return text.substr(begin);
}

bool is_let_through(const safety::Assessment& one)
{
    return one.available && one.action <= safety::Action::Support;
}

safety::Assessment assessed(
    const Judge& judge, const StreamGuard::Setting& setting, std::string_view text
)
{
    const safety::RiskState before;
    safety::RiskState after;
    try {
        return judge(
            {.text = text,
             .age_band = setting.age_band,
             .direction = safety::Direction::Output,
             .locale = setting.locale,
             .context = setting.context},
            before,
            after
        );
    } catch (...) {
        // Whatever went wrong while judging: nothing is let through, and the refusal is recorded.
        return safety::Assessment::unavailable("exception");
    }
}

}  // namespace

StreamGuard::StreamGuard(const Judge& judge, Setting setting)
    : judge_{judge}, setting_{std::move(setting)}
{
}

bool StreamGuard::may_end_clause(std::string_view delta) const noexcept
{
    // The ASCII marks of ends_sentence() and ends_part(); any other character may be one of theirs.
    constexpr std::string_view marks = ".!?;\n,:";
    const auto may_end = [&](char byte) {
        return marks.contains(byte) || static_cast<unsigned char>(byte) >= 0x80;
    };
    return pending_.size() + delta.size() > long_clause || std::ranges::any_of(delta, may_end);
}

std::vector<ClearedText> StreamGuard::feed(std::string_view delta)
{
    if (blocked()) return {};
    decode(delta);
    return release_clauses();
}

std::vector<ClearedText> StreamGuard::finish()
{
    if (blocked()) return {};
    if (!undecoded_.empty()) {
        pending_ += unknown_character;
        undecoded_.clear();
    }
    auto cleared = release_clauses();
    if (!blocked() && !pending_.empty()) static_cast<void>(release(pending_.size(), cleared));
    return cleared;
}

void StreamGuard::decode(std::string_view delta)
{
    undecoded_ += delta;
    std::string_view rest = undecoded_;
    while (!rest.empty()) {
        const auto next = decode_first(rest);
        if (next.kind == Decoded::Kind::Incomplete) break;
        pending_ +=
            next.kind == Decoded::Kind::Whole ? rest.substr(0, next.length) : unknown_character;
        rest.remove_prefix(next.length);
    }
    undecoded_.erase(0, undecoded_.size() - rest.size());
}

std::vector<ClearedText> StreamGuard::release_clauses()
{
    std::vector<ClearedText> cleared;
    while (true) {
        auto end = clause_end();
        if (!end && pending_.size() > long_clause) end = cut_long_clause();
        if (!end) break;
        if (!release(*end, cleared)) return cleared;
    }
    if (pending_.size() > most_held_back) refuse(safety::Assessment::unavailable("unreadable"));
    return cleared;
}

std::optional<std::size_t> StreamGuard::clause_end()
{
    const std::string_view text = pending_;
    while (scanned_ < text.size()) {
        const auto here = decode_first(text.substr(scanned_));
        auto after = scanned_ + here.length;
        const bool whole_enough = letters_ >= fewest_letters;
        const bool ends =
            ends_sentence(here.code) || (ends_part(here.code) && after >= comma_clause);
        if (u_isalnum(here.code) != 0) ++letters_;
        scanned_ = after;
        if (!ends || !whole_enough) continue;
        if (after == text.size() || here.code == U'\n') return after;
        const auto next = decode_first(text.substr(after));
        // "3.14", "12:30" and "example.org" are not over at the mark.
        if (here.code < 0x80 && u_isalnum(next.code) != 0) continue;
        while (after < text.size()) {
            const auto follower = decode_first(text.substr(after));
            if (!clings(follower.code)) break;
            after += follower.length;
        }
        return after;
    }
    return std::nullopt;
}

std::optional<std::size_t> StreamGuard::cut_long_clause() const
{
    const Graphemes graphemes{pending_};
    for (auto space = pending_.find_last_of(" \t", long_clause);
         space != std::string::npos && space > 0;
         space = pending_.find_last_of(" \t", space - 1))
        if (graphemes.begins_at(space)) return space;
    // One unbroken run. The last character may still grow, so it stays.
    const auto end = graphemes.last_before(std::min(pending_.size(), long_clause + 1));
    if (end == 0 || end == pending_.size()) return std::nullopt;
    return end;
}

bool StreamGuard::release(std::size_t end, std::vector<ClearedText>& cleared)
{
    auto clause = pending_.substr(0, end);
    auto assessment = assess(clause);
    if (is_let_through(assessment)) assessment = criticised(clause, std::move(assessment));
    if (!is_let_through(assessment)) {
        refuse(std::move(assessment));
        return false;
    }
    pending_.erase(0, end);
    scanned_ = 0;
    letters_ = 0;
    released_ += clause;
    cleared.push_back(ClearedText{std::move(clause)});
    return true;
}

safety::Assessment StreamGuard::assess(std::string_view clause) const
{
    std::string text{tail_of(released_, look_back)};
    text += clause;
    return assessed(judge_, setting_, text);
}

safety::Assessment StreamGuard::criticised(std::string_view clause, safety::Assessment allowed)
{
    if (setting_.review == nullptr) return allowed;
    try {
        critic_ = setting_.review->stops(clause);
    } catch (...) {
        // As with the judge: nothing is let through, and the refusal is recorded.
        return safety::Assessment::unavailable("exception");
    }
    if (critic_) allowed.action = safety::Action::Block;
    return allowed;
}

void StreamGuard::refuse(safety::Assessment why)
{
    refusal_ = std::move(why);
    pending_.clear();
    undecoded_.clear();
}

ClearedText StreamGuard::kind_words(
    const MentorVoice& mentor,
    const advisors::TurnView& view,
    advisors::Mentor::Kindness kind,
    std::string_view after
)
{
    const bool apart = after.empty() || after.ends_with(' ') || after.ends_with('\n');
    return ClearedText{(apart ? "" : " ") + mentor.kind_words(view, kind).text};
}

std::optional<ClearedText> StreamGuard::closing_words(
    advisors::Review& review, std::string_view after
)
{
    const auto words = review.closing_words();
    if (words.empty()) return std::nullopt;
    const bool apart = after.empty() || after.ends_with(' ') || after.ends_with('\n');
    return ClearedText{(apart ? "" : " ") + words};
}

ClearedText StreamGuard::crisis_words(
    const MentorVoice& mentor,
    const advisors::TurnView& view,
    std::string_view state,
    std::span<const advisors::HelpLine> lines,
    safety::Notify will_be_told
)
{
    return ClearedText{mentor.crisis_reply(view, state, lines, will_be_told).text};
}

ClearedText StreamGuard::restored(StoredClause clause)
{
    return ClearedText{clause.text()};
}

bool may_be_said(const Judge& judge, const StreamGuard::Setting& setting, std::string_view text)
{
    return is_let_through(assessed(judge, setting, text));
}

}  // namespace buddy::conversation
