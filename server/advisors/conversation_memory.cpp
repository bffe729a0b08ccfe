#include "advisors/conversation_memory.hpp"

#include "advisors/sealed_state.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace buddy::advisors {
namespace {

constexpr std::string_view mark = "guided1";
constexpr std::size_t most_body = most_state_bytes - 64;
constexpr std::size_t most_topics = 48;

std::string hex(std::uint32_t value)
{
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

template <class Number>
std::optional<Number> number_from(std::string_view text, int base = 10)
{
    Number value{};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, base);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
}

/// "key value" with the key as far as the first space.
struct Field {
    std::string_view key;
    std::string_view value;
};

Field field_of(std::string_view line)
{
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return {.key = line, .value = {}};
    return {.key = line.substr(0, space), .value = line.substr(space + 1)};
}

void read_said(std::string_view value, SaidLately& said)
{
    const auto turn = number_from<std::uint32_t>(value.substr(0, value.find(' ')));
    if (!turn) return;
    for (auto space = value.find(' '); space != std::string_view::npos; space = value.find(' ')) {
        value.remove_prefix(space + 1);
        const auto sentence = number_from<std::uint32_t>(value.substr(0, value.find(' ')), 16);
        if (sentence) said.say(*turn, std::array{*sentence});
    }
}

void read_activity(const Field& field, Activity& activity)
{
    if (field.key == "a.kind") activity.kind = field.value;
    if (field.key == "a.item") activity.item = field.value;
    if (field.key == "a.tries") activity.tries = number_from<int>(field.value).value_or(0);
    if (field.key == "a.rounds") activity.rounds = number_from<int>(field.value).value_or(0);
    if (field.key == "a.between") activity.between = field.value == "1";
}

void read_field(const Field& field, ConversationMemory& memory)
{
    if (field.key == "turn") memory.turn = number_from<std::uint32_t>(field.value).value_or(0);
    if (field.key == "topic") memory.topic = field.value;
    if (field.key == "asked") memory.pending_topic = field.value;
    if (field.key == "beat") memory.pending_beat = number_from<int>(field.value).value_or(-1);
    if (field.key == "ended") memory.ended = field.value == "1";
    if (field.key == "thread") memory.thread = field.value;
    if (field.key == "uneasy") memory.uneasy = field.value == "1";
    if (field.key == "door") memory.door = number_from<std::uint32_t>(field.value).value_or(0);
    if (field.key == "said") read_said(field.value, memory.said);
    if (field.key.starts_with("a.")) read_activity(field, memory.activity);
    if (field.key.starts_with("n."))
        memory.next_beat.emplace(
            std::string{field.key.substr(2)}, number_from<int>(field.value).value_or(0)
        );
    if (field.key.starts_with("f."))
        memory.facts.emplace(std::string{field.key.substr(2)}, std::string{field.value});
}

void add(std::string& body, std::string_view key, std::string_view value)
{
    if (value.empty()) return;
    body += key;
    body += ' ';
    body += value;
    body += '\n';
}

}  // namespace

std::string ConversationMemory::bytes() const
{
    std::string body;
    add(body, "turn", std::to_string(turn));
    add(body, "topic", topic);
    add(body, "asked", pending_topic);
    add(body, "beat", std::to_string(pending_beat));
    add(body, "ended", ended ? "1" : "0");
    add(body, "thread", thread);
    if (uneasy) add(body, "uneasy", "1");
    if (door != 0) add(body, "door", std::to_string(door));
    add(body, "a.kind", activity.kind);
    add(body, "a.item", activity.item);
    add(body, "a.tries", std::to_string(activity.tries));
    add(body, "a.rounds", std::to_string(activity.rounds));
    add(body, "a.between", activity.between ? "1" : "0");
    for (const auto& [name, value] : facts) add(body, "f." + name, value);
    std::size_t topics = 0;
    for (const auto& [name, beat] : next_beat)
        if (++topics <= most_topics) add(body, "n." + name, std::to_string(beat));
    std::string lines;
    const auto& entries = said.entries();
    for (std::size_t i = entries.size(); i-- > 0;) {  // the newest first: they matter most
        std::string line = "said " + std::to_string(entries[i].turn);
        line += " " + hex(entries[i].sentence);
        for (; i > 0 && entries[i - 1].turn == entries[i].turn; --i)
            line += " " + hex(entries[i - 1].sentence);
        if (body.size() + lines.size() + line.size() + 1 > most_body) break;
        lines += line + '\n';
    }
    return sealed(mark, body + lines);
}

ConversationMemory ConversationMemory::from_bytes(std::string_view bytes)
{
    ConversationMemory memory;
    const auto body = unsealed(mark, bytes);
    if (!body) return memory;
    std::string_view rest = *body;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        read_field(field_of(rest.substr(0, end)), memory);
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return memory;
}

}  // namespace buddy::advisors
