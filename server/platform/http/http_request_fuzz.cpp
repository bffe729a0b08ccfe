// What a stranger may send: the parser, with the server's limits, then everything that reads a request before and in a handler.
#include "platform/http/cookies.hpp"
#include "platform/http/fake_exchange.hpp"
#include "platform/http/json.hpp"
#include "platform/http/network.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/request_checks.hpp"
#include "platform/http/router.hpp"
#include "platform/http/sse.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdlib>

namespace {

namespace beast = boost::beast;
using namespace buddy;
using namespace buddy::http;

enum class Mood : std::uint8_t { Calm, VeryCalm };
BOOST_DESCRIBE_ENUM(Mood, Calm, VeryCalm)

struct Part {
    Mood mood = Mood::Calm;
};
BOOST_DESCRIBE_STRUCT(Part, (), (mood))

struct Input {
    std::optional<std::string> text;
    std::optional<std::vector<Part>> parts;
    std::optional<int> n;
    std::optional<Time> at;
    std::optional<std::map<std::string, double>> weights;
};
BOOST_DESCRIBE_STRUCT(Input, (), (text, parts, n, at, weights))

const Router& router()
{
    const auto nothing = [](Exchange&) -> Task<> { co_return; };
    static const Router made{{
        {"one", Verb::Get, "/api/children/{child}", Access::Public, Limit::Api, nothing},
        {"turn", Verb::Post, "/api/children/{child}/turns", Access::Public, Limit::Api, nothing},
    }};
    return made;
}

// What is read once is written, and what is written reads the same.
void check_json(std::string_view body)
{
    const auto input = read_json<Input>(body, {.unknown = UnknownMembers::Ignored});
    if (!input) return;
    const auto text = write_json(*input);
    const auto again = read_json<Input>(text);
    if (!again || write_json(*again) != text) std::abort();
}

void check_request(const beast::http::request<beast::http::string_body>& request)
{
    const auto target = request.target();
    FakeExchange exchange{
        std::string{request.method_string()}, std::string{target.data(), target.size()}
    };
    for (const auto& field : request) {
        std::string name{field.name_string()};
        for (auto& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        exchange.with_header(std::move(name), std::string{field.value()});
    }
    for (const auto& param : router().find(exchange.verb(), exchange.path()).params)
        if (param.second.empty() || param.second.contains('\0')) std::abort();
    (void)exchange.query_param("x");
    (void)exchange.cookie("s");
    (void)last_event_id(exchange);
    (void)is_own_wish(exchange);
    (void)is_json(exchange.header("content-type"));
    (void)problem(exchange, Fault::NotFound);
    static const std::vector<Network> trusted{
        *Network::parse("127.0.0.0/8"), *Network::parse("10.0.0.0/8")
    };
    (void)find_caller(
        {.peer = "127.0.0.1",
         .tls = false,
         .forwarded_for = exchange.header("x-forwarded-for"),
         .forwarded_proto = exchange.header("x-forwarded-proto")},
        trusted
    );
    check_json(request.body());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(16U * 1024U);
    parser.body_limit(64UL * 1024UL);
    parser.eager(true);
    std::size_t used = 0;
    boost::system::error_code error;
    while (used < size && !parser.is_done() && !error) {
        const auto taken = parser.put(boost::asio::buffer(bytes + used, size - used), error);
        if (taken == 0) break;
        used += taken;
    }
    if (parser.is_done()) check_request(parser.get());
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the fuzzer's bytes are our characters
    check_json({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
