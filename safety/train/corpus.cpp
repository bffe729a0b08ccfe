#include "corpus.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

namespace buddy::train {
namespace {

namespace json = boost::json;

/// Picks fields out of one line; the first complaint is kept.
class LineReader {
public:
    explicit LineReader(const json::object& line) : line_{line} {}

    std::string text(std::string_view key)
    {
        const json::value* const value = line_.if_contains(key);
        if (value != nullptr && value->is_string()) return std::string{value->get_string()};
        complain(key);
        return {};
    }
    std::string optional_text(std::string_view key)
    {
        return line_.contains(key) ? text(key) : std::string{};
    }
    std::size_t number(std::string_view key, std::size_t below)
    {
        const json::value* const value = line_.if_contains(key);
        const auto number = value != nullptr && value->is_int64() ? value->get_int64() : -1;
        if (number >= 0 && static_cast<std::size_t>(number) < below)
            return static_cast<std::size_t>(number);
        complain(key);
        return 0;
    }
    std::size_t one_of(std::string_view key, std::span<const std::string_view> names)
    {
        return place_of(text(key), key, names);
    }
    std::vector<std::size_t> some_of(std::string_view key, std::span<const std::string_view> names)
    {
        std::vector<std::size_t> found;
        for (const json::value& value : array(key)) {
            if (value.is_string()) {
                found.push_back(place_of(value.get_string(), key, names));
            } else {
                complain(key);
            }
        }
        return found;
    }
    std::vector<Turn> turns(std::string_view key)
    {
        std::vector<Turn> turns;
        for (const json::value& value : array(key)) {
            if (!value.is_object()) {
                complain(key);
                continue;
            }
            constexpr std::array<std::string_view, 2> roles = {"child", "mentor"};
            LineReader turn{value.get_object()};
            const std::size_t role = turn.one_of("role", roles);
            turns.push_back({static_cast<text::Speaker>(role), turn.text("text")});
            if (turn.complaint()) complain(key);
        }
        return turns;
    }
    [[nodiscard]] const std::optional<std::string>& complaint() const { return complaint_; }

private:
    const json::array& array(std::string_view key)
    {
        static const json::array none;
        const json::value* const value = line_.if_contains(key);
        if (value != nullptr && value->is_array()) return value->get_array();
        complain(key);
        return none;
    }
    std::size_t place_of(
        std::string_view name, std::string_view key, std::span<const std::string_view> names
    )
    {
        const auto found = std::ranges::find(names, name);
        if (found == names.end()) complain(key);
        return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
    }
    void complain(std::string_view key)
    {
        if (!complaint_) complaint_ = std::string{key} + " is missing or has an unknown value";
    }

    const json::object& line_;
    std::optional<std::string> complaint_;
};

Result<Case> read_case(const json::object& object)
{
    constexpr std::array<std::string_view, 2> directions = {"input", "output"};
    LineReader line{object};
    Case one;
    one.id = line.text("id");
    one.family = line.text("family");
    one.author = line.optional_text("author");
    one.lang = line.text("lang");
    one.age_band = line.one_of("age_band", age_band_names);
    one.speaker = static_cast<text::Speaker>(line.one_of("direction", directions));
    one.context = line.turns("context");
    one.text = line.text("text");
    one.categories = line.some_of("categories", category_names);
    one.severity = line.number("severity", 5);
    one.subject = line.one_of("subject", subject_names);
    one.time = line.one_of("time", time_names);
    one.frame = line.one_of("frame", frame_names);
    one.actions = line.some_of("actions", action_names);
    one.emotions = line.some_of("emotions", emotion_names);
    static_cast<void>(line.text("note"));
    if (line.complaint()) return failed(ErrorCode::Invalid, *line.complaint());
    return one;
}

void read_file(const std::filesystem::path& path, std::vector<Case>& cases, std::string& complaints)
{
    std::ifstream file{path};
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const std::string place = path.filename().string() + ":" + std::to_string(number);
        boost::system::error_code broken;
        const json::value value = json::parse(line, broken);
        if (broken || !value.is_object()) {
            complaints += place + ": not a JSON object\n";
            continue;
        }
        auto one = read_case(value.get_object());
        if (!one) {
            complaints += place + ": " + one.error().detail + "\n";
            continue;
        }
        one->place = place;
        cases.push_back(std::move(*one));
    }
}

/// Two cases of one family may differ in need; the family counts as needy when one of them is.
std::map<std::string, std::string> strata_of(std::span<const Case> cases)
{
    std::map<std::string, std::string> strata;
    std::set<std::string> needy;
    for (const Case& one : cases) {
        if (one.needs_action()) needy.insert(one.family);
    }
    for (const Case& one : cases) {
        const std::string prefix = one.family.substr(0, one.family.find('-'));
        const char* const need = needy.contains(one.family) ? "/needs" : "/innocent";
        strata.try_emplace(one.family, prefix + "/" + one.lang + need);
    }
    return strata;
}

constexpr std::array<std::string_view, 3> side_names = {"train", "calibration", "test"};

}  // namespace

bool Case::needs_action() const noexcept
{
    return std::ranges::find(actions, 0U) == actions.end();
}

bool Case::needs_alarm() const noexcept
{
    return std::ranges::all_of(actions, [](std::size_t action) { return action >= 2; });
}

std::uint64_t hash_of(std::string_view text) noexcept
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : text)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    hash ^= hash >> 29U;
    return hash * 0xbf58476d1ce4e5b9ULL;
}

text::ModelInput input_of(const Case& one, std::vector<text::SpokenTurn>& turns)
{
    turns.clear();
    for (const Turn& turn : one.context) turns.push_back({turn.speaker, turn.text});
    return {
        .text = one.text,
        .speaker = one.speaker,
        .age_band = static_cast<std::uint8_t>(one.age_band),
        .locale = one.lang,
        .context = turns
    };
}

Result<std::vector<Case>> read_corpus(const std::filesystem::path& folder)
{
    std::error_code missing;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder, missing}) {
        if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
    }
    if (missing || files.empty())
        return failed(ErrorCode::NotFound, folder.string() + ": no corpus files");
    std::ranges::sort(files);
    std::vector<Case> cases;
    std::string complaints;
    for (const auto& file : files) read_file(file, cases, complaints);
    if (!complaints.empty()) return failed(ErrorCode::Invalid, complaints);
    return cases;
}

Result<Splits> read_splits(const std::filesystem::path& file)
{
    std::ifstream stream{file};
    if (!stream) return failed(ErrorCode::NotFound, file.string() + ": cannot be opened");
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    boost::system::error_code broken;
    const json::value value = json::parse(text, broken);
    if (broken || !value.is_object())
        return failed(ErrorCode::Invalid, file.string() + ": no object");
    Splits splits;
    for (const auto& [family, side] : value.get_object()) {
        const auto name = side.is_string() ? std::string_view{side.get_string()} : "";
        const auto found = std::ranges::find(side_names, name);
        if (found == side_names.end())
            return failed(
                ErrorCode::Invalid, file.string() + ": unknown side of " + std::string{family}
            );
        splits.emplace(family, static_cast<Side>(found - side_names.begin()));
    }
    return splits;
}

void extend_splits(std::span<const Case> cases, Splits& splits)
{
    // Twenty places: fourteen train, three calibration, three test, well mixed.
    constexpr std::string_view pattern = "tttctttxttctttxttctx";
    std::map<std::string, std::vector<std::string>> waiting;
    std::map<std::string, std::size_t> taken;
    for (const auto& [family, stratum] : strata_of(cases)) {
        if (splits.contains(family)) {
            ++taken[stratum];
        } else {
            waiting[stratum].push_back(family);
        }
    }
    for (auto& [stratum, families] : waiting) {
        std::ranges::sort(families, {}, [](const std::string& name) {
            return std::pair{hash_of(name), name};
        });
        std::size_t at = taken[stratum] + hash_of(stratum) % pattern.size();
        for (const std::string& family : families) {
            const char letter = pattern[at++ % pattern.size()];
            Side side = Side::Train;
            if (letter == 'c') side = Side::Calibration;
            if (letter == 'x') side = Side::Test;
            splits.emplace(family, side);
        }
    }
}

std::string splits_text(const Splits& splits)
{
    std::string out = "{\n";
    for (const auto& [family, side] : splits) {
        if (out.size() > 2) out += ",\n";
        out += "\"" + family + "\": \"" +
               std::string{side_names.at(static_cast<std::size_t>(side))} + "\"";
    }
    return out + "\n}\n";
}

std::vector<const Case*> side_of(std::span<const Case> cases, const Splits& splits, Side side)
{
    std::vector<const Case*> chosen;
    for (const Case& one : cases) {
        const auto found = splits.find(one.family);
        if (found != splits.end() && found->second == side) chosen.push_back(&one);
    }
    return chosen;
}

}  // namespace buddy::train
