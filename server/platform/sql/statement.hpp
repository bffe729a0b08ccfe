// What CMake makes of the files under db/: statements and migrations as constants.
#pragma once

#include <string_view>

namespace buddy::sql {

/// One statement: text that is valid on both engines ($1 … $n), or one text per engine. Made from
/// db/queries/<feature>/<name>.sql.
struct Statement {
    std::string_view name;  ///< "identity.find_child": safe to log and count.
    std::string_view sqlite;
    std::string_view postgres;
};

/// One step of the schema: db/migrations/NNNN_name.sql. Several statements, no parameters.
struct Migration {
    int number = 0;
    std::string_view name;  ///< "0001_identity".
    std::string_view sqlite;
    std::string_view postgres;
};

}  // namespace buddy::sql
