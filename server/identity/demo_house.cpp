#include "identity/demo_house.hpp"

#include "platform/crypto/random.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace buddy::identity {
namespace {

std::unexpected<Error> not_built(const Refusal& refusal)
{
    const auto code =
        refusal.reason == Reason::EmailTaken ? ErrorCode::Conflict : ErrorCode::Unavailable;
    return failed(code, std::string{id_of(refusal.reason)});
}

}  // namespace

Task<Answer<DemoFamily::Child>> DemoHouse::add_child(FamilyId family, Sketch sketch)
{
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(parts_.clock.now()
    )};
    DemoFamily::Child shown{
        .nickname = sketch.nickname, .pin = crypto::random_digits(4), .pairing_code = {}
    };
    NewChild form{
        .nickname = sketch.nickname,
        .birth = {.year = static_cast<int>(today.year()) - sketch.age, .month = 1},
        .avatar = sketch.avatar,
        .interests = std::move(sketch.interests),
        .language = "en",
        .country = "US",
        .pin = shown.pin
    };
    const auto child =
        co_await parts_.children.create(family, std::move(form), audit::Actor::operator_here());
    if (!child) co_return std::unexpected(child.error());
    auto code = co_await parts_.devices.make_code(std::move(family), child->id);
    if (!code) co_return std::unexpected(code.error());
    shown.pairing_code = std::move(code->code);
    co_return shown;
}

Task<Result<DemoFamily>> DemoHouse::build()
{
    DemoFamily demo{
        .email = "parent@example.test", .password = crypto::random_token(9), .children = {}
    };
    SignUp form{
        .email = demo.email,
        .password = demo.password,
        .country = "US",
        .language = "en",
        .time_zone = "UTC"
    };
    const auto opened = co_await parts_.accounts.sign_up(std::move(form));
    if (!opened) co_return not_built(opened.error());
    co_await parts_.sessions.close(opened->session.id);
    const std::vector<Sketch> sketches{
        {.nickname = "Mia", .age = 9, .avatar = "fox", .interests = {"drawing", "foxes"}},
        {.nickname = "Leo", .age = 13, .avatar = "rocket", .interests = {"football", "space"}}
    };
    for (const auto& sketch : sketches) {
        auto child = co_await add_child(opened->session.family, sketch);
        if (!child) co_return not_built(child.error());
        demo.children.push_back(std::move(*child));
    }
    co_return demo;
}

}  // namespace buddy::identity
