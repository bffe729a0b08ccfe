#include "json_reading.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace buddy::safety {

namespace {

constexpr std::size_t deepest_nesting = 16;

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return failed(ErrorCode::NotFound, file.string() + ": no such file");
    }
    std::ifstream in{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    if (in.bad() || !in.is_open()) {
        return failed(ErrorCode::NotFound, file.string() + ": cannot be read");
    }
    return bytes;
}

Result<boost::json::value> parse_json(std::string_view name, std::string_view text)
{
    boost::json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.max_depth = deepest_nesting;
    boost::json::stream_parser parser{{}, options};
    boost::system::error_code error;
    const std::size_t read = parser.write_some(text.data(), text.size(), error);
    if (!error && read < text.size()) error = boost::json::error::extra_data;
    if (!error) parser.finish(error);
    if (error) {
        const auto line = 1 + std::ranges::count(text.substr(0, read), '\n');
        return failed(
            ErrorCode::Invalid,
            std::string{name} + ":" + std::to_string(line) + ": " + error.message()
        );
    }
    return parser.release();
}

ObjectReader::ObjectReader(const boost::json::value& value, std::string place)
    : object_{value.if_object()}, place_{std::move(place)}
{
    if (object_ == nullptr) complain("must be an object");
}

const boost::json::value* ObjectReader::find(std::string_view field) const noexcept
{
    return object_ == nullptr ? nullptr : object_->if_contains(field);
}

void ObjectReader::complain(std::string_view what)
{
    if (problem_.empty()) problem_ = place_ + ": " + std::string{what};
}

std::string ObjectReader::text(std::string_view field, std::string_view otherwise)
{
    const auto* const value = find(field);
    if (value == nullptr) return std::string{otherwise};
    if (const auto* const found = value->if_string()) return std::string{*found};
    complain(std::string{field} + " must be text");
    return {};
}

double ObjectReader::number(std::string_view field, double otherwise)
{
    const auto* const value = find(field);
    if (value == nullptr) return otherwise;
    boost::system::error_code error;
    const auto found = value->to_number<double>(error);
    if (error) complain(std::string{field} + " must be a number");
    return error ? otherwise : found;
}

bool ObjectReader::flag(std::string_view field)
{
    const auto* const value = find(field);
    if (value == nullptr) return false;
    if (const bool* const found = value->if_bool()) return *found;
    complain(std::string{field} + " must be true or false");
    return false;
}

std::vector<std::string> ObjectReader::texts(std::string_view field)
{
    std::vector<std::string> found;
    const auto* const value = find(field);
    if (value == nullptr) return found;
    const auto* const list = value->if_array();
    if (list == nullptr) {
        complain(std::string{field} + " must be a list of texts");
        return found;
    }
    for (const auto& entry : *list) {
        const auto* const text = entry.if_string();
        if (text == nullptr) {
            complain(std::string{field} + " must hold texts only");
            return found;
        }
        found.emplace_back(*text);
    }
    return found;
}

void ObjectReader::require(std::initializer_list<std::string_view> fields)
{
    for (const auto field : fields) {
        if (find(field) == nullptr) complain(std::string{field} + " is missing");
    }
}

void ObjectReader::allow_only(std::initializer_list<std::string_view> fields)
{
    if (object_ == nullptr) return;
    for (const auto& entry : *object_) {
        const std::string_view key = entry.key();
        if (std::ranges::find(fields, key) == fields.end()) {
            complain("unknown field " + std::string{key});
        }
    }
}

}  // namespace buddy::safety
