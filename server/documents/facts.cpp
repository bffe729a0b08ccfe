#include "documents/facts.hpp"

#include <algorithm>

namespace buddy::documents {
namespace {

std::string value_of(const Row& row)
{
    std::string text;
    for (const auto& [column, cell] : row.cells) text += column + '=' + cell + '\n';
    return text;
}

const Statement* find(std::span<const Statement> statements, std::string_view key)
{
    const auto found = std::ranges::find(statements, key, &Statement::key);
    return found == statements.end() ? nullptr : &*found;
}

}  // namespace

bool Facts::knows(std::string_view name) const
{
    return single.contains(name) || tables.contains(name);
}

bool Facts::holds(std::string_view name) const
{
    if (const auto fact = single.find(name); fact != single.end())
        return !fact->second.value.empty();
    const auto table = tables.find(name);
    return table != tables.end() && !table->second.rows.empty();
}

std::vector<Statement> statements_of(const Facts& facts, const std::set<std::string>& names)
{
    std::vector<Statement> out;
    for (const auto& name : names) {
        if (const auto fact = facts.single.find(name);
            fact != facts.single.end() && fact->second.weight != Weight::Local)
            out.push_back(
                {.key = name,
                 .value = fact->second.value,
                 .says = fact->second.says,
                 .is_material = fact->second.weight == Weight::Material}
            );
        const auto table = facts.tables.find(name);
        if (table == facts.tables.end() || table->second.weight == Weight::Local) continue;
        for (const auto& row : table->second.rows)
            out.push_back(
                {.key = name + '/' + row.id,
                 .value = value_of(row),
                 .says = row.says,
                 .is_material = table->second.weight == Weight::Material}
            );
    }
    std::ranges::sort(out, {}, &Statement::key);
    return out;
}

std::vector<Difference> differences_of(
    std::span<const Statement> before, std::span<const Statement> now
)
{
    std::vector<Difference> out;
    const auto tell = [&out](std::string was, std::string is) {
        if (was != is) out.push_back({.before = std::move(was), .now = std::move(is)});
    };
    for (const auto& statement : now) {
        const auto* const old = find(before, statement.key);
        if (old == nullptr)
            tell({}, statement.says);
        else if (old->value != statement.value)
            tell(old->says, statement.says);
    }
    for (const auto& statement : before)
        if (find(now, statement.key) == nullptr) tell(statement.says, {});
    return out;
}

}  // namespace buddy::documents
