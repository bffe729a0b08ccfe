#include "conversation/assessment_record.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;

json::object evidence_json(const safety::Evidence& evidence)
{
    json::object out{
        {"category", json::string_view{safety::id_of(evidence.category)}},
        {"source", evidence.source}
    };
    if (evidence.begin) out["start"] = *evidence.begin;
    if (evidence.end) out["end"] = *evidence.end;
    if (evidence.context_turn) out["context_turn"] = *evidence.context_turn;
    return out;
}

json::array people_json(const safety::Notify& notify)
{
    json::array out;
    if (notify.guardian) out.emplace_back("guardian");
    if (notify.trusted_adult) out.emplace_back("trusted_adult");
    if (notify.moderator) out.emplace_back("moderator");
    return out;
}

/// Below this a category says nothing worth keeping.
constexpr double least_probability = 0.01;

}  // namespace

std::string assessment_record(const safety::Assessment& assessment)
{
    if (!assessment.available)
        return json::serialize(json::object{{"unavailable", assessment.reason_unavailable}});
    json::object categories;
    for (std::size_t index = 0; index < safety::category_count; ++index)
        if (const auto probability = assessment.probability.at(index);
            probability >= least_probability)
            categories[safety::id_of(static_cast<safety::Category>(index))] = probability;
    json::array evidence;
    for (const auto& one : assessment.evidence) evidence.emplace_back(evidence_json(one));
    json::object out{
        {"action", json::string_view{safety::id_of(assessment.action)}},
        {"severity", static_cast<int>(assessment.severity)},
        {"score", assessment.score},
        {"categories", std::move(categories)},
        {"subject", json::string_view{safety::id_of(assessment.subject)}},
        {"time", json::string_view{safety::id_of(assessment.when)}},
        {"frame", json::string_view{safety::id_of(assessment.frame)}},
        {"notify", people_json(assessment.notify)},
        {"evidence", std::move(evidence)}
    };
    if (assessment.primary) out["primary"] = json::string_view{safety::id_of(*assessment.primary)};
    return json::serialize(out);
}

AlertFacts alert_facts_of(const safety::Assessment& assessment)
{
    AlertFacts facts{
        .category = assessment.primary.value_or(safety::Category::Distress),
        .severity = assessment.severity,
        .subject = assessment.subject,
        .when = assessment.when,
        .frame = assessment.frame,
        .notify = assessment.notify,
        .sources = {}
    };
    for (const auto& evidence : assessment.evidence)
        if (std::ranges::find(facts.sources, evidence.source) == facts.sources.end())
            facts.sources.push_back(evidence.source);
    return facts;
}

std::vector<PrivateSpan> private_spans_of(
    const safety::Assessment& assessment, std::size_t text_bytes
)
{
    // The model marks the whole message. Where it is unsure, and the recogniser of details found none,
    // that would leave nothing to answer.
    constexpr double sure = 0.5;
    const bool model_is_sure = assessment.probability_of(safety::Category::PersonalInfo) >= sure;
    std::vector<PrivateSpan> found;
    for (const auto& evidence : assessment.evidence)
        if (evidence.category == safety::Category::PersonalInfo && evidence.begin && evidence.end &&
            !evidence.context_turn && *evidence.begin < *evidence.end &&
            *evidence.end <= text_bytes && (model_is_sure || evidence.source != "model"))
            found.push_back({.begin = *evidence.begin, .end = *evidence.end});
    std::ranges::sort(found, {}, &PrivateSpan::begin);
    std::vector<PrivateSpan> merged;
    for (const auto& span : found) {
        if (!merged.empty() && span.begin <= merged.back().end)
            merged.back().end = std::max(merged.back().end, span.end);
        else
            merged.push_back(span);
    }
    return merged;
}

}  // namespace buddy::conversation
