#include "conversation/sealed_records.hpp"

#include <string_view>
#include <utility>

namespace buddy::conversation {

namespace json = boost::json;

std::string opened(
    const crypto::Sealer& sealer, const sql::Blob& sealed, const crypto::Place& place
)
{
    auto plain = sealer.open(sealed, place);
    if (!plain) throw DamagedRecord{plain.error().detail};
    return std::move(*plain);
}

std::string event_row(std::string_view turn, int number)
{
    return std::string{turn} + "/" + std::to_string(number);
}

json::object object_in(const std::string& text)
{
    boost::system::error_code error;
    auto value = json::parse(text, error);
    if (error || !value.is_object()) throw DamagedRecord{"a sealed record is not an object"};
    return std::move(value.get_object());
}

Said said_in(const std::string& text)
{
    const auto object = object_in(text);
    Said said{
        .role = safety::Role::Child,
        .text = std::string{std::string_view{object.at("text").as_string()}},
        .private_spans = {}
    };
    for (const auto& span : object.at("private").as_array())
        said.private_spans.push_back(
            {.begin = span.at(0).to_number<std::size_t>(),
             .end = span.at(1).to_number<std::size_t>()}
        );
    return said;
}

}  // namespace buddy::conversation
