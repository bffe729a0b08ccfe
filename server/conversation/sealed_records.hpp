// How what was said lies sealed in a database: for the stores that read it.
//
// Errors   What does not open, or is not what was written, throws DamagedRecord: a wrong key or a damaged disk.
#pragma once

#include "conversation/conversation_store.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

#include <boost/json/object.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace buddy::conversation {

class DamagedRecord : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] std::string opened(
    const crypto::Sealer& sealer, const sql::Blob& sealed, const crypto::Place& place
);
/// Names the row of an event, for its seal.
[[nodiscard]] std::string event_row(std::string_view turn, int number);
[[nodiscard]] boost::json::object object_in(const std::string& text);
/// What the child said, with the places that give something away, from the JSON that a turn keeps.
[[nodiscard]] Said said_in(const std::string& text);

}  // namespace buddy::conversation
