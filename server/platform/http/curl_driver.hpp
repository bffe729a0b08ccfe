// libcurl on an event loop: sockets and timers of curl's are waited for by Asio. For client.cpp and smtp.cpp only.
//
// One driver per loop, made on first use and gone with the loop. Destroying a CurlTransfer ends its transfer: that is the
// whole cancellation.
//
// Threads  A transfer belongs to the loop it was made for.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <curl/curl.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace buddy::http {

class CurlDriver;

/// One easy handle on its way through the loop's multi handle.
class CurlTransfer {
public:
    explicit CurlTransfer(const asio::any_io_executor& executor);
    CurlTransfer(const CurlTransfer&) = delete;
    CurlTransfer& operator=(const CurlTransfer&) = delete;
    CurlTransfer(CurlTransfer&&) = delete;
    CurlTransfer& operator=(CurlTransfer&&) = delete;
    virtual ~CurlTransfer();

    template <class Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(easy_, option, value);
    }
    void set(CURLoption option, const std::string& value)
    {
        curl_easy_setopt(easy_, option, value.c_str());
    }
    [[nodiscard]] CURL* easy() const noexcept { return easy_; }

    void start();
    [[nodiscard]] bool has_ended() const noexcept { return ended_; }
    [[nodiscard]] CURLcode code() const noexcept { return code_; }
    /// Sleeps until wake() or the end of the transfer, at most `patience`. false: nothing happened.
    [[nodiscard]] Task<bool> sleep(std::chrono::milliseconds patience);
    void wake();

private:
    friend class CurlDriver;
    void end(CURLcode code);

    CurlDriver& driver_;
    CURL* easy_;
    asio::steady_timer timer_;
    bool added_ = false;
    bool ended_ = false;
    bool woken_ = false;
    CURLcode code_ = CURLE_OK;
};

/// A list of curl's, freed with this object.
class CurlList {
public:
    CurlList() = default;
    CurlList(const CurlList&) = delete;
    CurlList& operator=(const CurlList&) = delete;
    CurlList(CurlList&&) = delete;
    CurlList& operator=(CurlList&&) = delete;
    ~CurlList() { curl_slist_free_all(list_); }
    void add(const std::string& line);
    [[nodiscard]] curl_slist* get() const noexcept { return list_; }

private:
    curl_slist* list_ = nullptr;
};

/// What a failed transfer means, in our codes; the detail is curl's own fixed text.
[[nodiscard]] Error error_of(CURLcode code);

}  // namespace buddy::http
