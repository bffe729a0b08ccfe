// A provider under test against the strict fake of its vendor (tests/peers), over a real socket.
#pragma once

#include "llm/vendor_calls.hpp"
#include "platform/async/run_to_end.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace buddy::llm {

/// The fake, as a child process that ends with the tests.
class FakeVendor {
public:
    /// `vendor` is a folder of tests/peers.
    explicit FakeVendor(std::string_view vendor)
    {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0) throw std::runtime_error{"no pipe"};
        posix_spawn_file_actions_t actions{};
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, pipe[0]);
        std::string node = "node";
        std::string script = BUDDY_SOURCE_DIR "/tests/peers/" + std::string{vendor} + "/server.mjs";
        std::string port = "--port";
        std::string any = "0";
        std::string key_name = "--key";
        std::string key = "sk-test";
        const std::array<char*, 7> words{
            node.data(),
            script.data(),
            port.data(),
            any.data(),
            key_name.data(),
            key.data(),
            nullptr
        };
        const int failure =
            ::posix_spawnp(&child_, "node", &actions, nullptr, words.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(pipe[1]);
        if (failure != 0) throw std::runtime_error{"node does not start"};
        port_ = read_port(pipe[0]);
        ::close(pipe[0]);
    }
    FakeVendor(const FakeVendor&) = delete;
    FakeVendor& operator=(const FakeVendor&) = delete;
    FakeVendor(FakeVendor&&) = delete;
    FakeVendor& operator=(FakeVendor&&) = delete;
    ~FakeVendor()
    {
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    [[nodiscard]] std::string url(std::string_view path) const
    {
        return "http://127.0.0.1:" + port_ + std::string{path};
    }

private:
    static std::string read_port(int from)
    {
        std::string line;
        char c = 0;
        while (::read(from, &c, 1) == 1 && c != '\n') line += c;
        constexpr std::string_view word = "listening ";
        if (!line.starts_with(word)) throw std::runtime_error{"the fake did not start"};
        return line.substr(word.size());
    }
    pid_t child_ = 0;
    std::string port_;
};

/// What one call gave, from start to end.
struct Story {
    std::optional<Error> refused;
    std::string text;
    std::optional<Error> broke;
    Finish finish = Finish::Truncated;
    Usage usage;
};

inline ChatRequest hello()
{
    return {
        .messages =
            {{.role = Role::System, .content = "Be kind."}, {.role = Role::User, .content = "hello"}
            },
        .max_tokens = 50,
        .end_user = "h4sh"
    };
}

inline Task<Story> tell(ModelProvider& provider, ChatRequest request = hello())
{
    Story story;
    auto stream = co_await provider.start(std::move(request));
    if (!stream) {
        story.refused = stream.error();
        co_return story;
    }
    while (true) {
        auto piece = co_await (*stream)->next();
        if (!piece) {
            story.broke = piece.error();
            break;
        }
        if (!*piece) break;
        story.text += **piece;
    }
    story.finish = (*stream)->finish();
    story.usage = (*stream)->usage();
    co_return story;
}

/// One fake for a whole suite. `Provider` is the class under test.
template <class Provider>
class ProviderFixture : public testing::Test {
protected:
    static void start_fake(std::string_view vendor)
    {
        server = std::make_unique<FakeVendor>(vendor);
    }
    static void TearDownTestSuite() { server.reset(); }

    /// `path`: what the vendor's base URL ends with.
    static ProviderSettings settings_at(std::string_view path, std::string fault)
    {
        ProviderSettings chosen;
        chosen.base_url = server->url(path);
        chosen.api_key = "sk-test";
        chosen.model = fault.empty() ? "fake" : "fake:" + std::move(fault);
        chosen.first_backoff = std::chrono::milliseconds{1};
        return chosen;
    }
    Story ask(ProviderSettings chosen, ChatRequest request = hello())
    {
        Provider provider{std::move(chosen), client_, clock_};
        return run_to_end(tell(provider, std::move(request)));
    }
    boost::json::value control(std::string method, std::string_view path)
    {
        const auto answer =
            run_to_end(client_.fetch({.method = std::move(method), .url = server->url(path)}));
        return boost::json::parse(answer->body);
    }
    std::int64_t calls() { return control("GET", "/control/requests").at("calls").as_int64(); }
    boost::json::value last_request()
    {
        return control("GET", "/control/requests").at("requests").as_array().back();
    }
    /// Holds until the test ends.
    void switch_fake(std::string settings)
    {
        const auto answer = run_to_end(client_.fetch(
            {.method = "POST", .url = server->url("/control"), .body = std::move(settings)}
        ));
        ASSERT_TRUE(answer && answer->head.status == 200);
    }
    void SetUp() override { control("DELETE", "/control"); }

    // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): one process for the whole suite
    inline static std::unique_ptr<FakeVendor> server;
    http::Client client_;
    SystemClock clock_;
};

inline constexpr std::string_view ten_words = "I am glad that you told me. That sounds like ";
inline constexpr std::string_view five_words = "I am glad that you ";

}  // namespace buddy::llm
