// A model that says what a test tells it to.
//
//     FakeModelProvider model;
//     model.will_say({"Hel", "lo."});                   // then: stop
//     model.will_break_after({"Hel"});                  // an error in mid-stream
//     model.will_refuse({ErrorCode::Unavailable, "down"});
//
// Each call takes the next script; without one it says "Hello." Requests are kept.
#pragma once

#include "llm/llm.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace buddy::llm {

class FakeModelProvider final : public ModelProvider {
public:
    struct Script {
        std::optional<Error> refusal;  ///< start() fails with it.
        std::deque<std::string> pieces;
        std::optional<Error> breaks_with;  ///< After the pieces.
        Finish finish = Finish::Stop;
        Usage usage{.prompt_tokens = 10, .completion_tokens = 5, .estimated = false};
    };

    void will(Script script) { scripts_.push_back(std::move(script)); }
    void will_say(std::deque<std::string> pieces, Finish finish = Finish::Stop)
    {
        will({.refusal = {}, .pieces = std::move(pieces), .breaks_with = {}, .finish = finish});
    }
    void will_break_after(std::deque<std::string> pieces)
    {
        will(
            {.refusal = {},
             .pieces = std::move(pieces),
             .breaks_with = Error{.code = ErrorCode::Unavailable, .detail = "cut"},
             .finish = Finish::Truncated}
        );
    }
    void will_refuse(Error error) { will({.refusal = std::move(error)}); }

    [[nodiscard]] std::string_view name() const override { return "fake"; }
    [[nodiscard]] std::string_view model() const override { return "fake-1"; }
    Task<Result<std::unique_ptr<TokenStream>>> start(ChatRequest request) override
    {
        requests.push_back(std::move(request));
        Script script{.refusal = {}, .pieces = {"Hello."}};
        if (!scripts_.empty()) {
            script = std::move(scripts_.front());
            scripts_.pop_front();
        }
        if (script.refusal) co_return std::unexpected(*script.refusal);
        co_return std::make_unique<Stream>(std::move(script));
    }

    std::vector<ChatRequest> requests;  ///< In the order of the calls.

private:
    class Stream final : public TokenStream {
    public:
        explicit Stream(Script script) : script_{std::move(script)} {}
        Task<Result<std::optional<std::string>>> next() override
        {
            if (!script_.pieces.empty()) {
                auto piece = std::move(script_.pieces.front());
                script_.pieces.pop_front();
                co_return piece;
            }
            if (script_.breaks_with) co_return std::unexpected(*script_.breaks_with);
            co_return std::nullopt;
        }
        [[nodiscard]] Finish finish() const override { return script_.finish; }
        [[nodiscard]] Usage usage() const override { return script_.usage; }

    private:
        Script script_;
    };
    std::deque<Script> scripts_;
};

}  // namespace buddy::llm
