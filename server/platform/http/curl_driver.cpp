#include "platform/http/curl_driver.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace buddy::http {

namespace {

void init_curl_once()
{
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) throw std::runtime_error{"libcurl does not start"};
}

// One socket of curl's, borrowed: curl opens it and closes it.
struct Socket {
    Socket(const asio::any_io_executor& executor, curl_socket_t handle)
        : descriptor{executor, handle}
    {
    }
    asio::posix::stream_descriptor descriptor;
    int wanted = 0;
    bool reading = false;
    bool writing = false;
    bool gone = false;
};

}  // namespace

class CurlDriver final : public asio::execution_context::service {
public:
    using key_type = CurlDriver;
    static asio::execution_context::id id;

    static CurlDriver& of(const asio::any_io_executor& executor)
    {
        auto& context = asio::query(executor, asio::execution::context);
        return asio::use_service<CurlDriver>(context);
    }

    explicit CurlDriver(asio::execution_context& context)
        : asio::execution_context::service{context},
          // Coroutines that wait run on event loops only, never on a thread pool.
          executor_{static_cast<asio::io_context&>(context).get_executor()},
          timer_{std::in_place, executor_}
    {
        init_curl_once();
        multi_ = curl_multi_init();
        if (multi_ == nullptr) throw std::bad_alloc{};
        curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlDriver::on_socket);
        curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlDriver::on_timer);
        curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
        constexpr long kept_connections = 256;
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kept_connections);
    }

    void add(CurlTransfer& transfer)
    {
        if (multi_ == nullptr) return;
        transfers_.insert(&transfer);
        curl_multi_add_handle(multi_, transfer.easy());
    }
    void remove(CurlTransfer& transfer)
    {
        if (transfers_.erase(&transfer) == 0) return;
        curl_multi_remove_handle(multi_, transfer.easy());
    }

private:
    // With the loop: transfers that still hang in it are let go, their owners may be destroyed after this.
    void shutdown() override
    {
        for (auto* const transfer : transfers_) curl_multi_remove_handle(multi_, transfer->easy());
        transfers_.clear();
        curl_multi_cleanup(std::exchange(multi_, nullptr));
        for (auto& [handle, socket] : sockets_) socket->descriptor.release();
        sockets_.clear();
        timer_.reset();
    }

    static int
    on_socket(CURL* /*easy*/, curl_socket_t handle, int what, void* self, void* /*socket*/)
    {
        auto& driver = *static_cast<CurlDriver*>(self);
        if (what == CURL_POLL_REMOVE)
            driver.forget(handle);
        else
            driver.want(handle, what);
        return 0;
    }
    static int on_timer(CURLM* /*multi*/, long millis, void* self)
    {
        auto& driver = *static_cast<CurlDriver*>(self);
        if (!driver.timer_) return 0;
        driver.timer_->cancel();
        if (millis < 0) return 0;
        driver.timer_->expires_after(std::chrono::milliseconds{millis});
        driver.timer_->async_wait([&driver](const boost::system::error_code& error) {
            if (!error) driver.act(CURL_SOCKET_TIMEOUT, 0);
        });
        return 0;
    }

    void want(curl_socket_t handle, int what)
    {
        auto& socket = sockets_[handle];
        if (!socket) socket = std::make_shared<Socket>(executor_, handle);
        socket->wanted = what;
        arm(socket, handle);
    }
    void forget(curl_socket_t handle)
    {
        const auto found = sockets_.find(handle);
        if (found == sockets_.end()) return;
        found->second->gone = true;
        found->second->descriptor.release();  // cancels the waits; curl closes the descriptor
        sockets_.erase(found);
    }
    // Each wait is for one event; curl may want something else after it.
    void arm(const std::shared_ptr<Socket>& socket, curl_socket_t handle)
    {
        using asio::posix::descriptor_base;
        if ((socket->wanted & CURL_POLL_IN) != 0 && !std::exchange(socket->reading, true))
            socket->descriptor.async_wait(
                descriptor_base::wait_read,
                [this, socket, handle](const boost::system::error_code& error) {
                    socket->reading = false;
                    on_ready(error, socket, handle, CURL_CSELECT_IN);
                }
            );
        if ((socket->wanted & CURL_POLL_OUT) != 0 && !std::exchange(socket->writing, true))
            socket->descriptor.async_wait(
                descriptor_base::wait_write,
                [this, socket, handle](const boost::system::error_code& error) {
                    socket->writing = false;
                    on_ready(error, socket, handle, CURL_CSELECT_OUT);
                }
            );
    }
    void on_ready(
        const boost::system::error_code& error,
        const std::shared_ptr<Socket>& socket,
        curl_socket_t handle,
        int event
    )
    {
        if (error || socket->gone) return;
        act(handle, event);
        if (!socket->gone) arm(socket, handle);
    }
    void act(curl_socket_t handle, int event)
    {
        int running = 0;
        curl_multi_socket_action(multi_, handle, event, &running);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const auto code = message->data.result;
            CurlTransfer* transfer = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            remove(*transfer);  // `message` is gone with this
            transfer->end(code);
        }
    }

    asio::any_io_executor executor_;
    std::optional<asio::steady_timer> timer_;
    CURLM* multi_ = nullptr;
    std::map<curl_socket_t, std::shared_ptr<Socket>> sockets_;
    std::set<CurlTransfer*> transfers_;
};

asio::execution_context::id CurlDriver::id;

CurlTransfer::CurlTransfer(const asio::any_io_executor& executor)
    : driver_{CurlDriver::of(executor)}, easy_{curl_easy_init()}, timer_{executor}
{
    if (easy_ == nullptr) throw std::bad_alloc{};
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_NODELAY, 1L);
}

CurlTransfer::~CurlTransfer()
{
    if (added_) driver_.remove(*this);
    curl_easy_cleanup(easy_);
}

void CurlTransfer::start()
{
    added_ = true;
    driver_.add(*this);
}

void CurlTransfer::end(CURLcode code)
{
    ended_ = true;
    code_ = code;
    wake();
}

void CurlTransfer::wake()
{
    woken_ = true;
    timer_.cancel();
}

Task<bool> CurlTransfer::sleep(std::chrono::milliseconds patience)
{
    if (std::exchange(woken_, false)) co_return true;
    timer_.expires_after(patience);
    boost::system::error_code ignored;  // run out or cancelled by wake(): `woken_` tells
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return std::exchange(woken_, false);
}

void CurlList::add(const std::string& line)
{
    auto* const longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc{};
    list_ = longer;
}

Error error_of(CURLcode code)
{
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return {.code = ErrorCode::Invalid, .detail = curl_easy_strerror(code)};
        default: return {.code = ErrorCode::Unavailable, .detail = curl_easy_strerror(code)};
    }
}

}  // namespace buddy::http
