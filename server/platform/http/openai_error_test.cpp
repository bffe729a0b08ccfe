#include "platform/http/openai_error.hpp"

#include "platform/http/fake_exchange.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace buddy::http {
namespace {

namespace json = boost::json;

TEST(OpenAiErrors, HaveAllFourMembers)
{
    const auto error = json::parse(to_json({.message = "No.", .param = "n"})).at("error");
    EXPECT_EQ(error.at("message"), "No.");
    EXPECT_EQ(error.at("type"), "invalid_request_error");
    EXPECT_EQ(error.at("param"), "n");
    EXPECT_TRUE(error.at("code").is_null());
}

TEST(OpenAiErrors, AreWhatFaultsBecomeBelowV1AndNowhereElse)
{
    const FakeExchange door{"POST", "/v1/chat/completions"};
    const auto answer = problem(door, Fault::NotSignedIn);
    EXPECT_EQ(answer.status, 401U);
    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_EQ(json::parse(answer.body).at("error").at("code"), "invalid_api_key");
    const FakeExchange page{"POST", "/api/session"};
    EXPECT_EQ(problem(page, Fault::NotSignedIn).content_type, "application/problem+json");
}

TEST(OpenAiErrors, SayWhenToComeBackAndWhenNot)
{
    const auto header = [](const Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return std::string{};
    };
    const auto busy = openai_problem(
        Fault::TooMany, {.code = {}, .detail = {}, .retry_after = std::chrono::seconds{9}}
    );
    EXPECT_EQ(header(busy, "Retry-After"), "9");
    EXPECT_EQ(header(busy, "X-Should-Retry"), "");
    EXPECT_EQ(header(openai_problem(Fault::NotAllowed, {}), "X-Should-Retry"), "false");
}

}  // namespace
}  // namespace buddy::http
