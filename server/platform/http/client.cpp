#include "platform/http/client.hpp"

#include "platform/http/curl_driver.hpp"

#include <boost/asio/this_coro.hpp>
#include <curl/curl.h>

namespace buddy::http {

namespace {

// What curl may deliver before the reader has taken the rest.
constexpr std::size_t most_buffered = 256UL * 1024;

bool is_one_line(std::string_view text)
{
    return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

std::string lower(std::string_view text)
{
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view without_blanks(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::string_view ClientHead::header(std::string_view name) const
{
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

struct ClientStream::Transfer final : CurlTransfer {
    Transfer(
        const asio::any_io_executor& executor, ClientRequest what, const ClientSettings& settings
    )
        : CurlTransfer{executor}, request{std::move(what)}
    {
        if (!add_headers()) {
            refusal = Error{.code = ErrorCode::Invalid, .detail = "a header holds a line end"};
            return;
        }
        set_target(settings);
        set_method();
        set(CURLOPT_HTTPHEADER, lines.get());
        set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
        set(CURLOPT_WRITEDATA, this);
        start();
    }

    // What stops the reader: too long a silence, or the way the transfer ended.
    [[nodiscard]] Error failure() const
    {
        if (refusal) return *refusal;
        if (silent) return {.code = ErrorCode::Unavailable, .detail = "nothing came for too long"};
        return error_of(code());
    }
    [[nodiscard]] bool has_failed() const
    {
        return refusal || silent || (has_ended() && code() != CURLE_OK);
    }

    ClientRequest request;
    CurlList lines;
    ClientHead head;
    std::string body;
    std::optional<Error> refusal;
    bool head_complete = false;
    bool paused = false;
    bool silent = false;

private:
    bool add_headers()
    {
        lines.add("Expect:");  // servers that do not know it would cost a second of waiting
        for (const auto& [name, value] : request.headers) {
            if (!is_one_line(name) || !is_one_line(value)) return false;
            lines.add(name + ": " + value);
        }
        return true;
    }
    void set_target(const ClientSettings& settings)
    {
        set(CURLOPT_URL, request.url);
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_PROXY, settings.proxy);  // empty: none, whatever the environment says
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        set(CURLOPT_USERAGENT, settings.user_agent);
        if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.string());
        const bool is_tls = request.url.starts_with("https:");
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
        set(CURLOPT_PIPEWAIT,
            is_tls ? 1L : 0L);  // over plain HTTP it would queue calls behind each other
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeouts.connect.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeouts.total.count()));
    }
    void set_method()
    {
        if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
        if (request.method == "GET" || request.method == "HEAD") return;
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
        set(CURLOPT_CUSTOMREQUEST, request.method);
    }

    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self)
    {
        static_cast<Transfer*>(self)->take_header({data, size * count});
        return size * count;
    }
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self)
    {
        auto& transfer = *static_cast<Transfer*>(self);
        if (transfer.body.size() >= most_buffered) {
            transfer.paused = true;
            return CURL_WRITEFUNC_PAUSE;
        }
        transfer.body.append(data, size * count);
        transfer.wake();
        return size * count;
    }
    void take_header(std::string_view line)
    {
        if (line.starts_with("HTTP/")) head.headers.clear();  // a 100 came before it
        const auto text = without_blanks(line);
        if (!text.empty()) {
            if (const auto colon = text.find(':'); colon != std::string_view::npos)
                head.headers.emplace_back(
                    lower(text.substr(0, colon)), without_blanks(text.substr(colon + 1))
                );
            return;
        }
        long status = 0;
        curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
        if (status < 200) return;
        head.status = static_cast<int>(status);
        head_complete = true;
        wake();
    }
};

ClientStream::ClientStream(std::unique_ptr<Transfer> transfer) : transfer_{std::move(transfer)} {}
ClientStream::~ClientStream() = default;

Task<Result<ClientHead>> ClientStream::head()
{
    auto& transfer = *transfer_;
    while (!transfer.head_complete && !transfer.has_failed())
        if (!co_await transfer.sleep(transfer.request.timeouts.idle)) transfer.silent = true;
    if (transfer.head_complete) co_return std::move(transfer.head);
    co_return std::unexpected(transfer.failure());
}

Task<Result<std::optional<std::string>>> ClientStream::next()
{
    auto& transfer = *transfer_;
    while (transfer.body.empty() && !transfer.has_ended() && !transfer.has_failed())
        if (!co_await transfer.sleep(transfer.request.timeouts.idle)) transfer.silent = true;
    if (!transfer.body.empty()) {
        auto piece = std::exchange(transfer.body, {});
        if (std::exchange(transfer.paused, false)) curl_easy_pause(transfer.easy(), CURLPAUSE_CONT);
        co_return std::move(piece);
    }
    if (transfer.has_failed()) co_return std::unexpected(transfer.failure());
    co_return std::nullopt;
}

std::unique_ptr<ClientStream> Client::open(
    const asio::any_io_executor& executor, ClientRequest request
) const
{
    return std::unique_ptr<ClientStream>{new ClientStream{
        std::make_unique<ClientStream::Transfer>(executor, std::move(request), settings_)
    }};
}

Task<Result<ClientAnswer>> Client::fetch(ClientRequest request, std::size_t max_body) const
{
    const auto stream = open(co_await asio::this_coro::executor, std::move(request));
    auto head = co_await stream->head();
    if (!head) co_return std::unexpected(head.error());
    ClientAnswer answer{.head = std::move(*head), .body = {}};
    while (true) {
        auto piece = co_await stream->next();
        if (!piece) co_return std::unexpected(piece.error());
        if (!*piece) co_return answer;
        if (answer.body.size() + (*piece)->size() > max_body)
            co_return failed(ErrorCode::Unavailable, "the answer is too long");
        answer.body += **piece;
    }
}

std::optional<Time> read_http_date(std::string_view text)
{
    const auto seconds = curl_getdate(std::string{text}.c_str(), nullptr);
    if (text.empty() || seconds < 0) return std::nullopt;
    return Time{std::chrono::seconds{seconds}};
}

}  // namespace buddy::http
