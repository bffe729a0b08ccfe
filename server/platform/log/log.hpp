// Log lines for operators: one JSON object a line, never a child's words.
//
//     log.info("server started", {{"port", 8080}, {"tls", false}});
//     log.error("statement failed", {{"statement", log::Code{error.statement()}}, {"request_id",
//     log::Code{exchange.request_id}}}); log.warning("upstream refused", {{"why", error}});
//
// The types keep the promise: a message and a key are literals, checked by the compiler; a value is
// a number, a claim, a literal, an id, an Error (whose detail is written for operators) or a Code,
// from which everything but letters, digits and ._:/- is struck out.
//
// Threads  Any thread may log. A line is written at once and whole; none is dropped.
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace buddy::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error };

/// Text that stands in the source. Anything computed does not compile.
class Literal {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a literal at the call is the whole point
    consteval Literal(const char* text) : text_{text} {}
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// A machine word made at run time: an id, an operation, a status. At most 128 characters are kept,
/// and only letters, digits and ._:/- of them; the rest becomes '?'.
class Code {
public:
    explicit Code(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

/// What a field may hold.
class Value {
public:
    using Held = std::variant<std::int64_t, double, bool, std::string>;

    template <std::integral T>
    Value(T number)
    {
        if constexpr (std::same_as<T, bool>)
            held_ = number;
        else
            held_ = static_cast<std::int64_t>(number);
    }
    template <std::floating_point T>
    Value(T number) : held_{static_cast<double>(number)}
    {
    }
    template <class Rep, class Period>
    Value(std::chrono::duration<Rep, Period> span)
        : held_{std::chrono::duration<double, std::milli>(span).count()}
    {
    }
    template <class Tag>
    Value(const Id<Tag>& id) : held_{Code{id.text()}.text()}
    {
    }
    Value(Literal literal) : held_{std::string{literal.text()}} {}
    template <std::size_t N>
    Value(const char (&)[N]) = delete;  // NOLINT(modernize-avoid-c-arrays): write log::Literal{"…"}
    Value(const Code& code) : held_{code.text()} {}
    Value(ErrorCode code) : held_{std::string{name_of(code)}} {}
    Value(const Error& error) : held_{std::string{name_of(error.code)} + ": " + error.detail} {}

    [[nodiscard]] const Held& held() const noexcept { return held_; }

private:
    Held held_;
};

struct Field {
    Literal key;
    Value value;
};

using Fields = std::initializer_list<Field>;

class Log {
public:
    /// Writes to standard error.
    explicit Log(Level least = Level::Info);
    /// Writes to `sink`, for tests: each call gets one whole line without its end.
    Log(Level least, std::function<void(std::string_view)> sink);
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
    Log(Log&&) = delete;
    Log& operator=(Log&&) = delete;
    ~Log();

    void debug(Literal message, Fields fields = {}) { write(Level::Debug, message, fields); }
    void info(Literal message, Fields fields = {}) { write(Level::Info, message, fields); }
    void warning(Literal message, Fields fields = {}) { write(Level::Warning, message, fields); }
    void error(Literal message, Fields fields = {}) { write(Level::Error, message, fields); }
    void write(Level level, Literal message, Fields fields);

private:
    struct Sink;
    std::unique_ptr<Sink> sink_;
    Level least_;
};

/// "debug", "info", "warning" or "error".
[[nodiscard]] Result<Level> level_from(std::string_view name);

}  // namespace buddy::log
