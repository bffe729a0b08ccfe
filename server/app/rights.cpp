#include "app/rights.hpp"

#include "app/processors.hpp"
#include "conversation/child_days.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace buddy::app {

using compliance::DataClass;

namespace {

// A child's days are kept exactly as long as the guard in them must stand.
static_assert(conversation::kept_without_visit == std::chrono::days{92});
static_assert(notify::MailProblems::problems_kept == std::chrono::days{180});

compliance::SqlErasureStore::QueueMail queue_of(notify::Outbox& outbox)
{
    return [&outbox](sql::Transaction& tx, const notify::ErasureMail& mail) {
        outbox.enqueue(tx, mail);
    };
}

}  // namespace

std::vector<std::string> processors_in(const Config& config)
{
    std::vector<std::string> names;
    for (const auto& use : notice_of(config).uses())
        if (use.is_outside && std::ranges::find(names, use.name) == names.end())
            names.push_back(use.name);
    return names;
}

Rights::Rights(const Parts& parts)
    : accounts_{parts.database, parts.config.budget.limits},
      conversations_{
          parts.database, parts.keys, [](sql::Transaction&, const conversation::FiledAlert&) {}
      },
      conversation_data_{parts.database, parts.keys},
      trajectory_data_{parts.database, parts.keys},
      summary_data_{parts.database, parts.keys},
      alert_data_{parts.database, parts.keys},
      oversight_data_{parts.database, parts.trail},
      insight_data_{parts.database, parts.trail},
      powers_data_{parts.database, parts.trail},
      limits_data_{parts.database, parts.keys},
      consent_data_{parts.database},
      document_data_{parts.database},
      spending_data_{parts.database},
      feedback_data_{parts.database, parts.keys},
      rights_data_{parts.database},
      mail_problems_{parts.database, parts.root, parts.clock},
      data_{
          &summary_data_,
          &conversation_data_,
          &trajectory_data_,
          &alert_data_,
          &oversight_data_,
          &insight_data_,
          &powers_data_,
          &limits_data_,
          &consent_data_,
          &document_data_,
          &parts.outbox.personal_data(),
          &spending_data_,
          &feedback_data_,
          &rights_data_,
          &parts.trail.personal_data(),
          &parts.identity.personal_data()
      },
      apart_{{.database = parts.database, .data = data_, .pool = pool_, .clock = parts.clock}},
      wishes_{
          parts.database,
          parts.trail,
          crypto::Sealer{parts.root.derive(1, "erasure1")},
          queue_of(parts.outbox)
      },
      ledger_{parts.keys_database},
      erasures_{
          {.store = wishes_,
           .ledger = ledger_,
           .keys = parts.keys,
           .data = data_,
           .pool = pool_,
           .clock = parts.clock,
           .grace = std::chrono::days{parts.config.rights.erasure_days},
           .processors = processors_in(parts.config),
           .after_step = {}}
      },
      kept_{parts.database, parts.trail},
      retention_{retention_parts(parts)},
      archives_{parts.database, parts.trail},
      exports_{
          {.store = archives_,
           .keys = parts.keys,
           .data = data_,
           .pool = pool_,
           .clock = parts.clock}
      },
      http_{
          {.erasures = erasures_,
           .erasure_store = wishes_,
           .exports = exports_,
           .export_store = archives_,
           .retention = kept_,
           .times = parts.config.keeping_times(),
           .directory = parts.identity,
           .confirm =
               [&identity = parts.identity](GuardianId guardian, std::string password) {
                   return identity.confirm_password(std::move(guardian), std::move(password));
               },
           .keys = parts.keys,
           .data = data_,
           .pool = pool_,
           .trail = parts.trail,
           .clock = parts.clock}
      }
{
}

compliance::Retention::Parts Rights::retention_parts(const Parts& parts)
{
    auto& identity = parts.identity;
    auto& outbox = parts.outbox;
    compliance::Retention::Parts made{
        .store = kept_,
        .clock = parts.clock,
        .times = parts.config.keeping_times(),
        .mails = parts.config.has_mail() || parts.config.mail.dev_mailbox ? compliance::Mails::CanGo
                                                                          : compliance::Mails::Wait,
        .elsewhere = {},
        .erase_family = [this](FamilyId family
                        ) { return erasures_.erase_unfinished(std::move(family)); }
    };
    made.elsewhere[DataClass::SignIns] = [&identity](Time) { return identity.forget_expired(); };
    made.elsewhere[DataClass::SentMails] = [&outbox](Time before) -> Task<> {
        co_await outbox.forget_sent(before);
    };
    made.elsewhere[DataClass::MailProblems] = [this](Time) { return mail_problems_.forget_old(); };
    made.elsewhere[DataClass::Trajectories] = [this](Time before) -> Task<> {
        co_await conversations_.forget_days(before);
    };
    made.elsewhere[DataClass::ModelCalls] = [this](Time before) {
        return forget_old_calls(before);
    };
    if (parts.forget_replies) made.elsewhere[DataClass::CachedReplies] = parts.forget_replies;
    return made;
}

Task<> Rights::forget_old_calls(Time before)
{
    const auto oldest = std::chrono::floor<std::chrono::days>(before);
    while (co_await accounts_.forget_before(oldest) > 0) {
    }
}

void Rights::handle_jobs(jobs::JobRunner& runner)
{
    runner.handle(std::string{compliance::erase_job}, erasures_.job());
    runner.handle(std::string{compliance::make_export_job}, exports_.job());
}

}  // namespace buddy::app
