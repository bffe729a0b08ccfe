#include "buddy/safety/assessment_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace buddy::safety {

namespace json = boost::json;

namespace {

constexpr double score_steps = 10'000;
constexpr std::size_t deepest_nesting = 16;

double rounded(double probability)
{
    return std::round(probability * score_steps) / score_steps;
}

void write(std::string& out, const json::value& value);

void write(std::string& out, const json::object& object)
{
    out += '{';
    bool first = true;
    for (const auto& entry : object) {
        if (!first) out += ',';
        first = false;
        out += json::serialize(json::string{entry.key()}) + ":";
        write(out, entry.value());
    }
    out += '}';
}

void write(std::string& out, const json::array& array)
{
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i > 0) out += ',';
        write(out, array[i]);
    }
    out += ']';
}

/// Boost.JSON writes 0.95 as 9.5E-1: right, and hard on a person's eyes.
void write(std::string& out, const json::value& value)
{
    if (const auto* const object = value.if_object()) return write(out, *object);
    if (const auto* const array = value.if_array()) return write(out, *array);
    if (const double* const number = value.if_double()) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
        out.append(digits.data(), end);
        return;
    }
    out += json::serialize(value);
}

std::string written(const json::object& object)
{
    std::string out;
    write(out, object);
    return out;
}

Result<json::object> parse_line(std::string_view line)
{
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = deepest_nesting;
    auto value = json::parse(line, error, {}, options);
    if (error) return failed(ErrorCode::Invalid, "not valid JSON");
    if (!value.is_object()) return failed(ErrorCode::Invalid, "not a JSON object");
    return std::move(value.as_object());
}

/// Reads named fields; remembers the first that cannot be read.
class CaseReader {
public:
    explicit CaseReader(const json::object& object) : object_{&object} {}

    [[nodiscard]] const json::value* field(std::string_view name) const
    {
        return object_->if_contains(name);
    }
    std::string text(std::string_view name)
    {
        const auto* const value = field(name);
        if (value == nullptr || value->is_null()) return {};
        if (const auto* const found = value->if_string()) return std::string{*found};
        complain(name);
        return {};
    }
    template <class T>
    T word(std::string_view name, std::optional<T> (*from)(std::string_view) noexcept, T otherwise)
    {
        const auto* const value = field(name);
        if (value == nullptr || value->is_null()) return otherwise;
        const auto* const found = value->if_string();
        const auto known = found == nullptr ? std::nullopt : from(*found);
        if (!known) complain(name);
        return known.value_or(otherwise);
    }
    template <class T>
    std::vector<T> words(std::string_view name, std::optional<T> (*from)(std::string_view) noexcept)
    {
        std::vector<T> found;
        const auto* const value = field(name);
        if (value == nullptr || !value->is_array()) return found;
        for (const auto& entry : value->as_array()) {
            const auto* const text = entry.if_string();
            const auto known = text == nullptr ? std::nullopt : from(*text);
            if (known) found.push_back(*known);
        }
        return found;
    }
    void complain(std::string_view name)
    {
        if (problem_.empty()) problem_ = "cannot read the field " + std::string{name};
    }
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    const json::object* object_;
    std::string problem_;
};

void read_context(CaseReader& reader, Case& into)
{
    const auto* const value = reader.field("context");
    if (value == nullptr || value->is_null()) return;
    const auto* const turns = value->if_array();
    if (turns == nullptr) return reader.complain("context");
    for (const auto& entry : *turns) {
        const auto* const turn = entry.if_object();
        const auto* const role = turn == nullptr ? nullptr : turn->if_contains("role");
        const auto* const text = turn == nullptr ? nullptr : turn->if_contains("text");
        const bool readable =
            role != nullptr && text != nullptr && role->is_string() && text->is_string();
        const auto known = readable ? role_from(role->as_string()) : std::nullopt;
        if (!known) return reader.complain("context");
        into.context.push_back({.role = *known, .text = std::string{text->as_string()}});
    }
}

std::optional<bool> expected(const json::object& notify, std::string_view who)
{
    const auto* const value = notify.if_contains(who);
    if (value == nullptr || !value->is_bool()) return std::nullopt;
    return value->as_bool();
}

void read_spans(const CaseReader& reader, Case& into)
{
    const auto* const value = reader.field("spans");
    if (value == nullptr || !value->is_array()) return;
    for (const auto& entry : value->as_array()) {
        const auto* const pair = entry.if_array();
        if (pair == nullptr || pair->size() != 2) continue;
        boost::system::error_code error;
        const auto begin = pair->at(0).to_number<std::size_t>(error);
        const auto end = error ? begin : pair->at(1).to_number<std::size_t>(error);
        if (!error) into.spans.emplace_back(begin, end);
    }
}

/// Labels serve eval and gate; a line from elsewhere may hold other things under the same names, so
/// what cannot be read is left out.
void read_labels(CaseReader& reader, Case& into)
{
    into.labelled = reader.field("actions") != nullptr;
    into.accepted = reader.words("actions", &action_from);
    into.categories = reader.words("categories", &category_from);
    CaseReader lenient = reader;
    into.subject = lenient.word("subject", &subject_from, Subject::None);
    into.when = lenient.word("time", &when_from, When::Now);
    into.frame = lenient.word("frame", &frame_from, Frame::Real);
    into.family = lenient.text("family");
    into.gate_family = lenient.text("gate_family");
    if (const auto* const severity = reader.field("severity")) {
        boost::system::error_code error;
        const auto level = severity->to_number<int>(error);
        if (!error && level >= 0 && level <= 4) into.severity = static_cast<Severity>(level);
    }
    const auto* const notify = reader.field("notify");
    if (notify != nullptr && notify->is_object()) {
        into.notify_guardian = expected(notify->as_object(), "guardian");
        into.notify_trusted_adult = expected(notify->as_object(), "trusted_adult");
        into.notify_moderator = expected(notify->as_object(), "moderator");
    }
    read_spans(reader, into);
}

json::array notify_json(const Notify& notify)
{
    json::array who;
    if (notify.guardian) who.emplace_back("guardian");
    if (notify.trusted_adult) who.emplace_back("trusted_adult");
    if (notify.moderator) who.emplace_back("moderator");
    return who;
}

json::object evidence_json(const Evidence& evidence)
{
    json::object out;
    out["category"] = id_of(evidence.category);
    out["source"] = evidence.source;
    if (evidence.begin && evidence.end) {
        out["start"] = *evidence.begin;
        out["end"] = *evidence.end;
    }
    if (evidence.context_turn) out["context_turn"] = *evidence.context_turn;
    return out;
}

void write_assessment(json::object& out, const Assessment& assessment)
{
    out["action"] = id_of(assessment.action);
    out["severity"] = static_cast<int>(assessment.severity);
    out["flagged"] = assessment.flagged();
    out["score"] = rounded(assessment.score);
    json::object categories;
    for (std::size_t i = 0; i < category_count; ++i) {
        categories[id_of(static_cast<Category>(i))] = rounded(assessment.probability.at(i));
    }
    out["categories"] = std::move(categories);
    if (assessment.primary) {
        out["primary"] = id_of(*assessment.primary);
    } else {
        out["primary"] = nullptr;
    }
    out["subject"] = id_of(assessment.subject);
    out["time"] = id_of(assessment.when);
    out["frame"] = id_of(assessment.frame);
    out["notify"] = notify_json(assessment.notify);
    json::array evidence;
    for (const auto& piece : assessment.evidence) evidence.emplace_back(evidence_json(piece));
    out["evidence"] = std::move(evidence);
    if (!assessment.available) {
        out["available"] = false;
        out["reason"] = assessment.reason_unavailable;
    }
}

json::value id_value(std::string_view id_json)
{
    boost::system::error_code error;
    auto value = json::parse(id_json, error);
    return error ? json::value{nullptr} : value;
}

}  // namespace

std::vector<Turn> Case::turns() const
{
    std::vector<Turn> all;
    all.reserve(context.size());
    for (const auto& turn : context) all.push_back({.role = turn.role, .text = turn.text});
    return all;
}

Message Case::message() const
{
    return {.text = text, .age_band = age_band, .direction = direction, .locale = locale};
}

Result<Case> parse_case(std::string_view line)
{
    const auto object = parse_line(line);
    if (!object) return std::unexpected(object.error());
    CaseReader reader{*object};
    const auto* const text = reader.field("text");
    if (text == nullptr || !text->is_string()) return failed(ErrorCode::Invalid, "no text");
    Case made;
    if (const auto* const id = reader.field("id")) {
        made.id_json = json::serialize(*id);
        if (id->is_string()) made.id = std::string{id->as_string()};
    } else {
        made.id_json = "null";
    }
    made.text = std::string{text->as_string()};
    made.direction = reader.word("direction", &direction_from, Direction::Input);
    made.age_band = reader.word("age_band", &age_band_from, AgeBand::From10To12);
    std::string locale = reader.text("locale");
    if (locale.empty()) locale = reader.text("lang");
    if (!locale.empty()) made.locale = std::move(locale);
    read_context(reader, made);
    if (!reader.problem().empty()) return failed(ErrorCode::Invalid, reader.problem());
    read_labels(reader, made);
    return made;
}

std::string case_id(std::string_view line)
{
    const auto object = parse_line(line);
    if (!object) return "null";
    const auto* const id = object->if_contains("id");
    return id == nullptr ? "null" : json::serialize(*id);
}

std::string assessment_json(const Assessment& assessment)
{
    json::object out;
    write_assessment(out, assessment);
    return written(out);
}

std::string decision_json(
    std::string_view id_json, const Assessment& assessment, std::chrono::microseconds latency
)
{
    json::object out;
    out["id"] = id_value(id_json);
    write_assessment(out, assessment);
    out["latency_us"] = latency.count();
    return written(out);
}

std::string error_json(std::string_view id_json, std::string_view error)
{
    json::object out;
    out["id"] = id_value(id_json);
    out["error"] = error;
    return written(out);
}

}  // namespace buddy::safety
