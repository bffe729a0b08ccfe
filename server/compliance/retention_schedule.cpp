#include "compliance/retention_schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace buddy::compliance {
namespace {

using std::chrono::days;

// clang-format off
constexpr std::array<ClassRule, data_class_count> rules{{
    {DataClass::Conversations,     "conversations",       "what children wrote, what Buddy answered, and the mood it read",       "after the last turn of the conversation",           days{90},   days{1},    days{730},  "BUDDY_RETENTION_CONVERSATIONS"},
    {DataClass::Alerts,            "alerts",              "that a grown-up should look, and what kind of thing it was about",    "after it was raised",                               days{365},  days{30},   days{2555}, "BUDDY_RETENTION_ALERTS"},
    {DataClass::Trajectories,      "mood-days",           "levels of a child's mood by day, without words",                      "after the child was last here",                     days{92},   days{92},   days{92},   ""},
    {DataClass::SafetyEvents,      "safety-events",       "that something went wrong in keeping a child safe, without words",    "after it happened",                                 days{730},  days{90},   days{2555}, "BUDDY_RETENTION_SAFETY_EVENTS"},
    {DataClass::SentMails,         "sent-mails",          "that a mail was sent or given up; its words went when it did",        "after that",                                        days{7},    days{1},    days{90},   "BUDDY_RETENTION_SENT_MAILS"},
    {DataClass::UnsentMails,       "unsent-mails",        "mails that could not be sent, sealed",                                "after they were written",                           days{30},   days{7},    days{90},   "BUDDY_RETENTION_UNSENT_MAILS"},
    {DataClass::MailProblems,      "mail-problems",       "that mail to an address came back, without the address",                "after it was heard",                                days{180},  days{180},  days{180},  ""},
    {DataClass::Looks,             "looks",               "that a guardian looked at a talk, at which level and when",             "after the look",                                    days{365},  days{365},  days{365},  ""},
    {DataClass::OversightChanges,  "oversight-choices",   "what guardians once chose to see of a child's talks",                  "after another choice counted, of which the child was told", days{730}, days{730}, days{730}, ""},
    {DataClass::Digests,           "digests",             "that a guardian got the digest of a week",                            "after it was queued",                               days{92},   days{92},   days{92},   ""},
    {DataClass::SignIns,           "sign-ins",            "sessions, links to confirm an address, pairing codes, failed tries",  "when they expire",                                  days{0},    days{0},    days{0},    ""},
    {DataClass::UnfinishedSignUps, "unfinished-sign-ups", "families where no address was confirmed and no child has a profile",  "after the sign-up",                                 days{7},    days{1},    days{30},   "BUDDY_RETENTION_SIGN_UPS"},
    {DataClass::ModelCalls,        "model-calls",         "what a language model cost, without words and without the child",     "after the call",                                    days{400},  days{62},   days{3650}, "BUDDY_LEDGER_DAYS"},
    {DataClass::CachedReplies,     "cached-replies",      "answers to plain questions that are nobody's",                        "when they expire",                                  days{0},    days{0},    days{0},    ""},
    {DataClass::Opinions,          "opinions",            "what guardians said of Buddy, sealed; thumbs of children go with the turn", "after it was said",                          days{365},  days{30},   days{1095}, "BUDDY_RETENTION_OPINIONS"},
    {DataClass::Exports,           "exports",             "archives that a family asked for, sealed",                            "seven days after they were asked for",              days{0},    days{0},    days{0},    ""},
    {DataClass::Runs,              "retention-runs",      "the evidence of this very table: what was removed, and when",         "after the run",                                     days{1095}, days{1095}, days{1095}, ""},
    {DataClass::Erasures,          "erasures",            "that something was erased; it names nobody",                          "after it was done or undone",                       days{1095}, days{1095}, days{1095}, ""},
    {DataClass::Requests,          "requests",            "what was asked of a family's data and answered by people, sealed",     "after it was answered",                             days{1095}, days{365},  days{2555}, "BUDDY_RETENTION_REQUESTS"},
    {DataClass::Incidents,         "incidents",           "what went wrong here and what was done; it names nobody",             "after it was closed",                               days{1825}, days{1825}, days{1825}, ""},
}};
// clang-format on

std::size_t place_of(DataClass data_class)
{
    return static_cast<std::size_t>(data_class);
}

std::string time_in_words(days length)
{
    return length == days{0} ? std::string{"at once"} : fmt::format("{} days", length.count());
}

}  // namespace

std::span<const ClassRule> schedule() noexcept
{
    return rules;
}

const ClassRule& rule_of(DataClass data_class) noexcept
{
    return rules[place_of(data_class)];
}

KeepingTimes::KeepingTimes()
{
    for (const auto& rule : rules) set(rule.data_class, rule.fallback);
}

void KeepingTimes::set(DataClass data_class, days length)
{
    const auto& rule = rule_of(data_class);
    days_.at(place_of(data_class)) = std::clamp(length, rule.least, rule.most);
}

days KeepingTimes::of(DataClass data_class) const
{
    return days_.at(place_of(data_class));
}

std::vector<Sweep> plan(Time now, const KeepingTimes& times, Mails mails)
{
    std::vector<Sweep> sweeps;
    for (const auto& rule : rules) {
        if (rule.data_class == DataClass::UnfinishedSignUps && mails == Mails::Wait) continue;
        sweeps.push_back({.data_class = rule.data_class, .before = now - times.of(rule.data_class)}
        );
    }
    return sweeps;
}

std::string schedule_as_markdown()
{
    std::string out =
        "| class | what | kept | counted | setting |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& rule : rules)
        out += fmt::format(
            "| {} | {} | {} | {} | {} |\n",
            rule.id,
            rule.what,
            time_in_words(rule.fallback),
            rule.clock,
            rule.is_setting()
                ? fmt::format(
                      "`{}`, {} to {}", rule.variable, rule.least.count(), rule.most.count()
                  )
                : std::string{"none"}
        );
    return out;
}

}  // namespace buddy::compliance
