#include "platform/http/problem.hpp"

#include "platform/http/openai_error.hpp"
#include "platform/http/problem_words.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace buddy::http {

namespace {

struct Kind {
    unsigned status;
    std::string_view slug;
};

// In the order of Fault.
constexpr std::array<Kind, 15> kinds{{
    {400, "malformed"},
    {422, "invalid"},
    {401, "not-signed-in"},
    {403, "not-allowed"},
    {403, "cross-site"},
    {404, "not-found"},
    {405, "method-not-allowed"},
    {408, "too-slow"},
    {409, "conflict"},
    {413, "too-large"},
    {415, "not-json"},
    {429, "too-many"},
    {431, "head-too-long"},
    {500, "internal"},
    {503, "unavailable"},
}};

const Kind& kind_of(Fault fault) noexcept
{
    return kinds.at(static_cast<std::size_t>(fault));
}

boost::json::value text_value(std::string_view text)
{
    return boost::json::value(boost::json::string_view{text.data(), text.size()});
}

std::string_view without_blanks(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The weight of "de;q=0.8" is 0.8; without one it is 1.
double weight_of(std::string_view range) noexcept
{
    const auto at = range.find("q=");
    if (at == std::string_view::npos) return 1;
    double weight = 0;
    const auto digits = range.substr(at + 2);
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return weight;
}

boost::json::array list_of(const std::vector<Mistake>& mistakes)
{
    boost::json::array list;
    for (const auto& mistake : mistakes)
        list.push_back({{"path", mistake.path}, {"reason", mistake.reason}});
    return list;
}

}  // namespace

Fault fault_of(ErrorCode code) noexcept
{
    switch (code) {
        case ErrorCode::NotFound: return Fault::NotFound;
        case ErrorCode::NotAllowed: return Fault::NotAllowed;
        case ErrorCode::Invalid: return Fault::Invalid;
        case ErrorCode::Conflict: return Fault::Conflict;
        case ErrorCode::TooMany: return Fault::TooMany;
        case ErrorCode::Unavailable: return Fault::Unavailable;
    }
    return Fault::Internal;
}

unsigned status_of(Fault fault) noexcept
{
    return kind_of(fault).status;
}

std::string_view slug_of(Fault fault) noexcept
{
    return kind_of(fault).slug;
}

std::string_view language_for(std::string_view accept_language) noexcept
{
    constexpr std::array<std::string_view, 5> spoken{"en", "es", "fr", "de", "pt"};
    std::string_view best = "en";
    double best_weight = 0;
    while (!accept_language.empty()) {
        const auto end = std::min(accept_language.find(','), accept_language.size());
        const auto range = without_blanks(accept_language.substr(0, end));
        const auto* const found =
            std::ranges::find(spoken, range.substr(0, range.find_first_of("-;")));
        if (found != spoken.end() && weight_of(range) > best_weight) {
            best = *found;
            best_weight = weight_of(range);
        }
        accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    }
    return best;
}

Response problem(const Exchange& exchange, Fault fault, ProblemNotes notes)
{
    if (speaks_openai(exchange.path())) return openai_problem(fault, std::move(notes));
    const auto language = language_for(exchange.header("accept-language"));
    const auto words = words_for(fault, language);
    const auto& kind = kind_of(fault);
    boost::json::object document;
    document["type"] = "urn:buddy:problem:" + std::string{kind.slug};
    document["title"] = text_value(words.title);
    document["status"] = kind.status;
    document["detail"] =
        text_value(notes.detail.empty() ? words.detail : std::string_view{notes.detail});
    document["request_id"] = exchange.request_id;
    if (!notes.code.empty()) document["code"] = notes.code;
    if (!notes.mistakes.empty()) document["errors"] = list_of(notes.mistakes);
    Response response{
        .status = kind.status,
        .content_type = "application/problem+json",
        .body = {},
        .headers = std::move(notes.headers)
    };
    if (notes.retry_after) {
        document["retry_after"] = notes.retry_after->count();
        response.headers.emplace_back("Retry-After", std::to_string(notes.retry_after->count()));
    }
    response.headers.emplace_back("Content-Language", language);
    response.body = boost::json::serialize(document);
    return response;
}

Task<> refuse(Exchange& exchange, Fault fault, ProblemNotes notes)
{
    co_await exchange.respond(problem(exchange, fault, std::move(notes)));
}

Task<> refuse(Exchange& exchange, Error error)
{
    return refuse(exchange, fault_of(error.code));
}

Task<> refuse(Exchange& exchange, Mistake mistake)
{
    const auto fault = mistake.path == "$" ? Fault::Malformed : Fault::Invalid;
    ProblemNotes notes;
    notes.mistakes.push_back(std::move(mistake));
    return refuse(exchange, fault, std::move(notes));
}

}  // namespace buddy::http
