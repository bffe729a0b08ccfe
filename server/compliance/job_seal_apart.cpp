#include "compliance/job_seal_apart.hpp"

#include "sql/compliance.hpp"

#include <string>
#include <utility>

namespace buddy::compliance {

namespace statements = sql::compliance;

Task<std::int64_t> ApartSealing::waiting()
{
    co_return co_await parts_.database.read([](sql::Connection& db) {
        return db.run(statements::count_children_to_seal).get<std::int64_t>(0, 0);
    });
}

Task<ApartSealing::Progress> ApartSealing::run(std::function<void(const Progress& so_far)> told)
{
    Progress progress;
    std::string last;
    while (true) {
        const auto rows = co_await parts_.database.read([last](sql::Connection& db) {
            return db.run(statements::list_children_to_seal, last);
        });
        if (rows.empty()) co_return progress;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            last = rows.get<std::string>(row, 0);
            const bool sealed =
                co_await seal(FamilyId{rows.get<std::string>(row, 1)}, ChildId{last}, progress);
            ++(sealed ? progress.children : progress.passed_over);
            if (told) told(progress);
        }
    }
}

Task<bool> ApartSealing::seal(FamilyId family, ChildId child, Progress& progress)
{
    for (auto* data : parts_.data) {
        auto move = [data, &family, &child] { return data->seal_apart(family, child); };
        const auto moved = co_await parts_.pool.run(std::move(move));
        if (!moved) co_return false;
        progress.rows += *moved;
    }
    auto note = [&child, now = parts_.clock.now()](sql::Transaction& tx) {
        tx.run(statements::note_child_sealed, child.text(), to_millis(now));
    };
    co_await parts_.database.write(sql::Durability::Full, std::move(note));
    co_return true;
}

}  // namespace buddy::compliance
