#include "compliance/answer_times.hpp"

#include "compliance/data_file.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;

LegalTime time_in(const json::value& value)
{
    LegalTime time;
    if (value.is_null()) return time;
    const auto& object = value.as_object();
    if (const auto* months = object.if_contains("months"))
        time.months = std::chrono::months{months->to_number<int>()};
    if (const auto* days = object.if_contains("days"))
        time.days = std::chrono::days{days->to_number<int>()};
    return time;
}

AnswerRule rule_in(const json::value& value)
{
    return {
        .id = text_at(value, "id"),
        .within = time_in(value.at("within")),
        .longer_by = time_in(value.at("longer_by")),
        .citation = text_at(value.at("source"), "citation"),
        .url = text_at(value.at("source"), "url"),
        .known_from = text_at(value, "known_from"),
        .note = text_at(value, "note")
    };
}

}  // namespace

Time LegalTime::after(Time start) const
{
    using namespace std::chrono;
    const auto day = floor<std::chrono::days>(start);
    const auto time_of_day = start - day;
    year_month_day date{day};
    date += months;
    if (!date.ok()) date = date.year() / date.month() / last;
    return sys_days{date} + this->days + time_of_day;
}

Result<AnswerTimes> AnswerTimes::load(const std::filesystem::path& folder)
{
    const auto rules = read_data_file(folder / "answer_times.json");
    if (!rules) return std::unexpected(rules.error());
    const auto authorities = read_data_file(folder / "authorities.json");
    if (!authorities) return std::unexpected(authorities.error());
    AnswerTimes times;
    try {
        bool has_everywhere = false;
        for (const auto& value : rules->at("rules").as_array()) {
            auto rule = rule_in(value);
            if (!rule.within.has_length())
                return failed(ErrorCode::Invalid, "answer_times.json: " + rule.id + " has no time");
            for (const auto& place : value.at("places").as_array()) {
                const std::string country{std::string_view{place.as_string()}};
                has_everywhere = country == "*";
                if (!times.by_country_.emplace(country, times.rules_.size()).second)
                    return failed(
                        ErrorCode::Invalid, "answer_times.json has two rules for " + country
                    );
            }
            times.rules_.push_back(std::move(rule));
        }
        if (!has_everywhere)
            return failed(
                ErrorCode::Invalid, "answer_times.json must end with a rule for everywhere (\"*\")"
            );
        for (const auto& value : authorities->at("authorities").as_array())
            times.authorities_.emplace(
                text_at(value, "country"),
                Authority{.name = text_at(value, "name"), .url = text_at(value, "url")}
            );
    } catch (const std::exception& error) {
        return failed(
            ErrorCode::Invalid, folder.string() + " holds a file of another form: " + error.what()
        );
    }
    return times;
}

const AnswerRule& AnswerTimes::rule_for(std::string_view country) const
{
    const auto found = by_country_.find(country);
    return found == by_country_.end() ? rules_.back() : rules_.at(found->second);
}

const AnswerRule& AnswerTimes::rule(std::string_view id) const
{
    const auto found = std::ranges::find(rules_, id, &AnswerRule::id);
    return found == rules_.end() ? rules_.back() : *found;
}

const Authority* AnswerTimes::authority_of(std::string_view country) const
{
    const auto found = authorities_.find(country);
    return found == authorities_.end() ? nullptr : &found->second;
}

}  // namespace buddy::compliance
