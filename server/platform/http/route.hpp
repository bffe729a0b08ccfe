// A row of the route table. Rows have no defaults: none can forget who may call it, nor what it
// costs.
#pragma once

#include "platform/http/exchange.hpp"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace buddy::http {

enum class Verb : std::uint8_t { Get, Post, Put, Patch, Delete };

/// Who may call. Checked by the pipeline before the handler runs.
enum class Access : std::uint8_t {
    Public,        ///< Anyone. Unsafe verbs still need same-origin proof (Origin / Sec-Fetch-Site).
    Device,        ///< A paired device, or a child on it.
    Child,         ///< A signed-in child.
    Guardian,      ///< A signed-in guardian.
    TrustedAdult,  ///< A signed-in trusted adult.
    GrownUp,       ///< A signed-in guardian or trusted adult.
    Person,        ///< A signed-in child, guardian or trusted adult.
    Staff,         ///< A signed-in member of staff.
    ApiKeySafety,  ///< Authorization: Bearer with scope "safety".
    Operator,      ///< Loopback or the metrics token: health details and metrics.
    ApiKeyChat,    ///< Authorization: Bearer with scope "chat".
    /// Whoever holds a link that we wrote or a secret to sign with, other people's servers too: the
    /// handler checks that and looks at no session. No same-origin proof; any body.
    Link
};

/// Which budget a call counts against (product rule X1).
enum class Limit : std::uint8_t {
    Api,       ///< 100 in 15 minutes.
    Chat,      ///< 30 a minute; counted here but refused only by the handler, after screening.
    SignIn,    ///< 5 failed or successful attempts in 15 minutes.
    Uncounted  ///< Health, metrics, live streams, resumes, help.
};

using Handler = std::function<Task<>(Exchange&)>;

struct Route {
    std::string_view operation_id;  ///< As in api/openapi.yaml. Must outlive the table: a literal.
    Verb verb;
    std::string_view path;  ///< "/api/children/{child}". A literal.
    Access access;
    Limit limit;
    Handler handler;
};

using Routes = std::vector<Route>;

/// Makes a handler of a member function: to(&ChildrenHttp::list, this).
template <class T>
[[nodiscard]] Handler to(Task<> (T::*member)(Exchange&), T* object)
{
    return [member, object](Exchange& exchange) { return (object->*member)(exchange); };
}

}  // namespace buddy::http
