#include "platform/audit/verify.hpp"

#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <utility>

namespace buddy::audit {

namespace {

constexpr std::size_t page = 1000;
constexpr std::size_t hash_length = 64;

bool is_hash(std::string_view text)
{
    return text.size() == hash_length &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<Anchor> anchor_from(const std::string& line)
{
    boost::system::error_code wrong;
    const auto value = boost::json::parse(line, wrong);
    if (wrong || !value.is_object()) return std::nullopt;
    const auto& object = value.get_object();
    const auto* time = object.if_contains("writtenAt");
    const auto* number = object.if_contains("number");
    const auto* hash = object.if_contains("hash");
    if (time == nullptr || number == nullptr || hash == nullptr) return std::nullopt;
    if (!time->is_int64() || !number->is_int64() || !hash->is_string()) return std::nullopt;
    const std::string_view digits = hash->get_string();
    if (number->get_int64() < 0 || !is_hash(digits)) return std::nullopt;
    return Anchor{
        .written_at = from_millis(time->get_int64()),
        .head = {.number = number->get_int64(), .hash = std::string{digits}}
    };
}

/// A walk in progress: where the chain was followed to, and which anchors are still ahead.
class Walk {
public:
    explicit Walk(std::vector<Anchor> anchors) : anchors_{std::move(anchors)}
    {
        std::ranges::sort(anchors_, {}, [](const Anchor& anchor) { return anchor.head.number; });
    }

    std::optional<Fault> meet_anchors()
    {
        for (; next_ < anchors_.size() && anchors_[next_].head.number == at_.number; ++next_)
            if (anchors_[next_].head.hash != at_.hash)
                return Fault{
                    .number = at_.number,
                    .why = "an anchor saw another entry here: the chain was written anew"
                };
        return std::nullopt;
    }

    std::optional<Fault> follow(const StoredEntry& entry)
    {
        if (entry.number != at_.number + 1)
            return Fault{.number = at_.number + 1, .why = "it is missing"};
        if (hash_of(entry, at_.hash) != entry.hash)
            return Fault{
                .number = entry.number, .why = "its content or its place does not match its hash"
            };
        at_ = {.number = entry.number, .hash = entry.hash};
        return meet_anchors();
    }

    [[nodiscard]] std::optional<Fault> finish(const Head& head) const
    {
        if (at_.number < head.number)
            return Fault{.number = at_.number + 1, .why = "it is missing"};
        if (at_ != head)
            return Fault{
                .number = at_.number, .why = "the head of the chain does not name it as the last"
            };
        if (next_ < anchors_.size())
            return Fault{
                .number = at_.number + 1,
                .why = fmt::format(
                    "it is missing: an anchor saw {} entries", anchors_[next_].head.number
                )
            };
        return std::nullopt;
    }

    [[nodiscard]] const Head& at() const noexcept { return at_; }
    [[nodiscard]] std::size_t anchors_met() const noexcept { return next_; }

private:
    std::vector<Anchor> anchors_;
    std::size_t next_ = 0;
    Head at_{.number = 0, .hash = std::string(hash_length, '0')};
};

std::optional<Fault> follow_all(
    Walk& walk, const std::vector<StoredEntry>& entries, std::int64_t last
)
{
    for (const auto& entry : entries) {
        if (entry.number > last) break;  // written meanwhile
        if (auto fault = walk.follow(entry)) return fault;
    }
    return std::nullopt;
}

Result<void> write_line(const std::filesystem::path& path, std::string_view line)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return failed(ErrorCode::Unavailable, "the anchor file cannot be opened");
    const bool written = ::write(file, line.data(), line.size()) == std::ssize(line);
    const bool kept = written && ::fsync(file) == 0;
    ::close(file);
    if (!kept) return failed(ErrorCode::Unavailable, "the anchor file cannot be written");
    return {};
}

}  // namespace

Result<std::vector<Anchor>> AnchorFile::read() const
{
    std::error_code ignored;
    if (!std::filesystem::exists(path_, ignored)) return std::vector<Anchor>{};
    std::ifstream file{path_};
    if (!file) return failed(ErrorCode::Unavailable, "the anchor file cannot be read");
    std::vector<Anchor> anchors;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        auto anchor = anchor_from(line);
        if (!anchor)
            return failed(
                ErrorCode::Invalid, fmt::format("line {} of the anchor file is no anchor", number)
            );
        anchors.push_back(std::move(*anchor));
    }
    return anchors;
}

Result<void> AnchorFile::append(const Anchor& anchor) const
{
    return write_line(
        path_,
        fmt::format(
            R"({{"writtenAt":{},"number":{},"hash":"{}"}})"
            "\n",
            to_millis(anchor.written_at),
            anchor.head.number,
            anchor.head.hash
        )
    );
}

Result<Anchor> parse_anchor(std::string_view text)
{
    const auto wrong = failed(ErrorCode::Invalid, "an anchor is written NUMBER:HASH");
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || !is_hash(text.substr(colon + 1))) return wrong;
    std::int64_t number = 0;
    const auto* end = text.data() + colon;
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number < 0) return wrong;
    return Anchor{
        .written_at = {}, .head = {.number = number, .hash = std::string{text.substr(colon + 1)}}
    };
}

bool is_anchor_due(const std::vector<Anchor>& anchors, Time now)
{
    using std::chrono::days;
    return anchors.empty() ||
           std::chrono::floor<days>(anchors.back().written_at) < std::chrono::floor<days>(now);
}

Task<Verdict> verify(Trail& trail, std::vector<Anchor> anchors, OnProgress on_progress)
{
    const auto head = co_await trail.head();
    Walk walk{std::move(anchors)};
    auto fault = walk.meet_anchors();
    while (!fault && walk.at().number < head.number) {
        const auto entries = co_await trail.after(walk.at().number, page);
        if (entries.empty()) break;
        fault = follow_all(walk, entries, head.number);
        if (on_progress) on_progress(walk.at().number, head.number);
    }
    if (!fault) fault = walk.finish(head);
    co_return Verdict{
        .entries = walk.at().number,
        .anchors = static_cast<std::int64_t>(walk.anchors_met()),
        .fault = std::move(fault)
    };
}

}  // namespace buddy::audit
