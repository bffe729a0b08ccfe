#include "card.hpp"

#include <fmt/format.h>

namespace buddy::train {
namespace {

std::string measures_text(const std::vector<Measure>& measures)
{
    std::string out;
    for (const Measure& m : measures) {
        if (m.positives == 0) continue;
        out += fmt::format(
            R"({}
    "{}": {{"cases": {}, "positives": {}, "auprc": {:.3f}, "recall_at_2_percent": {:.3f}, "ece": {:.3f}}})",
            out.empty() ? "" : ",",
            m.name,
            m.cases,
            m.positives,
            m.average_precision,
            m.recall,
            m.calibration_error
        );
    }
    return out;
}

}  // namespace

std::string card_of(const CardFacts& facts)
{
    std::string shares;
    for (const auto& [name, share] : facts.report.shares)
        shares += fmt::format("{}\"{}\": {:.3f}", shares.empty() ? "" : ", ", name, share);
    const Settings& s = facts.settings;
    return fmt::format(
        R"card({{
  "name": "Buddy safety model",
  "version": "{}",
  "licence": "CC BY 4.0",
  "bytes": {},
  "data": [{{"name": "Buddy corpus, data/corpus", "licence": "CC BY 4.0"}}],
  "cases": {{"train": {}, "calibration": {}}},
  "settings": {{"dim": {}, "hidden": {}, "epochs": {}, "seed": {}, "rate": {}, "dense_rate": {},
    "feature_dropout": {}, "hidden_dropout": {}, "decay": {}, "noisy_copies": {}, "least_families": {}}},
  "calibration_side": {{
   "needs_action": {{{}
   }},
   "categories": {{{}
   }},
   "emotions": {{{}
   }},
   "right_answers": {{{}}}
  }}
}}
)card",
        facts.model.version(),
        facts.model_bytes,
        facts.learned,
        facts.calibrated,
        s.dim,
        s.hidden,
        s.epochs,
        s.seed,
        s.rate,
        s.dense_rate,
        s.feature_dropout,
        s.hidden_dropout,
        s.decay,
        s.noisy_copies,
        s.least_families,
        measures_text(facts.report.groups),
        measures_text(facts.report.categories),
        measures_text(facts.report.emotions),
        shares
    );
}

}  // namespace buddy::train
