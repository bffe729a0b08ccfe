#include "app/compliance_desk.hpp"

#include "app/model_provider.hpp"
#include "app/processors.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace buddy::app {

namespace {

std::string on_or_off(bool is_on)
{
    return is_on ? "on" : "off";
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out.empty() ? "none" : out;
}

std::set<std::string, std::less<>> flags_of(const Config& config, const consent::Notice& notice)
{
    std::set<std::string, std::less<>> flags{config.has_model() ? "model" : "no_model"};
    for (const auto& use : notice.uses()) {
        if (!use.is_outside) continue;
        if (use.purpose == consent::Purpose::Answers) flags.emplace("outside_model");
        if (use.purpose == consent::Purpose::SecondOpinion) flags.emplace("judge");
    }
    if (config.has_summaries()) flags.emplace("summaries");
    if (config.has_supporters()) flags.emplace("supporters");
    if (config.has_mail()) flags.emplace("mail");
    if (config.has_response_cache()) flags.emplace("response_cache");
    return flags;
}

std::vector<compliance::PackFacts::Law> laws_of(const law::Packs& packs)
{
    std::vector<compliance::PackFacts::Law> laws;
    for (const auto& pack : packs.packs()) {
        compliance::PackFacts::Law law{.name = pack.name, .places = {}, .rules = 0, .checked = 0};
        for (const auto& place : pack.places)
            law.places += (law.places.empty() ? "" : " ") + place.text();
        for (const auto& rule : packs.rules()) {
            if (rule.pack != pack.id) continue;
            ++law.rules;
            if (rule.verified_at) ++law.checked;
        }
        laws.push_back(std::move(law));
    }
    return laws;
}

}  // namespace

compliance::PackFacts pack_facts(
    const Config& config,
    const ShippedParts& parts,
    std::vector<compliance::ProcessorLine> processors,
    Time now
)
{
    const auto notice = notice_of(config);
    return {
        .made_at = now,
        .version = BUDDY_VERSION,
        .flags = flags_of(config, notice),
        .settings =
            {{"address", config.public_url()},
             {"language models that answer", joined(configured_models(config.model))},
             {"second opinion on worrying messages", on_or_off(config.has_judge())},
             {"notes by a second model", on_or_off(config.has_supporters())},
             {"summaries by a model", on_or_off(config.has_summaries())},
             {"answers given again to plain questions", on_or_off(config.has_response_cache())},
             {"mail to grown-ups", on_or_off(config.has_mail())},
             {"safety engine: model", parts.engine.model_version()},
             {"safety engine: rules", parts.engine.rules_version()},
             {"safety engine: policy", parts.engine.policy_version()},
             {"canaries that watch the engine", std::to_string(parts.canaries.size())},
             {"moods", "estimated from text; no voice, no face"},
             {"what guardians see of talks at first",
              "no quotes: topics and feelings up to 12 years, titles from 13"},
             {"version of the notice to families", notice.version()}},
        .processors = std::move(processors),
        .times = config.keeping_times(),
        .laws = laws_of(parts.laws)
    };
}

compliance::Urgency urgency_of(const safety::Assessment& assessment) noexcept
{
    using compliance::Urgency;
    if (!assessment.available || assessment.action == safety::Action::Escalate ||
        assessment.severity >= safety::Severity::High || assessment.notify.protects())
        return Urgency::Now;
    return assessment.flagged() ? Urgency::Soon : Urgency::Usual;
}

ComplianceDesk::ComplianceDesk(const Parts& parts)
    : parts_{parts},
      request_store_{
          parts.database,
          parts.trail,
          [&outbox = parts.outbox](sql::Transaction& tx, const notify::RequestMail& mail) {
              outbox.enqueue(tx, mail);
          }
      },
      requests_{
          {.store = request_store_,
           .keys = parts.keys,
           .directory = parts.directory,
           .times = parts.shipped.answer_times,
           .clock = parts.clock,
           .judge = [this](
                        identity::ChildProfile child, std::string words
                    ) { return judge(std::move(child), std::move(words)); }}
      },
      incidents_{parts.database, parts.trail, crypto::Sealer{parts.root.derive(1, "incident")}},
      board_store_{parts.database, parts.trail},
      board_{
          {.store = board_store_,
           .requests = requests_,
           .retention = parts.retention,
           .incidents = incidents_,
           .trail = parts.trail,
           .anchors = audit::AnchorFile{anchor_file(parts.config)},
           .notice = notice_of(parts.config),
           .pool = files_,
           .clock = parts.clock}
      },
      http_requests_{requests_, parts.directory},
      http_board_{
          {.board = board_,
           .store = board_store_,
           .incidents = incidents_,
           .trail = parts.trail,
           .clock = parts.clock,
           .assessment =
               [this](const compliance::BoardState& state) {
                   return parts_.shipped.assessment.html(pack_facts(
                       parts_.config, parts_.shipped, state.processors, parts_.clock.now()
                   ));
               }}
      }
{
}

http::Routes ComplianceDesk::routes()
{
    auto all = http_requests_.routes();
    auto more = http_board_.routes();
    all.insert(
        all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
    );
    return all;
}

Task<compliance::Urgency> ComplianceDesk::judge(identity::ChildProfile child, std::string words)
{
    auto assess = [this, child = std::move(child), words = std::move(words)] {
        const safety::RiskState before;
        safety::RiskState after;
        return urgency_of(parts_.assess(
            {.text = words,
             .age_band = child.age_band,
             .direction = safety::Direction::Input,
             .locale = child.language,
             .context = {}},
            before,
            after
        ));
    };
    co_return co_await parts_.assessing.run(std::move(assess));
}

}  // namespace buddy::app
