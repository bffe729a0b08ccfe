#include "moderation/http_safety_api.hpp"

#include "buddy/safety/assessment_json.hpp"
#include "buddy/safety/taxonomies.hpp"
#include "platform/http/openai_error.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace buddy::moderation {

namespace json = boost::json;

namespace {

using safety::openai_categories;

// From here on a category counts as flagged.
constexpr double flag_threshold = 0.5;

json::object result_of(const safety::Assessment& assessment)
{
    const auto scores = safety::openai_scores(assessment);
    json::object categories;
    json::object category_scores;
    json::object input_types;
    bool flagged = false;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const bool over = scores.at(i) >= flag_threshold;
        flagged = flagged || over;
        categories[openai_categories.at(i)] = over;
        category_scores[openai_categories.at(i)] = scores.at(i);
        input_types[openai_categories.at(i)] = json::array{"text"};
    }
    return {
        {"flagged", flagged},
        {"categories", std::move(categories)},
        {"category_scores", std::move(category_scores)},
        {"category_applied_input_types", std::move(input_types)}
    };
}

/// The texts of a call, or what is wrong with it.
struct Inputs {
    std::vector<std::string> texts;
    std::string wrong;
};

/// One element of the input: a text, or a part as {"type":"text","text":"…"}.
std::string add_input(const json::value& value, std::vector<std::string>& texts)
{
    if (value.is_string()) {
        texts.emplace_back(value.get_string());
        return "";
    }
    const auto* part = value.if_object();
    const auto* type = part != nullptr ? part->if_contains("type") : nullptr;
    if (type == nullptr || !type->is_string())
        return "'input' must be a string, or an array of strings or parts.";
    if (type->get_string() == "image_url") return "Images are not moderated here: only text is.";
    const auto* text = part->if_contains("text");
    if (type->get_string() != "text" || text == nullptr || !text->is_string())
        return "A part of 'input' must be {\"type\":\"text\",\"text\":\"…\"}.";
    texts.emplace_back(text->get_string());
    return "";
}

Inputs read_inputs(std::string_view body)
{
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    if (error || !value.is_object())
        return {.texts = {}, .wrong = "The body must be a JSON object."};
    const auto* input = value.get_object().if_contains("input");
    if (input == nullptr) return {.texts = {}, .wrong = "'input' is missing."};
    Inputs out;
    if (!input->is_array()) {
        out.wrong = add_input(*input, out.texts);
        return out;
    }
    for (const auto& one : input->get_array()) {
        out.wrong = add_input(one, out.texts);
        if (!out.wrong.empty()) return out;
    }
    if (out.texts.empty()) out.wrong = "'input' is empty.";
    if (out.texts.size() > HttpSafetyApi::most_inputs)
        out.wrong = "'input' has more than 32 elements.";
    return out;
}

}  // namespace

http::Routes HttpSafetyApi::routes()
{
    using http::Access, http::Limit, http::to, http::Verb;
    return {
        {"moderate",
         Verb::Post,
         "/v1/moderations",
         Access::ApiKeySafety,
         Limit::Api,
         to(&HttpSafetyApi::moderate, this)},
        {"assess",
         Verb::Post,
         "/v1/safety/assess",
         Access::ApiKeySafety,
         Limit::Api,
         to(&HttpSafetyApi::assess, this)},
    };
}

Task<> HttpSafetyApi::moderate(http::Exchange& exchange)
{
    const auto inputs = read_inputs(exchange.body());
    if (!inputs.wrong.empty()) {
        co_await exchange.respond(http::openai_error({.message = inputs.wrong, .param = "input"}));
        co_return;
    }
    json::array results;
    for (const auto& text : inputs.texts) {
        safety::RiskState after;
        const auto assessment =
            engine_.assess({.text = text, .age_band = safety::AgeBand::From13To17}, {}, after);
        if (!assessment.available) {
            co_await exchange.respond(http::openai_error(
                {.status = 503,
                 .message = "The text could not be judged: treat it as flagged, or try again."}
            ));
            co_return;
        }
        results.push_back(result_of(assessment));
    }
    http::Response response;
    response.body = json::serialize(json::object{
        {"id", "modr-" + exchange.request_id},
        {"model", "buddy-safety-" + engine_.model_version()},
        {"results", std::move(results)}
    });
    co_await exchange.respond(std::move(response));
}

Task<> HttpSafetyApi::assess(http::Exchange& exchange)
{
    const auto given = safety::parse_case(exchange.body());
    if (!given) {
        co_await exchange.respond(http::openai_error({.message = given.error().detail}));
        co_return;
    }
    const auto turns = given->turns();
    auto message = given->message();
    message.context = turns;
    safety::RiskState after;
    const auto began = std::chrono::steady_clock::now();
    const auto assessment = engine_.assess(message, {}, after);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began
    );
    http::Response response;
    response.body = safety::decision_json(given->id_json, assessment, took);
    co_await exchange.respond(std::move(response));
}

}  // namespace buddy::moderation
