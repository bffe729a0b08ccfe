#include "policy.hpp"

#include "content_hash.hpp"
#include "json_reading.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace buddy::safety {

namespace {

constexpr std::size_t direction_count = 2;
constexpr std::size_t band_count = 3;
constexpr std::size_t attention_count = 2;

using Row = std::array<PolicyCell, category_count>;

constexpr std::size_t index_of(auto value) noexcept
{
    return static_cast<std::size_t>(value);
}

constexpr bool has_floor(Category category) noexcept
{
    return tells_of_danger(category) || category == Category::Sexual;
}

/// The highest probability at which the floor still lets a category pass unanswered.
constexpr double floor_act_at = 0.7;
constexpr double floor_support_at = 0.6;
/// The same for the advice.
constexpr double floor_advice_at = 0.8;
constexpr double floor_talk_at = 0.75;
constexpr double floor_calm_below = 0.3;

constexpr std::array<std::pair<std::string_view, Severity>, 4> severity_fields{{
    {"low", Severity::Low},
    {"medium", Severity::Medium},
    {"high", Severity::High},
    {"critical", Severity::Critical},
}};

std::optional<Severity> severity_from(std::string_view word) noexcept
{
    for (const auto& [name, severity] : severity_fields) {
        if (name == word) return severity;
    }
    return std::nullopt;
}

Notify notify_from(ObjectReader& reader)
{
    Notify notify;
    for (const auto& who : reader.texts("notify")) {
        if (who == "guardian") {
            notify.guardian = true;
        } else if (who == "trusted_adult") {
            notify.trusted_adult = true;
        } else if (who == "moderator") {
            notify.moderator = true;
        } else {
            reader.complain("notify: unknown word " + who);
        }
    }
    return notify;
}

/// Fields that a cell leaves out keep the value of the cell it refines.
PolicyCell read_cell(ObjectReader& reader, PolicyCell cell)
{
    reader.allow_only(
        {"support_at", "act_at", "assumed", "low", "medium", "high", "critical", "notify", "why"}
    );
    cell.act_at = reader.number("act_at", cell.act_at);
    cell.support_at = reader.number("support_at", cell.support_at);
    if (reader.find("assumed") != nullptr) {
        const auto severity = severity_from(reader.text("assumed"));
        if (!severity) reader.complain("assumed: unknown word");
        cell.assumed = severity.value_or(Severity::High);
    }
    for (const auto& [name, severity] : severity_fields) {
        if (reader.find(name) == nullptr) continue;
        const auto action = action_from(reader.text(name));
        if (!action) reader.complain(std::string{name} + ": unknown action");
        cell.by_severity.at(index_of(severity) - 1) = action.value_or(Action::Escalate);
    }
    if (reader.find("notify") != nullptr) cell.notify = notify_from(reader);
    return cell;
}

void check_shape(ObjectReader& reader, const PolicyCell& cell, Direction direction)
{
    if (cell.act_at <= 0 || cell.act_at > 1 || cell.support_at <= 0 || cell.support_at > 1) {
        reader.complain("support_at and act_at lie above 0 and at most at 1");
    }
    if (cell.support_at > cell.act_at) reader.complain("support_at must not exceed act_at");
    if (!std::ranges::is_sorted(cell.by_severity)) {
        reader.complain("a higher severity must not get a weaker action");
    }
    const bool escalates = std::ranges::count(cell.by_severity, Action::Escalate) > 0;
    if (direction == Direction::Input && escalates && !cell.notify.anyone()) {
        reader.complain("escalate must tell somebody");
    }
}

/// What no configuration can remove.
void check_floor(
    ObjectReader& reader, const PolicyCell& cell, Direction direction, Category category
)
{
    if (!has_floor(category)) return;
    if (cell.act_at > floor_act_at || cell.support_at > floor_support_at) {
        reader.complain("below the floor: acts too late");
    }
    const Action weakest = *std::ranges::min_element(cell.by_severity);
    if (direction == Direction::Output) {
        if (weakest < Action::Block) reader.complain("below the floor: outputs are blocked");
        return;
    }
    const Action at_high = cell.action_for(Severity::High);
    if (weakest < Action::Support) reader.complain("below the floor: never allowed");
    if (!tells_of_danger(category)) {
        if (at_high < Action::Redirect) reader.complain("below the floor at high severity");
        return;
    }
    if (at_high != Action::Escalate) reader.complain("below the floor: high severity escalates");
    const auto shuts_out = [](Action action) {
        return action == Action::Redirect || action == Action::Block;
    };
    if (std::ranges::any_of(cell.by_severity, shuts_out)) {
        reader.complain("below the floor: a child in danger is never shut out");
    }
    if (!cell.notify.moderator) reader.complain("below the floor: a moderator is told");
    if (category == Category::Abuse && cell.notify.guardian) {
        reader.complain("below the floor: abuse does not go to the guardian, who may be the one");
    }
}

}  // namespace

struct Policy::Parts {
    /// By attention, direction and age band.
    std::array<std::array<std::array<Row, band_count>, direction_count>, attention_count> matrix;
    Tempering tempering;
    std::array<AdviceLimits, attention_count> advice;  ///< By attention.
    DaysLine days_line;
    std::string version;

    [[nodiscard]] const Row& row(Direction direction, AgeBand age_band, Attention attention)
        const noexcept
    {
        return matrix[index_of(attention) % attention_count][index_of(direction) % direction_count]
                     [index_of(age_band) % band_count];
    }
    Result<void> read(std::string_view name, const boost::json::value& json);
    Result<void> read_direction(
        std::string_view name, const boost::json::value& json, Direction direction
    );
    Result<void> read_band(
        const std::string& place, const boost::json::value& json, Direction direction, Row& row
    );
    void read_tempering(ObjectReader& reader);
    void read_advice(ObjectReader& reader);
    void read_days(ObjectReader& reader);
    void look_closely();
};

Action PolicyCell::action_for(Severity severity) const noexcept
{
    if (severity == Severity::None) severity = assumed;
    const std::size_t index = index_of(severity);
    return index == 0 || index > by_severity.size() ? by_severity.back() : by_severity[index - 1];
}

Result<void> Policy::Parts::read_band(
    const std::string& place, const boost::json::value& json, Direction direction, Row& row
)
{
    const auto* const cells = json.if_object();
    if (cells == nullptr) return failed(ErrorCode::Invalid, place + ": must be an object");
    for (const auto& entry : *cells) {
        const std::string_view key = entry.key();
        ObjectReader reader{entry.value(), place + "." + std::string{key}};
        const auto category = category_from(key);
        if (!category) {
            reader.complain("unknown category");
        } else {
            auto& cell = row.at(index_of(*category));
            cell = read_cell(reader, cell);
            check_shape(reader, cell, direction);
            check_floor(reader, cell, direction, *category);
        }
        if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    }
    return {};
}

Result<void> Policy::Parts::read_direction(
    std::string_view name, const boost::json::value& json, Direction direction
)
{
    ObjectReader reader{json, std::string{name} + ": " + std::string{id_of(direction)}};
    reader.require({"all"});
    reader.allow_only({"all", "7-9", "10-12", "13-17"});
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    auto& bands = matrix.front().at(index_of(direction));
    const std::string place = std::string{name} + ": " + std::string{id_of(direction)} + ".";
    const auto& all = *reader.find("all");
    for (std::size_t i = 0; i < category_count; ++i) {
        const auto category = static_cast<Category>(i);
        const bool needed = direction == Direction::Output || !only_for_outputs(category);
        if (needed && (!all.is_object() || !all.as_object().contains(id_of(category)))) {
            return failed(
                ErrorCode::Invalid, place + "all." + std::string{id_of(category)} + ": is missing"
            );
        }
    }
    for (std::size_t i = 0; i < band_count; ++i) {
        const auto band = id_of(static_cast<AgeBand>(i));
        if (auto read = read_band(place + "all", all, direction, bands.at(i)); !read) return read;
        const auto* const refined = reader.find(band);
        if (refined == nullptr) continue;
        auto read = read_band(place + std::string{band}, *refined, direction, bands.at(i));
        if (!read) return read;
    }
    return {};
}

void Policy::Parts::read_tempering(ObjectReader& reader)
{
    reader.allow_only({"idiom", "game", "study", "fiction", "negated", "past", "why"});
    tempering.idiom = reader.number("idiom", tempering.idiom);
    tempering.game = reader.number("game", tempering.game);
    tempering.study = reader.number("study", tempering.study);
    tempering.fiction = reader.number("fiction", tempering.fiction);
    tempering.negated = reader.number("negated", tempering.negated);
    tempering.past = reader.number("past", tempering.past);
    for (const double factor :
         {tempering.idiom,
          tempering.game,
          tempering.study,
          tempering.fiction,
          tempering.negated,
          tempering.past}) {
        if (factor < 0.05 || factor > 1) reader.complain("factors lie in 0.05 to 1");
    }
}

void Policy::Parts::read_advice(ObjectReader& reader)
{
    reader.require({"support_at", "redirect_at", "escalate_at", "talk_at", "calm_below", "block_at"}
    );
    reader.allow_only(
        {"support_at", "redirect_at", "escalate_at", "talk_at", "calm_below", "block_at", "why"}
    );
    AdviceLimits& limits = advice.front();
    limits.support_at = reader.number("support_at", 1);
    limits.redirect_at = reader.number("redirect_at", 1);
    limits.escalate_at = reader.number("escalate_at", 1);
    limits.block_at = reader.number("block_at", 1);
    limits.talk_at = reader.number("talk_at", 1);
    limits.calm_below = reader.number("calm_below", 1);
    if (limits.talk_at <= 0 || limits.talk_at > floor_talk_at)
        reader.complain("talk_at lies above 0 and at most at 0.75");
    if (limits.calm_below < 0 || limits.calm_below > floor_calm_below)
        reader.complain("calm_below lies at 0 or above and at most at 0.3");
    for (const double limit :
         {limits.support_at, limits.redirect_at, limits.escalate_at, limits.block_at}) {
        if (limit <= 0 || limit > floor_advice_at) {
            reader.complain("limits lie above 0 and at most at 0.8");
        }
    }
}

/// An operator may draw the line lower; the floor keeps it from being drawn out of reach.
void Policy::Parts::read_days(ObjectReader& reader)
{
    reader.allow_only({"level", "rise", "on_days", "watch_days", "watchful", "why"});
    const auto& own = days_line;
    const auto whole = [&reader](std::string_view name, int otherwise, int least, int most) {
        const double number = reader.number(name, otherwise);
        if (number >= least && number <= most && number == std::floor(number))
            return static_cast<int>(number);
        reader.complain(
            std::string{name} + " is a whole number in " + std::to_string(least) + " to " +
            std::to_string(most)
        );
        return otherwise;
    };
    const DaysLine read{
        .level = reader.number("level", own.level),
        .rise = reader.number("rise", own.rise),
        .on_days = whole("on_days", own.on_days, 2, 4),
        .watch_days = whole("watch_days", own.watch_days, 7, 28),
        .watchful = reader.number("watchful", own.watchful)
    };
    if (read.level <= supporting_signs_at_most || read.level > 0.6)
        reader.complain("level lies above 0.3, which moods and nights alone can reach, up to 0.6");
    if (read.rise < 0.05 || read.rise > 0.4) reader.complain("rise lies in 0.05 to 0.4");
    if (read.watchful < 0.5 || read.watchful > 0.9) reader.complain("watchful lies in 0.5 to 0.9");
    days_line = read;
}

/// The cells for a child whose course has risen: what it rose in, and self-harm, is met earlier.
void Policy::Parts::look_closely()
{
    advice.back() = advice.front();
    advice.back().support_at *= days_line.watchful;
    advice.back().escalate_at *= days_line.watchful;
    advice.back().talk_at *= days_line.watchful;
    advice.back().calm_below *= days_line.watchful;
    matrix.back() = matrix.front();
    for (auto& row : matrix.back().at(index_of(Direction::Input))) {
        for (const auto category :
             {Category::SelfHarm,
              Category::EatingDisorder,
              Category::Bullying,
              Category::Dependency,
              Category::Distress}) {
            auto& cell = row.at(index_of(category));
            cell.support_at *= days_line.watchful;
            cell.act_at *= days_line.watchful;
        }
    }
}

Result<void> Policy::Parts::read(std::string_view name, const boost::json::value& json)
{
    ObjectReader reader{json, std::string{name}};
    reader.require({"format", "advice", "input", "output"});
    reader.allow_only({"format", "about", "tempering", "advice", "days", "input", "output"});
    if (reader.number("format", 0) != 1) reader.complain("format must be 1");
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    if (const auto* const table = reader.find("tempering")) {
        ObjectReader factors{*table, std::string{name} + ": tempering"};
        read_tempering(factors);
        if (!factors.good()) return failed(ErrorCode::Invalid, factors.problem());
    }
    ObjectReader limits{*reader.find("advice"), std::string{name} + ": advice"};
    read_advice(limits);
    if (!limits.good()) return failed(ErrorCode::Invalid, limits.problem());
    if (const auto* const line = reader.find("days")) {
        ObjectReader days{*line, std::string{name} + ": days"};
        read_days(days);
        if (!days.good()) return failed(ErrorCode::Invalid, days.problem());
    }
    if (auto in = read_direction(name, *reader.find("input"), Direction::Input); !in) return in;
    auto out = read_direction(name, *reader.find("output"), Direction::Output);
    if (out) look_closely();
    return out;
}

Result<Policy> Policy::parse(std::string_view name, std::string_view json)
{
    const auto value = parse_json(name, json);
    if (!value) return std::unexpected(value.error());
    auto parts = std::make_shared<Parts>();
    if (auto read = parts->read(name, *value); !read) return std::unexpected(read.error());
    parts->version = hash_name(content_hash(json));
    return Policy{std::move(parts)};
}

Result<Policy> Policy::load(const std::filesystem::path& file)
{
    const auto bytes = read_file(file);
    if (!bytes) return std::unexpected(bytes.error());
    return parse(file.filename().string(), *bytes);
}

namespace {

/// What one category asks for.
struct Demand {
    Action action = Action::Allow;
    Severity severity = Severity::None;
};

/// `calm`: who reads whole talks finds nothing that an adult must be told.
Demand demand_of(
    const PolicyCell& cell, const Finding& found, Direction direction, bool calm
) noexcept
{
    const Action by_rule = found.from_rule
                               ? cell.answer_to(found.probability, found.severity, direction)
                               : Action::Allow;
    Action by_model = cell.answer_to(found.model, Severity::None, direction);
    const bool only_cares = calm && !found.from_rule && by_model == Action::Escalate;
    if (only_cares) by_model = Action::Support;
    Demand demand{.action = std::max(by_rule, by_model)};
    if (by_rule != Action::Allow) demand.severity = found.severity;
    if (by_model != Action::Allow) {
        const bool acts = found.model >= cell.act_at && !only_cares;
        const Severity assumed = acts ? cell.assumed : Severity::Low;
        demand.severity = std::max(demand.severity, assumed);
    }
    return demand;
}

/// Who is told, while the categories are gone through one by one.
class Telling {
public:
    void add(Category category, const PolicyCell& cell, Danger danger) noexcept
    {
        notify_.guardian |= cell.notify.guardian;
        notify_.trusted_adult |= cell.notify.trusted_adult;
        notify_.moderator |= cell.notify.moderator;
        const bool known_others = danger == Danger::Others;
        const bool may_be_home = category == Category::Abuse && !known_others;
        protect_ |= danger == Danger::Caregiver || may_be_home;
        if (category == Category::Abuse && known_others) notify_.guardian = true;
    }
    /// Whatever an adult is told of: a home under suspicion is not told.
    void suspect_home(const PolicyCell& abuse, const Finding& found) noexcept
    {
        if (found.highest() >= abuse.support_at && found.danger != Danger::Others) protect_ = true;
    }
    [[nodiscard]] Notify result() const noexcept
    {
        if (!protect_) return notify_;
        return {.guardian = false, .trusted_adult = true, .moderator = true};
    }

private:
    Notify notify_;
    bool protect_ = false;
};

/// The likeliest category that can be met so in this direction.
Category likeliest_for(const Row& row, const Findings& findings, Action action) noexcept
{
    auto best = Category::Distress;
    double highest = -1;
    for (std::size_t i = 0; i < category_count; ++i) {
        const bool fits =
            action == Action::Support || std::ranges::count(row.at(i).by_severity, action) > 0;
        if (!fits || findings.at(i).model <= highest) continue;
        best = static_cast<Category>(i);
        highest = findings.at(i).model;
    }
    return best;
}

/// Advice as far as it is heeded: a child who may be in danger is not refused on the model's word.
Action heeded(
    Action advised, Direction direction, const Row& row, const Findings& findings
) noexcept
{
    constexpr std::array dangers{
        Category::SelfHarm, Category::Abuse, Category::Exploitation, Category::EatingDisorder
    };
    const bool refuses = advised == Action::Redirect || advised == Action::Block;
    if (!refuses || direction == Direction::Output) return advised;
    const bool may_be_in_danger = std::ranges::any_of(dangers, [&](Category category) {
        return findings.at(index_of(category)).highest() >= row.at(index_of(category)).support_at;
    });
    return may_be_in_danger ? Action::Support : advised;
}

}  // namespace

Action AdviceLimits::answer_to(const Advice& advice, Direction direction) const noexcept
{
    if (direction == Direction::Output) {
        return advice.answer >= block_at ? Action::Block : Action::Allow;
    }
    const double in_talk = advice.in_talk.value_or(0) * advice.kept;
    const bool rather_refused = advice.refuse > std::max(advice.escalate, in_talk);
    const bool alarmed = in_talk >= talk_at || (advice.escalate >= escalate_at && !calm(advice));
    if (alarmed && !rather_refused) return Action::Escalate;
    if (advice.refuse >= redirect_at && rather_refused) return Action::Redirect;
    return advice.answer >= support_at ? Action::Support : Action::Allow;
}

Action PolicyCell::answer_to(double probability, Severity severity, Direction direction)
    const noexcept
{
    if (probability >= act_at) return action_for(severity);
    const bool grey = probability >= support_at && direction == Direction::Input;
    return grey ? Action::Support : Action::Allow;
}

Verdict Policy::decide(
    const Findings& findings,
    const Advice& advice,
    Direction direction,
    AgeBand age_band,
    Attention attention
) const noexcept
{
    Verdict verdict;
    Telling telling;
    const auto& limits = parts_->advice.at(index_of(attention));
    const bool calm = limits.calm(advice);
    double strongest = 0;
    bool in_danger = false;
    for (std::size_t i = 0; i < category_count; ++i) {
        const auto category = static_cast<Category>(i);
        const auto& found = findings.at(i);
        const auto& wanted = cell(direction, age_band, category, attention);
        const Demand demand = demand_of(wanted, found, direction, calm);
        if (demand.action == Action::Allow) continue;
        // A mere suspicion of the model does not turn a refusal into an answer.
        const bool told = found.from_rule || demand.action == Action::Escalate;
        in_danger |= told && direction == Direction::Input && tells_of_danger(category);
        verdict.severity = std::max(verdict.severity, demand.severity);
        if (demand.action == Action::Escalate) telling.add(category, wanted, found.danger);
        const bool leads =
            std::pair{demand.action, found.highest()} > std::pair{verdict.action, strongest};
        if (!leads) continue;
        verdict.primary = category;
        verdict.action = demand.action;
        strongest = found.highest();
    }
    const auto& row = parts_->row(direction, age_band, attention);
    const Action advised = heeded(limits.answer_to(advice, direction), direction, row, findings);
    if (advised > verdict.action) {
        const auto about = likeliest_for(row, findings, advised);
        const Severity least = advised == Action::Escalate  ? Severity::High
                               : advised == Action::Support ? Severity::Low
                                                            : row.at(index_of(about)).assumed;
        verdict.action = advised;
        verdict.primary = about;
        verdict.severity = std::max(verdict.severity, least);
        if (advised == Action::Escalate)
            telling.add(about, row.at(index_of(about)), findings.at(index_of(about)).danger);
    }
    if (verdict.action == Action::Escalate && direction == Direction::Input) {
        telling.suspect_home(
            cell(direction, age_band, Category::Abuse, attention),
            findings.at(index_of(Category::Abuse))
        );
    }
    if (in_danger && (verdict.action == Action::Redirect || verdict.action == Action::Block)) {
        verdict.action = Action::Support;
    }
    verdict.notify = telling.result();
    return verdict;
}

const PolicyCell& Policy::cell(
    Direction direction, AgeBand age_band, Category category, Attention attention
) const noexcept
{
    return parts_->row(direction, age_band, attention)[index_of(category) % category_count];
}

const DaysLine& Policy::days_line() const noexcept
{
    return parts_->days_line;
}

const Tempering& Policy::tempering() const noexcept
{
    return parts_->tempering;
}

const std::string& Policy::version() const noexcept
{
    return parts_->version;
}

}  // namespace buddy::safety
