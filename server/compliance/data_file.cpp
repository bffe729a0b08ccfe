#include "compliance/data_file.hpp"

#include <fstream>
#include <iterator>

namespace buddy::compliance {

Result<boost::json::value> read_data_file(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) return failed(ErrorCode::NotFound, file.string() + " is not there");
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    boost::system::error_code error;
    auto value = boost::json::parse(text, error);
    if (error) return failed(ErrorCode::Invalid, file.string() + " is no JSON: " + error.message());
    return value;
}

std::string text_at(const boost::json::value& object, std::string_view member)
{
    return std::string{std::string_view{object.at(member).as_string()}};
}

}  // namespace buddy::compliance
