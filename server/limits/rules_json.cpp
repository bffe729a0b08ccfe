#include "limits/rules_json.hpp"

#include <fmt/format.h>

#include <charconv>

namespace buddy::limits {
namespace {

namespace json = boost::json;
using std::chrono::minutes;

json::value hours_json(const std::optional<QuietHours>& hours)
{
    if (!hours) return nullptr;
    const auto text = [](minutes time) {
        return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
    };
    return json::object{{"from", text(hours->from)}, {"until", text(hours->until)}};
}

json::array texts_json(const std::vector<std::string>& texts)
{
    json::array out;
    for (const auto& text : texts) out.emplace_back(json::string(text));
    return out;
}

std::optional<int> number_in(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

/// "20:30"; nothing for what is no time of day.
std::optional<minutes> time_in(const json::object& from, std::string_view name)
{
    const auto* value = from.if_contains(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    const std::string_view text{value->get_string()};
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = number_in(text.substr(0, 2));
    const auto minute = number_in(text.substr(3));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return std::chrono::hours{*hour} + minutes{*minute};
}

const json::value* member(const json::object& from, std::string_view name)
{
    const auto* value = from.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

/// Reads members; the first mistake stays.
class Reading {
public:
    explicit Reading(const json::object& from) : from_{from} {}

    std::optional<minutes> minutes_at(std::string_view name)
    {
        const auto* value = member(from_, name);
        if (value == nullptr) return std::nullopt;
        if (value->is_int64() && value->get_int64() >= 0 &&
            value->get_int64() <= most_daily.count())
            return minutes{value->get_int64()};
        return wrong(name, "expected 5 to 720 minutes");
    }
    std::optional<QuietHours> hours_at(std::string_view name)
    {
        const auto* value = member(from_, name);
        if (value == nullptr) return std::nullopt;
        if (value->is_object()) {
            const auto from = time_in(value->get_object(), "from");
            const auto until = time_in(value->get_object(), "until");
            if (from && until) return QuietHours{.from = *from, .until = *until};
        }
        wrong(name, "expected from and until, each as HH:MM");
        return std::nullopt;
    }
    std::vector<std::string> texts_at(std::string_view name)
    {
        std::vector<std::string> out;
        const auto* value = member(from_, name);
        if (value == nullptr) return out;
        if (!value->is_array()) wrong(name, "expected a list of text");
        if (const auto* items = value->if_array())
            for (const auto& item : *items) {
                if (!item.is_string()) wrong(name, "expected a list of text");
                if (const auto* text = item.if_string()) out.emplace_back(std::string_view{*text});
            }
        return out;
    }
    bool claim_at(std::string_view name, bool unsaid)
    {
        const auto* value = member(from_, name);
        if (value == nullptr) return unsaid;
        if (value->is_bool()) return value->get_bool();
        wrong(name, "expected true or false");
        return unsaid;
    }
    Memory memory_at(std::string_view name)
    {
        const auto* value = member(from_, name);
        if (value == nullptr) return Memory::All;
        for (const auto memory : {Memory::All, Memory::Sitting, Memory::Nothing})
            if (value->is_string() && std::string_view{value->get_string()} == id_of(memory))
                return memory;
        wrong(name, "expected all, sitting or nothing");
        return Memory::All;
    }
    [[nodiscard]] const std::optional<Objection>& objection() const { return objection_; }

private:
    std::nullopt_t wrong(std::string_view name, std::string_view reason)
    {
        if (!objection_)
            objection_ = Objection{.path = "." + std::string{name}, .reason = std::string{reason}};
        return std::nullopt;
    }
    const json::object& from_;
    std::optional<Objection> objection_;
};

}  // namespace

json::object to_json(const Rules& rules)
{
    return {
        {"daily_minutes", rules.daily ? json::value(rules.daily->count()) : json::value{}},
        {"school_nights", hours_json(rules.school_nights)},
        {"weekend", hours_json(rules.weekend)},
        {"topics_off", texts_json(rules.topics_off)},
        {"words_off", texts_json(rules.words_off)},
        {"models", rules.models},
        {"moods", rules.moods},
        {"memory", id_of(rules.memory)},
        {"only_tutor", rules.only_tutor}
    };
}

std::expected<Rules, Objection> rules_from(const json::object& from)
{
    Reading reading{from};
    Rules rules{
        .daily = reading.minutes_at("daily_minutes"),
        .school_nights = reading.hours_at("school_nights"),
        .weekend = reading.hours_at("weekend"),
        .topics_off = reading.texts_at("topics_off"),
        .words_off = reading.texts_at("words_off"),
        .models = reading.claim_at("models", true),
        .moods = reading.claim_at("moods", true),
        .memory = reading.memory_at("memory"),
        .only_tutor = reading.claim_at("only_tutor", false)
    };
    if (reading.objection()) return std::unexpected(*reading.objection());
    return rules;
}

}  // namespace buddy::limits
