// Finds the row of the route table for a request.
#pragma once

#include "platform/http/route.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::http {

[[nodiscard]] std::string_view name_of(Verb verb) noexcept;

class Router {
public:
    /// Throws std::logic_error when two rows claim the same verb and path, or two paths differ only
    /// in a parameter's name.
    explicit Router(Routes routes);
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;
    ~Router();

    struct Match {
        const Route* route = nullptr;  ///< Null: no row for this verb.
        std::string
            allow;  ///< Verbs of the path's rows, for 405; empty when the path itself is unknown.
        std::vector<std::pair<std::string, std::string>> params;  ///< Decoded.
    };
    /// HEAD finds the row of GET. A literal segment beats a parameter. A parameter that decodes to
    /// nothing, to "/" or to something with a NUL does not match.
    [[nodiscard]] Match find(std::string_view verb, std::string_view path) const;
    [[nodiscard]] const Routes& routes() const noexcept { return routes_; }

private:
    struct Node;
    Routes routes_;
    std::unique_ptr<Node> root_;
};

/// Percent-decoding; empty when the escapes are wrong.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

}  // namespace buddy::http
