// Insights and reports over HTTP, as api/openapi.yaml describes them.
//
//     HttpInsight insight{{.facts = facts, .choices = choices, .words = words, .directory = directory, .clock = clock}};
//     routes.append_range(insight.routes());
//
// Every answer that shows a child's insights is a look, recorded before it is sent.
//
// Threads  Any loop; PDFs are drawn on a thread of its own. Lifetime  Outlives the server.
#pragma once

#include "insight/choice_store.hpp"
#include "insight/insight.hpp"
#include "insight/insight_words.hpp"
#include "insight/report.hpp"

#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "platform/async/blocking.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/route.hpp"

#include <expected>
#include <string>
#include <vector>

namespace buddy::insight {

class HttpInsight {
public:
    /// Of one report.
    static constexpr std::size_t most_children = 12;

    struct Parts {
        FactSource& facts;
        ChoiceStore& choices;
        const InsightWords& words;
        identity::Directory& directory;
        const Clock& clock;
    };
    explicit HttpInsight(Parts parts) : parts_{parts}, printer_{PdfPrinter::open()} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> get_insights(http::Exchange& exchange);
    Task<> set_insights(http::Exchange& exchange);
    Task<> make_report(http::Exchange& exchange);

    /// NotFound, also for another family's.
    Task<Result<identity::ChildProfile>> own_child(FamilyId family, ChildId child);
    /// The look is recorded. Nothing: switched off.
    Task<Result<std::optional<Summary>>> look_at(
        http::Principal guardian, identity::ChildProfile child, Period period, Reader reader
    );
    Task<Result<std::vector<ChildReport>>> children_of(
        http::Principal guardian,
        std::vector<identity::ChildProfile> children,
        ReportOrder order,
        std::string visibility
    );
    /// In the order of the family. NotFound.
    Task<Result<std::vector<identity::ChildProfile>>> chosen_children(
        FamilyId family, std::string list
    );
    /// Whoever cannot be found sees the least.
    Task<Reader> reader_of(http::Principal guardian);
    [[nodiscard]] std::expected<Period, http::Mistake> period_in(
        const http::Exchange& exchange, const std::string& time_zone
    ) const;

    Parts parts_;
    Result<PdfPrinter> printer_;
    BlockingPool drawing_{1};
};

}  // namespace buddy::insight
