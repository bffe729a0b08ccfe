#include "conversation/recollection.hpp"

#include "conversation/assessment_record.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace buddy::conversation {
namespace {

std::string_view without_end_blanks(std::string_view text)
{
    const auto last = text.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

/// Walks through what was said; what it has passed is in `memory`.
class Walk {
public:
    Walk(const RecollectionParts& parts, const Speaker& speaker, std::string_view variation)
        : parts_{parts}, speaker_{speaker}, variation_{variation}
    {
    }

    /// `answer`: what was said after the message, or empty.
    void hear_child(Said& message, std::string_view answer)
    {
        std::vector<safety::Turn> context;
        for (const auto& said : last_said())
            context.push_back({.role = said.role, .text = said.text});
        const auto assessment = judge(message, context);
        if (assessment.available) {
            message.private_spans = private_spans_of(assessment, message.text.size());
            answer_again(message, context, assessment, answer);
        } else {
            message.private_spans = {{.begin = 0, .end = message.text.size()}};
        }
        ++memory_.turns;
    }
    void remember(Said said) { memory_.said.push_back(std::move(said)); }

    [[nodiscard]] Memory end()
    {
        const auto kept = last_said();
        memory_.said = {kept.begin(), kept.end()};
        drop_needless_notes(memory_);
        return std::move(memory_);
    }

private:
    [[nodiscard]] std::span<const Said> last_said() const
    {
        const std::span<const Said> all{memory_.said};
        return all.last(std::min(all.size(), static_cast<std::size_t>(Memory::most_said)));
    }
    safety::Assessment judge(const Said& message, const std::vector<safety::Turn>& context)
    {
        auto after = memory_.risk;
        try {
            auto assessment = parts_.judge(
                {.text = message.text,
                 .age_band = speaker_.age_band,
                 .direction = safety::Direction::Input,
                 .locale = speaker_.locale,
                 .context = context},
                memory_.risk,
                after
            );
            if (assessment.available) memory_.risk = std::move(after);
            return assessment;
        } catch (...) {
            // As in a turn: what could not be judged is not trusted.
            return safety::Assessment::unavailable("exception");
        }
    }
    /// Finds the states that the answer of that moment left.
    void answer_again(
        const Said& message,
        const std::vector<safety::Turn>& context,
        const safety::Assessment& assessment,
        std::string_view answer
    )
    {
        const auto mood = parts_.read_mood(
            {.text = message.text,
             .age_band = speaker_.age_band,
             .locale = speaker_.locale,
             .context = context}
        );
        advisors::TurnView view{
            .text = message.text,
            .context = context,
            .age_band = speaker_.age_band,
            .locale = speaker_.locale,
            .country = speaker_.country,
            .nickname = speaker_.nickname,
            .mood = mood.mood ? emotion::id_of(*mood.mood) : std::string_view{},
            .assessment = &assessment,
            .seed = seed_of(variation_, memory_.turns)
        };
        const bool alarm = assessment.action == safety::Action::Escalate;
        if (alarm || parts_.mentor.in_crisis(memory_.crisis_state)) {
            const auto lines = parts_.lines_for(speaker_.country, speaker_.locale);
            auto reply = parts_.mentor.crisis_reply(
                view, memory_.crisis_state, lines, reachable(speaker_, assessment.notify)
            );
            memory_.crisis_state = std::move(reply.state);
            if (!reply.hands_over) return;
            view.doubt_was_asked = true;
            const auto own = answer.size() - std::min(answer.size(), reply.beside.size());
            if (!reply.beside.empty() && answer.ends_with(reply.beside))
                answer = answer.substr(0, own);
        }
        const bool refused = assessment.action >= safety::Action::Redirect && !alarm;
        if (answer.empty() || refused) return;
        const auto choice = parts_.mentor.choose(view);
        if (memory_.topic.empty()) memory_.topic = choice.topic;
        memory_.notes.push_back(
            {.number = memory_.turns + 1, .topic = choice.topic, .mood = mood.mood}
        );
        auto guided = parts_.mentor.guided_reply(view, choice, memory_.guided_state);
        if (without_end_blanks(guided.text) == without_end_blanks(answer))
            memory_.guided_state = std::move(guided.state);
    }

    const RecollectionParts& parts_;
    const Speaker& speaker_;
    std::string_view variation_;
    Memory memory_;
};

}  // namespace

Memory recollect(
    const RecollectionParts& parts,
    const Speaker& speaker,
    std::vector<Said> said,
    std::string_view variation
)
{
    if (said.size() > most_recollected)
        said.erase(said.begin(), said.end() - static_cast<std::ptrdiff_t>(most_recollected));
    Walk walk{parts, speaker, variation};
    for (std::size_t i = 0; i < said.size(); ++i) {
        const bool is_answered = i + 1 < said.size() && said[i + 1].role == safety::Role::Mentor;
        if (said[i].role == safety::Role::Child)
            walk.hear_child(said[i], is_answered ? std::string_view{said[i + 1].text} : "");
        walk.remember(std::move(said[i]));
    }
    return walk.end();
}

}  // namespace buddy::conversation
