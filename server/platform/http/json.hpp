// JSON in and out of plain structs, strict on the way in.
//
//     struct SignIn { std::string email; std::string password; std::optional<bool> remember; };
//     BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, remember))
//
//     auto input = http::read_json<SignIn>(exchange.body());
//     if (!input) co_return co_await http::refuse(exchange, input.error());
//     co_await exchange.respond({.body = http::write_json(reply)});
//
// Members: bool, integers, doubles, std::string, described enums, Id<…>, Time, std::optional,
// std::vector, std::map<std::string, …>, described structs, and boost::json::value for what is
// free. An optional may be missing or null; everything else is required. An enumerator is spelt by
// `name_of(value)` where its namespace has one, else in snake_case (LateNight is "late_night").
// Time is written "2026-11-21T22:31:50.123Z".
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "platform/http/problem.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cstddef>
#include <expected>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace buddy::http {

enum class UnknownMembers : std::uint8_t { Refused, Ignored };

struct JsonRules {
    UnknownMembers unknown = UnknownMembers::Refused;
    std::size_t max_text = 16UL * 1024;  ///< Bytes of one text, inclusive.
    std::size_t max_items = 1000;        ///< Elements of one array, inclusive.
};

namespace json_detail {

/// Where the reader stands, and what it found wrong.
struct Reading {
    JsonRules rules;
    std::string path;
    std::string_view wrong;
    bool fail(std::string_view reason)
    {
        wrong = reason;
        return false;
    }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;
template <class T>
concept Struct = boost::describe::has_describe_members<T>::value;
template <class T>
concept HasName = requires(T value) {
    { name_of(value) } -> std::convertible_to<std::string_view>;
};

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

[[nodiscard]] std::string snake_case(std::string_view pascal);
bool read_text(const boost::json::value& from, std::string& into, Reading& reading);
bool read_time(const boost::json::value& from, Time& into, Reading& reading);
[[nodiscard]] std::string write_time(Time time);
[[nodiscard]] std::expected<boost::json::value, Mistake> parse(std::string_view text);

template <class E>
[[nodiscard]] std::string enum_name(E value)
{
    if constexpr (HasName<E>)
        return std::string{std::string_view{name_of(value)}};
    else
        return snake_case(boost::describe::enum_to_string(value, ""));
}

template <class T>
bool read(const boost::json::value& from, T& into, Reading& reading);

template <class E>
bool read_enum(const boost::json::value& from, E& into, Reading& reading)
{
    if (!from.is_string()) return reading.fail("expected text");
    const std::string_view text{from.get_string().data(), from.get_string().size()};
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        if (!found && enum_name(enumerator.value) == text) {
            into = enumerator.value;
            found = true;
        }
    });
    return found || reading.fail("unknown value");
}

template <class T>
bool read_number(const boost::json::value& from, T& into, Reading& reading)
{
    boost::system::error_code error;
    into = from.to_number<T>(error);
    if (!error) return true;
    return reading.fail(std::is_integral_v<T> ? "expected integer in range" : "expected number");
}

template <class T>
bool read_items(const boost::json::value& from, std::vector<T>& into, Reading& reading)
{
    if (!from.is_array()) return reading.fail("expected array");
    const auto& items = from.get_array();
    if (items.size() > reading.rules.max_items) return reading.fail("too many items");
    into.clear();
    into.reserve(items.size());
    const auto length = reading.path.size();
    for (const auto& item : items) {
        reading.path += "[" + std::to_string(into.size()) + "]";
        T one{};
        if (!read(item, one, reading)) return false;
        into.push_back(std::move(one));
        reading.path.resize(length);
    }
    return true;
}

template <class T>
bool read_map(const boost::json::value& from, std::map<std::string, T>& into, Reading& reading)
{
    if (!from.is_object()) return reading.fail("expected object");
    const auto& members = from.get_object();
    if (members.size() > reading.rules.max_items) return reading.fail("too many items");
    into.clear();
    const auto length = reading.path.size();
    for (const auto& member : members) {
        std::string key;
        if (!read_text(boost::json::value(member.key()), key, reading)) return false;
        reading.path += ".*";
        if (!read(member.value(), into[std::move(key)], reading)) return false;
        reading.path.resize(length);
    }
    return true;
}

template <class T>
[[nodiscard]] bool knows_member(std::string_view name)
{
    bool known = false;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) { known = known || name == member.name; }
    );
    return known;
}

template <class T, class Member>
bool read_member(const boost::json::object& from, T& into, Member member, Reading& reading)
{
    using Value = std::remove_cvref_t<decltype(into.*member.pointer)>;
    const auto length = reading.path.size();
    reading.path += '.';
    reading.path += member.name;
    if (const auto* value = from.if_contains(member.name)) {
        if (!read(*value, into.*member.pointer, reading)) return false;
    } else if constexpr (!is_optional<Value>) {
        return reading.fail("missing");
    }
    reading.path.resize(length);
    return true;
}

template <class T>
bool read_struct(const boost::json::value& from, T& into, Reading& reading)
{
    if (!from.is_object()) return reading.fail("expected object");
    const auto& object = from.get_object();
    if (reading.rules.unknown == UnknownMembers::Refused) {
        for (const auto& member : object) {
            const std::string_view key{member.key().data(), member.key().size()};
            if (!knows_member<T>(key)) return reading.fail("unknown member");
        }
    }
    bool whole = true;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        whole = whole && read_member(object, into, member, reading);
    });
    return whole;
}

template <class T>
bool read(const boost::json::value& from, T& into, Reading& reading)
{
    if constexpr (is_optional<T>) {
        into.reset();
        return from.is_null() || read(from, into.emplace(), reading);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!from.is_bool()) return reading.fail("expected true or false");
        into = from.get_bool();
        return true;
    } else if constexpr (std::is_enum_v<T>) {
        return read_enum(from, into, reading);
    } else if constexpr (std::is_arithmetic_v<T>) {
        return read_number(from, into, reading);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return read_text(from, into, reading);
    } else if constexpr (is_id<T>) {
        std::string text;
        if (!read_text(from, text, reading)) return false;
        into = T{std::move(text)};
        return true;
    } else if constexpr (std::is_same_v<T, Time>) {
        return read_time(from, into, reading);
    } else if constexpr (is_vector<T>) {
        return read_items(from, into, reading);
    } else if constexpr (is_map<T>) {
        return read_map(from, into, reading);
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        into = from;
        return true;
    } else {
        static_assert(Struct<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return read_struct(from, into, reading);
    }
}

template <class T>
[[nodiscard]] boost::json::value write(const T& from);

template <class T>
[[nodiscard]] boost::json::value write_struct(const T& from)
{
    boost::json::object object;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        const auto& value = from.*member.pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(value)>>) {
            if (value) object.emplace(member.name, write(*value));
        } else {
            object.emplace(member.name, write(value));
        }
    });
    return object;
}

template <class T>
[[nodiscard]] boost::json::value write(const T& from)
{
    if constexpr (std::is_same_v<T, boost::json::value> || std::is_arithmetic_v<T>) {
        return from;
    } else if constexpr (is_optional<T>) {
        return from ? write(*from) : boost::json::value{};
    } else if constexpr (std::is_enum_v<T>) {
        return boost::json::value(enum_name(from));
    } else if constexpr (is_id<T>) {
        return boost::json::value(from.text());
    } else if constexpr (std::is_same_v<T, Time>) {
        return boost::json::value(write_time(from));
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return boost::json::value(boost::json::string_view{std::string_view{from}});
    } else if constexpr (is_vector<T>) {
        boost::json::array items;
        items.reserve(from.size());
        for (const auto& item : from) items.push_back(write<typename T::value_type>(item));
        return items;
    } else if constexpr (is_map<T>) {
        boost::json::object object;
        for (const auto& [key, value] : from) object.emplace(key, write(value));
        return object;
    } else {
        static_assert(Struct<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return write_struct(from);
    }
}

}  // namespace json_detail

/// Reads a T from JSON that is already parsed.
template <class T>
[[nodiscard]] std::expected<T, Mistake> from_json(
    const boost::json::value& value, JsonRules rules = {}
)
{
    json_detail::Reading reading{.rules = rules, .path = {}, .wrong = {}};
    T out{};
    if (json_detail::read(value, out, reading)) return out;
    return std::unexpected(Mistake{
        .path = reading.path.empty() ? "." : reading.path, .reason = std::string{reading.wrong}
    });
}

/// Reads a T from JSON text. The mistake's path is "$" when the text is not JSON at all, "." when
/// the fault lies with the whole value.
template <class T>
[[nodiscard]] std::expected<T, Mistake> read_json(std::string_view text, JsonRules rules = {})
{
    auto value = json_detail::parse(text);
    if (!value) return std::unexpected(std::move(value.error()));
    return from_json<T>(*value, rules);
}

template <class T>
[[nodiscard]] boost::json::value to_json(const T& value)
{
    return json_detail::write(value);
}

/// JSON text of `value`. Optionals without a value are left out.
template <class T>
[[nodiscard]] std::string write_json(const T& value)
{
    return boost::json::serialize(json_detail::write(value));
}

}  // namespace buddy::http
