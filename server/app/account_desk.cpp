#include "app/account_desk.hpp"

#include "app/open_database.hpp"

#include <string>
#include <utility>

namespace buddy::app {

Result<std::unique_ptr<AccountDesk>> AccountDesk::open()
{
    auto loaded = load_config(config::environment_of_process(), Needs::Keys);
    if (!loaded.mistakes.empty()) {
        std::string all;
        for (const auto& mistake : loaded.mistakes) all += (all.empty() ? "" : "\n") + mistake;
        return failed(ErrorCode::Invalid, std::move(all));
    }
    auto root = crypto::parse_root_key(loaded.config.keys.encryption_key);
    if (!root) return std::unexpected(root.error());
    auto database = open_migrated(loaded.config.storage.database_url, sql::main_schema());
    if (!database) return std::unexpected(database.error());
    auto keys_database = open_migrated(loaded.config.storage.keys_database_url, sql::key_schema());
    if (!keys_database) return std::unexpected(keys_database.error());
    return std::make_unique<AccountDesk>(Opened{
        std::move(loaded.config), std::move(*root), std::move(*database), std::move(*keys_database)
    });
}

AccountDesk::AccountDesk(Opened opened)
    : config_{std::move(opened.config)},
      root_{std::move(opened.root)},
      database_{std::move(opened.database)},
      keys_database_{std::move(opened.keys_database)},
      key_store_{*keys_database_},
      keys_{key_store_, root_, clock_},
      outbox_{*database_, root_, clock_, config_.public_url()},
      mails_{outbox_},
      identity_{
          {.database = *database_,
           .keys = keys_,
           .hasher = hasher_,
           .clock = clock_,
           .mails = mails_},
          root_,
          crypto::key_of_secret(config_.keys.session_secret)
      },
      trail_{*database_, clock_},
      rights_{
          {.config = config_,
           .database = *database_,
           .keys_database = *keys_database_,
           .keys = keys_,
           .root = root_,
           .clock = clock_,
           .identity = identity_,
           .outbox = outbox_,
           .trail = trail_,
           .forget_replies = {}}
      }
{
}

}  // namespace buddy::app
