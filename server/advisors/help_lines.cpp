// The registry of help lines: reading, the linter's rules of data/crisis-lines/README.md, and what
// may be shown.
#include "advisors/advisors.hpp"
#include "advisors/content.hpp"
#include "advisors/content_reader.hpp"
#include "advisors/opening_hours.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace buddy::advisors {
namespace {

constexpr std::array<std::string_view, 6> audiences = {
    "child", "youth", "all", "lgbtq", "deaf", "parent"
};
constexpr std::array<std::string_view, 5> channels = {"call", "sms", "chat", "whatsapp", "email"};
constexpr std::array<std::string_view, 5> mark_names = {"A", "W", "C", "P", "M"};
constexpr std::array<std::string_view, 4> reach_names = {
    "any", "police", "ambulance", "fire_ambulance"
};
constexpr auto stays_verified = std::chrono::days{731};

struct StoredLine {
    HelpLine line;
    std::vector<std::string> marks;
    std::string ext;
    std::string expires_at;
    OpeningHours hours;
};

struct Country {
    std::vector<StoredLine> emergency;
    std::vector<StoredLine> lines;
};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool is_key(char c)
{
    return (c >= '0' && c <= '9') || c == '*' || c == '#' || c == '+';
}

std::string keys_of(std::string_view display)
{
    std::string keys;
    std::ranges::copy_if(display, std::back_inserter(keys), is_key);
    return keys;
}

bool dialable(std::string_view dial)
{
    const auto digits = dial.starts_with('+') ? dial.substr(1) : dial;
    return !digits.empty() &&
           std::ranges::all_of(digits, [](char c) { return is_key(c) && c != '+'; });
}

std::string digits_of(std::string_view text)
{
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) {
        return c >= '0' && c <= '9';
    });
    return out;
}

std::optional<Time> day_from(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto digits = digits_of(text);
    if (digits.size() != 8) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : digits.substr(at, count)) value = value * 10 + (c - '0');
        return value;
    };
    const std::chrono::year_month_day day{
        std::chrono::year{number(0, 4)},
        std::chrono::month{static_cast<unsigned>(number(4, 2))},
        std::chrono::day{static_cast<unsigned>(number(6, 2))}
    };
    if (!day.ok()) return std::nullopt;
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::sys_days{day});
}

/// Reads one country's file and lints it.
class CountryReader {
public:
    CountryReader(const Node& root, std::string_view code, Time now)
        : root_{root}, code_{code}, now_{now}
    {
    }

    Country read()
    {
        root_.only({"country", "name", "emergency", "lines"});
        if (root_.at("country").text() != code_) root_.at("country").wrong("differs from the file");
        static_cast<void>(root_.at("name").text());
        const auto emergency = root_.at("emergency");
        for (const auto& node : emergency.items())
            country_.emergency.push_back(emergency_from(node));
        if (country_.emergency.empty()) emergency.wrong("needs at least one number");
        for (const auto& node : root_.at("lines").items())
            country_.lines.push_back(line_from(node));
        check_twice();
        check_replaced();
        return std::move(country_);
    }

private:
    static StoredLine emergency_from(const Node& node)
    {
        node.only({"channel", "dial", "display", "reaches", "audience"});
        StoredLine stored;
        auto& line = stored.line;
        const auto channel = node.at("channel").text();
        if (channel != "call" && channel != "sms") node.at("channel").wrong("must be call or sms");
        line.channel = channel == "sms" ? "sms" : "emergency";
        line.dial = node.at("dial").text();
        line.display = node.at("display").text();
        line.reaches = node.at("reaches").text();
        line.audience = node.at("audience").text();
        line.source = "registry";
        if (!one_of(reach_names, line.reaches)) node.at("reaches").wrong("is not known");
        if (line.audience != "all" && line.audience != "deaf")
            node.at("audience").wrong("must be all or deaf");
        if (!dialable(line.dial)) node.at("dial").wrong("is no number that can be dialled");
        if (keys_of(line.display) != line.dial) node.at("display").wrong("differs from dial");
        return stored;
    }

    StoredLine line_from(const Node& node)
    {
        node.only({"service",    "audience",    "channel",     "marks",     "dial",
                   "sms_to",     "sms_keyword", "display",     "e164",      "ext",
                   "free",       "ages",        "hours",       "languages", "url",
                   "source_url", "verified_at", "verified_by", "replaces",  "expires_at",
                   "note"});
        StoredLine stored;
        auto& line = stored.line;
        line.service = node.at("service").text();
        line.audience = node.at("audience").text();
        line.channel = node.at("channel").text();
        if (!one_of(audiences, line.audience)) node.at("audience").wrong("is not known");
        if (!one_of(channels, line.channel)) node.at("channel").wrong("is not known");
        line.display = node.at("display").text();
        line.sms_keyword = optional_text(node, "sms_keyword");
        line.url = optional_text(node, "url");
        stored.ext = optional_text(node, "ext");
        read_marks(node.at("marks"), stored.marks);
        for (const auto& mark : stored.marks) line.source += mark;
        read_keys(node, stored);
        read_e164(node, line.dial);
        read_checks(node, stored);
        read_rest(node, stored);
        return stored;
    }

    static std::string optional_text(const Node& node, std::string_view key)
    {
        const auto member = node.at(key);
        return member.is_null() ? std::string{} : member.text();
    }

    static void read_marks(const Node& node, std::vector<std::string>& marks)
    {
        marks = node.texts();
        if (marks.empty()) node.wrong("needs at least one mark");
        const std::set<std::string> distinct{marks.begin(), marks.end()};
        if (distinct.size() != marks.size()) node.wrong("repeats a mark");
        for (const auto& mark : marks)
            if (!one_of(mark_names, mark)) node.wrong("has an unknown mark");
    }

    static void read_keys(const Node& node, StoredLine& stored)
    {
        auto& line = stored.line;
        const auto dial = optional_text(node, "dial");
        const auto sms_to = optional_text(node, "sms_to");
        const bool calls = line.channel == "call" || line.channel == "whatsapp";
        const bool texts = line.channel == "sms";
        if (calls == dial.empty()) node.at("dial").wrong("does not fit the channel");
        if (texts == sms_to.empty()) node.at("sms_to").wrong("does not fit the channel");
        line.dial = calls ? dial : sms_to;
        if ((calls || texts) && !dialable(line.dial)) node.at("dial").wrong("cannot be dialled");
        if ((calls || texts) && keys_of(line.display) != line.dial + stored.ext)
            node.at("display").wrong("differs from the keys");
        const bool capitals = std::ranges::all_of(line.sms_keyword, [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        });
        if (!line.sms_keyword.empty() && (!texts || !capitals))
            node.at("sms_keyword").wrong("must be capital letters and digits, with sms only");
        const bool digits = digits_of(stored.ext) == stored.ext;
        if (!stored.ext.empty() && (line.channel != "call" || !digits))
            node.at("ext").wrong("must be digits, with call only");
    }

    static void read_e164(const Node& node, std::string_view dial)
    {
        const auto e164 = optional_text(node, "e164");
        if (e164.empty()) return;
        const auto digits = digits_of(e164);
        const bool formed = e164.size() == digits.size() + 1 && e164.front() == '+' &&
                            digits.front() != '0' && digits.size() >= 8 && digits.size() <= 15;
        auto keys = digits_of(dial);
        const bool local = keys.size() < 6 || keys.starts_with("116") || keys.starts_with("0800") ||
                           keys.starts_with("1800");
        keys.erase(0, std::min(keys.find_first_not_of('0'), keys.size()));
        if (!formed || local || !digits.ends_with(keys))
            node.at("e164").wrong("cannot be dialled from abroad");
    }

    void read_checks(const Node& node, StoredLine& stored) const
    {
        const auto at = optional_text(node, "verified_at");
        const auto by = optional_text(node, "verified_by");
        const auto source = optional_text(node, "source_url");
        stored.expires_at = optional_text(node, "expires_at");
        if (at.empty() != by.empty() || at.empty() != source.empty())
            node.at("verified_at").wrong("goes with verified_by and source_url");
        const auto day = day_from(at);
        if (!at.empty() && (!day || *day > now_)) node.at("verified_at").wrong("is no past day");
        const auto end = day_from(stored.expires_at);
        if (!stored.expires_at.empty() && (!end || (day && *end <= *day)))
            node.at("expires_at").wrong("must be a day after the check");
        for (const auto& [key, address] :
             {std::pair{"source_url", source}, std::pair{"url", stored.line.url}})
            if (!address.empty() && !address.starts_with("https://"))
                node.at(key).wrong("must begin with https://");
        stored.line.checked = at;
    }

    void read_rest(const Node& node, StoredLine& stored)
    {
        if (const auto free = node.at("free"); !free.is_null()) static_cast<void>(free.flag());
        if (const auto ages = node.at("ages"); !ages.is_null()) {
            const auto pair = ages.items();
            const bool fits =
                pair.size() == 2 && pair[0].number() <= pair[1].number() && pair[1].number() <= 99;
            if (!fits) ages.wrong("must be the youngest and the oldest age");
        }
        if (const auto hours = node.at("hours"); !hours.is_null()) {
            stored.hours = opening_hours_from(hours);
            std::vector<std::string> marks;
            read_marks(hours.at("marks"), marks);
        }
        static_cast<void>(node.at("languages").texts());
        if (const auto note = node.maybe("note")) static_cast<void>(note->text());
        for (const auto& old : node.at("replaces").texts()) replaced_.insert(digits_of(old));
    }

    void check_twice() const
    {
        std::set<std::string> seen;
        std::map<std::string, std::string, std::less<>> audience_of;
        for (const auto& stored : country_.lines) {
            const auto& line = stored.line;
            const auto key = line.channel + " " + line.dial + stored.ext + " " + line.sms_keyword +
                             (line.dial.empty() ? line.service : std::string{});
            if (!seen.insert(key).second) root_.wrong("has a line twice: " + line.service);
            if (line.dial.empty()) continue;
            const auto [other, first] = audience_of.emplace(line.dial, line.audience);
            const bool mixed = !first && other->second != line.audience &&
                               (other->second == "parent" || line.audience == "parent");
            if (mixed) root_.wrong("gives one number to children and to parents: " + line.service);
        }
    }

    void check_replaced() const
    {
        for (const auto& stored : country_.lines)
            if (!stored.line.dial.empty() && replaced_.contains(digits_of(stored.line.dial)))
                root_.wrong("still has a replaced number: " + stored.line.service);
    }

    Node root_;
    std::string_view code_;
    Time now_;
    Country country_;
    std::set<std::string> replaced_;
};

bool is_verified(const StoredLine& stored, Time now)
{
    const auto day = day_from(stored.line.checked);
    return day && now - *day < stays_verified;
}

bool may_be_shown(const StoredLine& stored, Time now)
{
    if (stored.line.audience == "parent") return false;
    if (stored.line.channel == "chat" && stored.line.url.empty()) return false;
    if (const auto end = day_from(stored.expires_at); end && now >= *end) return false;
    const bool well_known = stored.marks.size() >= 2 || stored.marks.front() == "A";
    return well_known || is_verified(stored, now);
}

std::string upper(std::string_view text)
{
    std::string out;
    for (const char c : text) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
}

}  // namespace

struct HelpLines::Parts {
    std::map<std::string, Country, std::less<>> countries;
};

Result<HelpLines> HelpLines::load(const std::filesystem::path& folder, Time now)
{
    Findings findings;
    auto parts = std::make_shared<Parts>();
    for (const auto& name : files_in(folder, ".json")) {
        const auto file = ContentFile::read(folder / name, name, findings);
        const auto code = upper(name.substr(0, name.size() - 5));
        if (code.size() != 2) findings.add(name, "is not named by a country's two letters");
        parts->countries.emplace(code, CountryReader{file.root(), code, now}.read());
    }
    if (parts->countries.empty()) findings.add(folder.filename().string(), "holds no country");
    if (!findings.empty()) return failed(ErrorCode::Invalid, findings.summary());
    return HelpLines{std::move(parts)};
}

std::vector<HelpLine> HelpLines::lines_for(
    std::string_view country, std::string_view locale, Time now
) const
{
    std::vector<HelpLine> out;
    const auto found = parts_->countries.find(country);
    if (found == parts_->countries.end()) return out;
    for (const auto& stored : found->second.emergency) out.push_back(stored.line);
    for (const auto audience : audiences)
        for (const auto& stored : found->second.lines) {
            if (stored.line.audience != audience || !may_be_shown(stored, now)) continue;
            auto line = stored.line;
            line.verified = is_verified(stored, now);
            line.hours = hours_in_words(stored.hours, language_of(locale), line.verified);
            out.push_back(std::move(line));
        }
    return out;
}

std::vector<std::string> HelpLines::countries() const
{
    std::vector<std::string> out;
    for (const auto& [code, country] : parts_->countries) out.push_back(code);
    return out;
}

}  // namespace buddy::advisors
