// The only file that speaks Beast: its parser turns bytes into requests. Two asynchronous primitives carry everything, a
// read and a write; answers are written as text.
#include "platform/http/session.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

namespace buddy::http {

namespace {

namespace beast = boost::beast;
using Request = beast::http::request<beast::http::string_body>;
using Parser = beast::http::request_parser<beast::http::string_body>;
using Headers = std::vector<std::pair<std::string, std::string>>;
using std::chrono::steady_clock;

constexpr std::size_t read_size = 8192;
constexpr std::chrono::milliseconds good_bye{2000};

std::string_view view_of(beast::string_view text) noexcept
{
    return {text.data(), text.size()};
}

Arrival arrival_of(const boost::system::error_code& error)
{
    if (error == beast::http::error::body_limit) return Arrival::BodyTooLarge;
    if (error == beast::http::error::header_limit) return Arrival::HeadTooLong;
    return Arrival::Malformed;
}

// Whether the head is one that we answer: a path of our own, and exactly one Host (RFC 9112, 3.2).
bool is_addressed_well(const Request& request)
{
    if (!request.target().starts_with('/')) return false;
    const auto hosts = request.count(beast::http::field::host);
    return request.version() == 11 ? hosts == 1 : hosts <= 1;
}

// A value that could end its own line and begin another is not sent.
void append_headers(std::string& head, const Headers& headers)
{
    for (const auto& [name, value] : headers) {
        if (value.find_first_of("\r\n") != std::string::npos) continue;
        head += name;
        head += ": ";
        head += value;
        head += "\r\n";
    }
}

bool has_header(const Headers& headers, std::string_view name)
{
    return std::ranges::any_of(headers, [&](const auto& header) { return header.first == name; });
}

// A header may come in several lines; together they are one list.
std::string join_lines(const Request& request, std::string_view name)
{
    std::string all;
    const auto [first, last] = request.equal_range(beast::string_view{name.data(), name.size()});
    for (auto at = first; at != last; ++at) {
        if (!all.empty()) all += ',';
        all += view_of(at->value());
    }
    return all;
}

class Session;

class SessionExchange final : public Exchange {
public:
    SessionExchange(Session& session, Request request, Caller caller)
        : session_{session}, request_{std::move(request)}, caller_{std::move(caller)}
    {
    }
    [[nodiscard]] std::string_view verb() const override
    {
        return view_of(request_.method_string());
    }
    [[nodiscard]] std::string_view path() const override
    {
        const auto target = view_of(request_.target());
        return target.substr(0, target.find('?'));
    }
    [[nodiscard]] std::string_view query() const override
    {
        const auto target = view_of(request_.target());
        const auto mark = target.find('?');
        return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    }
    [[nodiscard]] std::string_view header(std::string_view name) const override
    {
        const auto found = request_.find(beast::string_view{name.data(), name.size()});
        return found == request_.end() ? std::string_view{} : view_of(found->value());
    }
    [[nodiscard]] std::string& body() override { return request_.body(); }
    [[nodiscard]] std::string_view client_address() const override { return caller_.address; }
    [[nodiscard]] bool is_secure() const override { return caller_.secure; }
    [[nodiscard]] bool answered() const override { return answered_; }

    void watch_reader() override;
    Task<> respond(Response response) override;
    Task<> begin_events(Headers headers) override;
    Task<> begin_pieces(Response head) override;
    Task<bool> send(std::string piece) override;
    Task<> end_events() override;

    [[nodiscard]] bool is_streaming() const noexcept { return streaming_; }
    [[nodiscard]] bool keeps_alive() const;

private:
    // HTTP/1.0 knows no chunks: there the end of the connection is the end of the stream.
    [[nodiscard]] bool is_chunked() const { return !is_sized_ && request_.version() >= 11; }
    [[nodiscard]] std::string head_for(unsigned status, std::string_view content_type) const;

    Session& session_;
    Request request_;
    Caller caller_;
    bool answered_ = false;
    bool streaming_ = false;
    bool is_sized_ = false;  // the answer in pieces says how long it is
    bool watched_ = false;
};

class Session final : public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<ServerLoop> loop, asio::ip::tcp::socket socket, PeerStream::Tls tls)
        : loop_{std::move(loop)}, stream_{std::move(socket), std::move(tls)}
    {
        connection_.stream = &stream_;
        loop_->connections.insert(&connection_);
        ++*loop_->open;
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session(Session&&) = delete;
    Session& operator=(Session&&) = delete;
    ~Session()
    {
        loop_->connections.erase(&connection_);
        --*loop_->open;
    }

    static void start(const std::shared_ptr<Session>& session)
    {
        session->task_ = session->loop_->tasks.spawn("http session", run(session));
    }

    [[nodiscard]] const ServerLoop& loop() const noexcept { return *loop_; }
    [[nodiscard]] Task<bool> write(PeerStream::Pieces pieces);
    void start_watch();
    void stop_watch();

private:
    static Task<> run(std::shared_ptr<Session> session);
    static Task<> watch_reader(std::shared_ptr<Session> session);
    [[nodiscard]] Task<bool> serve_one();
    [[nodiscard]] Task<std::optional<Arrival>> read_request(Parser& parser);
    [[nodiscard]] Task<bool> read_more();
    [[nodiscard]] Task<> answer_expectation(const Parser& parser);
    [[nodiscard]] Caller caller_of(const Request& request) const;
    void expire_after(std::chrono::milliseconds span)
    {
        connection_.expires = steady_clock::now() + span;
    }
    void never_expire() { connection_.expires = Connection::never; }
    void reader_is_gone();

    std::shared_ptr<ServerLoop> loop_;
    PeerStream stream_;
    Connection connection_;
    beast::flat_buffer buffer_;
    std::string peer_;
    TaskGroup::Handle task_;
    TaskGroup::Handle watch_;
    bool broken_ = false;           // nothing can be written any more
    bool watch_reads_ = false;      // the watch is inside a TLS read: no other read may begin
    std::size_t most_ignored_ = 0;  // what may still come of a request that was refused unread
    bool expected_ = false;         // "100 Continue" was sent for this request
};

// ---- the exchange ------------------------------------------------------------------------------

bool SessionExchange::keeps_alive() const
{
    const bool has_end = !streamed || is_sized_ || is_chunked();
    return has_end && arrival == Arrival::Whole && request_.keep_alive() &&
           !session_.loop().stopping;
}

std::string SessionExchange::head_for(unsigned status, std::string_view content_type) const
{
    const auto reason = view_of(beast::http::obsolete_reason(beast::http::int_to_status(status)));
    std::string head;
    head.reserve(512 + answer_headers.size());
    head += "HTTP/1.1 ";
    head += std::to_string(status);
    head += ' ';
    head += reason;
    head += "\r\n";
    head += session_.loop().date_line;
    if (!content_type.empty()) {
        head += "Content-Type: ";
        head += content_type;
        head += "\r\n";
    }
    if (!keeps_alive()) head += "Connection: close\r\n";
    head += answer_headers;
    return head;
}

void SessionExchange::watch_reader()
{
    if (!std::exchange(watched_, true)) session_.start_watch();
}

Task<> SessionExchange::respond(Response response)
{
    answered_ = true;
    status = response.status;
    const bool bodiless = response.status == 204 || response.status == 304;
    auto head = head_for(response.status, bodiless ? std::string_view{} : response.content_type);
    append_headers(head, response.headers);
    if (!has_header(response.headers, "Cache-Control")) head += "Cache-Control: no-store\r\n";
    if (!bodiless) head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    head += "\r\n";
    if (bodiless || verb() == "HEAD") response.body.clear();
    co_await session_.write({asio::buffer(head), asio::buffer(response.body), {}});
    if (watched_) session_.stop_watch();
}

Task<> SessionExchange::begin_events(Headers headers)
{
    // nginx would otherwise collect events before it passes them on.
    headers.emplace_back("X-Accel-Buffering", "no");
    co_await begin_pieces(
        {.status = 200,
         .content_type = "text/event-stream",
         .body = {},
         .headers = std::move(headers)}
    );
}

Task<> SessionExchange::begin_pieces(Response response)
{
    answered_ = true;
    streaming_ = true;
    streamed = true;
    status = response.status;
    is_sized_ = has_header(response.headers, "Content-Length");
    auto head = head_for(response.status, response.content_type);
    append_headers(head, response.headers);
    if (!has_header(response.headers, "Cache-Control")) head += "Cache-Control: no-store\r\n";
    head += is_chunked() ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n";
    co_await session_.write({asio::buffer(head), {}, {}});
    watch_reader();
}

Task<bool> SessionExchange::send(std::string piece)
{
    if (piece.empty()) co_return true;  // an empty chunk would end the stream
    if (!is_chunked()) co_return co_await session_.write({asio::buffer(piece), {}, {}});
    std::array<char, 24> size{};
    const auto length = std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
    co_return co_await session_.write(
        {asio::buffer(size.data(), static_cast<std::size_t>(length)),
         asio::buffer(piece),
         asio::buffer("\r\n", 2)}
    );
}

Task<> SessionExchange::end_events()
{
    session_.stop_watch();
    if (is_chunked()) co_await session_.write({asio::buffer("0\r\n\r\n", 5), {}, {}});
    streaming_ = false;
}

// ---- the connection ----------------------------------------------------------------------------

Task<bool> Session::write(PeerStream::Pieces pieces)
{
    if (broken_) co_return false;
    expire_after(loop_->settings.write_timeout);
    if (!co_await stream_.write(pieces)) broken_ = true;
    never_expire();
    co_return !broken_;
}

void Session::start_watch()
{
    if (!broken_)
        watch_ = loop_->tasks.spawn("http reader watch", watch_reader(shared_from_this()));
}

void Session::stop_watch()
{
    watch_.cancel();
    // A TLS read cannot be taken back: this connection ends with the stream.
    if (watch_reads_) broken_ = true;
}

// Runs beside the handler of an event stream and cancels it when its reader goes away.
Task<> Session::watch_reader(std::shared_ptr<Session> session)
{
    auto sign = co_await session->stream_.watch();
    if (sign == PeerStream::Sign::Bytes && session->stream_.is_secure()) {
        session->watch_reads_ = true;
        const auto bytes = co_await session->stream_.read_some(session->buffer_.prepare(read_size));
        session->watch_reads_ = false;
        session->buffer_.commit(bytes);
        if (bytes == 0) sign = PeerStream::Sign::Gone;
    }
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
        co_return;  // the stream has ended first
    // Bytes are the next request, pipelined: it waits its turn, and there is nothing more to see.
    if (sign == PeerStream::Sign::Gone) session->reader_is_gone();
}

void Session::reader_is_gone()
{
    broken_ = true;
    task_.cancel();
}

Task<bool> Session::read_more()
{
    const auto bytes = co_await stream_.read_some(buffer_.prepare(read_size));
    buffer_.commit(bytes);
    co_return bytes > 0;
}

// Whoever asks before sending a body gets the word to go on.
Task<> Session::answer_expectation(const Parser& parser)
{
    if (expected_ || !parser.is_header_done() || parser.is_done()) co_return;
    const auto expect = parser.get().find(beast::http::field::expect);
    if (expect == parser.get().end() || !beast::iequals(expect->value(), "100-continue")) co_return;
    expected_ = true;
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await write({asio::buffer(go_on), {}, {}});
    expire_after(loop_->settings.read_timeout);
}

// Empty: the peer went away before a whole request had come.
Task<std::optional<Arrival>> Session::read_request(Parser& parser)
{
    connection_.waiting = buffer_.size() == 0;
    expected_ = false;
    expire_after(connection_.waiting ? loop_->settings.idle_timeout : loop_->settings.read_timeout);
    while (true) {
        if (buffer_.size() > 0) {
            boost::system::error_code error;
            buffer_.consume(parser.put(buffer_.data(), error));
            if (error && error != beast::http::error::need_more) co_return arrival_of(error);
            if (parser.is_done()) break;
            co_await answer_expectation(parser);
        }
        if (!co_await read_more()) co_return std::nullopt;
        if (std::exchange(connection_.waiting, false)) expire_after(loop_->settings.read_timeout);
    }
    never_expire();
    co_return is_addressed_well(parser.get()) ? Arrival::Whole : Arrival::Malformed;
}

Caller Session::caller_of(const Request& request) const
{
    const auto& trusted = loop_->settings.trusted_proxies;
    if (trusted.empty()) return {.address = peer_, .secure = stream_.is_secure()};
    const auto forwarded_for = join_lines(request, "X-Forwarded-For");
    const auto forwarded_proto = join_lines(request, "X-Forwarded-Proto");
    return find_caller(
        {.peer = peer_,
         .tls = stream_.is_secure(),
         .forwarded_for = forwarded_for,
         .forwarded_proto = forwarded_proto},
        trusted
    );
}

// One request and its answer. false: the connection is at its end.
Task<bool> Session::serve_one()
{
    std::optional<Parser> parser{std::in_place};
    parser->header_limit(static_cast<std::uint32_t>(loop_->settings.head_limit));
    parser->body_limit(loop_->settings.body_limit);
    parser->eager(true);
    const auto arrival = co_await read_request(*parser);
    if (!arrival) co_return false;
    const bool is_head_known = *arrival == Arrival::Whole || *arrival == Arrival::BodyTooLarge;
    auto request = is_head_known ? parser->release() : Request{};
    parser.reset();
    constexpr std::size_t most_ignored = 4UL * 1024 * 1024;
    if (*arrival != Arrival::Whole) most_ignored_ = most_ignored;
    auto caller = caller_of(request);
    SessionExchange exchange{*this, std::move(request), std::move(caller)};
    exchange.arrival = *arrival;
    if (buffer_.size() == 0)
        buffer_.shrink_to_fit();  // quiet streams are many: they hold no buffer
    co_await loop_->handler(exchange);
    const bool ended = exchange.answered() && !exchange.is_streaming();
    co_return ended&& exchange.keeps_alive() && !broken_;
}

Task<> Session::run(std::shared_ptr<Session> session)
{
    session->peer_ = canonical_address(session->stream_.peer());
    session->expire_after(session->loop_->settings.read_timeout);
    if (!co_await session->stream_.begin()) co_return session->stream_.close();
    try {
        while (co_await session->serve_one()) {
        }
    } catch (...) {
        session->stop_watch();
        session->stream_.close();
        throw;  // to the task group, which knows a cancellation from a failure
    }
    session->stop_watch();
    if (session->broken_) co_return session->stream_.close();
    session->expire_after(std::min(session->loop_->settings.read_timeout, good_bye));
    co_await session->stream_.end(session->most_ignored_);
}

}  // namespace

void start_session(
    const std::shared_ptr<ServerLoop>& loop, asio::ip::tcp::socket socket, PeerStream::Tls tls
)
{
    Session::start(std::make_shared<Session>(loop, std::move(socket), std::move(tls)));
}

}  // namespace buddy::http
