// Where the tests find the safety files, and small stand-ins for them.
#pragma once

#include "buddy/safety/engine.hpp"

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace buddy::safety::testing {

inline std::filesystem::path source()
{
    return BUDDY_SOURCE_DIR;
}

inline EngineFiles shipped_files()
{
    return {
        .model = source() / "data/models/safety.bdm",
        .rules = source() / "safety/rules",
        .policy = source() / "data/policy/policy.json"
    };
}

/// Sanitizers and a busy machine must not decide a test about something else: time stands still.
inline EngineHooks still_clock()
{
    return {
        .thread_nanos = [] { return std::int64_t{0}; },
        .wall_nanos = [] { return std::int64_t{0}; },
        .at = {}
    };
}

/// One engine for all tests of a program; loading is the slow part.
inline const Engine& shipped_engine()
{
    static const Engine engine = [] {
        auto loaded = Engine::load(shipped_files(), still_clock());
        if (!loaded) throw std::runtime_error{loaded.error().detail};
        return std::move(*loaded);
    }();
    return engine;
}

inline Assessment assess(std::string_view text, Direction direction = Direction::Input)
{
    RiskState after;
    return shipped_engine().assess({.text = text, .direction = direction}, {}, after);
}

/// A folder of its own, gone at the end of the test.
class ScratchFolder {
public:
    ScratchFolder()
        : path_{
              std::filesystem::temp_directory_path() /
              ("buddy-safety-" + std::to_string(::getpid()) + "-" + std::to_string(count()++))
          }
    {
        std::filesystem::create_directories(path_);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ScratchFolder(ScratchFolder&&) = delete;
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path write(std::string_view name, std::string_view bytes) const
    {
        auto file = path_ / name;
        std::ofstream{file, std::ios::binary} << bytes;
        return file;
    }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    static int& count()
    {
        static int made = 0;
        return made;
    }
    std::filesystem::path path_;
};

}  // namespace buddy::safety::testing
