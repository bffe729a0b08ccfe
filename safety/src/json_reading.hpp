// Reads our own JSON files strictly: comments and trailing commas allowed, unknown fields refused,
// every complaint names the place.
#pragma once

#include "core/result.hpp"

#include <boost/json/value.hpp>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// NotFound: no such file. Otherwise its bytes.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);
/// Invalid: not JSON, or nested deeper than 16; the detail gives the line.
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view name, std::string_view text);

/// An object whose fields are asked for by name; what is wrong is collected, not thrown.
class ObjectReader {
public:
    ObjectReader(const boost::json::value& value, std::string place);

    [[nodiscard]] std::string text(std::string_view field, std::string_view otherwise = {});
    [[nodiscard]] double number(std::string_view field, double otherwise);
    [[nodiscard]] bool flag(std::string_view field);
    [[nodiscard]] std::vector<std::string> texts(std::string_view field);
    [[nodiscard]] const boost::json::value* find(std::string_view field) const noexcept;
    void require(std::initializer_list<std::string_view> fields);
    void allow_only(std::initializer_list<std::string_view> fields);
    void complain(std::string_view what);
    [[nodiscard]] bool good() const noexcept { return problem_.empty(); }
    /// The first complaint, with its place.
    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

private:
    const boost::json::object* object_ = nullptr;
    std::string place_;
    std::string problem_;
};

}  // namespace buddy::safety
