#include "buddy/safety/assessment.hpp"

#include <algorithm>
#include <span>

namespace buddy::safety {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, category_count> category_names{
    "self_harm",      "eating_disorder", "violence",      "weapons",       "sexual",
    "exploitation",   "abuse",           "bullying",      "hate",          "substances",
    "dangerous_acts", "crime",           "extremism",     "personal_info", "medical",
    "manipulation",   "dependency",      "distress",      "profanity",     "relational_harm",
    "false_identity", "academic",        "misinformation"
};
constexpr std::array<std::string_view, 4> subject_names{"self", "other", "none", "unknown"};
constexpr std::array<std::string_view, 3> when_names{"now", "past", "future"};
constexpr std::array<std::string_view, 5> frame_names{
    "real", "figurative", "fiction", "study", "game"
};
constexpr std::array<std::string_view, 5> action_names{
    "allow", "support", "redirect", "block", "escalate"
};
constexpr std::array<std::string_view, 3> age_band_names{"7-9", "10-12", "13-17"};
constexpr std::array<std::string_view, 2> direction_names{"input", "output"};
constexpr std::array<std::string_view, 2> role_names{"child", "mentor"};

template <class T>
std::string_view name_in(Names names, T value) noexcept
{
    const auto index = static_cast<std::size_t>(value);
    return index < names.size() ? names[index] : std::string_view{};
}

template <class T>
std::optional<T> value_in(Names names, std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(names, id).base();
    if (found == names.data() + names.size()) return std::nullopt;
    return static_cast<T>(found - names.data());
}

}  // namespace

std::string_view id_of(Category value) noexcept
{
    return name_in(category_names, value);
}
std::string_view id_of(Subject value) noexcept
{
    return name_in(subject_names, value);
}
std::string_view id_of(When value) noexcept
{
    return name_in(when_names, value);
}
std::string_view id_of(Frame value) noexcept
{
    return name_in(frame_names, value);
}
std::string_view id_of(Action value) noexcept
{
    return name_in(action_names, value);
}
std::string_view id_of(AgeBand value) noexcept
{
    return name_in(age_band_names, value);
}
std::string_view id_of(Direction value) noexcept
{
    return name_in(direction_names, value);
}
std::string_view id_of(Role value) noexcept
{
    return name_in(role_names, value);
}

std::optional<Category> category_from(std::string_view id) noexcept
{
    return value_in<Category>(category_names, id);
}
std::optional<Subject> subject_from(std::string_view id) noexcept
{
    return value_in<Subject>(subject_names, id);
}
std::optional<When> when_from(std::string_view id) noexcept
{
    return value_in<When>(when_names, id);
}
std::optional<Frame> frame_from(std::string_view id) noexcept
{
    return value_in<Frame>(frame_names, id);
}
std::optional<Action> action_from(std::string_view id) noexcept
{
    return value_in<Action>(action_names, id);
}
std::optional<AgeBand> age_band_from(std::string_view id) noexcept
{
    return value_in<AgeBand>(age_band_names, id);
}
std::optional<Direction> direction_from(std::string_view id) noexcept
{
    return value_in<Direction>(direction_names, id);
}
std::optional<Role> role_from(std::string_view id) noexcept
{
    return value_in<Role>(role_names, id);
}

Assessment Assessment::unavailable(std::string_view reason)
{
    Assessment assessment;
    assessment.evidence.push_back({.source = "fail_safe"});
    assessment.reason_unavailable = reason;
    return assessment;
}

}  // namespace buddy::safety
