// An exchange in memory, for tests of handlers and of the pipeline.
#pragma once

#include "platform/http/exchange.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::http {

class FakeExchange final : public Exchange {
public:
    FakeExchange(std::string verb, std::string target)
        : verb_{std::move(verb)}, target_{std::move(target)}
    {
    }
    FakeExchange& with_header(std::string lower_case_name, std::string value)
    {
        headers_[std::move(lower_case_name)] = std::move(value);
        return *this;
    }
    FakeExchange& with_body(std::string body)
    {
        body_ = std::move(body);
        return *this;
    }
    FakeExchange& from(std::string address)
    {
        address_ = std::move(address);
        return *this;
    }
    FakeExchange& over_tls()
    {
        secure_ = true;
        return *this;
    }

    [[nodiscard]] std::string_view verb() const override { return verb_; }
    [[nodiscard]] std::string_view path() const override
    {
        return std::string_view{target_}.substr(0, target_.find('?'));
    }
    [[nodiscard]] std::string_view query() const override
    {
        const auto mark = target_.find('?');
        return mark == std::string::npos ? std::string_view{}
                                         : std::string_view{target_}.substr(mark + 1);
    }
    [[nodiscard]] std::string_view header(std::string_view name) const override
    {
        std::string lower{name};
        for (auto& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        const auto found = headers_.find(lower);
        return found == headers_.end() ? std::string_view{} : std::string_view{found->second};
    }
    [[nodiscard]] std::string& body() override { return body_; }
    [[nodiscard]] std::string_view client_address() const override { return address_; }
    [[nodiscard]] bool is_secure() const override { return secure_; }
    void watch_reader() override { watched = true; }
    Task<> respond(Response response) override
    {
        answered_ = true;
        status = response.status;
        answer = std::move(response);
        co_return;
    }
    Task<> begin_events(std::vector<std::pair<std::string, std::string>> /*headers*/) override
    {
        answered_ = true;
        streamed = true;
        status = 200;
        co_return;
    }
    Task<> begin_pieces(Response head) override
    {
        answered_ = true;
        streamed = true;
        status = head.status;
        answer = std::move(head);
        co_return;
    }
    Task<bool> send(std::string piece) override
    {
        events += piece;
        co_return !reader_is_gone;
    }
    Task<> end_events() override
    {
        ended = true;
        co_return;
    }
    [[nodiscard]] bool answered() const override { return answered_; }

    Response answer;              ///< What respond() got.
    std::string events;           ///< What send() got, joined.
    bool ended = false;           ///< end_events() was called.
    bool watched = false;         ///< watch_reader() was called.
    bool reader_is_gone = false;  ///< Set it, and send() says so.

    /// A header of the answer; empty when absent.
    [[nodiscard]] std::string answer_header(std::string_view name) const
    {
        for (const auto& [key, value] : answer.headers)
            if (key == name) return value;
        const auto at = answer_headers.find(std::string{name} + ": ");
        if (at == std::string::npos) return {};
        const auto begin = at + name.size() + 2;
        return answer_headers.substr(begin, answer_headers.find("\r\n", begin) - begin);
    }

private:
    std::string verb_;
    std::string target_;
    std::map<std::string, std::string> headers_;
    std::string body_;
    std::string address_ = "203.0.113.7";
    bool secure_ = false;
    bool answered_ = false;
};

}  // namespace buddy::http
