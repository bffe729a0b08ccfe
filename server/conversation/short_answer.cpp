#include "conversation/short_answer.hpp"

#include "platform/async/deadline.hpp"

#include <string_view>
#include <utility>

namespace buddy::conversation {
namespace {

constexpr double late_share = 0.9;

bool continues_character(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool is_blank_or_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20U || byte == 0x7FU;
}

}  // namespace

Task<Result<ShortAnswer>> short_answer(llm::ModelProvider& model, llm::ChatRequest request)
{
    auto stream = co_await model.start(std::move(request));
    if (!stream) co_return std::unexpected(stream.error());
    ShortAnswer answer;
    while (true) {
        auto piece = co_await (*stream)->next();
        if (!piece) co_return std::unexpected(piece.error());
        if (!*piece) break;
        answer.text += **piece;
        if (answer.text.size() > longest_short_answer) break;
    }
    answer.usage = (*stream)->usage();
    const auto finish = (*stream)->finish();
    const bool is_said = finish == llm::Finish::Stop || finish == llm::Finish::Length;
    if (!is_said) answer.text.clear();
    co_return answer;
}

Task<TimedAnswer> short_answer_within(
    std::chrono::milliseconds limit, llm::ModelProvider& model, llm::ChatRequest request
)
{
    const auto begin = std::chrono::steady_clock::now();
    auto answer = co_await with_deadline(limit, short_answer(model, std::move(request)));
    TimedAnswer out{.took = std::chrono::steady_clock::now() - begin};
    if (!answer) {
        out.was_late = true;
    } else if (!*answer) {
        out.was_late = out.took >= limit * late_share;
        out.error = answer->error();
    } else {
        out.answer = std::move(**answer);
    }
    co_return out;
}

std::string on_one_line(std::string_view text, std::size_t most)
{
    std::string line;
    for (const char c : text) {
        if (!is_blank_or_control(c))
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.size() > most) {
        auto end = line.rfind(' ', most);
        if (end == std::string::npos || end < most / 2) {
            end = most;
            while (end > 0 && continues_character(line[end])) --end;
        }
        line.erase(end);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace buddy::conversation
