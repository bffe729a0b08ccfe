#include "conversation/conversation.hpp"

#include "buddy/safety/trajectory.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace buddy::conversation {
namespace {

constexpr std::array<std::pair<Finish, std::string_view>, 4> finish_ids{{
    {Finish::Complete, "complete"},
    {Finish::Stopped, "stopped"},
    {Finish::Interrupted, "interrupted"},
    {Finish::Replaced, "replaced"},
}};

struct Reason {
    FinishReason reason;
    std::string_view id;
    Finish finish;
};
constexpr std::array<Reason, 20> reasons{{
    {FinishReason::Answered, "answered", Finish::Complete},
    {FinishReason::CrisisAnswered, "crisis_answered", Finish::Complete},
    {FinishReason::StoppedByChild, "stopped_by_child", Finish::Stopped},
    {FinishReason::Superseded, "superseded", Finish::Stopped},
    {FinishReason::ReadersLeft, "readers_left", Finish::Interrupted},
    {FinishReason::ModelBroke, "model_broke", Finish::Interrupted},
    {FinishReason::ServerClosing, "server_closing", Finish::Interrupted},
    {FinishReason::ServerRestarted, "server_restarted", Finish::Interrupted},
    {FinishReason::InputRefused, "input_refused", Finish::Replaced},
    {FinishReason::InputNotJudged, "input_not_judged", Finish::Replaced},
    {FinishReason::TooFast, "too_fast", Finish::Replaced},
    {FinishReason::OutputStopped, "output_stopped", Finish::Replaced},
    {FinishReason::OutputNotJudged, "output_not_judged", Finish::Replaced},
    {FinishReason::Failed, "failed", Finish::Interrupted},
    {FinishReason::ModelRefused, "model_refused", Finish::Complete},
    {FinishReason::QuietHours, "quiet_hours", Finish::Replaced},
    {FinishReason::OverTime, "over_time", Finish::Replaced},
    {FinishReason::TopicOff, "topic_off", Finish::Replaced},
    {FinishReason::NotKept, "not_kept", Finish::Replaced},
    {FinishReason::BeyondTutor, "beyond_tutor", Finish::Replaced},
}};

const Reason& row_of(FinishReason reason) noexcept
{
    return *std::ranges::find(reasons, reason, &Reason::reason);
}

std::optional<std::string_view> text_in(const boost::json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string_view{value->get_string()};
}

bool claim_in(const boost::json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

int days_in(const boost::json::object& object, std::string_view name, std::chrono::days most)
{
    const auto* days = object.if_contains(name);
    if (days == nullptr || !days->is_int64()) return 0;
    return static_cast<int>(std::clamp<std::int64_t>(days->get_int64(), 0, most.count()));
}

bool read_severity(const boost::json::object& from, AlertFacts& into)
{
    const auto* severity = from.if_contains("severity");
    if (severity == nullptr || !severity->is_int64()) return false;
    const auto number = severity->get_int64();
    if (number < 0 || number > static_cast<int>(safety::Severity::Critical)) return false;
    into.severity = static_cast<safety::Severity>(number);
    return true;
}

bool read_ids(const boost::json::object& from, AlertFacts& into)
{
    const auto category = text_in(from, "category");
    const auto subject = text_in(from, "subject");
    const auto when = text_in(from, "time");
    const auto frame = text_in(from, "frame");
    if (!category || !subject || !when || !frame) return false;
    const auto known_category = safety::category_from(*category);
    const auto known_subject = safety::subject_from(*subject);
    const auto known_when = safety::when_from(*when);
    const auto known_frame = safety::frame_from(*frame);
    if (!known_category || !known_subject || !known_when || !known_frame) return false;
    into.category = *known_category;
    into.subject = *known_subject;
    into.when = *known_when;
    into.frame = *known_frame;
    return true;
}

}  // namespace

std::string_view id_of(Finish finish) noexcept
{
    return std::ranges::find(finish_ids, finish, &std::pair<Finish, std::string_view>::first)
        ->second;
}

std::optional<Finish> finish_from(std::string_view id) noexcept
{
    for (const auto& [finish, known] : finish_ids)
        if (known == id) return finish;
    return std::nullopt;
}

std::string_view id_of(FinishReason reason) noexcept
{
    return row_of(reason).id;
}

Finish finish_of(FinishReason reason) noexcept
{
    return row_of(reason).finish;
}

std::optional<FinishReason> finish_reason_from(std::string_view id) noexcept
{
    for (const auto& row : reasons)
        if (row.id == id) return row.reason;
    return std::nullopt;
}

std::string to_json(const AlertFacts& facts)
{
    boost::json::object out;
    out["category"] = boost::json::string_view{safety::id_of(facts.category)};
    out["severity"] = static_cast<int>(facts.severity);
    out["subject"] = boost::json::string_view{safety::id_of(facts.subject)};
    out["time"] = boost::json::string_view{safety::id_of(facts.when)};
    out["frame"] = boost::json::string_view{safety::id_of(facts.frame)};
    out["guardian"] = facts.notify.guardian;
    out["trusted_adult"] = facts.notify.trusted_adult;
    out["moderator"] = facts.notify.moderator;
    boost::json::array sources;
    for (const auto& source : facts.sources) sources.emplace_back(boost::json::string(source));
    out["sources"] = std::move(sources);
    if (facts.on_days > 0) out["on_days"] = facts.on_days;
    if (facts.watch_days > 0) out["watch_days"] = facts.watch_days;
    return boost::json::serialize(out);
}

Result<AlertFacts> alert_facts_from(std::string_view json)
{
    boost::system::error_code error;
    const auto value = boost::json::parse(json, error);
    AlertFacts facts;
    if (error || !value.is_object() || !read_ids(value.get_object(), facts) ||
        !read_severity(value.get_object(), facts))
        return failed(ErrorCode::Invalid, "alert facts cannot be read");
    const auto& object = value.get_object();
    facts.notify = {
        .guardian = claim_in(object, "guardian"),
        .trusted_adult = claim_in(object, "trusted_adult"),
        .moderator = claim_in(object, "moderator")
    };
    if (const auto* sources = object.if_contains("sources");
        sources != nullptr && sources->is_array())
        for (const auto& source : sources->get_array())
            if (source.is_string()) facts.sources.emplace_back(source.get_string());
    facts.on_days = days_in(object, "on_days", safety::Trajectory::recent_days);
    facts.watch_days = days_in(object, "watch_days", safety::Trajectory::kept_days);
    // An alert that was stored before it said so.
    if (facts.on_days > 0 && facts.watch_days == 0)
        facts.watch_days = safety::DaysLine{}.watch_days;
    return facts;
}

}  // namespace buddy::conversation
