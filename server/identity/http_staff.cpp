// Staff signing in over HTTP: password, code, and setting the second factor up.
#include "identity/http_answers.hpp"
#include "identity/http_identity.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace buddy::identity {
namespace {

struct StaffCredentialsForm {
    std::string email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(StaffCredentialsForm, (), (email, password))

struct TicketForm {
    std::string ticket;
};
BOOST_DESCRIBE_STRUCT(TicketForm, (), (ticket))

struct CodeForm {
    std::string ticket;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeForm, (), (ticket, code))

}  // namespace

Task<std::optional<boost::json::object>> HttpIdentity::staff_face(StaffId id)
{
    const auto staff = co_await parts_.staff.all_staff();
    const auto member = std::ranges::find(staff, id, &StaffRecord::id);
    if (member == staff.end()) co_return std::nullopt;
    const auto left = co_await parts_.factor.recovery_codes_left(id.text());
    co_return boost::json::object{
        {"email", member->email}, {"role", member->role}, {"recovery_codes_left", left}
    };
}

Task<> HttpIdentity::sign_in_staff(http::Exchange& exchange)
{
    auto form = http::read_json<StaffCredentialsForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto step =
        co_await parts_.entrance.give_password(std::move(form->email), std::move(form->password));
    if (!step) co_return co_await refuse(exchange, step.error());
    co_await exchange.respond(json_response(
        200, boost::json::object{{"ticket", step->ticket}, {"has_factor", step->has_factor}}
    ));
}

Task<> HttpIdentity::give_staff_code(http::Exchange& exchange)
{
    auto form = http::read_json<CodeForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto opened =
        co_await parts_.entrance.give_code(std::move(form->ticket), std::move(form->code));
    if (!opened) co_return co_await refuse(exchange, opened.error());
    co_await welcome(exchange, 200, std::move(*opened));
}

Task<> HttpIdentity::set_up_factor(http::Exchange& exchange)
{
    auto form = http::read_json<TicketForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto made = co_await parts_.entrance.set_up(std::move(form->ticket));
    if (!made) co_return co_await refuse(exchange, made.error());
    co_await exchange.respond(
        json_response(201, boost::json::object{{"secret", made->secret}, {"uri", made->uri}})
    );
}

Task<> HttpIdentity::confirm_factor(http::Exchange& exchange)
{
    auto form = http::read_json<CodeForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    auto set_up = co_await parts_.entrance.confirm(std::move(form->ticket), std::move(form->code));
    if (!set_up) co_return co_await refuse(exchange, set_up.error());
    boost::json::array codes;
    for (const auto& code : set_up->recovery_codes) codes.emplace_back(code);
    co_await welcome(
        exchange, 201, std::move(set_up->opened), {{"recovery_codes", std::move(codes)}}
    );
}

}  // namespace buddy::identity
