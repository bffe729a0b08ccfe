#include "platform/log/log.hpp"

#include <boost/json.hpp>
#include <spdlog/fmt/chrono.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <mutex>
#include <utility>

namespace buddy::log {

namespace {

constexpr std::size_t longest_code = 128;

bool is_code_character(char c) noexcept
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || std::string_view{"._:/-"}.contains(c);
}

std::string_view name_of(Level level) noexcept
{
    switch (level) {
        case Level::Debug: return "debug";
        case Level::Info: return "info";
        case Level::Warning: return "warning";
        case Level::Error: return "error";
    }
    return "error";
}

void append_text(std::string& line, std::string_view text)
{
    line += boost::json::serialize(boost::json::string_view{text.data(), text.size()});
}

void append_value(std::string& line, const Value::Held& held)
{
    std::visit(
        [&line](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>)
                append_text(line, value);
            else
                line += boost::json::serialize(boost::json::value(value));
        },
        held
    );
}

std::string now_text()
{
    const auto now = std::chrono::system_clock::now();
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() %
        1000;
    const auto seconds = fmt::gmtime(std::chrono::system_clock::to_time_t(now));
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", seconds, millis);
}

// Gives each line to a function.
class FunctionSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit FunctionSink(std::function<void(std::string_view)> take) : take_{std::move(take)} {}

private:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        take_(std::string_view{message.payload.data(), message.payload.size()});
    }
    void flush_() override {}

    std::function<void(std::string_view)> take_;
};

}  // namespace

Code::Code(std::string_view text) : text_{text.substr(0, longest_code)}
{
    for (auto& c : text_)
        if (!is_code_character(c)) c = '?';
}

struct Log::Sink {
    explicit Sink(spdlog::sink_ptr sink) : logger{"buddy", std::move(sink)}
    {
        logger.set_pattern("%v");
        logger.set_level(spdlog::level::trace);
        logger.flush_on(spdlog::level::trace);
    }
    spdlog::logger logger;
};

Log::Log(Level least)
    : sink_{std::make_unique<Sink>(std::make_shared<spdlog::sinks::stderr_sink_mt>())},
      least_{least}
{
}

Log::Log(Level least, std::function<void(std::string_view)> sink)
    : sink_{std::make_unique<Sink>(std::make_shared<FunctionSink>(std::move(sink)))}, least_{least}
{
}

Log::~Log() = default;

void Log::write(Level level, Literal message, Fields fields)
{
    if (level < least_) return;
    std::string line = R"({"time":")" + now_text() + R"(","level":")";
    line += name_of(level);
    line += R"(","message":)";
    append_text(line, message.text());
    for (const auto& field : fields) {
        line += ',';
        append_text(line, field.key.text());
        line += ':';
        append_value(line, field.value.held());
    }
    line += '}';
    sink_->logger.log(spdlog::level::info, spdlog::string_view_t{line.data(), line.size()});
}

Result<Level> level_from(std::string_view name)
{
    for (const auto level : {Level::Debug, Level::Info, Level::Warning, Level::Error})
        if (name_of(level) == name) return level;
    return failed(ErrorCode::Invalid, "a log level is debug, info, warning or error");
}

}  // namespace buddy::log
