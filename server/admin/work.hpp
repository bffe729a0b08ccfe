// What waits for staff, whoever brings it: one plain list, gravest first, then oldest.
//
//     class FormsWork final : public admin::WorkSource { … };                  // one small adapter a feature
//     WorkList work{{&alerts, &forms, &rights}, clock};
//     const auto page = co_await work.page({.kind = "form", .after = cursor});
//
// An item says that something waits, since when and until when. It never holds a word of a child, nor a name.
//
// Threads  Any event loop.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::admin {

enum class Gravity : std::uint8_t { Normal, Serious, Urgent };
[[nodiscard]] std::string_view id_of(Gravity gravity) noexcept;  ///< "normal", "serious", "urgent"

/// Something that waits for a person.
struct WorkItem {
    std::string kind;  ///< Stable word, as the source's: "alert", "form" …
    std::string id;    ///< Of the thing; unique within its kind.
    std::string what;  ///< Stable word of the kind that says more: "protected". May be empty.
    Gravity gravity = Gravity::Normal;
    Time since;
    std::optional<Time> due;  ///< When it should be done; none: no clock runs.
    std::string page;  ///< Where staff does it: "/staff/forms". Empty: the operator, by command.
    friend bool operator==(const WorkItem&, const WorkItem&) = default;
};

/// One kind of work. What is done is not in it any more.
class WorkSource {
public:
    WorkSource() = default;
    WorkSource(const WorkSource&) = delete;
    WorkSource& operator=(const WorkSource&) = delete;
    WorkSource(WorkSource&&) = delete;
    WorkSource& operator=(WorkSource&&) = delete;
    virtual ~WorkSource() = default;
    [[nodiscard]] virtual std::string_view kind() const = 0;
    /// All that waits, in any order; a few hundred at most.
    virtual Task<std::vector<WorkItem>> waiting() = 0;
};

struct WorkQuery {
    static constexpr std::size_t usual_size = 50;
    static constexpr std::size_t largest_size = 200;
    std::string kind;   ///< Empty: all.
    std::string after;  ///< WorkPage::next of the page before. Empty: from the beginning.
    std::size_t size = usual_size;
};

struct WorkPage {
    std::vector<WorkItem> items;
    std::string next;  ///< Empty: it was the last.
    std::map<std::string, std::size_t>
        counts;               ///< Of every source, by kind, whatever was asked for.
    std::size_t overdue = 0;  ///< Of all kinds.
};

/// The order of the list, and the page that a query asks for.
/// Invalid  `after` is no cursor of ours.
[[nodiscard]] Result<WorkPage> page_of(
    std::vector<WorkItem> waiting, const WorkQuery& query, Time now
);

class WorkList {
public:
    /// Both outlive this.
    WorkList(std::vector<WorkSource*> sources, const Clock& clock)
        : sources_{std::move(sources)}, clock_{clock}
    {
    }
    /// Asks every source.  Invalid  `after` is no cursor of ours, or the kind is nobody's.
    Task<Result<WorkPage>> page(WorkQuery query);

private:
    std::vector<WorkSource*> sources_;
    const Clock& clock_;
};

}  // namespace buddy::admin
