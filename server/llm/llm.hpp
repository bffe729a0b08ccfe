// Any language model, seen from the conversation: a request goes in, deltas of text come out.
//
//     auto stream = co_await provider.start(request);
//     if (!stream) …                   // nothing was said: another voice may answer
//     while (true) {
//         auto piece = co_await (*stream)->next();
//         if (!piece) …                // broke in the middle: never splice another voice
//         if (!*piece) break;          // ended; finish() and usage() are valid now
//     }
//
// Threads  A TokenStream lives on the event loop that started it. Destroying it cancels the call.
// Errors   Unavailable  refused, timed out, cut or stalled.
//          Invalid      our request or key is wrong (an operator must act).
//          TooMany      out of pace or out of money upstream.
//          NotAllowed   a budget here is used up: nobody was asked.
//          Conflict     the call cannot be booked here: nobody was asked.
#pragma once

#include "core/ids.hpp"
#include "platform/async/task.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::llm {

enum class Role : std::uint8_t { System, User, Assistant };

struct ChatMessage {
    Role role = Role::User;
    std::string content;
    /// The same in many calls, and of no child: what stands up to the end of it may come from the
    /// vendor's prompt cache, which costs less.
    bool is_shared = false;
};

/// The shape that an answer must have: a JSON schema, asked for strictly. Keep it the same from call
/// to call: vendors prepare a schema when they first see it, and that takes seconds.
struct AnswerShape {
    std::string name;    ///< Letters, digits, _ and -; at most 64.
    std::string schema;  ///< JSON text of an object.
};

/// On whose account a call goes. Stays here: no vendor is told.
struct Account {
    FamilyId family;                ///< Empty: the server's own.
    std::string time_zone = "UTC";  ///< When the family's day and month begin.
};

struct ChatRequest {
    std::vector<ChatMessage> messages;
    int max_tokens = 400;
    std::string
        end_user;  ///< Opaque hash of the child, at most 64 characters; never a name or an address.
    std::optional<AnswerShape> answer;  ///< Empty: free text.
    std::string reasoning_effort;  ///< "minimal", "low" …, for models that think; empty: not sent.
    Account account;
    /// Called when a try ends without a word although the vendor may have worked on it, and bill it: it
    /// kept silent, or the connection broke. A refusal costs nothing. May be empty.
    std::function<void()> was_perhaps_billed;
};

/// What a model can take in and say, in tokens.
struct Window {
    std::int64_t context = 8'192;  ///< Prompt and answer together.
    std::int64_t answer = 400;     ///< Of these the answer, at most.
    friend bool operator==(const Window&, const Window&) = default;
};

/// More tokens than a call comes to, whoever counts: one for each byte of its words, for no token is less,
/// what vendors put around a message and around a call, and the longest answer. Three to four times what
/// plain words really are; tools/token_counts.mjs measures it, also on what children drum on a keyboard.
[[nodiscard]] std::int64_t tokens_at_most(const ChatRequest& request) noexcept;

/// Why a stream ended.
enum class Finish : std::uint8_t {
    Stop,      ///< The model had said everything.
    Length,    ///< It ran into the token limit.
    Filtered,  ///< The vendor refused or filtered: our own words must follow.
    Truncated  ///< It ended without saying why: treated as a cut, not as success.
};

struct Usage {
    std::int64_t prompt_tokens = 0;  ///< All of them, those of the two last members included.
    std::int64_t completion_tokens = 0;
    bool estimated = false;               ///< The vendor sent none (cut stream): counted by us.
    std::int64_t cached_tokens = 0;       ///< Read from the vendor's prompt cache.
    std::int64_t cache_write_tokens = 0;  ///< Written to it, where the vendor bills that.
};

class TokenStream {
public:
    TokenStream() = default;
    TokenStream(const TokenStream&) = delete;
    TokenStream& operator=(const TokenStream&) = delete;
    TokenStream(TokenStream&&) = delete;
    TokenStream& operator=(TokenStream&&) = delete;
    virtual ~TokenStream() = default;
    /// The next bytes of the reply (UTF-8; a character may be split between two pieces), or nullopt
    /// at the end.
    virtual Task<Result<std::optional<std::string>>> next() = 0;
    [[nodiscard]] virtual Finish finish() const = 0;  ///< Valid after the end.
    [[nodiscard]] virtual Usage usage() const = 0;    ///< So far; exact after the end.
};

class ModelProvider {
public:
    ModelProvider() = default;
    ModelProvider(const ModelProvider&) = delete;
    ModelProvider& operator=(const ModelProvider&) = delete;
    ModelProvider(ModelProvider&&) = delete;
    ModelProvider& operator=(ModelProvider&&) = delete;
    virtual ~ModelProvider() = default;
    [[nodiscard]] virtual std::string_view name(
    ) const = 0;  ///< "openai", "local" …: for records and metrics.
    [[nodiscard]] virtual std::string_view model() const = 0;
    /// It has failed several times in a row and rests: start() would fail at once.
    [[nodiscard]] virtual bool is_resting() const { return false; }
    /// Returns when the first word has come, or a whole reply without one. Retries happen only
    /// before the first byte.
    virtual Task<Result<std::unique_ptr<TokenStream>>> start(ChatRequest request) = 0;
};

}  // namespace buddy::llm
