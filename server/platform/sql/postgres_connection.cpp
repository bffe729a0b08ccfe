#include "platform/sql/postgres_connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace buddy::sql {
namespace {

// Type numbers of PostgreSQL's catalogue (pg_type.oid): they never change.
constexpr Oid oid_bool = 16;
constexpr Oid oid_bytea = 17;
constexpr Oid oid_int8 = 20;
constexpr Oid oid_int2 = 21;
constexpr Oid oid_int4 = 23;
constexpr Oid oid_float4 = 700;
constexpr Oid oid_float8 = 701;
constexpr Oid oid_numeric = 1700;

void ignore_notice(void* /*context*/, const char* /*text*/) {}

// Parameters as libpq wants them. Borrowed values must outlive this.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values)
        : numbers_(values.size()),
          texts_(values.size()),
          lengths_(values.size()),
          formats_(values.size())
    {
        for (std::size_t i = 0; i < values.size(); ++i)
            std::visit([this, i](const auto& held) { set(i, held); }, values[i]);
    }
    [[nodiscard]] int count() const { return static_cast<int>(texts_.size()); }
    [[nodiscard]] const char* const* texts() const { return texts_.data(); }
    [[nodiscard]] const int* lengths() const { return lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.data(); }

private:
    void set(std::size_t /*i*/, std::monostate /*null*/) {}
    void set(std::size_t i, bool value) { texts_[i] = value ? "t" : "f"; }
    void set(std::size_t i, const std::string& value) { texts_[i] = value.c_str(); }
    void set(std::size_t i, const Blob& value)
    {
        texts_[i] = value.bytes.c_str();
        lengths_[i] = static_cast<int>(value.bytes.size());
        formats_[i] = 1;
    }
    template <class Number>
    void set(std::size_t i, Number value)
    {
        auto& room = numbers_[i];
        *std::to_chars(room.data(), room.data() + room.size() - 1, value).ptr = '\0';
        texts_[i] = room.data();
    }

    std::vector<std::array<char, 40>> numbers_;
    std::vector<const char*> texts_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

template <class Number>
Value parse_number(std::string_view text)
{
    Number number{};
    const auto end = text.data() + text.size();
    const auto [stopped, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || stopped != end) throw DatabaseError{"rows", "wrong_type"};
    return number;
}

Blob parse_bytea(std::string_view text)
{
    const auto digit = [](char letter) {
        const int value = letter <= '9' ? letter - '0' : letter - 'a' + 10;
        return static_cast<unsigned>(value);
    };
    Blob out;
    if (!text.starts_with("\\x")) throw DatabaseError{"rows", "wrong_type"};
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
        out.bytes.push_back(static_cast<char>((digit(text[i]) << 4U) | digit(text[i + 1])));
    return out;
}

Value cell_of(const PGresult* answer, int row, int column)
{
    if (PQgetisnull(answer, row, column) != 0) return std::monostate{};
    const std::string_view text{
        PQgetvalue(answer, row, column), static_cast<std::size_t>(PQgetlength(answer, row, column))
    };
    switch (PQftype(answer, column)) {
        case oid_bool: return text == "t";
        case oid_int2:
        case oid_int4:
        case oid_int8: return parse_number<std::int64_t>(text);
        case oid_numeric:  // What sum(BIGINT) gives.
            return text.contains('.') ? parse_number<double>(text)
                                      : parse_number<std::int64_t>(text);
        case oid_float4:
        case oid_float8: return parse_number<double>(text);
        case oid_bytea: return parse_bytea(text);
        default: return std::string{text};
    }
}

bool succeeded(const PGresult* answer)
{
    const auto status = PQresultStatus(answer);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

}  // namespace

void PostgresConnection::Finish::operator()(pg_conn* handle) const noexcept
{
    PQfinish(handle);
}
void PostgresConnection::Clear::operator()(pg_result* result) const noexcept
{
    PQclear(result);
}

PostgresConnection::PostgresConnection(std::string url) : url_{std::move(url)}
{
    connect();
}

void PostgresConnection::connect()
{
    statements_.clear();
    // What stands before dbname is a default that the URL may override.
    const std::array<const char*, 5> names{
        "connect_timeout", "fallback_application_name", "client_encoding", "dbname", nullptr
    };
    const std::array<const char*, 5> values{"10", "buddy", "UTF8", url_.c_str(), nullptr};
    handle_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (lost()) throw DatabaseError{"open", "no_connection"};
    PQsetNoticeProcessor(handle_.get(), ignore_notice, nullptr);
}

bool PostgresConnection::lost() const noexcept
{
    return PQstatus(handle_.get()) != CONNECTION_OK;
}

void PostgresConnection::fail(std::string_view statement, const pg_result* answer) const
{
    const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    throw DatabaseError{
        std::string{statement},
        state != nullptr ? fmt::format("sqlstate {}", state) : "connection_lost"
    };
}

const std::string& PostgresConnection::prepared(const Statement& statement)
{
    if (const auto found = statements_.find(statement.postgres); found != statements_.end())
        return found->second;
    const auto name = fmt::format("s{}", statements_.size());
    const Answer answer{
        PQprepare(handle_.get(), name.c_str(), std::string{statement.postgres}.c_str(), 0, nullptr)
    };
    if (!succeeded(answer.get())) fail(statement.name, answer.get());
    return statements_.emplace(statement.postgres, name).first->second;
}

void PostgresConnection::prepare(const Statement& statement)
{
    prepared(statement);
}

Rows PostgresConnection::run_values(const Statement& statement, std::span<const Value> values)
{
    for (const auto& value : values)
        if (const auto* text = std::get_if<std::string>(&value);
            text != nullptr && text->contains('\0'))
            throw DatabaseError{std::string{statement.name}, "nul_in_text"};
    const Parameters parameters{values};
    const Answer answer{PQexecPrepared(
        handle_.get(),
        prepared(statement).c_str(),
        parameters.count(),
        parameters.texts(),
        parameters.lengths(),
        parameters.formats(),
        0
    )};
    if (!succeeded(answer.get())) fail(statement.name, answer.get());

    const int columns = PQnfields(answer.get());
    const int rows = PQntuples(answer.get());
    std::vector<Value> cells;
    cells.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            cells.push_back(cell_of(answer.get(), row, column));
    const std::string_view command = PQcmdStatus(answer.get());
    std::int64_t affected = 0;
    if (!command.starts_with("SELECT")) {
        const std::string_view count = PQcmdTuples(answer.get());
        std::from_chars(count.data(), count.data() + count.size(), affected);
    }
    return {std::move(cells), static_cast<std::size_t>(columns), affected};
}

void PostgresConnection::run_script(std::string_view name, std::string_view text)
{
    const Answer answer{PQexec(handle_.get(), std::string{text}.c_str())};
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_EMPTY_QUERY && !succeeded(answer.get())) fail(name, answer.get());
}

void PostgresConnection::begin(std::string_view text)
{
    if (lost()) connect();
    try {
        run_script("begin", text);
    } catch (const DatabaseError&) {
        if (!lost()) throw;
        connect();
        run_script("begin", text);
    }
}

void PostgresConnection::rollback() noexcept
{
    const Answer answer{PQexec(handle_.get(), "ROLLBACK")};
}

}  // namespace buddy::sql
