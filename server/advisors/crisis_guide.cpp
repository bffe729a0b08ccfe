#include "advisors/crisis_guide.hpp"

#include "advisors/crisis_reply.hpp"
#include "advisors/sealed_state.hpp"

#include <algorithm>
#include <charconv>

namespace buddy::advisors {
namespace {

constexpr std::string_view mark = "crisis1";
constexpr std::array<std::string_view, 6> step_names = {
    "asked", "company", "words", "watch", "closed", "quiet"
};

int number_from(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, 0, 100000);
}

bool read_field(CrisisState& state, std::string_view key, std::string_view value)
{
    if (key == "step") {
        const auto* found = std::ranges::find(step_names, value);
        if (found == step_names.end()) return false;
        state.step = static_cast<CrisisStep>(found - step_names.begin());
    } else if (key == "danger") {
        if (std::ranges::find(crisis_kinds(), value) == crisis_kinds().end()) return false;
        state.danger = value;
    } else if (key == "told") {
        state.told = value;
    } else if (key == "turns") {
        state.turns = number_from(value);
    } else if (key == "here") {
        state.here = number_from(value);
    } else if (key == "quiet") {
        state.quiet = number_from(value);
    } else if (key == "lines") {
        state.lines_at = number_from(value);
    } else if (key == "check") {
        state.check_open = value == "1";
    } else if (key == "doubt") {
        state.doubted = value == "1";
    } else if (key == "eased") {
        state.eased = value == "1";
    } else if (key == "held") {
        state.held = value == "1";
    } else if (key == "evaded") {
        state.evaded = number_from(value);
    } else if (key == "checked") {
        state.checked = value == "1";
    } else if (key == "aside") {
        state.aside_at = number_from(value);
    } else if (key == "asked") {
        state.asked = value;
    } else if (key == "day") {
        state.day = std::chrono::sys_days{std::chrono::days{number_from(value)}};
    } else if (key == "said") {
        const auto space = value.find(' ');
        if (space == std::string_view::npos) return false;
        std::uint32_t sentence = 0;
        const auto hex = value.substr(space + 1);
        std::from_chars(hex.data(), hex.data() + hex.size(), sentence, 16);
        state.said.say(
            static_cast<std::uint32_t>(number_from(value.substr(0, space))), std::array{sentence}
        );
    } else {
        return false;
    }
    return true;
}

std::string hex(std::uint32_t value)
{
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

}  // namespace

std::string CrisisState::bytes() const
{
    std::string body = "step " + std::string{step_names.at(static_cast<std::size_t>(step))} + '\n';
    body += "danger " + danger + '\n';
    body += "told " + told + '\n';
    body += "turns " + std::to_string(turns) + '\n';
    body += "here " + std::to_string(here) + '\n';
    body += "quiet " + std::to_string(quiet) + '\n';
    body += "lines " + std::to_string(lines_at) + '\n';
    body += "check " + std::string{check_open ? "1" : "0"} + '\n';
    body += "doubt " + std::string{doubted ? "1" : "0"} + '\n';
    body += "eased " + std::string{eased ? "1" : "0"} + '\n';
    body += "held " + std::string{held ? "1" : "0"} + '\n';
    body += "evaded " + std::to_string(evaded) + '\n';
    body += "checked " + std::string{checked ? "1" : "0"} + '\n';
    body += "aside " + std::to_string(aside_at) + '\n';
    body += "asked " + asked + '\n';
    if (day) body += "day " + std::to_string(day->time_since_epoch().count()) + '\n';
    const auto& entries = said.entries();
    for (std::size_t i = entries.size(); i-- > 0;) {
        const auto line =
            "said " + std::to_string(entries[i].turn) + " " + hex(entries[i].sentence) + '\n';
        if (body.size() + line.size() > most_state_bytes - 64) break;
        body += line;
    }
    return sealed(mark, body);
}

CrisisState CrisisState::from_bytes(std::string_view bytes)
{
    CrisisState state;
    if (bytes.empty()) {
        state.step = CrisisStep::Closed;
        return state;
    }
    const auto body = unsealed(mark, bytes);
    if (!body) return {};
    std::string_view rest = *body;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        const auto space = line.find(' ');
        if (space == std::string_view::npos ||
            !read_field(state, line.substr(0, space), line.substr(space + 1)))
            return {};
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return state;
}

bool crisis_is_open(std::string_view state) noexcept
try {
    return CrisisState::from_bytes(state).step != CrisisStep::Closed;
} catch (const std::exception&) {
    return true;  // out of memory: stay with the child
}

std::string_view danger_of(const safety::Assessment& assessment) noexcept
{
    using safety::Category;
    using safety::Subject;
    if (!assessment.primary) return "other";
    const bool other = assessment.subject == Subject::Other;
    switch (*assessment.primary) {
        case Category::SelfHarm: return other ? "friend" : "self_harm";
        case Category::Abuse: return "abuse";
        case Category::Exploitation:
        case Category::Sexual: return "exploitation";
        case Category::Violence:
        case Category::Weapons: return other ? "threat" : "threatened";
        case Category::Extremism: return other ? "threat" : "drawn_in";
        case Category::Bullying: return "threatened";
        case Category::Medical:
        case Category::Substances: return "medical";
        case Category::DangerousActs: return other ? "friend" : "other";
        default: return "other";
    }
}

PreparedReply crisis_answer(
    const Content& content,
    const TurnView& turn,
    std::string_view state,
    std::span<const HelpLine> lines,
    safety::Notify will_be_told
)
{
    return CrisisReply{content, turn, CrisisState::from_bytes(state), lines, will_be_told}.run();
}

}  // namespace buddy::advisors
